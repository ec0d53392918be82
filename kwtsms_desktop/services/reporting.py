"""Reports: what the check said, as a workbook with all the original columns."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.list_marks import existing_list, exported_headings, mark_of
from kwtsms_desktop.storage.contact_lists import ContactList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import ListRow, Rows
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import reason_text, repair_text
from kwtsms_desktop.texts.statuses import verdict_text

_PROBLEMS = (Verdict.INVALID, Verdict.NEEDS_REVIEW)
_WIDTH_OF_WORDS = 48  # characters; a sentence
_WIDTHS = range(12, 41)


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
    from kwtsms_desktop.services.workbook_file import write_workbook  # a fifth of the program's start

    write_workbook(target, header, widths, rows)
