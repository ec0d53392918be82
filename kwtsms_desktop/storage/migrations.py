"""The schema, as the steps that led to it. A step that was released is never edited.

Within a list the order of ids is the order of the file, so "in file order" is "by id" everywhere.

``PRAGMA user_version`` is the number of steps a database has seen. Each step runs in one
``BEGIN IMMEDIATE`` together with its new number; the database is copied with SQLite's own backup first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason


def _first_schema(db: sqlite3.Connection) -> None:
    for statement in _FIRST_SCHEMA.split(";"):
        if statement.strip():
            db.execute(statement)


_FIRST_SCHEMA = """
CREATE TABLE contact_lists (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sheet TEXT,
    encoding TEXT,
    delimiter TEXT,
    header_row INTEGER NOT NULL,
    headings TEXT NOT NULL,
    phone_column INTEGER NOT NULL,
    hidden_rows INTEGER NOT NULL,
    default_country TEXT NOT NULL DEFAULT '',
    keep_duplicate TEXT NOT NULL DEFAULT 'first' CHECK (keep_duplicate IN ('first', 'last')),
    importing_pid INTEGER,
    created_at TEXT NOT NULL,
    checked_at TEXT
) STRICT;

CREATE TABLE rows (
    id INTEGER PRIMARY KEY,
    list_id INTEGER NOT NULL REFERENCES contact_lists (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    cells TEXT NOT NULL,
    input TEXT NOT NULL,
    phone TEXT,
    proposals TEXT NOT NULL DEFAULT '',
    verdict TEXT CHECK (verdict IN ('valid', 'needs_review', 'duplicate', 'invalid', 'not_covered',
                                    'blocked', 'blank', 'excluded')),
    reason TEXT,
    repairs TEXT NOT NULL DEFAULT '',
    warnings TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '',
    duplicate_of INTEGER
) STRICT;
CREATE INDEX rows_of_list ON rows (list_id);
CREATE INDEX rows_by_verdict ON rows (list_id, verdict);

CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    list_id INTEGER REFERENCES contact_lists (id) ON DELETE SET NULL,
    list_name TEXT NOT NULL,
    headings TEXT NOT NULL,
    account TEXT NOT NULL,
    sender TEXT NOT NULL,
    template TEXT NOT NULL,
    test INTEGER NOT NULL CHECK (test IN (0, 1)),
    rate REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'scheduled', 'running', 'paused', 'stopped',
                                         'finished', 'cancelled')),
    reason TEXT,
    reason_details TEXT NOT NULL DEFAULT '',
    planned_credits INTEGER NOT NULL,
    planned_balance REAL,
    left_out INTEGER NOT NULL,
    first_only INTEGER,
    created_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    sending_seconds REAL NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    encoding TEXT NOT NULL,
    segments INTEGER NOT NULL
) STRICT;
CREATE INDEX texts_of_campaign ON texts (campaign_id);

CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    text_id INTEGER NOT NULL REFERENCES texts (id),
    status TEXT NOT NULL CHECK (status IN ('planned', 'submitting', 'accepted', 'refused', 'unknown',
                                           'cancelled')),
    numbers INTEGER NOT NULL,
    planned_credits INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    submitted_at TEXT,
    answered_at TEXT,
    balance_before REAL,
    message_id TEXT,
    accepted_numbers INTEGER,
    credits REAL,
    balance_after REAL,
    gateway_timestamp INTEGER,
    reason TEXT,
    description TEXT
) STRICT;
CREATE INDEX batches_by_status ON batches (campaign_id, status);
CREATE INDEX batches_open ON batches (status) WHERE status IN ('submitting', 'unknown');
CREATE INDEX batches_of_text ON batches (text_id);

CREATE TABLE recipients (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    text_id INTEGER NOT NULL REFERENCES texts (id),
    row INTEGER NOT NULL,
    phone TEXT NOT NULL,
    cells TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('queued', 'submitting', 'accepted', 'refused', 'unknown',
                                           'dispatched', 'stuck', 'received', 'undelivered', 'skipped',
                                           'cancelled')),
    reason TEXT
) STRICT;
CREATE INDEX recipients_of_campaign ON recipients (campaign_id);
CREATE INDEX recipients_by_status ON recipients (campaign_id, status);
CREATE INDEX recipients_of_batch ON recipients (batch_id);
CREATE INDEX recipients_of_text ON recipients (text_id);
CREATE INDEX recipients_by_phone ON recipients (phone);

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    list_id INTEGER REFERENCES contact_lists (id) ON DELETE SET NULL,
    template TEXT NOT NULL,
    sender TEXT NOT NULL,
    accept_review INTEGER NOT NULL CHECK (accept_review IN (0, 1)),
    step INTEGER NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE account_facts (
    account TEXT PRIMARY KEY,
    available REAL,
    purchased REAL,
    balance_at TEXT,
    sender_ids TEXT,
    sender_ids_at TEXT,
    prefixes TEXT,
    prefixes_at TEXT
) STRICT
"""


def _lists_to_work_on(db: sqlite3.Connection) -> None:
    """Rows that are edited, chosen, numbered more than once; the block list; what files looked like."""
    for statement in _LISTS_TO_WORK_ON.split(";"):
        if statement.strip():
            db.execute(statement)


_LISTS_TO_WORK_ON = """
ALTER TABLE contact_lists ADD COLUMN phone_columns TEXT NOT NULL DEFAULT '[]';
ALTER TABLE contact_lists ADD COLUMN hidden_columns TEXT NOT NULL DEFAULT '[]';
ALTER TABLE contact_lists ADD COLUMN mixed_columns TEXT NOT NULL DEFAULT '[]';
ALTER TABLE contact_lists ADD COLUMN row_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact_lists ADD COLUMN entry_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact_lists ADD COLUMN checked_against TEXT NOT NULL DEFAULT '';
UPDATE contact_lists SET
    phone_columns = json_array(phone_column),
    row_count = (SELECT COUNT(*) FROM rows WHERE rows.list_id = contact_lists.id),
    entry_count = (SELECT COUNT(*) FROM rows WHERE rows.list_id = contact_lists.id);

ALTER TABLE rows ADD COLUMN phone_column INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rows ADD COLUMN choice TEXT CHECK (choice IN ('excluded', 'accepted'));
ALTER TABLE rows ADD COLUMN original TEXT;
ALTER TABLE rows ADD COLUMN gateway TEXT CHECK (gateway IN ('ok', 'wrong', 'no_route'));
UPDATE rows SET phone_column =
    (SELECT phone_column FROM contact_lists WHERE contact_lists.id = rows.list_id);
ALTER TABLE contact_lists DROP COLUMN phone_column;
CREATE INDEX rows_by_phone ON rows (list_id, phone);
CREATE INDEX rows_unrepaired ON rows (list_id) WHERE verdict = 'valid' AND repairs = '';
CREATE INDEX rows_chosen ON rows (list_id) WHERE choice IS NOT NULL;
CREATE INDEX rows_edited ON rows (list_id) WHERE original IS NOT NULL;
CREATE INDEX campaigns_of_list ON campaigns (list_id);
ALTER TABLE campaigns ADD COLUMN retry_of INTEGER REFERENCES campaigns (id) ON DELETE SET NULL;

CREATE TABLE list_edits (
    id INTEGER PRIMARY KEY,
    list_id INTEGER NOT NULL REFERENCES contact_lists (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    changes TEXT NOT NULL,
    is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX list_edits_of_list ON list_edits (list_id);

CREATE TABLE blocked_numbers (
    id INTEGER PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE versions (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT;

CREATE TABLE file_shapes (
    shape TEXT PRIMARY KEY,
    options TEXT NOT NULL,
    used_at TEXT NOT NULL
) STRICT
"""


def _texts_to_keep(db: sqlite3.Connection) -> None:
    """Templates, texts in two languages, campaigns that begin later, homes; an index that costs less."""
    for statement in _TEXTS_TO_KEEP.split(";"):
        if statement.strip():
            db.execute(statement)


_TEXTS_TO_KEEP = """
CREATE TABLE templates (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    arabic TEXT NOT NULL,
    english TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

ALTER TABLE drafts ADD COLUMN english TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN language_column INTEGER;
ALTER TABLE drafts ADD COLUMN duplicates TEXT NOT NULL DEFAULT '';

ALTER TABLE campaigns ADD COLUMN english TEXT NOT NULL DEFAULT '';
ALTER TABLE campaigns ADD COLUMN language_column INTEGER;
ALTER TABLE campaigns ADD COLUMN purpose TEXT NOT NULL DEFAULT 'list'
    CHECK (purpose IN ('list', 'own_phone'));
ALTER TABLE campaigns ADD COLUMN send_at TEXT;
CREATE INDEX campaigns_scheduled ON campaigns (send_at) WHERE state = 'scheduled';

CREATE TABLE homes (
    id INTEGER PRIMARY KEY,
    machine TEXT NOT NULL UNIQUE,
    confirmed_at TEXT NOT NULL
) STRICT;

DROP INDEX rows_by_verdict;
CREATE INDEX rows_not_valid ON rows (list_id, verdict) WHERE verdict IS NOT 'valid'
"""

STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_schema, _lists_to_work_on, _texts_to_keep)


def migrate(db: sqlite3.Connection, file: Path, backups: Path) -> None:
    """Bring a database up to this program's schema.

    Args:
        db: an open connection in autocommit mode.
        file: the database's own path, named in the error.
        backups: folder for the copy that is made before a step.

    Raises:
        StorageError: the file was written by a newer program.
    """
    version = schema_version(db)
    if version > len(STEPS):
        raise StorageError(Reason.DATA_NEWER, file=str(file))
    if 0 < version < len(STEPS):
        _back_up(db, backups / f"{file.stem}-schema{version}.db")
    for number, step in enumerate(STEPS[version:], start=version + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            step(db)
            db.execute(f"PRAGMA user_version = {number:d}")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def schema_version(db: sqlite3.Connection) -> int:
    """How many steps the database has seen; 0 for a new file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _back_up(db: sqlite3.Connection, target: Path) -> None:
    # Connection.backup, never a file copy: a copy of a live write-ahead log loses rows.
    target.parent.mkdir(mode=0o700, exist_ok=True)
    copy = sqlite3.connect(target)
    try:
        db.backup(copy)
    finally:
        copy.close()
