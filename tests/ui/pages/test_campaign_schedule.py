"""A campaign that is to be sent later, on its own page and in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.ui.dialogs.choose_time import ChooseTime
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.dialogs.send_confirmation import SendConfirmation
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.campaign import CampaignPage
from kwtsms_desktop.ui.pages.campaigns import CampaignsPage
from kwtsms_desktop.ui.timetable import Timetable
from tests.support.clocks import NINE, Clocks, scheduling_of
from tests.support.office import Office, one_text, open_office

MISSED = "It was to be sent today at 09:00; the program was not running, or the computer slept."


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(NINE - timedelta(hours=3, minutes=20))


@pytest.fixture
def office(tmp_path: Path, clocks: Clocks) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        opened.app.scheduling = scheduling_of(opened.app, clocks)
        yield opened


@pytest.fixture
def campaign(office: Office) -> int:
    planned = office.plan(one_text(3))
    office.app.scheduling.schedule(planned, NINE)
    return planned


def shown(qtbot: QtBot, office: Office, campaign: int) -> CampaignPage:
    page = CampaignPage(office.shell)
    qtbot.addWidget(page)
    page.resize(944, 640)
    page.show()
    page.show_campaign(campaign)
    qtbot.waitUntil(lambda: bool(said(page)))
    return page


def said(page: QWidget) -> str:
    label = page.findChild(QLabel, "scheduleText")
    assert label is not None
    return without_isolates(label.text())


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    assert found.isVisible()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def asked(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def state(office: Office, campaign: int) -> CampaignState:
    return office.app.history.campaign(campaign).state


def miss(office: Office, clocks: Clocks) -> None:
    clocks.pass_time(hours=4)
    assert len(office.app.scheduling.look().asked) == 1


def test_it_counts_down_with_its_own_ways_on(
    qtbot: QtBot, office: Office, campaign: int, clipped: Callable[[QWidget], list[str]], language: str
) -> None:
    page = shown(qtbot, office, campaign)
    if language == "en":
        assert said(page) == "It will be sent today at 09:00, in 3 h 20 min."
    for name in ("goOn", "cancelRest", "pause"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        assert not button.isVisible()
    assert clipped(page) == []


def test_another_time_can_be_chosen_but_none_that_has_passed(
    qtbot: QtBot, office: Office, campaign: int, clocks: Clocks
) -> None:
    page = shown(qtbot, office, campaign)
    press(qtbot, page, "scheduleChange")
    dialog = asked(qtbot, ChooseTime)
    assert isinstance(dialog, ChooseTime)
    assert dialog.time.moment() == NINE
    dialog.time.set_moment(clocks.wall - timedelta(minutes=1), clocks.wall)
    assert not dialog.accept_button.isEnabled()
    dialog.time.set_moment(NINE + timedelta(hours=13), clocks.wall)
    assert "operators want no promotion" in dialog.note.text()
    dialog.time.set_moment(NINE + timedelta(days=1), clocks.wall)
    press(qtbot, dialog, "accept")
    qtbot.waitUntil(lambda: said(page) == "It will be sent tomorrow at 09:00, in 27 h 20 min.")


def test_it_can_be_sent_now_after_one_more_question(qtbot: QtBot, office: Office, campaign: int) -> None:
    page = shown(qtbot, office, campaign)
    press(qtbot, page, "scheduleSend")
    assert state(office, campaign) is CampaignState.SCHEDULED
    press(qtbot, asked(qtbot, SendConfirmation), "confirm")
    qtbot.waitUntil(lambda: state(office, campaign) is CampaignState.FINISHED)
    button = page.findChild(QPushButton, "scheduleSend")
    qtbot.waitUntil(lambda: button is not None and not button.isVisible())


def test_it_can_be_cancelled(qtbot: QtBot, office: Office, campaign: int) -> None:
    page = shown(qtbot, office, campaign)
    press(qtbot, page, "scheduleCancel")
    press(qtbot, asked(qtbot, Question), "accept")
    qtbot.waitUntil(lambda: state(office, campaign) is CampaignState.CANCELLED)
    assert office.sends() == 0


def test_a_missed_one_asks_and_sends_nothing_by_itself(
    qtbot: QtBot, office: Office, campaign: int, clocks: Clocks
) -> None:
    miss(office, clocks)
    page = shown(qtbot, office, campaign)
    assert said(page) == MISSED
    press(qtbot, page, "scheduleChange")
    dialog = asked(qtbot, ChooseTime)
    assert isinstance(dialog, ChooseTime)
    assert dialog.time.moment() == NINE + timedelta(days=1)  # a morning still to come is offered
    press(qtbot, dialog, "accept")
    qtbot.waitUntil(lambda: said(page).startswith("It will be sent tomorrow at 09:00"))
    assert office.sends() == 0


def test_the_list_counts_down_too_and_marks_what_was_missed(
    qtbot: QtBot, office: Office, campaign: int, clocks: Clocks
) -> None:
    page = CampaignsPage(office.shell)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: office.shell.background.is_idle)

    def first_line() -> list[str]:
        model = page.table.model()
        cells = (model.index(0, column).data() for column in range(model.columnCount()))
        return [without_isolates(str(cell or "")) for cell in cells]

    line = first_line()
    assert (line[0], line[5]) == ("2026-11-29 09:00", "Scheduled, in 3 h 20 min")
    clocks.pass_time(hours=4)
    timetable = Timetable(office.shell)
    timetable.look_now()
    qtbot.waitUntil(lambda: first_line()[5] == "Not sent at its time")
    timetable.end()
