from __future__ import annotations

import dataclasses
import threading
from collections.abc import Sequence

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary, KeepDuplicate
from kwtsms_desktop.services.events import Event, Mailbox
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
