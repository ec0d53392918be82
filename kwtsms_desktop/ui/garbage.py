"""Garbage is collected on the GUI thread only.

Python collects cycles in whatever thread happens to allocate next. A page that was thrown away is such a
cycle, and a Qt object that dies in a worker takes the program with it. So automatic collection is off while
a window is there, and a timer does the same work at the same thresholds where Qt objects may die.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 250
_FULL_EVERY_SECONDS = 30.0  # a look through everything takes a tenth of a second while a worker holds much
_OLDEST = 2


class GuiCollector(QObject):
    """Collects garbage on the thread it lives on; switch it off at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._last_full = -_FULL_EVERY_SECONDS
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)

    def switch_on(self) -> None:
        """From now on no other thread collects. What there is now stays, and is not looked through again."""
        gc.disable()
        gc.collect()
        self._last_full = time.monotonic()
        gc.freeze()
        self._timer.start()

    def switch_off(self) -> None:
        """Leave collection as it was found."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    def collect_due(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python itself would.

        The oldest of all not more often than every half minute: Python would look at how much it grew, which
        it tells nobody.
        """
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (_OLDEST, 1, 0):
            if counts[generation] > thresholds[generation] and self._may_collect(generation):
                gc.collect(generation)
                return

    def _may_collect(self, generation: int) -> bool:
        if generation < _OLDEST:
            return True
        now = time.monotonic()
        if now - self._last_full < _FULL_EVERY_SECONDS:
            return False
        self._last_full = now
        return True
