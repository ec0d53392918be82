from __future__ import annotations

import threading

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import BatchTotals
from kwtsms_desktop.simulator import Simulator
from tests.support.builders import plan_campaign, store_list


@pytest.fixture
def campaign(app: App, simulator: Simulator) -> int:
    """Sent until the account stopped it: one request accepted, one lost, one left."""
    simulator.faults.add("accept_then_drop", endpoint="send", skip=1)
    simulator.faults.add("error:ERR010", endpoint="send", skip=2)
    with app.open_database() as database:
        planned = plan_campaign(database, [(f"9655000000{number}", f"Text {number}") for number in range(3)])
    app.sending.send(planned, "demo", Mailbox(), threading.Event())
    return planned


def test_details_say_what_is_left_and_what_is_unsure(app: App, campaign: int) -> None:
    details = app.history.details(campaign)
    assert details.summary.state is CampaignState.STOPPED
    assert details.left == BatchTotals(requests=1, people=1, credits=1)
    assert details.unsure is not None
    assert (details.unsure.people, details.unsure.credits) == (1, 1)


def test_details_have_the_figures_of_the_summary(app: App, campaign: int) -> None:
    summary = app.history.details(campaign).summary
    assert summary == app.history.campaign(campaign)
    assert summary.batches == 3
    assert len(summary.message_ids) == 1
    assert summary.counts == {
        RecipientStatus.ACCEPTED: 1,
        RecipientStatus.UNKNOWN: 1,
        RecipientStatus.QUEUED: 1,
    }


def test_details_of_no_campaign(app: App) -> None:
    with pytest.raises(UserError) as caught:
        app.history.details(99)
    assert caught.value.reason is Reason.NO_SUCH_CAMPAIGN


def test_nothing_left_and_nobody_unsure(app: App) -> None:
    with app.open_database() as database:
        planned = plan_campaign(database, [("96550000001", "Hello")])
    app.sending.send(planned, "demo", Mailbox(), threading.Event())
    details = app.history.details(planned)
    assert (details.left, details.unsure) == (BatchTotals(), None)


def test_the_newest_requests_are_all_of_a_small_campaign(app: App, campaign: int) -> None:
    newest = app.history.newest_batches(campaign, 10)
    assert {record.id for record in newest} == {record.id for record in app.history.batches(campaign)}
    assert app.history.newest_batches(campaign, 1) == newest[:1]


def test_a_deleted_list_leaves_the_campaigns(app: App, campaign: int) -> None:
    with app.open_database() as database:
        stored = store_list(database, ["98765432"])
    app.history.delete_list(stored)
    assert app.history.lists() == []
    assert [summary.campaign.id for summary in app.history.campaigns()] == [campaign]
