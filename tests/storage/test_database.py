from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.migrations import STEPS, schema_version
from tests.support.builders import data_folder


def test_a_new_database_has_the_newest_schema(database: Database) -> None:
    row = database.read_one("PRAGMA user_version")
    assert row is not None
    assert row[0] == len(STEPS)


def test_every_table_is_strict(database: Database) -> None:
    tables = database.read("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    assert tables
    assert [row["sql"] for row in tables if not row["sql"].rstrip().endswith("STRICT")] == []


def test_it_writes_ahead_and_guards_references(database: Database) -> None:
    journal, keys = database.read_one("PRAGMA journal_mode"), database.read_one("PRAGMA foreign_keys")
    assert journal is not None
    assert keys is not None
    assert (journal[0], keys[0]) == ("wal", 1)


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)], ids=["durable", "usual"])
def test_durable_writes_reach_the_disk(database: Database, durable: bool, level: int) -> None:
    with database.write(durable=durable) as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == level


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as db:
        db.execute("INSERT INTO account_facts (account) VALUES ('office')")
        _ = 1 / 0
    assert database.read("SELECT * FROM account_facts") == []


def test_a_newer_file_is_refused_and_left_alone(paths: Paths) -> None:
    Database(paths).close()
    db = sqlite3.connect(paths.database)
    db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    db.close()
    with pytest.raises(StorageError) as caught:
        Database(paths)
    assert caught.value.reason is Reason.DATA_NEWER
    db = sqlite3.connect(paths.database)
    assert schema_version(db) == len(STEPS) + 1
    db.close()


def test_a_file_that_is_no_database_is_damaged(paths: Paths) -> None:
    paths.database.write_bytes(b"this is not a database at all, however long it may be " * 40)
    with pytest.raises(StorageError) as caught:
        Database(paths)
    assert caught.value.reason is Reason.DATA_DAMAGED


def test_a_full_disk_is_named_and_nothing_is_half_written(paths: Paths) -> None:
    with Database(paths) as database:
        size = database.read_one("PRAGMA page_count")
        assert size is not None
        database.read(f"PRAGMA max_page_count = {size[0] + 2}")
        with pytest.raises(StorageError) as caught, database.write() as db:
            for number in range(1000):
                db.execute(
                    "INSERT INTO account_facts (account, sender_ids) VALUES (?, ?)", (str(number), "x" * 500)
                )
        assert caught.value.reason is Reason.DISK_FULL
        assert database.read("SELECT * FROM account_facts") == []


def test_writers_in_many_threads_take_turns(paths: Paths) -> None:
    def write(number: int) -> None:
        with Database(paths) as database:
            for turn in range(20):
                with database.write() as db:
                    db.execute("INSERT INTO account_facts (account) VALUES (?)", (f"{number}-{turn}",))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Database(paths) as database:
        count = database.read_one("SELECT COUNT(*) AS n FROM account_facts")
        assert count is not None
        assert count["n"] == 80


def test_many_can_open_a_new_data_folder_at_once(tmp_path: Path) -> None:
    failed: list[StorageError] = []

    def open_and_close(paths: Paths) -> None:
        try:
            Database(paths).close()
        except StorageError as error:
            failed.append(error)

    for number in range(40):
        paths = data_folder(tmp_path / str(number))
        threads = [threading.Thread(target=open_and_close, args=(paths,)) for _turn in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []


def test_the_write_lock_is_freed_when_its_process_dies(paths: Paths) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from kwtsms_desktop.paths import Paths\n"
        "from kwtsms_desktop.storage.database import Database\n"
        "database = Database(Paths(Path(sys.argv[1])))\n"
        "with database.write() as db:\n"
        "    db.execute(\"INSERT INTO account_facts (account) VALUES ('lost')\")\n"
        "    os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(paths.root)], check=False, timeout=60)
    assert done.returncode == 9
    with Database(paths) as database, database.write() as db:
        assert db.execute("SELECT COUNT(*) FROM account_facts").fetchone()[0] == 0
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir(mode=0o500)
    with pytest.raises(StorageError) as caught:
        data_folder(folder / "data")
    assert caught.value.reason is Reason.DATA_READ_ONLY
