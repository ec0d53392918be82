"""One pass over the rows of a list: each gets one verdict, and the verdicts add up to the list.

What speaks first decides: left out by the user, blank, invalid, needs review, blocked, refused by the
gateway, not covered, duplicate, valid. Only a valid row of one number makes later rows duplicates: nobody
knows yet whether a row that needs review will be sent to. A cell of several numbers that the user accepted
stays valid beside rows that have one of them; such a number is sent to once all the same (composing).
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import StrEnum
from typing import NamedTuple

from kwtsms_desktop.core.numbering import Details, calling_code_of
from kwtsms_desktop.core.phone import PROGRAM, PhoneReading, Policy, normalize, read_phone
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.usual import UsualNumbers, Way
from kwtsms_desktop.core.verdict import Choice, GatewayView, Verdict


class KeepDuplicate(StrEnum):
    """Which of several rows with one number is sent to."""

    FIRST = "first"
    LAST = "last"


class CheckedRow(NamedTuple):
    """One row with its verdict. A named tuple for the same reason as ``PhoneReading``.

    Attributes:
        row: row number as the spreadsheet shows it.
        key: the caller's own name for the row, handed back.
        phone: digits with country code, also where the row is left out as blocked, not covered or
            duplicate; the first proposal of ``needs_review``; None without any number.
        proposals: every number a ``needs_review`` cell may mean.
        reason: why the row is not simply valid.
        repairs: what was done to make ``phone`` of the cell.
        warnings: what may go wrong with the number.
        details: parameters for the sentences of ``reason`` and ``warnings``.
        duplicate_of: row number of the row it repeats.
    """

    row: int
    key: int
    verdict: Verdict
    phone: str | None
    proposals: tuple[str, ...]
    reason: Reason | None
    repairs: tuple[Repair, ...]
    warnings: tuple[Reason, ...]
    details: Details
    duplicate_of: int | None


class Checker:
    """Gives rows their verdicts, one after the other; to keep the last of equal rows, feed them backwards.

    Args:
        policy: how cells are read.
        blocked: numbers (digits with country code) that must not be sent to.
        coverage: prefixes the account can send to; None or empty: unknown, and then nothing is
            ``not_covered`` (cases A6.13).
    """

    def __init__(
        self,
        policy: Policy = PROGRAM,
        blocked: Container[str] = frozenset(),
        coverage: Sequence[str] | None = None,
    ) -> None:
        self._policy = policy
        self._blocked = blocked
        self._prefixes = frozenset(normalize(str(prefix)) for prefix in coverage or ()) - {""}
        self._widths = sorted({len(prefix) for prefix in self._prefixes})
        self._rows: dict[int, int] = {}  # number → row; numbers as integers take half the memory of texts
        self._read_usual = UsualNumbers(policy).read

    def check_usual(self, row: int, text: str) -> tuple[str, Way] | None:
        """The quick way for nearly every row: its number, repairs and warnings, where it is valid.

        None where there is more to say of it; ``check`` then has to be asked, and nothing is noted yet.
        """
        found = self._read_usual(text)
        if found is None:
            return None
        phone, _ = found
        if phone in self._blocked or (self._prefixes and not self._is_covered(phone)):
            return None
        number = int(phone)
        if number in self._rows:
            return None
        self._rows[number] = row
        return found

    def check(
        self,
        row: int,
        text: str,
        key: int = 0,
        choice: Choice | None = None,
        gateway: GatewayView | None = None,
    ) -> CheckedRow:
        """The verdict of the row ``row`` whose phone cell holds ``text``."""
        return self.judge(row, read_phone(text, self._policy), key, choice, gateway)

    def judge(
        self,
        row: int,
        reading: PhoneReading,
        key: int = 0,
        choice: Choice | None = None,
        gateway: GatewayView | None = None,
    ) -> CheckedRow:
        """The same for a cell that was read already, under this checker's policy.

        Args:
            row: its number in the file.
            reading: what its phone cell was read as.
            key: handed back.
            choice: what the user decided about the row.
            gateway: what the gateway said of its number.
        """
        verdict, phone, proposals, reason, repairs, warnings, details = reading
        if choice is not None:
            verdict, reason = _chosen(verdict, reason, choice)
        if verdict is _VALID and phone is not None:
            if phone in self._blocked:
                verdict, reason = Verdict.BLOCKED, Reason.BLOCKED
            elif gateway is not None and gateway in _GATEWAY_REASONS:
                verdict, reason = _GATEWAY_REASONS[gateway]
            elif self._prefixes and not self._is_covered(phone):
                verdict, reason = Verdict.NOT_COVERED, Reason.NOT_COVERED
                details = (("country", calling_code_of(phone) or ""),)
        repeated = None
        may_repeat = verdict is _VALID or verdict is _NEEDS_REVIEW
        if may_repeat and phone is not None and len(proposals) < _SEVERAL:  # it can mean no other number
            number = int(phone)
            repeated = self._rows.get(number)
            if repeated is not None:
                verdict, reason = Verdict.DUPLICATE, Reason.DUPLICATE
                details = (*details, ("row", repeated))
            elif verdict is _VALID:
                self._rows[number] = row
        return _NEW(
            CheckedRow,
            (row, key, verdict, phone, proposals, reason, repairs, warnings, details, repeated),
        )

    def _is_covered(self, phone: str) -> bool:
        return any(phone[:width] in self._prefixes for width in self._widths)


_NEW = tuple.__new__  # what a named tuple's own constructor calls, without the detour
_VALID, _NEEDS_REVIEW = Verdict.VALID, Verdict.NEEDS_REVIEW
_SEVERAL = 2
_GATEWAY_REASONS = {
    GatewayView.WRONG: (Verdict.INVALID, Reason.GATEWAY_SAYS_WRONG),
    GatewayView.NO_ROUTE: (Verdict.NOT_COVERED, Reason.GATEWAY_NO_ROUTE),
}


def _chosen(verdict: Verdict, reason: Reason | None, choice: Choice) -> tuple[Verdict, Reason | None]:
    """A verdict after the user's word. Only what needed a look can be accepted."""
    if choice is Choice.EXCLUDED:
        return Verdict.EXCLUDED, Reason.EXCLUDED
    return (Verdict.VALID, None) if verdict is Verdict.NEEDS_REVIEW else (verdict, reason)
