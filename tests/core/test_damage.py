"""Spreadsheet damage, one function at a time; whole cells are in test_phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core import damage
from kwtsms_desktop.core.phone import MAX_CELL


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("9.6598765432E+10", "96598765432"),
        ("+9.6598765432E+10", "+96598765432"),
        ("-9.6598765432E+10", "96598765432"),
        ("96598765432E0", "96598765432"),
        ("9659876543.2E+1", "96598765432"),
        ("0.96598765432E11", "96598765432"),
        ("1.0E+0", "1"),
        ("0E0", "0"),
        ("9.8765432×10^7".replace("×", "*").replace("^", "*"), "98765432"),
        ("9.8765432 x 10 7", "98765432"),
        ("9.8765432E+7 / 5.5512345E+7", "98765432 / 55512345"),
        ("98765432", "98765432"),
        ("98765432 x 10", "98765432 x 10"),
        ("", ""),
        ("9.66551E+11", None),
        ("9E+1", None),
        ("9.65E-1", None),
        ("9.66551E+3", None),
        ("98765432 / 9.66551E+11", None),
        ("1E+1234567", None),
    ],
)
def test_a_power_is_spelled_out_or_has_lost_digits(text: str, expanded: str | None) -> None:
    assert damage.expand_powers(text) == expanded


@given(st.integers(1, 10**15 - 1), st.integers(0, 3), st.integers(0, 3))
def test_a_number_written_as_an_exact_power_comes_back(number: int, shift: int, spare: int) -> None:
    digits = str(number)
    point = min(1 + shift, len(digits))
    fraction = digits[point:] + "0" * spare
    text = f"{digits[:point]}.{fraction}E+{len(digits) - point}"
    assert damage.expand_powers(text) == digits


@given(st.floats(min_value=1e6, max_value=1e15))
def test_what_is_not_a_whole_number_is_never_spelled_out(number: float) -> None:
    text = f"{number:.15e}"
    expanded = damage.expand_powers(text)
    assert expanded is None or float(expanded) == float(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("98765432.0", "98765432"),
        ("98765432.000", "98765432"),
        ("98765432,00", "98765432"),
        ("+965 98765432.0", "+965 98765432"),
        ("98,765,432.00", "98,765,432"),
        ("98.765.432,00", "98.765.432"),
        ("9876.0000", None),
        ("+965.9876.0000", None),
        ("98765432.5", None),
        ("98765432", None),
        ("98765432.", None),
    ],
)
def test_decimal_zeros_at_the_end_go(text: str, rest: str | None) -> None:
    assert damage.without_decimal_zero(text) == rest


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("98765432.5", "98765432"),
        ("98765432,5", "98765432"),
        ("-98765432.25", "-98765432"),
        ("98765432,555", None),
        ("98765432,55512345", None),
        ("98765432.55512345", None),
        ("9876.5432", None),
    ],
)
def test_other_decimals_leave_a_whole_part(text: str, whole: str | None) -> None:
    assert damage.whole_part(text) == whole


@pytest.mark.parametrize(
    "text", ["#", "#98765432", "98765432#", "#98765432!", "# phone", "error", "Err:", "!"]
)
def test_not_everything_with_a_hash_is_a_formula_error(text: str) -> None:
    assert not damage.is_formula_error(text)


@pytest.mark.parametrize("text", ["#N/A", "#n/a", "#ÜBERLAUF!", "#AD?", "#SAYI/0!", "##", "err:508", "#YOK"])
def test_formula_errors_of_other_languages_are_known(text: str) -> None:
    assert damage.is_formula_error(text)


@pytest.mark.parametrize("text", ["@home", "98765432 @ home", "98765432@", "a b@c", "a@b, c"])
def test_a_sign_alone_makes_no_email(text: str) -> None:
    assert not damage.is_email(text)


def test_emails_are_taken_out_of_a_cell() -> None:
    assert damage.without_emails("Ali (ali77@example.com) 98765432") == "Ali (@) 98765432"


@pytest.mark.parametrize(
    "text",
    [
        "32/01/2024",
        "2024-13-01",
        "2024-01-32",
        "01/05-2024",
        "50-12-1999",
        "9876-5432",
        "2024",
        "12:3",
        "Mar98765432",
        "Maya 98",
        "01/05/3456",
        "9999-12-30",
    ],
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert not damage.is_date(text)


@pytest.mark.parametrize(
    "text", ["9999-12-31 00:00:00", "1/13/24", "13.1.24", "5 September 2024", "Sept-24", "8:05 PM"]
)
def test_days_and_times_in_many_forms_are_dates(text: str) -> None:
    assert damage.is_date(text)


LOOKS = (
    damage.is_date,
    damage.is_email,
    damage.is_formula_error,
    damage.expand_powers,
    damage.without_decimal_zero,
    damage.whole_part,
    damage.without_emails,
)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("unit", ["9", "9.", "9,", "9E", "1 ", "a@", "x", "1-", "1:", "E+", "may"])
def test_no_pattern_runs_wild_on_the_longest_cell(look: Callable[[str], object], unit: str) -> None:
    text = unit * (MAX_CELL // len(unit))
    look(text)  # one that does takes longer than any test may
    look(f"{text}!")
