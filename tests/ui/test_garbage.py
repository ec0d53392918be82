from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.garbage import GuiCollector


class Cycle:
    """Garbage that only the collector can find; notes the thread it dies in."""

    died_in: list[int]

    def __init__(self, died_in: list[int]) -> None:
        self.died_in = died_in
        self.itself = self

    def __del__(self) -> None:
        self.died_in.append(threading.get_ident())


def allocate_much() -> None:
    """More than enough to pass the thresholds of all generations."""
    kept = [[number] for number in range(200_000)]
    assert kept


@pytest.fixture
def collector(qapp: object) -> Iterator[GuiCollector]:
    was_enabled = gc.isenabled()
    gc.enable()
    made = GuiCollector()
    yield made
    made.switch_off()
    if not was_enabled:
        gc.disable()


def in_a_worker() -> None:
    worker = threading.Thread(target=allocate_much)
    worker.start()
    worker.join()


def test_without_it_garbage_dies_in_a_worker(collector: GuiCollector) -> None:
    died_in: list[int] = []
    Cycle(died_in)
    in_a_worker()
    assert died_in
    assert threading.get_ident() not in died_in


def test_garbage_dies_on_the_gui_thread(qtbot: QtBot, collector: GuiCollector) -> None:
    collector.switch_on()
    died_in: list[int] = []
    Cycle(died_in)
    in_a_worker()
    assert died_in == []
    kept = [[number] for number in range(2_000)]  # passes the threshold of the youngest generation
    qtbot.waitUntil(lambda: bool(died_in), timeout=5_000)
    assert kept
    assert died_in == [threading.get_ident()]


def test_it_leaves_collection_as_it_was(collector: GuiCollector) -> None:
    collector.switch_on()
    assert not gc.isenabled()
    collector.switch_off()
    assert gc.isenabled()
