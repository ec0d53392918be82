from __future__ import annotations

import pytest

from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage.batches import Acceptance, Batches
from kwtsms_desktop.storage.campaigns import Campaigns
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.recipients import Recipients
from tests.support.builders import plan_campaign

ANSWER = Acceptance("9f0c", 2, 2.0, 98.0, 1_766_000_000)


@pytest.fixture
def campaign(database: Database) -> int:
    return plan_campaign(database, [("96550000001", "Hi"), ("96550000002", "Hi")])


def test_equal_texts_share_a_batch(database: Database, campaign: int) -> None:
    (batch,) = Batches(database).next_planned(campaign, 10)
    assert batch.phones == ("96550000001", "96550000002")
    assert batch.planned_credits == 2


def test_the_intent_is_written_to_batch_and_recipients(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    assert batches.submit(batch, 100.0)
    assert Campaigns(database).counts(campaign) == {RecipientStatus.SUBMITTING: 2}
    assert batches.next_planned(campaign, 10) == []


def test_an_accepted_batch_keeps_what_the_gateway_said(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    batches.submit(batch, 100.0)
    batches.accept(batch.id, ANSWER)
    (record,) = batches.records(campaign)
    assert (record.status, record.message_id, record.credits) == (BatchStatus.ACCEPTED, "9f0c", 2.0)
    assert (record.balance_before, record.balance_after, record.gateway_timestamp) == (
        100.0,
        98.0,
        1_766_000_000,
    )
    assert Campaigns(database).counts(campaign) == {RecipientStatus.ACCEPTED: 2}


def test_a_refused_batch_gives_its_people_the_reason(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    batches.submit(batch, None)
    batches.refuse(batch.id, "ERR025", "no valid numbers")
    assert {person.reason for person in Recipients(database).everyone(campaign)} == {"ERR025"}


def test_a_released_batch_is_planned_again_and_counts_its_attempts(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    batches.submit(batch, None)
    batches.release(batch.id, "ERR013", None)
    (again,) = batches.next_planned(campaign, 10)
    assert (again.id, again.attempts) == (batch.id, 1)


def test_a_lost_batch_is_never_planned_again(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    batches.submit(batch, None)
    batches.lose(batch.id, "answer_lost", None)
    assert batches.next_planned(campaign, 10) == []
    assert Campaigns(database).counts(campaign) == {RecipientStatus.UNKNOWN: 2}


def test_what_a_dead_process_left_submitting_is_unknown(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    batches.submit(batch, None)
    assert batches.lose_interrupted() == 1
    assert batches.lose_interrupted() == 0
    assert Campaigns(database).counts(campaign) == {RecipientStatus.UNKNOWN: 2}


def test_a_cancelled_batch_is_not_submitted(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    assert batches.cancel_planned(campaign) == 2
    assert not batches.submit(batch, None)
    assert Campaigns(database).counts(campaign) == {RecipientStatus.CANCELLED: 2}


def test_an_outcome_without_an_intent_is_a_bug(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 10)
    with pytest.raises(RuntimeError):
        batches.accept(batch.id, ANSWER)
    assert Campaigns(database).counts(campaign) == {RecipientStatus.QUEUED: 2}


def test_a_number_with_two_texts_is_known_to_repeat(database: Database) -> None:
    campaign = plan_campaign(database, [("96550000001", "a"), ("96550000001", "b"), ("96550000002", "a")])
    assert Batches(database).repeated_phones(campaign) == {"96550000001"}
