"""Contact lists in delimited text (CSV, TSV): rows as a spreadsheet program would number them.

A record is a row: a line break inside quotes does not begin a new one, a blank line is one. A ``sep=;``
line is not a row. The whole file is read once when it is opened, to be sure of its encoding; the rows are
streamed from it afterwards, each time anew. NUL characters are left out, they stand for nothing.

A large file is checked in the reader's process, on a core of its own; a small one is done before such a
process would have started.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder, WireRow, check_rows
from kwtsms_desktop.contacts.delimiters import declared_delimiter, guess_delimiter, known_delimiter
from kwtsms_desktop.contacts.encodings import check_encoding, codec_for, guess_encoding
from kwtsms_desktop.contacts.reader_messages import TEXT, OpenRequest
from kwtsms_desktop.contacts.reader_process import ReaderProcess, checked_chunks
from kwtsms_desktop.contacts.records import RecordTooLongError, read_records
from kwtsms_desktop.contacts.source import (
    DEFAULT_LIMITS,
    ImportOptions,
    ReadLimits,
    TableRow,
    raise_if_stopped,
    without_trailing_blanks,
)
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

_LINES_FOR_GUESS = 200
_LONGEST_LINE = 4 * 1024**2  # characters; more is no list, and must not fill the memory
_BLOCK_CHARACTERS = 16 * 1024  # some hundreds of rows
SMALL_BYTES = 1024**2
"""A larger file is checked in a process of its own."""


class DelimitedSource:
    """An open text file. Holds a process while a large one is checked.

    Attributes:
        encoding: the encoding it is read with.
        delimiter: None where each line is one cell.
    """

    encoding: str = ""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    hidden: tuple[range, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    mixed_columns: tuple[int, ...] = ()

    def __init__(
        self,
        path: Path,
        options: ImportOptions,
        stop: threading.Event | None = None,
        limits: ReadLimits = DEFAULT_LIMITS,
    ) -> None:
        """Find out, or check, how the file is written.

        Raises:
            UserError: the file is not written as ``options`` say, or cannot be read.
            ReadingStopped: the stop event was set.
        """
        self._path = path
        self._stop = stop
        self._limits = limits
        self._reader: ReaderProcess | None = None
        given = known_delimiter(options.delimiter) if options.delimiter is not None else None
        with _explained(path, options.encoding or ""):
            self.encoding = self._find_encoding(options.encoding)
            beginning = list(itertools.islice(_lines(path, self.encoding), _LINES_FOR_GUESS))
        declared = declared_delimiter(beginning[0]) if beginning else None
        self._skipped_lines = 0 if declared is None else 1
        self.delimiter = given or declared or guess_delimiter(beginning, path.suffix)

    @property
    def kind(self) -> str:
        """``tsv`` or ``csv``."""
        return "tsv" if self.delimiter == "\t" else "csv"

    def rows(self) -> Iterator[TableRow]:
        """All rows from the first of the file on.

        Raises:
            UserError: the file cannot be read any further.
            ReadingStopped: the stop event was set.
        """
        return (TableRow(number, tuple(texts)) for number, texts in self._text_rows())

    def checked(self, order: CheckOrder) -> Iterator[CheckedChunk]:
        """The rows below the headings with their verdicts.

        Raises:
            UserError: the file cannot be read any further.
            ReadingStopped: the stop event was set.
        """
        if self._size() <= SMALL_BYTES:
            return check_rows(self._text_rows(), order)
        self.close()
        request = OpenRequest(
            path=str(self._path.absolute()),
            kind=TEXT,
            sheet=None,
            include_hidden=False,
            memory_bytes=self._limits.memory_bytes,
            encoding=self.encoding,
            delimiter=self.delimiter,
            skipped_lines=self._skipped_lines,
        )
        self._reader = ReaderProcess(request, self._limits, self._stop)
        return checked_chunks(self._reader, order)

    def close(self) -> None:
        """End the reader, if there is one."""
        if self._reader is not None:
            self._reader.end()
            self._reader = None

    def _text_rows(self) -> Iterator[WireRow]:
        return text_rows(self._path, self.encoding, self.delimiter, self._skipped_lines, self._stop)

    def _size(self) -> int:
        with _explained(self._path, self.encoding):
            return self._path.stat().st_size

    def _find_encoding(self, given: str | None) -> str:
        if given is not None:
            return check_encoding(self._path, given, self._stop)
        return guess_encoding(self._path, self._stop)


def text_rows(
    path: Path,
    encoding: str,
    delimiter: str | None,
    skipped_lines: int,
    stop: threading.Event | None = None,
) -> Iterator[WireRow]:
    """The rows of a text file whose way of writing is known, blank ones at the end left off.

    Raises:
        UserError: the file cannot be read any further.
        ReadingStopped: the stop event was set.
    """
    with _explained(path, encoding):
        blocks = _blocks(path, encoding, skipped_lines, stop)
        yield from without_trailing_blanks(enumerate(read_records(blocks, delimiter), start=1))


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=codec_for(encoding), newline="") as file:
        first = True
        while line := file.readline(_LONGEST_LINE):
            if len(line) >= _LONGEST_LINE:
                raise RecordTooLongError
            yield line.removeprefix("\ufeff") if first else line
            first = False


def _blocks(path: Path, encoding: str, skipped_lines: int, stop: threading.Event | None) -> Iterator[str]:
    """The text in pieces of whole lines."""
    with path.open(encoding=codec_for(encoding), newline="") as file:
        for _ in range(skipped_lines):
            file.readline()
        begins = skipped_lines == 0
        while block := file.read(_BLOCK_CHARACTERS):
            raise_if_stopped(stop)
            rest = file.readline(_LONGEST_LINE)
            if len(rest) >= _LONGEST_LINE:
                raise RecordTooLongError
            yield block.removeprefix("\ufeff") + rest if begins else block + rest
            begins = False


@contextmanager
def _explained(path: Path, encoding: str) -> Iterator[None]:
    """What goes wrong inside becomes an error the user can be told."""
    name = path.name
    try:
        yield
    except FileNotFoundError:
        raise UserError(Reason.FILE_MISSING, file=name) from None
    except OSError:
        raise UserError(Reason.FILE_NOT_READABLE, file=name) from None
    except UnicodeError:  # the file was changed since it was opened
        raise UserError(Reason.ENCODING_WRONG, file=name, encoding=encoding) from None
    except RecordTooLongError:
        raise UserError(Reason.FILE_DAMAGED, file=name) from None
