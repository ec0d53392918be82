from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.savings import MOST_CHARACTERS, Saving, best_saving, surplus
from kwtsms_desktop.core.segments import count_segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("a" * 160, 0),
        ("a" * 161, 1),
        ("a" * 306, 146),
        ("a" * 307, 1),
        ("س" * 70, 0),
        ("س" * 73, 3),
        ("س" * 135, 1),
        ("a" * 170 + "€", 0),
    ],
    ids=["empty", "one", "just 2", "full 2", "just 3", "Arabic one", "Arabic 2", "three", "two units"],
)
def test_surplus(text: str, expected: int) -> None:
    assert surplus(count_segments(text)) == expected


@given(st.integers(1, 1200), st.sampled_from("aس"))
def test_so_many_characters_less_are_a_segment_less_and_no_fewer(length: int, letter: str) -> None:
    count = count_segments(letter * length)
    over = surplus(count)
    if over:
        assert count_segments(letter * (length - over)).segments == count.segments - 1
        assert count_segments(letter * (length - over + 1)).segments == count.segments
    else:
        assert count.segments == 1


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({}, None),
        ({0: 900}, None),
        ({MOST_CHARACTERS + 1: 900}, None),
        ({3: 812, 0: 100}, Saving(3, 812)),
        ({1: 1, 3: 811, 40: 9}, Saving(3, 812)),
        ({2: 850, 15: 50}, Saving(2, 850)),
        ({2: 50, 15: 850}, Saving(15, 900)),
    ],
    ids=["nobody", "nothing over", "too many", "all alike", "one helped by less", "nearly all", "the few"],
)
def test_best_saving(people: dict[int, int], expected: Saving | None) -> None:
    assert best_saving(people) == expected
