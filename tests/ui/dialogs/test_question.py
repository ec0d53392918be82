from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.dialogs.question import Question


@pytest.fixture
def question(qtbot: QtBot) -> Iterator[Question]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = Question(parent, "Delete 2 lists?", "Campaigns keep their record.", "Delete", "Keep")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    yield dialog
    parent.hide()  # and keeps its dialog until here


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_a_key_pressed_in_haste_changes_nothing(qtbot: QtBot, question: Question, key: Qt.Key) -> None:
    with qtbot.assertNotEmitted(question.accepted):
        qtbot.keyClick(question, key)
    assert not question.isVisible()


def test_the_named_button_does_it(qtbot: QtBot, question: Question) -> None:
    with qtbot.waitSignal(question.accepted):
        qtbot.mouseClick(question.accept_button, Qt.MouseButton.LeftButton)
    assert not question.isVisible()


def test_enter_does_it_once_the_user_has_moved_on(qtbot: QtBot, question: Question) -> None:
    question.accept_button.setFocus()
    with qtbot.waitSignal(question.accepted):
        qtbot.keyClick(question.accept_button, Qt.Key.Key_Return)


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(
    qtbot: QtBot, question: Question, clipped: Callable[[QWidget], list[str]]
) -> None:
    qtbot.waitUntil(lambda: clipped(question) == [])
