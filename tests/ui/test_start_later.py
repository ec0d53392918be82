"""The window's beginning and end where campaigns are to be sent later: started at login, closed too early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.scheduling import Look
from kwtsms_desktop.ui.start import WindowControl
from tests.support.clocks import NINE, Clocks, scheduling_of
from tests.support.office import Office, one_text, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        opened.app.scheduling = scheduling_of(opened.app, Clocks(NINE - timedelta(hours=1)))
        yield opened


@pytest.fixture
def control(qapp: QApplication, office: Office) -> Iterator[WindowControl]:
    """The window, not begun yet, of an office with a campaign that is to be sent in an hour."""
    office.app.scheduling.schedule(office.plan(one_text(2)), NINE)
    opened = WindowControl(qapp, office.app)
    yield opened
    opened.end()
    opened.timetable.look = Look()  # nothing to ask about any more
    opened.window.close()


def begin(qtbot: QtBot, control: WindowControl, *, in_background: bool) -> None:
    with qtbot.waitSignal(control.timetable.looked):
        control.begin(in_background=in_background)


def answer(words: str) -> list[str]:
    """Press a button of the next question; what it said is in the list afterwards."""
    said: list[str] = []

    def _press() -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, QMessageBox):
            QTimer.singleShot(20, _press)
            return
        said.append(f"{question.text()} {question.informativeText()}")
        next(button for button in question.buttons() if button.text() == words).click()

    QTimer.singleShot(0, _press)
    return said


def test_started_at_login_it_looks_at_the_clock_without_its_window(
    qtbot: QtBot, control: WindowControl
) -> None:
    begin(qtbot, control, in_background=True)
    assert control.window.isMinimized()
    assert len(control.timetable.look.waiting) == 1


@pytest.mark.parametrize(("words", "closes"), [("Close anyway", True), ("Keep it running, minimised", False)])
def test_closing_asks_while_a_campaign_waits_for_its_time(
    qtbot: QtBot, control: WindowControl, words: str, closes: bool
) -> None:
    begin(qtbot, control, in_background=False)
    said = answer(words)
    assert control.window.close() is closes
    assert "is to be sent today at 09:00" in said[0]
    assert control.window.isMinimized() is not closes
