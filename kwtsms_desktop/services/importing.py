"""Import: a file of people becomes a stored and checked contact list, in one pass."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kwtsms_desktop.contacts.columns import column_names
from kwtsms_desktop.contacts.delimiters import DELIMITERS
from kwtsms_desktop.contacts.encodings import ENCODINGS
from kwtsms_desktop.contacts.table import ContactFile, ImportOptions, TableRow, open_contact_file
from kwtsms_desktop.core.errors import StorageError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.checking import (
    CheckOptions,
    CheckSummary,
    KeepDuplicate,
    assumptions_of,
    coverage_of,
    mark_checked,
    policy_of,
    settle_duplicates,
    summary_of,
)
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.services.looking import FilePreview, Looking
from kwtsms_desktop.storage.block_list import BlockList
from kwtsms_desktop.storage.contact_lists import ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import Rows, StoredEntry, StoredNotes

__all__ = ["DELIMITERS", "ENCODINGS", "FilePreview", "ImportOptions", "Importing", "TableRow"]

_FIRST_WRITE = 2_000  # entries
_MOST_PER_WRITE = 25_000  # half a second; with fewer, pages of the index of phones are written more often


class Importing:
    """Stores files as checked lists."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def look(self, path: Path, options: ImportOptions, stop: threading.Event | None = None) -> FilePreview:
        """Read the beginning of a file and say what was understood.

        Raises:
            UserError: the file cannot be read as a list.
        """
        return Looking(self._open_database).look(path, options, stop)

    def store(
        self,
        path: Path,
        options: ImportOptions,
        check: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> CheckSummary | None:
        """Store every row of a file as a new list, with its verdict. Stopping leaves nothing and gives None.

        Raises:
            UserError: the file cannot be read, has no phone column or no rows, or there is no such country.
            StorageError: the disk is full or the data folder cannot be written.
        """
        began = time.monotonic()
        policy_of(check)
        mailbox.put(Progress(0, None))
        try:
            file = open_contact_file(path, options, stop)
        except UserError as error:
            if error.reason is Reason.CANCELLED_BY_USER:
                return None
            raise
        with file, self._open_database() as database:
            _require_rows(file)
            lists, against = ContactLists(database), assumptions_of(database, check)
            list_id = lists.create(_new_list(path, file))
            try:
                rows, entries = _store_rows(database, list_id, file, check, mailbox, stop)
                if check.keep is KeepDuplicate.LAST:
                    settle_duplicates(database, list_id, check, stop)
                if stop.is_set():
                    lists.delete(list_id)
                    return None
                mark_checked(database, list_id, check, against)
                lists.mark_ready(list_id, rows, entries)
            except BaseException:
                with suppress(StorageError):  # what cannot be removed now is removed at the next start
                    lists.delete(list_id)
                raise
            return summary_of(database, list_id, time.monotonic() - began)

    def clean_up(self) -> int:
        """Remove what imports left behind whose process died; returns how many lists."""
        with self._open_database() as database:
            return ContactLists(database).delete_abandoned()


def _require_rows(file: ContactFile) -> None:
    if not file.has_rows:
        raise UserError(Reason.NO_ROWS, file=file.file_name)
    if not file.phone_columns:
        raise UserError(Reason.NO_PHONE_COLUMN, columns=", ".join(column_names(file.headings)))


def _new_list(path: Path, file: ContactFile) -> NewList:
    return NewList(
        name=path.stem,
        file_name=path.name,
        sheet=file.sheet,
        encoding=file.encoding,
        delimiter=file.delimiter,
        header_row=file.header_row,
        headings=file.headings,
        phone_columns=file.phone_columns,
        hidden_rows=file.hidden_rows,
        hidden_columns=file.hidden_columns,
        mixed_columns=file.mixed_columns,
    )


def _store_rows(
    database: Database,
    list_id: int,
    file: ContactFile,
    check: CheckOptions,
    mailbox: Mailbox,
    stop: threading.Event,
) -> tuple[int, int]:
    """Returns how many rows and entries there were."""
    rows = Rows(database)
    blocked = BlockList(database).phones()
    chunks = file.checked_rows(check.default_country, coverage_of(database, check), blocked)
    held: list[StoredEntry] = []
    notes: dict[int, StoredNotes] = {}
    done = entries = 0
    for chunk in breathing(chunks, stop, every=1):
        notes.update((len(held) + place, noted) for place, noted in chunk.notes.items())
        held += chunk.entries
        done += chunk.rows
        entries += len(chunk.entries)
        if len(held) >= min(_MOST_PER_WRITE, max(_FIRST_WRITE, entries // 8)):  # the last one is waited for
            rows.add_checked(list_id, held, notes)
            held.clear()
            notes.clear()
        mailbox.put(Progress(done, None))
    rows.add_checked(list_id, held, notes)
    return done, entries
