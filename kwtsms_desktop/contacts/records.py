"""Lines of delimited text become records, quotes respected, and no stray quote swallows a list.

The csv module takes an opening quote without a closing one for a cell that runs to the end of the file:
every person below it would be lost without a word. So a record that runs on for too long, or to the end
of the file with its quote still open, is read again as one line whose quotes are ordinary characters.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_CELL_LINES = 300
"""More line breaks than this in one record are a quote gone astray; a spreadsheet cell shows 253 at most."""

_NEVER = "\x00"  # taken out of every line beforehand, so that it can stand for "no delimiter"


class RecordTooLongError(Exception):
    """One cell is longer than any a person wrote (``csv.field_size_limit``: 131,072 characters)."""


def read_records(lines: Iterable[str], delimiter: str | None) -> Iterator[list[str]]:
    """The cells of each record; a blank line is a record without cells.

    Args:
        lines: with their line ends, as a file opened with ``newline=""`` gives them.
        delimiter: one character; None where each line is one cell.

    Raises:
        RecordTooLongError: a cell has no end.
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter or _NEVER)
    while True:
        feed.begin_record()
        try:
            record = next(reader)
        except StopIteration:
            return
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

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self._ended = False
        self.taken: list[str] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) > LONGEST_CELL_LINES:
            raise csv.Error
        if self._returned:
            line = self._returned.popleft()
        else:
            try:
                line = next(self._lines).replace(_NEVER, "")
            except StopIteration:
                self._ended = True
                raise
        self.taken.append(line)
        return line

    def begin_record(self) -> None:
        self.taken.clear()

    def ran_astray(self) -> bool:
        """Whether the record just read ended only because the file did, inside a quoted cell."""
        return self._ended and bool(self.taken)  # the reader asks for more only inside quotes

    def give_back_all_but_first(self) -> str:
        first, *rest = self.taken
        self._returned.extendleft(reversed(rest))
        self._ended = False
        return first


def _literal(line: str, delimiter: str | None) -> list[str]:
    line = line.rstrip("\r\n")
    return line.split(delimiter) if delimiter else [line]
