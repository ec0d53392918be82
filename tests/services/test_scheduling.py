"""Campaigns that are sent later: when they begin, when their user is asked, and that nobody gets it twice."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.scheduling import Appointment, Scheduling
from kwtsms_desktop.simulator import Simulator
from kwtsms_desktop.storage.accounts import Accounts
from tests.support.builders import plan_campaign
from tests.support.clocks import NINE, Clocks, scheduling_of

PEOPLE = [("96550000001", "Hello"), ("96550000002", "Hello")]


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(NINE - timedelta(hours=3))


@pytest.fixture
def scheduling(app: App, clocks: Clocks) -> Scheduling:
    return scheduling_of(app, clocks)


def plan(app: App, sender: str = "MYSHOP") -> int:
    with app.open_database() as database:
        return plan_campaign(database, PEOPLE, sender=sender)


@pytest.fixture
def campaign(app: App, scheduling: Scheduling) -> int:
    """Planned, and to be sent on Sunday at 09:00."""
    planned = plan(app)
    scheduling.schedule(planned, NINE)
    return planned


def begin(scheduling: Scheduling, due: Appointment) -> CampaignSummary:
    return scheduling.begin(due, Mailbox(), threading.Event())


def begin_all(scheduling: Scheduling) -> list[CampaignSummary]:
    """What the window does at each look."""
    return [begin(scheduling, due) for due in scheduling.look().due]


def standing(app: App, campaign: int) -> tuple[CampaignState, str | None]:
    summary = app.history.campaign(campaign)
    return summary.state, summary.campaign.reason


def know_account(app: App, simulator: Simulator) -> None:
    """Balance and sender IDs as if just asked for, so that no pace has to be kept for the question."""
    with app.open_database() as database:
        Accounts(database).save_balance("demo", simulator.account.balance, 10000)
        Accounts(database).save_sender_ids("demo", tuple(simulator.account.sender_ids))


def test_it_begins_at_its_time_and_not_before(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    clocks.pass_time(hours=2, minutes=59, seconds=59)
    assert begin_all(scheduling) == []
    assert [one.campaign_id for one in scheduling.look().waiting] == [campaign]
    assert list(simulator.record.requests_to("send")) == []
    clocks.pass_time(seconds=20)
    [summary] = begin_all(scheduling)
    assert (summary.state, summary.taken) == (CampaignState.FINISHED, 2)
    assert Counter(simulator.record.received) == Counter(PEOPLE)
    asked = {request.endpoint for request in simulator.record.requests}
    assert {"balance", "senderid"} <= asked  # asked again when it began


@pytest.mark.parametrize("restarts", [False, True], ids=["the computer slept", "the program was not running"])
def test_a_missed_time_is_asked_about_and_never_made_up_for(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator, restarts: bool
) -> None:
    clocks.pass_time(hours=3, minutes=16)
    if restarts:
        clocks.restart()
        scheduling = scheduling_of(app, clocks)
    for _look in range(2):
        assert [one.reason for one in scheduling.look().asked] == [Reason.SCHEDULE_MISSED.value]
        assert begin_all(scheduling) == []
        clocks.set_wall(NINE)  # not even if the clock says later that it is nine o'clock after all
        scheduling = scheduling_of(app, clocks)
    assert standing(app, campaign) == (CampaignState.SCHEDULED, Reason.SCHEDULE_MISSED.value)
    assert list(simulator.record.requests_to("send")) == []


def test_a_program_started_within_the_grace_begins(
    app: App, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    know_account(app, simulator)
    clocks.pass_time(hours=3, minutes=14)
    [summary] = begin_all(scheduling_of(app, clocks))
    assert summary.state is CampaignState.FINISHED


def test_a_clock_set_forward_begins_nothing_and_its_user_is_asked(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int
) -> None:
    clocks.pass_time(seconds=20)
    clocks.set_wall(NINE + timedelta(seconds=5))
    for _look in range(3):
        look = scheduling.look()
        assert (look.due, [one.reason for one in look.asked]) == ((), [Reason.CLOCK_CHANGED.value])
        clocks.pass_time(hours=4)
    assert standing(app, campaign) == (CampaignState.SCHEDULED, Reason.CLOCK_CHANGED.value)


def test_a_clock_set_back_does_not_begin_it_a_second_time(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    know_account(app, simulator)
    clocks.pass_time(hours=3)
    assert len(begin_all(scheduling)) == 1
    clocks.set_wall(NINE - timedelta(hours=1))
    assert begin_all(scheduling) == []
    clocks.pass_time(hours=1)
    assert begin_all(scheduling) == []
    assert begin_all(scheduling_of(app, clocks)) == []
    assert Counter(simulator.record.received) == Counter(PEOPLE)


def test_of_two_programs_that_begin_it_at_once_one_does(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    know_account(app, simulator)
    clocks.pass_time(hours=3)
    programs = [scheduling, scheduling_of(app, clocks), scheduling_of(app, clocks)]
    due = [program.look().due[0] for program in programs]
    threads = [threading.Thread(target=begin, args=pair) for pair in zip(programs, due, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert standing(app, campaign) == (CampaignState.FINISHED, None)
    assert Counter(simulator.record.received) == Counter(PEOPLE)


def test_what_was_put_off_or_cancelled_between_look_and_beginning_does_not_begin(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    know_account(app, simulator)
    cancelled = plan(app)
    scheduling.schedule(cancelled, NINE)
    clocks.pass_time(hours=3)
    first, second = scheduling.look().due
    scheduling.schedule(campaign, NINE + timedelta(days=1))
    app.sending.cancel(cancelled)
    begin(scheduling, first)
    begin(scheduling, second)
    assert standing(app, campaign) == (CampaignState.SCHEDULED, None)
    assert standing(app, cancelled) == (CampaignState.CANCELLED, Reason.CANCELLED_BY_USER.value)
    assert list(simulator.record.requests_to("send")) == []


def test_too_few_credits_then_begin_nothing_and_are_told(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    simulator.account.balance = 1
    clocks.pass_time(hours=3)
    begin_all(scheduling)
    [asked] = scheduling.look().asked
    assert (asked.reason, asked.reason_details) == (
        Reason.TOO_FEW_CREDITS.value,
        {"credits": 2, "balance": 1.0},
    )
    assert list(simulator.record.requests_to("send")) == []


def test_a_sender_id_that_is_gone_by_then_begins_nothing_and_is_told(
    app: App, scheduling: Scheduling, clocks: Clocks, simulator: Simulator
) -> None:
    scheduling.schedule(plan(app, sender="OLDNAME"), NINE)
    clocks.pass_time(hours=3)
    begin_all(scheduling)
    assert [one.reason for one in scheduling.look().asked] == [Reason.SENDER_NOT_YOURS.value]
    assert list(simulator.record.requests_to("send")) == []


def test_a_campaign_in_the_way_is_waited_for_within_the_grace_then_named(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    know_account(app, simulator)
    clocks.pass_time(hours=3)
    with app.send_lock():
        begin_all(scheduling)
        clocks.pass_time(minutes=14)
        [still_due] = scheduling.look().due
        begin(scheduling, still_due)
        clocks.pass_time(minutes=2)
        [asked] = scheduling.look().asked
    assert asked.reason == Reason.SENDING_ELSEWHERE.value
    assert standing(app, campaign)[0] is CampaignState.SCHEDULED


def test_sending_it_now_needs_no_time(app: App, campaign: int, simulator: Simulator) -> None:
    know_account(app, simulator)
    summary = app.sending.send(campaign, "demo", Mailbox(), threading.Event())
    assert summary.state is CampaignState.FINISHED


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1)])
def test_a_time_that_has_passed_is_refused(
    app: App, scheduling: Scheduling, clocks: Clocks, late: timedelta
) -> None:
    planned = plan(app)
    with pytest.raises(UserError) as caught:
        scheduling.schedule(planned, clocks.wall - late)
    assert caught.value.reason is Reason.SCHEDULE_PAST
    assert standing(app, planned) == (CampaignState.PLANNED, None)


def test_without_a_connection_it_is_tried_within_the_grace_then_said(
    app: App, scheduling: Scheduling, clocks: Clocks, campaign: int, simulator: Simulator
) -> None:
    simulator.stop()
    clocks.pass_time(hours=3)
    begin_all(scheduling)
    clocks.pass_time(minutes=14)
    assert len(scheduling.look().due) == 1
    clocks.pass_time(minutes=2)
    assert [one.reason for one in scheduling.look().asked] == [Reason.NOT_CONNECTED.value]
