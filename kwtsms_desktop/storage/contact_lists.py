"""Contact lists: what was read from a file, under which assumptions, and when it was checked."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

import psutil

from kwtsms_desktop.storage.database import Database, utc_text


@dataclass(frozen=True, slots=True)
class NewList:
    """What is known of a list before its rows are read."""

    name: str
    file_name: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    headings: tuple[str, ...]
    phone_columns: tuple[int, ...]
    hidden_rows: int
    hidden_columns: tuple[int, ...] = ()
    mixed_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactList:
    """One stored list.

    Attributes:
        header_row: row number of the headings in the file; 0 where it has none.
        phone_columns: 0-based indices into ``headings`` and into each row's cells: the columns that are
            sent to, at least one.
        hidden_columns: columns whose cells were left out because the sheet hides them.
        mixed_columns: columns whose cells have more than one number format.
        default_country: what the last check put before bare local numbers.
        checked_at: UTC time of the last check, None before the first.
        checked_against: a fingerprint of everything else the last check assumed (coverage, block list).
        rows: number of data rows.
        entries: number of phone cells that have a verdict each; ``rows`` where there is one phone column.
        campaigns: how many campaigns were planned from it.
    """

    id: int
    name: str
    file_name: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    headings: tuple[str, ...]
    phone_columns: tuple[int, ...]
    hidden_rows: int
    hidden_columns: tuple[int, ...]
    mixed_columns: tuple[int, ...]
    default_country: str
    keep_duplicate: str
    created_at: str
    checked_at: str | None
    checked_against: str
    rows: int
    entries: int
    campaigns: int

    @property
    def phone_column(self) -> int:
        """The first phone column."""
        return self.phone_columns[0]


_ROWS_PER_DELETE = 5000

_COLUMNS = """
    id, name, file_name, sheet, encoding, delimiter, header_row, headings, phone_columns, hidden_rows,
    hidden_columns, mixed_columns, default_country, keep_duplicate, created_at, checked_at, checked_against,
    row_count AS rows, entry_count AS entries,
    (SELECT COUNT(*) FROM campaigns WHERE campaigns.list_id = contact_lists.id) AS campaigns
"""


class ContactLists:
    """Questions about lists, and changes to them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def create(self, new: NewList) -> int:
        """Begin a list; it stays invisible until ``mark_ready``."""
        with self._db.write() as db:
            cursor = db.execute(
                """INSERT INTO contact_lists (name, file_name, sheet, encoding, delimiter, header_row,
                       headings, phone_columns, hidden_rows, hidden_columns, mixed_columns, importing_pid,
                       created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    new.name,
                    new.file_name,
                    new.sheet,
                    new.encoding,
                    new.delimiter,
                    new.header_row,
                    json.dumps(new.headings, ensure_ascii=False),
                    json.dumps(new.phone_columns),
                    new.hidden_rows,
                    json.dumps(new.hidden_columns),
                    json.dumps(new.mixed_columns),
                    os.getpid(),
                    utc_text(),
                ),
            )
            return int(cursor.lastrowid or 0)

    def mark_ready(self, list_id: int, rows: int | None = None, entries: int | None = None) -> None:
        """All rows are in: the list can be seen and used. Whoever knows how many they are says so."""
        with self._db.write() as db:
            db.execute(
                """UPDATE contact_lists SET importing_pid = NULL,
                       entry_count = ifnull(:entries, (SELECT COUNT(*) FROM rows WHERE list_id = :id)),
                       row_count = ifnull(:rows, (SELECT COUNT(DISTINCT row) FROM rows WHERE list_id = :id))
                   WHERE id = :id""",
                {"id": list_id, "rows": rows, "entries": entries},
            )

    def mark_unchecked(self, list_id: int) -> None:
        """A check begins: until it ends, the verdicts of the list are a mixture of old and new."""
        with self._db.write() as db:
            db.execute("UPDATE contact_lists SET checked_at = NULL WHERE id = ?", (list_id,))

    def mark_checked(
        self, list_id: int, default_country: str, keep_duplicate: str, checked_against: str
    ) -> None:
        """Note when, and under which assumptions, the list was checked."""
        with self._db.write() as db:
            db.execute(
                """UPDATE contact_lists SET default_country = ?, keep_duplicate = ?, checked_against = ?,
                       checked_at = ? WHERE id = ?""",
                (default_country, keep_duplicate, checked_against, utc_text(), list_id),
            )

    def rename(self, list_id: int, name: str) -> None:
        """Give a list another name."""
        with self._db.write() as db:
            db.execute("UPDATE contact_lists SET name = ? WHERE id = ?", (name, list_id))

    def delete(self, list_id: int) -> None:
        """Forget a list and its rows. Campaigns sent to it keep their own copy of what they sent.

        It cannot be seen from the first moment on. Its rows go some at a time, so that others can write
        meanwhile; what is left of it when the program ends is for ``delete_abandoned``.
        """
        some = "SELECT id FROM rows WHERE list_id = ? ORDER BY id LIMIT ?"
        with self._db.write() as db:
            db.execute("UPDATE contact_lists SET importing_pid = ? WHERE id = ?", (os.getpid(), list_id))
        removed = _ROWS_PER_DELETE
        while removed == _ROWS_PER_DELETE:
            with self._db.write() as db:
                rows = db.execute(f"DELETE FROM rows WHERE id IN ({some})", (list_id, _ROWS_PER_DELETE))
                removed = rows.rowcount
        with self._db.write() as db:
            db.execute("DELETE FROM contact_lists WHERE id = ?", (list_id,))

    def delete_abandoned(self) -> int:
        """Forget lists whose import died with its process; returns how many."""
        unfinished = self._db.read(
            "SELECT id, importing_pid FROM contact_lists WHERE importing_pid IS NOT NULL"
        )
        dead = [row["id"] for row in unfinished if not psutil.pid_exists(row["importing_pid"])]
        for list_id in dead:
            self.delete(list_id)
        return len(dead)

    def get(self, list_id: int) -> ContactList | None:
        """One list, or None when there is none of that number."""
        row = self._db.read_one(f"SELECT {_COLUMNS} FROM contact_lists WHERE id = ?", list_id)
        return _contact_list(dict(row)) if row else None

    def all(self) -> list[ContactList]:
        """Every finished list, newest first."""
        rows = self._db.read(
            f"SELECT {_COLUMNS} FROM contact_lists WHERE importing_pid IS NULL ORDER BY id DESC"
        )
        return [_contact_list(dict(row)) for row in rows]


def _contact_list(row: dict[str, object]) -> ContactList:
    for name in ("headings", "phone_columns", "hidden_columns", "mixed_columns"):
        row[name] = tuple(json.loads(str(row[name])))
    return ContactList(**row)  # type: ignore[arg-type]  # columns are the fields
