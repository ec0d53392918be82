from __future__ import annotations

import pytest

from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.storage.batch_records import BatchRecords, BatchTotals, Unsure
from kwtsms_desktop.storage.batches import Acceptance, Batches
from kwtsms_desktop.storage.database import Database
from tests.support.builders import plan_campaign


def answer(message_id: str, charged: float, balance: float) -> Acceptance:
    return Acceptance(message_id, 1, charged, balance, 1_766_000_000)


@pytest.fixture
def campaign(database: Database) -> int:
    """Four requests: three to one person each, and one to two people."""
    people = [("96550000001", "a"), ("96550000002", "b"), ("96550000003", "c")]
    return plan_campaign(database, [*people, ("96550000004", "d"), ("96550000005", "d")])


def accept(database: Database, campaign: int, message_id: str, charged: float, balance: float) -> None:
    """The next request is made and accepted."""
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 1)
    batches.submit(batch, balance + charged)
    batches.accept(batch.id, answer(message_id, charged, balance))


def lose(database: Database, campaign: int, balance_before: float | None) -> None:
    """The next request is made and its answer is lost."""
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 1)
    batches.submit(batch, balance_before)
    batches.lose(batch.id, "answer_lost", None)


def test_totals_add_up_by_status(database: Database, campaign: int) -> None:
    accept(database, campaign, "m1", 1, 99)
    lose(database, campaign, 99)
    assert BatchRecords(database).totals(campaign) == {
        BatchStatus.ACCEPTED: BatchTotals(1, 1, 1),
        BatchStatus.UNKNOWN: BatchTotals(1, 1, 1),
        BatchStatus.PLANNED: BatchTotals(2, 3, 3),
    }


def test_totals_of_no_campaign_are_none(database: Database) -> None:
    assert BatchRecords(database).totals(99) == {}


def test_newest_requests_come_first_and_those_to_be_made_last(database: Database, campaign: int) -> None:
    accept(database, campaign, "m1", 1, 99)
    accept(database, campaign, "m2", 1, 98)
    with database.write() as db:  # as if the first had been made an hour before
        db.execute("UPDATE batches SET submitted_at = '2026-11-22T08:00:00+00:00' WHERE message_id = 'm1'")
    newest = BatchRecords(database).newest(campaign, 10)
    assert [record.message_id for record in newest] == ["m2", "m1", None, None]
    assert [record.status for record in newest[2:]] == [BatchStatus.PLANNED] * 2
    assert newest == sorted(Batches(database).records(campaign), key=newest.index)


def test_no_more_requests_than_asked_for(database: Database, campaign: int) -> None:
    accept(database, campaign, "m1", 1, 99)
    assert [record.message_id for record in BatchRecords(database).newest(campaign, 1)] == ["m1"]


def test_message_ids_stand_in_the_order_of_planning(database: Database, campaign: int) -> None:
    accept(database, campaign, "m2", 1, 99)
    lose(database, campaign, 99)
    accept(database, campaign, "m1", 1, 98)
    assert BatchRecords(database).message_ids(campaign) == ("m2", "m1")


def test_nobody_unsure(database: Database, campaign: int) -> None:
    accept(database, campaign, "m1", 1, 99)
    assert BatchRecords(database).unsure(campaign) is None


def test_unsure_knows_the_balance_before_the_first_and_what_others_were_charged_since(
    database: Database, campaign: int
) -> None:
    accept(database, campaign, "m1", 5, 95)
    lose(database, campaign, 95)
    with database.write() as db:  # so that what follows is answered later, whatever the clock's steps
        db.execute("UPDATE batches SET submitted_at = '2026-11-22T08:00:00+00:00' WHERE status = 'unknown'")
        db.execute("UPDATE batches SET answered_at = '2026-11-22T07:59:59+00:00' WHERE message_id = 'm1'")
    accept(database, campaign, "m3", 2, 93)
    lose(database, campaign, 93)
    assert BatchRecords(database).unsure(campaign) == Unsure(
        people=3, credits=3, balance_before=95, charged_since=2
    )


def test_unsure_counts_the_accounts_other_campaigns_and_no_other_accounts(
    database: Database, campaign: int
) -> None:
    lose(database, campaign, None)
    with database.write() as db:
        db.execute("UPDATE batches SET submitted_at = '2026-11-22T08:00:00+00:00' WHERE status = 'unknown'")
    later = plan_campaign(database, [("96550000009", "x")])
    accept(database, later, "m9", 7, 88)
    strangers = plan_campaign(database, [("96550000009", "x")], account="other")
    accept(database, strangers, "m10", 50, 10)
    unsure = BatchRecords(database).unsure(campaign)
    assert unsure == Unsure(people=1, credits=1, balance_before=None, charged_since=7)


def test_requests_of_which_fewer_were_taken_are_counted(database: Database, campaign: int) -> None:
    batches = Batches(database)
    (batch,) = batches.next_planned(campaign, 1)
    batches.submit(batch, None)
    batches.accept(batch.id, answer("m1", 1, 99), "fewer_than_sent")
    accept(database, campaign, "m2", 1, 98)
    assert BatchRecords(database).fewer_than_sent(campaign) == 1
