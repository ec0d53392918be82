"""Contact lists to measure with: invented offices' lists of any size, the same bytes on every machine.

Five columns as an office keeps them: a number, a name (Arabic and English), a phone, a city, an amount.
Phones are mostly clean Kuwaiti mobiles in the spellings people type; three in a hundred are damaged,
repeated or missing. Files are made once and kept in the system's folder for temporary files.
"""

from __future__ import annotations

import csv
import os
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple
from xml.sax.saxutils import escape

FULL_SHEET_ROWS = 1_048_576
"""Rows of an xlsx sheet, the one with the headings included."""

HEADINGS = ("No", "Name", "Mobile", "City", "Amount")

_FORMAT = 2  # of the data; a new one makes new files
_SEED = 20261122
_GIVEN = ("نورة", "فهد", "مريم", "عبدالله", "Sara", "Ahmad", "دلال", "يوسف", "Huda", "خالد")
_FAMILY = ("العنزي", "المطيري", "Al-Sabah", "الكندري", "Behbehani", "العجمي", "الرشيدي")
_CITIES = ("السالمية", "حولي", "Salmiya", "الجهراء", "Hawalli", "الفروانية", "Fahaheel", "مبارك الكبير")
_DAMAGED = ("9.66E+11", "12345", "no phone", "9876543", "sara@example.com", "24812345", "9876543210987654")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# eight digits in the spellings people type; a number that is a number cell in a workbook comes most often
_SPELLINGS: tuple[tuple[Callable[[str], str | int], int], ...] = (
    (int, 50),
    (str, 14),
    (lambda digits: f"965{digits}", 10),
    (lambda digits: f"+965 {digits[:4]} {digits[4:]}", 8),
    (lambda digits: f"{digits[:4]}-{digits[4:]}", 6),
    (lambda digits: f"{digits[:4]} {digits[4:]}", 6),
    (lambda digits: f"00965{digits}", 3),
    (lambda digits: digits.translate(_ARABIC), 3),
)

Person = tuple[int, str, str | int, str, float]


class Made(NamedTuple):
    """A file and what is in it.

    Attributes:
        rows: below the headings.
    """

    path: Path
    rows: int


def people(count: int) -> Iterator[Person]:
    """So many invented people, always the same."""
    chance = random.Random(_SEED)
    spellings = chance.choices([spell for spell, _ in _SPELLINGS], [share for _, share in _SPELLINGS], k=1000)
    first = chance.choices("569", (30, 30, 40), k=997)
    for number in range(1, count + 1):
        digits = f"{first[number % 997]}{(number * 7_368_787) % 10_000_000:07d}"
        kind = chance.random()
        phone: str | int
        if kind < 0.01:
            phone = ""
        elif kind < 0.02:
            phone = _DAMAGED[number % len(_DAMAGED)]
        elif kind < 0.03:
            earlier = max(1, number - 50)
            phone = f"{first[earlier % 997]}{(earlier * 7_368_787) % 10_000_000:07d}"
        else:
            phone = spellings[number % 1000](digits)
        name = f"{_GIVEN[number % 10]} {_FAMILY[number % 7]} {number % 1013}"
        yield number, name, phone, _CITIES[number % 8], (number * 37 % 100_000) / 100


def csv_file(rows: int) -> Made:
    """A UTF-8 CSV."""
    return _kept(f"people-{rows}.csv", rows, _write_csv)


def xlsx_file(rows: int) -> Made:
    """A workbook of one sheet, its texts shared as Excel shares them."""
    return _kept(f"people-{rows}.xlsx", rows, _write_xlsx)


def _kept(name: str, rows: int, write: Callable[[Path, int], None]) -> Made:
    folder = Path(tempfile.gettempdir()) / f"kwtsms-benchmark-{_FORMAT}"
    folder.mkdir(exist_ok=True)
    path = folder / name
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        write(unfinished, rows)
        unfinished.replace(path)
    return Made(path, rows)


def _write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(people(rows))


# --- xlsx, written part by part: openpyxl takes minutes for a full sheet ---

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        '<Relationship Id="rId2" Target="sharedStrings.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
        "</Relationships>"
    ),
}
_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _write_xlsx(path: Path, rows: int) -> None:
    texts: dict[str, int] = {}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in _PARTS.items():
            archive.writestr(_part(name), _DECLARATION + content)
        with archive.open(_part("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            _write_sheet(sheet, rows, texts)
        with archive.open(_part("xl/sharedStrings.xml"), "w", force_zip64=True) as shared:
            shared.write(f'{_DECLARATION}<sst {_SPACE} uniqueCount="{len(texts)}">'.encode())
            for text in texts:
                shared.write(f"<si><t>{escape(text)}</t></si>".encode())
            shared.write(b"</sst>")


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _write_sheet(sheet: IO[bytes], rows: int, texts: dict[str, int]) -> None:
    sheet.write(f"{_DECLARATION}<worksheet {_SPACE}>".encode())
    sheet.write(f'<dimension ref="A1:E{rows + 1}"/><sheetData>'.encode())
    sheet.write(_row(1, HEADINGS, texts))
    for number, person in enumerate(people(rows), start=2):
        sheet.write(_row(number, person, texts))
    sheet.write(b"</sheetData></worksheet>")


def _row(number: int, cells: tuple[str | float, ...], texts: dict[str, int]) -> bytes:
    parts = [f'<row r="{number}">']
    for letter, value in zip("ABCDE", cells, strict=True):
        if isinstance(value, str):
            if value:
                index = texts.setdefault(value, len(texts))
                parts.append(f'<c r="{letter}{number}" t="s"><v>{index}</v></c>')
        else:
            parts.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
    parts.append("</row>")
    return "".join(parts).encode()
