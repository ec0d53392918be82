from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwtsms_desktop.core.checks import Checker
from kwtsms_desktop.core.phone import Policy, read_phone
from kwtsms_desktop.core.usual import UsualNumbers
from kwtsms_desktop.core.verdict import Verdict

HOME = Policy(default_country="965")
ABROAD = Policy(default_country="966")
NOWHERE = Policy(default_country=None)

_shapes = st.sampled_from(
    [
        f"{plus}{code}{gap}{local}"
        for plus in ("", "+", "00", "+00", " ")
        for code in ("", "965", "9659", "966")
        for gap in ("", " ", "-", "  ")
        for local in (
            "dddddddd",
            "dddd dddd",
            "dddd-dddd",
            "ddd ddddd",
            "ddddddd",
            "ddddddddd",
            "dd dd dd dd",
        )
    ]
)


@st.composite
def _cells(draw: st.DrawFn) -> str:
    shape = draw(_shapes)
    first = draw(st.sampled_from("123456789"))
    digits = iter(first + draw(st.text("0123456789", min_size=12, max_size=12)))
    return re.sub("d", lambda _: next(digits), shape)


@pytest.mark.parametrize("policy", [HOME, ABROAD, NOWHERE], ids=["Kuwait", "abroad", "no country"])
@settings(max_examples=400)
@given(cells=st.lists(_cells(), min_size=1, max_size=30))
def test_it_never_says_anything_but_what_a_cell_read_by_itself_says(policy: Policy, cells: list[str]) -> None:
    usual = UsualNumbers(policy)
    for cell in cells * 2:  # the first of a way teaches it, the next ones profit
        found = usual.read(cell)
        if found is not None:
            phone, (repairs, warnings) = found
            reading = read_phone(cell, policy)
            assert reading == (Verdict.VALID, phone, (), None, repairs, warnings, ())


@pytest.mark.parametrize(
    "cell",
    ["98765432", "9876 5432", "9876-5432", "+965 9876 5432", "96598765432", "0096598765432", "40001234"],
)
def test_it_knows_how_nearly_all_numbers_are_written(cell: str) -> None:
    assert UsualNumbers(HOME).read(cell) is not None


@pytest.mark.parametrize("cell", ["", "1234567", "9876 54 32", "٩٨٧٦٥٤٣٢", "9876543", "+966501234567"])
def test_the_rest_is_left_to_a_closer_look(cell: str) -> None:
    assert UsualNumbers(HOME).read(cell) is None


@pytest.mark.parametrize(
    "checker",
    [
        Checker(HOME),
        Checker(HOME, blocked={"96598765432"}),
        Checker(HOME, coverage=["966"]),
        Checker(HOME, coverage=["965"]),
    ],
    ids=["plain", "blocked", "not covered", "covered"],
)
def test_the_quick_way_leaves_out_what_is_not_valid(checker: Checker) -> None:
    quick = checker.check_usual(2, "98765432")
    full = checker.check(2 if quick else 3, "9876 5432")
    assert (quick is None) == (full.verdict not in (Verdict.VALID, Verdict.DUPLICATE))


def test_a_repeated_number_is_told_with_its_row() -> None:
    checker = Checker(HOME)
    assert checker.check_usual(2, "98765432") is not None
    assert checker.check_usual(3, "+965 9876 5432") is None
    assert checker.check(3, "+965 9876 5432").duplicate_of == 2
    assert checker.check(4, "66812345").verdict is Verdict.VALID
    assert checker.check_usual(5, "66812345") is None
