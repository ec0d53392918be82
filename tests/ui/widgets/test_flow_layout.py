from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout


def boxes(qtbot: QtBot, width: int, count: int = 3) -> list[QRect]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=10)
    children = []
    for _number in range(count):
        child = QWidget()
        child.setFixedSize(100, 30)
        flow.addWidget(child)
        children.append(child)
    holder.resize(width, flow.heightForWidth(width))
    holder.show()
    return [child.geometry() for child in children]


def test_items_stand_side_by_side_from_the_start_edge(qtbot: QtBot) -> None:
    assert [box.left() for box in boxes(qtbot, 400)] == [0, 110, 220]


@pytest.mark.usefixtures("arabic")
def test_mirrored_in_arabic(qtbot: QtBot) -> None:
    assert [box.right() for box in boxes(qtbot, 400)] == [399, 289, 179]


def test_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    assert [box.topLeft().toTuple() for box in boxes(qtbot, 250)] == [(0, 0), (110, 0), (0, 40)]


@pytest.mark.parametrize(("width", "height"), [(320, 30), (319, 70), (100, 110), (10, 110)])
def test_height_follows_the_width(qtbot: QtBot, width: int, height: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=10)
    for _number in range(3):
        child = QWidget()
        child.setFixedSize(100, 30)
        flow.addWidget(child)
    assert flow.heightForWidth(width) == height


def test_hidden_items_take_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=10)
    children = [QWidget() for _number in range(3)]
    for child in children:
        child.setFixedSize(100, 30)
        flow.addWidget(child)
    children[0].hide()
    holder.resize(400, 40)
    holder.show()
    assert [child.x() for child in children[1:]] == [0, 110]


def test_clear_takes_everything_out(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.addWidget(QWidget())
    flow.clear()
    assert flow.count() == 0
    assert flow.itemAt(0) is None
