"""The reader, a program of its own: opens one contact list and hands its rows over in chunks.

It runs in a child process because calamine ends the whole process when memory runs out, and because ending
a process is the only way to cancel it. It reads its orders from standard input, answers on standard output
(``reader_messages``) and ends as soon as the input does: when its parent dies, it dies.
"""

from __future__ import annotations

import gc
import os
import queue
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NoReturn

import python_calamine as calamine

from kwtsms_desktop.contacts.checked_rows import WireRow, check_rows
from kwtsms_desktop.contacts.delimited import text_rows
from kwtsms_desktop.contacts.reader_messages import (
    AGAIN,
    TEXT,
    Opened,
    OpenRequest,
    Refusal,
    Refused,
    decode_order,
    decode_request,
    encode,
    encode_checked,
    encode_failure,
)
from kwtsms_desktop.contacts.row_ranges import RowRanges
from kwtsms_desktop.contacts.sheet_rows import sheet_rows
from kwtsms_desktop.contacts.sheet_scan import SCAN_ERRORS, SheetScan, ShownRow, scan_sheet, shown_rows
from kwtsms_desktop.contacts.source import without_trailing_blanks
from kwtsms_desktop.core.errors import UserError

_CHUNK_ROWS = 500
_CHUNK_CHARACTERS = 500_000
_NO_ROWS = encode([])


def main() -> NoReturn:
    """Answer one request, then give rows as long as they are asked for."""
    _serve()
    os._exit(0)  # the thread that waits for orders would hold up an orderly end


def _serve() -> None:
    orders = _listen()
    request = decode_request(orders.get())
    _limit_memory(request.memory_bytes)
    gc.disable()  # a million rows leave nothing behind that goes round in a circle
    file: _Sheet | _Text
    if request.kind == TEXT:
        file = _Text(request)
    else:
        try:
            file = _open(request)
        except _RefusedError as refused:
            _say(encode(Refused(refused.refusal, refused.sheets)))
            return
        _say(encode(file.opened()))
    answers: Iterator[bytes] = iter(())
    while True:
        line = orders.get()
        if line == AGAIN:
            answers = map(encode, file.chunks())
        elif (order := decode_order(line)) is not None:
            answers = map(encode_checked, check_rows(file.rows(), order))
        _say(_next(answers))


def _next(answers: Iterator[bytes]) -> bytes:
    try:
        return next(answers, _NO_ROWS)
    except UserError as error:
        return encode_failure(error)


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


def _chunks(rows: Iterable[WireRow]) -> Iterator[list[WireRow]]:
    chunk: list[WireRow] = []
    characters = 0
    for number, texts in rows:
        chunk.append((number, texts))
        characters += sum(map(len, texts))
        if len(chunk) >= _CHUNK_ROWS or characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


class _Text:
    """A text file whose way of writing is known."""

    def __init__(self, request: OpenRequest) -> None:
        self._request = request

    def chunks(self) -> Iterator[list[WireRow]]:
        return _chunks(self.rows())

    def rows(self) -> Iterator[WireRow]:
        asked = self._request
        return text_rows(Path(asked.path), asked.encoding, asked.delimiter, asked.skipped_lines)


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal, sheets: list[str]) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.sheets = sheets


class _Sheet:
    """One opened sheet: its rows with their numbers, shown as in the sheet, hidden ones left out."""

    def __init__(
        self,
        name: str,
        sheets: list[str],
        content: calamine.CalamineSheet,
        scan: SheetScan,
        shown: Callable[[], Iterator[ShownRow]],
    ) -> None:
        self._name = name
        self._sheets = sheets
        self._content = content
        self._scan = scan
        self._shown = shown

    def opened(self) -> Opened:
        hidden = self._hidden_columns()
        mixed = [column for column in self._scan.mixed_columns if column not in self._scan.hidden_columns]
        return Opened(self._name, self._sheets, self._hidden_runs(), hidden, mixed)

    def chunks(self) -> Iterator[list[WireRow]]:
        return _chunks(self._visible_rows())

    def rows(self) -> Iterator[WireRow]:
        return without_trailing_blanks(self._visible_rows())

    def _hidden_runs(self) -> list[tuple[int, int]]:
        """The hidden rows with something in them."""
        hidden = self._scan.hidden
        if not hidden:
            return []
        runs = RowRanges()
        for number, texts in self._plain_rows():
            if number in hidden and "".join(texts).strip():
                runs.add(range(number, number + 1))
        return [(run.start, run.stop - 1) for run in runs]

    def _hidden_columns(self) -> list[int]:
        """The hidden columns with something in a visible row."""
        end = self._content.end
        searched = {column for column in self._scan.hidden_columns if end is not None and column <= end[1]}
        found: list[int] = []
        if searched:
            for number, texts in self._plain_rows():
                if number not in self._scan.hidden:
                    found += [one for one in searched if one < len(texts) and texts[one].strip()]
                    searched.difference_update(found)
                if not searched:
                    break
        return sorted(found)

    def _plain_rows(self) -> Iterator[WireRow]:
        """All rows, hidden columns too, without looks."""
        return sheet_rows(self._content, SheetScan(errors=self._scan.errors), lambda: iter(()))

    def _visible_rows(self) -> Iterator[WireRow]:
        hidden = self._scan.hidden
        rows = sheet_rows(self._content, self._scan, self._shown)
        return (row for row in rows if row[0] not in hidden) if hidden else rows


def _open(request: OpenRequest) -> _Sheet:
    sheets: list[str] = []
    with ThreadPoolExecutor(1, thread_name_prefix="scan") as other:  # calamine lets it run meanwhile
        try:
            book = _book(request)
            sheets = _sheet_names(book, request.include_hidden)
            if not book.sheet_names:  # no program saves a workbook without sheets
                raise _RefusedError(Refusal.DAMAGED, sheets)
            likely = request.sheet if request.sheet in sheets else sheets[0] if sheets else ""
            scanning = other.submit(_scan, request, likely)
            name, content = _choose(book, request, sheets)
            scan = scanning.result() if name == likely else _scan(request, name)
        except calamine.PasswordError:
            raise _RefusedError(Refusal.ENCRYPTED, sheets) from None
        except MemoryError:
            raise _RefusedError(Refusal.TOO_BIG, sheets) from None
        except (calamine.CalamineError, OSError, ValueError):
            raise _RefusedError(Refusal.DAMAGED, sheets) from None
    shown = partial(shown_rows, Path(request.path), request.kind, name)
    return _Sheet(name, sheets, content, scan, shown)


def _book(request: OpenRequest) -> calamine.CalamineWorkbook:
    """The workbook. By its path where the name fits the content, since only then are passwords noticed."""
    path = Path(request.path)
    if path.suffix.lower() == f".{request.kind}":
        return calamine.CalamineWorkbook.from_path(path)
    # calamine keeps the file for as long as it reads sheets, and closes it with itself
    try:
        return calamine.CalamineWorkbook.from_filelike(path.open("rb"))
    except calamine.CalamineError:
        with tempfile.TemporaryDirectory() as folder:
            named = Path(folder, f"workbook.{request.kind}")
            shutil.copyfile(path, named)
            return calamine.CalamineWorkbook.from_path(named)


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
    if request.include_hidden:
        scan.hidden = RowRanges()
        scan.hidden_columns = set()
    return scan


if __name__ == "__main__":
    main()
