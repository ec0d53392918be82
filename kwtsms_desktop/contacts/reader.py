"""The workbook reader, a program of its own: opens one workbook and hands its rows over in chunks.

It runs in a child process because calamine ends the whole process when memory runs out, and because ending
a process is the only way to cancel it. It reads its orders from standard input, answers on standard output
(``reader_messages``) and ends as soon as the input does: when its parent dies, it dies.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import python_calamine as calamine

from kwtsms_desktop.contacts.cell_text import row_texts
from kwtsms_desktop.contacts.reader_messages import (
    AGAIN,
    Opened,
    OpenRequest,
    Refusal,
    Refused,
    WireRow,
    decode_request,
    encode,
)
from kwtsms_desktop.contacts.row_ranges import RowRanges
from kwtsms_desktop.contacts.sheet_scan import SCAN_ERRORS, SheetScan, scan_sheet

_CHUNK_ROWS = 500
_CHUNK_CHARACTERS = 500_000


def main() -> NoReturn:
    """Answer one request, then give rows as long as they are asked for."""
    _serve()
    os._exit(0)  # the thread that waits for orders would hold up an orderly end


def _serve() -> None:
    orders = _listen()
    request = decode_request(orders.get())
    _limit_memory(request.memory_bytes)
    try:
        sheet = _open(request)
    except _RefusedError as refused:
        _say(encode(Refused(refused.refusal, refused.sheets)))
        return
    _say(encode(Opened(sheet.name, sheet.sheets, sheet.hidden_runs())))
    chunks: Iterator[list[WireRow]] = iter(())
    while True:
        if orders.get() == AGAIN:
            chunks = sheet.chunks()
        _say(encode(next(chunks, [])))


def _listen() -> queue.SimpleQueue[bytes]:
    """The lines of standard input; a thread waits for them, so that their end is noticed at any time."""
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        with os.fdopen(_binary(0), "rb", closefd=False) as lines:
            for line in lines:
                orders.put(line)
        os._exit(0)

    threading.Thread(target=listen, name="orders", daemon=True).start()
    return orders


def _say(line: bytes) -> None:
    with os.fdopen(_binary(1), "wb", closefd=False) as output:
        output.write(line)


def _binary(descriptor: int) -> int:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(descriptor, os.O_BINARY)
    return descriptor


def _limit_memory(size: int) -> None:
    """Let the system refuse memory beyond ``size``. macOS and Windows do not; there the parent watches."""
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal, sheets: list[str]) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.sheets = sheets


class _Sheet:
    """One opened sheet: its rows with their numbers, error cells named, hidden rows left out."""

    def __init__(
        self, name: str, sheets: list[str], content: calamine.CalamineSheet, scan: SheetScan
    ) -> None:
        self.name = name
        self.sheets = sheets
        self._content = content
        self._errors = scan.errors
        self._hidden = scan.hidden

    def hidden_runs(self) -> list[tuple[int, int]]:
        if not self._hidden:
            return []
        runs = RowRanges()
        for number, texts in self._all_rows():
            if number in self._hidden and "".join(texts).strip():
                runs.add(range(number, number + 1))
        return [(run.start, run.stop - 1) for run in runs]

    def chunks(self) -> Iterator[list[WireRow]]:
        chunk: list[WireRow] = []
        characters = 0
        for number, texts in self._all_rows():
            if self._hidden and number in self._hidden:
                continue
            chunk.append((number, texts))
            characters += sum(map(len, texts))
            if len(chunk) >= _CHUNK_ROWS or characters >= _CHUNK_CHARACTERS:
                yield chunk
                chunk, characters = [], 0
        if chunk:
            yield chunk

    def _all_rows(self) -> Iterator[WireRow]:
        start = self._content.start
        if start is None:
            return
        before = [""] * start[1]  # iter_rows begins in the first row, but in the first used column
        for number, values in enumerate(self._content.iter_rows(), start=1):
            texts = row_texts(values)
            if texts and before:
                texts = before + texts
            if number in self._errors:
                texts = _with_errors(texts, self._errors[number])
            yield number, texts


def _with_errors(texts: list[str], errors: dict[int, str]) -> list[str]:
    wide = texts + [""] * (max(errors) + 1 - len(texts))
    for column, name in errors.items():
        wide[column] = wide[column] or name
    return wide


def _open(request: OpenRequest) -> _Sheet:
    sheets: list[str] = []
    try:
        book = _book(request)
        sheets = _sheet_names(book, request.include_hidden)
        if not book.sheet_names:  # no program saves a workbook without sheets
            raise _RefusedError(Refusal.DAMAGED, sheets)
        name, content = _choose(book, request, sheets)
    except calamine.PasswordError:
        raise _RefusedError(Refusal.ENCRYPTED, sheets) from None
    except MemoryError:
        raise _RefusedError(Refusal.TOO_BIG, sheets) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise _RefusedError(Refusal.DAMAGED, sheets) from None
    return _Sheet(name, sheets, content, _scan(request, name))


def _book(request: OpenRequest) -> calamine.CalamineWorkbook:
    """The workbook. By its path where the name fits the content, since only then are passwords noticed."""
    path = Path(request.path)
    if path.suffix.lower() == f".{request.kind}":
        return calamine.CalamineWorkbook.from_path(path)
    # calamine keeps the file for as long as it reads sheets, and closes it with itself
    return calamine.CalamineWorkbook.from_filelike(path.open("rb"))


def _sheet_names(book: calamine.CalamineWorkbook, include_hidden: bool) -> list[str]:
    """Sheets of cells, in the order of their tabs: the visible ones, or all where none is."""
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ is calamine.SheetTypeEnum.WorkSheet]
    visible = [sheet for sheet in tables if sheet.visible is calamine.SheetVisibleEnum.Visible]
    return [sheet.name for sheet in (visible if visible and not include_hidden else tables)]


def _choose(
    book: calamine.CalamineWorkbook, request: OpenRequest, sheets: list[str]
) -> tuple[str, calamine.CalamineSheet]:
    """The sheet named, or the first that holds a table, or the first with anything in it."""
    if request.sheet is not None:
        name = _named(request.sheet, book.sheet_names)
        if name is None:
            raise _RefusedError(Refusal.NO_SUCH_SHEET, sheets)
        return name, book.get_sheet_by_name(name)
    first: tuple[str, calamine.CalamineSheet] | None = None
    for name in sheets:
        content = book.get_sheet_by_name(name)
        if content.start is None:
            continue
        if content.height > 1:
            return name, content
        first = first or (name, content)
    if first is None:
        raise _RefusedError(Refusal.EMPTY, sheets)
    return first


def _named(wanted: str, names: list[str]) -> str | None:
    if wanted in names:
        return wanted
    return next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), None)


def _scan(request: OpenRequest, sheet: str) -> SheetScan:
    try:
        scan = scan_sheet(Path(request.path), request.kind, sheet)
    except SCAN_ERRORS:
        return SheetScan()
    return SheetScan(errors=scan.errors) if request.include_hidden else scan


if __name__ == "__main__":
    main()
