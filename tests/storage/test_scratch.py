from __future__ import annotations

from pathlib import Path

from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.block_list import BlockList, BlockSource
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.scratch import scratch_database
from tests.support.builders import store_list


def test_what_is_stored_there_is_gone_afterwards(paths: Paths, database: Database) -> None:
    with scratch_database(lambda: Database(paths)) as open_scratch:
        with open_scratch() as scratch:
            store_list(scratch, ["98765432"])
            (file,) = (row["file"] for row in scratch.read("PRAGMA database_list"))
        assert Path(str(file)).exists()
    assert not Path(str(file)).parent.exists()
    assert database.read("SELECT id FROM contact_lists") == []


def test_it_knows_coverage_and_block_list(paths: Paths, database: Database) -> None:
    Accounts(database).save_prefixes("demo", ("965",))
    numbers = [f"965{number:08d}" for number in range(12_000)]
    BlockList(database).add(numbers, "", BlockSource.HAND)
    with scratch_database(lambda: Database(paths)) as open_scratch, open_scratch() as scratch:
        assert Accounts(scratch).facts("demo") == Accounts(database).facts("demo")
        assert BlockList(scratch).count() == len(numbers)
        assert BlockList(scratch).version() == BlockList(database).version()
