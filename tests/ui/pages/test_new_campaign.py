from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.drafting import Draft
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.main_window import MainWindow, PageEntry
from kwtsms_desktop.ui.pages.new_campaign import NewCampaignPage
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.pages.new_campaign.message_step import MessageStep
from kwtsms_desktop.ui.pages.new_campaign.review_step import ReviewStep
from kwtsms_desktop.ui.pages.new_campaign.step import Step
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from kwtsms_desktop.ui.widgets.stepper import Stepper
from tests.support.builders import people, write_csv
from tests.support.shells import demo_shell, keep


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with demo_shell(tmp_path / "data") as made:
        yield made


@pytest.fixture
def list_id(shell: Shell, tmp_path: Path) -> int:
    """A stored list of five people, checked."""
    return store(shell, write_csv(tmp_path / "members.csv", [("Name", "Mobile", "Area"), *people(5)]))


def store(shell: Shell, path: Path) -> int:
    stored = shell.app.importing.store(path, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    return stored.contact_list.id


class Window:
    """The page in a window beside another page, as a user has it."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.qtbot = qtbot
        self.shell = shell
        self.frame = MainWindow(
            [
                PageEntry(
                    "new", lambda: _("New campaign"), Glyph.NEW_CAMPAIGN, lambda: NewCampaignPage(shell)
                ),
                PageEntry("lists", lambda: _("Contact lists"), Glyph.LISTS, QWidget),
            ]
        )
        shell.attach(self.frame)
        keep(qtbot, self.frame)
        self.frame.resize(1024, 640)
        self.frame.show()
        self.settle()

    @property
    def page(self) -> NewCampaignPage:
        made = self.frame.page("new")
        assert isinstance(made, NewCampaignPage)
        return made

    @property
    def step(self) -> Step:
        return self.page.current_step

    def button(self, name: str) -> QPushButton:
        found = self.page.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found

    @property
    def primary(self) -> QPushButton:
        return self.button("primary")

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press_primary(self) -> None:
        self.qtbot.waitUntil(self.primary.isEnabled, timeout=20_000)
        self.click(self.primary)

    def wait_for(self, kind: type[Step]) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.step, kind), timeout=20_000)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.shell.background.is_idle, timeout=20_000)

    def mark(self, number: int) -> QPushButton:
        """A step in the line of steps."""
        stepper = self.page.findChild(Stepper)
        assert stepper is not None
        return stepper.step(number)

    def message(self) -> MessageStrip:
        """What the page itself says, and no step of it."""
        found = next(
            strip
            for strip in self.page.findChildren(MessageStrip)
            if not any(step.isAncestorOf(strip) for step in self.page.findChildren(Step))
        )
        assert isinstance(found, MessageStrip)
        return found


@pytest.fixture
def window(qtbot: QtBot, shell: Shell) -> Window:
    return Window(qtbot, shell)


@pytest.fixture
def at_check(qtbot: QtBot, shell: Shell, list_id: int) -> Window:
    """At the second step, with the list of five."""
    window = Window(qtbot, shell)
    window.page.begin(list_id)
    window.wait_for(CheckStep)
    window.settle()
    return window


@pytest.fixture
def at_message(at_check: Window) -> Window:
    """At the third step."""
    at_check.press_primary()
    at_check.wait_for(MessageStep)
    at_check.settle()
    return at_check


def test_a_new_user_begins_with_the_list(window: Window) -> None:
    assert isinstance(window.step, ListStep)
    assert not window.primary.isEnabled()
    assert not window.button("back").isVisible()


def test_the_sample_list_is_two_clicks_from_the_message(window: Window) -> None:
    window.click(window.button("openSample"))
    window.press_primary()
    window.wait_for(CheckStep)
    window.press_primary()
    window.wait_for(MessageStep)


def test_the_primary_button_says_what_the_step_does(at_check: Window) -> None:
    assert at_check.primary.text() == "Continue with 5 people"


def test_a_double_click_does_not_press_two_steps(at_check: Window) -> None:
    at_check.click(at_check.button("back"))
    at_check.qtbot.waitUntil(at_check.primary.isEnabled)
    at_check.click(at_check.primary)
    at_check.click(at_check.primary)
    assert isinstance(at_check.step, CheckStep)
    assert at_check.step.is_ready()
    assert not at_check.primary.isEnabled()


def test_the_keyboard_stays_on_the_primary_button(at_check: Window) -> None:
    at_check.click(at_check.button("back"))
    at_check.qtbot.waitUntil(at_check.primary.isEnabled)
    at_check.frame.activateWindow()
    at_check.primary.setFocus()
    at_check.qtbot.waitUntil(at_check.primary.hasFocus)
    at_check.qtbot.keyClick(at_check.primary, Qt.Key.Key_Space)
    assert isinstance(at_check.step, CheckStep)
    at_check.qtbot.waitUntil(at_check.primary.hasFocus)
    assert at_check.primary.isEnabled()


def test_back_keeps_everything(at_message: Window) -> None:
    at_message.click(at_message.button("back"))
    assert isinstance(at_message.step, CheckStep)
    at_message.click(at_message.button("back"))
    assert isinstance(at_message.step, ListStep)
    assert at_message.primary.text() == "Continue with this list"


def test_a_done_step_can_be_gone_back_to(at_message: Window) -> None:
    at_message.click(at_message.mark(0))
    assert isinstance(at_message.step, ListStep)


def test_a_step_that_was_seen_can_be_gone_forward_to(at_message: Window) -> None:
    at_message.click(at_message.mark(0))
    at_message.click(at_message.mark(2))
    assert isinstance(at_message.step, MessageStep)


def test_a_step_that_was_not_seen_cannot_be_jumped_to(at_check: Window) -> None:
    assert not at_check.mark(2).isEnabled()
    at_check.click(at_check.mark(2))
    assert isinstance(at_check.step, CheckStep)


def test_without_a_list_no_step_can_be_gone_forward_to(at_message: Window) -> None:
    at_message.page.begin(None)
    assert isinstance(at_message.step, ListStep)
    assert [at_message.mark(number).isEnabled() for number in range(4)] == [True, False, False, False]


def test_a_draft_is_gone_on_with_where_it_was_left(qtbot: QtBot, shell: Shell, list_id: int) -> None:
    shell.app.drafting.save(Draft(list_id, "Hello", "MYSHOP", False, 2))
    window = Window(qtbot, shell)
    window.wait_for(MessageStep)
    assert window.mark(0).isEnabled()


def test_a_draft_whose_list_was_checked_otherwise_is_gone_on_with_at_the_check(
    qtbot: QtBot, shell: Shell, list_id: int
) -> None:
    shell.app.drafting.save(Draft(list_id, "Hello", "MYSHOP", False, 3))
    shell.change_settings(default_country="966")
    window = Window(qtbot, shell)
    window.wait_for(CheckStep)
    window.settle()
    assert shell.app.checking.summary(list_id).contact_list.default_country == "966"


def test_a_draft_without_its_list_begins_at_the_first_step_and_keeps_the_text(
    qtbot: QtBot, shell: Shell, list_id: int
) -> None:
    shell.app.drafting.save(Draft(list_id, "Hello", "MYSHOP", False, 2))
    shell.app.history.delete_list(list_id)
    window = Window(qtbot, shell)
    assert isinstance(window.step, ListStep)
    assert shell.app.drafting.load().template == "Hello"


def test_a_list_deleted_meanwhile_leads_back_to_the_first_step(at_message: Window) -> None:
    at_message.shell.app.history.delete_list(1)
    at_message.shell.lists_changed.emit()
    at_message.wait_for(ListStep)
    assert "was deleted" in at_message.message().text()


def test_a_new_campaign_with_a_stored_list_begins_with_its_check(at_check: Window) -> None:
    assert isinstance(at_check.step, CheckStep)
    assert at_check.primary.text() == "Continue with 5 people"


def test_a_new_campaign_keeps_an_unfinished_text(qtbot: QtBot, shell: Shell, list_id: int) -> None:
    shell.app.drafting.save(Draft(None, "Hello", "MYSHOP", False, 0))
    window = Window(qtbot, shell)
    window.page.begin(list_id)
    window.wait_for(CheckStep)
    window.frame.show_page("lists")
    assert shell.app.drafting.load() == Draft(list_id, "Hello", "MYSHOP", False, 1)


def test_starting_over_without_a_text_does_not_ask(at_check: Window) -> None:
    at_check.click(at_check.button("startOver"))
    assert isinstance(at_check.step, ListStep)
    assert at_check.message().text() == ""


def test_starting_over_asks_before_a_text_is_thrown_away(qtbot: QtBot, shell: Shell, list_id: int) -> None:
    shell.app.drafting.save(Draft(list_id, "Hello", "MYSHOP", False, 1))
    window = Window(qtbot, shell)
    window.wait_for(CheckStep)
    window.click(window.button("startOver"))
    assert isinstance(window.step, CheckStep)
    assert "throws away the text" in window.message().text()
    window.click(window.message().action_button())
    assert isinstance(window.step, ListStep)
    window.settle()
    assert shell.app.drafting.load().template == ""


def test_the_draft_saves_itself_and_says_so(at_check: Window) -> None:
    saved = at_check.page.findChild(QLabel, "saved")
    assert saved is not None
    at_check.qtbot.waitUntil(saved.isVisible)
    assert at_check.shell.app.drafting.load().step == 1


def test_leaving_the_page_saves_at_once(at_check: Window) -> None:
    at_check.click(at_check.button("back"))
    at_check.frame.show_page("lists")
    assert at_check.shell.app.drafting.load().step == 0


def test_closing_the_window_saves_at_once(at_check: Window) -> None:
    at_check.click(at_check.button("back"))
    at_check.frame.close()
    assert at_check.shell.app.drafting.load().step == 0


def test_another_language_goes_on_where_the_page_was(at_message: Window) -> None:
    at_message.frame.rebuild(list(at_message.frame._entries.values()))
    at_message.wait_for(MessageStep)


def test_other_settings_lead_from_a_later_step_back_to_the_check(at_message: Window) -> None:
    at_message.frame.show_page("lists")
    at_message.shell.change_settings(default_country="966")
    at_message.frame.show_page("new")
    assert isinstance(at_message.step, CheckStep)
    at_message.settle()
    assert not at_message.primary.isEnabled()


def test_once_planned_the_page_is_ready_for_the_next_campaign(at_message: Window) -> None:
    preparation = at_message.step.preparation
    preparation.set_template("Hello")
    preparation.planned()
    assert isinstance(at_message.step, ListStep)
    at_message.settle()
    assert at_message.shell.app.drafting.load() == Draft(None, "", preparation.sender_id, False, 0)


def test_the_buttons_of_a_step_are_seen_only_with_it(at_check: Window) -> None:
    others = at_check.page.findChild(ReviewStep).other_buttons()
    assert not any(button.isVisible() for button in others)


def test_nothing_is_clipped(
    qtbot: QtBot, shell: Shell, language: str, list_id: int, clipped: Callable[[QWidget], list[str]]
) -> None:
    window = Window(qtbot, shell)
    window.page.begin(list_id)
    window.wait_for(CheckStep)
    window.settle()
    qtbot.waitUntil(lambda: clipped(window.page) == [])
