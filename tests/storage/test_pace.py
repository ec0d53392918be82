from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest

from kwtsms_desktop.storage.pace import Pace


class Clock:
    """A clock that goes only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_the_first_request_may_begin_at_once(tmp_path: Path) -> None:
    assert Pace(tmp_path / "send.pace", 2.0, Clock()).take_turn() == 0


def test_the_next_one_waits_its_share_of_a_second(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "send.pace", 2.0, clock)
    pace.take_turn()
    assert pace.take_turn() == pytest.approx(0.5, abs=1e-6)
    clock.now += 0.5
    assert pace.take_turn() == 0


def test_a_restarted_or_second_program_shares_the_pace(tmp_path: Path) -> None:
    clock = Clock()
    Pace(tmp_path / "send.pace", 2.0, clock).take_turn()
    clock.now += 0.1
    assert Pace(tmp_path / "send.pace", 2.0, clock).take_turn() == pytest.approx(0.4, abs=1e-6)


def test_a_clock_that_was_set_back_does_not_stop_everything(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "send.pace", 2.0, clock)
    pace.take_turn()
    clock.now -= 86_400
    assert pace.take_turn() <= 0.5


def test_a_damaged_file_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "send.pace"
    path.write_text("{broken", "utf-8")
    assert Pace(path, 2.0, Clock()).take_turn() == 0


def test_waiting_ends_when_the_user_stops(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "send.pace", 0.01, clock)
    pace.take_turn()
    stop = threading.Event()
    stop.set()
    assert pace.wait_for_turn(stop) is False


def test_threads_never_start_closer_than_the_rate_allows(tmp_path: Path) -> None:
    starts: list[float] = []
    lock = threading.Lock()
    clock = Clock()

    def run() -> None:
        pace = Pace(tmp_path / "send.pace", 2.0, clock)
        for _turn in range(200):
            with lock:
                clock.now += 0.01
                if pace.take_turn() == 0:
                    starts.append(clock.now)

    threads = [threading.Thread(target=run) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert len(gaps) > 5
    assert min(gaps) >= 0.5 - 1e-6
