"""Writes tables as workbooks (xlsx).

Every cell is text, so that no number loses its zeros and no cell becomes a formula; also what is typed into
it later stays as it was typed. What XML cannot hold is written the way spreadsheet programs do it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import _WorkbookChild

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.texts import is_right_to_left

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(
    target: Path, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str | int]]
) -> None:
    """Write a workbook in the place of ``target``: whole, or not at all.

    Args:
        target: where it goes.
        header: words of the first row, which stays on show.
        widths: of the columns, in characters.
        rows: texts, and whole numbers where a number is meant.

    Raises:
        StorageError: the file cannot be written.
    """
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with unfinished.open("wb") as file:  # before the book is begun: one that is not saved leaves ends
            _book(header, widths, rows).save(file)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise StorageError(Reason.FILE_NOT_WRITABLE, file=target.name) from error


def _book(header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str | int]]) -> Workbook:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = is_right_to_left()
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    bold = Font(bold=True)
    headings = [_text_cell(sheet, heading) for heading in header]
    for cell in headings:
        cell.font = bold
    sheet.append(headings)
    for row in breathing(iter(rows), threading.Event()):
        sheet.append([value if isinstance(value, int) else _text_cell(sheet, value) for value in row])
    return book


def _text_cell(sheet: _WorkbookChild, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=_UNSAFE.sub(_escaped, text))
    cell.data_type = "s"  # text, also where it begins with "=" or looks like a number
    cell.number_format = "@"  # and so is what is typed into it
    return cell


def _escaped(match: re.Match[str]) -> str:
    """A character XML cannot hold as ISO/IEC 29500 (22.9.2.19, ST_Xstring) writes it: _x000B_."""
    return f"_x{ord(match[0]):04X}_"
