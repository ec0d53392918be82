from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwtsms_desktop.storage import list_copies
from kwtsms_desktop.storage.contact_lists import ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.list_copies import ColumnMapping, ListCopies

Entry = tuple[int, tuple[str, ...], int]


@pytest.fixture(params=[2, 20_000], ids=["slices of two", "one slice"])
def copies(database: Database, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ListCopies:
    monkeypatch.setattr(list_copies, "_ROWS_PER_WRITE", request.param)
    return ListCopies(database)


def new_list(database: Database, entries: Sequence[Entry] = ()) -> int:
    """A list of these entries: row number, cells, phone column."""
    list_id = ContactLists(database).create(
        NewList("a", "a.csv", None, None, None, 1, ("A", "B", "C"), (0,), 0)
    )
    with database.write() as db:
        db.executemany(
            "INSERT INTO rows (list_id, row, cells, input, phone_column) VALUES (?, ?, ?, ?, ?)",
            [
                (list_id, row, json.dumps(cells, ensure_ascii=False), cells[column], column)
                for row, cells, column in entries
            ],
        )
    return list_id


def entries_of(database: Database, list_id: int) -> list[Entry]:
    found = database.read(
        "SELECT row, cells, input, phone_column FROM rows WHERE list_id = ? ORDER BY id", list_id
    )
    for row in found:
        assert json.loads(row["cells"])[row["phone_column"]] == row["input"]
    return [(row["row"], tuple(json.loads(row["cells"])), row["phone_column"]) for row in found]


def test_rows_are_numbered_on(database: Database, copies: ListCopies) -> None:
    cells = ("1", "2", "3")
    source = new_list(database, [(5, cells, 0), (5, cells, 1), (7, cells, 0), (7, cells, 1), (9, cells, 0)])
    target = new_list(database)
    told = list(copies.append(source, target, ColumnMapping((0, 1, 2)), first_row=11))
    assert told[-1] == 13
    assert [(row, column) for row, _, column in entries_of(database, target)] == [
        (11, 0),
        (11, 1),
        (12, 0),
        (12, 1),
        (13, 0),
    ]


def test_a_list_without_rows_gives_none(database: Database, copies: ListCopies) -> None:
    assert list(copies.append(new_list(database), new_list(database), ColumnMapping((0,)), 1)) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=3, max_size=3)
    ),
    places=st.permutations([0, 1, 2, None, None]),
)
def test_cells_go_where_the_mapping_says_as_they_are(
    database: Database, copies: ListCopies, rows: list[list[str]], places: list[int | None]
) -> None:
    mapping = ColumnMapping(tuple(places))
    source = new_list(database, [(number, tuple(cells), 1) for number, cells in enumerate(rows, start=2)])
    target = new_list(database)
    list(copies.append(source, target, mapping, 1))
    assert entries_of(database, target) == [
        (
            number,
            tuple("" if place is None else cells[place] for place in places),
            mapping.target(1),
        )
        for number, cells in enumerate(rows, start=1)
    ]


def test_corrections_move_with_the_cells(database: Database, copies: ListCopies) -> None:
    source, target = (
        new_list(database, [(2, ("1", "2", "3"), 0), (3, ("4", "5", "6"), 0)]),
        new_list(database),
    )
    with database.write() as db:
        db.execute("""UPDATE rows SET original = '["x", "2", "3"]', choice = 'accepted' WHERE row = 2""")
    list(copies.append(source, target, ColumnMapping((1, None, 0)), 1))
    found = database.read("SELECT original, choice FROM rows WHERE list_id = ? ORDER BY id", target)
    assert [row["original"] and json.loads(row["original"]) for row in found] == [["2", "", "x"], None]
    assert [row["choice"] for row in found] == ["accepted", None]


def test_values_are_trimmed_and_counted_by_rows(database: Database, copies: ListCopies) -> None:
    texts = [" A", "A\u00a0", "b", "", "\u200f \n", "B"]
    entries = [(row, ("1", "2", text), column) for row, text in enumerate(texts) for column in (0, 1)]
    assert copies.values(new_list(database, entries), 2, 10) == [("", 2), ("A", 2), ("B", 1), ("b", 1)]
    assert copies.values(new_list(database, entries), 7, 10) == [("", 6)]


def test_each_row_goes_to_the_list_of_its_value(database: Database, copies: ListCopies) -> None:
    source = new_list(database, [(row, (str(row), "", " ab "[row % 4]), 0) for row in range(2, 12)])
    targets = {value: new_list(database) for value in ("", "a", "b")}
    assert list(copies.distribute(source, 2, targets))[-1] == 10
    rows = {value: [row for row, _, _ in entries_of(database, id_)] for value, id_ in targets.items()}
    assert rows == {"": [3, 4, 7, 8, 11], "a": [5, 9], "b": [2, 6, 10]}
