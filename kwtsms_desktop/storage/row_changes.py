"""Changes to the rows of a list inside one transaction: cells, choices and verdicts.

Everything here works on the connection of a transaction that the caller began. A correction finds its rows
by their ids and by their numbers, so that it takes as long in a list of a million rows as in a short one.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar

from kwtsms_desktop.core.checks import CheckedRow
from kwtsms_desktop.core.verdict import Choice, GatewayView

ChoicesBefore: TypeAlias = "tuple[tuple[Choice | None, array[int]], ...]"
"""Ids in ascending order by the choice they had."""

Item = TypeVar("Item")

_AT_ONCE = 500  # question marks in one statement


@dataclass(frozen=True, slots=True)
class EntryState:
    """What a user can change of an entry, and what depends on it.

    Attributes:
        row: row number in the file.
        cells: as they are now.
        input: text of the phone cell.
        original: the cells as the file had them, where they were corrected; else None.
    """

    id: int
    row: int
    cells: tuple[str, ...]
    input: str
    phone_column: int
    choice: Choice | None
    original: tuple[str, ...] | None
    gateway: GatewayView | None


class EntryToJudge(NamedTuple):
    """What a check needs of an entry, and what the last one said of it, as the database keeps that."""

    id: int
    row: int
    input: str
    choice: Choice | None
    gateway: GatewayView | None
    phone: str | None
    verdict: tuple[object, ...]


class RowChanges:
    """Reads and writes rows of one list within a transaction."""

    def __init__(self, transaction: sqlite3.Connection, list_id: int) -> None:
        self._db = transaction
        self._list_id = list_id

    # Cells

    def states(self, ids: Sequence[int]) -> dict[int, EntryState]:
        """Entries of the list by id."""
        found = self._by_ids(f"SELECT {_STATE} FROM rows WHERE id IN (%s) AND +list_id = ?", ids)
        return {row["id"]: _state(row) for row in found}

    def neighbours(self, state: EntryState, reach: int) -> list[EntryState]:
        """The other entries of an entry's row, which share its cells.

        Args:
            state: the entry.
            reach: how many there can be; they stand right before and behind it.
        """
        around = []
        for beyond, order in (("<", "DESC"), (">", "ASC")):
            around += self._db.execute(
                f"SELECT {_STATE} FROM rows WHERE list_id = ? AND id {beyond} ? ORDER BY id {order} LIMIT ?",
                (self._list_id, state.id, reach),
            ).fetchall()
        return [_state(row) for row in around if row["row"] == state.row]

    def write_states(self, states: Iterable[EntryState]) -> None:
        """Store entries as given."""
        self._db.executemany(
            """UPDATE rows SET cells = ?, input = ?, phone_column = ?, choice = ?, original = ?, gateway = ?
               WHERE id = ?""",
            (
                (
                    _json(state.cells),
                    state.input,
                    state.phone_column,
                    state.choice,
                    None if state.original is None else _json(state.original),
                    state.gateway,
                    state.id,
                )
                for state in states
            ),
        )

    # Choices

    def choose(
        self, wanted: Iterable[tuple[int, Choice | None]], *, only_to_review: bool = False
    ) -> ChoicesBefore:
        """Set choices of entries of the list; returns what was chosen before, of those that changed.

        Args:
            wanted: ids with their new choices.
            only_to_review: leave entries alone that need no review.
        """
        condition = "AND +rows.verdict = 'needs_review'" if only_to_review else ""
        # A plus keeps an index out of the question: the ids are the shortest way, however few they are.
        self._db.execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY, choice TEXT) STRICT")
        try:
            self._db.executemany("INSERT OR REPLACE INTO wanted VALUES (?, ?)", wanted)
            before: dict[str | None, array[int]] = {}
            for id_, choice in self._db.execute(
                f"""SELECT rows.id, rows.choice FROM wanted CROSS JOIN rows ON rows.id = wanted.id
                    WHERE +rows.list_id = ? AND rows.choice IS NOT wanted.choice {condition}
                    ORDER BY wanted.id""",
                (self._list_id,),
            ):
                before.setdefault(choice, array("q")).append(id_)
            self._db.execute(
                f"""UPDATE rows SET choice = {_WANTED}
                    WHERE id IN (SELECT id FROM wanted) AND +list_id = ? AND choice IS NOT {_WANTED}
                    {condition}""",
                (self._list_id,),
            )
        finally:
            self._db.execute("DROP TABLE wanted")
        return tuple((Choice(choice) if choice else None, ids) for choice, ids in before.items())

    # Verdicts

    def to_judge(self, ids: Sequence[int]) -> list[EntryToJudge]:
        """Entries of the list by id."""
        found = self._by_ids(f"SELECT {_JUDGED} FROM rows WHERE id IN (%s) AND +list_id = ?", ids)
        return [_entry_to_judge(row) for row in found]

    def with_phones(self, phones: Sequence[str], limit: int) -> list[EntryToJudge]:
        """The list's entries with one of these numbers; somewhat more than ``limit`` where there are more."""
        found: list[sqlite3.Row] = []
        for some in _chunks(phones):
            marks = ",".join("?" * len(some))
            found += self._db.execute(
                f"SELECT {_JUDGED} FROM rows WHERE list_id = ? AND phone IN ({marks}) LIMIT ?",
                (self._list_id, *some, limit + 1),
            ).fetchall()
            if len(found) > limit:
                break
        return [_entry_to_judge(row) for row in found]

    def slice_to_judge(self, after: int, *, backwards: bool, limit: int) -> list[EntryToJudge]:
        """The next entries behind the id ``after``, in file order or backwards."""
        order, beyond = ("DESC", "<") if backwards else ("ASC", ">")
        found = self._db.execute(
            f"SELECT {_JUDGED} FROM rows WHERE list_id = ? AND id {beyond} ? ORDER BY id {order} LIMIT ?",
            (self._list_id, after, limit),
        )
        return [_entry_to_judge(row) for row in found]

    def repeated_phones(self, limit: int) -> list[str]:
        """Numbers for which it matters which entry comes first, each once; at most ``limit`` of them.

        Beside those of duplicates, those of entries to look at that repeat nothing only because they come
        before a valid one.
        """
        found = self._db.execute(
            """SELECT phone FROM rows WHERE list_id = ?1 AND verdict = 'duplicate' AND verdict IS NOT 'valid'
               UNION
               SELECT phone FROM rows WHERE list_id = ?1 AND verdict = 'needs_review'
               AND verdict IS NOT 'valid' AND EXISTS
                   (SELECT 1 FROM rows AS other
                    WHERE other.list_id = ?1 AND other.phone = rows.phone AND other.verdict = 'valid')
               LIMIT ?2""",
            (self._list_id, limit),
        )
        return [row["phone"] for row in found]

    def write_verdicts(self, verdicts: Iterable[tuple[int, tuple[object, ...]]]) -> None:
        """Store what ``verdict_values`` gave, by id."""
        self._db.executemany(
            """UPDATE rows SET phone = ?, proposals = ?, verdict = ?, reason = ?, repairs = ?, warnings = ?,
                   details = ?, duplicate_of = ? WHERE id = ?""",
            ((*values, id_) for id_, values in verdicts),
        )

    def set_checked_at(self, moment: str | None) -> None:
        """Note that the list is being checked anew (None), or that its verdicts are as at that time."""
        self._db.execute("UPDATE contact_lists SET checked_at = ? WHERE id = ?", (moment, self._list_id))

    def set_keep(self, keep: str) -> None:
        """Note which of several rows with one number the verdicts keep."""
        self._db.execute("UPDATE contact_lists SET keep_duplicate = ? WHERE id = ?", (keep, self._list_id))

    def _by_ids(self, sql: str, ids: Sequence[int]) -> Iterator[sqlite3.Row]:
        for some in _chunks(ids):
            yield from self._db.execute(sql % ",".join("?" * len(some)), (*some, self._list_id))


def verdict_values(checked: CheckedRow) -> tuple[object, ...]:
    """What a check said of an entry, as the database keeps it."""
    return (
        checked.phone,
        ",".join(checked.proposals),
        checked.verdict.value,
        None if checked.reason is None else checked.reason.value,
        ",".join(checked.repairs),
        ",".join(checked.warnings),
        _json(dict(checked.details)) if checked.details else "",
        checked.duplicate_of,
    )


_WANTED = "(SELECT wanted.choice FROM wanted WHERE wanted.id = rows.id)"
_STATE = "id, row, cells, input, phone_column, choice, original, gateway"
_JUDGED = """id, row, input, choice, gateway, phone, proposals, verdict, reason, repairs, warnings, details,
             duplicate_of"""
_FIRST_VERDICT_COLUMN = 5


def _entry_to_judge(row: sqlite3.Row) -> EntryToJudge:
    return EntryToJudge(
        row["id"],
        row["row"],
        row["input"],
        Choice(row["choice"]) if row["choice"] else None,
        GatewayView(row["gateway"]) if row["gateway"] else None,
        row["phone"],
        tuple(row)[_FIRST_VERDICT_COLUMN:],
    )


def _state(row: sqlite3.Row) -> EntryState:
    return EntryState(
        id=row["id"],
        row=row["row"],
        cells=tuple(json.loads(row["cells"])),
        input=row["input"],
        phone_column=row["phone_column"],
        choice=Choice(row["choice"]) if row["choice"] else None,
        original=tuple(json.loads(row["original"])) if row["original"] else None,
        gateway=GatewayView(row["gateway"]) if row["gateway"] else None,
    )


def _chunks(values: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
