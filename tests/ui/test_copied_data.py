"""Data from another computer: the window asks, stays usable for looking, and sends only after a yes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.storage.homes import Homes
from kwtsms_desktop.ui.copied_data import CopiedData
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.main_window import MainWindow, PageEntry
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from tests.support.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def copied(qtbot: QtBot, office: Office) -> CopiedData:
    window = MainWindow([PageEntry("new", lambda: "New", Glyph.NEW_CAMPAIGN, QWidget)])
    qtbot.addWidget(window)
    window.show()
    office.shell.attach(window)
    return CopiedData(office.shell, window)


def question(qtbot: QtBot) -> Question:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Question))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Question)
    return dialog


def strip(copied: CopiedData) -> MessageStrip:
    window = copied.parent()
    assert isinstance(window, MainWindow)
    found = window.findChild(MessageStrip)
    assert found is not None
    return found


def come_from_elsewhere(office: Office) -> None:
    with office.app.open_database() as database:
        Homes(database).move_to("another computer")


def test_at_home_nothing_is_asked(qtbot: QtBot, office: Office, copied: CopiedData) -> None:
    copied.begin()
    qtbot.waitUntil(lambda: office.shell.background.is_idle)
    assert QApplication.activeModalWidget() is None
    assert strip(copied).text() == ""


def test_only_looking_changes_nothing_and_can_be_thought_over(
    qtbot: QtBot, office: Office, copied: CopiedData
) -> None:
    come_from_elsewhere(office)
    copied.begin()
    question(qtbot).keep_button.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert not office.app.guarding.is_at_home()
    assert "nothing is sent" in strip(copied).text()
    copied.ask()
    with qtbot.waitSignal(copied.settled):
        question(qtbot).accept_button.click()
    assert office.app.guarding.is_at_home()
    assert strip(copied).text() == "This computer sends from now on."
