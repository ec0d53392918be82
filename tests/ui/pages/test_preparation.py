from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.checking import KeepDuplicate
from kwtsms_desktop.services.composing import Duplicates
from kwtsms_desktop.services.drafting import Draft
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from tests.support.builders import store_list
from tests.support.desk import Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, is_asked=False) as made:
        yield made


def test_what_is_written_is_saved_by_itself(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.preparation.saved):
        desk.preparation.set_template("Hello")
    assert desk.app.drafting.load().template == "Hello"


def test_it_is_not_called_saved_before_it_is(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.preparation.unsaved):
        desk.preparation.set_template("Hello")
    assert desk.app.drafting.load().template == ""


def test_everything_is_on_the_disk_at_once_when_that_is_asked_for(desk: Desk) -> None:
    desk.preparation.set_template("Hello")
    desk.preparation.save_now()
    assert desk.app.drafting.load().template == "Hello"


def test_what_was_written_while_saving_is_saved_too(qtbot: QtBot, desk: Desk) -> None:
    desk.preparation.start_over(keep_text=False)  # saves in the background at once
    desk.preparation.set_template("Hello")
    desk.preparation.save_now()
    qtbot.waitUntil(lambda: desk.shell.background.is_idle)
    assert desk.app.drafting.load().template == "Hello"


def test_a_draft_is_found_again(desk: Desk) -> None:
    desk.preparation.set_template("Hello")
    desk.preparation.set_step(2)
    desk.preparation.save_now()
    again = Preparation(desk.shell)
    assert (again.template, again.step) == ("Hello", 2)
    assert again.list_id == desk.preparation.list_id


def test_a_list_deleted_meanwhile_does_not_stop_the_saving(desk: Desk) -> None:
    desk.app.history.delete_list(desk.preparation.audience().list_id)
    desk.preparation.set_template("Hello")
    desk.preparation.save_now()
    assert desk.app.drafting.load() == Draft(None, "Hello", "MYSHOP", False, 0)


def test_another_default_country_makes_the_list_outdated(desk: Desk) -> None:
    assert desk.preparation.is_list_current()
    desk.shell.change_settings(default_country="966")
    assert not desk.preparation.is_list_current()


def test_a_list_that_is_being_checked_is_not_current(desk: Desk) -> None:
    desk.preparation.doubt_list()
    assert not desk.preparation.is_list_current()


def test_starting_over_may_keep_the_text(desk: Desk) -> None:
    desk.preparation.set_template("Hello")
    desk.preparation.start_over(keep_text=True)
    assert (desk.preparation.template, desk.preparation.summary) == ("Hello", None)


def test_starting_over_is_told(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.preparation.started_over):
        desk.preparation.planned()
    assert desk.preparation.template == ""


def test_the_audience_gets_what_the_list_keeps_of_equal_numbers(desk: Desk) -> None:
    assert desk.preparation.audience().duplicates is Duplicates.FIRST
    desk.preparation.set_sends_all_texts(True)
    assert desk.preparation.audience().duplicates is Duplicates.ALL_TEXTS


def test_what_was_said_of_duplicates_does_not_hold_for_another_list(desk: Desk) -> None:
    desk.preparation.set_sends_all_texts(True)
    with desk.app.open_database() as database:
        other = store_list(database, ["98765432"])
    desk.preparation.set_list(desk.app.checking.summary(other))
    assert desk.preparation.audience().duplicates is Duplicates.FIRST


def test_a_new_list_is_checked_for_the_first_of_equal_numbers(desk: Desk) -> None:
    assert desk.preparation.check_options().keep is KeepDuplicate.FIRST
