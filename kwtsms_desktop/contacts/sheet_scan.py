"""What the workbook reader does not tell of a sheet: its hidden rows and the names of its error cells.

calamine gives hidden rows like any other and error cells as empty ones. Both stand in the sheet's XML,
which is searched here piece by piece while it is unpacked, never held whole. Known for xlsx, xlsm (ECMA-376
part 1, 18.3.1) and ods (OpenDocument 1.3 part 3, 9.1); in xls and xlsb nothing is found.
"""

from __future__ import annotations

import html
import itertools
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from kwtsms_desktop.contacts.row_ranges import RowRanges

SCAN_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What a scan may raise on a file that calamine can read all the same; nothing is known then."""

_PIECE_BYTES = 256 * 1024
_LONGEST_CARRY = 64 * 1024**2  # bytes without a single row: not a table any more
_REPEATED_ERRORS = 10_000  # rows and columns an ods error cell may stand for
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(slots=True)
class SheetScan:
    """What was found.

    Attributes:
        hidden: numbers of the hidden rows, 1-based.
        errors: name of each error cell (``#N/A``) by row number and 0-based column.
    """

    hidden: RowRanges = field(default_factory=RowRanges)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


def scan_sheet(path: Path, kind: str, sheet: str) -> SheetScan:
    """Search one sheet of a workbook.

    Raises:
        One of ``SCAN_ERRORS``: the file is not built as expected.
    """
    if kind in ("xlsx", "xlsm"):
        with zipfile.ZipFile(path) as archive:
            return _scan_xlsx(_pieces(archive, _xlsx_part(archive, sheet), _XLSX_STARTS))
    if kind == "ods":
        with zipfile.ZipFile(path) as archive:
            return _scan_ods(_pieces(archive, "content.xml", _ODS_STARTS), sheet)
    return SheetScan()


def column_index(letters: str) -> int:
    """0-based index of a column by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _pieces(archive: zipfile.ZipFile, part: str, starts: tuple[bytes, ...]) -> Iterator[bytes]:
    """The part in pieces that end where an element begins whose start is one of ``starts``."""
    carry = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE_BYTES):
            data = carry + piece
            cut = data.rfind(b"<", 0, max(data.rfind(start) for start in starts) + 1)
            if cut > 0:
                yield data[:cut]
            carry = data[max(cut, 0) :]
            if len(carry) > _LONGEST_CARRY:
                return
    yield carry


# --- xlsx ---

_XLSX_STARTS = (b"<row", b":row", b"<c ", b":c ")
_XLSX_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_XLSX_MARKS = tuple(
    mark.replace(b'"', quote)
    for mark in (b'hidden="1"', b'hidden="true"', b'ht="0', b't="e"')
    for quote in (b'"', b"'")
)
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']|\bht=[\"']0(?:\.0*)?[\"']")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


def _xlsx_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Path in the archive of the sheet with that name."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  (in a process limited in memory)
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in book.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets[element.get(_RELATION) or element.get(_STRICT_RELATION)]
            return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    raise KeyError(sheet)


def _scan_xlsx(pieces: Iterator[bytes]) -> SheetScan:
    scan = SheetScan()
    number = 0
    first = next(pieces, b"")
    root = _XLSX_ROOT.search(first)
    prefix = (root[1] or b"") if root else b""
    rows, cells = _xlsx_patterns(prefix)
    for piece in itertools.chain([first], pieces):
        if not any(mark in piece for mark in _XLSX_MARKS):  # ten times quicker than looking at each row
            number += piece.count(b"<%brow" % prefix)
            continue
        for row in rows.finditer(piece):
            given = _NUMBER.search(row[1])
            number = int(given[1]) if given else number + 1
            if _HIDDEN.search(row[1]):
                scan.hidden.add(range(number, number + 1))
        for cell in cells.finditer(piece):
            if reference := _REFERENCE.search(cell[1]):
                row_errors = scan.errors.setdefault(int(reference[2]), {})
                row_errors[column_index(reference[1].decode())] = html.unescape(cell[2].decode())
    return scan


def _xlsx_patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Patterns of a row's start and of an error cell. A name space prefix is rare but allowed."""
    tag = re.escape(prefix)
    rows = re.compile(rb"<%brow\b([^>]*)>" % tag)
    formula = rb"(?:<%bf\b[^>]*(?:/>|>[^<]*</%bf>))?" % (tag, tag)
    cells = re.compile(rb"<%bc\b([^>]*\bt=[\"']e[\"'][^>]*)>%b<%bv>([^<]*)<" % (tag, formula, tag))
    return rows, cells


# --- ods ---

_ODS_STARTS = (b"<table:table-row", b"<table:table ", b"</table:table>")
_ODS_ROW = re.compile(rb"<table:table\s([^>]*)>|(</table:table>)|<table:table-row\b([^>]*)>")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>(?:<text:p>([^<]*)<)?")
_ODS_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_ODS_ROWS = re.compile(rb"\btable:number-rows-repeated=\"(\d{1,7})\"")
_ODS_COLUMNS = re.compile(rb"\btable:number-columns-repeated=\"(\d{1,7})\"")
_ODS_HIDDEN = re.compile(rb"\btable:visibility=\"(?:collapse|filter)\"")
_ODS_ERROR = b'calcext:value-type="error"'


def _scan_ods(pieces: Iterator[bytes], sheet: str) -> SheetScan:
    scan = SheetScan()
    following = 0  # number of the row after the last; 0 outside the wanted sheet
    for piece in pieces:
        for tag in _ODS_ROW.finditer(piece):
            table, end, row = tag.groups()
            if table is not None:
                name = _ODS_NAME.search(table)
                following = 1 if name and html.unescape(name[1].decode()) == sheet else 0
            elif end is not None:
                following = 0
            elif following:
                numbers = range(following, following + _repeated(_ODS_ROWS, row))
                following = numbers.stop
                if _ODS_HIDDEN.search(row):
                    scan.hidden.add(numbers)
                # a piece ends where a row begins, so that all cells of this row are in it
                if _ODS_ERROR in piece and (errors := _ods_errors(piece, tag.end())):
                    scan.errors.update((number, errors) for number in numbers[:_REPEATED_ERRORS])
    return scan


def _ods_errors(piece: bytes, start: int) -> dict[int, str]:
    """The error cells of the row whose cells begin at ``start``."""
    end = piece.find(b"</table:table-row>", start)
    errors: dict[int, str] = {}
    column = 0
    for cell in _ODS_CELL.finditer(piece, start, end if end >= 0 else len(piece)):
        width = _repeated(_ODS_COLUMNS, cell[1])
        if _ODS_ERROR in cell[1]:
            name = html.unescape((cell[2] or b"").decode())
            errors.update((at, name) for at in range(column, column + min(width, _REPEATED_ERRORS)))
        column += width
    return errors


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    match = pattern.search(attributes)
    return int(match[1]) if match else 1
