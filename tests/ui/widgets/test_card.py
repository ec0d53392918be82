from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.widgets.card import Card


def test_title_names_the_section(qtbot: QtBot) -> None:
    card = Card("Sending", "How fast messages leave.")
    qtbot.addWidget(card)
    assert card.accessibleName() == "Sending"
    assert [found.text() for found in card.findChildren(QLabel)] == ["Sending", "How fast messages leave."]


def test_action_stands_at_the_end_edge_of_the_title(qtbot: QtBot, language: str) -> None:
    card = Card("Account")
    qtbot.addWidget(card)
    action = QPushButton("Add")
    card.add_action(action)
    card.body.addWidget(QLabel("below"))
    card.resize(500, 200)
    card.show()
    middle = action.geometry().center().x()
    assert (middle < 250) is (language == "ar")
    assert action.geometry().bottom() < 80
