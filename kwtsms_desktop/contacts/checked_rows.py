"""Rows of a file with their verdicts, in the form in which they are stored: the quick way into the database.

What can be decided while a file is read is decided there, in the reader's process for large files: cells
are encoded, phone cells read and judged, once for each row. A row has one entry for each of its phone cells
that is not blank; where all of them are, one blank entry of the first phone column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple, TypeAlias

from kwtsms_desktop.core.checks import CheckedRow, Checker
from kwtsms_desktop.core.phone import Policy, read_phone

CHUNK_ROWS = 1000
"""Rows that are handed over at once; also the rhythm of pauses that keep a window alive."""

_CHUNK_CHARACTERS = 500_000
_ROWS_AT_ONCE = 50

WireRow: TypeAlias = tuple[int, list[str]]
"""Row number and texts, empty cells at the end left off."""

StoredEntry: TypeAlias = tuple[int, str, str, int, str, str, str, str]
"""Row number, cells as JSON, phone cell, its column, phone, verdict, repairs, warnings. Lists are joined by
commas; where there is no phone, it is empty."""

StoredNotes: TypeAlias = tuple[str, str, str, int]
"""What few entries have: proposals, joined by commas, reason, details as JSON, row it repeats. What there is
not is empty, or 0."""


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
        notes: by the place of their entry.
    """

    rows: int
    entries: list[StoredEntry]
    notes: dict[int, StoredNotes]


def check_rows(rows: Iterable[WireRow], order: CheckOrder) -> Iterator[CheckedChunk]:
    """Check rows in their order; of equal numbers the first is kept.

    Args:
        rows: all rows of a file; blank ones at its end must be gone.
        order: what to check them by.
    """
    policy = Policy(default_country=order.country or None)
    checker = Checker(policy, order.blocked, order.coverage)
    remaining = iter(rows)
    padding = [""] * order.width
    numbers: list[int] = []
    texts: list[list[str]] = []
    cells: list[str] = []
    characters = 0
    while taken := list(islice(remaining, _ROWS_AT_ONCE)):
        if taken[0][0] <= order.header_row:
            taken = [row for row in taken if row[0] > order.header_row]
        padded = [row if len(row) >= order.width else row + padding[len(row) :] for _, row in taken]
        as_json = _as_json(padded)
        numbers += [number for number, _ in taken]
        texts += padded
        cells += as_json
        characters += sum(map(len, as_json))
        if len(numbers) >= CHUNK_ROWS or characters >= _CHUNK_CHARACTERS:
            yield _check_chunk(numbers, texts, cells, order.phone_columns, checker, policy)
            numbers, texts, cells, characters = [], [], [], 0
    if numbers:
        yield _check_chunk(numbers, texts, cells, order.phone_columns, checker, policy)


def _check_chunk(
    numbers: Sequence[int],
    rows: Sequence[list[str]],
    cells: Sequence[str],
    columns: tuple[int, ...],
    checker: Checker,
    policy: Policy,
) -> CheckedChunk:
    entries: list[StoredEntry] = []
    notes: dict[int, StoredNotes] = {}
    joined: dict[int, tuple[str, str]] = {}  # by the identity of the way
    check_usual, add = checker.check_usual, entries.append
    has_one = len(columns) == 1
    for number, row, json_cells in zip(numbers, rows, cells, strict=True):
        for column in columns if has_one else _filled(row, columns):
            text = row[column] if column < len(row) else ""
            usual = check_usual(number, text)
            if usual is not None:
                phone, way = usual
                try:
                    repairs, warnings = joined[id(way)]
                except KeyError:
                    repairs, warnings = joined[id(way)] = ",".join(way[0]), ",".join(way[1])
                add((number, json_cells, text, column, phone, "valid", repairs, warnings))
                continue
            checked = checker.judge(number, read_phone(text, policy))
            if (noted := _notes(checked)) != _NO_NOTES:
                notes[len(entries)] = noted
            phone, verdict = checked.phone or "", checked.verdict.value
            repairs, warnings = ",".join(checked.repairs), ",".join(checked.warnings)
            add((number, json_cells, text, column, phone, verdict, repairs, warnings))
    return CheckedChunk(len(rows), entries, notes)


def _as_json(rows: Sequence[list[str]]) -> list[str]:
    """Each row's cells as a JSON array, quickly where nothing in any of them has to be escaped."""
    plain = ['", "'.join(texts) for texts in rows]
    whole = "".join(plain)
    separators = sum(map(len, rows)) - len(rows)
    if len(_quoted(whole)) == len(whole) + 2 + 2 * separators:  # two quotes in each separator, and no more
        return [f'["{text}"]' for text in plain]
    return ["[" + ", ".join(map(_quoted, texts)) + "]" for texts in rows]


def _filled(texts: Sequence[str], columns: Sequence[int]) -> Sequence[int]:
    """The phone columns with something in this row's cell; the first where there is nothing in any."""
    found = [column for column in columns if column < len(texts) and texts[column].strip()]
    return found or columns[:1]


_NO_NOTES: StoredNotes = ("", "", "", 0)


def _notes(checked: CheckedRow) -> StoredNotes:
    return (
        ",".join(checked.proposals),
        checked.reason.value if checked.reason else "",
        json.dumps(dict(checked.details), ensure_ascii=False) if checked.details else "",
        checked.duplicate_of or 0,
    )
