"""What scans of sheets have in common: what they may find, and how the XML comes to them in pieces."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree import ElementTree as ET

from kwtsms_desktop.contacts.number_formats import NumberFormat
from kwtsms_desktop.contacts.row_ranges import RowRanges

SCAN_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,  # zipfile's word for a way of packing it does not know
    RuntimeError,
)
"""What a scan may raise on a file that calamine can read all the same; nothing is known then."""

MOST_COLUMNS = 16_384
MOST_MERGES = 100_000
"""Merged ranges that are looked at; a sheet with more of them is no list, and none is."""

_PIECE_BYTES = 256 * 1024
_LONGEST_CARRY = 64 * 1024**2  # bytes without a single row: not a table any more

LookChange: TypeAlias = tuple[int, int, NumberFormat | None]
"""From this row on this column (0-based) is shown like that; None: as plain text."""

ShownRow: TypeAlias = tuple[range, dict[int, str]]
"""Numbers of equal rows, and the texts their cells show by 0-based column."""


@dataclass(slots=True)
class SheetScan:
    """What was found.

    Attributes:
        hidden: numbers of the hidden rows, 1-based.
        errors: name of each error cell (``#N/A``) by row number and 0-based column.
        hidden_columns: 0-based.
        merged: ranges of one column and several rows: column and last row, by their first row.
        looks: in ascending order of rows.
        mixed_columns: 0-based; their numbers have more than one look.
    """

    hidden: RowRanges = field(default_factory=RowRanges)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    looks: list[LookChange] = field(default_factory=list)
    mixed_columns: tuple[int, ...] = ()


def column_index(letters: str) -> int:
    """0-based index of a column by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def pieces_of(archive: zipfile.ZipFile, part: str, starts: tuple[bytes, ...]) -> Iterator[bytes]:
    """The part in pieces that end where an element begins whose start is one of ``starts``.

    What stands behind the last of them is all in the last piece.
    """
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
