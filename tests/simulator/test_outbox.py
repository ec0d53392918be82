"""The queue as a function of time."""

from __future__ import annotations

import math
from typing import Any

from kwtsms_desktop.simulator.outbox import Outbox, QueueEntry


def add(outbox: Outbox, message_id: str, count: int = 1, **changes: object) -> QueueEntry:
    settings: dict[str, Any] = {"is_test": False, "is_stuck": False, "now": 0.0, "drain_per_second": 1.0}
    settings |= changes
    numbers = tuple(str(number) for number in range(count))
    return outbox.add(message_id, "demo", numbers, charged=1.0, **settings)


def ids(outbox: Outbox, now: float, *, with_held: bool = True) -> list[str]:
    return [entry.message_id for entry in outbox.waiting("demo", now, with_held=with_held)]


def test_entries_leave_one_after_the_other() -> None:
    outbox = Outbox()
    add(outbox, "a", 2)
    add(outbox, "b", 3)
    assert [ids(outbox, now) for now in (0, 1.9, 2, 4.9, 5)] == [["a", "b"], ["a", "b"], ["b"], ["b"], []]


def test_an_entry_that_comes_to_an_empty_queue_starts_at_once() -> None:
    outbox = Outbox()
    add(outbox, "a")
    assert add(outbox, "b", now=10.0).dispatched_at == 11


def test_numbers_leave_one_by_one() -> None:
    outbox = Outbox()
    add(outbox, "a", 2)
    entry = add(outbox, "b", 3)
    assert [entry.numbers_left(now) for now in (0, 2, 2.5, 3, 5)] == [3, 3, 3, 2, 0]


def test_held_entries_stay_and_do_not_hold_up_others() -> None:
    outbox = Outbox()
    add(outbox, "test", 100, is_test=True)
    add(outbox, "stuck", 100, is_stuck=True)
    add(outbox, "live")
    assert ids(outbox, 0, with_held=False) == ["live"]
    assert ids(outbox, 0) == ["live", "test", "stuck"]
    assert ids(outbox, 1) == ["test", "stuck"]
    assert ids(outbox, 1, with_held=False) == []
    held = outbox.find("test")
    assert held is not None
    assert (held.dispatched_at, held.numbers_left(1e9)) == (math.inf, 100)


def test_an_entry_is_found_by_its_own_account_only() -> None:
    outbox = Outbox()
    entry = add(outbox, "a")
    assert outbox.find("a", "demo") is entry
    assert outbox.find("a", "other") is None
    assert outbox.find("b") is None


def test_an_entry_can_be_deleted_once_and_only_while_it_waits() -> None:
    outbox = Outbox()
    entry = add(outbox, "a")
    add(outbox, "b")
    assert outbox.delete("a", 0.5) is entry
    assert outbox.delete("a", 0.5) is None
    assert ids(outbox, 0.5) == ["b"]
    assert outbox.delete("b", 2) is None
    assert outbox.find("a") is None
    assert outbox.find("b") is not None
