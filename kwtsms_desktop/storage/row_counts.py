"""A list in figures, each answered from an index: also with a million rows nobody waits for them.

Valid entries are nearly all of a list and have no index by their verdict: they are what the others leave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.storage.database import Database

_REASONED = (Verdict.INVALID, Verdict.NEEDS_REVIEW, Verdict.NOT_COVERED)
_NUMBERS_AT_ONCE = 10_000


class RowCounts:
    """How many rows of a list are what."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def verdicts(self, list_id: int) -> dict[Verdict, int]:
        """How many entries have each verdict. The numbers add up to the checked entries of the list."""
        rows = self._db.read(
            """SELECT verdict, COUNT(*) AS n FROM rows WHERE list_id = ? AND verdict IS NOT 'valid'
               GROUP BY verdict""",
            list_id,
        )
        valid = self._count("rows INDEXED BY rows_of_list", "", list_id) - sum(row["n"] for row in rows)
        found = {Verdict(row["verdict"]): int(row["n"]) for row in rows if row["verdict"]}
        return {verdict: found.get(verdict, 0) for verdict in Verdict} | {Verdict.VALID: valid}

    def reasons(self, list_id: int) -> dict[Verdict, Mapping[str, int]]:
        """How many invalid entries, entries to look at, entries not covered there are, by their reason."""
        found: dict[Verdict, Mapping[str, int]] = {}
        for verdict in _REASONED:
            rows = self._db.read(
                """SELECT reason, COUNT(*) AS n FROM rows
                   WHERE list_id = ? AND verdict = ? AND verdict IS NOT 'valid'
                   GROUP BY reason ORDER BY n DESC, reason""",
                list_id,
                verdict.value,
            )
            found[verdict] = {str(row["reason"]): int(row["n"]) for row in rows if row["reason"]}
        return found

    def repaired(self, list_id: int, valid: int) -> int:
        """How many valid entries were repaired: nearly all of most lists, so that the others are counted.

        Args:
            list_id: of the list.
            valid: how many entries are valid.
        """
        # left to itself, SQLite reads all valid rows
        unrepaired = "rows INDEXED BY rows_unrepaired"
        return valid - self._count(unrepaired, "AND verdict = 'valid' AND repairs = ''", list_id)

    def edited(self, list_id: int) -> int:
        """How many entries the user corrected."""
        return self._count("rows INDEXED BY rows_edited", "AND original IS NOT NULL", list_id)

    def people(self, list_id: int, valid: int) -> int:
        """How many different numbers the valid entries have, all of an accepted cell's among them.

        Args:
            list_id: of the list.
            valid: how many entries are valid. No two of them have the same number, but for accepted cells.
        """
        several = [numbers for numbers in self._accepted(list_id) if len(numbers) > 1]
        more = {number for numbers in several for number in numbers}
        return valid - len(several) + len(more - self._sent_to_alone(list_id, more))

    def review_numbers(self, list_id: int) -> int:
        """How many numbers the rows to look at would add: each once, and none that is sent to anyway."""
        cells = self._db.read(
            """SELECT phone, proposals FROM rows
               WHERE list_id = ? AND verdict = 'needs_review' AND verdict IS NOT 'valid'""",
            list_id,
        )
        found = {number for row in cells for number in _split(row["proposals"]) or (row["phone"],) if number}
        found.difference_update(*self._accepted(list_id))
        return len(found - self._sent_to_alone(list_id, found))

    def _count(self, rows: str, condition: str, list_id: int) -> int:
        sql = f"SELECT COUNT(*) AS n FROM {rows} WHERE list_id = ? {condition}"
        row = self._db.read_one(sql, list_id)
        return int(row["n"]) if row else 0

    def _accepted(self, list_id: int) -> list[tuple[str, ...]]:
        """The numbers of each cell that the user accepted."""
        rows = self._db.read(
            """SELECT proposals FROM rows INDEXED BY rows_chosen
               WHERE list_id = ? AND choice IS NOT NULL AND choice = 'accepted' AND verdict = 'valid'""",
            list_id,
        )
        return [_split(row["proposals"]) for row in rows]

    def _sent_to_alone(self, list_id: int, numbers: Iterable[str]) -> set[str]:
        """Those of the numbers that a valid entry of one number has."""
        wanted = list(numbers)
        found: set[str] = set()
        for start in range(0, len(wanted), _NUMBERS_AT_ONCE):
            rows = self._db.read(
                """SELECT phone FROM json_each(?) CROSS JOIN rows INDEXED BY rows_by_phone
                   ON rows.list_id = ? AND rows.phone = json_each.value
                   WHERE verdict = 'valid' AND proposals NOT LIKE '%,%'""",
                json.dumps(wanted[start : start + _NUMBERS_AT_ONCE]),
                list_id,
            )
            found.update(row["phone"] for row in rows)
        return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
