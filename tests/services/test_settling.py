"""Unknown is settled by evidence or by the user's word, against the simulator over HTTP; never guessed."""

from __future__ import annotations

import dataclasses
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.sending import Patience
from kwtsms_desktop.services.settling import Finding, Settling, SettlingPatience, SettlingWait
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.simulator import Simulator
from tests.support.builders import plan_campaign


@pytest.fixture
def app(tmp_path: Path, simulator: Simulator) -> Iterator[App]:
    patience = Patience(queue_full=(0.2,), same_number=0.3, not_connected=0.1)
    options = Options(data_dir=tmp_path / "data", gateway=simulator.url, language="en", patience=patience)
    with App(options, variables={}) as opened:
        opened.settings.save(dataclasses.replace(opened.settings.load(), requests_per_second=4.0))
        opened.account.save_login(AccountSettings("demo", sender="MYSHOP"), Login("demo", "demo"))
        opened.account.refresh_balance("demo", threading.Event())
        yield opened


@pytest.fixture
def settling(app: App) -> Settling:
    return Settling(app.open_database, app.account, app.send_lock, SettlingPatience(0.3, 0.1))


def unsure_campaign(app: App, simulator: Simulator, fault: str) -> int:
    """Three requests of which the second got no answer."""
    simulator.faults.add(fault, endpoint="send", skip=1)
    people = [(f"9655{number:07d}", f"Hello number {number}") for number in range(3)]
    with app.open_database() as database:
        campaign = plan_campaign(database, people, test=False, sender="MYSHOP")
    summary = app.sending.send(campaign, "demo", Mailbox(), threading.Event())
    assert counts(summary) == {"accepted": 2, "unknown": 1}
    return campaign


def counts(summary: CampaignSummary) -> dict[str, int]:
    return {status.value: count for status, count in summary.counts.items() if count}


def test_a_balance_that_lacks_all_of_it_proves_that_it_was_sent(
    app: App, simulator: Simulator, settling: Settling
) -> None:
    campaign = unsure_campaign(app, simulator, "accept_then_drop")
    mailbox = Mailbox()
    settled = settling.by_balance(campaign, mailbox, threading.Event())
    assert settled.evidence is not None
    assert (settled.evidence.finding, settled.people) == (Finding.SENT, 1)
    assert counts(settled.summary) == {"accepted": 3}
    assert any(isinstance(event, SettlingWait) for event in mailbox.take_all())


def test_a_balance_that_lacks_nothing_changes_nothing(
    app: App, simulator: Simulator, settling: Settling
) -> None:
    campaign = unsure_campaign(app, simulator, "drop_after_read")
    settled = settling.by_balance(campaign, Mailbox(), threading.Event())
    assert settled.evidence is not None
    assert (settled.evidence.finding, settled.people) == (Finding.NOT_SENT, 0)
    assert counts(settled.summary) == {"accepted": 2, "unknown": 1}


def test_a_top_up_meanwhile_proves_nothing(app: App, simulator: Simulator, settling: Settling) -> None:
    campaign = unsure_campaign(app, simulator, "accept_then_drop")
    simulator.account.balance += 1000
    settled = settling.by_balance(campaign, Mailbox(), threading.Event())
    assert settled.evidence is not None
    assert (settled.evidence.finding, settled.people) == (Finding.UNCLEAR, 0)


def test_stopping_the_wait_changes_nothing(app: App, simulator: Simulator, settling: Settling) -> None:
    campaign = unsure_campaign(app, simulator, "accept_then_drop")
    stop = threading.Event()
    stop.set()
    settled = settling.by_balance(campaign, Mailbox(), stop)
    assert (settled.evidence, settled.people) == (None, 0)


def test_the_user_may_say_that_it_was_sent(app: App, simulator: Simulator, settling: Settling) -> None:
    campaign = unsure_campaign(app, simulator, "accept_then_drop")
    assert counts(settling.assume_sent(campaign).summary) == {"accepted": 3}
    assert settling.assume_sent(campaign).people == 0


def test_what_is_to_be_sent_again_waits_until_the_user_goes_on(
    app: App, simulator: Simulator, settling: Settling
) -> None:
    campaign = unsure_campaign(app, simulator, "drop_after_read")
    before = len(simulator.record.received)
    assert counts(settling.send_again(campaign).summary) == {"accepted": 2, "queued": 1}
    assert len(simulator.record.received) == before
    summary = app.sending.send(campaign, "demo", Mailbox(), threading.Event())
    assert counts(summary) == {"accepted": 3}
    assert max(Counter(simulator.record.received).values()) == 1


def test_only_named_requests_are_settled(app: App, simulator: Simulator, settling: Settling) -> None:
    campaign = unsure_campaign(app, simulator, "accept_then_drop")
    assert settling.assume_sent(campaign, batch_ids=[999]).people == 0


def test_nothing_is_settled_while_somebody_sends(app: App, simulator: Simulator, settling: Settling) -> None:
    campaign = unsure_campaign(app, simulator, "accept_then_drop")
    with app.send_lock(), pytest.raises(UserError) as caught:
        settling.assume_sent(campaign)
    assert caught.value.reason is Reason.SENDING_ELSEWHERE


def test_a_campaign_that_is_not_there(settling: Settling) -> None:
    with pytest.raises(UserError) as caught:
        settling.by_balance(77, Mailbox(), threading.Event())
    assert caught.value.reason is Reason.NO_SUCH_CAMPAIGN
