"""What the account's balance tells of requests whose answer was lost. One sum for the whole account.

The rule: requests overlap, so there is no balance for each of them. When none of ours is under way, the
youngest unknown request began 120 s ago or earlier, and two readings 30 s apart agree, then what is missing
from the balance is compared with the cost of *all* unknown requests. Evidence may turn all of them into
accepted ones; it never leads to sending again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SETTLING_SECONDS = 120.0
"""A request that began less long ago may still be taken."""

BETWEEN_READINGS_SECONDS = 30.0
"""How far two readings of the balance are apart."""

_ROUNDING = 0.005  # balances are decimals of the gateway's, sums of them are floats


class Finding(StrEnum):
    """What the balance says."""

    SENT = "sent"  # what is missing is just what all of them cost
    NOT_SENT = "not_sent"  # nothing is missing
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures; credits all of them.

    Attributes:
        cost: what all unknown requests of the account cost if the gateway took them.
        balance_before: the last balance known before the first of them left; None: none was.
        charged_since: what the gateway said it charged the account for other requests since then.
        readings: the balance as it is now, asked for at least twice.
    """

    cost: float
    balance_before: float | None
    charged_since: float
    readings: tuple[float, ...]

    @property
    def missing(self) -> float | None:
        """What left the balance and nobody accounts for; None where that cannot be said."""
        if self.balance_before is None or not self.readings:
            return None
        return self.balance_before - self.charged_since - self.readings[-1]

    @property
    def finding(self) -> Finding:
        """What may be concluded. A balance that still moves, or was topped up, proves nothing."""
        missing = self.missing
        if missing is None or not _agree(self.readings):
            return Finding.UNCLEAR
        if _is_near(missing, 0.0):
            return Finding.NOT_SENT
        return Finding.SENT if _is_near(missing, self.cost) else Finding.UNCLEAR


def seconds_until_fit(now: float, began: float, settling: float = SETTLING_SECONDS) -> float:
    """How long to wait before the first reading.

    Args:
        now: the present time.
        began: when the youngest unknown request began. A clock that was set back since makes it lie ahead;
            then the full time is waited from now on.
        settling: ``SETTLING_SECONDS``.
    """
    return max(0.0, settling - max(0.0, now - began))


def _agree(readings: Sequence[float]) -> bool:
    return len(readings) > 1 and _is_near(readings[-1], readings[-2])


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) < _ROUNDING
