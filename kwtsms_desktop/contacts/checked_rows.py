"""Rows of a file with their verdicts, in the form in which they are stored: the quick way into the database.

What can be decided while a file is read is decided there, in the reader's process for large files: cells
are encoded, phone cells read and judged, once for each row. A row has one entry for each of its phone cells
that is not blank; where all of them are, one blank entry of the first phone column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple, TypeAlias

from kwtsms_desktop.core.checks import CheckedRow, Checker
from kwtsms_desktop.core.phone import Policy, read_phone

CHUNK_ROWS = 500
"""Rows that are handed over at once; also the rhythm of pauses that keep a window alive."""

_CHUNK_CHARACTERS = 500_000

WireRow: TypeAlias = tuple[int, list[str]]
"""Row number and texts, empty cells at the end left off."""

StoredEntry: TypeAlias = tuple[int, str, str, int, str, str, str, str, str, str, str, int]
"""Row number, cells as JSON, phone cell, its column, phone, verdict, repairs, proposals, reason, warnings,
details as JSON, row it repeats. Lists are joined by commas; what there is not is empty, or 0."""


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """What rows are checked by.

    Attributes:
        header_row: rows up to this one are not taken; 0 where there are no headings.
        width: cells that every row has at least.
        phone_columns: 0-based, at least one.
        country: code put before bare local numbers; empty for none.
        coverage: prefixes the account can send to; empty: unknown.
        blocked: numbers that must not be sent to.
    """

    header_row: int
    width: int
    phone_columns: tuple[int, ...]
    country: str
    coverage: tuple[str, ...] = ()
    blocked: frozenset[str] = field(default_factory=frozenset)


class CheckedChunk(NamedTuple):
    """Some rows of a file that follow each other.

    Attributes:
        rows: how many rows of the file they are.
        entries: in the order of rows, then of phone columns.
    """

    rows: int
    entries: list[StoredEntry]


def check_rows(rows: Iterable[WireRow], order: CheckOrder) -> Iterator[CheckedChunk]:
    """Check rows in their order; of equal numbers the first is kept.

    Args:
        rows: all rows of a file; blank ones at its end must be gone.
        order: what to check them by.
    """
    policy = Policy(default_country=order.country or None)
    judge = Checker(policy, order.blocked, order.coverage).judge
    first, *others = order.phone_columns
    width, header_row = order.width, order.header_row
    padding = [""] * width
    entries: list[StoredEntry] = []
    done = characters = 0
    for number, texts in rows:
        if number <= header_row:
            continue
        if len(texts) < width:
            texts = texts + padding[len(texts) :]
        cells = '["' + '", "'.join(texts) + '"]'
        if len(_quoted(cells)) > len(cells) + 2 + 2 * len(texts):  # something in them has to be escaped
            cells = "[" + ", ".join(map(_quoted, texts)) + "]"
        columns = _filled(texts, order.phone_columns) if others else (first,)
        for column in columns:
            text = texts[column] if column < len(texts) else ""
            entries.append(_stored(judge(number, read_phone(text, policy)), cells, text, column))
        done += 1
        characters += len(cells)
        if done >= CHUNK_ROWS or characters >= _CHUNK_CHARACTERS:
            yield CheckedChunk(done, entries)
            entries, done, characters = [], 0, 0
    if done:
        yield CheckedChunk(done, entries)


def _filled(texts: Sequence[str], columns: Sequence[int]) -> Sequence[int]:
    """The phone columns with something in this row's cell; the first where there is nothing in any."""
    found = [column for column in columns if column < len(texts) and texts[column].strip()]
    return found or columns[:1]


def _stored(checked: CheckedRow, cells: str, text: str, column: int) -> StoredEntry:
    row, _, verdict, phone, proposals, reason, repairs, warnings, details, repeated = checked
    return (
        row,
        cells,
        text,
        column,
        phone or "",
        verdict._value_,  # a fifth of the time of ``value``
        ",".join(repairs),
        ",".join(proposals),
        reason.value if reason else "",
        ",".join(warnings),
        json.dumps(dict(details), ensure_ascii=False) if details else "",
        repeated or 0,
    )
