"""Searches the XML of a sheet in ods (OpenDocument 1.3 part 3, 9.1)."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from kwtsms_desktop.contacts.number_formats import PHONE_SIZE
from kwtsms_desktop.contacts.sheet_parts import MOST_COLUMNS, MOST_MERGES, SheetScan, ShownRow, pieces_of

_REPEATED = 10_000  # rows and columns a cell may stand for
_PART = "content.xml"
_STARTS = (b"<table:table-row", b"<table:table ", b"</table:table>")
# one beginning for all, or the search takes seven times as long; not table-row-group, which holds rows
_TAG = re.compile(rb"<(?:table:table(?:\s([^>]*)|-(row|column)(?![\w-])([^>]*))|(/table:table))>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>(?:<text:p>([^<]*)<)?")
_SHOWN_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b([^>]*)>"
    rb"(?:<text:p>([^<]*+(?:<text:s\b[^>]*/>[^<]*+)*+)</text:p></table:table-cell>)?"
)
_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_ROWS = re.compile(rb"\btable:number-rows-repeated=\"(\d{1,7})\"")
_COLUMNS = re.compile(rb"\btable:number-columns-repeated=\"(\d{1,7})\"")
_HIDDEN = re.compile(rb"\btable:visibility=\"(?:collapse|filter)\"")
_ROWS_SPANNED = re.compile(rb"\btable:number-rows-spanned=\"(\d{1,7})\"")
_COLUMNS_SPANNED = re.compile(rb"\btable:number-columns-spanned=\"(\d{1,7})\"")
_TYPE = re.compile(rb"\boffice:value-type=\"(float|percentage|currency|date|time)\"")
_VALUE = re.compile(rb"\boffice:value=\"([^\"]*)\"")
_ROW_END = b"</table:table-row>"
_ERROR = b'calcext:value-type="error"'
_SPANNED = b"table:number-rows-spanned="
_SPACES = re.compile(r"(?:<text:s\b[^>]*/>| )+")
_E_NOTATION = re.compile(r"\dE[+-]?\d", re.IGNORECASE)


class _Tag(NamedTuple):
    """A column or row of the wanted sheet.

    Attributes:
        numbers: those it stands for: of columns from 0 on, of rows from 1 on.
        start: where its content begins in ``piece``; all cells of a row are in its piece.
        end: where it ends.
    """

    is_row: bool
    numbers: range
    attributes: bytes
    piece: bytes
    start: int
    end: int

    def holds(self, mark: bytes) -> bool:
        """Whether something stands in this row."""
        return self.piece.find(mark, self.start, self.end) >= 0


def scan_ods(archive: zipfile.ZipFile, sheet: str) -> SheetScan:
    """Search the sheet with that name.

    Raises:
        One of ``SCAN_ERRORS``: the file is not built as expected.
    """
    scan = SheetScan()
    merges = 0
    for tag in _tags(archive, sheet):
        hidden = _HIDDEN.search(tag.attributes)
        if not tag.is_row:
            if hidden:
                scan.hidden_columns.update(tag.numbers[:MOST_COLUMNS])
            continue
        if hidden:
            scan.hidden.add(tag.numbers)
        if tag.holds(_ERROR):
            errors = _errors(tag)
            scan.errors.update((number, errors) for number in tag.numbers[:_REPEATED])
        if tag.holds(_SPANNED) and merges <= MOST_MERGES and (merged := _merged(tag)):
            scan.merged[tag.numbers.start] = merged
            merges += len(merged)
    if merges > MOST_MERGES:
        scan.merged.clear()
    return scan


def shown_in_ods(archive: zipfile.ZipFile, sheet: str) -> Iterator[ShownRow]:
    """What cells of numbers, dates and times show: ods keeps it beside their values.

    Left out is what would lose or add digits of a phone number: the same rule as in ``number_formats``.

    Raises:
        One of ``SCAN_ERRORS``: the file is not built as expected.
    """
    for tag in _tags(archive, sheet):
        if tag.is_row and (shown := _shown(tag)):
            yield tag.numbers, shown


def _tags(archive: zipfile.ZipFile, sheet: str) -> Iterator[_Tag]:
    following = 0  # number of the row after the last; 0 outside the wanted sheet
    column = 0
    for piece in pieces_of(archive, _PART, _STARTS):
        for tag in _TAG.finditer(piece):
            table, kind, attributes, end = tag.groups()
            if table is not None:
                name = _NAME.search(table)
                following = 1 if name and html.unescape(name[1].decode()) == sheet else 0
                column = 0
            elif end is not None:
                following = 0
            elif following and kind == b"row":
                numbers = range(following, following + _repeated(_ROWS, attributes))
                following = numbers.stop
                start = tag.end()
                stop = start if attributes.endswith(b"/") else piece.find(_ROW_END, start)
                yield _Tag(True, numbers, attributes, piece, start, stop if stop >= 0 else len(piece))
            elif following:
                numbers = range(column, column + _repeated(_COLUMNS, attributes))
                column = numbers.stop
                yield _Tag(False, numbers, attributes, piece, tag.end(), tag.end())


def _cells(tag: _Tag, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, int, re.Match[bytes]]]:
    """The cells of a row: column, how many columns it stands for, and the match."""
    column = 0
    for cell in pattern.finditer(tag.piece, tag.start, tag.end):
        width = _repeated(_COLUMNS, cell[1]) if b"columns-repeated" in cell[1] else 1
        yield column, width, cell
        column += width


def _errors(tag: _Tag) -> dict[int, str]:
    errors: dict[int, str] = {}
    for column, width, cell in _cells(tag, _CELL):
        if _ERROR in cell[1]:
            name = html.unescape((cell[2] or b"").decode())
            errors.update((at, name) for at in range(column, column + min(width, _REPEATED)))
    return errors


def _merged(tag: _Tag) -> list[tuple[int, int]]:
    """Ranges of one column that begin in this row."""
    merged: list[tuple[int, int]] = []
    for column, _, cell in _cells(tag, _CELL):
        height = _repeated(_ROWS_SPANNED, cell[1])
        if height > 1 and _repeated(_COLUMNS_SPANNED, cell[1]) == 1:
            merged.append((column, tag.numbers.start + height - 1))
    return merged


def _shown(tag: _Tag) -> dict[int, str]:
    shown: dict[int, str] = {}
    for column, width, cell in _cells(tag, _SHOWN_CELL):
        attributes, content = cell.groups()
        kind = _TYPE.search(attributes) if content else None
        if kind is None:
            continue
        text = content.decode().strip()
        if "<" in text or "&" in text or "  " in text:
            text = html.unescape(_SPACES.sub(" ", text)).strip()
        if kind[1] in (b"date", b"time") or _keeps_digits(attributes, text):
            for at in range(column, column + min(width, _REPEATED)):
                shown[at] = text
    return shown


def _keeps_digits(attributes: bytes, text: str) -> bool:
    """Whether a number's shown text can stand for it: it is no phone number and not cut to an E-notation."""
    given = _VALUE.search(attributes)
    value = float(given[1]) if given else PHONE_SIZE
    return -PHONE_SIZE < value < PHONE_SIZE and not (value == int(value) and _E_NOTATION.search(text))


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    match = pattern.search(attributes)
    return int(match[1]) if match else 1
