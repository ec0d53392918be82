"""A second start of the program on one data folder brings the first window forward and shows none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.single_window import SingleWindow


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleWindow]:
    window = SingleWindow(tmp_path)
    assert window.claim()
    yield window
    window.release()


def test_the_second_is_refused_and_calls_the_first(qtbot: QtBot, tmp_path: Path, first: SingleWindow) -> None:
    second = SingleWindow(tmp_path)
    assert not second.claim()
    with qtbot.waitSignal(first.wanted):
        assert second.call_forward()


def test_another_folder_has_a_window_of_its_own(tmp_path: Path, first: SingleWindow) -> None:
    other = tmp_path / "other"
    other.mkdir()
    second = SingleWindow(other)
    assert second.claim()
    second.release()


def test_the_next_one_may_come_when_the_first_has_gone(tmp_path: Path, first: SingleWindow) -> None:
    first.release()
    second = SingleWindow(tmp_path)
    assert second.claim()
    second.release()


def test_nobody_answers_where_nobody_is(tmp_path: Path) -> None:
    assert not SingleWindow(tmp_path).call_forward()
