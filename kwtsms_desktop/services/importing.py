"""Import: a file of people becomes a stored contact list, row by row as the spreadsheet shows it."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.contacts.columns import column_names
from kwtsms_desktop.contacts.delimiters import DELIMITERS
from kwtsms_desktop.contacts.encodings import ENCODINGS
from kwtsms_desktop.contacts.table import ContactFile, ImportOptions, TableRow, open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import Rows

__all__ = ["DELIMITERS", "ENCODINGS", "FilePreview", "ImportOptions", "Importing", "TableRow"]

_ROWS_PER_WRITE = 2000
_ROWS_PER_BREATH = 500
_BREATH_SECONDS = 0.0005  # lets the window's thread have the interpreter (measured: 440 ms → 23 ms)


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What was understood of a file before anything is stored.

    Attributes:
        header_row: number of the row with the headings; 0 where there is none.
        phone_column: 0-based; None when no column looks like one.
        sample: the first rows of the file as they are, those above the headings included.
    """

    path: Path
    file_name: str
    kind: str
    sheet: str | None
    sheets: tuple[str, ...]
    encoding: str | None
    delimiter: str | None
    header_row: int
    headings: tuple[str, ...]
    phone_column: int | None
    hidden_rows: int
    sample: tuple[TableRow, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """A name for every column, no two alike: what ``ImportOptions.phone_column`` takes."""
        return column_names(self.headings)

    @property
    def as_understood(self) -> ImportOptions:
        """The options under which the file is read exactly as it was understood here, without a guess."""
        names, phone = self.column_names, self.phone_column
        return ImportOptions(
            sheet=self.sheet,
            header_row=self.header_row,
            phone_column=None if phone is None else names[phone],
            encoding=self.encoding,
            delimiter=self.delimiter,
        )


class Importing:
    """Looks into files and stores them as lists."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def look(self, path: Path, options: ImportOptions, stop: threading.Event | None = None) -> FilePreview:
        """Read the beginning of a file and say what was understood.

        Raises:
            UserError: the file cannot be read as a list.
        """
        with open_contact_file(path, options, stop) as file:
            return FilePreview(
                path=path,
                file_name=file.file_name,
                kind=file.kind,
                sheet=file.sheet,
                sheets=file.sheets,
                encoding=file.encoding,
                delimiter=file.delimiter,
                header_row=file.header_row,
                headings=file.headings,
                phone_column=file.phone_column,
                hidden_rows=file.hidden_rows,
                sample=file.sample,
            )

    def store(
        self, path: Path, options: ImportOptions, mailbox: Mailbox, stop: threading.Event
    ) -> ContactList | None:
        """Store every row of a file as a new list. Stopping leaves nothing behind and gives None.

        Raises:
            UserError: the file cannot be read, has no phone column or no rows.
            StorageError: the disk is full or the data folder cannot be written.
        """
        with self._open_database() as database, open_contact_file(path, options, stop) as file:
            if file.phone_column is None:
                raise UserError(Reason.NO_PHONE_COLUMN, columns=", ".join(column_names(file.headings)))
            lists = ContactLists(database)
            list_id = lists.create(_new_list(path, file, file.phone_column))
            try:
                _store_rows(Rows(database), list_id, file, file.phone_column, mailbox, stop)
            except BaseException:
                lists.delete(list_id)
                raise
            if stop.is_set():
                lists.delete(list_id)
                return None
            lists.mark_ready(list_id)
            return lists.get(list_id)

    def clean_up(self) -> int:
        """Remove what imports left behind whose process died; returns how many lists."""
        with self._open_database() as database:
            return ContactLists(database).delete_abandoned()


def _new_list(path: Path, file: ContactFile, phone_column: int) -> NewList:
    return NewList(
        name=path.stem,
        file_name=path.name,
        sheet=file.sheet,
        encoding=file.encoding,
        delimiter=file.delimiter,
        header_row=file.header_row,
        headings=file.headings,
        phone_columns=(phone_column,),
        hidden_rows=file.hidden_rows,
    )


def _store_rows(
    rows: Rows,
    list_id: int,
    file: ContactFile,
    phone_column: int,
    mailbox: Mailbox,
    stop: threading.Event,
) -> None:
    done = 0
    found = _breathing(file.rows(), stop)
    while chunk := list(itertools.islice(found, _ROWS_PER_WRITE)):
        rows.add(list_id, ((row.number, row.cells, phone_column) for row in chunk))
        done += len(chunk)
        mailbox.put(Progress(done, None))
    if not done and not stop.is_set():
        raise UserError(Reason.NO_ROWS, file=file.file_name)


def _breathing(rows: Iterator[TableRow], stop: threading.Event) -> Iterator[TableRow]:
    """The rows, with a short pause after every few and an end as soon as it is wished for."""
    for number, row in enumerate(rows, start=1):
        if number % _ROWS_PER_BREATH == 0 and stop.wait(_BREATH_SECONDS):
            return
        yield row
