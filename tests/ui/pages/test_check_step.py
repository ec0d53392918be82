from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.ui.models.paged import REASON_ROLE
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.widgets.chips import ALL
from kwtsms_desktop.ui.widgets.labels import ElidedLabel
from tests.support.builders import people, store_list
from tests.support.check import (
    INPUT,
    NAME,
    NOTE,
    PHONE,
    ROW,
    ROWS,
    choose,
    entered,
    headline,
    search_for,
    shown,
    strip,
    table,
)
from tests.support.desk import Desk, open_desk
from tests.support.shells import keep


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, ROWS, is_asked=False) as made:
        yield made


@pytest.fixture
def step(qtbot: QtBot, desk: Desk) -> CheckStep:
    return entered(qtbot, desk)


def test_the_headline_says_how_many_can_be_sent_to(step: CheckStep) -> None:
    assert headline(step) == "3 of 7 people can be sent to."
    assert step.primary_text() == "Continue with 3 people"
    assert step.is_ready()


def test_the_chips_add_up_to_the_rows_and_a_line_says_so(step: CheckStep) -> None:
    counts = [step.chips.chip(key).accessibleName() for key in ("", "valid", "needs_review", "invalid")]
    assert counts == ["All: 7", "Ready: 3 (3 repaired)", "To look at: 1", "Wrong number: 1"]
    assert step.chips.chip("duplicate").accessibleName() == "Duplicate: 1"
    assert step.chips.chip("blank").accessibleName() == "Empty: 1"
    line = step.findChild(ElidedLabel, "sum")
    assert line is not None
    assert "Together: 7 rows" in line.text()


def test_a_verdict_that_no_row_has_gets_no_chip_unless_people_look_for_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(tmp_path, ROWS[:1], is_asked=False) as desk:
        step = entered(qtbot, desk)
        assert step.chips.chip("duplicate").accessibleName() == "Duplicate: 0"
        with pytest.raises(KeyError):
            step.chips.chip("blocked")


def test_every_row_has_its_number_in_the_file_and_its_cell_as_it_was(step: CheckStep) -> None:
    assert shown(step, ROW) == ["2", "3", "4", "5", "6", "7", "8"]
    assert shown(step, INPUT) == [row[1] for row in ROWS]


def test_only_the_numbers_that_may_be_sent_to_are_shown_as_such(step: CheckStep) -> None:
    expected = ["96598765432", "96555512345", "96566612345", "", "", "", "96550009101, 96566009102"]
    assert shown(step, PHONE) == expected


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(0, "", id="ready"),
        pytest.param(3, "Same number as row 4.", id="duplicate"),
        pytest.param(5, "The phone cell is empty.", id="empty"),
        pytest.param(6, "2 numbers in one cell.", id="to look at"),
    ],
)
def test_the_reason_stands_above_the_cell_in_words(step: CheckStep, row: int, reason: str) -> None:
    assert table(step).model().index(row, INPUT).data(REASON_ROLE) == reason


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(0, "Country code added", id="repaired"),
        pytest.param(3, "Duplicate", id="duplicate"),
        pytest.param(4, "Wrong number", id="wrong"),
    ],
)
def test_what_was_done_or_the_verdict_is_told(step: CheckStep, row: int, words: str) -> None:
    assert shown(step, NOTE)[row] == words


def test_the_other_columns_of_the_list_follow(step: CheckStep) -> None:
    model = table(step).model()
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(NAME, model.columnCount())
    ]
    assert heads == ["Name", "Amount"]
    assert shown(step, NAME)[1] == "فهد"


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        pytest.param(Verdict.VALID.value, ["2", "3", "4"], id="ready"),
        pytest.param(Verdict.INVALID.value, ["6"], id="wrong number"),
        pytest.param(Verdict.NEEDS_REVIEW.value, ["8"], id="to look at"),
    ],
)
def test_a_chip_shows_only_its_rows(qtbot: QtBot, step: CheckStep, key: str, rows: list[str]) -> None:
    choose(qtbot, step, key)
    assert shown(step, ROW) == rows


def test_all_are_shown_again(qtbot: QtBot, step: CheckStep) -> None:
    choose(qtbot, step, Verdict.INVALID.value)
    choose(qtbot, step, ALL)
    assert len(shown(step, ROW)) == 7


def test_rows_without_reasons_are_lower(qtbot: QtBot, step: CheckStep) -> None:
    with_reasons = table(step).rowHeight(0)
    choose(qtbot, step, Verdict.VALID.value)
    assert table(step).rowHeight(0) < with_reasons


def test_typing_finds_rows(qtbot: QtBot, step: CheckStep) -> None:
    search_for(step, "hud")
    qtbot.waitUntil(lambda: shown(step, ROW) == ["4"])


def test_a_search_goes_with_the_chosen_chip(qtbot: QtBot, step: CheckStep) -> None:
    choose(qtbot, step, Verdict.DUPLICATE.value)
    search_for(step, "a")
    qtbot.waitUntil(lambda: shown(step, ROW) == ["5"])


def test_only_the_last_of_several_searches_counts(qtbot: QtBot, step: CheckStep) -> None:
    for text in ("sara", "ali", "omar"):
        search_for(step, text)
    qtbot.waitUntil(lambda: shown(step, ROW) == ["6"])


def test_when_nobody_can_be_sent_to_the_step_cannot_be_left_and_says_why(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(tmp_path, [("Omar", "9876", "2")], is_asked=False) as desk:
        step = entered(qtbot, desk)
        assert not step.is_ready()
        assert headline(step).startswith("Nobody in this list can be sent to.")


def test_another_default_country_has_the_list_checked_again(
    qtbot: QtBot, step: CheckStep, desk: Desk
) -> None:
    desk.shell.change_settings(default_country="966")
    step.enter()
    assert not step.is_ready()
    qtbot.waitUntil(lambda: desk.preparation.is_list_current() and desk.shell.background.is_idle)
    assert headline(step) == "1 of 7 people can be sent to."
    assert shown(step, PHONE)[2] == "96566612345"


def test_of_two_changes_in_a_row_the_second_counts(qtbot: QtBot, tmp_path: Path) -> None:
    rows: Sequence[tuple[str, str, str]] = people(3000)
    with open_desk(tmp_path, rows, is_asked=False) as desk:
        step = entered(qtbot, desk)
        desk.shell.change_settings(default_country="966")
        step.enter()
        desk.shell.change_settings(default_country="965")
        step.enter()
        qtbot.waitUntil(step.is_ready, timeout=20_000)
        assert desk.preparation.people == 3000
        assert desk.preparation.summary is not None
        assert desk.app.checking.summary(1).verdicts[Verdict.VALID] == 3000


def test_a_list_whose_check_did_not_end_is_checked_again(qtbot: QtBot, desk: Desk) -> None:
    with desk.app.open_database() as database:
        unchecked = store_list(database, ["98765432", "66612345"])
    desk.preparation.set_list(desk.app.checking.summary(unchecked))
    step = CheckStep(desk.shell, desk.preparation)
    keep(qtbot, step)
    step.show()
    step.enter()
    qtbot.waitUntil(step.is_ready)
    assert headline(step) == "2 of 2 people can be sent to."


def test_a_check_that_fails_is_told_and_can_be_tried_again(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    desk.app.history.delete_list(desk.preparation.audience().list_id)
    desk.shell.change_settings(default_country="966")
    step.enter()
    qtbot.waitUntil(lambda: "There is no contact list" in strip(step).text())
    assert not step.is_ready()


def test_another_list_brings_its_own_columns(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    with desk.app.open_database() as database:
        other = store_list(database, ["98765432"], heading="Telephone")
    desk.preparation.set_list(desk.app.checking.summary(other))
    step.enter()
    qtbot.waitUntil(lambda: desk.shell.background.is_idle and step.table is not None)
    assert shown(step, INPUT) == ["98765432"]
    assert table(step).model().columnCount() == NAME


def test_numbers_run_from_left_to_right_in_arabic(qtbot: QtBot, desk: Desk, arabic: None) -> None:
    step = entered(qtbot, desk)
    assert table(step).model().index(2, INPUT).data() == "\u2066+965 6661 2345\u2069"


def test_rows_are_read_only_where_they_are_seen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, people(5000), is_asked=False) as desk:
        step = entered(qtbot, desk)
        step.grab()
        model = table(step).model()
        assert model.rowCount() == 5000
        assert getattr(model, "rows_in_memory") <= 400  # noqa: B009  (the view knows only Qt's model)


def test_nothing_is_clipped(
    qtbot: QtBot, language: str, desk: Desk, clipped: Callable[[QWidget], list[str]]
) -> None:
    step = entered(qtbot, desk)
    step.resize(896, 428)  # what a window of 1024 by 640 has left for it
    qtbot.waitUntil(lambda: clipped(step) == [])
