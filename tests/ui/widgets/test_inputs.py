from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT
from kwtsms_desktop.ui.widgets.inputs import (
    choice_field,
    number_field,
    search_field,
    set_invalid,
    text_field,
    time_field,
)

MORNING = QDateTime(QDate(2026, 11, 22), QTime(9, 30))


@pytest.mark.usefixtures("language")
def test_time_is_written_the_same_in_both_languages(qtbot: QtBot) -> None:
    field = time_field("When", MORNING)
    qtbot.addWidget(field)
    assert field.text() == "2026-11-22 09:30"


@pytest.mark.usefixtures("arabic")
def test_calendar_is_in_the_programs_language(qtbot: QtBot) -> None:
    field = time_field("When", MORNING)
    qtbot.addWidget(field)
    assert field.calendarWidget().locale().toString(QDate(2026, 11, 22), "MMMM") == "نوفمبر"
    assert field.calendarWidget().firstDayOfWeek() is Qt.DayOfWeek.Sunday


def test_number_does_not_touch_the_edge(qtbot: QtBot) -> None:
    field = number_field("How many", 0, 999, 250)
    qtbot.addWidget(field)
    field.resize(160, 38)
    field.show()
    image = field.grab().toImage()
    ink = [x for x in range(4, 120) if any(image.pixelColor(x, y).lightness() < 100 for y in range(6, 32))]
    assert ink[0] >= 8


@pytest.mark.usefixtures("arabic")
def test_phone_is_typed_left_to_right(qtbot: QtBot) -> None:
    field = text_field("Phone", ltr=True)
    qtbot.addWidget(field)
    assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_invalid_field_is_outlined_until_it_is_not(qtbot: QtBot) -> None:
    field = text_field("Phone", "12")
    qtbot.addWidget(field)
    field.resize(200, 36)

    def outline() -> str:
        return field.grab().toImage().pixelColor(100, 0).name()

    set_invalid(field, True)
    assert outline() == LIGHT.danger
    set_invalid(field, False)
    assert outline() == LIGHT.outline


def test_every_field_has_a_name(qtbot: QtBot) -> None:
    fields = [
        text_field("A"),
        choice_field("A"),
        number_field("A", 0, 1, 0),
        time_field("A", MORNING),
        search_field("A"),
    ]
    for field in fields:
        qtbot.addWidget(field)
    assert {field.accessibleName() for field in fields} == {"A"}


def test_search_field_can_be_emptied(qtbot: QtBot) -> None:
    field = search_field("Find a name")
    qtbot.addWidget(field)
    assert isinstance(field, QLineEdit)
    assert field.isClearButtonEnabled()
    assert field.placeholderText() == "Find a name"
