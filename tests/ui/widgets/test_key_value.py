from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.widgets.key_value import KeyValueList


def make(qtbot: QtBot) -> KeyValueList:
    receipt = KeyValueList()
    qtbot.addWidget(receipt)
    receipt.add("from", "From", "ALSABAH-CO", ltr=True)
    receipt.add("to", "To how many people", "1,150", note="54 left out: 12 wrong numbers, 38 duplicates")
    receipt.resize(420, 160)
    receipt.show()
    return receipt


@pytest.mark.usefixtures("language")
def test_values_start_on_one_edge(qtbot: QtBot) -> None:
    receipt = make(qtbot)
    edges = {
        (box.left(), box.right()) for box in (receipt.value_label(key).geometry() for key in ("from", "to"))
    }
    assert len(edges) == 1


def test_name_stands_before_its_value(qtbot: QtBot, language: str) -> None:
    receipt = make(qtbot)
    name = next(found for found in receipt.findChildren(QLabel) if found.text() == "From")
    value = receipt.value_label("from").mapTo(receipt, QPoint(0, 0))
    assert (name.x() > value.x()) is (language == "ar")


def test_ltr_value_stands_in_isolates(qtbot: QtBot) -> None:
    receipt = make(qtbot)
    assert receipt.value_label("from").text() == "\u2066ALSABAH-CO\u2069"
    assert receipt.value_label("to").text() == "1,150"


def test_value_can_be_renewed(qtbot: QtBot) -> None:
    receipt = make(qtbot)
    receipt.set_value("from", "KWT-SMS")
    assert receipt.value_label("from").text() == "\u2066KWT-SMS\u2069"


def test_screen_reader_hears_name_and_value(qtbot: QtBot) -> None:
    receipt = make(qtbot)
    value = receipt.value_label("from")
    assert (value.accessibleName(), value.accessibleDescription()) == ("From", "ALSABAH-CO")


def test_unknown_line(qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        make(qtbot).set_value("no such", "x")


def test_cleared_list_can_be_filled_again(qtbot: QtBot) -> None:
    receipt = make(qtbot)
    receipt.clear()
    receipt.add("now", "When", "Now")

    def shown() -> list[str]:
        return [found.text() for found in receipt.findChildren(QLabel) if found.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["When", "Now"])


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(qtbot: QtBot, clipped: Callable[[QWidget], list[str]]) -> None:
    assert clipped(make(qtbot)) == []
