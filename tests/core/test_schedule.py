from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kwtsms_desktop.core.schedule import (
    GRACE_SECONDS,
    TOLERANCE_SECONDS,
    Reading,
    Timing,
    judge,
    minute_in_kuwait,
    next_morning,
)

NINE = 1_795_932_000.0  # 2026-11-29 06:00 UTC, 09:00 in Kuwait
HOUR = 3600.0
CHOSEN = Reading(NINE - 3 * HOUR, 1000.0)  # when the time was chosen, or the program started


def later(seconds: float, *, clock_set_by: float = 0.0) -> Reading:
    """The clocks so long after the time was chosen."""
    return Reading(CHOSEN.wall + seconds + clock_set_by, CHOSEN.steady + seconds)


@pytest.mark.parametrize(
    ("now", "timing"),
    [
        pytest.param(later(0), Timing.WAITING, id="chosen-just-now"),
        pytest.param(later(3 * HOUR - 1), Timing.WAITING, id="a-second-before"),
        pytest.param(later(3 * HOUR), Timing.DUE, id="on-time"),
        pytest.param(later(3 * HOUR + GRACE_SECONDS), Timing.DUE, id="at-the-end-of-the-grace"),
        pytest.param(later(3 * HOUR + GRACE_SECONDS + 1), Timing.MISSED, id="beyond-the-grace"),
        pytest.param(later(4 * 24 * HOUR), Timing.MISSED, id="four-days-later"),
        pytest.param(later(60, clock_set_by=3 * HOUR), Timing.DOUBTFUL, id="clock-set-forward-to-it"),
        pytest.param(later(60, clock_set_by=9 * HOUR), Timing.DOUBTFUL, id="clock-set-far-beyond-it"),
        pytest.param(
            later(3 * HOUR, clock_set_by=-HOUR), Timing.WAITING, id="clock-set-back-waits-for-the-hour"
        ),
        pytest.param(later(4 * HOUR, clock_set_by=-HOUR), Timing.DUE, id="clock-set-back-and-the-hour-came"),
        pytest.param(later(3 * HOUR - 90, clock_set_by=90), Timing.DUE, id="clocks-drifted-apart"),
    ],
)
def test_what_the_clocks_say(now: Reading, timing: Timing) -> None:
    assert judge(NINE, now, CHOSEN) is timing


def test_a_program_started_within_the_grace_begins_and_one_started_later_asks() -> None:
    for late, timing in ((GRACE_SECONDS, Timing.DUE), (GRACE_SECONDS + 1, Timing.MISSED)):
        started = Reading(NINE + late, 5.0)
        assert judge(NINE, started, first_seen=started) is timing


@given(
    passed=st.floats(0, 30 * 24 * HOUR),
    clock_set_by=st.floats(-30 * 24 * HOUR, 30 * 24 * HOUR),
)
def test_nothing_is_ever_due_before_its_time_by_either_clock(passed: float, clock_set_by: float) -> None:
    now = later(passed, clock_set_by=clock_set_by)
    if judge(NINE, now, CHOSEN) is Timing.DUE:
        assert now.wall >= NINE
        assert CHOSEN.wall + passed >= NINE - TOLERANCE_SECONDS
        assert now.wall <= NINE + GRACE_SECONDS


@pytest.mark.parametrize(
    ("moment", "minute"),
    [(NINE, 9 * 60), (NINE - 9 * HOUR, 0), (NINE - 9 * HOUR - 1, 24 * 60 - 1), (NINE + 90, 9 * 60 + 1)],
)
def test_the_minute_of_the_day_in_kuwait(moment: float, minute: int) -> None:
    assert minute_in_kuwait(moment) == minute


@example(now=3360081601.0, minute=0)  # an hour but a second before midnight
@given(now=st.floats(0, 4e9), minute=st.integers(0, 24 * 60 - 1))
def test_the_next_morning_is_that_minute_and_an_hour_to_a_day_away(now: float, minute: int) -> None:
    wanted = next_morning(now, minute)
    assert minute_in_kuwait(wanted) == minute
    assert HOUR <= wanted - now <= 25 * HOUR
