"""What every kind of contact list file gives: numbered rows of text, and what was assumed to get them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder, WireRow


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user says about a file; everything left out is guessed.

    Attributes:
        sheet: name of the sheet; None for the first visible one that holds a table. Text files have none.
        header_row: number of the row with the headings; 0 for none; None to guess.
        phone_columns: headings or column letters; none to guess one.
        encoding: of a text file, any name Python knows; None to guess.
        delimiter: of a text file: one character, or a word such as ``tab``; None to guess.
        include_hidden: whether hidden rows, columns and sheets are read too.
    """

    sheet: str | None = None
    header_row: int | None = None
    phone_columns: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    include_hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a file.

    Attributes:
        number: 1-based, as a spreadsheet program shows it.
        cells: texts exactly as in the file.
    """

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nobody would see anything in this row."""
        return not "".join(self.cells).strip()


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a workbook may cost before it is given up.

    The defaults let a full sheet pass (1,048,576 rows of 10 columns take 500 MB unpacked and 900 MB of
    memory) and stop archives made to exhaust a computer.

    Attributes:
        seconds: longest wait for one answer of the reader; opening is the long one.
        memory_bytes: most memory the reader may use.
        unpacked_bytes: most its zip directory may promise, pictures apart.
        ratio: most a large part may grow when unpacked; tables grow 10 to 20 times.
    """

    seconds: float = 180.0
    memory_bytes: int = 1536 * 1024**2
    unpacked_bytes: int = 1024**3
    ratio: int = 100


DEFAULT_OPTIONS = ImportOptions()
DEFAULT_LIMITS = ReadLimits()


class ReadingStopped(Exception):  # noqa: N818  (not an error: the user's wish, as StopIteration is)
    """The stop event was set while a file was read."""


class RowSource(Protocol):
    """An open file of any kind."""

    @property
    def kind(self) -> str:
        """``csv``, ``tsv``, ``xlsx``, ``xlsm``, ``xlsb``, ``xls`` or ``ods``: the content, not the name."""

    @property
    def sheet(self) -> str | None:
        """The sheet that is read; None for a text file."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names that can be chosen; none for a text file."""

    @property
    def encoding(self) -> str | None:
        """None for a workbook."""

    @property
    def delimiter(self) -> str | None:
        """None for a workbook and for a text file of one column."""

    @property
    def hidden(self) -> Sequence[range]:
        """Hidden rows with something in them that ``rows`` leaves out, in ascending order."""

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """0-based; hidden columns with something in them, whose cells ``rows`` gives as empty ones."""

    @property
    def mixed_columns(self) -> tuple[int, ...]:
        """0-based; columns whose numbers are shown in more than one way, each as its cell shows it."""

    def rows(self) -> Iterator[TableRow]:
        """All visible rows from the first of the file on; each call begins anew.

        Raises:
            UserError: the file turned out to be unreadable further down.
            ReadingStopped: the stop event was set.
        """

    def checked(self, order: CheckOrder) -> Iterator[CheckedChunk]:
        """All visible rows below the headings with their verdicts; each call begins anew.

        Raises:
            UserError: the file turned out to be unreadable further down.
            ReadingStopped: the stop event was set.
        """

    def close(self) -> None:
        """Give back what the file holds. May be called twice."""


def raise_if_stopped(stop: threading.Event | None) -> None:
    """A safe point.

    Raises:
        ReadingStopped: the user wishes to stop.
    """
    if stop is not None and stop.is_set():
        raise ReadingStopped


def without_trailing_blanks(rows: Iterable[WireRow]) -> Iterator[WireRow]:
    """The rows up to the last with anything in it; blank ones in between are kept.

    Blank rows are held back by their numbers alone, so that a million of them at the end cost nothing; they
    come back without cells.
    """
    held: list[range] = []
    for row in rows:
        number, texts = row
        if not "".join(texts).strip():
            if held and held[-1].stop == number:
                held[-1] = range(held[-1].start, number + 1)
            else:
                held.append(range(number, number + 1))
            continue
        if held:
            for numbers in held:
                yield from ((blank, []) for blank in numbers)
            held.clear()
        yield row
