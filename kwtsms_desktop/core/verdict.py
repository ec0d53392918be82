"""The verdict of a check. Every entry of a contact list has exactly one, and they add up to the list."""

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
