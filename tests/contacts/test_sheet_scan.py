from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from kwtsms_desktop.contacts.number_formats import number_format
from kwtsms_desktop.contacts.sheet_scan import SCAN_ERRORS, SheetScan, column_index, scan_sheet, shown_rows
from tests.contacts.files import DATA, Cell, change_part, write_ods, write_sheets, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def write_formatted(path: Path, rows: Iterable[Iterable[tuple[Cell, str]]]) -> Path:
    """A sheet of values with their number formats."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            value, code = cell
            sheet.cell(number, column, value).number_format = code
    book.save(path)
    return path


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


AMOUNT, KD, DAY = "#,##0.000", '0.000" KD"', "dd/mm/yyyy"


def test_the_look_of_each_column_of_an_xlsx(tmp_path: Path) -> None:
    rows: list[list[tuple[Cell, str]]] = [[("Name", "@"), ("Amount", "General"), ("Due", "General")]]
    rows += [[("Ali", "@"), (12.5, AMOUNT), (dt.date(2026, 11, 25), DAY)]] * 3
    scan = scan_sheet(write_formatted(tmp_path / "a.xlsx", rows), "xlsx", "Sheet1")
    assert scan.looks == [(1, 1, number_format(AMOUNT)), (1, 2, number_format(DAY))]
    assert scan.mixed_columns == ()


def test_a_column_of_several_looks_changes_where_its_cells_do(tmp_path: Path) -> None:
    looks = [AMOUNT] * 3 + [KD] * 2 + ["General"] + [KD]
    rows: list[list[tuple[Cell, str]]] = [
        [("Amount", "0%")],
        *[[(float(number), look)] for number, look in enumerate(looks)],
    ]
    scan = scan_sheet(write_formatted(tmp_path / "a.xlsx", rows), "xlsx", "Sheet1")
    amount, dinars = number_format(AMOUNT), number_format(KD)
    assert scan.looks == [(2, 0, amount), (5, 0, dinars), (7, 0, None), (8, 0, dinars)]
    assert scan.mixed_columns == (0,)


def test_neither_empty_cells_nor_texts_make_a_column_mixed(tmp_path: Path) -> None:
    rows: list[list[tuple[Cell, str]]] = [[("Amount", "0%")], [(12.5, AMOUNT)], [(None, KD)], [("-", KD)]]
    scan = scan_sheet(write_formatted(tmp_path / "a.xlsx", rows), "xlsx", "Sheet1")
    assert scan.looks == [(1, 0, number_format(AMOUNT))]
    assert scan.mixed_columns == ()


def test_styles_that_differ_in_colour_only_are_one_look(tmp_path: Path) -> None:
    path = write_formatted(tmp_path / "a.xlsx", [[(1.5, AMOUNT)], [(2.5, f"[Red]{AMOUNT}")], [(3.5, AMOUNT)]])
    change_part(path, "xl/styles.xml", b"[Red]", b"")
    scan = scan_sheet(path, "xlsx", "Sheet1")
    assert scan.looks == [(1, 0, number_format(AMOUNT))]


def test_a_look_far_down_a_large_sheet_is_found(tmp_path: Path) -> None:
    rows: list[list[tuple[Cell, str]]] = [
        [("a name of some length", "General"), (number + 0.5, AMOUNT)] for number in range(9000)
    ]
    rows[8000][1] = (1.5, KD)
    scan = scan_sheet(write_formatted(tmp_path / "a.xlsx", rows), "xlsx", "Sheet1")
    amount, dinars = number_format(AMOUNT), number_format(KD)
    assert scan.looks == [(1, 1, amount), (8001, 1, dinars), (8002, 1, amount)]


def test_cells_without_references_have_no_look(tmp_path: Path) -> None:
    path = write_formatted(tmp_path / "a.xlsx", [[(12.5, AMOUNT)], [(13.5, AMOUNT)]])
    scan = scan_sheet(change_part(path, SHEET, b' r="A2"', b""), "xlsx", "Sheet1")
    assert scan.looks == []


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"</styleSheet>", b""), (b"<cellXfs", b"<other"), (b'numFmtId="164"', b'numFmtId="x"')],
    ids=["broken", "without cell styles", "no number"],
)
def test_damaged_styles_leave_the_rest_of_a_scan(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = write_formatted(tmp_path / "a.xlsx", [[("#N/A", AMOUNT), (12.5, AMOUNT)]])
    scan = scan_sheet(change_part(path, "xl/styles.xml", old, new), "xlsx", "Sheet1")
    assert scan.errors == {1: {0: "#N/A"}}
    assert scan.looks == []


@pytest.mark.parametrize(
    "column",
    [
        b'<col min="2" max="3" width="9" hidden="1"/>',
        b"<col hidden='true' max='3' min='2'/>",
        b'<col min="2" max="3" width="0" customWidth="1"/>',
    ],
    ids=["hidden", "single quotes", "no width"],
)
def test_hidden_columns_of_an_xlsx(tmp_path: Path, column: bytes) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a", "b", "c", "d"]])
    cols = b'<cols><col min="1" max="1" width="9"/>' + column + b"</cols><sheetData>"
    assert scan_sheet(change_part(path, SHEET, b"<sheetData>", cols), "xlsx", "Sheet1").hidden_columns == {
        1,
        2,
    }


def test_a_hidden_rest_of_the_sheet_is_no_more_than_a_sheet_has(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"]])
    cols = b'<cols><col min="2" max="99999" hidden="1"/></cols><sheetData>'
    scan = scan_sheet(change_part(path, SHEET, b"<sheetData>", cols), "xlsx", "Sheet1")
    assert scan.hidden_columns == set(range(1, 16_384))


def test_ranges_merged_downwards_in_an_xlsx(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"], ["b"]])
    merges = b'</sheetData><mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="B2:B9"/>'
    merges += b'<mergeCell ref="C2:D9"/><mergeCell ref="AA2:AA3"/></mergeCells>'
    scan = scan_sheet(change_part(path, SHEET, b"</sheetData>", merges), "xlsx", "Sheet1")
    assert scan.merged == {2: [(1, 9), (26, 3)]}


def test_a_sheet_of_nothing_but_merged_ranges_has_none(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"]])
    merges = b"".join(b'<mergeCell ref="B%d:B%d"/>' % (row, row + 1) for row in range(1, 200_003, 2))
    scan = scan_sheet(change_part(path, SHEET, b"</sheetData>", b"</sheetData>" + merges), "xlsx", "Sheet1")
    assert scan.merged == {}


def test_what_libreoffice_makes_of_it() -> None:
    for kind in ("xlsx", "ods"):
        scan = scan_sheet(DATA / f"looks.{kind}", kind, "Clients")
        assert scan.hidden_columns == {6}
        assert scan.merged == {3: [(0, 5)], 6: [(0, 7)]}


def test_groups_of_rows_and_columns_of_an_ods_are_not_counted(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["a"], ["#REF!"]])
    table = b'<table:table table:name="Sheet1">'
    columns = (
        b'<table:table-column-group><table:table-column table:number-columns-repeated="2"/>'
        b'<table:table-column table:visibility="collapse"/></table:table-column-group><table:table-row-group>'
    )
    scan = scan_sheet(change_part(path, "content.xml", table, table + columns), "ods", "Sheet1")
    assert scan.hidden_columns == {2}
    assert scan.errors == {2: {0: "#REF!"}}


def test_shown_texts_of_an_ods() -> None:
    rows = list(shown_rows(DATA / "looks.ods", "ods", "Clients"))
    assert [numbers for numbers, _ in rows] == [range(row, row + 1) for row in range(3, 8)]
    assert rows[0][1] == {3: "12.500 KD", 4: "25/11/2026", 5: "15%", 7: "9:30 AM", 8: "00123"}


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("12.5", "12.500", {0: "12.500"}),
        ("12.5", 'KD<text:s text:c="3"/>12.500 ', {0: "KD 12.500"}),
        ("12.5", "5 &lt; 12", {0: "5 < 12"}),
        ("96550001234", "9.66E+10", {}),
        ("96550001234", "96,550,001,234.00", {}),
        ("50001234", "5000-1234", {}),
        ("50000", "5E+04", {}),
        ("12.5", "<text:span>12.500</text:span>", {}),
        ("twelve", "12.500", {}),
    ],
)
def test_which_shown_texts_of_an_ods_are_taken(
    tmp_path: Path, value: str, text: str, expected: dict[int, str]
) -> None:
    path = write_ods(tmp_path / "a.ods", [[1]])
    old = b'office:value="1"><text:p>1</text:p>'
    change_part(path, "content.xml", old, f'office:value="{value}"><text:p>{text}</text:p>'.encode())
    assert [cells for _, cells in shown_rows(path, "ods", "Sheet1")] == ([expected] if expected else [])


def test_no_other_kind_tells_what_it_shows() -> None:
    assert list(shown_rows(DATA / "looks.xlsx", "xlsx", "Clients")) == []
