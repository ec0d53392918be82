from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.pacing import (
    ANY_TIME,
    MAX_IN_FLIGHT,
    MAX_REQUESTS_PER_SECOND,
    QUEUE_FULL_WAITS,
    REQUESTS_PER_SECOND,
    SAME_NUMBER_SECONDS,
    AwaitAnswer,
    QueueBackoff,
    SameNumberSpacing,
    Step,
    Stop,
    Submit,
    Wait,
    minutes_needed,
    next_start,
    next_step,
    seconds_needed,
)


def test_the_numbers_that_keep_the_gateways_rules() -> None:
    assert (REQUESTS_PER_SECOND, MAX_REQUESTS_PER_SECOND, MAX_IN_FLIGHT) == (2.0, 4.0, 4)
    assert QUEUE_FULL_WAITS == (30.0, 60.0, 120.0)
    assert SAME_NUMBER_SECONDS == 16.0


@pytest.mark.parametrize(
    ("now", "starts", "rate", "expected"),
    [
        pytest.param(10.0, [], 2, 10.0, id="first"),
        pytest.param(10.0, [10.0], 2, 10.5, id="at-once"),
        pytest.param(10.0, [9.75], 2, 10.25, id="half-way"),
        pytest.param(10.0, [9.5], 2, 10.0, id="interval-over"),
        pytest.param(10.0, [1.0], 2, 10.0, id="long-ago"),
        pytest.param(10.0, [9.75, 8.0, 9.0], 2, 10.25, id="only-the-last-counts"),
        pytest.param(10.0, [7.0], 0.25, 11.0, id="slow"),
        pytest.param(10.0, [10.0], 4, 10.25, id="fastest"),
        pytest.param(10.0, [10.0], 100, 10.25, id="no-faster-than-that"),
        pytest.param(10.0, [10.25], 2, 10.5, id="clock-set-back-a-little"),
        pytest.param(10.0, [3610.0], 2, 10.0, id="clock-set-back-an-hour"),
        pytest.param(10.0, [3610.0, 9.75], 2, 10.25, id="future-and-past"),
    ],
)
def test_the_next_start(now: float, starts: Sequence[float], rate: float, expected: float) -> None:
    assert next_start(now, starts, rate) == expected


@given(st.floats(-1e6, 1e6), st.lists(st.floats(-1e6, 1e6)), st.floats(0.01, 10))
def test_never_waits_longer_than_one_interval(now: float, starts: list[float], rate: float) -> None:
    assert now <= next_start(now, starts, rate) <= now + max(1 / rate, 0.25)


@given(st.lists(st.integers(0, 3_000), min_size=2, max_size=60), st.sampled_from([0.5, 1.0, 2.0, 4.0, 8.0]))
def test_no_two_starts_are_closer_than_the_pace(waits: list[int], rate: float) -> None:
    """Whenever somebody asks (in steps of 1/1024 s, exact as floats), starts made when allowed keep apart."""
    now, starts = 0.0, [0.0]
    for wait in waits:
        now += wait / 1024
        if next_start(now, starts[-3:], rate) <= now:
            starts.append(now)
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert all(gap >= 1 / min(rate, 4.0) for gap in gaps)


@pytest.mark.parametrize("rate", [0.0, -1.0, math.nan])
def test_refuses_a_pace_that_is_none(rate: float) -> None:
    with pytest.raises(ValueError, match="not a pace"):
        next_start(0.0, [], rate)


@pytest.mark.parametrize(
    ("requests", "rate", "seconds", "minutes"),
    [
        pytest.param(0, 2, 0.0, 0.0, id="nothing"),
        pytest.param(1, 2, 0.5, 0.1, id="one"),
        pytest.param(25, 2, 12.5, 0.3, id="5000-people-one-text"),
        pytest.param(5000, 2, 2500.0, 41.7, id="5000-people-own-texts"),
        pytest.param(12, 2, 6.0, 0.1, id="a-tenth-of-a-minute"),
        pytest.param(13, 2, 6.5, 0.2, id="rounded-up"),
        pytest.param(69, 2.3, 30.0, 0.5, id="not-rounded-up-by-a-float-error"),
        pytest.param(400, 99, 100.0, 1.7, id="no-faster-than-the-fastest"),
    ],
)
def test_how_long_it_takes(requests: int, rate: float, seconds: float, minutes: float) -> None:
    assert seconds_needed(requests, rate) == pytest.approx(seconds)
    assert minutes_needed(requests, rate) == minutes


def test_a_full_queue_is_left_alone_longer_each_time_then_given_up() -> None:
    backoff = QueueBackoff()
    waits = [backoff.wait_seconds]
    for _ in range(5):
        backoff = backoff.after_full()
        waits.append(backoff.wait_seconds)
    assert waits == [0.0, 30.0, 60.0, 120.0, None, None]


def test_patience_starts_anew_after_a_success() -> None:
    backoff = QueueBackoff().after_full().after_full().after_success()
    assert backoff == QueueBackoff(0)
    assert backoff.after_full().wait_seconds == 30.0


def test_one_number_waits_out_its_time() -> None:
    spacing = SameNumberSpacing(["965A", "965B"])
    spacing.note(["965A"], 100.0)
    spacing.note(["965B"], 104.0)
    assert spacing.ready_at(["965A"]) == 116.0
    assert spacing.ready_at(["965B", "965A"]) == 120.0


def test_a_number_not_sent_to_yet_is_ready() -> None:
    assert SameNumberSpacing(["965A"]).ready_at(["965A", "965B"]) == ANY_TIME
    assert SameNumberSpacing([]).ready_at([]) == ANY_TIME


def test_numbers_that_occur_once_are_not_remembered() -> None:
    spacing = SameNumberSpacing(["965A"])
    spacing.note(["965C"], 100.0)
    assert spacing.ready_at(["965C"]) == ANY_TIME


def test_numbers_refused_as_too_soon_are_held_though_they_occur_once() -> None:
    spacing = SameNumberSpacing([])
    spacing.hold(["965C"], 100.0)
    assert spacing.ready_at(["965C"]) == 116.0
    spacing.note(["965C"], 116.0)
    assert spacing.ready_at(["965C"]) == 132.0


@dataclass(frozen=True)
class Situation:
    """Ten seconds past zero, one batch waits, nothing else is going on: what a case does not say."""

    now: float = 10.0
    in_flight: int = 0
    queued: int = 1
    hold_until: float = ANY_TIME
    ready_at: float = ANY_TIME

    def next_step(self) -> Step:
        return next_step(self.now, self.in_flight, self.queued, self.hold_until, self.ready_at)


@pytest.mark.parametrize(
    ("situation", "step"),
    [
        pytest.param(Situation(), Submit(), id="first"),
        pytest.param(Situation(queued=0), Stop(), id="nothing-left"),
        pytest.param(Situation(queued=0, in_flight=2), AwaitAnswer(), id="last-answers"),
        pytest.param(Situation(in_flight=3), Submit(), id="a-free-place"),
        pytest.param(Situation(in_flight=4), AwaitAnswer(), id="no-place"),
        pytest.param(Situation(in_flight=4, hold_until=99.0), AwaitAnswer(), id="no-place-and-queue-full"),
        pytest.param(Situation(hold_until=40.0), Wait(30.0), id="queue-full"),
        pytest.param(Situation(hold_until=10.0), Submit(), id="queue-full-no-longer"),
        pytest.param(Situation(ready_at=13.0), Wait(3.0), id="same-number"),
        pytest.param(Situation(hold_until=11.0, ready_at=13.0), Wait(3.0), id="the-later-of-two"),
        pytest.param(Situation(queued=0, ready_at=99.0), Stop(), id="nothing-left-and-same-number"),
    ],
)
def test_the_next_step(situation: Situation, step: Step) -> None:
    assert situation.next_step() == step


@given(st.lists(st.floats(0.01, 20), min_size=1, max_size=40), st.sampled_from([1.0, 2.0, 4.0]))
def test_a_loop_that_follows_the_steps_keeps_pace_and_places(latencies: list[float], rate: float) -> None:
    """Each request is answered after its own time; the loop takes turns, sleeps and ends as it is told."""
    situation = Situation(now=0.0, queued=len(latencies))
    starts: list[float] = []
    answers: list[float] = []
    while not isinstance(step := situation.next_step(), Stop):
        now = situation.now
        turn = next_start(now, starts[-4:], rate)
        if isinstance(step, Submit) and turn <= now:
            starts.append(now)
            answers.append(now + latencies[len(starts) - 1])
        else:
            now = min([turn, *answers]) if isinstance(step, Submit) else min(answers)
            answers = [answer for answer in answers if answer > now]
        assert len(answers) <= MAX_IN_FLIGHT
        queued = len(latencies) - len(starts)
        situation = replace(situation, now=now, in_flight=len(answers), queued=queued)
    assert len(starts) == len(latencies)
    assert all(b - a >= 1 / rate - 1e-9 for a, b in pairwise(starts))


def test_quick_answers_do_not_hurry_and_slow_ones_do_not_slow_the_pace() -> None:
    """Answers of 1.9 s at 2 requests a second fill the four places exactly: still one start each 0.5 s."""
    starts = [number * 0.5 for number in range(20)]
    for number, start in enumerate(starts):
        in_flight = sum(earlier + 1.9 > start for earlier in starts[:number])
        assert Situation(now=start, in_flight=in_flight).next_step() == Submit()
        assert next_start(start, starts[:number][-4:], 2.0) == start
