"""Correct: the exported file of problem rows comes back, and its corrections go into the list.

Rows are found by the number in the file's first column, cells by their headings. What is as it was is no
correction, rows that are not in the file stay as they are, and all of it is one step that can be undone.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.contacts.encodings import codec_for
from kwtsms_desktop.contacts.table import ImportOptions, TableRow, open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary
from kwtsms_desktop.services.editing import Edit, Editing, EditKind, EditResult
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.list_marks import (
    existing_list,
    exported_columns,
    marked_column,
    marked_list,
)
from kwtsms_desktop.services.looking import Looking
from kwtsms_desktop.storage.contact_lists import ContactList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.row_numbers import NumberedRow, rows_by_number

__all__ = ["Correcting", "PutBackResult"]

_MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class PutBackResult:
    """What came back.

    Attributes:
        result: how the list is now.
        corrected: rows with a cell that is another one now.
        unchanged: rows that came back as they were.
        unknown: what stood for a row number without being one of the list; the first 100.
        unknown_rows: how many rows those are in all.
        repeated: numbers of rows that came back more than once and differently; they stay as they were.
    """

    result: EditResult
    corrected: int
    unchanged: int
    unknown: tuple[str, ...]
    unknown_rows: int
    repeated: tuple[int, ...]

    @property
    def summary(self) -> CheckSummary:
        """The list's figures."""
        return self.result.summary

    @property
    def changed(self) -> array[int]:
        """Ids of entries that are not what they were."""
        return self.result.changed

    @property
    def edit(self) -> Edit | None:
        """The step that can be undone; None where nothing changed."""
        return self.result.edit


class Correcting:
    """Takes corrections back."""

    def __init__(self, open_database: Callable[[], Database], editing: Editing) -> None:
        self._open_database = open_database
        self._editing = editing

    def list_of(self, headings: Sequence[str]) -> ContactList | None:
        """The list that a file with these headings was exported from; None for any other file."""
        with self._open_database() as database:
            return marked_list(database, headings)

    def put_back(
        self,
        path: Path,
        options: ImportOptions,
        list_id: int,
        check: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> PutBackResult:
        """Write the corrections of an exported file into its list. Stopping writes none.

        Raises:
            UserError: there is no such list, the file cannot be read or is not of this list.
        """
        preview = Looking(self._open_database).look(path, options, stop)
        with self._open_database() as database:
            contact_list = existing_list(database, list_id)
            if preview.corrects is None or preview.corrects.id != list_id:
                raise UserError(Reason.NOT_FROM_THIS_LIST, file=path.name, list=contact_list.name)
            with open_contact_file(path, preview.as_understood, stop) as file:
                returned = _Returned(file.headings, contact_list, file.encoding)
                for row in breathing(file.rows(), stop):
                    returned.add(row)
            if stop.is_set():  # the rest was not read
                raise UserError(Reason.CANCELLED_BY_USER)
            present = rows_by_number(database, list_id, returned.numbers)
        corrections = list(returned.corrections(present))
        result = self._editing.correct_many(list_id, corrections, check, mailbox, stop, EditKind.PUT_BACK)
        corrected = len({row_id for row_id, _, _ in corrections})
        unknown = returned.unknown(present)
        return PutBackResult(
            result=result,
            corrected=corrected,
            unchanged=len(present) - corrected - len(returned.repeated & present.keys()),
            unknown=tuple(unknown[:_MOST_NAMED]),
            unknown_rows=len(unknown),
            repeated=tuple(sorted(returned.repeated & present.keys())),
        )


class _Returned:
    """The rows of a file that came back."""

    def __init__(self, headings: Sequence[str], contact_list: ContactList, encoding: str | None) -> None:
        self._number_column = marked_column(headings) or 0
        self._columns = exported_columns(headings, contact_list)
        self._codec = codec_for(encoding) if encoding else None
        self._rows: dict[int, dict[int, str]] = {}
        self._unreadable: list[str] = []
        self.repeated: set[int] = set()

    @property
    def numbers(self) -> Sequence[int]:
        """Row numbers in the file."""
        return list(self._rows)

    def add(self, row: TableRow) -> None:
        """Take a row of the file."""
        if row.is_blank:
            return
        text = row.cells[self._number_column].strip()
        number = _row_number(text)
        if number is None:
            self._unreadable.append(text)
            return
        cells = {of_list: row.cells[column] for column, of_list in self._columns.items()}
        if self._rows.setdefault(number, cells) != cells:
            self.repeated.add(number)

    def corrections(self, present: Mapping[int, NumberedRow]) -> Iterator[tuple[int, int, str]]:
        """What differs from the list: entry, column, text."""
        for number, row in present.items():
            if number in self.repeated:
                continue
            for column, text in self._rows[number].items():
                if not self._is_same(text, row.cells[column] if column < len(row.cells) else ""):
                    yield row.id, column, text

    def unknown(self, present: Mapping[int, NumberedRow]) -> list[str]:
        """What stands in the first column without being a row of the list."""
        return [*self._unreadable, *(str(number) for number in self._rows if number not in present)]

    def _is_same(self, text: str, present: str) -> bool:
        """Whether a cell is what it was, but for what the file's encoding or line ends cannot hold."""
        text, present = _one_kind_of_line_end(text), _one_kind_of_line_end(present)
        if text == present or self._codec is None:
            return text == present
        return text.encode(self._codec, "replace") == present.encode(self._codec, "replace")


def _row_number(text: str) -> int | None:
    whole, _, decimals = text.partition(".")
    is_number = whole.isdecimal() and len(whole) < 10 and not decimals.strip("0")
    return int(whole) if is_number else None


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
