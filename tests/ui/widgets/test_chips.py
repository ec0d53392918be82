from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.chips import ALL, ChipBar, ChipSpec

SPECS = [
    ChipSpec("ready", Glyph.READY, "Ready", 1150, Role.SUCCESS, "212 repaired"),
    ChipSpec("wrong", Glyph.WRONG, "Wrong number", 12, Role.DANGER),
    ChipSpec("blocked", Glyph.BLOCKED, "Blocked", 0),
]


@pytest.fixture
def bar(qtbot: QtBot) -> ChipBar:
    made = ChipBar("Verdicts")
    qtbot.addWidget(made)
    made.set_chips(SPECS, 1162)
    made.resize(700, 80)
    made.show()
    return made


def click(bar: ChipBar, key: str) -> None:
    QTest.mouseClick(bar.chip(key), Qt.MouseButton.LeftButton)


def test_everything_is_shown_at_first(bar: ChipBar) -> None:
    assert bar.selected == ALL
    assert bar.chip(ALL).isChecked()


def test_choosing_tells_the_key(qtbot: QtBot, bar: ChipBar) -> None:
    with qtbot.waitSignal(bar.selection_changed) as changed:
        click(bar, "wrong")
    assert changed.args == ["wrong"]
    assert bar.selected == "wrong"


def test_only_one_is_chosen(bar: ChipBar) -> None:
    click(bar, "wrong")
    click(bar, "ready")
    assert [key for key in (ALL, "ready", "wrong", "blocked") if bar.chip(key).isChecked()] == ["ready"]


def test_choosing_the_chosen_one_again_shows_everything(qtbot: QtBot, bar: ChipBar) -> None:
    click(bar, "wrong")
    with qtbot.waitSignal(bar.selection_changed) as changed:
        click(bar, "wrong")
    assert changed.args == [ALL]
    assert bar.chip(ALL).isChecked()


def test_all_again_tells_nobody(qtbot: QtBot, bar: ChipBar) -> None:
    with qtbot.assertNotEmitted(bar.selection_changed):
        click(bar, ALL)


def test_selecting_from_code_tells_nobody(qtbot: QtBot, bar: ChipBar) -> None:
    with qtbot.assertNotEmitted(bar.selection_changed):
        bar.select("wrong")
    assert bar.chip("wrong").isChecked()


@pytest.mark.parametrize(
    ("key", "expected"),
    [(ALL, "All: 1,162"), ("ready", "Ready: 1,150 (212 repaired)"), ("blocked", "Blocked: 0")],
)
def test_screen_reader_hears_word_and_count(bar: ChipBar, key: str, expected: str) -> None:
    assert bar.chip(key).accessibleName() == expected


def test_counts_can_be_renewed(bar: ChipBar) -> None:
    click(bar, "wrong")
    bar.set_counts({"ready": 1151, "wrong": 11}, 1162)
    assert bar.chip("wrong").accessibleName() == "Wrong number: 11"
    assert bar.chip("blocked").accessibleName() == "Blocked: 0"
    assert bar.selected == "wrong"


def test_choice_stays_when_chips_are_renewed(bar: ChipBar) -> None:
    click(bar, "wrong")
    bar.set_chips(SPECS[:2], 1162)
    assert bar.selected == "wrong"
    bar.set_chips(SPECS[:1], 1150)
    assert bar.selected == ALL


def test_unknown_chip_cannot_be_selected(bar: ChipBar) -> None:
    with pytest.raises(KeyError):
        bar.select("no such")


def test_arrow_keys_move_the_choice(qtbot: QtBot, bar: ChipBar) -> None:
    bar.chip(ALL).setFocus()
    with qtbot.waitSignal(bar.selection_changed) as changed:
        QTest.keyClick(bar.chip(ALL), Qt.Key.Key_Right)
    assert changed.args == ["ready"]


def test_tab_enters_at_the_chosen_chip(bar: ChipBar) -> None:
    bar.select("wrong")
    stops = [
        key
        for key in (ALL, "ready", "wrong", "blocked")
        if bar.chip(key).focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]
    assert stops == ["wrong"]


def test_chips_wrap_to_a_second_line(bar: ChipBar) -> None:
    bar.resize(700, 80)
    assert len({bar.chip(key).y() for key in (ALL, "ready", "wrong", "blocked")}) == 1
    bar.resize(320, 80)
    assert len({bar.chip(key).y() for key in (ALL, "ready", "wrong", "blocked")}) > 1


@pytest.mark.usefixtures("arabic")
def test_first_chip_is_on_the_right_in_arabic(qtbot: QtBot) -> None:
    made = ChipBar("Verdicts")
    qtbot.addWidget(made)
    made.set_chips(SPECS, 1162)
    made.resize(700, 80)
    made.show()
    assert made.chip(ALL).geometry().right() == 699
    assert made.chip("ready").x() < made.chip(ALL).x()


@pytest.mark.usefixtures("language")
def test_chip_is_as_wide_as_its_content(qtbot: QtBot) -> None:
    made = ChipBar("Verdicts")
    qtbot.addWidget(made)
    made.resize(900, 80)
    made.set_chips(SPECS, 1162)
    widths = [made.chip(key).sizeHint().width() for key in ("ready", "wrong", "blocked")]
    assert widths[0] > widths[1] > widths[2]


def test_notes_go_to_the_tool_tips_before_a_second_line_begins(qtbot: QtBot, bar: ChipBar) -> None:
    bar.resize(900, 80)
    with_note = bar.chip("ready").sizeHint().width()
    assert bar.chip("ready").toolTip() == ""
    needed = sum(bar.chip(key).sizeHint().width() + 8 for key in (ALL, "ready", "wrong", "blocked"))
    bar.resize(needed - 20, 80)
    assert bar.chip("ready").sizeHint().width() < with_note
    assert bar.chip("ready").toolTip() == "212 repaired"
    keys = (ALL, "ready", "wrong", "blocked")
    qtbot.waitUntil(lambda: len({bar.chip(key).y() for key in keys}) == 1)
