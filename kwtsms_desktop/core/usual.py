"""Kuwaiti numbers in the few ways nearly all of them are written: read a million times, judged once a way.

What ``core.phone`` finds of one number written in some way (``+965 9876 5432``) it finds of every other
written in the same way, those with usual and with unusual beginnings apart. So it is asked once a way, and
what it says is remembered; it stays the only home of the rules.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from kwtsms_desktop.core.numbering import KUWAIT, usual_kuwaiti_beginnings
from kwtsms_desktop.core.phone import Policy, read_phone
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict

_WRITTEN = re.compile(r"((?:\+|00)?965[ -]?|)([4569][0-9]{3})([ -]?)([0-9]{4})").fullmatch
_LOCAL = re.compile("[4569][0-9]{7}").fullmatch  # most are written so, and this takes half as long
_LOCAL_LENGTH = 8
_BEGINNINGS = usual_kuwaiti_beginnings(4)

Way: TypeAlias = tuple[tuple[Repair, ...], tuple[Reason, ...]]
"""What all numbers of one way of writing have in common: repairs and warnings. The same object each time."""


class UsualNumbers:
    """Reads what is written as nearly all numbers are, under one policy."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._ways: dict[tuple[str, str, bool], Way | None] = {}

    def read(self, text: str) -> tuple[str, Way] | None:
        """A valid number; None where the cell has to be read by ``read_phone``."""
        if len(text) == _LOCAL_LENGTH and _LOCAL(text):
            before = between = ""
            beginning, end = text[:4], text[4:]
        elif (written := _WRITTEN(text)) is not None:
            before, beginning, between, end = written.groups()
        else:
            return None
        key = before, between, beginning in _BEGINNINGS
        try:
            way = self._ways[key]
        except KeyError:
            way = self._ways[key] = self._way(text, beginning + end)
        return None if way is None else (KUWAIT + beginning + end, way)

    def _way(self, text: str, local: str) -> Way | None:
        reading = read_phone(text, self._policy)
        if reading.verdict is not Verdict.VALID or reading.phone != KUWAIT + local or reading.details:
            return None
        return reading.repairs, reading.warnings
