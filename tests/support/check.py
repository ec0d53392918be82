"""The check step on a real program: made, entered, and asked what it shows."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from kwtsms_desktop.ui.widgets.table_view import TableView
from tests.support.desk import Desk
from tests.support.shells import keep

ROWS = (
    ("Sara", "98765432", "5"),
    ("فهد", "٥٥٥١ ٢٣٤٥", "12"),
    ("Huda", "+965 6661 2345", "7.5"),
    ("Ali", "66612345", "1"),  # row 5: Huda's number again
    ("Omar", "9876", "2"),  # row 6: too short
    ("Dana", "", "3"),
    ("Noor", "50009101 / 66009102", "4"),  # row 8: two numbers in one cell
)
"""A list with a row of almost every kind: rows 2 to 8."""

ROW, INPUT, PHONE, NOTE, NAME = range(5)
"""Columns of the table."""

Found = TypeVar("Found", bound=QWidget)


def entered(qtbot: QtBot, desk: Desk) -> CheckStep:
    """The step with its rows on show."""
    step = CheckStep(desk.shell, desk.preparation)
    keep(qtbot, step)
    step.resize(1070, 520)
    step.show()
    step.enter()
    wait(qtbot, step)
    return step


def wait(qtbot: QtBot, step: CheckStep) -> None:
    """Until rows are on show and nothing is under way."""
    qtbot.waitUntil(lambda: step.table is not None and step.shell.background.is_idle, timeout=20_000)


def table(step: CheckStep) -> TableView:
    """The rows."""
    assert step.table is not None
    return step.table


def shown(step: CheckStep, column: int) -> list[str]:
    """The texts of a column, without isolates."""
    model = table(step).model()
    return [without_isolates(str(model.index(row, column).data())) for row in range(model.rowCount())]


def place_of(step: CheckStep, number: str, column: int = INPUT) -> QModelIndex:
    """A cell of the row with this number."""
    return table(step).model().index(shown(step, ROW).index(number), column)


def go_to(step: CheckStep, number: str, column: int = INPUT) -> None:
    """Put the keyboard into a cell of the row with this number."""
    table(step).setFocus()
    table(step).setCurrentIndex(place_of(step, number, column))


def part(step: CheckStep, kind: type[Found], name: str) -> Found:
    """A part of the step, by its name."""
    found = step.findChild(kind, name)
    assert found is not None
    return found


def is_offered(step: CheckStep, name: str) -> bool:
    """Whether a button can be seen."""
    return part(step, QPushButton, name).isVisible()


def press(qtbot: QtBot, step: CheckStep, name: str) -> None:
    """Press a button that is offered, and wait for what comes of it."""
    assert is_offered(step, name)
    part(step, QPushButton, name).click()
    wait(qtbot, step)


def choose(qtbot: QtBot, step: CheckStep, key: str) -> None:
    """Click on a chip."""
    QTest.mouseClick(step.chips.chip(key), Qt.MouseButton.LeftButton)
    wait(qtbot, step)


def select(qtbot: QtBot, step: CheckStep, *numbers: str) -> None:
    """Select the rows with these numbers, and only those."""
    selection = table(step).selectionModel()
    flags = selection.SelectionFlag
    table(step).clearSelection()
    for number in numbers:
        selection.select(place_of(step, number), flags.Select | flags.Rows)
    qtbot.waitUntil(lambda: f"{len(numbers)} row" in action_words(step))


def action_words(step: CheckStep) -> str:
    """What the line under the table says of the selection or the filter."""
    return part(step, QLabel, "actionCount").text()


def field(step: CheckStep) -> QLineEdit:
    """The field in which a cell is corrected."""
    fields = [found for found in table(step).viewport().findChildren(QLineEdit) if not found.isHidden()]
    assert len(fields) == 1
    return fields[0]


def type_over(step: CheckStep, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type over the cell that the keyboard is in, and end with a key."""
    QTest.keyClick(table(step), Qt.Key.Key_F2)
    typed = field(step)
    typed.selectAll()
    QTest.keyClicks(typed, text)
    QTest.keyClick(typed, key)
    QTest.qWait(0)  # Qt hands the text over with the next event


def headline(step: CheckStep) -> str:
    """What the headline says."""
    return part(step, QLabel, "headline").text()


def strip(step: CheckStep) -> MessageStrip:
    """The step's messages."""
    found = step.findChild(MessageStrip)
    assert found is not None
    return found


def search_for(step: CheckStep, text: str) -> None:
    """Type into the search field."""
    search = part(step, QLineEdit, "search")
    search.clear()
    QTest.keyClicks(search, text)


def press_strip(step: CheckStep) -> None:
    """Press the button of the message on show."""
    button = strip(step).action_button()
    assert isinstance(button, QPushButton)
    button.click()
