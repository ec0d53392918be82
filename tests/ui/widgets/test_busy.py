from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT
from kwtsms_desktop.ui.widgets.busy import BusyLine, ProgressLine


@pytest.fixture
def busy(qtbot: QtBot) -> Iterator[BusyLine]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = BusyLine()
    QVBoxLayout(holder).addWidget(made)
    holder.resize(400, 100)
    holder.show()
    yield made
    holder.close()


def test_short_work_does_not_flash(busy: BusyLine) -> None:
    busy.start("Reading")
    assert busy.isHidden()
    busy.stop()
    assert not busy._delay.isActive()


def test_long_work_appears(qtbot: QtBot, busy: BusyLine) -> None:
    busy.start("Reading")
    qtbot.waitUntil(busy.isVisible)
    assert busy.accessibleName() == "Reading"
    busy.stop()
    assert busy.isHidden()


def test_cancel_is_told_once(qtbot: QtBot, busy: BusyLine) -> None:
    busy.start("Reading")
    busy.show()
    button = busy.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(busy.cancel_requested):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(busy.cancel_requested):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    busy.start("Again")
    assert button.isEnabled()


def test_its_room_is_kept_while_hidden(busy: BusyLine) -> None:
    assert busy.sizePolicy().retainSizeWhenHidden()


def line(qtbot: QtBot) -> ProgressLine:
    made = ProgressLine()
    qtbot.addWidget(made)
    made.resize(200, 4)
    made.show()
    return made


def test_line_is_filled_from_the_start_edge(qtbot: QtBot, language: str) -> None:
    made = line(qtbot)
    made.set_progress(1, 4)
    image = made.grab().toImage()
    colours = [image.pixelColor(x, 2).name() for x in (25, 175)]
    expected = [LIGHT.accent, LIGHT.border]
    assert colours == (expected[::-1] if language == "ar" else expected)


@pytest.mark.parametrize(
    ("done", "total", "said"), [(1, 4, "25%"), (9, 4, "100%"), (0, 0, "100%"), (3, None, "")]
)
def test_line_says_how_far_it_is(qtbot: QtBot, done: int, total: int | None, said: str) -> None:
    made = line(qtbot)
    made.set_progress(done, total)
    assert made.accessibleDescription() == said


def test_line_moves_only_while_nobody_knows_and_it_is_seen(qtbot: QtBot) -> None:
    made = line(qtbot)
    made.set_progress(0, None)
    assert made._timer.isActive()
    made.set_progress(1, 2)
    assert not made._timer.isActive()
    made.set_progress(0, None)
    made.hide()
    assert not made._timer.isActive()
