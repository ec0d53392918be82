"""Reports: what the check said, as a workbook with all the original columns.

Every cell is text, so that no number loses its zeros and no cell becomes a formula; also what is typed into
it later stays as it was typed. What XML cannot hold is written the way spreadsheet programs do it.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import _WorkbookChild

from kwtsms_desktop.core.errors import Parameter, StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.list_marks import existing_list, exported_headings, mark_of
from kwtsms_desktop.storage.contact_lists import ContactList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import ListRow, Rows
from kwtsms_desktop.texts import _, is_right_to_left
from kwtsms_desktop.texts.reasons import reason_text, repair_text
from kwtsms_desktop.texts.statuses import verdict_text

_PROBLEMS = (Verdict.INVALID, Verdict.NEEDS_REVIEW)
_WIDTH_OF_WORDS = 48  # characters; a sentence
_WIDTHS = range(12, 41)
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Reporting:
    """Writes workbooks."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def write_check(self, list_id: int, target: Path) -> None:
        """Write every row of a list with its verdict.

        Raises:
            UserError: there is no such list.
            StorageError: the file cannot be written.
        """
        with self._open_database() as database:
            headings = exported_headings(existing_list(database, list_id))
            header = [_("Row"), *headings, _("Will be sent to"), _("Verdict"), _("Why")]
            widths = [*map(_width, header[:-1]), _WIDTH_OF_WORDS]
            _write(target, header, widths, _check_rows(Rows(database).everything(list_id), len(headings)))

    def write_problems(self, list_id: int, target: Path, verdicts: Sequence[Verdict] = _PROBLEMS) -> None:
        """Write the rows that have one of these verdicts, for someone to correct them.

        The file stands for itself (imported alone it gets the same verdicts) and knows its list: the
        heading above the row numbers carries the list's mark, by which ``Correcting`` takes it back.

        Raises:
            UserError: there is no such list.
            StorageError: the file cannot be written.
        """
        with self._open_database() as database:
            found = existing_list(database, list_id)
            headings = exported_headings(found)
            header = [" ".join((_("Row"), mark_of(found))), _("What is wrong"), *headings]
            widths = [_width(header[0]), _WIDTH_OF_WORDS, *map(_width, headings)]
            rows = Rows(database).with_verdicts(list_id, verdicts)
            _write(target, header, widths, _problem_rows(rows, found, headings))


def explain_row(row: ListRow) -> str:
    """Reason, warnings and repairs of a row in words, in the language in use."""
    return " · ".join(part for part in (explain_verdict(row), explain_number(row)) if part)


def explain_verdict(row: ListRow) -> str:
    """Why a row is not simply sent to; empty for one that is."""
    return reason_text(row.reason, _details(row)) if row.reason else ""


def explain_number(row: ListRow) -> str:
    """What to know about a row's number: warnings, then what was repaired; empty where there is nothing."""
    warnings = [reason_text(code, _details(row)) for code in row.warnings]
    return " · ".join([*warnings, *(repair_text(repair) for repair in row.repairs)])


def _details(row: ListRow) -> dict[str, Parameter]:
    return {**row.details, "row": row.duplicate_of or ""}


def _check_rows(rows: Iterable[ListRow], width: int) -> Iterator[list[str]]:
    for row in rows:
        verdict = verdict_text(row.verdict) if row.verdict else ""
        yield [str(row.row), *_cells(row, width), row.phone or "", verdict, explain_row(row)]


def _problem_rows(
    rows: Iterable[ListRow], contact_list: ContactList, headings: Sequence[str]
) -> Iterator[list[str | int]]:
    """One row of the file for each row of the list, also where several of its phone cells are wrong."""
    for number, entries in itertools.groupby(rows, key=lambda row: row.row):
        wrong = list(entries)
        cells = _cells(wrong[0], len(headings))
        words: list[str] = []
        for entry in wrong:
            cells[entry.phone_column] = entry.input
            why = explain_verdict(entry)
            is_one_of_several = len(contact_list.phone_columns) > 1
            words.append(f"{headings[entry.phone_column]}: {why}" if is_one_of_several else why)
        yield [number, " · ".join(words), *cells]


def _cells(row: ListRow, width: int) -> list[str]:
    return [*row.cells, *([""] * width)][:width]


def _width(heading: str) -> int:
    return max(_WIDTHS.start, min(len(heading) + 4, _WIDTHS.stop - 1))


def _write(
    target: Path, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str | int]]
) -> None:
    """Write a workbook in the place of ``target``: whole, or not at all."""
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
