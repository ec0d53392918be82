"""The rows of a contact list: as the file had them, and what the check said of each.

Which rows there are is asked of ``row_queries``, how many of ``row_counts``.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeAlias

from kwtsms_desktop.core.checks import CheckedRow
from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.core.verdict import Choice, GatewayView, Verdict
from kwtsms_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list.

    Attributes:
        row: number of the row as a spreadsheet shows it.
        cells: all cells, as the file had them, or as the user corrected them.
        input: text of the phone cell.
        phone: the number that would be sent to.
        proposals: for a row to look at, every number read in its cell.
        verdict: None before the first check.
        reason: code of why it is not simply valid.
        details: parameters of the reason's and the warnings' sentences.
        duplicate_of: row number of the row that this one repeats.
        phone_column: 0-based column of the phone cell; a row has an entry for each phone column in use.
        choice: what the user decided about it.
        original: the cells as the file had them, where the user corrected one; else None.
        gateway: what the gateway said of the number, where it was asked.
    """

    id: int
    row: int
    cells: tuple[str, ...]
    input: str
    phone: str | None
    proposals: tuple[str, ...]
    verdict: Verdict | None
    reason: str | None
    repairs: tuple[str, ...]
    warnings: tuple[str, ...]
    details: dict[str, Parameter]
    duplicate_of: int | None
    phone_column: int = 0
    choice: Choice | None = None
    original: tuple[str, ...] | None = None
    gateway: GatewayView | None = None


class RowToCheck(NamedTuple):
    """What a check needs to know of a row."""

    id: int
    row: int
    input: str
    choice: Choice | None
    gateway: GatewayView | None


_read_json = json.JSONDecoder().raw_decode  # no look for white space around it, which is not there


class RowToSend(NamedTuple):
    """What composing needs to know of a row.

    Attributes:
        stored_cells: all its cells as they are stored, a JSON array.
        phone: the number that would be sent to.
        proposals: for a row to look at, every number read in its cell.
    """

    row: int
    stored_cells: str
    phone: str | None
    proposals: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All its cells."""
        return tuple(_read_json(self.stored_cells)[0])


StoredEntry: TypeAlias = tuple[int, str, str, int, str, str, str, str]
"""Row number, cells as JSON, phone cell, its column, phone, verdict, repairs, warnings. Lists are joined by
commas; where there is no phone, it is empty."""

StoredNotes: TypeAlias = tuple[str, str, str, int]
"""What few entries have: proposals, joined by commas, reason, details as JSON, row it repeats. What there is
not is empty, or 0."""

_INSERT = """INSERT INTO rows (list_id, row, cells, input, phone_column, phone, verdict, repairs, warnings)
             VALUES (%d, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?)"""

_ADD_NOTES = """UPDATE rows SET proposals = ?, reason = nullif(?, ''), details = ?,
                    duplicate_of = nullif(?, 0)
                WHERE id = ?"""

_UPDATE = """UPDATE rows SET phone = nullif(?1, ''), proposals = ?2, verdict = ?3, reason = nullif(?4, ''),
                 repairs = ?5, warnings = ?6, details = ?7, duplicate_of = nullif(?8, 0)
             WHERE id = ?9 AND (verdict IS NOT ?3 OR ifnull(phone, '') <> ?1 OR proposals <> ?2
                                OR ifnull(reason, '') <> ?4 OR repairs <> ?5 OR warnings <> ?6
                                OR details <> ?7 OR ifnull(duplicate_of, 0) <> ?8)"""

_FOR_MANY_ROWS = (  # phones come in no order: each page of their index would be written again and again
    "cache_size = -73728",  # KiB
    "wal_autocheckpoint = 32768",  # pages
)

_REPEATED = """SELECT phone FROM rows WHERE list_id = ? AND phone IS NOT NULL
               GROUP BY phone HAVING COUNT(*) > 1"""

_IDS_AT_ONCE = 500  # question marks in one statement

_COLUMNS = """id, row, cells, input, phone, proposals, verdict, reason, repairs, warnings, details,
              duplicate_of, phone_column, choice, original, gateway"""


class Rows:
    """Questions about the rows of lists, and the verdicts written to them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, list_id: int, entries: Iterable[tuple[int, tuple[str, ...], int]]) -> None:
        """Append entries: row number in the file, all cells, column of the phone cell."""
        with self._db.write() as db:
            db.executemany(
                "INSERT INTO rows (list_id, row, cells, input, phone_column) VALUES (?, ?, ?, ?, ?)",
                (
                    (
                        list_id,
                        row,
                        json.dumps(cells, ensure_ascii=False),
                        cells[column] if column < len(cells) else "",
                        column,
                    )
                    for row, cells, column in entries
                ),
            )

    def add_checked(
        self, list_id: int, entries: Sequence[StoredEntry], notes: Mapping[int, StoredNotes]
    ) -> None:
        """Append entries that were checked while they were read.

        Args:
            list_id: of the list.
            entries: in the order of the file.
            notes: what there is more to say of some of them, by their place. Written afterwards: with every
                value that is bound for every row, inserting takes longer.
        """
        with self._db.write() as db:
            for setting in _FOR_MANY_ROWS:
                db.execute(f"PRAGMA {setting}")
            # Verdicts come from an enum, and SQLite would build a table for each "IN" of each row.
            db.execute("PRAGMA ignore_check_constraints = ON")
            try:
                (last,) = db.execute("SELECT ifnull(MAX(id), 0) FROM rows").fetchone()
                db.executemany(_INSERT % list_id, entries)  # their ids are the next ones
                db.executemany(_ADD_NOTES, ((*noted, last + 1 + place) for place, noted in notes.items()))
            finally:
                db.execute("PRAGMA ignore_check_constraints = OFF")

    def to_check(
        self, list_id: int, *, backwards: bool = False, only_repeated: bool = False
    ) -> Iterator[RowToCheck]:
        """Every entry, or every one whose number others have too, in file order or backwards.

        Reads in slices: a write may come between two of them.
        """
        if only_repeated:
            yield from self._repeated_to_check(list_id, backwards=backwards)
            return
        order, beyond = ("DESC", "<") if backwards else ("ASC", ">")
        last = 2**62 if backwards else 0
        while True:
            found = self._db.read(
                f"SELECT id, row, input, choice, gateway FROM rows WHERE list_id = ? AND id {beyond} ? "
                f"ORDER BY id {order} LIMIT 5000",
                list_id,
                last,
            )
            if not found:
                return
            yield from map(_row_to_check, found)
            last = found[-1]["id"]

    def _repeated_to_check(self, list_id: int, *, backwards: bool) -> Iterator[RowToCheck]:
        ids = array("q")
        for found in self._db.stream_many(
            f"SELECT id FROM rows WHERE list_id = ? AND phone IN ({_REPEATED}) ORDER BY id",
            list_id,
            list_id,
            size=2000,
        ):
            ids.extend(chain.from_iterable(found))
        if backwards:
            ids.reverse()
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = ids[start : start + _IDS_AT_ONCE]
            marks = ",".join("?" * len(some))
            by_id = {
                row["id"]: _row_to_check(row)
                for row in self._db.read(
                    f"SELECT id, row, input, choice, gateway FROM rows WHERE id IN ({marks})", *some
                )
            }
            yield from (by_id[id_] for id_ in some)

    def save_verdicts(self, checked: Iterable[CheckedRow]) -> None:
        """Write what the check said; ``key`` of a checked row is the row's id. What stays is not written."""
        with self._db.write() as db:
            db.executemany(_UPDATE, map(_verdict_values, checked))

    def page(self, ids: Sequence[int]) -> list[ListRow]:
        """The rows of these ids, in this order."""
        marks = ",".join("?" * len(ids))
        rows = self._db.read(f"SELECT {_COLUMNS} FROM rows WHERE id IN ({marks})", *ids)
        by_id = {row["id"]: _list_row(row) for row in rows}
        return [by_id[id_] for id_ in ids if id_ in by_id]

    def with_verdicts(self, list_id: int, verdicts: Sequence[Verdict]) -> Iterator[ListRow]:
        """The rows that have one of these verdicts, in file order."""
        marks = ",".join("?" * len(verdicts))
        # Valid rows are nearly all: without the plus SQLite might look for an index that they are not in.
        sql = f"SELECT {_COLUMNS} FROM rows WHERE list_id = ? AND +verdict IN ({marks}) ORDER BY id"
        for row in self._db.stream(sql, list_id, *(verdict.value for verdict in verdicts)):
            yield _list_row(row)

    def to_send(self, list_id: int, verdicts: Sequence[Verdict]) -> Iterator[RowToSend]:
        """The same rows, with no more than it takes to write to their people."""
        marks = ",".join("?" * len(verdicts))
        sql = f"""SELECT row, cells, phone, proposals FROM rows
                  WHERE list_id = ? AND +verdict IN ({marks}) ORDER BY id"""
        values = [verdict.value for verdict in verdicts]
        for some in self._db.stream_many(sql, list_id, *values, size=500):
            for row, cells, phone, proposals in some:
                yield RowToSend(row, cells, phone, _split(proposals))

    def everything(self, list_id: int) -> Iterator[ListRow]:
        """All rows in file order."""
        sql = f"SELECT {_COLUMNS} FROM rows WHERE list_id = ? ORDER BY id"
        for row in self._db.stream(sql, list_id):
            yield _list_row(row)


def _verdict_values(row: CheckedRow) -> tuple[str | int, ...]:
    return (
        row.phone or "",
        ",".join(row.proposals),
        row.verdict.value,
        row.reason.value if row.reason else "",
        ",".join(row.repairs),
        ",".join(row.warnings),
        json.dumps(dict(row.details), ensure_ascii=False) if row.details else "",
        row.duplicate_of or 0,
        row.key,
    )


def _row_to_check(row: sqlite3.Row) -> RowToCheck:
    return RowToCheck(
        row["id"],
        row["row"],
        row["input"],
        Choice(row["choice"]) if row["choice"] else None,
        GatewayView(row["gateway"]) if row["gateway"] else None,
    )


def _list_row(row: sqlite3.Row) -> ListRow:
    return ListRow(
        id=row["id"],
        row=row["row"],
        cells=tuple(json.loads(row["cells"])),
        input=row["input"],
        phone=row["phone"],
        proposals=_split(row["proposals"]),
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        reason=row["reason"],
        repairs=_split(row["repairs"]),
        warnings=_split(row["warnings"]),
        details=json.loads(row["details"]) if row["details"] else {},
        duplicate_of=row["duplicate_of"],
        phone_column=row["phone_column"],
        choice=Choice(row["choice"]) if row["choice"] else None,
        original=tuple(json.loads(row["original"])) if row["original"] else None,
        gateway=GatewayView(row["gateway"]) if row["gateway"] else None,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
