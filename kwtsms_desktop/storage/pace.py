"""When the last requests to the gateway began, for all processes of a data folder and across restarts.

The gateway's firewall counts requests per address, not per program: the window, a command line and
whoever was restarted a second ago share one pace (gateway-api.md §1, §4).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from kwtsms_desktop.core.pacing import next_start

_REMEMBERED = 8


class Pace:
    """Gives out the moments at which a request may begin, one after the other."""

    def __init__(self, path: Path, rate: float, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._rate = rate
        self._clock = clock
        self._lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)

    def wait_for_turn(self, stop: threading.Event) -> bool:
        """Wait until a request may begin and note that it does. False when ``stop`` came first."""
        while not stop.is_set():
            wait = self.take_turn()
            if wait <= 0:
                return True
            stop.wait(wait)
        return False

    def take_turn(self) -> float:
        """Note a start and return 0, or return the seconds until one may begin."""
        with self._lock.acquire(poll_interval=0.002):
            starts = self._read()
            now = self._clock()
            wait = next_start(now, starts, self._rate) - now
            if wait <= 0:
                self._path.write_text(json.dumps([*starts[1 - _REMEMBERED :], now]), "utf-8")
            return max(0.0, wait)

    def _read(self) -> list[float]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))
            return [float(start) for start in stored]
        except (OSError, ValueError, TypeError):
            return []
