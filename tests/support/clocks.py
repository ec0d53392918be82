"""A wall clock that can be set, and a steady one that cannot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kwtsms_desktop.app import App
from kwtsms_desktop.core.schedule import Reading
from kwtsms_desktop.services.scheduling import Scheduling

NINE = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)
"""Sunday at 09:00 in Kuwait."""


class Clocks:
    """What a test's program believes the time to be."""

    def __init__(self, wall: datetime) -> None:
        self.wall = wall
        self._steady = 1000.0

    def __call__(self) -> Reading:
        return Reading(self.wall.timestamp(), self._steady)

    def pass_time(self, **duration: float) -> None:
        """Time goes by, on both clocks."""
        passed = timedelta(**duration)
        self.wall += passed
        self._steady += passed.total_seconds()

    def set_wall(self, wall: datetime) -> None:
        """Somebody sets the clock."""
        self.wall = wall

    def restart(self) -> None:
        """The computer starts again: its steady clock begins anew."""
        self._steady = 1.0


def scheduling_of(app: App, clocks: Clocks) -> Scheduling:
    """What another start of the program would have, by these clocks."""
    return Scheduling(app.open_database, app.account, app.sending, clocks)
