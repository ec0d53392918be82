from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.widgets.side_bar import NavEntry, SideBar

ENTRIES = [
    NavEntry("new", "New campaign", Glyph.NEW_CAMPAIGN, is_main=True, shortcut="Ctrl+1"),
    NavEntry("lists", "Contact lists", Glyph.LISTS),
]


@pytest.fixture
def bar(qtbot: QtBot) -> SideBar:
    made = SideBar("kwtSMS Desktop", ENTRIES)
    qtbot.addWidget(made)
    made.resize(made.width(), 600)
    made.show()
    return made


def test_click_asks_for_the_page(qtbot: QtBot, bar: SideBar) -> None:
    with qtbot.waitSignal(bar.page_chosen) as chosen:
        QTest.mouseClick(bar.button("lists"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["lists"]


def test_selected_entry_is_lit_alone(bar: SideBar) -> None:
    bar.select("lists")
    assert [bar.button(key).isChecked() for key in ("new", "lists")] == [False, True]


def test_page_without_an_entry_lights_none(bar: SideBar) -> None:
    bar.select("lists")
    bar.select("campaign")
    assert [bar.button(key).isChecked() for key in ("new", "lists")] == [False, False]
    bar.select("new")
    assert [bar.button(key).isChecked() for key in ("new", "lists")] == [True, False]


def test_tab_enters_at_the_present_page(bar: SideBar) -> None:
    def stops() -> list[str]:
        tab = Qt.FocusPolicy.TabFocus
        return [key for key in ("new", "lists") if bar.button(key).focusPolicy().value & tab.value]

    bar.select("lists")
    assert stops() == ["lists"]
    bar.select("campaign")
    assert stops() == ["new"]


def test_collapsed_entries_keep_their_words_as_tool_tips(bar: SideBar) -> None:
    wide = bar.width()
    bar.set_narrow(True)
    assert bar.width() < wide / 2
    assert bar.button("new").toolTip() == "New campaign · Ctrl+1"
    assert bar.button("lists").toolTip() == "Contact lists"
    assert bar.button("lists").text() == "Contact lists"  # what a screen reader says
    bar.set_narrow(False)
    assert bar.width() == wide
    assert bar.button("lists").toolTip() == ""


def test_words_fit(bar: SideBar) -> None:
    for key in ("new", "lists"):
        assert bar.button(key).width() >= bar.button(key).sizeHint().width()


def test_account_stands_at_the_foot(bar: SideBar) -> None:
    assert bar.account.geometry().top() > 400
