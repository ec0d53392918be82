from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import LIGHT, Role
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, IconLabel, label

LONG = "a very long name of a file that nobody will ever be able to read in full.xlsx"


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for a label."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(300, 30)
    yield holder
    holder.close()


def put(host: QWidget, made: QLabel, width: int = 300) -> QLabel:
    """The label in the window, with that width."""
    made.setParent(host)
    made.setGeometry(0, 0, width, 30)
    host.show()
    return made


def first_and_last_ink(widget: QLabel) -> tuple[int, int]:
    image = widget.window().grab().toImage()
    columns = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).lightness() < 120 for y in range(image.height()))
    ]
    return columns[0], columns[-1]


@pytest.mark.parametrize("selectable", [False, True])
@pytest.mark.parametrize("text", ["Hello", "مرحبا"])
def test_text_stands_at_the_start_edge(host: QWidget, language: str, text: str, selectable: bool) -> None:
    first, last = first_and_last_ink(put(host, label(text, selectable=selectable)))
    assert (last > 290 and first > 200) if language == "ar" else (first < 10 and last < 100)


def test_label_moves_when_the_direction_changes(host: QWidget) -> None:
    made = put(host, label("Hello"))
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert first_and_last_ink(made)[1] > 290


def test_centred_label_stays_centred(qtbot: QtBot) -> None:
    made = label("Hello")
    qtbot.addWidget(made)
    made.centre()
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.alignment() & Qt.AlignmentFlag.AlignHCenter


def test_label_never_reads_html(qtbot: QtBot) -> None:
    made = label("<b>Hello</b> & <img src=x>")
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_elided_label_ends_in_an_ellipsis_and_tells_the_rest(host: QWidget) -> None:
    made = ElidedLabel(LONG)
    put(host, made, width=120)
    assert made.text().endswith(("…", "..."))
    assert made.toolTip() == made.whole_text() == made.accessibleName() == LONG


def test_elided_label_with_room_says_all_of_it(host: QWidget) -> None:
    made = ElidedLabel("short.xlsx")
    put(host, made, width=made.sizeHint().width())
    assert made.text() == "short.xlsx"
    assert made.toolTip() == ""


def test_icon_label_has_the_colour_of_its_role(qtbot: QtBot) -> None:
    made = IconLabel(Glyph.DANGER, Role.DANGER, 40)
    qtbot.addWidget(made)
    image = made.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}
    assert LIGHT.danger in colours
