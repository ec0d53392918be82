"""Which rows of a list are shown, and in which order: answered with their ids.

SQLite hands over all ids as one text: a million rows one by one would take longer to fetch than to sort.
While it works, other threads of the program have their turn. Within a list the order of ids is that of the
file.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.storage.database import Database, Value

_PIECE_CHARACTERS = 32_768
_COLUMN = "column:"


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Rows that meet all of these.

    Attributes:
        verdicts: one of these; none for any.
        reason: code of why they are not simply valid; None for any or none.
        search: a text in one of their cells, or in the number read in them; empty for any.
        is_edited: only those that the user corrected.
    """

    verdicts: tuple[Verdict, ...] = ()
    reason: str | None = None
    search: str = ""
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class RowOrder:
    """An order of rows; equal ones come in the order of the file, blank cells at the end.

    Attributes:
        key: ``row``, ``phone``, ``verdict``, ``input`` (the phone cell) or ``column:`` with a 0-based index.
        is_descending: from the last to the first.
    """

    key: str = "row"
    is_descending: bool = False


EVERY_ROW = RowFilter()
FILE_ORDER = RowOrder()
_VALID_ROWS = RowFilter(verdicts=(Verdict.VALID,))


class RowQueries:
    """Questions about which rows there are."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def ids(self, list_id: int, wanted: RowFilter = EVERY_ROW, order: RowOrder = FILE_ORDER) -> array[int]:
        """The ids of the rows that are wanted, in this order.

        Raises:
            ValueError: there is no such order.
        """
        if order.key == "row":
            found = self._in_file_order(list_id, wanted)
            if order.is_descending:
                found.reverse()
            return found
        if order.key == "verdict":
            return self._by_verdict(list_id, wanted, order)
        where, parameters = _condition(list_id, wanted)
        direction = "DESC" if order.is_descending else "ASC"
        if order.key == "phone":
            rows = f"SELECT id FROM rows WHERE {where}"
            known = f"{rows} AND phone IS NOT NULL ORDER BY phone {direction}, id {direction}"
            unknown = f"{rows} AND phone IS NULL ORDER BY id"
            return self._fetch(known, parameters) + self._fetch(unknown, parameters)
        return self._by_cell(_cell(order.key), where, parameters, order)

    def _in_file_order(self, list_id: int, wanted: RowFilter) -> array[int]:
        if wanted in (EVERY_ROW, _VALID_ROWS) and (run := self._run(list_id)) is not None:
            return _all_but(run, self._not_valid(list_id) if wanted.verdicts else ())
        where, parameters = _condition(list_id, wanted)
        return self._fetch(f"SELECT id FROM rows WHERE {where} ORDER BY id", parameters)

    def _by_verdict(self, list_id: int, wanted: RowFilter, order: RowOrder) -> array[int]:
        verdicts = [verdict for verdict in VERDICT_ORDER if not wanted.verdicts or verdict in wanted.verdicts]
        found = array("q")
        for verdict in reversed(verdicts) if order.is_descending else verdicts:
            found.extend(self._in_file_order(list_id, replace(wanted, verdicts=(verdict,))))
        return found

    def _by_cell(self, cell: str, where: str, parameters: Sequence[Value], order: RowOrder) -> array[int]:
        """Sorted by a text: numbers by what they are worth, then other texts without regard to case.

        Each kind on its own: SQLite compares keys of one type several times as fast as keys of any.
        """
        direction = "DESC" if order.is_descending else "ASC"
        kinds = [
            f"SELECT id FROM cell WHERE {_IS_NUMBER} ORDER BY CAST(text AS REAL) {direction}, id",
            f"""SELECT id FROM cell WHERE text <> '' AND NOT ({_IS_NUMBER})
                ORDER BY lower(text) {direction}, id""",
        ]
        if order.is_descending:
            kinds.reverse()
        kinds.append("SELECT id FROM cell WHERE text = '' ORDER BY id")
        each = " UNION ALL ".join(f"SELECT group_concat(id) AS ids FROM ({kind})" for kind in kinds)
        cells = f"SELECT id, {cell} AS text FROM rows WHERE {where}"
        found = array("q")
        for ids in self._db.read(f"WITH cell AS MATERIALIZED ({cells}) {each}", *parameters):
            _extend(found, ids["ids"])
        return found

    def _not_valid(self, list_id: int) -> array[int]:
        return self._fetch(
            # left to itself, SQLite reads the whole list to save the sorting
            """SELECT id FROM rows INDEXED BY rows_not_valid
               WHERE list_id = ? AND verdict IS NOT 'valid' ORDER BY id""",
            (list_id,),
        )

    def _run(self, list_id: int) -> range | None:
        """The ids of a whole list where they follow each other, as they do unless two imports ran at once."""
        row = self._db.read_one(
            """SELECT (SELECT MIN(id) FROM rows WHERE list_id = ?1) AS first,
                      (SELECT MAX(id) FROM rows WHERE list_id = ?1) AS last,
                      (SELECT entry_count FROM contact_lists WHERE id = ?1) AS n""",
            list_id,
        )
        if row is None or not row["n"] or row["last"] - row["first"] + 1 != row["n"]:
            return None
        return range(row["first"], row["last"] + 1)

    def _fetch(self, select: str, parameters: Sequence[Value]) -> array[int]:
        found = array("q")
        row = self._db.read_one(f"SELECT group_concat(id) AS ids FROM ({select})", *parameters)
        _extend(found, row["ids"] if row else None)
        return found


def _all_but(run: range, others: Sequence[int]) -> array[int]:
    """The ids of a run without some of them, which come in ascending order."""
    every, found, start = array("q", run), array("q"), run.start
    for other in others:
        found += every[start - run.start : other - run.start]
        start = other + 1
    return found + every[start - run.start :]


def _extend(found: array[int], ids: str | None) -> None:
    """Append numbers written with commas between them, piece by piece: nobody else runs meanwhile."""
    start, end = 0, len(ids or "")
    while ids is not None and start < end:
        stop = ids.find(",", start + _PIECE_CHARACTERS)
        stop = end if stop < 0 else stop
        found.extend(json.loads(f"[{ids[start:stop]}]"))  # half the time of int() on each
        start = stop + 1


VERDICT_ORDER = (
    Verdict.VALID,
    Verdict.NEEDS_REVIEW,
    Verdict.INVALID,
    Verdict.DUPLICATE,
    Verdict.BLOCKED,
    Verdict.NOT_COVERED,
    Verdict.BLANK,
    Verdict.EXCLUDED,
)
"""What will be sent to first, then what the user can mend."""

_HAS_INDEX = "verdict IS NOT 'valid'"
"""Says nothing new of other verdicts, but lets SQLite use the index that valid rows are not in."""

# The first two say no more than the others, but of most texts, and in a tenth of the time.
_IS_NUMBER = "text >= '-' AND text < ':' AND text NOT GLOB '*[^-0-9.]*' AND text GLOB '*[0-9]*'"


def _condition(list_id: int, wanted: RowFilter) -> tuple[str, list[Value]]:
    where = ["list_id = ?"]
    parameters: list[Value] = [list_id]
    if wanted.verdicts:
        where.append(f"verdict IN ({','.join('?' * len(wanted.verdicts))})")
        parameters.extend(verdict.value for verdict in wanted.verdicts)
        if Verdict.VALID not in wanted.verdicts:
            where.append(_HAS_INDEX)
    if wanted.reason is not None:
        where.append("reason = ?")
        parameters.append(wanted.reason)
    if wanted.search:
        where.append("(cells LIKE ? ESCAPE '\\' OR phone LIKE ? ESCAPE '\\')")
        parameters.extend([_like(wanted.search)] * 2)
    if wanted.is_edited:
        where.append("original IS NOT NULL")
    return " AND ".join(where), parameters


def _cell(key: str) -> str:
    """The SQL for the text that rows are sorted by; empty where there is nothing."""
    if key == "input":
        return "trim(input)"
    column = key.removeprefix(_COLUMN)
    if key.startswith(_COLUMN) and column.isdecimal():
        return f"trim(ifnull(json_extract(cells, '$[{int(column)}]'), ''))"
    message = f"no such order: {key}"
    raise ValueError(message)


def _like(search: str) -> str:
    escaped = search.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
