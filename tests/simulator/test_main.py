"""The simulator as a program, in a process of its own."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kwtsms_desktop.simulator.main import run

CALL = "from pathlib import Path; from kwtsms_desktop.simulator.main import run; raise SystemExit(run({}))"


@contextmanager
def program(arguments: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running program, and the address its first line names."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", CALL.format(arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line.startswith("listening on http://127.0.0.1:"), process.stderr
            assert line.endswith("/API/\n")
            yield process, line.removeprefix("listening on ").strip()
        finally:
            process.kill()


def ask(url: str, path: str, document: dict[str, object] | None = None) -> dict[str, object]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        body = None if document is None else json.dumps(document)
        headers = {"Content-Type": "application/json"}
        connection.request("GET" if document is None else "POST", path, body, headers)
        answer = json.loads(connection.getresponse().read())
        assert isinstance(answer, dict)
        return answer
    finally:
        connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM a program can catch")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_and_ends_with_0_in_silence(ending: signal.Signals) -> None:
    with program() as (process, url):
        login: dict[str, object] = {"username": "demo", "password": "demo"}
        assert ask(url, "/API/balance/", login) == {"result": "OK", "available": 5000, "purchased": 10000}
        process.send_signal(ending)
        rest, errors = process.communicate(timeout=20)
        assert (process.returncode, rest, errors) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM a program can catch")
def test_its_arguments_and_its_record(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    arguments = (
        "username='me', password='pass word', balance=20000, latency='0-0.01', "
        f"switches=['json_numbers=strings', 'seed=1'], record_file=Path({str(file)!r})"
    )
    with program(arguments) as (process, url):
        login: dict[str, object] = {"username": "me", "password": "pass word"}
        assert ask(url, "/API/balance/", login)["available"] == "20000.00"
        message = login | {"sender": "MYSHOP", "mobile": "96598765432", "message": "مرحبا"}
        assert ask(url, "/API/send/", message)["result"] == "OK"
        messages = ask(url, "/control/record")["messages"]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert process.returncode == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["messages"] == messages
    assert "pass word" not in file.read_text(encoding="utf-8")
    assert list(tmp_path.glob("*.part")) == []


def test_a_wrong_switch_is_a_value_error_before_anything_starts() -> None:
    with pytest.raises(ValueError, match="max_pages"):
        run(switches=["max_page=6"])
    with pytest.raises(ValueError, match="latency"):
        run(latency="soon")


def test_a_taken_port_is_an_os_error_and_signals_are_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with program() as (_, url), pytest.raises(OSError, match=r"in use|one usage"):
        run(port=urlsplit(url).port or 0)
    assert signal.getsignal(signal.SIGTERM) is before
