from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.row_ranges import RowRanges


@given(st.sets(st.integers(min_value=1, max_value=60)))
def test_it_holds_exactly_what_was_added(numbers: set[int]) -> None:
    ranges = RowRanges(range(number, number + 1) for number in sorted(numbers))
    assert {number for number in range(70) if number in ranges} == numbers
    assert [number for run in ranges for number in run] == sorted(numbers)
    assert bool(ranges) == bool(numbers)


def test_neighbours_become_one_run() -> None:
    assert list(RowRanges([range(2, 4), range(4, 9), range(20, 21)])) == [range(2, 9), range(20, 21)]
