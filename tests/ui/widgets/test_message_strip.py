from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT, Role
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip


@pytest.fixture
def strip(qtbot: QtBot) -> MessageStrip:
    made = MessageStrip()
    qtbot.addWidget(made)
    made.resize(600, 50)
    return made


def test_nothing_is_shown_at_first(strip: MessageStrip) -> None:
    assert strip.isHidden()
    assert strip.text() == ""


def test_message_is_shown_and_said(strip: MessageStrip) -> None:
    strip.show_message(MessageKind.WARNING, "The file was changed.")
    assert strip.isVisible()
    assert strip.text() == strip.accessibleName() == "The file was changed."
    assert strip.action_button().isHidden()


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (MessageKind.INFO, Role.INFO),
        (MessageKind.SUCCESS, Role.SUCCESS),
        (MessageKind.WARNING, Role.WARNING),
        (MessageKind.DANGER, Role.DANGER),
    ],
)
def test_ground_tells_the_kind(strip: MessageStrip, kind: MessageKind, role: Role) -> None:
    strip.show_message(kind, "words")
    assert strip.grab().toImage().pixelColor(300, 3).name() == LIGHT.soft(role)


def test_action_is_called(strip: MessageStrip) -> None:
    pressed: list[str] = []
    strip.show_message(MessageKind.DANGER, "Not reached.", "Try again", lambda: pressed.append("again"))
    QTest.mouseClick(strip.action_button(), Qt.MouseButton.LeftButton)
    assert pressed == ["again"]
    assert strip.isVisible()


def test_next_message_has_an_action_of_its_own(strip: MessageStrip) -> None:
    pressed: list[str] = []
    strip.show_message(MessageKind.DANGER, "One", "First", lambda: pressed.append("first"))
    strip.show_message(MessageKind.DANGER, "Two", "Second", lambda: pressed.append("second"))
    QTest.mouseClick(strip.action_button(), Qt.MouseButton.LeftButton)
    assert pressed == ["second"]


def test_user_can_close_it(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.show_message(MessageKind.INFO, "words")
    close = strip.findChild(QToolButton)
    assert close is not None
    with qtbot.waitSignal(strip.dismissed):
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert strip.isHidden()


def test_clearing_tells_nobody(qtbot: QtBot, strip: MessageStrip) -> None:
    strip.show_message(MessageKind.INFO, "words")
    with qtbot.assertNotEmitted(strip.dismissed):
        strip.clear()
    assert strip.isHidden()


def test_long_message_wraps(strip: MessageStrip) -> None:
    strip.show_message(MessageKind.INFO, "word " * 60)
    assert strip.heightForWidth(400) > strip.heightForWidth(2000)
