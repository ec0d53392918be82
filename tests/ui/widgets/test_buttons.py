from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.widgets.buttons import (
    MenuButton,
    danger_button,
    icon_button,
    primary_button,
    quiet_button,
    secondary_button,
)


@pytest.mark.parametrize("make", [primary_button, secondary_button, quiet_button, danger_button])
def test_button_has_room_for_icon_and_words(qtbot: QtBot, make: Callable[..., QPushButton]) -> None:
    plain, with_icon = make("Send to 1,150 people"), make("Send to 1,150 people", Glyph.SEND)
    for button in (plain, with_icon):
        qtbot.addWidget(button)
    assert with_icon.sizeHint().width() >= plain.sizeHint().width() + 22
    assert with_icon.sizeHint().height() == plain.sizeHint().height()


@pytest.mark.parametrize("make", [primary_button, secondary_button, quiet_button, danger_button])
def test_focus_does_not_change_the_size(qtbot: QtBot, make: Callable[..., QPushButton]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    button = make("Send")
    button.setParent(holder)
    holder.show()
    before = button.sizeHint()
    with qtbot.waitExposed(holder):
        button.setFocus()
    assert button.sizeHint() == before


def test_button_without_a_word_has_a_name(qtbot: QtBot) -> None:
    button = icon_button(Glyph.CLOSE, "Close")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Close"


@pytest.mark.usefixtures("language")
def test_menu_button_opens_its_menu(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    menu = QMenu(holder)
    button = MenuButton("Use a saved list", menu)
    plain = secondary_button("Use a saved list")
    qtbot.addWidget(button)
    qtbot.addWidget(plain)
    assert button.menu() is menu
    assert button.sizeHint().width() > plain.sizeHint().width()
    button.grab()
