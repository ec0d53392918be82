"""One person of a campaign: the status and its allowed moves.

``queued → submitting → accepted → dispatched → received | undelivered`` is the straight way; the table
holds the rest. A test message stays ``accepted`` whatever the gateway's queue says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class RecipientStatus(StrEnum):
    """Where one recipient stands."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DISPATCHED = "dispatched"
    STUCK = "stuck"
    RECEIVED = "received"
    UNDELIVERED = "undelivered"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


_S = RecipientStatus

MOVES: Mapping[RecipientStatus, frozenset[RecipientStatus]] = MappingProxyType(
    {
        _S.QUEUED: frozenset({_S.SUBMITTING, _S.SKIPPED, _S.CANCELLED}),
        # back to queued: never left, queue full, 15-second rule
        _S.SUBMITTING: frozenset({_S.QUEUED, _S.ACCEPTED, _S.REFUSED, _S.UNKNOWN}),
        # refused: the gateway took fewer than were sent and validate/ named this one
        _S.ACCEPTED: frozenset({_S.DISPATCHED, _S.STUCK, _S.RECEIVED, _S.UNDELIVERED, _S.REFUSED}),
        _S.DISPATCHED: frozenset({_S.RECEIVED, _S.UNDELIVERED}),
        _S.STUCK: frozenset({_S.DISPATCHED}),
        # accepted: by evidence or by hand; queued: only by the user's hand
        _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.QUEUED}),
        _S.REFUSED: frozenset(),
        _S.RECEIVED: frozenset(),
        _S.UNDELIVERED: frozenset(),
        _S.SKIPPED: frozenset(),
        _S.CANCELLED: frozenset(),
    }
)

TAKEN = frozenset({_S.ACCEPTED, _S.DISPATCHED, _S.RECEIVED, _S.UNDELIVERED, _S.STUCK})
"""The statuses that mean "accepted by kwtSMS" in words and in ``taken`` of the command line."""

OPEN = frozenset({_S.QUEUED, _S.SUBMITTING})
"""While a recipient is in one of these, its campaign is not finished."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient as frozen when the campaign was planned, with its present status.

    Attributes:
        row: row number in the spreadsheet, as the user sees it there.
        phone: digits with country code.
        reason: code of what went wrong, None where nothing did.
    """

    id: int
    row: int
    phone: str
    text: str
    segments: int
    status: RecipientStatus
    reason: str | None
    message_id: str | None
