"""A campaign: its state, the allowed moves, and the state that its recipients imply."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kwtsms_desktop.core.recipient import OPEN, TAKEN, RecipientStatus


class CampaignState(StrEnum):
    """Where a campaign stands as a whole."""

    PLANNED = "planned"  # frozen, nothing sent yet
    SCHEDULED = "scheduled"
    RUNNING = "running"  # only while its sender holds the send lock
    PAUSED = "paused"  # by the user, by a lost connection, by a crash: can go on
    STOPPED = "stopped"  # by the account (credentials, balance, IP): can go on once mended
    FINISHED = "finished"  # nothing queued or submitting; unknown may remain
    CANCELLED = "cancelled"


_S = CampaignState

MOVES: Mapping[CampaignState, frozenset[CampaignState]] = MappingProxyType(
    {
        _S.PLANNED: frozenset({_S.SCHEDULED, _S.RUNNING, _S.CANCELLED}),
        _S.SCHEDULED: frozenset({_S.PLANNED, _S.RUNNING, _S.CANCELLED}),
        _S.RUNNING: frozenset({_S.PAUSED, _S.STOPPED, _S.FINISHED, _S.CANCELLED}),
        _S.PAUSED: frozenset({_S.RUNNING, _S.FINISHED, _S.CANCELLED}),
        _S.STOPPED: frozenset({_S.RUNNING, _S.FINISHED, _S.CANCELLED}),
        # running: an unknown batch was sent again by the user's hand
        _S.FINISHED: frozenset({_S.RUNNING, _S.PAUSED}),
        _S.CANCELLED: frozenset(),
    }
)

RESUMABLE = frozenset({_S.PLANNED, _S.SCHEDULED, _S.PAUSED, _S.STOPPED})


def is_complete(counts: Mapping[RecipientStatus, int]) -> bool:
    """Whether nobody is left to be sent to (unknown ones are not: they wait for the user)."""
    return all(counts.get(status, 0) == 0 for status in OPEN)


def taken(counts: Mapping[RecipientStatus, int]) -> int:
    """How many recipients kwtSMS accepted, whatever became of their messages afterwards."""
    return sum(counts.get(status, 0) for status in TAKEN)
