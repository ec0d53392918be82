"""Builds contact list files of every kind, byte by byte where no library of ours writes them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kwtsms_desktop.contacts.source import ImportOptions
from kwtsms_desktop.contacts.table import open_contact_file

DATA = Path(__file__).resolve().parent.parent / "data" / "contacts"

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
Table = Sequence[Sequence[Cell]]
TextTable = list[tuple[int, tuple[str, ...]]]


def read(path: Path, options: ImportOptions | None = None) -> TextTable:
    """Row numbers and cells of everything below the headings."""
    with open_contact_file(path, options or ImportOptions()) as file:
        return [(row.number, row.cells) for row in file.rows()]


def write_csv(
    path: Path,
    rows: Iterable[Sequence[str]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    end: str = "\r\n",
) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: Table, hidden_rows: Iterable[int] = (), name: str = "Sheet1") -> Path:
    return write_sheets(path, {name: rows}, hidden_rows=hidden_rows)


def write_sheets(
    path: Path, sheets: dict[str, Table], hidden: Iterable[str] = (), hidden_rows: Iterable[int] = ()
) -> Path:
    """A workbook with these sheets; ``hidden_rows`` are hidden in each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    _put(sheet, number, column, value)
        for number in hidden_rows:
            sheet.row_dimensions[number].hidden = True
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.active = next(index for index, name in enumerate(sheets) if name not in hidden)
    book.save(path)
    return path


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column, value)
    if isinstance(value, str) and not value.startswith(("=", "#")):
        cell.data_type = "s"


def change_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same zip with one replacement in one part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


# --- ods ---

_ODS_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def write_ods(path: Path, rows: Table, hidden_rows: Iterable[int] = (), name: str = "Sheet1") -> Path:
    """One sheet, with the elements a scan has to see through: repeated rows and cells, names to unescape."""
    body = "".join(_ods_row(row, number in set(hidden_rows)) for number, row in enumerate(rows, start=1))
    filler = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        f'<?xml version="1.0"?><office:document-content {_ODS_SPACES}><office:body><office:spreadsheet>'
        f"<table:table table:name={quoteattr(name)}>{body}{filler}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_row(row: Sequence[Cell], hidden: bool) -> str:
    visibility = ' table:visibility="collapse"' if hidden else ""
    return f"<table:table-row{visibility}>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("#"):
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
        return f"<table:table-cell {kind}><text:p>{escape(value)}</text:p></table:table-cell>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


# --- xlsb: MS-XLSB 2.1.4, records of a variable-length number, a variable-length size, and data ---


def write_xlsb(path: Path, rows: Table) -> Path:
    width = max(map(len, rows)) - 1
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width)) + _record(145)
    for number, row in enumerate(rows):
        sheet += _record(0, struct.pack("<II", number, 0) + bytes(9))
        for column, value in enumerate(row):
            head = struct.pack("<II", column, 0)
            if isinstance(value, str):
                sheet += _record(6, head + _wide(value))
            elif isinstance(value, int | float):
                sheet += _record(5, head + struct.pack("<d", value))
    sheet += _record(146) + _record(130)
    bundle = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Clients"))
    relations = (
        '<?xml version="1.0"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.bin" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132)
        )
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size = len(data)
    while True:
        head += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + data


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


# --- OLE: MS-CFB 2.2 and 2.6, one FAT sector and as many directory sectors as the names take ---


def ole_file(names: Sequence[str]) -> bytes:
    entries = b"".join(map(_ole_entry, ("Root Entry", *names)))
    entries += bytes(-len(entries) % 512)
    directory = len(entries) // 512
    following = [*range(2, directory + 1), 0xFFFFFFFE]
    fat = struct.pack("<128I", 0xFFFFFFFD, *following, *[0xFFFFFFFF] * (127 - directory))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<III", 0, 1, 1)
    header += bytes(4) + struct.pack("<IIIII", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + fat + entries


def _ole_entry(name: str) -> bytes:
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\x00") + struct.pack("<H", len(text) + 2) + bytes(62)
