"""Filters, links, reasons, sorting and finding on the check step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.widgets.busy import ProgressLine
from tests.support.builders import people
from tests.support.check import (
    INPUT,
    NAME,
    ROW,
    ROWS,
    action_words,
    choose,
    entered,
    go_to,
    is_offered,
    part,
    press,
    search_for,
    shown,
    table,
    type_over,
    wait,
)
from tests.support.desk import Desk, open_desk
from tests.support.shells import keep

MORE_WRONG = (*ROWS, ("Lina", "123", "1"), ("Badr", "22409106", "1"))  # rows 9 and 10: short, a landline


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, ROWS, is_asked=False) as made:
        yield made


@pytest.fixture
def step(qtbot: QtBot, desk: Desk) -> CheckStep:
    return entered(qtbot, desk)


def click_heading(qtbot: QtBot, step: CheckStep, column: int) -> None:
    heads = table(step).horizontalHeader()
    where = QPoint(heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2, 10)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=where)
    wait(qtbot, step)


# What is to be done


def test_what_is_to_be_done_is_said_with_counts(step: CheckStep) -> None:
    words = [
        part(step, QPushButton, f"todo-{verdict.value}").text()
        for verdict in (Verdict.INVALID, Verdict.NEEDS_REVIEW, Verdict.DUPLICATE)
    ]
    assert words == ["Fix 1 wrong number", "Look at 1", "1 duplicate is left out"]


@pytest.mark.parametrize(
    ("verdict", "rows"),
    [
        pytest.param(Verdict.INVALID, ["6"], id="wrong numbers"),
        pytest.param(Verdict.NEEDS_REVIEW, ["8"], id="to look at"),
        pytest.param(Verdict.DUPLICATE, ["5"], id="duplicates"),
    ],
)
def test_a_link_shows_its_rows(qtbot: QtBot, step: CheckStep, verdict: Verdict, rows: list[str]) -> None:
    press(qtbot, step, f"todo-{verdict.value}")
    assert shown(step, ROW) == rows
    assert step.chips.selected == verdict.value


def test_a_clean_list_needs_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, ROWS[:3], is_asked=False) as desk:
        step = entered(qtbot, desk)
        assert not any(
            is_offered(step, f"todo-{verdict.value}")
            for verdict in Verdict
            if verdict in (Verdict.INVALID, Verdict.NEEDS_REVIEW, Verdict.DUPLICATE)
        )
        assert any(
            words.text() == "Nothing to fix." and words.isVisible() for words in step.findChildren(QLabel)
        )


def test_corrected_rows_can_be_seen_again(qtbot: QtBot, step: CheckStep) -> None:
    go_to(step, "3", NAME)
    type_over(step, "Fahd")
    wait(qtbot, step)
    assert part(step, QPushButton, "todo-edited").text() == "You corrected 1"
    press(qtbot, step, "todo-edited")
    assert shown(step, ROW) == ["3"]


# Reasons


def test_wrong_numbers_can_be_parted_by_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, MORE_WRONG, is_asked=False) as desk:
        step = entered(qtbot, desk)
        choose(qtbot, step, Verdict.INVALID.value)
        reasons = part(step, QComboBox, "reasons")
        words = [reasons.itemText(index) for index in range(reasons.count())]
        assert words == ["All reasons", "Too short (2)", "A landline (1)"]
        reasons.setCurrentIndex(1)
        reasons.activated.emit(1)
        wait(qtbot, step)
        assert shown(step, ROW) == ["6", "9"]
        assert reasons.currentText() == "Too short (2)"


def test_another_chip_forgets_the_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, MORE_WRONG, is_asked=False) as desk:
        step = entered(qtbot, desk)
        choose(qtbot, step, Verdict.INVALID.value)
        part(step, QComboBox, "reasons").activated.emit(2)
        wait(qtbot, step)
        choose(qtbot, step, Verdict.VALID.value)
        assert shown(step, ROW) == ["2", "3", "4"]


def test_one_reason_needs_no_choice(qtbot: QtBot, step: CheckStep) -> None:
    choose(qtbot, step, Verdict.INVALID.value)
    assert not part(step, QComboBox, "reasons").isVisible()


# Sorting


def test_a_heading_sorts_then_turns_then_gives_the_file_order_back(qtbot: QtBot, step: CheckStep) -> None:
    orders = []
    for _click in range(3):
        click_heading(qtbot, step, NAME)
        orders.append(shown(step, NAME))
    assert orders[0] == ["Ali", "Dana", "Huda", "Noor", "Omar", "Sara", "فهد"]
    assert orders[1] == orders[0][::-1]
    assert orders[2] == [row[0] for row in ROWS]


@pytest.mark.parametrize(
    ("column", "first"),
    [
        pytest.param(ROW, "2", id="row"),
        pytest.param(INPUT, "6", id="phone cell, by what it is worth"),
        pytest.param(NAME + 1, "5", id="amount, by what it is worth"),
    ],
)
def test_any_column_sorts(qtbot: QtBot, step: CheckStep, column: int, first: str) -> None:
    click_heading(qtbot, step, column)
    assert shown(step, ROW)[0] == first


def test_the_order_stays_with_another_filter(qtbot: QtBot, step: CheckStep) -> None:
    click_heading(qtbot, step, NAME)
    choose(qtbot, step, Verdict.VALID.value)
    assert shown(step, NAME) == ["Huda", "Sara", "فهد"]


# Finding


def test_control_f_goes_to_the_search(qtbot: QtBot, step: CheckStep) -> None:
    qtbot.waitUntil(step.isActiveWindow)
    table(step).setFocus()
    QTest.keyClick(table(step), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert part(step, QLineEdit, "search").hasFocus()


def test_how_many_rows_are_shown_is_said(qtbot: QtBot, step: CheckStep) -> None:
    search_for(step, "a")
    qtbot.waitUntil(lambda: action_words(step) == "5 rows shown")


def test_what_is_typed_in_a_cell_is_stored_before_the_rows_change(
    qtbot: QtBot, step: CheckStep, desk: Desk
) -> None:
    go_to(step, "3", NAME)
    QTest.keyClick(table(step), Qt.Key.Key_F2)
    (field,) = [found for found in table(step).viewport().findChildren(QLineEdit) if not found.isHidden()]
    field.setText("Fahd")
    step.chips.chip(Verdict.INVALID.value).click()
    wait(qtbot, step)
    assert desk.app.checking.all_rows(1)[1].cells[0] == "Fahd"


def test_the_busy_sign_takes_no_room_away(qtbot: QtBot, step: CheckStep) -> None:
    line = part(step, ProgressLine, "finding")
    before = table(step).y()
    line.show()
    QTest.qWait(0)
    assert table(step).y() == before


# Columns


def test_an_entry_says_which_phone_column_it_is_of_only_where_there_are_several(
    qtbot: QtBot, step: CheckStep
) -> None:
    model = table(step).model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert "Column" not in heads


def test_ten_thousand_rows_are_found_without_reading_them(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, people(10_000), is_asked=False) as desk:
        step = entered(qtbot, desk)
        click_heading(qtbot, step, NAME)
        table(step).scrollToBottom()
        assert getattr(table(step).model(), "rows_in_memory") <= 1000  # noqa: B009  (the view knows Qt's model)


def test_rows_that_were_not_found_when_the_step_was_left_are_found_on_coming_back(
    qtbot: QtBot, desk: Desk
) -> None:
    step = CheckStep(desk.shell, desk.preparation)
    keep(qtbot, step)
    step.show()
    step.enter()
    step.leave()
    step.enter()
    wait(qtbot, step)
    assert len(shown(step, ROW)) == 7
