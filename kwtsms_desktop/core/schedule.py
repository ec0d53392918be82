"""When a campaign that is to be sent later may begin, and when its user has to be asked instead.

Rule: nothing begins before its time, and nothing begins late by itself. A clock that was set is no passing of
time: a campaign begins only when the wall clock and a clock that nobody can set agree that it is time.

Moments are seconds since 1970 in UTC, as the caller's clock gives them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GRACE_SECONDS = 15 * 60.0
"""How late a campaign may still begin by itself."""

TOLERANCE_SECONDS = 120.0
"""By how much the two clocks may come apart without anybody having set one of them (a week's drift)."""

KUWAIT_SECONDS = 3 * 60 * 60
"""Kuwait is so far ahead of UTC, in winter and in summer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Two clocks, read at the same moment.

    Attributes:
        wall: what the user sees; can be set to anything at any time.
        steady: seconds since some moment in the past; goes on while the computer sleeps, cannot be set.
    """

    wall: float
    steady: float


class Timing(StrEnum):
    """What the clocks say of a campaign that is to be sent later."""

    WAITING = "waiting"
    DUE = "due"
    MISSED = "missed"  # its time passed while nobody looked: its user is asked
    DOUBTFUL = "doubtful"  # only the wall clock says that it is time, and it was set: its user is asked


def judge(send_at: float, now: Reading, first_seen: Reading, grace: float = GRACE_SECONDS) -> Timing:
    """What to do about a campaign.

    Args:
        send_at: when it is to begin.
        now: the clocks now.
        first_seen: the clocks when this program first saw that time (when it was chosen, or when the
            program started).
        grace: how late it may begin by itself, in seconds.
    """
    if now.wall < send_at:
        return Timing.WAITING
    passed = first_seen.wall + (now.steady - first_seen.steady)
    if passed < send_at - TOLERANCE_SECONDS:
        return Timing.DOUBTFUL
    return Timing.DUE if now.wall - send_at <= grace else Timing.MISSED


def minute_in_kuwait(moment: float) -> int:
    """The minute of the day in Kuwait, 0 to 1439."""
    return int((moment + KUWAIT_SECONDS) // 60) % (24 * 60)


def next_morning(now: float, minute: int) -> float:
    """The next moment at which it is this minute of the day in Kuwait, at least an hour away.

    Args:
        now: from when on.
        minute: of the day in Kuwait.
    """
    day = 24 * 60 * 60
    midnight = (now + KUWAIT_SECONDS) // day * day - KUWAIT_SECONDS
    wanted = midnight + minute * 60
    while wanted - now < 60 * 60:
        wanted += day
    return wanted
