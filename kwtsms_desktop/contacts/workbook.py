"""Contact lists in workbooks (xlsx, xlsm, xlsb, xls, ods), read by a child process with limits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

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
from kwtsms_desktop.contacts.reader_process import ReaderProcess
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
        self._unanswered = 0
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

    def rows(self) -> Iterator[TableRow]:
        """All visible rows from the first of the sheet on. A new call ends earlier iterations.

        Raises:
            UserError: the reader died.
            ReadingStopped: the stop event was set.
        """
        return without_trailing_blanks(self._all_rows())

    def close(self) -> None:
        """End the reader."""
        self._reader.end()

    def _all_rows(self) -> Iterator[TableRow]:
        iteration = self._iteration = object()
        while self._unanswered:  # what an earlier iteration asked for and did not wait for
            self._answer()
        self._ask(AGAIN)
        while rows := decode_rows(self._answer()):
            self._ask(MORE)  # the reader prepares the next rows while these are used
            for number, texts in rows:
                yield TableRow(number, tuple(texts))
            if iteration is not self._iteration:
                raise RuntimeError("another iteration over the same workbook has begun")

    def _ask(self, order: bytes) -> None:
        self._unanswered += 1
        self._reader.ask(order)

    def _answer(self) -> bytes:
        answer = self._reader.answer()
        self._unanswered -= 1
        return answer

    @staticmethod
    def _opened(file_name: str, options: ImportOptions, answer: Opened | Refused) -> Opened:
        if isinstance(answer, Opened):
            return answer
        if answer.refusal is Refusal.NO_SUCH_SHEET:
            raise UserError(Reason.NO_SUCH_SHEET, sheet=str(options.sheet), sheets=", ".join(answer.sheets))
        raise UserError(_REASONS[answer.refusal], file=file_name)
