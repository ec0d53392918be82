from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.models.paged import TableColumn
from kwtsms_desktop.ui.pages.record_table import RecordTable
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from tests.support.shells import demo_shell, keep


@dataclass(frozen=True)
class Thing:
    """A record."""

    id: int
    name: str


class Shelf:
    """Where things are read from."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self.is_broken = False

    def read(self) -> Sequence[Thing]:
        if self.is_broken:
            raise StorageError(Reason.DATA_READ_ONLY, folder="shelf")
        return list(self.things)


Made = tuple[RecordTable[Thing], Shelf]


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with demo_shell(tmp_path / "data") as made:
        yield made


@pytest.fixture
def make(qtbot: QtBot, shell: Shell) -> Callable[[], Made]:
    """Makes a table of a shelf with two things."""

    def _make() -> Made:
        shelf = Shelf()
        shelf.things = [Thing(2, "new"), Thing(1, "old")]
        columns = (TableColumn[Thing]("name", lambda: "Name", lambda thing: thing.name),)
        table = RecordTable(shell, "Things", columns, EmptyState(Glyph.FILE, "Nothing yet."), shelf.read)
        keep(qtbot, table)
        table.resize(400, 300)
        table.show()
        return table, shelf

    return _make


def read(qtbot: QtBot, table: RecordTable[Thing]) -> None:
    table.read()
    qtbot.waitUntil(lambda: not table.is_reading)


def names(table: RecordTable[Thing]) -> list[str]:
    return [str(table.model.index(row, 0).data()) for row in range(table.model.rowCount())]


@pytest.mark.usefixtures("language")
def test_records_stand_in_order_and_the_first_is_selected(qtbot: QtBot, make: Callable[[], Made]) -> None:
    table, _shelf = make()
    read(qtbot, table)
    assert names(table) == ["new", "old"]
    assert [thing.name for thing in table.selected()] == ["new"]


def test_without_records_the_empty_state_says_so(qtbot: QtBot, make: Callable[[], Made]) -> None:
    table, shelf = make()
    shelf.things = []
    read(qtbot, table)
    empty = table.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()


def test_some_can_be_left_out_of_sight(qtbot: QtBot, make: Callable[[], Made]) -> None:
    table, _shelf = make()
    read(qtbot, table)
    table.show_only(lambda thing: thing.name == "old")
    assert names(table) == ["old"]
    assert list(table.records) == [2, 1]
    table.show_only(None)
    assert names(table) == ["new", "old"]


def test_the_selection_stays_when_records_are_added(qtbot: QtBot, make: Callable[[], Made]) -> None:
    table, shelf = make()
    read(qtbot, table)
    table.table.show_row(1)
    shelf.things.insert(0, Thing(3, "newest"))
    read(qtbot, table)
    assert [thing.id for thing in table.selected()] == [1]


def test_what_cannot_be_read_is_said_and_tried_again(qtbot: QtBot, make: Callable[[], Made]) -> None:
    table, shelf = make()
    shelf.is_broken = True
    read(qtbot, table)
    strip = table.findChild(MessageStrip)
    assert strip is not None
    assert "shelf" in strip.text()
    shelf.is_broken = False
    again = strip.action_button()
    assert isinstance(again, QPushButton)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(table) == ["new", "old"])
    assert strip.text() == ""
