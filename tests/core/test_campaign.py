from __future__ import annotations

import pytest

from kwtsms_desktop.core.campaign import MOVES, RESUMABLE, CampaignState, is_complete, taken
from kwtsms_desktop.core.moves import MoveError, move
from kwtsms_desktop.core.recipient import RecipientStatus

S = CampaignState
R = RecipientStatus

ALLOWED = {
    (S.PLANNED, S.SCHEDULED),
    (S.PLANNED, S.RUNNING),
    (S.PLANNED, S.CANCELLED),
    (S.SCHEDULED, S.PLANNED),
    (S.SCHEDULED, S.RUNNING),
    (S.SCHEDULED, S.CANCELLED),
    (S.RUNNING, S.PAUSED),
    (S.RUNNING, S.STOPPED),
    (S.RUNNING, S.FINISHED),
    (S.RUNNING, S.CANCELLED),
    (S.PAUSED, S.RUNNING),
    (S.PAUSED, S.FINISHED),
    (S.PAUSED, S.CANCELLED),
    (S.STOPPED, S.RUNNING),
    (S.STOPPED, S.FINISHED),
    (S.STOPPED, S.CANCELLED),
    (S.FINISHED, S.RUNNING),
    (S.FINISHED, S.PAUSED),
}


@pytest.mark.parametrize(("current", "wanted"), sorted(ALLOWED))
def test_listed_moves_work(current: CampaignState, wanted: CampaignState) -> None:
    assert move(MOVES, current, wanted) is wanted


@pytest.mark.parametrize(
    ("current", "wanted"), sorted({(a, b) for a in S for b in S if (a, b) not in ALLOWED})
)
def test_unlisted_moves_raise(current: CampaignState, wanted: CampaignState) -> None:
    with pytest.raises(MoveError):
        move(MOVES, current, wanted)


def test_the_table_names_every_state() -> None:
    assert set(MOVES) == set(S)


def test_nothing_leads_out_of_a_cancelled_campaign() -> None:
    assert {state for state, reachable in MOVES.items() if not reachable} == {S.CANCELLED}


def test_what_can_be_resumed_can_run() -> None:
    assert {S.PLANNED, S.SCHEDULED, S.PAUSED, S.STOPPED} == RESUMABLE
    assert all(S.RUNNING in MOVES[state] for state in RESUMABLE)


@pytest.mark.parametrize(
    ("counts", "complete"),
    [
        pytest.param({}, True, id="nobody"),
        pytest.param({R.ACCEPTED: 5, R.REFUSED: 1}, True, id="all-answered"),
        pytest.param({R.ACCEPTED: 5, R.QUEUED: 0}, True, id="zero-queued"),
        pytest.param({R.UNKNOWN: 3}, True, id="unknown-waits-for-the-user"),
        pytest.param({R.ACCEPTED: 5, R.QUEUED: 1}, False, id="queued"),
        pytest.param({R.SUBMITTING: 1}, False, id="submitting"),
    ],
)
def test_complete_when_nobody_is_left_to_send_to(counts: dict[RecipientStatus, int], complete: bool) -> None:
    assert is_complete(counts) is complete


@pytest.mark.parametrize(
    ("counts", "total"),
    [
        pytest.param({}, 0, id="nobody"),
        pytest.param(
            {R.ACCEPTED: 1, R.DISPATCHED: 2, R.RECEIVED: 4, R.UNDELIVERED: 8, R.STUCK: 16}, 31, id="all"
        ),
        pytest.param({R.QUEUED: 1, R.SUBMITTING: 1, R.REFUSED: 1, R.UNKNOWN: 1}, 0, id="not-taken"),
        pytest.param({R.SKIPPED: 1, R.CANCELLED: 1, R.ACCEPTED: 3}, 3, id="left-out"),
    ],
)
def test_taken_counts_whoever_kwtsms_accepted(counts: dict[RecipientStatus, int], total: int) -> None:
    assert taken(counts) == total
