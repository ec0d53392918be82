"""One connection to the database: how it is opened, how it writes, how its errors are named.

A connection belongs to the thread that opened it. Every write runs under the folder's write lock in one
short ``BEGIN IMMEDIATE``. ``durable`` writes are on the disk when they return (synchronous=FULL): the two
commits around a request to the gateway are of that kind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeAlias

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.locks import WriteLock
from kwtsms_desktop.storage.migrations import STEPS, migrate, schema_version

Value: TypeAlias = str | int | float | None


class Database:
    """An open database, to be closed by the one who opened it."""

    def __init__(self, paths: Paths) -> None:
        """Open the database of a data folder, creating or upgrading it first.

        Raises:
            StorageError: damaged, read-only, on a full disk, or of a newer program.
        """
        self._file = paths.database
        self._lock = WriteLock(paths.write_lock)
        with _named_errors(str(self._file)):
            self._db = sqlite3.connect(paths.database, isolation_level=None)
            try:
                self._prepare(paths)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self, paths: Paths) -> None:
        self._db.row_factory = sqlite3.Row
        for pragma in ("busy_timeout = 10000", "foreign_keys = ON", "temp_store = MEMORY"):
            self._db.execute(f"PRAGMA {pragma}")
        is_ready = self._pragma("journal_mode") == "wal" and schema_version(self._db) == len(STEPS)
        if not is_ready:
            with self._lock:  # SQLite does not wait for others when it changes the journal
                self._db.execute("PRAGMA journal_mode = WAL")
                migrate(self._db, self._file, paths.backups)

    def _pragma(self, name: str) -> object:
        return self._db.execute(f"PRAGMA {name}").fetchone()[0]

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: committed when the block ends, undone when it raises.

        Raises:
            StorageError: the disk is full, the folder is read-only, or others write for too long.
        """
        with self._lock, _named_errors(str(self._file)):
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has undone it already
                    self._db.execute("ROLLBACK")
                raise

    def read(self, sql: str, *parameters: Value) -> list[sqlite3.Row]:
        """All rows of a question."""
        with _named_errors(str(self._file)):
            return self._db.execute(sql, parameters).fetchall()

    def read_one(self, sql: str, *parameters: Value) -> sqlite3.Row | None:
        """The first row of a question, if it has one."""
        with _named_errors(str(self._file)):
            row: sqlite3.Row | None = self._db.execute(sql, parameters).fetchone()
            return row

    def stream(self, sql: str, *parameters: Value) -> Iterator[sqlite3.Row]:
        """The rows of a question, one by one."""
        with _named_errors(str(self._file)):
            yield from self._db.execute(sql, parameters)

    def stream_many(self, sql: str, *parameters: Value, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a question as plain tuples, so many at a time."""
        with _named_errors(str(self._file)):
            cursor = self._db.execute(sql, parameters)
            cursor.row_factory = None
            while rows := cursor.fetchmany(size):
                yield rows

    def close(self) -> None:
        """Close the connection; it must not be used afterwards."""
        self._db.close()

    def close_last(self) -> None:
        """Close what may be the last connection of all: SQLite then empties its log, which is a write."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def utc_text(moment: datetime | None = None) -> str:
    """A moment as the database keeps it: UTC, ISO 8601, milliseconds. Now, when none is given."""
    return (moment or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")


@contextmanager
def _named_errors(file: str) -> Iterator[None]:
    """Turn what the world does to a database (full disk, foreign file) into known errors."""
    try:
        yield
    except sqlite3.Error as error:
        reason = _KNOWN.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
        if reason is None:
            raise  # our own mistake: wrong SQL, a broken constraint
        raise StorageError(reason, file=file, folder=file) from error


_KNOWN = {
    sqlite3.SQLITE_FULL: Reason.DISK_FULL,
    sqlite3.SQLITE_IOERR: Reason.DISK_FULL,
    sqlite3.SQLITE_READONLY: Reason.DATA_READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Reason.DATA_READ_ONLY,
    sqlite3.SQLITE_PERM: Reason.DATA_READ_ONLY,
    sqlite3.SQLITE_BUSY: Reason.DATA_LOCKED,
    sqlite3.SQLITE_LOCKED: Reason.DATA_LOCKED,
    sqlite3.SQLITE_CORRUPT: Reason.DATA_DAMAGED,
    sqlite3.SQLITE_NOTADB: Reason.DATA_DAMAGED,
}
