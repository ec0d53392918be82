"""Who may begin a campaign that has a time of its own: one, once, and only while it waits for that time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.appointments import Appointments
from kwtsms_desktop.storage.campaigns import Campaigns
from kwtsms_desktop.storage.database import Database
from tests.support.builders import plan_campaign

NINE, TEN = "2026-11-29T06:00:00.000+00:00", "2026-11-29T07:00:00.000+00:00"
PEOPLE = [("96550000001", "Hello"), ("96550000002", "Hello")]


@pytest.fixture
def campaign(database: Database) -> int:
    planned = plan_campaign(database, PEOPLE)
    Appointments(database).set(planned, NINE)
    return planned


def test_the_next_one_comes_first_with_people_and_credits(database: Database, campaign: int) -> None:
    earlier = plan_campaign(database, PEOPLE[:1])
    Appointments(database).set(earlier, "2026-11-28T06:00:00.000+00:00")
    found = [(one.campaign_id, one.people, one.credits) for one in Appointments(database).all()]
    assert found == [(earlier, 1, 1), (campaign, 2, 2)]


def test_another_time_takes_the_question_back(database: Database, campaign: int) -> None:
    appointments = Appointments(database)
    assert appointments.hold(campaign, NINE, Reason.SCHEDULE_MISSED.value)
    assert appointments.all()[0].reason == Reason.SCHEDULE_MISSED
    appointments.set(campaign, TEN)
    [one] = appointments.all()
    assert (one.send_at, one.reason) == (TEN, None)


def _begin(database: Database, campaign: int) -> None:
    Campaigns(database).start(campaign, NINE)


def _cancel(database: Database, campaign: int) -> None:
    Campaigns(database).end(campaign, CampaignState.CANCELLED)


def _put_off(database: Database, campaign: int) -> None:
    Appointments(database).set(campaign, TEN)


def _ask(database: Database, campaign: int) -> None:
    Appointments(database).hold(campaign, NINE, Reason.SCHEDULE_MISSED.value)


def _begin_and_pause(database: Database, campaign: int) -> None:
    _begin(database, campaign)
    Campaigns(database).end(campaign, CampaignState.PAUSED, Reason.PAUSED_BY_USER.value)


@pytest.mark.parametrize("meanwhile", [_begin, _cancel, _put_off, _ask, _begin_and_pause])
def test_it_does_not_begin_by_its_time_once_something_else_happened(
    paths: Paths, database: Database, campaign: int, meanwhile: Callable[[Database, int], None]
) -> None:
    with Database(paths) as other_process:
        meanwhile(other_process, campaign)
        after = Campaigns(other_process).get(campaign)
    with pytest.raises(UserError) as caught:
        Campaigns(database).start(campaign, NINE)
    assert caught.value.reason is Reason.NOT_SCHEDULED
    assert Campaigns(database).get(campaign) == after


def test_what_has_begun_gets_no_time_and_asks_nothing(database: Database, campaign: int) -> None:
    _begin(database, campaign)
    appointments = Appointments(database)
    assert not appointments.hold(campaign, NINE, Reason.SCHEDULE_MISSED.value)
    with pytest.raises(UserError) as caught:
        appointments.set(campaign, TEN)
    assert caught.value.reason is Reason.CAMPAIGN_ENDED
    assert appointments.all() == []


def test_there_is_no_time_for_a_campaign_that_is_not(database: Database) -> None:
    with pytest.raises(UserError) as caught:
        Appointments(database).set(77, NINE)
    assert caught.value.reason is Reason.NO_SUCH_CAMPAIGN
