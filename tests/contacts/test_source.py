from __future__ import annotations

import pytest

from kwtsms_desktop.contacts.source import TableRow, without_trailing_blanks


def rows(*texts: str) -> list[tuple[int, list[str]]]:
    return [(number, [text]) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize("cells", [(), ("",), ("", "  "), ("\t", "\u00a0")], ids=repr)
def test_row_that_shows_nothing_is_blank(cells: tuple[str, ...]) -> None:
    assert TableRow(1, cells).is_blank


def test_row_with_one_letter_is_not_blank() -> None:
    assert not TableRow(1, ("", "a")).is_blank


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("a", "", "b"), [1, 2, 3]),
        (("a", "", " "), [1]),
        (("", "", "a"), [1, 2, 3]),
        (("", ""), []),
        ((), []),
    ],
    ids=["between", "at the end", "at the beginning", "nothing else", "no rows"],
)
def test_blank_rows_are_kept_only_above_something(texts: tuple[str, ...], numbers: list[int]) -> None:
    assert [number for number, _ in without_trailing_blanks(rows(*texts))] == numbers


def test_numbers_of_kept_blank_rows_keep_their_gaps() -> None:
    held = [(1, ["a"]), (2, []), (5, []), (9, ["b"])]
    assert [number for number, _ in without_trailing_blanks(held)] == [1, 2, 5, 9]
