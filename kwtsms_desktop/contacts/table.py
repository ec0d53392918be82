"""Opens a contact list of any kind: what it is, which row the headings are, which column the phones.

Everything guessed is open to the user's word (``ImportOptions``) and told back as an attribute. Rows keep
the numbers a spreadsheet program shows, texts stay as they are in the file, and memory does not grow with
the file.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder
from kwtsms_desktop.contacts.columns import (
    column_names,
    find_column,
    guess_header_row,
    guess_name_column,
    rank_phone_columns,
)
from kwtsms_desktop.contacts.delimited import DelimitedSource
from kwtsms_desktop.contacts.kinds import FileKind, recognise
from kwtsms_desktop.contacts.source import (
    DEFAULT_LIMITS,
    DEFAULT_OPTIONS,
    ImportOptions,
    ReadingStopped,
    ReadLimits,
    RowSource,
    TableRow,
)
from kwtsms_desktop.contacts.workbook import WorkbookSource
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

__all__ = ["ContactFile", "ImportOptions", "ReadLimits", "TableRow", "open_contact_file"]

SAMPLE_ROWS = 50
_ROWS_FOR_GUESS = 200
_SEVERAL = 2


class ContactFile:
    """An open contact list. Close it, or use it in a ``with`` statement: it may hold a process.

    Attributes:
        file_name: without folders.
        kind: ``csv``, ``tsv``, ``xlsx``, ``xlsm``, ``xlsb``, ``xls`` or ``ods``: what the content is.
        sheet: None for a text file.
        sheets: names that can be chosen; empty for a text file.
        encoding: None for a workbook.
        delimiter: None for a workbook and for a text file of one column.
        header_row: number of the row with the headings; 0 where there is none.
        headings: one for each column, white space tidied; empty where a column has none.
        phone_columns: 0-based: those named, else the likeliest; none when no column looks like one.
        phone_candidates: every column that looks like phone numbers, the likeliest first.
        name_column: 0-based; None when no column looks like one.
        sample: the first rows of the file, those above the headings included.
        hidden_rows: how many rows with something in them are left out because they are hidden.
        hidden_columns: 0-based; columns with something in them whose cells are empty because they are hidden.
            They may lie behind the last heading.
        mixed_columns: 0-based; columns whose numbers are shown in more than one way.
        has_rows: whether anything stands below the headings.
    """

    def __init__(self, file_name: str, source: RowSource, options: ImportOptions) -> None:
        """Understand the first rows of a source.

        Raises:
            UserError: there is nothing in it, or not what ``options`` name.
            ReadingStopped: the stop event was set.
        """
        self._source = source
        self.file_name = file_name
        self.kind = source.kind
        self.sheet = source.sheet
        self.sheets = source.sheets
        self.encoding = source.encoding
        self.delimiter = source.delimiter
        self.hidden_columns = source.hidden_columns
        self.mixed_columns = source.mixed_columns
        beginning = list(itertools.islice(source.rows(), _ROWS_FOR_GUESS))
        if not beginning and len(source.sheets) < _SEVERAL:  # of several sheets the user can choose another
            raise UserError(Reason.FILE_EMPTY, file=file_name)
        self.sample = tuple(beginning[:SAMPLE_ROWS])
        self.header_row = self._find_header_row(options.header_row)
        header = self._header_cells()
        below = list(itertools.islice(self._rows_below(), _ROWS_FOR_GUESS))
        self.has_rows = bool(below)
        self.headings = _headings(header, below)
        ranked = rank_phone_columns(self.headings, below)
        self.phone_candidates = tuple(column for column, _ in ranked)
        self.phone_columns = self._named_columns(options.phone_columns) or self.phone_candidates[:1]
        self.name_column = guess_name_column(self.headings, below, self.phone_column)
        self.hidden_rows = sum(
            len(range(max(run.start, self.header_row + 1), run.stop)) for run in source.hidden
        )

    def __enter__(self) -> ContactFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def phone_column(self) -> int | None:
        """The first phone column."""
        return self.phone_columns[0] if self.phone_columns else None

    def rows(self) -> Iterator[TableRow]:
        """Rows below the headings in file order, up to the last with anything in it.

        Each has at least as many cells as there are headings. The rows end early when the stop event given
        to ``open_contact_file`` is set; whoever set it looks at it afterwards.

        Raises:
            UserError: the file turned out to be unreadable further down.
        """
        width = len(self.headings)
        padding = ("",) * width
        try:
            for row in self._rows_below():
                missing = width - len(row.cells)
                yield row if missing <= 0 else TableRow(row.number, row.cells + padding[:missing])
        except ReadingStopped:
            return

    def checked_rows(
        self, country: str, coverage: Sequence[str] = (), blocked: Iterable[str] = ()
    ) -> Iterator[CheckedChunk]:
        """The same rows with their verdicts, as they are stored: an entry for each phone cell in use.

        Of equal numbers the first is kept. They end early when the stop event is set, as ``rows`` do.

        Args:
            country: code put before bare local numbers; empty for none.
            coverage: prefixes the account can send to; none: unknown.
            blocked: numbers that must not be sent to.

        Raises:
            UserError: no column holds phone numbers, or the file turned out to be unreadable further down.
        """
        if not self.phone_columns:
            raise UserError(Reason.NO_PHONE_COLUMN, columns=", ".join(column_names(self.headings)))
        order = CheckOrder(
            header_row=self.header_row,
            width=len(self.headings),
            phone_columns=self.phone_columns,
            country=country,
            coverage=tuple(coverage),
            blocked=frozenset(blocked),
        )
        try:
            yield from self._source.checked(order)
        except ReadingStopped:
            return

    def close(self) -> None:
        """Give back what the file holds. May be called twice."""
        self._source.close()

    def _rows_below(self) -> Iterator[TableRow]:
        return (row for row in self._source.rows() if row.number > self.header_row)

    def _find_header_row(self, given: int | None) -> int:
        if given is None:
            return guess_header_row(self.sample)
        if given < 0:
            raise UserError(Reason.NO_SUCH_HEADER_ROW, row=given)
        return given

    def _header_cells(self) -> tuple[str, ...]:
        """The cells of the heading row; none where there is no such row by choice, or it is hidden."""
        if self.header_row == 0:
            return ()
        for row in self._source.rows():
            if row.number >= self.header_row:
                return row.cells if row.number == self.header_row else ()
        raise UserError(Reason.NO_SUCH_HEADER_ROW, row=self.header_row)

    def _named_columns(self, names: Sequence[str]) -> tuple[int, ...]:
        """The columns the user names, each once, in the user's order."""
        columns: dict[int, None] = {}
        for name in names:
            column = find_column(name, self.headings)
            if column is None:
                raise UserError(
                    Reason.NO_SUCH_COLUMN, column=name, columns=", ".join(column_names(self.headings))
                )
            columns[column] = None
        return tuple(columns)


def open_contact_file(
    path: Path,
    options: ImportOptions = DEFAULT_OPTIONS,
    stop: threading.Event | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> ContactFile:
    """Open a contact list and understand how it is written.

    Args:
        path: the file; its content decides what it is, not its name.
        options: what the user knows better than a guess.
        stop: set it from another thread to give up; also ends ``ContactFile.rows``.
        limits: how much a workbook may cost.

    Raises:
        UserError: the file cannot be read as a contact list (``FILE_…``, ``ENCODING_…``, ``NO_…``), or
            ``CANCELLED_BY_USER`` when ``stop`` was set.
    """
    source: RowSource | None = None
    try:
        kind = recognise(path, limits)
        if kind is FileKind.TEXT:
            source = DelimitedSource(path, options, stop, limits)
        else:
            source = WorkbookSource(path, kind, options, limits, stop)
        return ContactFile(path.name, source, options)
    except BaseException as error:
        if source is not None:
            source.close()
        if isinstance(error, ReadingStopped):
            raise UserError(Reason.CANCELLED_BY_USER) from None
        raise


def _headings(header: Sequence[str], below: Sequence[TableRow]) -> tuple[str, ...]:
    """A heading for every column in use, on one line each."""
    width = max((_used_width(cells) for cells in (header, *(row.cells for row in below))), default=0)
    texts = [" ".join(text.split()) for text in header[:width]]
    return (*texts, *[""] * (width - len(texts)))


def _used_width(cells: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(cells, start=1) if cell.strip()), default=0)
