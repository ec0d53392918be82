"""What a sending loop does next: submit, wait, or stop. Time is an argument; nothing here waits.

The rule: the gateway blocks an address that makes more than 5 requests a second and recommends 2
(gateway-api.md §4). Request starts are evenly spaced, without bursts, because the firewall counts
arrivals and the network moves them together. A full queue is left alone for 30, 60, 120 seconds, and one
number gets no two messages within 15 seconds.

Times are seconds of one clock that is never set back. Starts remembered from an earlier run of the program
may come from another one: ``next_start`` bears with them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

REQUESTS_PER_SECOND = 2.0
"""The pace when nobody chose another."""

MAX_REQUESTS_PER_SECOND = 4.0
"""No faster pace is kept, whatever is asked for: jitter turns 5 a second into 6."""

QUEUE_FULL_WAITS = (30.0, 60.0, 120.0)
"""Seconds to wait after the first, second and third ERR013 in a row (gateway-cases B21)."""

SAME_NUMBER_SECONDS = 16.0
"""Seconds between two messages to one number: a little over the 15 of ERR028 (gateway-cases B22)."""

MAX_IN_FLIGHT = 4
"""Requests without an answer yet. They overlap so that slow answers do not slow the pace."""

ANY_TIME = -math.inf
"""A time that is always past."""


def next_start(now: float, recent_starts: Sequence[float], rate: float) -> float:
    """When the next request may start: ``now`` or later, at most ``1 / rate`` seconds later.

    Args:
        now: the present time.
        recent_starts: when requests were started, in any order; the last one would do. The clock may have
            been set back since: a start that lies further ahead than one interval says nothing and is
            left out, a nearer one counts as made now.
        rate: request starts per second; more than ``MAX_REQUESTS_PER_SECOND`` is taken as that.

    Raises:
        ValueError: the rate is not above 0.
    """
    interval = _interval(rate)
    last = max((min(start, now) for start in recent_starts if start <= now + interval), default=ANY_TIME)
    return max(now, last + interval)


def seconds_needed(requests: int, rate: float) -> float:
    """How long so many requests take at that pace.

    Raises:
        ValueError: the rate is not above 0.
    """
    return requests * _interval(rate)


def minutes_needed(requests: int, rate: float) -> float:
    """The same in minutes, rounded up to a tenth: never a promise that cannot be kept.

    Raises:
        ValueError: the rate is not above 0.
    """
    return math.ceil(round(seconds_needed(requests, rate) / 6, 6)) / 10


@dataclass(frozen=True, slots=True)
class QueueBackoff:
    """How patient to be with a full queue.

    Attributes:
        attempts: how often in a row the gateway has said ERR013.
        waits: seconds to wait after the first, second … of them.
    """

    attempts: int = 0
    waits: tuple[float, ...] = QUEUE_FULL_WAITS

    @property
    def wait_seconds(self) -> float | None:
        """How long to wait before the next request; None: give up and pause the campaign."""
        if self.attempts == 0:
            return 0.0
        return self.waits[self.attempts - 1] if self.attempts <= len(self.waits) else None

    def after_full(self) -> QueueBackoff:
        """After one more ERR013."""
        return replace(self, attempts=self.attempts + 1)

    def after_success(self) -> QueueBackoff:
        """After a request that was taken: patience starts anew."""
        return replace(self, attempts=0)


class SameNumberSpacing:
    """Keeps messages to one number ``SAME_NUMBER_SECONDS`` apart.

    Only numbers that occur more than once in a campaign are remembered, and those put on hold.
    """

    def __init__(self, repeated: Iterable[str], seconds: float = SAME_NUMBER_SECONDS) -> None:
        self._seconds = seconds
        self._last: dict[str, float] = dict.fromkeys(repeated, ANY_TIME)

    def ready_at(self, phones: Iterable[str]) -> float:
        """From when on all these numbers may get a message; ``ANY_TIME`` where nothing is in the way."""
        return max((self._last.get(phone, ANY_TIME) for phone in phones), default=ANY_TIME) + self._seconds

    def note(self, phones: Iterable[str], now: float) -> None:
        """These numbers are being submitted now."""
        for phone in phones:
            if phone in self._last:
                self._last[phone] = now

    def hold(self, phones: Iterable[str], now: float) -> None:
        """The gateway refused these with ERR028: one of them got a message from elsewhere just now."""
        self._last.update(dict.fromkeys(phones, now))


@dataclass(frozen=True, slots=True)
class Submit:
    """Start a request now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to start for so long; then, or as soon as an answer comes, ask again."""

    seconds: float


@dataclass(frozen=True, slots=True)
class AwaitAnswer:
    """Nothing to start before an answer comes."""


@dataclass(frozen=True, slots=True)
class Stop:
    """All is submitted and answered."""


Step: TypeAlias = Submit | Wait | AwaitAnswer | Stop


def next_step(
    now: float, in_flight: int, queued: int, hold_until: float = ANY_TIME, ready_at: float = ANY_TIME
) -> Step:
    """What to do now. The pace is not asked here: its turn, once taken, counts for all processes.

    Args:
        now: the present time.
        in_flight: requests without an answer yet.
        queued: batches that wait to be submitted; 0 to let a paused or cancelled campaign run out.
        hold_until: when the wait for a full queue (``QueueBackoff``) or a lost network ends.
        ready_at: when the first of the waiting batches may go (``SameNumberSpacing``).
    """
    if queued == 0:
        return AwaitAnswer() if in_flight else Stop()
    if in_flight >= MAX_IN_FLIGHT:
        return AwaitAnswer()
    start = max(hold_until, ready_at)
    return Submit() if start <= now else Wait(start - now)


def _interval(rate: float) -> float:
    """Seconds from one request start to the next."""
    if not rate > 0:  # also true for "not a number"
        message = f"not a pace: {rate} requests a second"
        raise ValueError(message)
    return 1 / min(rate, MAX_REQUESTS_PER_SECOND)
