"""Data that was copied from another computer can be looked at; it sends nothing before somebody confirms."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.guarding import Guarding
from kwtsms_desktop.simulator import Simulator
from kwtsms_desktop.storage.homes import Homes
from tests.support.builders import plan_campaign

PEOPLE = [("96550000001", "Hello")]


@pytest.fixture
def campaign(app: App) -> int:
    """Planned elsewhere; the database was copied here since."""
    with app.open_database() as database:
        planned = plan_campaign(database, PEOPLE)
        Homes(database).move_to("another computer")
    return planned


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda app, id_: app.sending.send(id_, "demo", Mailbox(), threading.Event()), id="send"),
        pytest.param(lambda app, id_: app.settling.send_again(id_), id="send-again"),
        pytest.param(lambda app, id_: app.settling.assume_sent(id_), id="assume-sent"),
        pytest.param(
            lambda app, id_: app.settling.by_balance(id_, Mailbox(), threading.Event()), id="by-balance"
        ),
    ],
)
def test_nothing_is_sent_or_settled(
    app: App, campaign: int, simulator: Simulator, act: Callable[[App, int], object]
) -> None:
    with pytest.raises(UserError) as caught:
        act(app, campaign)
    assert caught.value.reason is Reason.DATA_COPIED
    assert list(simulator.record.requests) == []
    summary = app.history.campaign(campaign)
    assert (summary.state, dict(summary.counts)) == (CampaignState.PLANNED, {RecipientStatus.QUEUED: 1})


def test_cancelling_is_safe_on_both(app: App, campaign: int) -> None:
    assert app.sending.cancel(campaign).state is CampaignState.CANCELLED


def test_once_confirmed_it_is_sent_here(app: App, campaign: int, simulator: Simulator) -> None:
    app.guarding.confirm()
    summary = app.sending.send(campaign, "demo", Mailbox(), threading.Event())
    assert summary.state is CampaignState.FINISHED


def test_the_copy_that_went_back_asks_again(app: App) -> None:
    first, second = (Guarding(app.open_database, lambda name=name: name) for name in ("first", "second"))
    first.confirm()
    assert (first.is_at_home(), second.is_at_home()) == (True, False)
    second.confirm()
    assert (first.is_at_home(), second.is_at_home()) == (False, True)


def test_starting_again_does_not_move_in_by_itself(app: App, campaign: int) -> None:
    with App(app.options, variables={}) as started:
        assert not started.guarding.is_at_home()
