"""Searches the XML of a sheet in xlsx and xlsm (ECMA-376 part 1, 18.3.1)."""

from __future__ import annotations

import html
import itertools
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from kwtsms_desktop.contacts.sheet_parts import (
    MOST_COLUMNS,
    MOST_MERGES,
    SCAN_ERRORS,
    SheetScan,
    column_index,
    pieces_of,
)
from kwtsms_desktop.contacts.xlsx_looks import LookFinder, changes_of_look, read_styles

_STARTS = (b"<row", b":row", b"<c ", b":c ")
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_MARKS = (b'hidden="1"', b'hidden="true"', b'ht="0', b't="e"')
_RARE_MARKS = tuple(mark.replace(b'"', b"'") for mark in _MARKS)
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_HIDDEN_ROW = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']|\bht=[\"']0(?:\.0*)?[\"']")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_HIDDEN_COLUMN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']|\bwidth=[\"']0(?:\.0*)?[\"']")
_MIN = re.compile(rb"\bmin=[\"'](\d{1,5})[\"']")
_MAX = re.compile(rb"\bmax=[\"'](\d{1,5})[\"']")
_MERGE = re.compile(rb"mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})[\"']")
_ROWS_BEGIN = re.compile(rb"<(?:\w+:)?sheetData\b")

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def scan_xlsx(archive: zipfile.ZipFile, sheet: str) -> SheetScan:
    """Search the sheet with that name.

    Raises:
        One of ``SCAN_ERRORS``: the file is not built as expected.
    """
    relations = _relations(archive)
    part = _sheet_part(archive, relations, sheet)
    pieces = pieces_of(archive, part, _STARTS)
    first = next(pieces, b"")
    root = _ROOT.search(first)
    prefix = (root[1] or b"") if root else b""
    finder = _look_finder(archive, relations, prefix)
    scan = SheetScan(hidden_columns=_hidden_columns(first))
    _scan_rows(itertools.chain([first], pieces), prefix, scan, finder)
    if finder is not None:
        scan.looks, scan.mixed_columns = changes_of_look(finder, pieces_of(archive, part, _STARTS))
    return scan


def _relations(archive: zipfile.ZipFile) -> list[ET.Element]:
    return list(ET.fromstring(archive.read("xl/_rels/workbook.xml.rels")))  # noqa: S314  (memory is limited)


def _target(relation: ET.Element) -> str:
    return posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")


def _sheet_part(archive: zipfile.ZipFile, relations: list[ET.Element], sheet: str) -> str:
    """Path in the archive of the sheet with that name."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  (in a process limited in memory)
    targets = {relation.get("Id"): relation for relation in relations}
    for element in book.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            return _target(targets[element.get(_RELATION) or element.get(_STRICT_RELATION)])
    raise KeyError(sheet)


def _look_finder(archive: zipfile.ZipFile, relations: list[ET.Element], prefix: bytes) -> LookFinder | None:
    """None where no cell of the workbook can look other than its plain text, or the styles are damaged."""
    part = next((_target(one) for one in relations if one.get("Type", "").endswith("/styles")), None)
    if part is None:
        return None
    try:
        styles = read_styles(archive, part)
    except SCAN_ERRORS:
        return None
    return LookFinder(styles, prefix) if any(styles) else None


def _hidden_columns(first: bytes) -> set[int]:
    begin = _ROWS_BEGIN.search(first)
    hidden: set[int] = set()
    for column in _COLUMN.finditer(first, 0, begin.start() if begin else len(first)):
        low, high = _MIN.search(column[1]), _MAX.search(column[1])
        if low and high and _HIDDEN_COLUMN.search(column[1]):
            hidden.update(range(int(low[1]) - 1, min(int(high[1]), MOST_COLUMNS)))
    return hidden


def _scan_rows(pieces: Iterator[bytes], prefix: bytes, scan: SheetScan, finder: LookFinder | None) -> None:
    number = 0
    rows, cells = _patterns(prefix)
    for piece in pieces:
        if finder is not None:
            finder.look_at(piece)
        if b"mergeCell " in piece:
            scan.merged = _merged(piece)
        if not _is_marked(piece):  # ten times quicker than looking at each row
            number += piece.count(b"<%brow" % prefix)
            continue
        for row in rows.finditer(piece):
            given = _NUMBER.search(row[1])
            number = int(given[1]) if given else number + 1
            if _HIDDEN_ROW.search(row[1]):
                scan.hidden.add(range(number, number + 1))
        for cell in cells.finditer(piece):
            if reference := _REFERENCE.search(cell[1]):
                row_errors = scan.errors.setdefault(int(reference[2]), {})
                row_errors[column_index(reference[1].decode())] = html.unescape(cell[2].decode())


def _is_marked(piece: bytes) -> bool:
    """Whether there may be a hidden row or an error cell. Next to no program writes single quotes."""
    return any(mark in piece for mark in _MARKS) or (
        b"'" in piece and any(mark in piece for mark in _RARE_MARKS)
    )


def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Patterns of a row's start and of an error cell. A name space prefix is rare but allowed."""
    tag = re.escape(prefix)
    rows = re.compile(rb"<%brow\b([^>]*)>" % tag)
    formula = rb"(?:<%bf\b[^>]*(?:/>|>[^<]*</%bf>))?" % (tag, tag)
    cells = re.compile(rb"<%bc\b([^>]*\bt=[\"']e[\"'][^>]*)>%b<%bv>([^<]*)<" % (tag, formula, tag))
    return rows, cells


def _merged(piece: bytes) -> dict[int, list[tuple[int, int]]]:
    """The merged ranges of one column."""
    merged: dict[int, list[tuple[int, int]]] = {}
    ranges = list(itertools.islice(_MERGE.finditer(piece), MOST_MERGES + 1))
    if len(ranges) > MOST_MERGES:
        return merged
    for found in ranges:
        top, bottom = int(found[2]), int(found[3])
        if top < bottom:
            merged.setdefault(top, []).append((column_index(found[1].decode()), bottom))
    return merged
