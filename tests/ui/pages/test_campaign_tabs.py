from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.pages.campaign_tabs import Tabs


class Canvas(QWidget):
    """Counts how often it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.paints = 0

    def event(self, event: QEvent) -> bool:
        self.paints += event.type() is QEvent.Type.Paint
        return super().event(event)


class First(QWidget):
    """A line that changes above something that is dear to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.canvas = QLabel("short"), Canvas()
        column = QVBoxLayout(self)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.canvas, 1)


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def tabs(qtbot: QtBot, made: list[str]) -> Tabs:
    def make(name: str) -> QWidget:
        made.append(name)
        return First() if name == "first" else QWidget()

    tabs = Tabs((("First", lambda: make("first")), ("Second", lambda: make("second"))), QLineEdit())
    qtbot.addWidget(tabs)
    tabs.resize(600, 300)
    tabs.show()
    return tabs


def choose(qtbot: QtBot, tabs: Tabs, index: int) -> None:
    qtbot.mouseClick(tabs.bar, Qt.MouseButton.LeftButton, pos=tabs.bar.tabRect(index).center())


def test_a_view_is_made_once_when_it_is_first_wanted(qtbot: QtBot, tabs: Tabs, made: list[str]) -> None:
    assert made == ["first"]
    for index in (1, 0, 1):
        choose(qtbot, tabs, index)
    assert made == ["first", "second"]


def test_the_field_stands_beside_the_first_view_only(qtbot: QtBot, tabs: Tabs) -> None:
    field = tabs.findChild(QLineEdit)
    assert field is not None
    assert field.isVisible()
    before = tabs.bar.geometry()
    choose(qtbot, tabs, 1)
    assert not field.isVisible()
    assert tabs.bar.geometry() == before
    choose(qtbot, tabs, 0)
    assert field.isVisible()


def test_another_layout_of_one_thing_does_not_repaint_the_others(qtbot: QtBot, tabs: Tabs) -> None:
    first = tabs.findChild(First)
    assert first is not None
    qtbot.waitUntil(lambda: first.canvas.paints > 0)
    before, width = first.canvas.paints, first.line.width()
    first.line.setText("a good deal longer")
    qtbot.waitUntil(lambda: first.line.width() > width)
    assert first.canvas.paints == before
