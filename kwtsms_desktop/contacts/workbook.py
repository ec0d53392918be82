"""Contact lists in workbooks (xlsx, xlsm, xlsb, xls, ods), read by a child process with limits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder, WireRow
from kwtsms_desktop.contacts.kinds import FileKind
from kwtsms_desktop.contacts.reader_messages import (
    AGAIN,
    MORE,
    Opened,
    OpenRequest,
    Refusal,
    Refused,
    decode_answer,
    decode_rows,
)
from kwtsms_desktop.contacts.reader_process import ReaderProcess, checked_chunks
from kwtsms_desktop.contacts.source import ImportOptions, ReadLimits, TableRow, without_trailing_blanks
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

_REASONS = {
    Refusal.DAMAGED: Reason.FILE_DAMAGED,
    Refusal.ENCRYPTED: Reason.FILE_ENCRYPTED,
    Refusal.TOO_BIG: Reason.FILE_TOO_BIG,
    Refusal.EMPTY: Reason.FILE_EMPTY,
}


class WorkbookSource:
    """An open workbook. Holds a process until it is closed."""

    encoding: str | None = None
    delimiter: str | None = None
    hidden_columns: tuple[int, ...] = ()
    mixed_columns: tuple[int, ...] = ()

    def __init__(
        self,
        path: Path,
        kind: FileKind,
        options: ImportOptions,
        limits: ReadLimits,
        stop: threading.Event | None = None,
    ) -> None:
        """Open the workbook and read the sheet.

        Raises:
            UserError: it is damaged, locked or too big, or has no such sheet.
            ReadingStopped: the stop event was set.
        """
        self.kind = str(kind)
        self._iteration: object = None  # the latest; an older one must not take its rows
        request = OpenRequest(
            path=str(path.absolute()),
            kind=self.kind,
            sheet=options.sheet,
            include_hidden=options.include_hidden,
            memory_bytes=limits.memory_bytes,
        )
        self._reader = ReaderProcess(request, limits, stop)
        try:
            opened = self._opened(path.name, options, decode_answer(self._reader.answer()))
        except BaseException:
            self.close()
            raise
        self.sheet: str | None = opened.sheet
        self.sheets = tuple(opened.sheets)
        self.hidden = tuple(range(first, last + 1) for first, last in opened.hidden)
        self.hidden_columns = tuple(opened.hidden_columns)
        self.mixed_columns = tuple(opened.mixed_columns)

    def rows(self) -> Iterator[TableRow]:
        """All visible rows from the first of the sheet on. A new call ends earlier iterations.

        Raises:
            UserError: the reader died.
            ReadingStopped: the stop event was set.
        """
        rows = without_trailing_blanks(self._all_rows())
        return (TableRow(number, tuple(texts)) for number, texts in rows)

    def checked(self, order: CheckOrder) -> Iterator[CheckedChunk]:
        """All visible rows below the headings with their verdicts. A new call ends earlier iterations.

        Raises:
            UserError: the reader died.
            ReadingStopped: the stop event was set.
        """
        self._begin_iteration()
        return checked_chunks(self._reader, order)

    def close(self) -> None:
        """End the reader."""
        self._reader.end()

    def _begin_iteration(self) -> object:
        self._iteration = object()
        while self._reader.unanswered:  # what an earlier iteration asked for and did not wait for
            self._reader.answer()
        return self._iteration

    def _all_rows(self) -> Iterator[WireRow]:
        iteration = self._begin_iteration()
        self._reader.ask(AGAIN)
        while rows := decode_rows(self._reader.answer()):
            self._reader.ask(MORE)  # the reader prepares the next rows while these are used
            yield from rows
            if iteration is not self._iteration:
                raise RuntimeError("another iteration over the same workbook has begun")

    @staticmethod
    def _opened(file_name: str, options: ImportOptions, answer: Opened | Refused) -> Opened:
        if isinstance(answer, Opened):
            return answer
        if answer.refusal is Refusal.NO_SUCH_SHEET:
            raise UserError(Reason.NO_SUCH_SHEET, sheet=str(options.sheet), sheets=", ".join(answer.sheets))
        raise UserError(_REASONS[answer.refusal], file=file_name)
