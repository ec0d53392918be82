from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.pages.setting_row import SettingRow


@pytest.fixture
def box() -> QComboBox:
    made = QComboBox()
    made.addItems(["one", "two", "three"])
    made.setCurrentIndex(1)
    return made


@pytest.fixture
def row(qtbot: QtBot, box: QComboBox) -> SettingRow:
    made = SettingRow("Look", "System follows your computer.", box)
    qtbot.addWidget(made)
    made.resize(800, 60)
    made.show()
    return made


def turn(box: QComboBox) -> QWheelEvent:
    """A turn of the wheel over a field."""
    event = QWheelEvent(
        QPointF(20, 10),
        box.mapToGlobal(QPointF(20, 10)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    return event


def test_the_wheel_passes_over_a_field_that_nobody_is_in(row: SettingRow, box: QComboBox) -> None:
    box.clearFocus()
    assert not turn(box).isAccepted()  # the page behind it gets the turn, and scrolls
    assert box.currentText() == "two"


def test_the_wheel_turns_a_field_that_the_user_is_in(qtbot: QtBot, row: SettingRow, box: QComboBox) -> None:
    row.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turn(box)
    assert box.currentText() == "three"


def test_the_field_has_the_settings_name_and_why(row: SettingRow, box: QComboBox) -> None:
    assert box.accessibleName() == "Look"
    assert box.accessibleDescription() == "System follows your computer."


def test_saved_is_said_without_moving_anything(row: SettingRow, box: QComboBox) -> None:
    before = (row.sizeHint(), box.pos())
    assert not row.is_said_saved()
    row.say_saved()
    assert row.is_said_saved()
    assert (row.sizeHint(), box.pos()) == before


def test_saving_takes_a_problem_away(row: SettingRow) -> None:
    row.say_problem("No country has this code.")
    assert row.problem() == "No country has this code."
    row.say_saved()
    assert row.problem() == ""
