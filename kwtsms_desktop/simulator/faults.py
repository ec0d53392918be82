"""What can go wrong on the way: faults for the n-th next request of an endpoint, for good, or at random.

Every kind says by itself whether the gateway has processed (and charged) the request; that is the whole
difficulty for a client.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Endpoint(StrEnum):
    """The seven documented commands (gateway-api.md §1). ``report`` does not exist."""

    BALANCE = "balance"
    SENDERID = "senderid"
    COVERAGE = "coverage"
    VALIDATE = "validate"
    SEND = "send"
    STATUS = "status"
    DLR = "dlr"


class FaultKind(StrEnum):
    """One way to go wrong; the comment says what became of the request."""

    DROP_BEFORE_READ = "drop_before_read"  # not processed; closed before its body was read
    DROP_AFTER_READ = "drop_after_read"  # not processed; closed without an answer
    HANG = "hang"  # not processed; no answer for as long as the client waits
    HTML_502 = "html_502"  # not processed
    REDIRECT = "redirect"  # not processed; 307 to the same address, which then works
    ERROR = "error"  # not processed; error:ERR011 answers with that code, known or not
    ACCEPT_THEN_DROP = "accept_then_drop"  # processed; closed without an answer
    ACCEPT_LATE = "accept_late"  # accept_late:5 closes at once and processes 5 s later
    ACCEPT_THEN_502 = "accept_then_502"  # processed
    EMPTY_200 = "empty_200"  # processed
    TRUNCATED_JSON = "truncated_json"  # processed; half the JSON as a complete HTTP reply
    HALF_REPLY = "half_reply"  # processed; closed in the middle of the body
    JSON_ARRAY = "json_array"  # processed
    NO_RESULT = "no_result"  # processed; the reply without its key "result"
    BOM = "bom"  # processed; a byte order mark before the JSON
    HUGE_BODY = "huge_body"  # processed; the JSON and 50 MB of spaces
    DEEP_JSON = "deep_json"  # processed; 100,000 arrays in each other
    SLOW = "slow"  # processed; slow:20 answers 20 s later


PROCESSED = frozenset(
    {
        FaultKind.ACCEPT_THEN_DROP,
        FaultKind.ACCEPT_THEN_502,
        FaultKind.EMPTY_200,
        FaultKind.TRUNCATED_JSON,
        FaultKind.HALF_REPLY,
        FaultKind.JSON_ARRAY,
        FaultKind.NO_RESULT,
        FaultKind.BOM,
        FaultKind.HUGE_BODY,
        FaultKind.DEEP_JSON,
        FaultKind.SLOW,
    }
)
"""The kinds after which the request has been processed before the client hears (or does not hear) of it."""

_TIMED = frozenset({FaultKind.ACCEPT_LATE, FaultKind.SLOW})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as it hits one request.

    Attributes:
        kind: what happens.
        seconds: how much later, for ``accept_late`` and ``slow``.
        code: the error code, for ``error``.
    """

    kind: FaultKind
    seconds: float = 0.0
    code: str = ""

    @classmethod
    def parse(cls, text: str) -> Fault:
        """A fault from its name: ``html_502``, ``slow:20``, ``accept_late:5``, ``error:ERR011``.

        Raises:
            ValueError: no such fault, or its argument is missing, wrong or not wanted.
        """
        name, separator, argument = text.strip().partition(":")
        try:
            kind = FaultKind(name)
        except ValueError:
            raise ValueError(f"unknown fault {name!r}; faults: {', '.join(FaultKind)}") from None
        if kind in _TIMED:
            return cls(kind, seconds=_seconds(kind, argument))
        if kind is FaultKind.ERROR:
            if not argument:
                raise ValueError(f"{kind} needs a code, as in {kind}:ERR011")
            return cls(kind, code=argument)
        if separator:
            raise ValueError(f"{kind} takes no argument, but got {argument!r}")
        return cls(kind)

    def __str__(self) -> str:
        argument = f"{self.seconds:g}" if self.kind in _TIMED else self.code
        return f"{self.kind}:{argument}" if argument else str(self.kind)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A fault that waits for its request."""

    fault: Fault
    endpoint: Endpoint | None
    skip: int
    times: int | None


class Faults:
    """The faults that wait. Any thread may add and take."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []

    def add(
        self, fault: Fault | str, endpoint: str | None = None, *, skip: int = 0, times: int | None = 1
    ) -> None:
        """Let a fault hit coming requests.

        Args:
            fault: the fault, or its name as in ``Fault.parse``.
            endpoint: only requests to this command; None for all.
            skip: how many such requests pass before it.
            times: how many it hits after that; None for all of them.

        Raises:
            ValueError: unknown fault or endpoint, negative ``skip``, ``times`` under 1.
        """
        if skip < 0 or (times is not None and times < 1):
            raise ValueError("skip must not be negative, and times at least 1")
        waiting = _Waiting(
            fault if isinstance(fault, Fault) else Fault.parse(fault),
            None if endpoint is None else endpoint_named(endpoint),
            skip,
            times,
        )
        with self._lock:
            self._waiting.append(waiting)

    def clear(self) -> None:
        """Forget all faults that wait."""
        with self._lock:
            self._waiting.clear()

    @property
    def waiting(self) -> int:
        """How many faults were added and are not used up."""
        with self._lock:
            return len(self._waiting)

    def take(self, endpoint: Endpoint) -> Fault | None:
        """The fault that hits this request, if any. Every fault that waits for it counts it."""
        hit: Fault | None = None
        kept: list[_Waiting] = []
        with self._lock:
            for waiting in self._waiting:
                if waiting.endpoint not in (None, endpoint):
                    kept.append(waiting)
                elif waiting.skip:
                    kept.append(replace(waiting, skip=waiting.skip - 1))
                elif hit is not None or waiting.times is None:
                    hit = hit or waiting.fault
                    kept.append(waiting)
                else:
                    hit = waiting.fault
                    if waiting.times > 1:
                        kept.append(replace(waiting, times=waiting.times - 1))
            self._waiting = kept
        return hit


def random_fault(chance: random.Random, rate: float, kinds: Iterable[str]) -> Fault | None:
    """A fault with the probability ``rate`` (0 to 1), each kind as likely as the other.

    The random source moves on by the same amount whether or not there is a fault, so that one seed gives
    one sequence.
    """
    choices = tuple(kinds)
    roll, pick = chance.random(), chance.random()
    if not choices or roll >= rate:
        return None
    return Fault.parse(choices[int(pick * len(choices))])


def endpoint_named(name: str) -> Endpoint:
    """The command of this name.

    Raises:
        ValueError: there is none.
    """
    try:
        return Endpoint(name)
    except ValueError:
        raise ValueError(f"unknown endpoint {name!r}; endpoints: {', '.join(Endpoint)}") from None


def _seconds(kind: FaultKind, argument: str) -> float:
    try:
        seconds = float(argument)
    except ValueError:
        raise ValueError(f"{kind} needs seconds, as in {kind}:5, not {argument!r}") from None
    if not 0 <= seconds < float("inf"):
        raise ValueError(f"{kind}: {argument} is not a time to wait")
    return seconds
