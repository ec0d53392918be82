from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from openpyxl import Workbook

from kwtsms_desktop.app import App
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.services.looking import Looking
from tests.support.builders import people, write_csv, write_workbook

HEADINGS = ("Name", "Mobile", "WhatsApp", "Area")


@pytest.fixture
def looking(app: App) -> Looking:
    return Looking(app.open_database)


def month(path: Path, first: int, *, above: int = 0, headings: tuple[str, ...] = HEADINGS) -> Path:
    """One month's export: a letterhead of so many rows, the headings, other people each time."""
    rows = [[name, phone, f"9{phone[1:]}", area] for name, phone, area in people(20, first)]
    return write_workbook(path, [*([["Jasmine Salon"]] * above), headings, *rows])


def sheets(path: Path, **tables: list[list[str]]) -> Path:
    book = Workbook(write_only=True)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_first_look_guesses(looking: Looking, tmp_path: Path) -> None:
    preview = looking.look(month(tmp_path / "october.xlsx", 0))
    assert (preview.header_row, preview.phone_columns, preview.is_remembered) == (1, (1,), False)
    assert preview.phone_candidates == (1, 2)
    assert (preview.can_tell_hidden, preview.has_rows, preview.corrects) == (True, True, None)


def test_next_months_export_is_read_like_this_months(looking: Looking, tmp_path: Path) -> None:
    preview = looking.look(month(tmp_path / "october.xlsx", 0))
    looking.remember(dataclasses.replace(preview, phone_columns=(2, 1)))
    again = looking.look(month(tmp_path / "november.xlsx", 500, above=2))
    assert (again.is_remembered, again.phone_columns, again.header_row) == (True, (2, 1), 3)


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param(("Name", "Mobile", "WhatsApp", "Branch"), id="another heading"),
        pytest.param(("Mobile", "Name", "WhatsApp", "Area"), id="another order"),
        pytest.param(("Name", "Mobile", "WhatsApp", "Area", "Balance"), id="one column more"),
    ],
)
def test_another_file_is_not_taken_for_it(
    looking: Looking, tmp_path: Path, headings: tuple[str, ...]
) -> None:
    preview = looking.look(month(tmp_path / "october.xlsx", 0))
    looking.remember(dataclasses.replace(preview, phone_columns=(2,)))
    assert not looking.look(month(tmp_path / "other.xlsx", 0, headings=headings)).is_remembered


def test_what_the_user_says_wins(looking: Looking, tmp_path: Path) -> None:
    file = month(tmp_path / "october.xlsx", 0)
    looking.remember(dataclasses.replace(looking.look(file), phone_columns=(2,)))
    preview = looking.look(file, ImportOptions(phone_columns=("Mobile",)))
    assert (preview.phone_columns, preview.is_remembered) == ((1,), False)


def test_a_remembered_heading_row_is_found_by_its_headings(looking: Looking, tmp_path: Path) -> None:
    def two_heads(path: Path, above: int) -> Path:
        rows = [["Salon"]] * above + [["Clients", "Mobiles"], ["Who", "Number to use"]]
        return write_workbook(path, [*rows, *([name, phone] for name, phone, _ in people(9))])

    first = looking.look(two_heads(tmp_path / "a.xlsx", 0), ImportOptions(header_row=2))
    looking.remember(first)
    again = looking.look(two_heads(tmp_path / "b.xlsx", 3))
    assert (again.header_row, again.headings[0], again.is_remembered) == (5, "Who", True)


def test_a_file_without_headings_is_known_by_what_its_columns_hold(looking: Looking, tmp_path: Path) -> None:
    def bare(path: Path, first: int) -> Path:
        rows = [[name, phone, f"9{phone[1:]}"] for name, phone, _ in people(20, first)]
        return write_csv(path, rows)

    looking.remember(dataclasses.replace(looking.look(bare(tmp_path / "a.csv", 0)), phone_columns=(2,)))
    again = looking.look(bare(tmp_path / "b.csv", 70))
    assert (again.is_remembered, again.header_row, again.phone_columns) == (True, 0, (2,))
    other = write_csv(
        tmp_path / "c.csv", [[f"{row}", phone, name] for row, (name, phone, _) in enumerate(people(9))]
    )
    assert not looking.look(other).is_remembered


def test_a_chosen_sheet_is_chosen_again_whatever_the_order(looking: Looking, tmp_path: Path) -> None:
    totals = [["Area", "Total"], ["Hawally", "12"], ["Jahra", "7"]]
    clients = [["Who", "Mobile"], *([name, phone] for name, phone, _ in people(9))]
    looking.remember(
        looking.look(
            sheets(tmp_path / "a.xlsx", Totals=totals, Clients=clients), ImportOptions(sheet="Clients")
        )
    )
    for name, tables in (
        ("same order", {"Totals": totals, "Clients": clients}),
        ("other order", {"Clients": clients, "Totals": totals}),
    ):
        again = looking.look(sheets(tmp_path / f"{name}.xlsx", **tables))
        assert (again.sheet, again.is_remembered) == ("Clients", True), name


def test_of_two_sheets_alike_the_chosen_one_is_not_remembered(looking: Looking, tmp_path: Path) -> None:
    clients = [["Who", "Mobile"], *([name, phone] for name, phone, _ in people(9))]
    file = sheets(tmp_path / "a.xlsx", October=clients, November=clients)
    looking.remember(looking.look(file, ImportOptions(sheet="November")))
    assert looking.look(file).sheet == "October"


def test_a_chosen_sheet_that_is_gone_is_forgotten(looking: Looking, tmp_path: Path) -> None:
    totals = [["Area", "Total"], ["Hawally", "12"], ["Jahra", "7"]]
    clients = [["Who", "Mobile"], *([name, phone] for name, phone, _ in people(9))]
    file = sheets(tmp_path / "a.xlsx", Totals=totals, Clients=clients)
    looking.remember(looking.look(file, ImportOptions(sheet="Clients")))
    again = looking.look(sheets(tmp_path / "b.xlsx", Totals=totals))
    assert (again.sheet, again.is_remembered) == ("Totals", False)


def test_a_chosen_encoding_and_delimiter_are_used_again(looking: Looking, tmp_path: Path) -> None:
    def export(path: Path, first: int) -> Path:
        rows = [["الاسم", "الموبايل"], *([name, phone] for name, phone, _ in people(9, first))]
        return write_csv(path, rows, "cp1256", ";")

    said = ImportOptions(encoding="cp864", delimiter=";")
    looking.remember(looking.look(export(tmp_path / "a.csv", 0), said))
    again = looking.look(export(tmp_path / "b.csv", 30))
    assert (again.encoding, again.delimiter, again.is_remembered) == ("cp864", ";", True)


def test_an_encoding_nobody_chose_is_guessed_anew(looking: Looking, tmp_path: Path) -> None:
    rows = [["الاسم", "الموبايل"], *([name, phone] for name, phone, _ in people(9))]
    looking.remember(looking.look(write_csv(tmp_path / "a.csv", rows, "cp1256")))
    again = looking.look(write_csv(tmp_path / "b.csv", rows, "utf-8"))
    assert (again.encoding, again.is_remembered) == ("utf-8", True)


def test_hidden_rows_are_read_again_until_the_user_says_otherwise(looking: Looking, tmp_path: Path) -> None:
    file = month(tmp_path / "a.xlsx", 0)
    looking.remember(looking.look(file, ImportOptions(include_hidden=True)))
    assert looking.look(file).as_understood.include_hidden
    assert not looking.look(file, ImportOptions(), is_first=False).as_understood.include_hidden


def test_as_understood_names_everything(looking: Looking, tmp_path: Path) -> None:
    file = month(tmp_path / "a.xlsx", 0, headings=("Name", "Mobile", "Mobile", "Area"))
    preview = dataclasses.replace(looking.look(file), phone_columns=(2,))
    assert preview.as_understood == ImportOptions("Clients", 1, ("Mobile (C)",), None, None)
    assert looking.look(file, preview.as_understood).phone_columns == (2,)


def test_the_user_can_do_without_the_memory(looking: Looking, tmp_path: Path) -> None:
    file = month(tmp_path / "a.xlsx", 0)
    looking.remember(dataclasses.replace(looking.look(file), phone_columns=(2,)))
    preview = looking.look(file, is_reminded=False)
    assert (preview.phone_columns, preview.is_remembered) == ((1,), False)


def test_what_only_looks_like_a_mark_moves_no_headings(looking: Looking, tmp_path: Path) -> None:
    rows = [["Name", "Mobile"], ["Sara [1-123456]", "98765432"], ["Fahad", "55512345"]]
    preview = looking.look(write_csv(tmp_path / "a.csv", rows))
    assert (preview.header_row, preview.corrects) == (1, None)
