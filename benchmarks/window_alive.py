"""How long the window stands still while a 10,000-row campaign goes through it.

Runs the end-to-end test's journey and prints the gaps between ticks of a 10 ms timer inside the window,
beside those of a process that shares nothing with it (what the machine itself missed).

    .venv/bin/python benchmarks/window_alive.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pytest

from tests.support.heartbeat import Heartbeat

_leave = Heartbeat.__exit__


def _leave_and_print(self: Heartbeat, *error: object) -> None:
    _leave(self, *error)  # type: ignore[arg-type]
    milliseconds = [1000 * value for value in (self.percentile(0.5), self.percentile(0.95), self.worst)]
    print("\nwindow, 10 ms timer: median {:.0f} ms, p95 {:.0f} ms, worst {:.0f} ms".format(*milliseconds))
    print(f"machine: worst {1000 * self.machine_worst:.0f} ms")


Heartbeat.__exit__ = _leave_and_print  # type: ignore[method-assign]

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", str(ROOT / "tests/end_to_end/test_window.py"), "--rootdir", str(ROOT)]))
