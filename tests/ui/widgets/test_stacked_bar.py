from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT, Role
from kwtsms_desktop.ui.widgets.stacked_bar import BarPart, StackedBar

PARTS = [
    BarPart("accepted", 600, Role.SUCCESS),
    BarPart("refused", 200, Role.DANGER),
    BarPart("unsure", 0, Role.WARNING, is_hatched=True),
    BarPart("left", 200, Role.MUTED),
]


def make(qtbot: QtBot, parts: list[BarPart]) -> StackedBar:
    bar = StackedBar("How it went")
    qtbot.addWidget(bar)
    bar.resize(504, 80)
    bar.set_parts(parts)
    bar.show()
    return bar


def test_parts_take_room_by_their_count(qtbot: QtBot) -> None:
    bar = make(qtbot, PARTS)
    assert [(part.word, round(box.width())) for part, box in bar.boxes()] == [
        ("accepted", 300),
        ("refused", 100),
        ("left", 100),
    ]


def test_parts_fill_the_bar(qtbot: QtBot) -> None:
    bar = make(qtbot, [BarPart("one", 999_999, Role.SUCCESS), BarPart("other", 1, Role.DANGER)])
    boxes = [box for _part, box in bar.boxes()]
    assert boxes[0].left() == 0
    assert boxes[-1].right() == 504


def test_one_of_a_million_can_be_seen(qtbot: QtBot) -> None:
    bar = make(qtbot, [BarPart("one", 999_999, Role.SUCCESS), BarPart("other", 1, Role.DANGER)])
    assert bar.boxes()[1][1].width() >= 4


def test_first_part_is_at_the_start_edge(qtbot: QtBot, language: str) -> None:
    boxes = make(qtbot, PARTS).boxes()
    first, last = boxes[0][1], boxes[-1][1]
    assert (first.left() > last.left()) is (language == "ar")


def test_screen_reader_hears_the_legend(qtbot: QtBot) -> None:
    bar = make(qtbot, [BarPart("accepted by kwtSMS", 1148, Role.SUCCESS), BarPart("refused", 2, Role.DANGER)])
    assert bar.accessibleName() == "How it went"
    assert bar.accessibleDescription() == "1,148 accepted by kwtSMS · 2 refused"


def test_unsure_is_told_without_colour(qtbot: QtBot) -> None:
    def colours(is_hatched: bool) -> set[str]:
        bar = make(qtbot, [BarPart("unsure", 5, Role.WARNING, is_hatched)])
        image = bar.grab().toImage()
        return {image.pixelColor(x, 8).name() for x in range(100, 200)}

    assert colours(is_hatched=False) == {LIGHT.warning}
    assert colours(is_hatched=True) == {LIGHT.warning, LIGHT.raised}


def test_nothing_yet_is_an_empty_bar(qtbot: QtBot) -> None:
    bar = make(qtbot, [BarPart("left", 0, Role.MUTED)])
    assert bar.boxes() == []
    assert bar.grab().toImage().pixelColor(250, 8).name() == LIGHT.neutral_soft


def test_entries_of_the_legend_stay_while_only_counts_change(qtbot: QtBot) -> None:
    bar = StackedBar("How it went")
    qtbot.addWidget(bar)
    bar.set_parts([BarPart("accepted", 1, Role.SUCCESS), BarPart("left", 9, Role.MUTED)])
    before = bar.findChildren(QLabel)
    bar.set_parts([BarPart("accepted", 4, Role.SUCCESS), BarPart("left", 6, Role.MUTED)])
    assert bar.findChildren(QLabel) == before
    assert [label.text() for label in before] == ["4 accepted", "6 left"]
