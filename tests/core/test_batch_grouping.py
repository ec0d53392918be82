"""Grouping numbers into batches: the published cases B9 to B15, and nothing lost on the way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.batch import MAX_NUMBER_CHARACTERS, MAX_NUMBERS, group_numbers


def numbers(count: int, digits: int) -> list[str]:
    """Different numbers of one length."""
    return [str(10 ** (digits - 1) + index) for index in range(count)]


def characters(batch: tuple[str, ...]) -> int:
    """The length of the request's number field."""
    return len(",".join(batch))


@pytest.mark.parametrize(
    ("count", "digits", "sizes"),
    [
        pytest.param(0, 11, [], id="none"),
        pytest.param(1, 11, [1], id="one"),
        pytest.param(200, 11, [200], id="B9"),
        pytest.param(201, 11, [200, 1], id="B10-201"),
        pytest.param(400, 11, [200, 200], id="B10-400"),
        pytest.param(401, 11, [200, 200, 1], id="B10-401"),
        pytest.param(1000, 11, [200] * 5, id="B10-1000"),
        pytest.param(192, 12, [192], id="B11"),
        pytest.param(193, 12, [192, 1], id="B12"),
        pytest.param(178, 13, [178], id="B13-178"),
        pytest.param(179, 13, [178, 1], id="B13-179"),
        pytest.param(200, 12, [192, 8], id="B14"),
    ],
)
def test_batches_are_as_large_as_both_limits_allow(count: int, digits: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in group_numbers(numbers(count, digits))] == sizes


@pytest.mark.parametrize(
    ("count", "digits", "length"),
    [
        pytest.param(200, 11, 2399, id="B9"),
        pytest.param(192, 12, 2495, id="B11"),
        pytest.param(178, 13, 2491, id="B13"),
    ],
)
def test_a_full_batch_has_this_many_characters(count: int, digits: int, length: int) -> None:
    (batch,) = group_numbers(numbers(count, digits))
    assert characters(batch) == length


PHONES = st.integers(10**6, 10**15 - 1).map(str)
LISTS = st.one_of(
    st.lists(PHONES, max_size=60),
    st.lists(st.sampled_from(numbers(5, 11)), max_size=30),
    st.builds(
        lambda counts: [phone for digits, count in counts for phone in numbers(count, digits)],
        st.lists(st.tuples(st.integers(11, 13), st.integers(0, 250)), max_size=4),
    ),
)


@given(LISTS)
def test_mixed_lengths_keep_both_limits_and_lose_nobody_b15(phones: list[str]) -> None:
    batches = list(group_numbers(phones))
    assert [phone for batch in batches for phone in batch] == phones  # nothing lost, order kept
    for batch in batches:
        assert 1 <= len(batch) <= MAX_NUMBERS
        assert characters(batch) <= MAX_NUMBER_CHARACTERS
        assert len(set(batch)) == len(batch)


@given(LISTS)
def test_a_batch_ends_only_where_the_next_number_does_not_fit(phones: list[str]) -> None:
    batches = list(group_numbers(phones))
    for batch, following in itertools.pairwise(batches):
        first = following[0]
        too_many = len(batch) == MAX_NUMBERS
        too_long = characters((*batch, first)) > MAX_NUMBER_CHARACTERS
        assert too_many or too_long or first in batch


@given(st.lists(PHONES, max_size=30), st.integers(1, 5), st.integers(15, 60))
def test_other_limits_are_kept_too(phones: list[str], most: int, length: int) -> None:
    batches = list(group_numbers(phones, max_numbers=most, max_characters=length))
    assert [phone for batch in batches for phone in batch] == phones
    assert all(len(batch) <= most and characters(batch) <= length for batch in batches)


def test_the_same_number_twice_never_shares_a_batch() -> None:
    first, second = numbers(2, 11)
    assert list(group_numbers([first, second, first])) == [(first, second), (first,)]


def test_numbers_are_taken_one_at_a_time() -> None:
    """A list of a million is never held as a whole."""
    taken: list[str] = []

    def source() -> Iterator[str]:
        for phone in numbers(1000, 11):
            taken.append(phone)
            yield phone

    next(iter(group_numbers(source())))
    assert len(taken) == MAX_NUMBERS + 1
