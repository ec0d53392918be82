"""The review step's "When": now or later, what it takes, what is refused, and what the button then does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.ui.dialogs.send_confirmation import SendConfirmation
from kwtsms_desktop.ui.pages.new_campaign.review_step import ReviewStep
from kwtsms_desktop.ui.widgets.labels import Label
from tests.support.clocks import NINE, Clocks, scheduling_of
from tests.support.desk import Desk, open_desk

THURSDAY = NINE - timedelta(days=3, hours=2)  # 07:00 in Kuwait


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(THURSDAY)


@pytest.fixture
def desk(tmp_path: Path, clocks: Clocks) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        opened.app.scheduling = scheduling_of(opened.app, clocks)
        opened.set_account(test_mode=False)
        yield opened


def entered(qtbot: QtBot, desk: Desk) -> ReviewStep:
    desk.preparation.set_template("Hello")
    step = ReviewStep(desk.shell, desk.preparation)
    qtbot.addWidget(step)
    step.resize(900, 600)
    step.show()
    step.enter()
    qtbot.waitUntil(lambda: not step.counter.is_counting and step.preview.row is not None)
    return step


def choose(qtbot: QtBot, step: ReviewStep, desk: Desk, moment: datetime | None = None) -> None:
    """Later; at the time that is offered where none is named."""
    if not step.when.later.isChecked():
        step.when.later.click()
    if moment is not None:
        step.when.time.set_moment(moment, desk.app.scheduling.now())
    qtbot.waitUntil(lambda: desk.shell.background.is_idle)


def question(qtbot: QtBot, step: ReviewStep) -> SendConfirmation:
    step.proceed()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SendConfirmation))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SendConfirmation)
    return dialog


def test_a_morning_is_offered_and_the_button_names_it(qtbot: QtBot, desk: Desk) -> None:
    step = entered(qtbot, desk)
    assert step.primary_text() == "Send to 3 people"
    choose(qtbot, step, desk)
    assert step.when.time.field.text() == "2026-11-26 09:00"
    assert step.primary_text() == "Send to 3 people today at 09:00"
    choose(qtbot, step, desk, NINE)
    assert step.primary_text() == "Send to 3 people on Sunday at 09:00"
    assert "This computer must be on and the program running" in step.when.needs.text()
    assert step.is_ready()


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1), timedelta(days=1)])
def test_a_time_that_has_passed_is_refused(qtbot: QtBot, desk: Desk, late: timedelta) -> None:
    step = entered(qtbot, desk)
    choose(qtbot, step, desk, THURSDAY - late)
    assert not step.is_ready()
    assert "This time has passed." in step.when.problem.text()
    step.when.now.click()
    assert step.is_ready()
    assert step.when.problem.text() == ""


@pytest.mark.parametrize(
    ("hours", "is_late"), [(-0.02, True), (0, False), (11.9, False), (12, True)], ids=str
)
def test_an_hour_that_operators_do_not_want_is_warned_of(
    qtbot: QtBot, desk: Desk, hours: float, is_late: bool
) -> None:
    step = entered(qtbot, desk)
    choose(qtbot, step, desk, NINE + timedelta(hours=hours))
    assert ("At the time you chose operators want no promotion" in step.warnings.said()) is is_late
    assert step.is_ready()


def test_yes_gives_it_that_time_and_sends_nothing(qtbot: QtBot, desk: Desk) -> None:
    step = entered(qtbot, desk)
    choose(qtbot, step, desk, NINE)
    dialog = question(qtbot, step)
    assert dialog.confirm.text() == "Send to 3 people on Sunday at 09:00"
    said = " ".join(label.text() for label in dialog.findChildren(Label))
    assert "Send this message to 3 people on Sunday at 09:00?" in said
    with qtbot.waitSignal(desk.shell.campaign_wanted) as wanted:
        qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    summary = desk.app.history.campaign(wanted.args[0])
    assert summary.state is CampaignState.SCHEDULED
    assert summary.campaign.send_at == "2026-11-29T06:00:00.000+00:00"
    assert list(desk.simulator.record.requests_to("send")) == []
    assert step.when.now.isChecked()  # the next campaign is one for now


def test_a_time_changed_under_the_question_is_not_what_was_confirmed(qtbot: QtBot, desk: Desk) -> None:
    step = entered(qtbot, desk)
    choose(qtbot, step, desk, NINE)
    dialog = question(qtbot, step)
    step.when.time.set_moment(NINE + timedelta(days=1), THURSDAY)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: desk.shell.background.is_idle)
    assert desk.app.history.campaigns() == []


def test_a_time_that_passes_while_it_is_asked_about_sends_nothing(
    qtbot: QtBot, desk: Desk, clocks: Clocks
) -> None:
    step = entered(qtbot, desk)
    choose(qtbot, step, desk, THURSDAY + timedelta(minutes=2))
    dialog = question(qtbot, step)
    clocks.pass_time(minutes=3)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: desk.shell.background.is_idle)
    assert desk.app.history.campaigns() == []


def test_a_test_is_made_now(qtbot: QtBot, desk: Desk) -> None:
    step = entered(qtbot, desk)
    choose(qtbot, step, desk, NINE)
    desk.set_account(test_mode=True)
    assert not step.when.isVisibleTo(step)
    assert step.primary_text() == "Try it with the first 3 people"


def test_start_at_login_is_offered_once_and_never_by_itself(qtbot: QtBot, desk: Desk) -> None:
    item = desk.app.login_item
    assert item is not None
    step = entered(qtbot, desk)
    choose(qtbot, step, desk)
    assert not item.is_on()
    offer = step.when.needs.action_button()
    assert offer.text() == "Start the program at login"
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert item.is_on()
    assert "you can turn that off in Settings" in step.when.needs.text()
    step.when.now.click()
    step.when.later.click()
    assert not step.when.needs.action_button().isVisibleTo(step)
