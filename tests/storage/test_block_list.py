"""The block list: each number once, newest first, and a version that tells every change."""

from __future__ import annotations

import pytest

from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage import block_list
from kwtsms_desktop.storage.block_list import BlockList, BlockSource
from kwtsms_desktop.storage.database import Database
from tests.support.builders import plan_campaign

SARA, HUDA, ALI = "96555512345", "96566612345", "971501234567"


def test_a_number_is_on_it_once(database: Database) -> None:
    blocked = BlockList(database)
    assert blocked.add([SARA, HUDA, SARA], "asked", BlockSource.HAND) == 2
    assert blocked.add([HUDA, ALI], "again", BlockSource.FILE) == 1
    assert blocked.count() == 3
    page = blocked.page(blocked.ids())
    assert [(one.phone, one.note, one.source) for one in page] == [
        (ALI, "again", BlockSource.FILE),
        (HUDA, "asked", BlockSource.HAND),
        (SARA, "asked", BlockSource.HAND),
    ]


def test_the_version_grows_with_changes_only(database: Database) -> None:
    blocked = BlockList(database)
    assert blocked.version() == 0
    blocked.add([SARA], "", BlockSource.HAND)
    blocked.add([SARA], "", BlockSource.HAND)
    blocked.add([], "", BlockSource.HAND)
    assert blocked.version() == 1
    assert blocked.remove([1, 99]) == 1
    assert blocked.remove([1]) == 0
    assert (blocked.version(), blocked.count()) == (2, 0)


@pytest.mark.parametrize(
    ("search", "found"),
    [("", 2), ("5551 2345", 1), ("٥٥٥١٢٣٤٥", 1), ("ASKED", 1), ("nobody", 0), ("%", 0)],
)
def test_numbers_and_notes_are_searched(database: Database, search: str, found: int) -> None:
    blocked = BlockList(database)
    blocked.add([SARA], "asked by phone", BlockSource.HAND)
    blocked.add([HUDA], "", BlockSource.HAND)
    assert len(blocked.ids(search)) == found


@pytest.mark.parametrize("before_loading", [0, 1, 100], ids=["loaded", "loaded on the way", "asked"])
def test_numbers_are_known(database: Database, before_loading: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_list, "_LOOKUPS_BEFORE_LOADING", before_loading)
    BlockList(database).add([SARA, ALI], "", BlockSource.HAND)
    numbers = BlockList(database).numbers()
    assert [phone in numbers for phone in (SARA, HUDA, ALI, SARA)] == [True, False, True, True]


def test_nothing_is_blocked_by_an_empty_list(database: Database) -> None:
    assert SARA not in BlockList(database).numbers()


def test_recipients_of_a_campaign_are_added_once(database: Database) -> None:
    campaign_id = plan_campaign(database, [(SARA, "a"), (SARA, "b"), (HUDA, "a")])
    blocked = BlockList(database)
    blocked.add([HUDA], "", BlockSource.HAND)
    assert blocked.add_from_campaign(campaign_id, list(RecipientStatus), "clients") == (1, 1)
    assert blocked.page(blocked.ids(SARA))[0].source is BlockSource.CAMPAIGN
    assert blocked.add_from_campaign(campaign_id, [RecipientStatus.REFUSED], "clients") == (0, 0)
