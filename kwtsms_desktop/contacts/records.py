"""Text becomes records, quotes respected, and no stray quote swallows a list.

The csv module takes an opening quote without a closing one for a cell that runs to the end of the file:
every person below it would be lost without a word. So a record that runs on for too long, or to the end
of the file with its quote still open, is read again as one line whose quotes are ordinary characters.

Where every line of a block is a record of its own, which is nearly everywhere, the csv module has the block
to itself; only the others are read with that care.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_CELL_LINES = 300
"""More line breaks than this in one record are a quote gone astray; a spreadsheet cell shows 253 at most."""

_NEVER = "\x00"  # taken out of every block beforehand, so that it can stand for "no delimiter"


class RecordTooLongError(Exception):
    """One cell is longer than any a person wrote (``csv.field_size_limit``: 131,072 characters)."""


def read_records(blocks: Iterable[str], delimiter: str | None) -> Iterator[list[str]]:
    """The cells of each record; a blank line is a record without cells.

    Args:
        blocks: pieces of a text, each of whole lines with their ends as they are in the file.
        delimiter: one character; None where each line is one cell.

    Raises:
        RecordTooLongError: a cell has no end.
    """
    separator = delimiter or _NEVER
    remaining = iter(blocks)
    for block in remaining:
        lines = _lines_of(block)
        records = _one_for_each(lines, separator)
        if records is None:
            yield from _read_with_care(lines, remaining, delimiter)
        else:
            yield from records


def _lines_of(block: str) -> list[str]:
    # not splitlines(): that ends lines at characters which no spreadsheet program takes for a line's end
    return list(io.StringIO(block.replace(_NEVER, ""), newline=""))


def _one_for_each(lines: list[str], separator: str) -> list[list[str]] | None:
    """The records, if there is one on each line; None where any goes on in the next."""
    closed = [*lines, "\n"]  # a quote that is open at the end swallows the blank line
    try:
        records = list(csv.reader(closed, delimiter=separator))
    except csv.Error:
        return None
    if len(records) != len(closed):
        return None
    records.pop()
    return records


def _read_with_care(lines: list[str], blocks: Iterator[str], delimiter: str | None) -> Iterator[list[str]]:
    """The records that begin in ``lines``; their last may take lines of the next blocks."""
    feed = _Feed(lines, blocks)
    reader = csv.reader(feed, delimiter=delimiter or _NEVER)
    while feed.has_lines:
        feed.begin_record()
        try:
            record = next(reader)
        except csv.Error:
            if len(feed.taken) == 1:
                raise RecordTooLongError from None
            record = None
        if record is None or feed.ran_astray():
            yield _literal(feed.give_back_all_but_first(), delimiter)
            reader = csv.reader(feed, delimiter=delimiter or _NEVER)  # the old one is inside the quote
        else:
            yield record


class _Feed:
    """Gives lines to the reader and remembers those of the record being read, so that they can go back."""

    def __init__(self, lines: list[str], blocks: Iterator[str]) -> None:
        self._lines = deque(lines)
        self._blocks = blocks
        self._ended = False
        self.taken: list[str] = []

    @property
    def has_lines(self) -> bool:
        """Whether there are lines at hand that no record has taken."""
        return bool(self._lines)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) > LONGEST_CELL_LINES:
            raise csv.Error
        while not self._lines:
            try:
                self._lines.extend(_lines_of(next(self._blocks)))
            except StopIteration:
                self._ended = True
                raise
        line = self._lines.popleft()
        self.taken.append(line)
        return line

    def begin_record(self) -> None:
        self.taken.clear()

    def ran_astray(self) -> bool:
        """Whether the record just read ended only because the file did, inside a quoted cell."""
        return self._ended and bool(self.taken)  # the reader asks for more only inside quotes

    def give_back_all_but_first(self) -> str:
        first, *rest = self.taken
        self._lines.extendleft(reversed(rest))
        self._ended = False
        return first


def _literal(line: str, delimiter: str | None) -> list[str]:
    line = line.rstrip("\r\n")
    return line.split(delimiter) if delimiter else [line]
