from __future__ import annotations

import sys
import time

import pytest

from kwtsms_desktop.services.clock import read_clocks


@pytest.mark.skipif(sys.platform != "linux", reason="the clock that counts a computer's sleep is Linux's")
def test_the_steady_clock_counts_sleep_and_the_wall_clock_is_the_users() -> None:
    before = time.clock_gettime(time.CLOCK_BOOTTIME), time.time()
    reading = read_clocks()
    after = time.clock_gettime(time.CLOCK_BOOTTIME), time.time()
    assert before[0] <= reading.steady <= after[0]
    assert before[1] <= reading.wall <= after[1]
