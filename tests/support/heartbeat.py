"""How long the window's event loop stood still, against how long the machine itself did.

A 10 ms timer in the window notes the gaps between its ticks. Beside it a process of its own, which shares
nothing with the window, notes the gaps of a 10 ms sleep: what it misses, the machine was busy elsewhere.
"""

from __future__ import annotations

import subprocess
import sys
import time
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer

_TICK_MS = 10

_MACHINE = """
import sys, time
last, worst = time.monotonic(), 0.0
print("beating", flush=True)
import threading
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
while not ended.is_set():
    time.sleep(0.01)
    now = time.monotonic()
    worst, last = max(worst, now - last), now
print(worst)
"""


class Heartbeat(QObject):
    """Beats while it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.machine_worst = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def worst(self) -> float:
        """The longest the event loop stood still, in seconds."""
        return max(self.gaps)

    def percentile(self, share: float) -> float:
        """The gap that this share of all gaps does not exceed, in seconds."""
        return sorted(self.gaps)[int(share * (len(self.gaps) - 1))]

    def __enter__(self) -> Heartbeat:
        self._machine = subprocess.Popen(
            [sys.executable, "-c", _MACHINE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._machine.stdout is not None
        self._machine.stdout.readline()
        self._last = time.monotonic()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        output, _nothing = self._machine.communicate("end")
        self.machine_worst = float(output)

    def _on_tick(self) -> None:
        now = time.monotonic()
        self.gaps.append(now - self._last)
        self._last = now
