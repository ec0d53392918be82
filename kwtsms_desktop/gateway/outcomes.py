"""What the gateway's answers say, as records in the program's own words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.codes import OutcomeKind, outcome_of


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """What became of one request to send.

    Attributes:
        kind: what happened, and so what may be done next.
        message_id: the gateway's ID of the whole request; None where it gave none, even if accepted.
        accepted_numbers: how many numbers it says it took; may be fewer than were sent.
        credits: what it charged for the request.
        balance_after: credits left; None unless it is a number that can be believed (case G12).
        gateway_timestamp: the gateway's clock exactly as it came; its time zone is not certain
            (gateway-api.md §7).
        code: the gateway's own code where it refused; ``ERROR`` where it gave none.
        description: what the gateway said about it, a piece of an unreadable answer, or what the
            connection broke with. For details and logs; no credentials in it.
        reason: the code shown to people; None where accepted.
    """

    kind: OutcomeKind
    message_id: str | None = None
    accepted_numbers: int | None = None
    credits: float | None = None
    balance_after: float | None = None
    gateway_timestamp: int | None = None
    code: str | None = None
    description: str | None = None
    reason: Reason | None = None

    @property
    def concerns_text(self) -> bool:
        """Whether the text was refused: a campaign that has one text only cannot go on."""
        return self.code is not None and outcome_of(self.code).concerns_text


@dataclass(frozen=True, slots=True)
class Validation:
    """What the gateway says about numbers; each as it was asked about.

    Attributes:
        ok: can be sent to.
        wrong: not in the form of a mobile number with country code.
        no_route: the country is not active on this account.
    """

    ok: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    no_route: tuple[str, ...] = ()


class QueueState(StrEnum):
    """Where a message stands in the gateway's queue. Says nothing about delivery."""

    SENT = "sent"  # handed on to the operators
    QUEUED = "queued"
    STUCK = "stuck"  # ERR030; normal for a test message
    UNKNOWN_ID = "unknown_id"  # ERR029
    OTHER = "other"  # a word that is not documented


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """The queue's word about one message ID.

    Attributes:
        state: the word as understood.
        raw: the word (or code) as it came.
        description: the gateway's own sentence, empty where it gave none.
    """

    state: QueueState
    raw: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """An operator's word about one number; free text, the list of texts is not documented."""

    phone: str
    status_text: str
