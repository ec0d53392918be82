"""Contact lists in delimited text (CSV, TSV): rows as a spreadsheet program would number them.

A record is a row: a line break inside quotes does not begin a new one, a blank line is one. A ``sep=;``
line is not a row. The whole file is read once when it is opened, to be sure of its encoding; the rows are
streamed from it afterwards, each time anew. NUL characters are left out, they stand for nothing.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kwtsms_desktop.contacts.delimiters import declared_delimiter, guess_delimiter, known_delimiter
from kwtsms_desktop.contacts.encodings import check_encoding, codec_for, guess_encoding
from kwtsms_desktop.contacts.records import RecordTooLongError, read_records
from kwtsms_desktop.contacts.source import ImportOptions, TableRow, raise_if_stopped, without_trailing_blanks
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

_LINES_FOR_GUESS = 200
_LONGEST_LINE = 4 * 1024**2  # characters; more is no list, and must not fill the memory
_ROWS_BETWEEN_LOOKS = 500


class DelimitedSource:
    """An open text file.

    Attributes:
        encoding: the encoding it is read with.
        delimiter: None where each line is one cell.
    """

    encoding: str = ""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    hidden: tuple[range, ...] = ()

    def __init__(self, path: Path, options: ImportOptions, stop: threading.Event | None = None) -> None:
        """Find out, or check, how the file is written.

        Raises:
            UserError: the file is not written as ``options`` say, or cannot be read.
            ReadingStopped: the stop event was set.
        """
        self._path = path
        self._stop = stop
        given = known_delimiter(options.delimiter) if options.delimiter is not None else None
        with self._explained():
            self.encoding = self._find_encoding(options.encoding)
            beginning = list(itertools.islice(self._lines(), _LINES_FOR_GUESS))
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
        with self._explained():
            yield from without_trailing_blanks(self._all_rows())

    def close(self) -> None:
        """Nothing is held between readings."""

    def _find_encoding(self, given: str | None) -> str:
        if given is not None:
            return check_encoding(self._path, given, self._stop)
        return guess_encoding(self._path, self._stop)

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=codec_for(self.encoding), newline="") as file:
            first = True
            while line := file.readline(_LONGEST_LINE):
                if len(line) >= _LONGEST_LINE:
                    raise RecordTooLongError
                yield line.removeprefix("\ufeff") if first else line
                first = False

    def _all_rows(self) -> Iterator[TableRow]:
        lines = itertools.islice(self._lines(), self._skipped_lines, None)
        for number, cells in enumerate(read_records(lines, self.delimiter), start=1):
            if number % _ROWS_BETWEEN_LOOKS == 0:
                raise_if_stopped(self._stop)
            yield TableRow(number, tuple(cells))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What goes wrong inside becomes an error the user can be told."""
        name = self._path.name
        try:
            yield
        except FileNotFoundError:
            raise UserError(Reason.FILE_MISSING, file=name) from None
        except OSError:
            raise UserError(Reason.FILE_NOT_READABLE, file=name) from None
        except UnicodeError:  # the file was changed since it was opened
            raise UserError(Reason.ENCODING_WRONG, file=name, encoding=self.encoding) from None
        except RecordTooLongError:
            raise UserError(Reason.FILE_DAMAGED, file=name) from None
