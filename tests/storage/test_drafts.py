from __future__ import annotations

from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.drafts import Draft, Drafts
from tests.support.builders import store_list


def test_there_is_an_empty_draft_at_first(database: Database) -> None:
    assert Drafts(database).load() == Draft()


def test_the_last_draft_is_kept(database: Database) -> None:
    list_id = store_list(database, ["50000001"])
    drafts = Drafts(database)
    drafts.save(Draft(list_id, "one", "MYSHOP", True, 2))
    drafts.save(Draft(list_id, "عرض", "MYSHOP", False, 3))
    assert drafts.load() == Draft(list_id, "عرض", "MYSHOP", False, 3)


def test_a_deleted_list_sends_the_draft_back_to_its_first_step(database: Database) -> None:
    list_id = store_list(database, ["50000001"])
    drafts = Drafts(database)
    drafts.save(Draft(list_id, "text", "MYSHOP", False, 3))
    ContactLists(database).delete(list_id)
    assert drafts.load() == Draft(None, "text", "MYSHOP", False, 0)


def test_a_draft_whose_list_was_deleted_before_it_was_saved_is_kept_without_it(database: Database) -> None:
    list_id = store_list(database, ["50000001"])
    ContactLists(database).delete(list_id)
    Drafts(database).save(Draft(list_id, "text", "MYSHOP", False, 1))
    assert Drafts(database).load() == Draft(None, "text", "MYSHOP", False, 0)
