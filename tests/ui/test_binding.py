"""The binding's faults that shape this program, so that pins can be lifted on evidence."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 300


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="from Python 3.12 on None is immortal and cannot be lost"
)
def test_calls_that_return_nothing_take_no_reference_from_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes one at each call on Python 3.11, and the program aborts after some thousands."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _call in range(CALLS):
        label.setObjectName("name")
        label.setWindowTitle("title")
        label.update()
    lost = before - sys.getrefcount(None)
    assert lost < CALLS / 2, f"PySide6 {PySide6.__version__} loses references to None"
