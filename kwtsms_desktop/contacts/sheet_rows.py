"""The rows of a sheet as its readers see them: calamine's values, shown as their cells show them.

What a sheet has nothing of costs nothing: each of the steps below is taken only where the scan found
something for it. Values that the look of their column does not fit keep their plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeAlias

import python_calamine as calamine

from kwtsms_desktop.contacts.cell_text import CellValue, row_texts
from kwtsms_desktop.contacts.checked_rows import WireRow
from kwtsms_desktop.contacts.number_formats import NumberFormat
from kwtsms_desktop.contacts.sheet_parts import LookChange, SheetScan, ShownRow

_Values: TypeAlias = list[CellValue]
_Show: TypeAlias = tuple[int, NumberFormat]

_NEVER = 2**62  # no row has this number


def sheet_rows(
    content: calamine.CalamineSheet, scan: SheetScan, shown: Callable[[], Iterator[ShownRow]]
) -> Iterator[WireRow]:
    """All rows with their numbers, hidden ones too; cells of hidden columns are empty.

    Args:
        content: the values.
        scan: what was found in the sheet's XML.
        shown: texts the file itself keeps beside its values, in ascending order of rows.
    """
    if content.start is None:
        return iter(())
    # iter_rows begins in the first row, but in the first used column
    before = content.start[1]
    values = enumerate(content.iter_rows(), start=1)
    looks = [(row, column - before, look) for row, column, look in scan.looks if column >= before]
    rows = _with_looks(values, looks) if looks else ((number, row_texts(row)) for number, row in values)
    if before:
        rows = _indented(rows, before)
    if scan.errors:
        rows = _with_errors(rows, scan.errors)
    rows = _as_shown(rows, shown())
    if scan.merged:
        rows = _filled_down(rows, scan.merged)
    return _blanked(rows, scan.hidden_columns) if scan.hidden_columns else rows


def _with_looks(values: Iterable[tuple[int, _Values]], changes: list[LookChange]) -> Iterator[WireRow]:
    """Texts of rows, each by the look its column has there."""
    current: dict[int, NumberFormat | None] = {}
    shows: list[_Show] = []
    with_texts = any(look is not None and look.shows_texts for _, _, look in changes)
    waiting = iter(changes)
    change = next(waiting, None)
    next_row = change[0] if change else _NEVER
    for number, row in values:
        if number >= next_row:
            while change is not None and change[0] <= number:
                current[change[1]] = change[2]
                change = next(waiting, None)
            next_row = change[0] if change else _NEVER
            shows = [(column, look) for column, look in current.items() if look is not None]
        texts = row_texts(row)
        width = len(texts)
        for column, look in shows:
            if column < width and (type(value := row[column]) is not str or with_texts):
                text = look.text(value)
                if text is not None:
                    texts[column] = text
        yield number, _trimmed(texts) if width and not texts[-1] else texts


def _indented(rows: Iterable[WireRow], columns: int) -> Iterator[WireRow]:
    before = [""] * columns
    return ((number, before + texts if texts else texts) for number, texts in rows)


def _with_errors(rows: Iterable[WireRow], errors: dict[int, dict[int, str]]) -> Iterator[WireRow]:
    for number, texts in rows:
        found = errors.get(number)
        if found:
            texts = texts + [""] * (max(found) + 1 - len(texts))
            for column, name in found.items():
                texts[column] = texts[column] or name
        yield number, texts


def _as_shown(rows: Iterator[WireRow], shown: Iterator[ShownRow]) -> Iterator[WireRow]:
    first = next(shown, None)
    return rows if first is None else _shown_from(first, rows, shown)


def _shown_from(first: ShownRow, rows: Iterable[WireRow], shown: Iterator[ShownRow]) -> Iterator[WireRow]:
    numbers, cells = first
    for number, texts in rows:
        while number >= numbers.stop:
            numbers, cells = next(shown, (range(_NEVER, _NEVER + 1), {}))
        if number >= numbers.start:
            for column, text in cells.items():
                if column < len(texts) and texts[column]:
                    texts[column] = text
        yield number, texts


def _filled_down(rows: Iterable[WireRow], merged: dict[int, list[tuple[int, int]]]) -> Iterator[WireRow]:
    """Cells merged downwards hold the text of their first, in rows that hold something else besides.

    Only ranges of one column: those across several are titles. Rows without anything of their own stay
    blank, or a group merged down to the end of a form would make rows of it.
    """
    open_ranges: dict[int, tuple[int, str]] = {}
    for number, texts in rows:
        if open_ranges:
            open_ranges = {column: held for column, held in open_ranges.items() if held[0] >= number}
            if texts and "".join(texts).strip():
                for column, (_, text) in open_ranges.items():
                    texts += [""] * (column + 1 - len(texts))
                    texts[column] = texts[column] or text
        for column, last in merged.get(number, ()):
            text = texts[column] if column < len(texts) else ""
            if text:
                open_ranges[column] = (last, text)
        yield number, texts


def _blanked(rows: Iterable[WireRow], columns: Collection[int]) -> Iterator[WireRow]:
    for number, texts in rows:
        if len(columns) < len(texts):
            hidden = [column for column in columns if column < len(texts)]
        else:
            hidden = [column for column in range(len(texts)) if column in columns]
        for column in hidden:
            texts[column] = ""
        yield number, _trimmed(texts)


def _trimmed(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts
