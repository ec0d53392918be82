"""A field for a moment in Kuwait time, whatever time zone the computer is set to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import KUWAIT
from kwtsms_desktop.ui.tokens import GRID
from kwtsms_desktop.ui.widgets.inputs import time_field
from kwtsms_desktop.ui.widgets.labels import label

_FURTHEST = timedelta(days=366)


class KuwaitTime(QWidget):
    """Date and time with a calendar, and which clock they are by.

    The field works in UTC with Kuwait's digits: in the computer's own zone an hour may not exist.

    Signals:
        changed(): another moment was chosen.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = time_field(name, QDateTime(QDate(2026, 1, 1), QTime(9, 0), _zone()))
        self.field.setTimeZone(_zone())
        self.field.dateTimeChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.field)
        row.addWidget(label(_("Kuwait time"), "muted"))
        row.addStretch()

    def moment(self) -> datetime:
        """What is chosen."""
        day, time = self.field.date(), self.field.time()
        return datetime(
            day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=KUWAIT
        ).astimezone(UTC)

    def set_moment(self, moment: datetime, now: datetime) -> None:
        """Show a moment; at most a year from ``now`` can be chosen."""
        self.field.setMaximumDateTime(_shown(now + _FURTHEST))
        self.field.setDateTime(_shown(moment))


def _shown(moment: datetime) -> QDateTime:
    there = moment.astimezone(KUWAIT)
    return QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute), _zone())


def _zone() -> QTimeZone:
    return QTimeZone(QTimeZone.Initialization.UTC)
