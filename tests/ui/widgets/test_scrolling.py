from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT
from kwtsms_desktop.ui.widgets.scrolling import scrolled


def test_area_stands_on_the_ground_it_stands_on(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    inside = QWidget()
    inside.setMinimumHeight(1000)
    area = scrolled(inside)
    area.setParent(holder)
    area.resize(200, 100)
    holder.resize(300, 100)
    assert area.frameShape() is QFrame.Shape.NoFrame
    image = holder.grab().toImage()
    assert image.pixelColor(50, 50).name() == image.pixelColor(250, 50).name() == LIGHT.surface
