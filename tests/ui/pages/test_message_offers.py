"""What the third step offers: plain characters, a shorter text, fewer people, the rows worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.new_campaign.message_step import MessageStep
from kwtsms_desktop.ui.pages.new_campaign.review_step import ReviewStep
from tests.support.desk import Desk, open_desk
from tests.ui.pages.test_message_step import entered, money, settle

PEOPLE = (("Sara", "98765432"), ("Abdulrahman", "55512345"), ("Al", "66612345"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, PEOPLE, headings=("Name", "Mobile"), balance=4) as opened:
        yield opened


def unicode_note(step: MessageStep) -> str:
    return without_isolates(step.notes.unicode.text())


class TestPlainCharacters:
    TEXT = "{Name}’s order is ready – " + "x" * 60

    def test_say_what_they_save(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, self.TEXT)
        assert unicode_note(step).startswith("’ – make this Unicode")
        assert unicode_note(step).endswith("Plain ones save 3 credits.")

    def test_nothing_is_replaced_without_a_click_and_one_step_back_undoes_it(
        self, qtbot: QtBot, desk: Desk
    ) -> None:
        step = entered(qtbot, desk, self.TEXT)
        assert desk.preparation.template == self.TEXT
        step.notes.unicode.action_button().click()
        settle(qtbot, step)
        assert desk.preparation.template == self.TEXT.replace("’", "'").replace("–", "-")
        assert unicode_note(step) == ""
        assert money(step).startswith("3 people × 1 segment = 3 credits")
        step.editor.undo()
        assert desk.preparation.template == self.TEXT

    def test_are_of_no_use_beside_a_letter_that_has_none(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Crêpes – now")
        assert "Only ê has no plain form" in unicode_note(step)
        assert step.notes.unicode.action_button().isHidden()


class TestShorter:
    def test_a_few_characters_less_are_pointed_out(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "x" * 162)
        assert "2 characters less save a segment for 3 people." in money(step)

    def test_says_nothing_where_nothing_is_saved(self, qtbot: QtBot, desk: Desk) -> None:
        assert "less" not in money(entered(qtbot, desk, "Hello"))

    def test_a_click_shows_the_longest_and_the_shortest(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        step.money.findChild(QPushButton, "longestText").click()
        assert step.preview.row is not None
        assert step.preview.row.row == 3
        step.money.findChild(QPushButton, "shortestText").click()
        assert step.preview.row.row == 4

    def test_a_row_over_the_limit_is_shown_by_a_click(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "x" * 1063 + "{Name}")  # 7 segments are 1,071
        step.notes.problem.action_button().click()
        assert step.preview.row is not None
        assert step.preview.row.cells[0] == "Abdulrahman"


class TestFewerPeople:
    def test_the_balance_is_enough_for_the_first(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "x" * 200)
        assert "enough for 2 people" in money(step)
        step.money.first_wanted.emit(2)
        settle(qtbot, step)
        assert "Only to the first 2 of 3 people." in money(step)
        assert "2 people × 2 segments = 4 credits" in money(step)
        step.money.first_wanted.emit(0)
        settle(qtbot, step)
        assert "3 people × 2 segments = 6 credits" in money(step)

    def test_only_they_are_sent_to(self, qtbot: QtBot, desk: Desk) -> None:
        desk.set_account(test_mode=False)
        desk.preparation.set_template("x" * 200)
        step = ReviewStep(desk.shell, desk.preparation)
        qtbot.addWidget(step)
        step.show()
        step.enter()
        qtbot.waitUntil(lambda: "enough for 2 people" in step.warnings.said())
        (short,) = [line for line in step.warnings.lines() if "enough for" in line.text()]
        short.action_button().click()
        qtbot.waitUntil(step.is_ready)
        assert step.primary_text() == "Send to 2 people"
        assert "Only to the first 2 of 3 people." in without_isolates(step.warnings.said())

    def test_another_list_has_all_its_people_again(self, desk: Desk) -> None:
        desk.preparation.set_first(1)
        assert desk.preparation.people == 1
        desk.preparation.start_over(keep_text=True)
        assert desk.preparation.first is None
