from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.drafting import Draft
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
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
    desk.preparation.set_accept_review(True)
    desk.preparation.set_step(2)
    desk.preparation.save_now()
    again = Preparation(desk.shell)
    assert (again.template, again.accept_review, again.step) == ("Hello", True, 2)
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
