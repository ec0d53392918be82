from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kwtsms_desktop.contacts.sheet_scan import SCAN_ERRORS, SheetScan, column_index, scan_sheet
from tests.contacts.files import DATA, change_part, write_ods, write_sheets, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def hidden(scan: SheetScan) -> list[int]:
    return [number for run in scan.hidden for number in run]


@pytest.mark.parametrize(("letters", "index"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_column_index(letters: str, index: int) -> None:
    assert column_index(letters) == index


def test_hidden_rows_and_errors_of_an_xlsx(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"], ["b", "#N/A"], [], ["#DIV/0!"]], hidden_rows=[2, 4])
    scan = scan_sheet(path, "xlsx", "Sheet1")
    assert hidden(scan) == [2, 4]
    assert scan.errors == {2: {1: "#N/A"}, 4: {0: "#DIV/0!"}}


def test_the_sheet_is_found_by_name(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", {"Cover & more": [["x"]], "List": [["#REF!"]]})
    assert scan_sheet(path, "xlsx", "List").errors == {1: {0: "#REF!"}}
    assert scan_sheet(path, "xlsx", "Cover & more").errors == {}


def test_an_error_with_its_formula(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"]])
    cell = b'<c r="C7" s="1" t="e"><f>VLOOKUP(A1,B:B,1,0)&gt;1</f><v>#N/A</v></c></row>'
    change_part(path, SHEET, b"</row>", cell)
    assert scan_sheet(path, "xlsx", "Sheet1").errors == {7: {2: "#N/A"}}


def test_a_name_space_prefix_is_allowed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"], ["#N/A"]], hidden_rows=[2])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    prefixed = sheet.replace(b"</", b"</x:").replace(b"<x:/", b"</")
    for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v"):
        prefixed = prefixed.replace(b"<" + tag + b" ", b"<x:" + tag + b" ")
        prefixed = prefixed.replace(b"<" + tag + b">", b"<x:" + tag + b">")
    scan = scan_sheet(change_part(path, SHEET, sheet, prefixed), "xlsx", "Sheet1")
    assert hidden(scan) == [2]
    assert scan.errors == {2: {0: "#N/A"}}


def test_rows_are_found_in_every_piece_of_a_large_sheet(tmp_path: Path) -> None:
    rows = [[f"name {number}", "#N/A" if number % 1000 == 0 else number] for number in range(1, 9001)]
    path = write_xlsx(tmp_path / "a.xlsx", rows, hidden_rows=range(3, 9001, 3))
    scan = scan_sheet(path, "xlsx", "Sheet1")
    assert hidden(scan) == list(range(3, 9001, 3))
    assert sorted(scan.errors) == list(range(1000, 9001, 1000))


def test_hidden_rows_and_errors_of_an_ods(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["a"], ["b", None, "#N/A"], [], ["#REF!"]], hidden_rows=[2, 3])
    scan = scan_sheet(path, "ods", "Sheet1")
    assert hidden(scan) == [2, 3]
    assert scan.errors == {2: {2: "#N/A"}, 4: {0: "#REF!"}}


def test_an_ods_of_libreoffice() -> None:
    scan = scan_sheet(DATA / "clients.ods", "ods", "Clients")
    assert hidden(scan) == [6]
    assert scan.errors == {4: {5: "#N/A"}, 5: {5: "#DIV/0!"}}


def test_another_sheet_of_an_ods_is_not_looked_at() -> None:
    assert hidden(scan_sheet(DATA / "clients.ods", "ods", "secret")) == []


def test_repeated_rows_of_an_ods_count(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["a"], ["b"], ["#N/A"]])
    change_part(
        path,
        "content.xml",
        b'<table:table-row><table:table-cell office:value-type="string"><text:p>b',
        b'<table:table-row table:number-rows-repeated="5" table:visibility="filter">'
        b'<table:table-cell office:value-type="string"><text:p>b',
    )
    scan = scan_sheet(path, "ods", "Sheet1")
    assert hidden(scan) == [2, 3, 4, 5, 6]
    assert scan.errors == {7: {0: "#N/A"}}


def test_nothing_is_known_of_an_xls() -> None:
    scan = scan_sheet(DATA / "clients.xls", "xls", "Clients")
    assert (hidden(scan), scan.errors) == ([], {})


def test_an_unexpected_build_is_one_of_the_announced_errors(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"]])
    with pytest.raises(SCAN_ERRORS):
        scan_sheet(path, "xlsx", "No such sheet")
    with pytest.raises(SCAN_ERRORS):
        scan_sheet(path, "ods", "Sheet1")
