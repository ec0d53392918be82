"""Driving the List step in a test: what a user clicks, and what can be read then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.widgets.drop_area import DropArea
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip


def button(step: ListStep, name: str) -> QPushButton:
    """A button by its name."""
    found = step.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def sheet(step: ListStep) -> QTableView:
    """The first rows of the file."""
    found = step.findChild(QTableView, "sheet")
    assert isinstance(found, QTableView)
    return found


def message(step: ListStep) -> str:
    """What the strip above the step says; empty where it says nothing."""
    strip = step.findChild(MessageStrip)
    assert strip is not None
    return strip.text()


def click(qtbot: QtBot, widget: QWidget) -> None:
    """A click."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def open_file(qtbot: QtBot, step: ListStep, path: Path) -> None:
    """Drop a file and wait until it is shown or refused."""
    area = step.findChild(DropArea)
    assert area is not None
    area.file_dropped.emit(path)
    wait_for_work(qtbot, step)


def wait_for_work(qtbot: QtBot, step: ListStep) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: step.shell.background.is_idle, timeout=20_000)


def check_list(qtbot: QtBot, step: ListStep) -> None:
    """Press the primary button and wait until the list is there."""
    assert step.is_ready()
    with qtbot.waitSignal(step.step_done, timeout=20_000):
        step.proceed()


def said(step: ListStep) -> str:
    """Everything that can be read now, without isolates."""
    texts = [label.text() for label in step.findChildren(QLabel) if label.isVisible()]
    return "\n".join(text.replace("\u2068", "").replace("\u2069", "") for text in texts)


def wait_to_read(qtbot: QtBot, step: ListStep, words: str) -> None:
    """New labels are shown when Qt lays them out, a moment after they were made."""
    qtbot.waitUntil(lambda: words in said(step))


def first_column(view: QTableView) -> list[str]:
    """The cells of column A."""
    model = view.model()
    return [without_isolates(str(model.index(row, 0).data())) for row in range(model.rowCount())]


def choose(step: ListStep, field_name: str, value: str) -> None:
    """Pick an entry as a user does."""
    field = step.findChild(QComboBox, field_name)
    assert field is not None
    assert field.isVisible()
    index = field.findData(value)
    field.setCurrentIndex(index)
    field.activated.emit(index)
