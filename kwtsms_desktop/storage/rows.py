"""The rows of a contact list: as the file had them, and what the check said of each."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kwtsms_desktop.core.checks import CheckedRow
from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.core.verdict import Choice, GatewayView, Verdict
from kwtsms_desktop.storage.database import Database, Value


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

    def to_check(self, list_id: int, *, backwards: bool = False) -> Iterator[RowToCheck]:
        """Every row, in file order or backwards.

        Reads in slices: a write may come between two of them.
        """
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

    def save_verdicts(self, checked: Iterable[CheckedRow]) -> None:
        """Write what the check said; ``key`` of a checked row is the row's id."""
        with self._db.write() as db:
            db.executemany(
                """UPDATE rows SET phone = ?, proposals = ?, verdict = ?, reason = ?, repairs = ?,
                       warnings = ?, details = ?, duplicate_of = ? WHERE id = ?""",
                (
                    (
                        row.phone,
                        ",".join(row.proposals),
                        row.verdict.value,
                        row.reason,
                        ",".join(row.repairs),
                        ",".join(row.warnings),
                        json.dumps(dict(row.details), ensure_ascii=False) if row.details else "",
                        row.duplicate_of,
                        row.key,
                    )
                    for row in checked
                ),
            )

    def counts(self, list_id: int) -> dict[Verdict, int]:
        """How many rows have each verdict. The numbers add up to the checked rows of the list."""
        rows = self._db.read(
            """SELECT verdict, COUNT(*) AS n FROM rows WHERE list_id = ? AND verdict IS NOT NULL
               GROUP BY verdict""",
            list_id,
        )
        found = {Verdict(row["verdict"]): int(row["n"]) for row in rows}
        return {verdict: found.get(verdict, 0) for verdict in Verdict}

    def repaired(self, list_id: int) -> int:
        """How many valid rows were repaired."""
        row = self._db.read_one(
            "SELECT COUNT(*) AS n FROM rows WHERE list_id = ? AND verdict = 'valid' AND repairs <> ''",
            list_id,
        )
        return int(row["n"]) if row else 0

    def review_numbers(self, list_id: int) -> int:
        """How many numbers the rows to look at would add: each once, and none that is sent to anyway."""
        cells = self._db.read(
            "SELECT phone, proposals FROM rows WHERE list_id = ? AND verdict = 'needs_review'", list_id
        )
        found = {number for row in cells for number in _split(row["proposals"]) or (row["phone"],) if number}
        if found:
            ready = "SELECT phone FROM rows WHERE list_id = ? AND verdict = 'valid'"
            found.difference_update(row["phone"] for row in self._db.stream(ready, list_id))
        return len(found)

    def ids(self, list_id: int, verdicts: Sequence[Verdict] = (), search: str = "") -> array[int]:
        """The ids of rows in file order: all, or those with these verdicts and this text in a cell."""
        where = ["list_id = ?"]
        parameters: list[Value] = [list_id]
        if verdicts:
            where.append(f"verdict IN ({','.join('?' * len(verdicts))})")
            parameters.extend(verdict.value for verdict in verdicts)
        if search:
            where.append("(cells LIKE ? ESCAPE '\\' OR phone LIKE ? ESCAPE '\\')")
            parameters.extend([_like(search)] * 2)
        sql = f"SELECT id FROM rows WHERE {' AND '.join(where)} ORDER BY id"
        return array("q", (row["id"] for row in self._db.stream(sql, *parameters)))

    def page(self, ids: Sequence[int]) -> list[ListRow]:
        """The rows of these ids, in this order."""
        marks = ",".join("?" * len(ids))
        rows = self._db.read(f"SELECT {_COLUMNS} FROM rows WHERE id IN ({marks})", *ids)
        by_id = {row["id"]: _list_row(row) for row in rows}
        return [by_id[id_] for id_ in ids if id_ in by_id]

    def with_verdicts(self, list_id: int, verdicts: Sequence[Verdict]) -> Iterator[ListRow]:
        """The rows that have one of these verdicts, in file order."""
        marks = ",".join("?" * len(verdicts))
        sql = f"SELECT {_COLUMNS} FROM rows WHERE list_id = ? AND verdict IN ({marks}) ORDER BY id"
        for row in self._db.stream(sql, list_id, *(verdict.value for verdict in verdicts)):
            yield _list_row(row)

    def everything(self, list_id: int) -> Iterator[ListRow]:
        """All rows in file order."""
        sql = f"SELECT {_COLUMNS} FROM rows WHERE list_id = ? ORDER BY id"
        for row in self._db.stream(sql, list_id):
            yield _list_row(row)


def _row_to_check(row: sqlite3.Row) -> RowToCheck:
    return RowToCheck(
        row["id"],
        row["row"],
        row["input"],
        Choice(row["choice"]) if row["choice"] else None,
        GatewayView(row["gateway"]) if row["gateway"] else None,
    )


def _like(search: str) -> str:
    escaped = search.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


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
