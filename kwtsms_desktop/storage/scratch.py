"""A database for lists that nobody keeps, gone with its folder: quicker than taking a million rows out.

What a check depends on, the accounts' coverage and the block list, is copied into it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.database import Database

_COPIED = ("account_facts", "blocked_numbers", "versions")
_ROWS_AT_ONCE = 5000


@contextmanager
def scratch_database(origin: Callable[[], Database]) -> Iterator[Callable[[], Database]]:
    """Opens connections to a database of its own in the system's folder for temporary files.

    Args:
        origin: opens the database that coverage and block list are copied from.

    Raises:
        StorageError: the disk is full, or the folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="kwtsms-check-", ignore_cleanup_errors=True) as folder:
        paths = Paths(Path(folder))
        paths.prepare()
        with Database(paths) as scratch:  # stays open, so that no other connection is the last one
            with origin() as known:
                for table in _COPIED:
                    _copy(known, scratch, table)
            yield lambda: Database(paths)


def _copy(known: Database, scratch: Database, table: str) -> None:
    for rows in known.stream_many(f"SELECT * FROM {table}", size=_ROWS_AT_ONCE):
        marks = ", ".join("?" * len(rows[0]))
        with scratch.write() as db:
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
