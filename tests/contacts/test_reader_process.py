from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from openpyxl import load_workbook

from kwtsms_desktop.contacts.reader_messages import (
    AGAIN,
    MORE,
    Opened,
    OpenRequest,
    decode_answer,
    decode_rows,
    encode,
)
from kwtsms_desktop.contacts.reader_process import ReaderProcess
from kwtsms_desktop.contacts.source import DEFAULT_LIMITS, ReadingStopped, ReadLimits
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from tests.contacts.files import write_xlsx

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")


@pytest.fixture
def request_(tmp_path: Path) -> OpenRequest:
    path = write_xlsx(tmp_path / "a.xlsx", [["Name", "Mobile"], ["Ali", 96550001234]])
    return OpenRequest(str(path), "xlsx", None, include_hidden=False, memory_bytes=10**10)


@pytest.fixture
def endless(request_: OpenRequest, tmp_path: Path) -> OpenRequest:
    """A file whose reading never comes to an end: a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "pipe.xlsx")
    return replace(request_, path=str(tmp_path / "pipe.xlsx"))


@pytest.fixture
def started() -> Iterator[list[ReaderProcess]]:
    readers: list[ReaderProcess] = []
    yield readers
    for reader in readers:
        reader.end()


def start(
    started: list[ReaderProcess],
    request: OpenRequest,
    limits: ReadLimits = DEFAULT_LIMITS,
    stop: threading.Event | None = None,
) -> ReaderProcess:
    reader = ReaderProcess(request, limits, stop)
    started.append(reader)
    return reader


def refusal(reader: ReaderProcess) -> UserError:
    with pytest.raises(UserError) as caught:
        reader.answer()
    return caught.value


def test_a_conversation(started: list[ReaderProcess], request_: OpenRequest) -> None:
    reader = start(started, request_)
    assert decode_answer(reader.answer()) == Opened("Sheet1", ["Sheet1"], [])
    for order in (AGAIN, AGAIN):
        reader.ask(order)
        rows = [(number, texts) for number, texts in decode_rows(reader.answer())]
        assert rows == [(1, ["Name", "Mobile"]), (2, ["Ali", "96550001234"])]
    for _ in range(3):
        reader.ask(MORE)
        assert decode_rows(reader.answer()) == []


@posix
def test_a_reader_that_takes_too_long_is_ended(started: list[ReaderProcess], endless: OpenRequest) -> None:
    reader = start(started, endless, ReadLimits(seconds=0.2))
    error = refusal(reader)
    assert (error.reason, error.parameters["file"]) == (Reason.FILE_TOO_SLOW, "pipe.xlsx")
    assert not psutil.pid_exists(reader.pid)


@posix
def test_a_reader_with_too_much_memory_is_ended(started: list[ReaderProcess], endless: OpenRequest) -> None:
    reader = start(started, endless, ReadLimits(memory_bytes=1))
    assert refusal(reader).reason is Reason.FILE_TOO_BIG
    assert not psutil.pid_exists(reader.pid)


@posix
def test_stop_ends_a_reader_at_its_work(started: list[ReaderProcess], endless: OpenRequest) -> None:
    stop = threading.Event()
    reader = start(started, endless, stop=stop)
    timer = threading.Timer(0.1, stop.set)
    timer.start()
    with pytest.raises(ReadingStopped):
        reader.answer()
    timer.join()
    assert not psutil.pid_exists(reader.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory to a process")
def test_a_reader_without_memory_dies_and_says_why(started: list[ReaderProcess], tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"]])
    book = load_workbook(path)
    book.worksheets[0]["XFD1048576"] = "x"  # 17 thousand million cells between the two
    book.save(path)
    request = OpenRequest(str(path), "xlsx", None, include_hidden=False, memory_bytes=2**30)
    reader = start(started, request)
    assert refusal(reader).reason is Reason.FILE_TOO_BIG


def test_a_killed_reader_is_an_error_each_time_it_is_asked(
    started: list[ReaderProcess], request_: OpenRequest
) -> None:
    reader = start(started, request_)
    reader.answer()
    psutil.Process(reader.pid).terminate()
    for _ in range(2):
        reader.ask(AGAIN)
        assert refusal(reader).reason is Reason.FILE_DAMAGED


def test_ending_twice_is_allowed(request_: OpenRequest) -> None:
    reader = ReaderProcess(request_, DEFAULT_LIMITS, None)
    reader.end()
    reader.end()
    assert not psutil.pid_exists(reader.pid)


_PARENT = """
import os, sys
from pathlib import Path
from kwtsms_desktop.contacts.reader_messages import OpenRequest
from kwtsms_desktop.contacts.reader_process import ReaderProcess
from kwtsms_desktop.contacts.source import DEFAULT_LIMITS
reader = ReaderProcess(OpenRequest(sys.argv[1], "xlsx", None, False, 10**10), DEFAULT_LIMITS, None)
if sys.argv[2] == "opened":
    reader.answer()
print(reader.pid, flush=True)
os._exit(0)
"""


@posix
@pytest.mark.parametrize("moment", ["opened", "opening"])
def test_the_reader_dies_with_its_parent(request_: OpenRequest, endless: OpenRequest, moment: str) -> None:
    path = request_.path if moment == "opened" else endless.path
    done = subprocess.run(
        [sys.executable, "-c", _PARENT, path, moment], check=True, capture_output=True, text=True, timeout=30
    )
    try:
        psutil.Process(int(done.stdout)).wait(10)
    except psutil.NoSuchProcess:
        return


def test_it_starts_from_a_parent_without_standard_input_and_main_module(request_: OpenRequest) -> None:
    script = _PARENT.replace("os._exit(0)", "reader.end(); print('well')")
    done = subprocess.run(
        [sys.executable, "-", request_.path, "opened"],
        input=f"import os\nos.close(0)\n{script}",
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.stdout.endswith("well\n")


def test_a_frozen_program_becomes_the_reader_when_asked(request_: OpenRequest) -> None:
    program = (
        "from kwtsms_desktop.contacts.reader_process import run_reader_if_asked\n"
        "run_reader_if_asked()\n"
        "print('window')"
    )
    for argument, expected in (("--read-workbook", b'{"sheet":"Sheet1"'), ("list.xlsx", b"window")):
        with subprocess.Popen(
            [sys.executable, "-c", program, argument], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(encode(request_))
            process.stdin.flush()
            assert process.stdout.readline().startswith(expected)
