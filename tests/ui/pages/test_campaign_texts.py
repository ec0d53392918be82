from __future__ import annotations

import pytest

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.history import Unsure
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.campaign_texts import (
    headline,
    held_text,
    pace_text,
    time_left_text,
    unsure_figures,
    unsure_text,
    waiting_text,
)

ACCEPTED, REFUSED, UNKNOWN = RecipientStatus.ACCEPTED, RecipientStatus.REFUSED, RecipientStatus.UNKNOWN
QUEUED, SUBMITTING, CANCELLED = (
    RecipientStatus.QUEUED,
    RecipientStatus.SUBMITTING,
    RecipientStatus.CANCELLED,
)
RUNNING, FINISHED, PAUSED = CampaignState.RUNNING, CampaignState.FINISHED, CampaignState.PAUSED


@pytest.mark.parametrize(
    ("state", "counts", "sentence"),
    [
        pytest.param(
            FINISHED,
            {ACCEPTED: 1148, REFUSED: 2},
            "1,148 accepted by kwtSMS, 2 refused, nobody unsure. 2,296 credits used.",
            id="finished",
        ),
        pytest.param(
            FINISHED,
            {REFUSED: 3},
            "None accepted by kwtSMS, 3 refused, nobody unsure. 2,296 credits used.",
            id="all refused",
        ),
        pytest.param(
            FINISHED,
            {ACCEPTED: 1, UNKNOWN: 200},
            "1 accepted by kwtSMS, nobody refused, 200 unsure. 2,296 credits used.",
            id="unsure",
        ),
        pytest.param(
            CampaignState.CANCELLED,
            {ACCEPTED: 800, CANCELLED: 350},
            "800 accepted by kwtSMS, nobody refused, nobody unsure, 350 not sent to. 2,296 credits used.",
            id="cancelled",
        ),
        pytest.param(
            RUNNING,
            {ACCEPTED: 812, QUEUED: 138, SUBMITTING: 200},
            "812 of 1,150 accepted by kwtSMS",
            id="running",
        ),
        pytest.param(
            PAUSED, {REFUSED: 200, QUEUED: 950}, "0 of 1,150 accepted by kwtSMS", id="none yet, some refused"
        ),
        pytest.param(RUNNING, {QUEUED: 1}, "Nothing was sent yet: 1 person is waiting.", id="one waits"),
        pytest.param(
            CampaignState.PLANNED, {QUEUED: 9}, "Nothing was sent yet: 9 people are waiting.", id="planned"
        ),
        pytest.param(
            FINISHED,
            {RecipientStatus.RECEIVED: 3, RecipientStatus.DISPATCHED: 4},
            "7 accepted by kwtSMS, nobody refused, nobody unsure. 2,296 credits used.",
            id="later statuses count as accepted",
        ),
    ],
)
def test_one_sentence_says_how_it_stands(
    state: CampaignState, counts: dict[RecipientStatus, int], sentence: str
) -> None:
    assert headline(state, counts, 2296, is_test=False) == sentence


def test_a_test_holds_credits_and_uses_none() -> None:
    assert headline(FINISHED, {ACCEPTED: 1}, 1, is_test=True).endswith("1 credit held.")
    assert held_text(10).startswith("Test: nobody receives anything. 10 credits are held until")


@pytest.mark.parametrize(
    ("rate", "requests", "people", "text"),
    [
        pytest.param(2.0, 6, 1150, "2 requests a second, about 383 people", id="one text"),
        pytest.param(2.0, 1150, 1150, "2 requests a second, about 2 people", id="own texts"),
        pytest.param(1.0, 1150, 1150, "1 request a second, about 1 person", id="one a second"),
        pytest.param(0.5, 1150, 1150, "0.5 requests a second, about 1 person", id="slower than one"),
        pytest.param(4.0, 1, 5, "4 requests a second, about 5 people", id="no more people than there are"),
    ],
)
def test_the_pace_names_requests_and_people(rate: float, requests: int, people: int, text: str) -> None:
    assert pace_text(rate, requests, people) == text


@pytest.mark.parametrize(
    ("state", "left", "text"),
    [
        (RUNNING, 10, "About 5 seconds left"),
        (RUNNING, 0, "Waiting for the last answers"),
        (PAUSED, 720, "The rest takes about 6 minutes"),
        (CampaignState.PLANNED, 4, "It will take about 2 seconds"),
        (PAUSED, 0, ""),
    ],
)
def test_the_time_that_is_left(state: CampaignState, left: int, text: str) -> None:
    assert time_left_text(state, left, 2.0) == text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason.ERR013, "kwtSMS's queue is full: trying again in 28 seconds."),
        (Reason.NOT_CONNECTED, "kwtSMS could not be reached. Trying again in 28 seconds."),
        (None, ""),
    ],
)
def test_a_wait_says_why_and_how_long(reason: Reason | None, text: str) -> None:
    progress = SendingProgress({}, 0, 0.0, None, waiting=reason, wait_seconds=28.0)
    assert waiting_text(progress) == text


def test_who_was_interrupted_was_not_cut_off() -> None:
    assert unsure_text(200, {"interrupted": 200}).startswith("The program ended while 200 people")
    assert unsure_text(200, {"answer_lost": 200}).startswith("The connection broke while 200 people")
    assert "may or may not have taken them" in unsure_text(1, {})


def test_figures_that_are_not_known_are_left_out() -> None:
    figures = unsure_figures(Unsure(200, 400, None, 0.0), None)
    assert [(name, without_isolates(amount)) for name, amount in figures] == [
        ("Cost of the unsure messages", "400")
    ]
