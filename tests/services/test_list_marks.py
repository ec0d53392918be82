from __future__ import annotations

import dataclasses

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.services.list_marks import (
    exported_columns,
    exported_headings,
    mark_of,
    marked_column,
    marked_list,
)
from kwtsms_desktop.storage.contact_lists import ContactList
from tests.support.builders import store_list


@pytest.fixture
def found(app: App) -> ContactList:
    with app.open_database() as database:
        return app.checking.summary(store_list(database, ["98765432"])).contact_list


@pytest.mark.parametrize("heading", ["Row {}", "الصف {}", "{}", "  Row  {} "])
def test_a_list_is_known_by_its_mark(app: App, found: ContactList, heading: str) -> None:
    with app.open_database() as database:
        assert marked_list(database, ["x", heading.format(mark_of(found))]) == found


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"created_at": "2026-01-01T00:00:00.000+00:00"}, id="another computer's list"),
        pytest.param({"id": 99}, id="a list that is gone"),
    ],
)
def test_the_mark_of_another_list_is_not_known(
    app: App, found: ContactList, change: dict[str, object]
) -> None:
    mark = mark_of(dataclasses.replace(found, **change))  # type: ignore[arg-type]  # names are fields
    with app.open_database() as database:
        assert marked_list(database, [f"Row {mark}"]) is None


@pytest.mark.parametrize("heading", ["Row", "Row [12]", "Row [12-xyzxyz]", "12-7f3a9c", ""])
def test_other_headings_have_no_mark(heading: str) -> None:
    assert marked_column([heading]) is None


@pytest.mark.parametrize(
    ("headings", "phones", "names"),
    [
        (("Name", "Mobile"), (1,), ["Name", "Mobile"]),
        (("Mobile", "Mobile", ""), (0, 1), ["Mobile", "Mobile (B)", "C"]),
        (("", "", ""), (1, 2), ["A", "Mobile (B)", "Mobile (C)"]),
        (("Mobile (B)", "", "B"), (1,), ["Mobile (B)", "Mobile (B)", "B (C)"]),
    ],
)
def test_exported_columns_find_their_way_back(
    found: ContactList, headings: tuple[str, ...], phones: tuple[int, ...], names: list[str]
) -> None:
    contact_list = dataclasses.replace(found, headings=headings, phone_columns=phones)
    assert exported_headings(contact_list) == names
    back = exported_columns(["Row", "What is wrong", *names], contact_list)
    if len(set(names)) == len(names):
        assert back == {column + 2: column for column in range(len(headings))}
    else:
        assert back == {4: 2}
