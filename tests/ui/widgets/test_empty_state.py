from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.widgets.empty_state import EmptyState


def test_button_is_told(qtbot: QtBot) -> None:
    empty = EmptyState(Glyph.CAMPAIGNS, "No campaign yet.", "Start one")
    qtbot.addWidget(empty)
    assert empty.button is not None
    with qtbot.waitSignal(empty.activated):
        QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)


def test_may_have_no_button(qtbot: QtBot) -> None:
    empty = EmptyState(Glyph.CAMPAIGNS, "No campaign yet.")
    qtbot.addWidget(empty)
    assert empty.button is None


@pytest.mark.usefixtures("language")
def test_long_sentence_is_not_clipped(qtbot: QtBot, clipped: Callable[[QWidget], list[str]]) -> None:
    empty = EmptyState(
        Glyph.CAMPAIGNS, "No campaign yet. Choose a list, write a message, and send it. " * 3, "Go"
    )
    qtbot.addWidget(empty)
    empty.resize(700, 480)
    empty.show()
    assert clipped(empty) == []
