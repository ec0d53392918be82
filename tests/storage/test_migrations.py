"""A database of every earlier schema opens, is copied first, and keeps what was in it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.migrations import STEPS, schema_version
from kwtsms_desktop.storage.rows import Rows
from tests.support.builders import data_folder

ROWS = (
    (2, ["Sara", "98765432"], "98765432", "96598765432", "valid"),
    (3, ["Fahd", "123"], "123", None, "invalid"),
)


def _schema_1(paths: Paths) -> None:
    """A database as the first schema had it, with one checked list."""
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as db:
        STEPS[0](db)
        db.execute("PRAGMA user_version = 1")
        db.execute(
            """INSERT INTO contact_lists (id, name, file_name, header_row, headings, phone_column,
                   hidden_rows, default_country, created_at, checked_at)
               VALUES (7, 'Clients', 'clients.xlsx', 1, '["Name", "Mobile"]', 1, 0, '965', 'then', 'then')"""
        )
        for row, cells, text, phone, verdict in ROWS:
            db.execute(
                "INSERT INTO rows (list_id, row, cells, input, phone, verdict) VALUES (7, ?, ?, ?, ?, ?)",
                (row, json.dumps(cells), text, phone, verdict),
            )


def test_the_first_schema_becomes_the_newest(tmp_path: Path) -> None:
    paths = data_folder(tmp_path)
    _schema_1(paths)
    with Database(paths) as database:
        (found,) = ContactLists(database).all()
        rows = list(Rows(database).everything(found.id))
    assert (found.phone_columns, found.rows, found.entries) == ((1,), 2, 2)
    assert [(row.row, row.phone_column, row.verdict) for row in rows] == [
        (2, 1, Verdict.VALID),
        (3, 1, Verdict.INVALID),
    ]


def test_the_old_database_is_copied_first(tmp_path: Path) -> None:
    paths = data_folder(tmp_path)
    _schema_1(paths)
    with Database(paths):
        pass
    (copy,) = paths.backups.glob("*.db")
    with closing(sqlite3.connect(copy)) as db:
        assert schema_version(db) == 1
        assert db.execute("SELECT COUNT(*) FROM rows").fetchone() == (2,)
