"""Starts the reader of contact lists in a process of its own, waits for its answers and ends it.

A plain child process with pipes, not ``multiprocessing``: measured 55 ms to start against 75 to 400 ms,
because nothing of the parent's main module is imported again, and it works from scripts and consoles whose
main module cannot be. In a frozen bundle the program itself is the interpreter: its entry point must call
``run_reader_if_asked`` first.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder
from kwtsms_desktop.contacts.reader_messages import (
    MORE,
    TEXT,
    OpenRequest,
    decode_checked,
    encode,
    encode_order,
)
from kwtsms_desktop.contacts.source import ReadLimits, raise_if_stopped
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

READER_ARGUMENT = "--read-workbook"
"""First argument of a frozen program that is to be the reader."""

_READER_MODULE = "kwtsms_desktop.contacts.reader"
_LOOK_SECONDS = 0.05
_CHUNKS_AHEAD = 32  # asked for before they are used: the reader goes on while 25,000 rows are written
_PIPE_BYTES = 256 * 1024
# ended by the system, or by the reader's own allocator, for want of memory
_OUT_OF_MEMORY = frozenset({-signal.SIGABRT, -9, 0xC0000409, 0xC0000017})


def run_reader_if_asked() -> None:
    """Be the reader and end, where the program was started for that. Call it before anything else."""
    if sys.argv[1:2] == [READER_ARGUMENT]:
        from kwtsms_desktop.contacts.reader import main

        main()


class ReaderProcess:
    """A running reader. One thread at a time may use it.

    Attributes:
        pid: of the process.
        unanswered: how many orders were given whose answers were not taken yet.
    """

    def __init__(self, request: OpenRequest, limits: ReadLimits, stop: threading.Event | None) -> None:
        """Start the reader and ask it to open a file; the answer is waited for with ``answer``."""
        self._file_name = Path(request.path).name
        self._limits = limits
        self._stop = stop
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process = _start()
        self.pid = self._process.pid
        self._orders = cast("IO[bytes]", self._process.stdin)  # both are pipes
        self._output = cast("IO[bytes]", self._process.stdout)
        self._listener = threading.Thread(target=self._listen, name="workbook-reader", daemon=True)
        self._listener.start()
        self.unanswered = 0
        self.ask(encode(request))
        self.unanswered = 0 if request.kind == TEXT else 1

    def ask(self, orders: bytes) -> None:
        """Give orders, one a line. A reader that is gone is noticed by ``answer``."""
        self.unanswered += orders.count(b"\n")
        try:
            self._orders.write(orders)
            self._orders.flush()
        except (OSError, ValueError):  # ValueError: ended here before
            return

    def answer(self) -> bytes:
        """The next answer.

        Raises:
            UserError: the reader took too long or too much memory, or died.
            ReadingStopped: the stop event was set.
        """
        deadline = time.monotonic() + self._limits.seconds
        while True:
            try:
                raise_if_stopped(self._stop)
                line = self._answers.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                self._check_limits(deadline)
                continue
            except BaseException:
                self.end()
                raise
            if line is None:
                raise UserError(self._reason_of_death(), file=self._file_name)
            self.unanswered -= 1
            return line

    def end(self) -> None:
        """End the process, whatever it is doing. May be called twice."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._orders, self._output):
            try:
                pipe.close()
            except OSError:  # an order was still on its way
                continue

    def _listen(self) -> None:
        for line in self._output:
            self._answers.put(line)
        self._answers.put(None)

    def _check_limits(self, deadline: float) -> None:
        """End a reader that is beyond its limits.

        Raises:
            UserError: it was.
        """
        if time.monotonic() > deadline:
            self.end()
            raise UserError(Reason.FILE_TOO_SLOW, file=self._file_name)
        if _memory_bytes(self.pid) > self._limits.memory_bytes:
            self.end()
            raise UserError(Reason.FILE_TOO_BIG, file=self._file_name)

    def _reason_of_death(self) -> Reason:
        self._answers.put(None)  # for whoever asks again
        code = self._process.wait()
        return Reason.FILE_TOO_BIG if code in _OUT_OF_MEMORY else Reason.FILE_DAMAGED


def checked_chunks(reader: ReaderProcess, order: CheckOrder) -> Iterator[CheckedChunk]:
    """All rows with their verdicts. What the reader was asked before and did not answer yet is dropped.

    Raises:
        UserError: the file cannot be read any further, or the reader died.
        ReadingStopped: the stop event was set.
    """
    while reader.unanswered:
        reader.answer()
    reader.ask(encode_order(order) + MORE * (_CHUNKS_AHEAD - 1))
    while (chunk := decode_checked(reader.answer())).rows:
        reader.ask(MORE)
        yield chunk


def _memory_bytes(process: int) -> int:
    import psutil  # only here: the reader itself loads this module, and has no use for it

    try:
        return int(psutil.Process(process).memory_info().rss)
    except psutil.Error:  # gone, or not ours to ask
        return 0


def _start() -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, READER_ARGUMENT]
    else:
        command = [sys.executable, "-P", "-m", _READER_MODULE]
    package_parent = str(Path(__file__).parents[2])
    search = os.pathsep.join(dict.fromkeys([*filter(None, sys.path), package_parent]))
    return subprocess.Popen(  # noqa: S603  (our own module by our own interpreter)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=_PIPE_BYTES,
        env={**os.environ, "PYTHONPATH": search},
        # out of reach of Ctrl-C in a console: the parent decides what that means
        start_new_session=sys.platform != "win32",
        creationflags=_creation_flags(),
    )


def _creation_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
