from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT
from kwtsms_desktop.ui.widgets.drop_area import DropArea


@pytest.fixture
def area(qtbot: QtBot) -> DropArea:
    made = DropArea("Drop an Excel or CSV file here", "xlsx, csv")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def carried(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def enter(area: DropArea, data: QMimeData) -> bool:
    event = QDragEnterEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(area, event)
    return event.isAccepted()


def drop(area: DropArea, data: QMimeData) -> None:
    enter(area, data)
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(area, event)


def ground(area: DropArea) -> str:
    return area.grab().toImage().pixelColor(300, 10).name()


def test_dropped_file_is_told(qtbot: QtBot, area: DropArea) -> None:
    with qtbot.waitSignal(area.file_dropped) as dropped:
        drop(area, carried("file:///tmp/عملاء 2026.xlsx"))
    assert dropped.args == [Path("/tmp/عملاء 2026.xlsx")]  # noqa: S108  (nothing is written there)


def test_of_several_files_the_first_is_told(qtbot: QtBot, area: DropArea) -> None:
    with qtbot.waitSignal(area.file_dropped) as dropped:
        drop(area, carried("file:///a.xlsx", "file:///b.xlsx"))
    assert dropped.args == [Path("/a.xlsx")]


def test_file_is_welcome(area: DropArea) -> None:
    assert enter(area, carried("file:///a.xlsx"))
    assert ground(area) == LIGHT.accent_soft


def test_link_is_not_welcome(area: DropArea) -> None:
    assert not enter(area, carried("https://example.com/a.xlsx"))
    assert ground(area) == LIGHT.raised


def test_ground_returns_when_the_file_is_carried_away(area: DropArea) -> None:
    enter(area, carried("file:///a.xlsx"))
    QApplication.sendEvent(area, QDragLeaveEvent())
    assert ground(area) == LIGHT.raised


def test_buttons_stand_in_reading_order(qtbot: QtBot, language: str) -> None:
    made = DropArea("Drop here")
    qtbot.addWidget(made)
    buttons = [QPushButton(name) for name in ("Choose", "Paste", "Saved")]
    for button in buttons:
        made.add_button(button)
    made.resize(600, 300)
    made.show()
    places = [button.x() for button in buttons]
    assert places == sorted(places, reverse=language == "ar")
