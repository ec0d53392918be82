"""What people complain of in programs that send SMS later: too late, at the wrong hour, or not from a file.

Each test states its complaint in its name and says below what this program does instead; the number is its
place in the list of complaints (``test_complaints_lists.py`` has those about files).
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QDate, QTime
from pytestqt.qtbot import QtBot

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.planning import Audience, PlanRequest
from kwtsms_desktop.services.scheduling import Scheduling
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.simulator import Simulator
from kwtsms_desktop.texts.formats import time_text
from kwtsms_desktop.ui.widgets.kuwait_time import KuwaitTime
from tests.contacts.files import write_csv
from tests.end_to_end.conftest import stored
from tests.support.builders import plan_campaign
from tests.support.clocks import NINE, Clocks, scheduling_of

PEOPLE = [("96550001234", "Hello"), ("96550001235", "Hello")]


@pytest.fixture
def app(tmp_path: Path, simulator: Simulator) -> Iterator[App]:
    options = Options(data_dir=tmp_path / "office", gateway=simulator.url, language="en")
    with App(options, variables={}) as opened:
        opened.account.save_login(AccountSettings("demo", sender="MYSHOP"), Login("demo", "demo"))
        yield opened


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(NINE - timedelta(days=2))


def scheduled(app: App, scheduling: Scheduling) -> int:
    """A campaign that is to be sent on Sunday at 09:00."""
    with app.open_database() as database:
        campaign = plan_campaign(database, PEOPLE)
    scheduling.schedule(campaign, NINE)
    return campaign


def begin_what_is_due(scheduling: Scheduling) -> None:
    for due in scheduling.look().due:
        scheduling.begin(due, Mailbox(), Event())


def test_complaint_31_a_scheduled_campaign_fires_late_after_the_machine_was_off(
    app: App, clocks: Clocks, simulator: Simulator
) -> None:
    """Its user is asked; nothing is sent by itself, however often the program is started."""
    scheduled(app, scheduling_of(app, clocks))
    clocks.pass_time(days=6)
    for _start in range(3):
        clocks.restart()
        started = scheduling_of(app, clocks)
        begin_what_is_due(started)
        assert [one.reason for one in started.look().asked] == [Reason.SCHEDULE_MISSED.value]
    assert list(simulator.record.received) == []


def test_complaint_31_a_restored_copy_fires_what_was_sent_already(
    app: App, clocks: Clocks, simulator: Simulator
) -> None:
    """The copy asks, and where it is put on another computer it sends nothing at all."""
    scheduling = scheduling_of(app, clocks)
    campaign = scheduled(app, scheduling)
    copy = sqlite3.connect(":memory:")
    source = sqlite3.connect(app.paths.database)
    source.backup(copy)
    clocks.pass_time(days=2)
    begin_what_is_due(scheduling)
    assert Counter(simulator.record.received) == Counter(PEOPLE)
    copy.backup(source)
    copy.close()
    source.close()
    clocks.pass_time(hours=1)
    restored = scheduling_of(app, clocks)
    begin_what_is_due(restored)
    assert [one.campaign_id for one in restored.look().asked] == [campaign]
    assert Counter(simulator.record.received) == Counter(PEOPLE)


def test_complaint_31_a_copy_on_another_computer_fires_too(
    app: App, clocks: Clocks, simulator: Simulator
) -> None:
    """Of two computers with the same data only the one that is its home sends."""
    scheduling = scheduling_of(app, clocks)
    scheduled(app, scheduling)
    with app.open_database() as database, database.write() as db:
        db.execute("UPDATE homes SET machine = 'another computer'")
    clocks.pass_time(days=2)
    begin_what_is_due(scheduling)
    assert [one.reason for one in scheduling.look().asked] == [Reason.DATA_COPIED.value]
    assert list(simulator.record.received) == []


@pytest.fixture(params=["America/New_York", "Asia/Kuwait", "UTC"])
def _time_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one time zone for all its programs")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_time_zone")
def test_complaint_32_the_schedule_is_off_by_hours(
    qtbot: QtBot, app: App, clocks: Clocks, simulator: Simulator
) -> None:
    """Nine o'clock is nine o'clock in Kuwait, wherever the computer believes to be."""
    field = KuwaitTime("When")
    qtbot.addWidget(field)
    field.set_moment(clocks.wall, clocks.wall)
    field.field.setDate(QDate(2026, 11, 29))
    field.field.setTime(QTime(9, 0))
    with app.open_database() as database:
        campaign = plan_campaign(database, PEOPLE)
    scheduling = scheduling_of(app, clocks)
    summary = scheduling.schedule(campaign, field.moment())
    assert summary.campaign.send_at == "2026-11-29T06:00:00.000+00:00"
    assert time_text(summary.campaign.send_at) == "2026-11-29 09:00"
    clocks.pass_time(hours=47, minutes=59)
    assert scheduling.look().due == ()
    clocks.pass_time(minutes=1)
    assert [due.campaign_id for due in scheduling.look().due] == [campaign]
    field.set_moment(NINE, clocks.wall)
    assert field.field.text() == "2026-11-29 09:00"


def test_complaint_35_an_uploaded_file_cannot_be_scheduled(
    tmp_path: Path, app: App, clocks: Clocks, simulator: Simulator
) -> None:
    """Every campaign can be, and everybody in the file gets the text of their own at that time."""
    file = write_csv(tmp_path / "list.csv", [["Name", "Mobile"], ["Ali", "50001234"], ["Sara", "50001235"]])
    request = PlanRequest(
        audience=Audience(stored(app, file).contact_list.id, account="demo"),
        template="Dear {Name}",
        account="demo",
        sender="MYSHOP",
        test=False,
        rate=4.0,
    )
    plan = app.planning.plan(request, Mailbox(), Event())
    assert plan is not None
    scheduling = scheduling_of(app, clocks)
    scheduling.schedule(plan.campaign.id, NINE)
    begin_what_is_due(scheduling)
    assert list(simulator.record.received) == []
    clocks.pass_time(days=2)
    begin_what_is_due(scheduling)
    assert Counter(simulator.record.received) == Counter(
        [("96550001234", "Dear Ali"), ("96550001235", "Dear Sara")]
    )
