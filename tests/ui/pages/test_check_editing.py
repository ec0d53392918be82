"""Correcting, choosing and undoing on the check step, with real widgets on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.composing import Duplicates
from kwtsms_desktop.ui.models.paged import MARK_ROLE, REASON_ROLE
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from tests.support.builders import people
from tests.support.check import (
    INPUT,
    NAME,
    NOTE,
    PHONE,
    ROW,
    ROWS,
    action_words,
    choose,
    entered,
    field,
    go_to,
    headline,
    is_offered,
    part,
    place_of,
    press,
    select,
    shown,
    strip,
    table,
    type_over,
    wait,
)
from tests.support.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, ROWS, is_asked=False) as made:
        yield made


@pytest.fixture
def step(qtbot: QtBot, desk: Desk) -> CheckStep:
    return entered(qtbot, desk)


def verdicts(desk: Desk) -> dict[int, Verdict | None]:
    """What the database says: verdict by row number."""
    list_id = desk.preparation.audience().list_id
    return {row.row: row.verdict for row in desk.app.checking.all_rows(list_id)}


def cells(desk: Desk, column: int) -> list[str]:
    list_id = desk.preparation.audience().list_id
    return [row.cells[column] for row in desk.app.checking.all_rows(list_id)]


def undo(qtbot: QtBot, step: CheckStep) -> None:
    press(qtbot, step, "undo")


# Correcting


def test_a_corrected_number_is_ready(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "6")
    type_over(step, "98761234")
    wait(qtbot, step)
    assert verdicts(desk)[6] is Verdict.VALID
    assert shown(step, PHONE)[4] == "96598761234"
    assert headline(step) == "4 of 7 people can be sent to."


def test_a_correction_that_is_still_wrong_says_why(qtbot: QtBot, step: CheckStep) -> None:
    go_to(step, "6")
    type_over(step, "987")
    wait(qtbot, step)
    assert place_of(step, "6").data(REASON_ROLE) == "Too short: 3 digits."


def test_the_new_value_is_shown_at_once(step: CheckStep) -> None:
    go_to(step, "6")
    type_over(step, "98761234")
    assert shown(step, INPUT)[4] == "98761234"


def test_other_columns_can_be_corrected_too(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "2", NAME)
    type_over(step, "Sarah")
    wait(qtbot, step)
    assert cells(desk, 0)[0] == "Sarah"
    assert desk.preparation.people == 3


def test_the_editor_starts_from_the_value_as_it_is(step: CheckStep) -> None:
    go_to(step, "4")
    QTest.keyClick(table(step), Qt.Key.Key_F2)
    assert field(step).text() == "+965 6661 2345"


@pytest.mark.usefixtures("arabic")
def test_phone_cells_are_typed_from_left_to_right_in_arabic(qtbot: QtBot, desk: Desk) -> None:
    step = entered(qtbot, desk)
    go_to(step, "3")  # Arabic digits
    QTest.keyClick(table(step), Qt.Key.Key_F2)
    assert field(step).layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_typing_begins_a_new_value(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "6")
    QTest.keyClick(table(step), Qt.Key.Key_5)
    QTest.keyClicks(field(step), "5512349")
    QTest.keyClick(field(step), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(desk, 1)[4] == "55512349")


def test_enter_goes_down(qtbot: QtBot, step: CheckStep) -> None:
    go_to(step, "6")
    type_over(step, "98761234")
    qtbot.waitUntil(lambda: table(step).currentIndex() == place_of(step, "7"))


def test_enter_in_a_cell_that_is_not_open_goes_down(step: CheckStep) -> None:
    go_to(step, "6")
    QTest.keyClick(table(step), Qt.Key.Key_Return)
    assert table(step).currentIndex() == place_of(step, "7")


def test_tab_goes_on_to_the_next_cell_that_can_be_corrected(
    qtbot: QtBot, step: CheckStep, desk: Desk
) -> None:
    go_to(step, "6")
    type_over(step, "98761234", Qt.Key.Key_Tab)
    assert table(step).currentIndex() == place_of(step, "6", NAME)
    assert field(step).text() == "Omar"
    QTest.keyClick(field(step), Qt.Key.Key_Escape)
    wait(qtbot, step)
    assert cells(desk, 1)[4] == "98761234"


def test_an_answer_does_not_overwrite_what_is_typed_meanwhile(qtbot: QtBot, step: CheckStep) -> None:
    go_to(step, "6")
    type_over(step, "98761234", Qt.Key.Key_Tab)
    QTest.keyClicks(field(step), "X")
    qtbot.waitUntil(lambda: not step.shell.background.running("change-rows"))
    assert field(step).text() == "X"


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "6")
    type_over(step, "98761234", Qt.Key.Key_Escape)
    wait(qtbot, step)
    assert cells(desk, 1)[4] == "9876"


def test_a_quick_series_is_stored_whole_and_in_order(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "2", NAME)
    for number in range(12):
        step._acts.type(1, "column:0", f"name {number}")
    for row_id in range(2, 8):
        step._acts.type(row_id, "column:2", f"{row_id}0")
    wait(qtbot, step)
    assert cells(desk, 0)[0] == "name 11"
    assert cells(desk, 2)[1:] == ["20", "30", "40", "50", "60", "70"]


def test_what_was_typed_is_stored_though_the_page_is_gone(qtbot: QtBot, desk: Desk) -> None:
    step = CheckStep(desk.shell, desk.preparation)
    step.enter()
    for row_id in range(1, 8):
        step._acts.type(row_id, "column:2", "99")
    step.deleteLater()
    qtbot.waitUntil(lambda: desk.shell.background.is_idle)
    assert cells(desk, 2) == ["99"] * 7


def test_a_row_stays_where_it_is_until_the_filter_is_applied_again(qtbot: QtBot, step: CheckStep) -> None:
    choose(qtbot, step, Verdict.INVALID.value)
    go_to(step, "6")
    type_over(step, "98761234")
    wait(qtbot, step)
    assert shown(step, ROW) == ["6"]
    table(step).clearSelection()
    qtbot.waitUntil(lambda: is_offered(step, "findAgain"))
    press(qtbot, step, "findAgain")
    assert shown(step, ROW) == []


def test_corrected_cells_are_marked_and_say_what_they_were(qtbot: QtBot, step: CheckStep) -> None:
    go_to(step, "6")
    type_over(step, "98761234")
    wait(qtbot, step)
    assert place_of(step, "6").data(MARK_ROLE)
    assert not place_of(step, "6", NAME).data(MARK_ROLE)
    assert shown(step, NOTE)[4] == "Was 9876 · country code added"


def test_a_row_tells_its_whole_story(qtbot: QtBot, step: CheckStep) -> None:
    go_to(step, "6")
    type_over(step, "9876 1234")
    wait(qtbot, step)
    told = place_of(step, "6").data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert told.split("\n") == [
        "Row 6, column Mobile",
        "In your file: 9876",
        "Corrected by you: 9876 1234",
        "Repaired: spaces and signs taken out · country code added",
        "Will be sent to: 96598761234",
        "Ready",
    ]


def test_a_story_is_never_read_as_html(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, [("Omar", "<b>9876</b>", "2")], is_asked=False) as desk:
        step = entered(qtbot, desk)
        tip = place_of(step, "2").data(Qt.ItemDataRole.ToolTipRole)
        assert "<b>" not in tip
        assert "&lt;b&gt;9876" in tip


def test_a_list_deleted_meanwhile_is_told_and_the_old_value_comes_back(
    qtbot: QtBot, step: CheckStep, desk: Desk
) -> None:
    desk.app.history.delete_list(desk.preparation.audience().list_id)
    step._acts.type(5, "input", "98761234")
    qtbot.waitUntil(lambda: strip(step).text() != "")
    assert step.shell.background.is_idle


def test_going_on_waits_for_what_was_typed(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "6")
    QTest.keyClick(table(step), Qt.Key.Key_F2)
    field(step).setText("98761234")
    with qtbot.waitSignal(step.step_done):
        step.proceed()
    assert desk.preparation.people == 4


# Choosing


def test_selected_rows_are_left_out(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    select(qtbot, step, "2", "4")
    press(qtbot, step, "leaveOut")
    assert [row for row, verdict in verdicts(desk).items() if verdict is Verdict.EXCLUDED] == [2, 4]
    assert step.chips.chip("excluded").accessibleName() == "Left out by you: 2"


def test_what_repeated_a_row_that_is_left_out_is_sent_to(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    select(qtbot, step, "4")
    press(qtbot, step, "leaveOut")
    assert verdicts(desk)[5] is Verdict.VALID


def test_delete_leaves_out(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    select(qtbot, step, "2")
    QTest.keyClick(table(step), Qt.Key.Key_Delete)
    wait(qtbot, step)
    assert verdicts(desk)[2] is Verdict.EXCLUDED


def test_rows_are_included_again(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    select(qtbot, step, "2")
    press(qtbot, step, "leaveOut")
    select(qtbot, step, "2")
    press(qtbot, step, "include")
    assert verdicts(desk)[2] is Verdict.VALID


def test_a_row_to_look_at_is_accepted(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    select(qtbot, step, "8")
    press(qtbot, step, "accept")
    assert verdicts(desk)[8] is Verdict.VALID
    assert desk.preparation.people == 5
    assert headline(step) == "4 of 7 rows can be sent to: 5 people."
    assert shown(step, NOTE)[6].startswith("Accepted by you")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("2", {"leaveOut", "block", "copy"}, id="ready"),
        pytest.param("6", {"leaveOut", "copy"}, id="wrong"),
        pytest.param("8", {"leaveOut", "accept", "block", "copy"}, id="to look at"),
        pytest.param("5", {"leaveOut", "block", "copy", "original"}, id="duplicate"),
    ],
)
def test_only_what_can_be_done_with_a_row_is_offered(
    qtbot: QtBot, step: CheckStep, number: str, expected: set[str]
) -> None:
    select(qtbot, step, number)
    names = {"leaveOut", "include", "accept", "block", "copy", "original", "undo"}
    qtbot.waitUntil(lambda: {name for name in names if is_offered(step, name)} == expected)


def test_all_rows_of_a_kind_are_accepted_at_once(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    choose(qtbot, step, Verdict.NEEDS_REVIEW.value)
    assert part(step, QPushButton, "acceptAll").text() == "Accept the 1 of this kind"
    press(qtbot, step, "acceptAll")
    assert verdicts(desk)[8] is Verdict.VALID


def test_all_rows_on_show_are_left_out_at_once(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    choose(qtbot, step, Verdict.VALID.value)
    assert part(step, QPushButton, "leaveOutAll").text() == "Leave out all 3 shown"
    press(qtbot, step, "leaveOutAll")
    assert [row for row, verdict in verdicts(desk).items() if verdict is Verdict.EXCLUDED] == [2, 3, 4]


def test_a_blocked_number_is_left_out_of_this_list_and_stays_blocked(
    qtbot: QtBot, step: CheckStep, desk: Desk
) -> None:
    select(qtbot, step, "2")
    press(qtbot, step, "block")
    assert verdicts(desk)[2] is Verdict.BLOCKED
    assert desk.app.blocking.count() == 1
    assert desk.preparation.is_list_current()
    assert "1 number is on the block list" in strip(step).text()


def test_the_menu_of_a_row_offers_the_same(qtbot: QtBot, step: CheckStep) -> None:
    select(qtbot, step, "5")
    menu = QMenu(step)
    table(step).menu_opening.emit(menu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["Leave out", "Add to block list", "Show row \u20664\u2069"]


# Undo


def test_a_correction_is_taken_back_and_done_again(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    go_to(step, "6")
    type_over(step, "98761234")
    wait(qtbot, step)
    assert part(step, QPushButton, "undo").text() == "Undo: 1 correction"
    undo(qtbot, step)
    assert cells(desk, 1)[4] == "9876"
    assert verdicts(desk)[6] is Verdict.INVALID
    press(qtbot, step, "redo")
    assert verdicts(desk)[6] is Verdict.VALID


def test_the_words_say_what_is_taken_back(qtbot: QtBot, step: CheckStep) -> None:
    select(qtbot, step, "2", "4")
    press(qtbot, step, "leaveOut")
    assert part(step, QPushButton, "undo").text() == "Undo: 2 rows left out"


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        pytest.param(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, id="Ctrl+Y"),
        pytest.param(
            Qt.Key.Key_Z,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            id="Ctrl+Shift+Z",
        ),
    ],
)
def test_keys_undo_and_redo(
    qtbot: QtBot, step: CheckStep, desk: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    qtbot.waitActive(step).__enter__()
    select(qtbot, step, "2")
    press(qtbot, step, "leaveOut")
    table(step).setFocus()
    QTest.keyClick(table(step), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, step)
    assert verdicts(desk)[2] is Verdict.VALID
    QTest.keyClick(table(step), key, modifiers)
    wait(qtbot, step)
    assert verdicts(desk)[2] is Verdict.EXCLUDED


def test_what_can_be_undone_survives_the_page(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    select(qtbot, step, "2")
    press(qtbot, step, "leaveOut")
    again = entered(qtbot, desk)
    qtbot.waitUntil(lambda: is_offered(again, "undo"))


# Duplicates


def duplicate_action(step: CheckStep, way: Duplicates) -> QAction:
    button = part(step, QPushButton, "duplicates")
    return next(action for action in button.menu().actions() if action.data() == way.value)


def test_the_last_of_equal_numbers_can_be_kept(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    assert part(step, QPushButton, "duplicates").text() == "Keep the first"
    duplicate_action(step, Duplicates.LAST).trigger()
    wait(qtbot, step)
    assert (verdicts(desk)[4], verdicts(desk)[5]) == (Verdict.DUPLICATE, Verdict.VALID)
    assert part(step, QPushButton, "duplicates").text() == "Keep the last"
    assert desk.preparation.is_list_current()


def test_that_the_last_is_kept_survives_another_check(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    duplicate_action(step, Duplicates.LAST).trigger()
    wait(qtbot, step)
    desk.shell.change_settings(default_country="966")
    step.enter()
    qtbot.waitUntil(lambda: desk.preparation.is_list_current() and desk.shell.background.is_idle)
    assert desk.preparation.audience().duplicates is Duplicates.LAST


def test_all_with_different_texts_are_for_the_campaign(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    duplicate_action(step, Duplicates.ALL_TEXTS).trigger()
    assert desk.preparation.audience().duplicates is Duplicates.ALL_TEXTS
    assert part(step, QPushButton, "duplicates").text() == "Keep all with different texts"
    assert "each text that is different" in strip(step).text()


def test_there_is_no_choice_without_duplicates(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, ROWS[:3], is_asked=False) as desk:
        assert not is_offered(entered(qtbot, desk), "duplicates")


def test_a_duplicate_leads_to_the_row_it_repeats(qtbot: QtBot, step: CheckStep) -> None:
    choose(qtbot, step, Verdict.DUPLICATE.value)
    select(qtbot, step, "5")
    qtbot.waitUntil(lambda: is_offered(step, "original"))
    press(qtbot, step, "original")
    qtbot.waitUntil(lambda: len(shown(step, ROW)) == 7 and table(step).currentIndex().row() == 2)


# Looks


def test_nothing_is_clipped_with_everything_on_offer(
    qtbot: QtBot, language: str, desk: Desk, clipped: Callable[[QWidget], list[str]]
) -> None:
    step = entered(qtbot, desk)
    step._acts.type(2, "column:0", "Huda B")
    wait(qtbot, step)
    table(step).selectAll()
    qtbot.waitUntil(lambda: action_words(step) != "")
    step.resize(896, 428)
    qtbot.waitUntil(lambda: clipped(step) == [])


def test_nine_rows_are_seen_in_a_window_of_1366_by_768(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, [*ROWS, *people(60)], is_asked=False) as desk:
        step = entered(qtbot, desk)
        step.resize(1054, 560)  # what such a window has left for it
        qtbot.waitUntil(lambda: table(step).viewport().height() >= 9 * table(step).rowHeight(0))
