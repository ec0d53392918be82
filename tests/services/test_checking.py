from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary, KeepDuplicate, settle_duplicates
from kwtsms_desktop.services.events import Event, Mailbox
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.block_list import BlockList, BlockSource
from tests.support.builders import people, store_list


class StoppingMailbox(Mailbox):
    """Wishes to stop as soon as there is any progress."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop

    def put(self, event: Event) -> None:
        self._stop.set()
        super().put(event)


def stored(app: App, inputs: Sequence[str]) -> int:
    with app.open_database() as database:
        return store_list(database, inputs)


def checked(app: App, inputs: Sequence[str], options: CheckOptions | None = None) -> CheckSummary:
    return app.checking.check(stored(app, inputs), options or CheckOptions(), Mailbox(), threading.Event())


def test_the_verdicts_add_up_to_the_rows(app: App) -> None:
    summary = checked(app, ["98765432", "98765432", "123", "", "98765432 / 66612345"])
    assert sum(summary.verdicts.values()) == summary.contact_list.rows == 5


def test_a_checked_list_is_current(app: App) -> None:
    summary = checked(app, ["98765432"])
    assert app.checking.is_current(summary.contact_list, CheckOptions())


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(CheckOptions(default_country="966"), id="another country"),
        pytest.param(CheckOptions(keep=KeepDuplicate.LAST), id="the last duplicate"),
    ],
)
def test_a_list_checked_under_other_assumptions_is_not_current(app: App, options: CheckOptions) -> None:
    summary = checked(app, ["98765432"])
    assert not app.checking.is_current(summary.contact_list, options)


def test_a_list_that_was_never_checked_is_not_current(app: App) -> None:
    summary = app.checking.summary(stored(app, ["98765432"]))
    options = dataclasses.replace(CheckOptions(), default_country=summary.contact_list.default_country)
    assert not app.checking.is_current(summary.contact_list, options)


def test_a_stopped_check_leaves_the_list_unchecked(app: App) -> None:
    """Some rows have new verdicts and some old ones: nobody may send by such a mixture."""
    numbers = [phone for _name, phone, _area in people(1200)]
    list_id = checked(app, numbers).contact_list.id
    stop = threading.Event()
    app.checking.check(list_id, CheckOptions(default_country="966"), StoppingMailbox(stop), stop)
    contact_list = app.checking.summary(list_id).contact_list
    assert contact_list.checked_at is None
    assert not app.checking.is_current(contact_list, CheckOptions())


@pytest.mark.parametrize(
    ("inputs", "people_more"),
    [
        pytest.param(["98765432"], 0, id="nothing to look at"),
        pytest.param(["98765432", "50009101 / 66009102"], 2, id="two numbers in one cell"),
        pytest.param(["98765432", "98765432 / 66009102"], 1, id="one of them has a row of its own"),
        pytest.param(["50009101 / 66009102", "66009102 / 50009101"], 2, id="the same two twice"),
    ],
)
def test_rows_to_look_at_are_counted_by_their_numbers(
    app: App, inputs: Sequence[str], people_more: int
) -> None:
    summary = checked(app, inputs)
    assert summary.review_numbers == people_more
    assert summary.verdicts[Verdict.VALID] + summary.verdicts[Verdict.NEEDS_REVIEW] == len(inputs)


# --- what a check was made by ---


def test_a_list_is_checked_again_once_the_coverage_is_known(app: App) -> None:
    options = CheckOptions(account="demo")
    summary = checked(app, ["98765432", "+971501234567"], options)
    assert (summary.coverage_at, summary.verdicts[Verdict.NOT_COVERED]) == (None, 0)
    with app.open_database() as database:
        Accounts(database).save_prefixes("demo", ("965", "966"))
    assert not app.checking.is_current(summary.contact_list, options)
    again = app.checking.check(summary.contact_list.id, options, Mailbox(), threading.Event())
    assert app.checking.is_current(again.contact_list, options)
    assert again.coverage_at is not None
    assert again.verdicts[Verdict.NOT_COVERED] == 1


def test_the_same_coverage_asked_again_is_no_reason_to_check_again(app: App) -> None:
    options = CheckOptions(account="demo")
    with app.open_database() as database:
        Accounts(database).save_prefixes("demo", ("965", "966"))
        summary = app.checking.check(store_list(database, ["1"]), options, Mailbox(), threading.Event())
        Accounts(database).save_prefixes("demo", ("966", "965"))
    assert app.checking.is_current(summary.contact_list, options)


def test_a_change_of_the_block_list_is_a_reason_to_check_again(app: App) -> None:
    summary = checked(app, ["98765432"])
    with app.open_database() as database:
        BlockList(database).add(["96598765432"], "", BlockSource.HAND)
    assert not app.checking.is_current(summary.contact_list, CheckOptions())
    again = app.checking.check(summary.contact_list.id, CheckOptions(), Mailbox(), threading.Event())
    assert again.verdicts[Verdict.BLOCKED] == 1
    assert app.checking.is_current(again.contact_list, CheckOptions())


def test_what_changes_while_a_check_runs_is_not_taken_for_checked(app: App) -> None:
    list_id = stored(app, ["98765432"])

    class Blocks(Mailbox):
        """Somebody blocks a number while the check runs."""

        def put(self, event: Event) -> None:
            with app.open_database() as database:
                BlockList(database).add(["96598765432"], "", BlockSource.HAND)

    summary = app.checking.check(list_id, CheckOptions(), Blocks(), threading.Event())
    assert not app.checking.is_current(summary.contact_list, CheckOptions())


def test_a_check_keeps_what_the_user_chose(app: App) -> None:
    list_id = stored(app, ["98765432", "55512345 / 66612345"])
    with app.open_database() as database, database.write() as db:
        db.execute("UPDATE rows SET choice = 'excluded' WHERE row = 2")
        db.execute("UPDATE rows SET choice = 'accepted' WHERE row = 3")
    summary = app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    assert (summary.verdicts[Verdict.EXCLUDED], summary.verdicts[Verdict.VALID]) == (1, 1)
    assert summary.people == 2


def test_reasons_are_counted(app: App) -> None:
    summary = checked(app, ["abc", "x", "123", "55512345 / 66612345", "98765432"])
    assert summary.reasons == {
        Verdict.INVALID: {"no_digits": 2, "too_short": 1},
        Verdict.NEEDS_REVIEW: {"several_numbers": 1},
        Verdict.NOT_COVERED: {},
    }


@pytest.mark.parametrize("keep", list(KeepDuplicate))
def test_settling_duplicates_gives_what_a_check_gives(app: App, keep: KeepDuplicate) -> None:
    inputs = ["98765432", "abc", "98765432 office", "98765432", "55512345", "98765432 / 55512345", "55512345"]
    other = KeepDuplicate.LAST if keep is KeepDuplicate.FIRST else KeepDuplicate.FIRST
    list_id = checked(app, inputs, CheckOptions(keep=other)).contact_list.id
    with app.open_database() as database:
        settle_duplicates(database, list_id, CheckOptions(keep=keep), threading.Event())
    settled = app.checking.all_rows(list_id)
    app.checking.check(list_id, CheckOptions(keep=keep), Mailbox(), threading.Event())
    assert settled == app.checking.all_rows(list_id)
