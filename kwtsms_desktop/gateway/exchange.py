"""The seam between what is said and how it travels: a transport, its reply, and its two ways to fail.

The rule guarded here: *never left* is claimed only where no byte of a request can have reached the
network. Every doubt is an *answer lost*: the gateway may have taken, and charged, the request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from kwtsms_desktop.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, complete: errors come with any status, so the status alone decides nothing."""

    status: int
    body: bytes = field(repr=False)


class Transport(Protocol):
    """Carries one request. Belongs to one thread."""

    def post(self, url: str, body: bytes) -> Reply:
        """The complete reply to one POST, made at most once.

        Raises:
            NeverLeft: certainly no byte of the body left this machine.
            AnswerLost: it may have arrived, and there is no complete reply.
        """
        ...

    def close(self) -> None:
        """Drop the connections."""
        ...


class NeverLeft(Exception):  # noqa: N818  (says what happened: that is the point of it)
    """No byte of the body left: safe to try again.

    Attributes:
        reason: NOT_CONNECTED or TLS_FAILED.
        detail: for the log; holds no credentials.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class AnswerLost(Exception):  # noqa: N818  (as above)
    """The request may have arrived and there is no complete reply: never to be repeated by itself.

    Attributes:
        reason: ANSWER_LOST.
        detail: for the log; holds no credentials.
        timed_out: whether nothing more came in time (rather than a reset, or too much).
    """

    def __init__(self, detail: str, *, timed_out: bool = False) -> None:
        super().__init__(Reason.ANSWER_LOST, detail)
        self.reason = Reason.ANSWER_LOST
        self.detail = detail
        self.timed_out = timed_out
