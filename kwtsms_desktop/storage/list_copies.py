"""Rows of stored lists copied into new ones: lists laid together, and a list taken apart by a column.

The rows are moved by SQL alone, slice after slice, each slice a short transaction of its own, so that a
campaign that is being sent meanwhile is not held up. Verdicts are copied where they are wanted; those of
numbers that are repeated, or are no longer, have to be given anew afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kwtsms_desktop.storage.database import Database, Value

_ROWS_PER_WRITE = 20_000
_VERDICT = "phone, proposals, verdict, reason, repairs, warnings, details, duplicate_of"
_BLANKS = "".join(map(chr, (9, 10, 11, 12, 13, 32, 0xA0, 0x200B, 0x200E, 0x200F, 0x202F, 0x3000, 0xFEFF)))


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Where the cells of a list go in a wider one.

    Attributes:
        sources: for each column of the new list the column of the old one; None where it has none.
    """

    sources: tuple[int | None, ...]

    def target(self, column: int) -> int:
        """The new index of an old column."""
        return self.sources.index(column)

    @property
    def is_identity(self) -> bool:
        """Whether the cells stay as they are."""
        return self.sources == tuple(range(len(self.sources)))


class ListCopies:
    """Copies rows from list to list."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(
        self,
        source: int,
        target: int,
        mapping: ColumnMapping,
        first_row: int,
        *,
        with_verdicts: bool = False,
    ) -> Iterator[int]:
        """Add all rows of a list to another, numbered on from ``first_row``; choices and corrections kept.

        Gives the number of the last row added after each slice.
        """
        number = first_row - 1
        last_row: int | None = None
        verdict = f", {_VERDICT}" if with_verdicts else ""
        sql = f"""
            INSERT INTO rows (list_id, row, cells, input, phone_column, choice, original, gateway{verdict})
            SELECT :target, :base + DENSE_RANK() OVER (ORDER BY row), {_mapped("cells", mapping)}, input,
                   {_mapped_column(mapping)}, choice, {_mapped("original", mapping)}, gateway{verdict}
            FROM rows WHERE list_id = :source AND id > :after AND id <= :until ORDER BY id"""
        for after, until in self._slices(source):
            rows = self._db.read_one(
                "SELECT COUNT(DISTINCT row) AS n, MIN(row) AS first, MAX(row) AS last FROM rows "
                "WHERE list_id = ? AND id > ? AND id <= ?",
                source,
                after,
                until,
            )
            if rows is None:
                return
            base = number - 1 if rows["first"] == last_row else number  # one row's entries in two slices
            with self._db.write() as db:
                db.execute(
                    sql, {"target": target, "base": base, "source": source, "after": after, "until": until}
                )
            number, last_row = base + int(rows["n"]), int(rows["last"])
            yield number

    def values(self, list_id: int, column: int, limit: int) -> list[tuple[str, int]]:
        """The different texts in a column, trimmed, with the number of rows of each; the commonest first."""
        found = self._db.read(
            f"""SELECT {_trimmed(column)} AS value, COUNT(DISTINCT row) AS n FROM rows WHERE list_id = ?
                GROUP BY value ORDER BY n DESC, value LIMIT ?""",
            list_id,
            limit,
        )
        return [(str(row["value"]), int(row["n"])) for row in found]

    def distribute(
        self, source: int, column: int, targets: Mapping[str, int], *, with_verdicts: bool = False
    ) -> Iterator[int]:
        """Add each row of a list to the list that its text in a column stands for; row numbers stay.

        Gives the number of entries looked at after each slice.
        """
        marks = ", ".join(["(?, ?)"] * len(targets))
        pairs: list[Value] = [part for pair in targets.items() for part in pair]
        verdict = f", {_VERDICT}" if with_verdicts else ""
        sql = f"""
            INSERT INTO rows (list_id, row, cells, input, phone_column, choice, original, gateway{verdict})
            WITH targets (value, list_id) AS (VALUES {marks})
            SELECT targets.list_id, row, cells, input, phone_column, choice, original, gateway{verdict}
            FROM rows JOIN targets ON targets.value = {_trimmed(column)}
            WHERE rows.list_id = ? AND id > ? AND id <= ? ORDER BY id"""
        done = 0
        for after, until in self._slices(source):
            with self._db.write() as db:
                done += db.execute(sql, (*pairs, source, after, until)).rowcount
            yield done

    def lone_duplicates(self, list_id: int) -> list[int]:
        """Entries that repeat another by their verdict, although no other has their number (any more)."""
        found = self._db.read(
            """SELECT MIN(id) AS id FROM rows WHERE list_id = ?1 AND phone IN
               (SELECT phone FROM rows
                WHERE list_id = ?1 AND verdict = 'duplicate' AND verdict IS NOT 'valid')
               GROUP BY phone HAVING COUNT(*) = 1""",
            list_id,
        )
        return [row["id"] for row in found]

    def _slices(self, list_id: int) -> Iterator[tuple[int, int]]:
        """Ids between which the rows of a list are: above the first, up to the second."""
        after = 0
        while True:
            last = self._db.read_one(
                "SELECT MAX(id) AS id FROM (SELECT id FROM rows WHERE list_id = ? AND id > ? "
                "ORDER BY id LIMIT ?)",
                list_id,
                after,
                _ROWS_PER_WRITE,
            )
            if last is None or last["id"] is None:
                return
            yield after, int(last["id"])
            after = int(last["id"])


def _trimmed(column: int) -> str:
    characters = ", ".join(str(ord(character)) for character in _BLANKS)
    return f"TRIM(COALESCE(json_extract(cells, '$[{column:d}]'), ''), char({characters}))"


def _mapped(name: str, mapping: ColumnMapping) -> str:
    if mapping.is_identity:
        return name
    cells = [_cell(name, source) for source in mapping.sources]
    # joined by hand: json_array takes 127 cells at most
    return f"CASE WHEN {name} IS NOT NULL THEN '[' || {_joined(cells)} || ']' END"


def _cell(name: str, source: int | None) -> str:
    if source is None:
        return "json_quote('')"
    return f"json_quote(COALESCE(json_extract({name}, '$[{source:d}]'), ''))"


def _joined(parts: Sequence[str]) -> str:
    """Texts with commas between them; a balanced tree, since SQLite limits the depth of an expression."""
    if len(parts) <= 1:
        return "".join(parts)
    half = len(parts) // 2
    return f"({_joined(parts[:half])} || ', ' || {_joined(parts[half:])})"


def _mapped_column(mapping: ColumnMapping) -> str:
    moved = [(source, target) for target, source in enumerate(mapping.sources) if source is not None]
    cases = " ".join(f"WHEN {source:d} THEN {target:d}" for source, target in moved if source != target)
    return f"CASE phone_column {cases} ELSE phone_column END" if cases else "phone_column"
