"""Sending against the simulator over HTTP: who got what, and what is written down about it."""

from __future__ import annotations

import dataclasses
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import CredentialsError, GatewayError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.sending import Patience, SendingProgress
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.simulator import Simulator
from kwtsms_desktop.storage.batches import Batches
from tests.support.builders import plan_campaign

IMPATIENT = Patience(queue_full=(0.2, 0.2, 0.2), same_number=0.3, not_connected=0.1)


@pytest.fixture
def app(tmp_path: Path, simulator: Simulator) -> Iterator[App]:
    options = Options(data_dir=tmp_path / "data", gateway=simulator.url, language="en", patience=IMPATIENT)
    with App(options, variables={}) as opened:
        opened.settings.save(dataclasses.replace(opened.settings.load(), requests_per_second=4.0))
        opened.account.save_login(AccountSettings("demo", sender="MYSHOP"), Login("demo", "demo"))
        yield opened


def plan(app: App, people: list[tuple[str, str]], *, test: bool = False, sender: str = "MYSHOP") -> int:
    with app.open_database() as database:
        return plan_campaign(database, people, test=test, sender=sender)


def send(app: App, campaign: int, stop: threading.Event | None = None) -> CampaignSummary:
    return app.sending.send(campaign, "demo", Mailbox(), stop or threading.Event())


def texts(count: int) -> list[tuple[str, str]]:
    """So many people with a text of their own each: as many requests."""
    return [(f"9655{number:07d}", f"Hello number {number}") for number in range(count)]


def counts(summary: CampaignSummary) -> dict[str, int]:
    return {status.value: count for status, count in summary.counts.items()}


def test_everybody_is_sent_to_once_and_everything_is_written_down(app: App, simulator: Simulator) -> None:
    people = [(f"9655{number:07d}", "Hello") for number in range(450)]
    summary = send(app, plan(app, people))
    assert summary.state is CampaignState.FINISHED
    assert counts(summary) == {"accepted": 450}
    assert (summary.batches, summary.taken, summary.credits, summary.balance_after) == (3, 450, 450, 4550)
    assert len(set(summary.message_ids)) == 3
    assert sorted(simulator.record.received) == sorted(people)


def test_a_test_campaign_reaches_nobody_and_holds_credits(app: App, simulator: Simulator) -> None:
    summary = send(app, plan(app, [("96550000001", "Hello")], test=True))
    assert counts(summary) == {"accepted": 1}
    assert list(simulator.record.received) == []
    assert simulator.account.balance == 4999


def test_a_lost_answer_is_unknown_and_never_sent_again(app: App, simulator: Simulator) -> None:
    simulator.faults.add("accept_then_drop", endpoint="send", skip=1)
    campaign = plan(app, texts(3))
    summary = send(app, campaign)
    assert summary.state is CampaignState.FINISHED
    assert counts(summary) == {"accepted": 2, "unknown": 1}
    assert summary.reasons == {"answer_lost": 1}
    with pytest.raises(UserError) as caught:
        send(app, campaign)
    assert caught.value.reason is Reason.CAMPAIGN_ENDED
    assert max(Counter(simulator.record.received).values()) == 1


@pytest.mark.parametrize(
    "fault", ["html_502", "empty_200", "truncated_json", "json_array", "no_result", "half_reply"]
)
def test_an_unreadable_answer_is_unknown(app: App, simulator: Simulator, fault: str) -> None:
    simulator.faults.add(fault, endpoint="send")
    summary = send(app, plan(app, texts(1)))
    assert counts(summary) == {"unknown": 1}
    assert summary.state is CampaignState.FINISHED


def test_three_lost_answers_in_a_row_pause_the_campaign(app: App, simulator: Simulator) -> None:
    simulator.faults.add("drop_after_read", endpoint="send", times=50)
    summary = send(app, plan(app, texts(12)))
    assert summary.state is CampaignState.PAUSED
    assert summary.counts[RecipientStatus.QUEUED] >= 12 - 3 - 3  # up to three more may be under way
    assert summary.campaign.reason == Reason.ANSWER_LOST.value


def test_a_full_queue_is_waited_for(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR013", endpoint="send", times=2)
    campaign = plan(app, texts(2))
    summary = send(app, campaign)
    assert counts(summary) == {"accepted": 2}
    assert sorted(simulator.record.received) == sorted(texts(2))


def test_a_queue_that_stays_full_pauses_the_campaign(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR013", endpoint="send", times=50)
    summary = send(app, plan(app, texts(1)))
    assert (summary.state, summary.campaign.reason) == (CampaignState.PAUSED, Reason.QUEUE_STAYED_FULL.value)
    assert counts(summary) == {"queued": 1}


def test_the_15_second_rule_is_waited_for_once(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR028", endpoint="send", times=1)
    assert counts(send(app, plan(app, texts(1)))) == {"accepted": 1}
    simulator.faults.add("error:ERR028", endpoint="send", times=2)
    assert counts(send(app, plan(app, texts(1)))) == {"refused": 1}


@pytest.mark.parametrize("code", ["ERR001", "ERR003", "ERR005", "ERR010", "ERR011", "ERR024"])
def test_the_account_stops_the_campaign_and_nobody_is_lost(app: App, simulator: Simulator, code: str) -> None:
    simulator.faults.add(f"error:{code}", endpoint="send", skip=1, times=1)
    campaign = plan(app, texts(6))
    summary = send(app, campaign)
    assert (summary.state, summary.campaign.reason) == (CampaignState.STOPPED, code)
    assert summary.counts.get(RecipientStatus.REFUSED, 0) == 0
    assert summary.counts[RecipientStatus.QUEUED] >= 1
    again = send(app, campaign)
    assert counts(again) == {"accepted": 6}
    assert Counter(simulator.record.received) == Counter(texts(6))


def test_a_refused_text_stops_a_campaign_that_has_no_other(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR031", endpoint="send", times=1)
    people = [(f"9655{number:07d}", "Hello") for number in range(1000)]
    summary = send(app, plan(app, people))
    assert (summary.state, summary.campaign.reason) == (CampaignState.STOPPED, "ERR031")
    assert summary.counts[RecipientStatus.REFUSED] == 200
    assert summary.counts[RecipientStatus.QUEUED] >= 1


def test_a_refused_text_among_many_refuses_only_its_people(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR031", endpoint="send", times=1)
    summary = send(app, plan(app, texts(3)))
    assert summary.state is CampaignState.FINISHED
    assert counts(summary) == {"accepted": 2, "refused": 1}
    assert summary.reasons == {"ERR031": 1}


def test_an_unlisted_code_passes_through(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR777", endpoint="send", times=1)
    summary = send(app, plan(app, texts(1)))
    assert summary.reasons == {"ERR777": 1}


def test_without_a_gateway_nothing_is_sent_and_everybody_stays_queued(app: App, simulator: Simulator) -> None:
    campaign = plan(app, texts(2))
    simulator.stop()
    with pytest.raises(GatewayError) as caught:
        send(app, campaign)
    assert caught.value.reason is Reason.NOT_CONNECTED
    assert counts(app.history.campaign(campaign)) == {"queued": 2}


def test_a_gateway_that_goes_away_pauses_the_campaign(app: App, simulator: Simulator) -> None:
    campaign = plan(app, texts(40))
    mailbox = Mailbox()

    class StopsTheGateway(Mailbox):
        """Takes the gateway away once a few people are sent to."""

        def put(self, event: object) -> None:
            if isinstance(event, SendingProgress) and event.counts.get(RecipientStatus.ACCEPTED, 0) >= 3:
                simulator.stop()

    mailbox = StopsTheGateway()
    summary = app.sending.send(campaign, "demo", mailbox, threading.Event())
    assert summary.state is CampaignState.PAUSED
    assert summary.campaign.reason in {Reason.NOT_CONNECTED.value, Reason.ANSWER_LOST.value}
    received = Counter(simulator.record.received)
    assert max(received.values()) == 1
    assert summary.taken <= len(received) <= summary.taken + summary.counts.get(RecipientStatus.UNKNOWN, 0)


def test_the_user_can_stop_and_go_on(app: App, simulator: Simulator) -> None:
    stop = threading.Event()

    class StopsSoon(Mailbox):
        """Presses Pause once somebody is sent to."""

        def put(self, event: object) -> None:
            if isinstance(event, SendingProgress) and event.counts.get(RecipientStatus.ACCEPTED, 0) >= 1:
                stop.set()

    campaign = plan(app, texts(8))
    paused = app.sending.send(campaign, "demo", StopsSoon(), stop)
    assert (paused.state, paused.campaign.reason) == (CampaignState.PAUSED, Reason.PAUSED_BY_USER.value)
    assert paused.counts[RecipientStatus.QUEUED] >= 1
    assert paused.counts.get(RecipientStatus.SUBMITTING, 0) == 0
    finished = send(app, campaign)
    assert counts(finished) == {"accepted": 8}
    assert Counter(simulator.record.received) == Counter(texts(8))


def test_cancelling_while_it_runs_ends_it(app: App, simulator: Simulator) -> None:
    campaign = plan(app, texts(12))

    class Cancels(Mailbox):
        """Another window cancels the rest once somebody is sent to."""

        done = False

        def put(self, event: object) -> None:
            accepted = isinstance(event, SendingProgress) and event.counts.get(RecipientStatus.ACCEPTED, 0)
            if accepted and not self.done:
                self.done = True
                thread = threading.Thread(target=app.sending.cancel, args=(campaign,))
                thread.start()
                thread.join()

    summary = app.sending.send(campaign, "demo", Cancels(), threading.Event())
    assert summary.state is CampaignState.CANCELLED
    assert summary.counts[RecipientStatus.CANCELLED] >= 1
    assert len(simulator.record.received) == summary.taken


def test_a_planned_campaign_can_be_cancelled(app: App, simulator: Simulator) -> None:
    campaign = plan(app, texts(2))
    assert app.sending.cancel(campaign).state is CampaignState.CANCELLED
    with pytest.raises(UserError) as caught:
        send(app, campaign)
    assert caught.value.reason is Reason.CAMPAIGN_ENDED
    assert list(simulator.record.received) == []


def test_what_a_crash_left_behind_is_unknown_and_the_rest_goes_on(app: App, simulator: Simulator) -> None:
    campaign = plan(app, texts(3))
    with app.open_database() as database:
        batches = Batches(database)
        batches.submit(batches.next_planned(campaign, 1)[0], 5000.0)  # and then the power went
    summary = send(app, campaign)
    assert counts(summary) == {"accepted": 2, "unknown": 1}
    assert summary.reasons == {"interrupted": 1}
    assert len(simulator.record.received) == 2


def test_only_one_process_sends(app: App) -> None:
    campaign = plan(app, texts(1))
    with app.send_lock(), pytest.raises(UserError) as caught:
        send(app, campaign)
    assert caught.value.reason is Reason.SENDING_ELSEWHERE


@pytest.mark.parametrize("sender", ["myshop", "OTHER", ""])
def test_a_sender_id_of_others_is_never_sent(app: App, simulator: Simulator, sender: str) -> None:
    campaign = plan(app, texts(1), sender=sender)
    with pytest.raises(UserError) as caught:
        send(app, campaign)
    assert caught.value.reason in {Reason.SENDER_NOT_YOURS, Reason.SENDER_MISSING}
    assert list(simulator.record.received) == []


def test_the_wrong_password_is_told_before_anything_is_sent(app: App, simulator: Simulator) -> None:
    campaign = plan(app, texts(1))
    app.logins.use_for_now("demo", Login("demo", "wrong"))
    with pytest.raises(GatewayError) as caught:
        send(app, campaign)
    assert caught.value.reason is Reason.ERR003
    assert counts(app.history.campaign(campaign)) == {"queued": 1}


def test_another_account_cannot_send_it(app: App) -> None:
    campaign = plan(app, texts(1))
    with pytest.raises(UserError) as caught:
        app.sending.send(campaign, "shop", Mailbox(), threading.Event())
    assert caught.value.reason is Reason.ACCOUNT_DIFFERS


def test_without_a_login_nothing_is_sent(app: App) -> None:
    with app.open_database() as database:
        campaign = plan_campaign(database, texts(1), account="nobody")
    with pytest.raises(CredentialsError):
        app.sending.send(campaign, "nobody", Mailbox(), threading.Event())


def test_the_same_number_is_not_written_to_twice_at_once(app: App, simulator: Simulator) -> None:
    simulator.switch(same_number_seconds=0.2)
    people = [("96550000001", "first"), ("96550000001", "second"), ("96550000002", "third")]
    send(app, plan(app, people))
    assert [text for _number, text in simulator.record.received] == ["first", "third", "second"]


def test_one_number_that_came_too_soon_does_not_hold_up_its_batch(app: App, simulator: Simulator) -> None:
    """The gateway refuses the whole request and does not say which number it is: halves find it."""
    send(app, plan(app, [("96550000003", "first")]))
    simulator.switch(same_number_seconds=600)
    people = [(f"9655000000{number}", "Hello") for number in range(8)]
    summary = send(app, plan(app, people))
    assert counts(summary) == {"accepted": 7, "refused": 1}
    assert summary.reasons == {"ERR028": 1}
    received = [number for number, text in simulator.record.received if text == "Hello"]
    assert sorted(received) == sorted({number for number, _text in people} - {"96550000003"})


def test_many_refusals_in_a_row_pause_the_campaign(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR025", endpoint="send", times=50)
    summary = send(app, plan(app, texts(16)))
    assert (summary.state, summary.campaign.reason) == (CampaignState.PAUSED, Reason.MANY_REFUSED.value)
    assert summary.counts[RecipientStatus.QUEUED] > 0


def test_requests_start_evenly(app: App, simulator: Simulator) -> None:
    send(app, plan(app, texts(8)))
    starts = sorted(simulator.record.starts)
    for first, sixth in zip(starts, starts[5:], strict=False):
        assert sixth - first > 1.0  # never more than five arrivals in a second


def test_numbers_the_gateway_left_out_in_silence_are_found_and_refused(
    app: App, simulator: Simulator
) -> None:
    people = [("96550000001", "Hello"), ("96522334455", "Hello"), ("966501234567", "Hello")]
    summary = send(app, plan(app, people))  # the second is a landline, the third not covered
    assert counts(summary) == {"accepted": 1, "refused": 2}
    assert summary.reasons == {"ERR025": 1, "ERR026": 1}
    assert (summary.taken, summary.credits, summary.fewer_than_sent) == (1, 1, 1)
    assert list(simulator.record.received) == [("96550000001", "Hello")]
