"""The shape of a file: what next month's export of the same system has in common with this month's.

It is a key made of the headings (as they look at first sight, folded), or, where there are none, of what
kind of thing each column holds. File name, sheet names, number and order of rows have no part in it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from kwtsms_desktop.contacts.columns import guess_header_row
from kwtsms_desktop.contacts.heading_words import fold
from kwtsms_desktop.contacts.phone_shape import PHONE_LIKE, phone_likeness
from kwtsms_desktop.contacts.source import TableRow

_TEXT_KINDS = frozenset({"csv", "tsv"})


def shape_of(kind: str, sample: Sequence[TableRow]) -> str:
    """The shape of a file.

    Args:
        kind: of the content (``xlsx``, ``csv`` …); only text and workbook are told apart.
        sample: its first rows, those above the headings included.
    """
    header_row = guess_header_row(sample)
    header = next((row.cells for row in sample if row.number == header_row), ())
    columns = folded_cells(header) if header else _contents(sample)
    parts = ["text" if kind in _TEXT_KINDS else "workbook", bool(header), columns]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def folded_cells(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells for comparison, up to the last with anything in it."""
    folded = [fold(cell) for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return tuple(folded)


def _contents(sample: Sequence[TableRow]) -> tuple[str, ...]:
    """What most cells of each column are, where no heading says so."""
    width = max((len(row.cells) for row in sample), default=0)
    kinds: list[str] = []
    for column in range(width):
        cells = [row.cells[column] for row in sample if column < len(row.cells)]
        found = Counter(_content(cell) for cell in cells if cell.strip())
        kinds.append(max(found, key=lambda kind: (found[kind], kind), default=""))
    while kinds and not kinds[-1]:
        kinds.pop()
    return tuple(kinds)


def _content(cell: str) -> str:
    if phone_likeness(cell) >= PHONE_LIKE:
        return "phone"
    if any(map(str.isalpha, cell)):
        return "words"
    return f"figures{sum(map(str.isdigit, cell))}"
