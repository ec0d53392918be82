from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.widgets.stepper import Stepper

NAMES = ["List", "Check", "Message", "Review & send"]


@pytest.fixture
def stepper(qtbot: QtBot) -> Stepper:
    made = Stepper(NAMES)
    qtbot.addWidget(made)
    made.set_current(2)
    made.resize(800, 40)
    made.show()
    return made


def test_starts_with_the_first_step(qtbot: QtBot) -> None:
    made = Stepper(NAMES)
    qtbot.addWidget(made)
    assert made.current == 0


def test_a_click_goes_back(qtbot: QtBot, stepper: Stepper) -> None:
    with qtbot.waitSignal(stepper.step_requested) as requested:
        QTest.mouseClick(stepper.step(0), Qt.MouseButton.LeftButton)
    assert requested.args == [0]
    assert stepper.current == 2  # whoever listens decides


@pytest.mark.parametrize("index", [2, 3], ids=["present", "ahead"])
def test_nothing_else_can_be_gone_to(qtbot: QtBot, stepper: Stepper, index: int) -> None:
    with qtbot.assertNotEmitted(stepper.step_requested):
        QTest.mouseClick(stepper.step(index), Qt.MouseButton.LeftButton)


def test_keyboard_goes_back(qtbot: QtBot, stepper: Stepper) -> None:
    stepper.step(1).setFocus()
    with qtbot.waitSignal(stepper.step_requested) as requested:
        QTest.keyClick(stepper.step(1), Qt.Key.Key_Space)
    assert requested.args == [1]


def test_what_lies_ahead_cannot_take_the_focus(stepper: Stepper) -> None:
    assert [stepper.step(index).isEnabled() for index in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("index", "expected"),
    [(0, "Step 1 of 4, done"), (2, "Step 3 of 4, you are here"), (3, "Step 4 of 4, still to come")],
)
def test_screen_reader_hears_where_it_stands(stepper: Stepper, index: int, expected: str) -> None:
    assert stepper.step(index).accessibleDescription() == expected


def test_steps_do_not_move_from_step_to_step(stepper: Stepper) -> None:
    before = [stepper.step(index).geometry() for index in range(4)]
    stepper.set_current(1)
    stepper.grab()
    assert [stepper.step(index).geometry() for index in range(4)] == before


def test_order_of_reading(qtbot: QtBot, language: str) -> None:
    made = Stepper(NAMES)
    qtbot.addWidget(made)
    made.resize(800, 40)
    made.show()
    places = [made.step(index).x() for index in range(4)]
    assert places == sorted(places, reverse=language == "ar")
