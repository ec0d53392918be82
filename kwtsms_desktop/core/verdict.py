"""The verdict of a check, and what the user or the gateway said of a row.

Every entry of a contact list has exactly one verdict, and they add up to the list.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What will happen to one row."""

    VALID = "valid"  # will be sent to (perhaps repaired, perhaps with a warning)
    NEEDS_REVIEW = "needs_review"  # a low-confidence reading: sent to only when ticked
    DUPLICATE = "duplicate"  # repeats the number of another row
    INVALID = "invalid"
    NOT_COVERED = "not_covered"  # the account cannot send to that country
    BLOCKED = "blocked"  # on the block list
    BLANK = "blank"  # the phone cell is empty
    EXCLUDED = "excluded"  # left out by the user


class Choice(StrEnum):
    """What the user decided about one row; it outlives every check."""

    EXCLUDED = "excluded"  # not sent to
    ACCEPTED = "accepted"  # a row to look at: send to every number that was read in it


class GatewayView(StrEnum):
    """What the gateway said of a number when it was asked (``validate/``, gateway-api.md §2)."""

    OK = "ok"
    WRONG = "wrong"  # ER: not a number it can send to
    NO_ROUTE = "no_route"  # NR: the account has no route to that country
