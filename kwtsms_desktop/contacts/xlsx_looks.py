"""Finds out which number format the cells of each column of an xlsx sheet have.

A cell names its style, a style its format. Looking at every cell takes as long as reading the sheet, so one
pattern is made of all ways in which the cells of each column were written so far (text, number, with which
style): it stops only at a cell that is written otherwise, and passes over 100,000 rows of five columns in a
tenth of a second. Columns whose cells have several formats are then gone through
cell by cell. Empty cells do not count, nor, unless a format says how text looks, cells of text.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from kwtsms_desktop.contacts.number_formats import NumberFormat, built_in_format
from kwtsms_desktop.contacts.sheet_parts import LookChange, column_index

_LARGEST_STYLES = 32 * 1024**2  # bytes
_CELLS_TO_LEARN = 2_000
_MOST_KINDS = 2_000
_MOST_CHANGES = 100_000
_TEXT_TYPES = frozenset({b"s", b"str", b"inlineStr", b"b", b"e"})

_STYLE = re.compile(rb"\bs=[\"'](\d{1,6})[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")


def read_styles(archive: zipfile.ZipFile, part: str) -> list[NumberFormat | None]:
    """The number format of each cell style, in their order (18.8.10, ``cellXfs``).

    Raises:
        One of ``SCAN_ERRORS``: the part is not built as expected.
    """
    if archive.getinfo(part).file_size > _LARGEST_STYLES:
        return []
    root = ET.fromstring(archive.read(part))  # noqa: S314  (in a process limited in memory)
    space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
    codes = {
        element.get("numFmtId"): element.get("formatCode")
        for element in root.iterfind(f"{space}numFmts/{space}numFmt")
    }
    return [
        built_in_format(int(number), codes.get(number))
        for element in root.iterfind(f"{space}cellXfs/{space}xf")
        for number in [element.get("numFmtId", "0")]
    ]


class LookFinder:
    """Learns how the cells of each column are written: their attributes behind the reference, word for word.

    Attributes:
        prefix: of the sheet's name space, with its colon.
        with_texts: whether cells of text count too.
    """

    def __init__(self, styles: list[NumberFormat | None], prefix: bytes) -> None:
        self.prefix = prefix
        self.with_texts = any(style is not None and style.shows_texts for style in styles)
        self._styles = styles
        self._seen: dict[bytes, set[bytes]] = {}
        self._gave_up = False
        self._cell = re.compile(rb"<%bc r=\"([A-Z]{1,3})\d++\"([^>]*+)>" % re.escape(prefix))
        self._news = self._pattern()

    def look_at(self, piece: bytes) -> None:
        """Learn from a piece of the sheet. One that is written in an unusual way ends all learning."""
        start = -1
        while not self._gave_up and (news := self._news.search(piece, max(start, 0))):
            if news.start() == start or sum(map(len, self._seen.values())) > _MOST_KINDS:
                self._gave_up = True
                self._seen = {}
                return
            start = news.start()
            for cell in itertools.islice(self._cell.finditer(piece, start), _CELLS_TO_LEARN):
                self._seen.setdefault(cell[1], set()).add(cell[2])
            self._news = self._pattern()

    def looks(self) -> dict[bytes, set[NumberFormat | None]]:
        """The formats of the filled cells of each column, by its letters."""
        return {
            column: {self.look_of(attributes) for attributes in kinds if self.counts(attributes)}
            for column, kinds in self._seen.items()
        }

    def look_of(self, attributes: bytes) -> NumberFormat | None:
        """The format of a cell by its attributes."""
        style = _STYLE.search(attributes)
        number = int(style[1]) if style else 0
        return self._styles[number] if number < len(self._styles) else None

    def counts(self, attributes: bytes) -> bool:
        """Whether a cell with these attributes is filled, and with something a format may change."""
        if attributes.endswith(b"/"):
            return False
        kind = _TYPE.search(attributes)
        return self.with_texts or kind is None or kind[1] not in _TEXT_TYPES

    def _pattern(self) -> re.Pattern[bytes]:
        """The start of a cell that is written otherwise than all so far."""
        known = b"|".join(
            rb"%b\d++\"(?:%b)>" % (column, b"|".join(map(re.escape, kinds)))
            for column, kinds in self._seen.items()
        )
        return re.compile(rb"<%bc (?!r=\"(?:%b))" % (re.escape(self.prefix), known or b"(?!)"))


def changes_of_look(finder: LookFinder, pieces: Iterator[bytes]) -> tuple[list[LookChange], tuple[int, ...]]:
    """Where the look of each column begins and changes, and which columns have several.

    Args:
        finder: has seen the whole sheet.
        pieces: the sheet once more; taken only where columns have several looks.
    """
    changes: list[LookChange] = []
    mixed: list[bytes] = []
    for column, looks in finder.looks().items():
        if len(looks) > 1:
            mixed.append(column)
        elif looks and (look := looks.pop()) is not None:
            changes.append((1, column_index(column.decode()), look))
    if mixed:
        changes += _changes_within(finder, mixed, pieces)
        changes.sort(key=lambda change: change[0])
    return changes, tuple(sorted(column_index(column.decode()) for column in mixed))


def _changes_within(finder: LookFinder, columns: list[bytes], pieces: Iterator[bytes]) -> list[LookChange]:
    """The looks of columns that have several; none of a column where they change too often to be kept."""
    pattern = re.compile(
        rb"<%bc r=\"(%b)(\d{1,7})\"([^>]*+)>" % (re.escape(finder.prefix), b"|".join(columns))
    )
    indexes = {column: column_index(column.decode()) for column in columns}
    last: dict[bytes, bytes] = {}
    looks: dict[bytes, NumberFormat | None] = dict.fromkeys(columns)
    changes: dict[bytes, list[LookChange]] = {column: [] for column in columns}
    for piece in pieces:
        for column, row, attributes in pattern.findall(piece):
            if last.get(column) == attributes:
                continue
            last[column] = attributes
            look = finder.look_of(attributes)
            if look is not looks[column] and finder.counts(attributes):
                looks[column] = look
                changes[column].append((int(row), indexes[column], look))
    return [
        change for of_column in changes.values() if len(of_column) <= _MOST_CHANGES for change in of_column
    ]
