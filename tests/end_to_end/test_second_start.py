"""The real program, started twice on one data folder: the second start ends and the first window stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

NOWHERE = "http://127.0.0.1:9/"  # nobody answers: no account is set up, so nobody is asked either

WAIT_SECONDS = 30.0


def _start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kwtsms_desktop", "--data-dir", str(folder), "--gateway", NOWHERE]
    return subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.05)


def test_a_second_start_gives_way_to_the_first(tmp_path: Path) -> None:
    first = _start(tmp_path)
    try:
        _wait_for(tmp_path / "window.lock")
        second = _start(tmp_path)
        assert second.wait(WAIT_SECONDS) == 0
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()
