"""Garbage is collected on the GUI thread only.

Python collects cycles in whatever thread happens to allocate next. A page that was thrown away is such a
cycle, and a Qt object that dies in a worker takes the program with it. So automatic collection is off while
a window is there, and a timer does the same work at the same thresholds where Qt objects may die.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 250


class GuiCollector(QObject):
    """Collects garbage on the thread it lives on; switch it off at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)

    def switch_on(self) -> None:
        """From now on no other thread collects. What there is now stays, and is not looked through again."""
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer.start()

    def switch_off(self) -> None:
        """Leave collection as it was found."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    def collect_due(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python itself would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
