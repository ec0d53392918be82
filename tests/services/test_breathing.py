from __future__ import annotations

import threading

import pytest

from kwtsms_desktop.services.breathing import ROWS_PER_BREATH, breathing
from kwtsms_desktop.services.events import Mailbox, Progress


def run_in_a_thread(items: range, stop: threading.Event, mailbox: Mailbox | None = None) -> list[int]:
    taken: list[int] = []
    thread = threading.Thread(target=lambda: taken.extend(breathing(items, stop, mailbox)))
    thread.start()
    thread.join()
    return taken


def test_nothing_is_lost() -> None:
    items = range(3 * ROWS_PER_BREATH + 1)
    assert list(breathing(items, threading.Event())) == list(items)
    assert run_in_a_thread(items, threading.Event()) == list(items)


def test_it_ends_at_the_next_breath_after_the_wish_to_stop() -> None:
    stop = threading.Event()
    stop.set()
    items = range(3 * ROWS_PER_BREATH)
    assert len(list(breathing(items, stop))) == ROWS_PER_BREATH
    assert len(run_in_a_thread(items, stop)) == ROWS_PER_BREATH


@pytest.mark.parametrize(("every", "told"), [(1, [1, 2, 3]), (2, [2])])
def test_progress_is_told_with_each_breath(every: int, told: list[int]) -> None:
    mailbox = Mailbox()
    list(breathing(range(3), threading.Event(), mailbox, every))
    assert mailbox.take_all() == [Progress(done, None) for done in told]
