from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from kwtsms_desktop.core.moves import MoveError, move
from kwtsms_desktop.core.recipient import MOVES, OPEN, TAKEN, Recipient, RecipientStatus

S = RecipientStatus

ALLOWED = {
    (S.QUEUED, S.SUBMITTING),
    (S.QUEUED, S.SKIPPED),
    (S.QUEUED, S.CANCELLED),
    (S.SUBMITTING, S.QUEUED),
    (S.SUBMITTING, S.ACCEPTED),
    (S.SUBMITTING, S.REFUSED),
    (S.SUBMITTING, S.UNKNOWN),
    (S.ACCEPTED, S.DISPATCHED),
    (S.ACCEPTED, S.STUCK),
    (S.ACCEPTED, S.RECEIVED),
    (S.ACCEPTED, S.UNDELIVERED),
    (S.ACCEPTED, S.REFUSED),
    (S.DISPATCHED, S.RECEIVED),
    (S.DISPATCHED, S.UNDELIVERED),
    (S.STUCK, S.DISPATCHED),
    (S.UNKNOWN, S.ACCEPTED),
    (S.UNKNOWN, S.QUEUED),
}
FINAL = {S.REFUSED, S.RECEIVED, S.UNDELIVERED, S.SKIPPED, S.CANCELLED}


@pytest.mark.parametrize(("current", "wanted"), sorted(ALLOWED))
def test_listed_moves_work(current: RecipientStatus, wanted: RecipientStatus) -> None:
    assert move(MOVES, current, wanted) is wanted


@pytest.mark.parametrize(
    ("current", "wanted"), sorted({(a, b) for a in S for b in S if (a, b) not in ALLOWED})
)
def test_unlisted_moves_raise(current: RecipientStatus, wanted: RecipientStatus) -> None:
    with pytest.raises(MoveError):
        move(MOVES, current, wanted)


def test_the_table_names_every_status() -> None:
    assert set(MOVES) == set(S)


def test_nothing_leads_out_of_the_final_statuses() -> None:
    assert {status for status, reachable in MOVES.items() if not reachable} == FINAL


def test_only_a_marked_recipient_can_be_accepted_or_lost() -> None:
    """Money rule: submitting is committed before the request leaves, so no outcome skips it."""
    assert {current for current, wanted in ALLOWED if wanted is S.UNKNOWN} == {S.SUBMITTING}
    assert {current for current, wanted in ALLOWED if wanted is S.ACCEPTED} == {S.SUBMITTING, S.UNKNOWN}


def test_nobody_who_was_accepted_can_be_queued_again() -> None:
    """Money rule: from accepted, no chain of moves leads back to a second request."""
    reached = {S.ACCEPTED}
    while more := {wanted for status in reached for wanted in MOVES[status]} - reached:
        reached |= more
    assert not reached & {S.QUEUED, S.SUBMITTING, S.UNKNOWN}


def test_taken_is_what_kwtsms_accepted_whatever_became_of_it() -> None:
    assert {S.ACCEPTED, S.DISPATCHED, S.RECEIVED, S.UNDELIVERED, S.STUCK} == TAKEN


def test_open_is_what_keeps_a_campaign_from_being_finished() -> None:
    assert {S.QUEUED, S.SUBMITTING} == OPEN
    assert not OPEN & TAKEN


def test_the_words_are_those_of_the_database() -> None:
    assert [str(status) for status in S] == [
        "queued",
        "submitting",
        "accepted",
        "refused",
        "unknown",
        "dispatched",
        "stuck",
        "received",
        "undelivered",
        "skipped",
        "cancelled",
    ]


def test_a_recipient_is_a_frozen_record() -> None:
    person = Recipient(1, 17, "96598765432", "Hello", 1, S.QUEUED, None, None)
    with pytest.raises(FrozenInstanceError):
        person.__setattr__("status", S.ACCEPTED)
