"""Reports: what the check or a campaign said, as a workbook with all the original columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from kwtsms_desktop.core.errors import Parameter, StorageError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.template import Column
from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import ListRow, Rows
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import reason_text, repair_text
from kwtsms_desktop.texts.statuses import verdict_text


class Reporting:
    """Writes workbooks. Every cell is text: no number loses its zeros, no cell becomes a formula."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def write_check(self, list_id: int, target: Path) -> None:
        """Write every row of a list with its verdict.

        Raises:
            UserError: there is no such list.
            StorageError: the file cannot be written.
        """
        with self._open_database() as database:
            found = ContactLists(database).get(list_id)
            if found is None:
                raise UserError(Reason.NO_SUCH_LIST, list=list_id)
            headings = [heading or Column(index, "").letter for index, heading in enumerate(found.headings)]
            header = [_("Row"), *headings, _("Will be sent to"), _("Verdict"), _("Why")]
            _write(target, header, _check_rows(Rows(database).everything(list_id), len(headings)))


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


def _check_rows(rows: Iterator[ListRow], width: int) -> Iterator[list[str]]:
    for row in rows:
        cells = [*row.cells, *([""] * width)][:width]
        verdict = verdict_text(row.verdict) if row.verdict else ""
        yield [str(row.row), *cells, row.phone or "", verdict, explain_row(row)]


def _write(target: Path, header: Sequence[str], rows: Iterator[list[str]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"  # text, also where it begins with "=" or looks like a number
            cells.append(cell)
        sheet.append(cells)
    try:
        book.save(target)
    except OSError as error:
        raise StorageError(Reason.FILE_NOT_WRITABLE, file=target.name) from error
