from __future__ import annotations

from collections.abc import Iterator

import pytest

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.moves import MoveError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage.batches import Batches
from kwtsms_desktop.storage.campaign_writer import PlannedRecipient
from kwtsms_desktop.storage.campaigns import Campaigns, NewCampaign
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.recipients import Recipients
from tests.support.builders import plan_campaign


def new(rows: int) -> NewCampaign:
    return NewCampaign(None, "clients", rows, ("Mobile",), "demo", "MYSHOP", "Hi", True, 2.0, 500.0)


def recipient(row: int, text: str = "Hi", segments: int = 1) -> PlannedRecipient:
    phone = f"9655{row:07d}"
    return PlannedRecipient(row, phone, f'["{phone}"]', text, "gsm7", segments)


@pytest.mark.parametrize(("people", "requests"), [(1, 1), (200, 1), (201, 2), (401, 3)])
def test_one_text_goes_out_in_batches_of_200(database: Database, people: int, requests: int) -> None:
    campaign = Campaigns(database).plan(new(people), map(recipient, range(people)))
    assert Batches(database).planned_count(campaign) == requests


def test_different_texts_never_share_a_batch(database: Database) -> None:
    campaign = plan_campaign(database, [("96550000001", "a"), ("96550000002", "b"), ("96550000003", "a")])
    batches = Batches(database).next_planned(campaign, 10)
    assert [(batch.text, batch.phones) for batch in batches] == [
        ("a", ("96550000001", "96550000003")),
        ("b", ("96550000002",)),
    ]


def test_the_cost_is_segments_times_people(database: Database) -> None:
    people = [recipient(1), recipient(2), recipient(3, "long", 3)]
    campaigns = Campaigns(database)
    planned = campaigns.get(campaigns.plan(new(5), people))
    assert planned is not None
    assert (planned.planned_credits, planned.left_out) == (5, 2)
    assert campaigns.segments(planned.id) == {1: 2, 3: 1}


def test_nobody_to_send_to_stores_nothing(database: Database) -> None:
    with pytest.raises(UserError) as caught:
        Campaigns(database).plan(new(3), [])
    assert caught.value.reason is Reason.NO_RECIPIENTS
    assert Campaigns(database).all() == []


def test_a_problem_while_planning_undoes_everything(database: Database) -> None:
    def broken() -> Iterator[PlannedRecipient]:
        yield recipient(1)
        raise UserError(Reason.TEXT_TOO_LONG, row=2)

    with pytest.raises(UserError):
        Campaigns(database).plan(new(2), broken())
    for table in ("campaigns", "texts", "batches", "recipients"):
        assert database.read(f"SELECT * FROM {table}") == []


def test_a_campaign_moves_only_along_its_table(database: Database) -> None:
    campaigns = Campaigns(database)
    campaign = plan_campaign(database, [("96550000001", "a")])
    with pytest.raises(MoveError):
        campaigns.end(campaign, CampaignState.FINISHED)
    campaigns.start(campaign)
    campaigns.end(campaign, CampaignState.PAUSED, Reason.PAUSED_BY_USER.value, {"code": "x"}, 1.5)
    found = campaigns.get(campaign)
    assert found is not None
    assert (found.state, found.reason, found.sending_seconds) == (CampaignState.PAUSED, "paused_by_user", 1.5)
    assert dict(found.reason_details) == {"code": "x"}


def test_a_campaign_nobody_sends_is_paused(database: Database) -> None:
    campaigns = Campaigns(database)
    campaign = plan_campaign(database, [("96550000001", "a")])
    campaigns.start(campaign)
    assert campaigns.pause_orphans() == 1
    found = campaigns.get(campaign)
    assert found is not None
    assert (found.state, found.reason) == (CampaignState.PAUSED, Reason.INTERRUPTED.value)


def test_recipients_are_found_by_status_and_by_text(database: Database) -> None:
    campaign = plan_campaign(database, [("96550000001", "a"), ("96550000002", "b")])
    recipients = Recipients(database)
    first, second = recipients.ids(campaign)
    assert list(recipients.ids(campaign, search="50000002")) == [second]
    assert list(recipients.ids(campaign, [RecipientStatus.REFUSED])) == []
    assert [person.id for person in recipients.page([second, first])] == [second, first]
