from __future__ import annotations

import pytest

from kwtsms_desktop.contacts.source import TableRow
from kwtsms_desktop.services.shapes import folded_cells, shape_of

TABLE = [("Name", "Mobile"), ("Sara", "98765432"), ("Fahad", "55512345")]


def rows(table: list[tuple[str, ...]], first: int = 1) -> list[TableRow]:
    return [TableRow(number, cells) for number, cells in enumerate(table, start=first)]


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        pytest.param("xlsx", [("Name", "Mobile"), ("Huda", "66612345")], id="other people"),
        pytest.param("ods", TABLE, id="another program"),
        pytest.param("xlsx", [("Clients of October", ""), *TABLE], id="a title above"),
        pytest.param("xlsx", [(" NAME", "mobile ", ""), *TABLE[1:]], id="case and spaces"),
        pytest.param("xlsx", [*TABLE, ("Huda", "66612345", "a note")], id="a note in an unnamed column"),
    ],
)
def test_the_same_export_has_the_same_shape(kind: str, table: list[tuple[str, ...]]) -> None:
    assert shape_of(kind, rows(table)) == shape_of("xlsx", rows(TABLE))


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        pytest.param("csv", TABLE, id="text instead of a workbook"),
        pytest.param("xlsx", [("Mobile", "Name"), ("98765432", "Sara")], id="another order"),
        pytest.param("xlsx", [("Name", "Mobile", "Area"), ("Sara", "98765432", "x")], id="one column more"),
        pytest.param("xlsx", TABLE[1:], id="no headings"),
    ],
)
def test_another_file_has_another_shape(kind: str, table: list[tuple[str, ...]]) -> None:
    assert shape_of(kind, rows(table)) != shape_of("xlsx", rows(TABLE))


def test_without_headings_the_contents_tell() -> None:
    first = rows([("Sara", "98765432", "7"), ("Fahad", "55512345", "8")])
    assert shape_of("csv", first) == shape_of(
        "csv", rows([("Huda", "66612345", ""), ("Ali", "98765431", "3")])
    )
    assert shape_of("csv", first) != shape_of(
        "csv", rows([("98765432", "Sara", "7"), ("55512345", "Ali", "8")])
    )


def test_cells_are_compared_without_case_spaces_and_signs() -> None:
    assert folded_cells((" Mobile No", "", "mobile_no", "", " ")) == ("mobileno", "", "mobileno")
