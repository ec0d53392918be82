from __future__ import annotations

import pytest

from kwtsms_desktop.core.verdict import GatewayView
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.gateway_views import GatewayViews, save_views
from tests.support.builders import store_list


@pytest.fixture
def list_id(database: Database) -> int:
    """A list as a check left it: number, verdict, reason, proposals."""
    entries = [
        ("96598765432", "valid", None, ""),
        ("96555512345", "valid", None, ""),
        ("96598765432", "duplicate", "duplicate", ""),
        ("96566612345", "valid", None, "96566612345,96566612346"),
        ("96511111111", "invalid", "gateway_says_wrong", ""),
        (None, "invalid", "too_short", ""),
        ("96522222222", "excluded", "excluded", ""),
    ]
    made = store_list(database, [""] * len(entries))
    with database.write() as db:
        ids = [row["id"] for row in db.execute("SELECT id FROM rows ORDER BY id")]
        db.executemany(
            "UPDATE rows SET phone = ?, verdict = ?, reason = ?, proposals = ? WHERE id = ?",
            [(*entry, id_) for entry, id_ in zip(entries, ids, strict=True)],
        )
    return made


def save(database: Database, list_id: int, **views: GatewayView) -> list[str]:
    with database.write() as transaction:
        return save_views(transaction, list_id, {phone.strip("p"): view for phone, view in views.items()})


def test_numbers_that_would_be_sent_to_are_asked_about_once(database: Database, list_id: int) -> None:
    assert GatewayViews(database).unasked(list_id) == ["96598765432", "96555512345"]


def test_what_was_answered_is_not_asked_again(database: Database, list_id: int) -> None:
    save(database, list_id, p96598765432=GatewayView.OK)
    assert GatewayViews(database).unasked(list_id) == ["96555512345"]


def test_those_that_were_refused_belong_to_all(database: Database, list_id: int) -> None:
    assert GatewayViews(database).all(list_id) == ["96598765432", "96555512345", "96511111111"]


def test_every_entry_of_a_number_gets_the_answer(database: Database, list_id: int) -> None:
    save(database, list_id, p96598765432=GatewayView.WRONG, p96566612345=GatewayView.WRONG)
    found = database.read("SELECT gateway FROM rows ORDER BY id")
    assert [row["gateway"] for row in found] == ["wrong", None, "wrong", None, None, None, None]


@pytest.mark.parametrize(
    ("before", "after", "is_judged"),
    [
        (None, GatewayView.OK, False),
        (GatewayView.OK, GatewayView.OK, False),
        (None, GatewayView.WRONG, True),
        (GatewayView.NO_ROUTE, GatewayView.OK, True),
    ],
)
def test_only_what_may_change_a_verdict_is_judged_anew(
    database: Database, list_id: int, before: GatewayView | None, after: GatewayView, is_judged: bool
) -> None:
    if before:
        save(database, list_id, p96555512345=before)
    assert save(database, list_id, p96555512345=after) == (["96555512345"] if is_judged else [])
