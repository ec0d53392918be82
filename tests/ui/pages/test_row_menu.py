from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.pages.row_menu import offer_buttons


@pytest.fixture
def buttons(qtbot: QtBot) -> list[QPushButton]:
    bar = QWidget()
    qtbot.addWidget(bar)
    return [QPushButton(name, bar) for name in ("Rename", "Merge", "Delete")]


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    made.addAction("Copy")
    return made


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_usable_buttons_stand_before_what_is_there(menu: QMenu, buttons: list[QPushButton]) -> None:
    buttons[1].setEnabled(False)
    offer_buttons(menu, buttons)
    assert words(menu) == ["Rename", "Delete", "", "Copy"]


def test_choosing_presses_the_button(qtbot: QtBot, menu: QMenu, buttons: list[QPushButton]) -> None:
    offer_buttons(menu, buttons)
    with qtbot.waitSignal(buttons[2].clicked):
        menu.actions()[2].trigger()


def test_without_usable_buttons_the_menu_stays_as_it_is(menu: QMenu, buttons: list[QPushButton]) -> None:
    for button in buttons:
        button.hide()
    offer_buttons(menu, buttons)
    assert words(menu) == ["Copy"]
