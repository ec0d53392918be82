"""What each of the gateway's error codes means for a campaign (gateway-api.md §3).

The rule guarded here: an error reply is a clear answer (nothing was taken), whatever its code. Codes
that are not listed pass through as they came and refuse the batch for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason


class OutcomeKind(StrEnum):
    """What became of one request to send."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # for good: this batch will not pass
    REFUSED_FOR_NOW = "refused_for_now"  # the same batch may pass after a wait
    STOP = "stop"  # no batch of the campaign can pass until a person mends something
    UNKNOWN = "unknown"  # may have been taken: never sent again by the program
    NEVER_LEFT = "never_left"  # certainly not taken


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an error code means.

    Attributes:
        kind: what becomes of the batch.
        concerns_text: the text was refused, so every batch with an equal text will be: a campaign
            that has one text only stops.
    """

    kind: OutcomeKind
    concerns_text: bool = False


def outcome_of(code: str) -> Outcome:
    """What an error reply with this code to a request to send means; unlisted: refused for good."""
    return _OUTCOMES.get(code, _REFUSED)


def reason_of(code: str) -> Reason:
    """The Reason of a listed code; GATEWAY_OTHER for one that is not (case G8)."""
    return _REASONS.get(code, Reason.GATEWAY_OTHER)


_REFUSED = Outcome(OutcomeKind.REFUSED)
_TEXT_REFUSED = Outcome(OutcomeKind.REFUSED, concerns_text=True)
_FOR_NOW = Outcome(OutcomeKind.REFUSED_FOR_NOW)
_STOP = Outcome(OutcomeKind.STOP)

_OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        "ERR001": _STOP,  # API switched off
        "ERR002": _STOP,  # a required field is missing
        "ERR003": _STOP,  # wrong credentials
        "ERR004": _STOP,  # no API access
        "ERR005": _STOP,  # account blocked
        "ERR006": _REFUSED,  # no valid numbers; one class with 025
        "ERR007": _REFUSED,  # more than 200 numbers
        "ERR008": _STOP,  # sender ID banned
        "ERR009": _TEXT_REFUSED,  # text empty
        "ERR010": _STOP,  # balance zero
        "ERR011": _STOP,  # balance too small
        "ERR012": _TEXT_REFUSED,  # text too long
        "ERR013": _FOR_NOW,  # queue full
        "ERR024": _STOP,  # IP not on the allow-list
        "ERR025": _REFUSED,
        "ERR026": _REFUSED,  # no route to these numbers
        "ERR027": _TEXT_REFUSED,  # HTML tags
        "ERR028": _FOR_NOW,  # same number within 15 s
        "ERR031": _TEXT_REFUSED,  # bad language
        "ERR032": _TEXT_REFUSED,  # spam
        "ERR033": _STOP,  # no active coverage at all
    }
)

_REASONS: Mapping[str, Reason] = MappingProxyType(
    {str(reason): reason for reason in Reason if reason.name.startswith("ERR")}
)
