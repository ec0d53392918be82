from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.checked_rows import (
    CHUNK_ROWS,
    CheckOrder,
    StoredEntry,
    StoredNotes,
    WireRow,
    check_rows,
)

ORDER = CheckOrder(header_row=1, width=2, phone_columns=(1,), country="965")
HEADINGS: WireRow = (1, ["Name", "Mobile"])


def entries(rows: list[WireRow], order: CheckOrder = ORDER) -> list[StoredEntry]:
    return [entry for chunk in check_rows(rows, order) for entry in chunk.entries]


def notes(rows: list[WireRow], order: CheckOrder = ORDER) -> dict[int, StoredNotes]:
    (chunk,) = check_rows(rows, order)
    return chunk.notes


def test_a_row_as_it_is_stored() -> None:
    assert entries([HEADINGS, (2, ["Ali", "9876 5432"])]) == [
        (
            2,
            '["Ali", "9876 5432"]',
            "9876 5432",
            1,
            "96598765432",
            "valid",
            "separators_removed,country_code_added",
            "",
        )
    ]
    assert notes([HEADINGS, (2, ["Ali", "9876 5432"])]) == {}


def test_what_is_not_simply_valid() -> None:
    rows: list[WireRow] = [(2, ["a", "98765432"]), (3, ["b", "98765432"]), (4, ["c", "55512345/66612345"])]
    _, duplicate, review = entries(rows)
    assert duplicate[4:6] == ("96598765432", "duplicate")
    assert review[5:7] == ("needs_review", "separators_removed,country_code_added")
    assert notes(rows) == {
        1: ("", "duplicate", '{"row": 2}', 2),
        2: ("96555512345,96566612345", "several_numbers", '{"count": 2}', 0),
    }


@pytest.mark.parametrize("texts", [[], ["Ali"], ["Ali", ""]], ids=["nothing", "short", "empty cell"])
def test_every_row_has_all_cells(texts: list[str]) -> None:
    (entry,) = entries([HEADINGS, (2, texts)])
    assert len(json.loads(entry[1])) == 2
    assert (entry[2], entry[5]) == ("", "blank")


def test_further_cells_are_kept() -> None:
    (entry,) = entries([HEADINGS, (2, ["Ali", "98765432", "", "x"])])
    assert json.loads(entry[1]) == ["Ali", "98765432", "", "x"]


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (["Ali", "98765432", "55512345"], [1, 2]),
        (["Ali", "", "55512345"], [2]),
        (["Ali", "98765432"], [1]),
        (["Ali", " ", "\u00a0"], [1]),
        (["Ali"], [1]),
    ],
    ids=["both", "the second", "the first", "white space", "neither"],
)
def test_one_entry_for_each_phone_cell_in_use(texts: list[str], columns: list[int]) -> None:
    order = CheckOrder(header_row=0, width=3, phone_columns=(1, 2), country="965")
    assert [entry[3] for entry in entries([(1, texts)], order)] == columns


def test_two_equal_cells_of_a_row_are_duplicates() -> None:
    order = CheckOrder(header_row=0, width=3, phone_columns=(1, 2), country="965")
    found = entries([(1, ["Ali", "98765432", "98765432"])], order)
    assert [entry[5] for entry in found] == ["valid", "duplicate"]


def test_coverage_and_block_list() -> None:
    order = CheckOrder(1, 2, (1,), "965", coverage=("965",), blocked=frozenset({"96598765432"}))
    found = entries([(2, ["a", "98765432"]), (3, ["b", "+971501234567"])], order)
    assert [entry[5] for entry in found] == ["blocked", "not_covered"]


def test_the_same_number_twice_in_one_row_is_sent_to_once() -> None:
    order = CheckOrder(0, 2, (0, 1), "965")
    assert [entry[5] for entry in entries([(1, ["98765432", "98765432"])], order)] == ["valid", "duplicate"]


def test_chunks_are_small_and_have_every_row() -> None:
    rows: list[WireRow] = [(number, ["x", f"5{number:07d}"]) for number in range(2, 1300)]
    chunks = list(check_rows(rows, ORDER))
    assert max(chunk.rows for chunk in chunks) == CHUNK_ROWS
    assert sum(chunk.rows for chunk in chunks) == sum(len(chunk.entries) for chunk in chunks) == len(rows)


def test_a_chunk_of_large_cells_is_sent_early() -> None:
    rows: list[WireRow] = [(number, ["x" * 200_000, ""]) for number in range(2, 202)]
    assert max(chunk.rows for chunk in check_rows(rows, ORDER)) == 50


def test_one_cell_to_escape_leaves_the_others_as_they_are() -> None:
    rows: list[WireRow] = [(2, ["Ali", "1"]), (3, ['"A\\li"', "2"]), (4, ["a\nb", "3"])]
    assert [json.loads(entry[1]) for entry in entries(rows)] == [texts for _, texts in rows]


@given(st.lists(st.text(), min_size=2))
def test_cells_are_kept_exactly(texts: list[str]) -> None:
    (entry,) = entries([(2, texts)])
    assert json.loads(entry[1]) == texts
    assert not any(ord(character) < 32 for character in entry[1])
