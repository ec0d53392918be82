"""Fields to type into and to choose from, each with the name a screen reader says."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, QMargins, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QDateTimeEdit, QLineEdit, QSpinBox, QToolButton

from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.tokens import Role

_DATE_FORMAT = "yyyy-MM-dd HH:mm"


def text_field(name: str, text: str = "", hint: str = "", *, ltr: bool = False) -> QLineEdit:
    """A line of text.

    Args:
        name: what a screen reader calls it.
        text: what stands in it.
        hint: an example, shown while it is empty.
        ltr: whether it holds a phone, an ID, a password or an address, typed left to right in both languages.
    """
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    if ltr:
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made


def search_field(hint: str) -> QLineEdit:
    """A field that filters what is on show: a magnifying glass, and a cross that empties it."""
    made = text_field(hint, hint=hint)
    made.addAction(icon(Glyph.SEARCH, Role.MUTED), QLineEdit.ActionPosition.LeadingPosition)
    made.setClearButtonEnabled(True)
    return made


def set_invalid(field: QLineEdit, is_invalid: bool) -> None:
    """Outline a field that cannot stay as it is (a sentence beside it says why)."""
    field.setProperty("invalid", is_invalid)
    set_kind(field, str(field.property("kind") or ""))


def choice_field(name: str) -> QComboBox:
    """An empty drop-down list; ``addItem(words, value)`` fills it."""
    made = QComboBox()
    made.setAccessibleName(name)
    return made


def number_field(name: str, least: int, most: int, value: int) -> QSpinBox:
    """A whole number between ``least`` and ``most``."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.setAccessibleName(name)
    # WORKAROUND: Qt 6.11 ignores a style sheet's horizontal padding in spin boxes (measured: edit field at x
    # = 0).
    made.lineEdit().setTextMargins(QMargins(9, 0, 9, 0))
    return made


def time_field(name: str, value: QDateTime) -> QDateTimeEdit:
    """A date and a time of day, as ``2026-11-22 09:30`` in both languages, with a calendar."""
    made = QDateTimeEdit(value)
    # Before the format: from right to left Qt would write its parts in reverse (22-11-2026 40:20).
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setLocale(QLocale.c())
    made.setDisplayFormat(_DATE_FORMAT)
    made.setCalendarPopup(True)
    made.setAccessibleName(name)
    _calm(made.calendarWidget())
    return made


def _calm(calendar: QCalendarWidget) -> None:
    """A calendar in the program's language, with Kuwait's week and without red days."""
    calendar.setLocale(QLocale())
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, glyph in (("qt_calendar_prevmonth", Glyph.PREVIOUS), ("qt_calendar_nextmonth", Glyph.NEXT)):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(icon(glyph, Role.TEXT))
