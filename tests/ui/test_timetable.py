"""The window looks at the clock: what is due begins once, what was missed is told once and never sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.main_window import MainWindow, PageEntry
from kwtsms_desktop.ui.timetable import Timetable
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from tests.support.clocks import NINE, Clocks, scheduling_of
from tests.support.office import Office, one_text, open_office


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(NINE - timedelta(hours=1))


@pytest.fixture
def office(tmp_path: Path, clocks: Clocks) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        opened.app.scheduling = scheduling_of(opened.app, clocks)
        yield opened


@pytest.fixture
def strip(qtbot: QtBot, office: Office) -> MessageStrip:
    """What is said above the page."""
    window = MainWindow([PageEntry("new", lambda: "New", Glyph.NEW_CAMPAIGN, QWidget)])
    qtbot.addWidget(window)
    window.show()
    office.shell.attach(window)
    found = window.findChild(MessageStrip)
    assert found is not None
    return found


@pytest.fixture
def timetable(office: Office, strip: MessageStrip) -> Iterator[Timetable]:
    made = Timetable(office.shell)
    yield made
    made.end()


def schedule(office: Office, people: int = 2) -> int:
    campaign = office.plan(one_text(people))
    office.app.scheduling.schedule(campaign, NINE)
    return campaign


def look(qtbot: QtBot, timetable: Timetable) -> None:
    with qtbot.waitSignal(timetable.looked):
        timetable.look_now()


def wait_until_done(qtbot: QtBot, office: Office) -> None:
    qtbot.waitUntil(lambda: not office.shell.is_sending and office.shell.background.is_idle)


def test_what_is_due_begins_once(
    qtbot: QtBot, office: Office, timetable: Timetable, clocks: Clocks, strip: MessageStrip
) -> None:
    campaign = schedule(office)
    look(qtbot, timetable)
    assert (strip.text(), office.shell.is_sending) == ("", False)
    clocks.pass_time(hours=1)
    look(qtbot, timetable)
    assert "It is time to send" in strip.text()
    look(qtbot, timetable)
    wait_until_done(qtbot, office)
    look(qtbot, timetable)
    wait_until_done(qtbot, office)
    assert office.app.history.campaign(campaign).state is CampaignState.FINISHED
    assert sorted(office.simulator.record.received) == sorted(one_text(2))


def test_what_was_missed_is_told_with_a_way_to_it_and_never_sent(
    qtbot: QtBot, office: Office, timetable: Timetable, clocks: Clocks, strip: MessageStrip
) -> None:
    campaign = schedule(office)
    clocks.pass_time(hours=5)
    look(qtbot, timetable)
    assert "the program was not running, or the computer slept" in strip.text()
    decide = strip.action_button()
    assert isinstance(decide, QPushButton)
    with qtbot.waitSignal(office.shell.campaign_wanted) as wanted:
        decide.click()
    assert wanted.args == [campaign]
    assert strip.text() == ""
    look(qtbot, timetable)
    assert strip.text() == ""  # said once
    wait_until_done(qtbot, office)
    assert office.sends() == 0


def test_several_that_were_missed_are_told_together(
    qtbot: QtBot, office: Office, timetable: Timetable, clocks: Clocks, strip: MessageStrip
) -> None:
    schedule(office)
    schedule(office)
    clocks.pass_time(hours=5)
    look(qtbot, timetable)
    assert strip.text().startswith("2 campaigns were not sent at their time.")


def test_too_few_credits_are_told_at_once_and_nothing_is_sent(
    qtbot: QtBot, office: Office, timetable: Timetable, clocks: Clocks, strip: MessageStrip
) -> None:
    schedule(office, people=3)
    with office.app.open_database() as database, database.write() as db:
        db.execute("UPDATE account_facts SET available = 2")
    clocks.pass_time(hours=1)
    look(qtbot, timetable)
    qtbot.waitUntil(lambda: "The balance is not enough for everyone." in strip.text())
    [asked] = timetable.look.asked
    assert asked.reason == Reason.TOO_FEW_CREDITS.value
    assert office.sends() == 0
