from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from kwtsms_desktop.contacts.kinds import FileKind
from kwtsms_desktop.contacts.source import DEFAULT_LIMITS, DEFAULT_OPTIONS, ImportOptions, ReadingStopped
from kwtsms_desktop.contacts.workbook import WorkbookSource
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from tests.contacts.files import (
    DATA,
    Cell,
    Table,
    TextTable,
    change_part,
    write_ods,
    write_sheets,
    write_xlsb,
    write_xlsx,
)

ROWS: Table = [
    [None, "Clients"],
    [],
    [None, "Name", "Mobile"],
    [None, "أحمد", 96550001234],
    [],
    [None, "Sara", "9.66551E+11"],
]
TEXTS = [
    (1, ("", "Clients")),
    (2, ()),
    (3, ("", "Name", "Mobile")),
    (4, ("", "أحمد", "96550001234")),
    (5, ()),
    (6, ("", "Sara", "9.66551E+11")),
]


def opened(path: Path, options: ImportOptions = DEFAULT_OPTIONS, kind: str | None = None) -> WorkbookSource:
    return WorkbookSource(path, FileKind(kind or path.suffix[1:]), options, DEFAULT_LIMITS)


def read_all(path: Path, options: ImportOptions = DEFAULT_OPTIONS, kind: str | None = None) -> TextTable:
    source = opened(path, options, kind)
    try:
        return [(row.number, row.cells) for row in source.rows()]
    finally:
        source.close()


def refusal(path: Path, options: ImportOptions = DEFAULT_OPTIONS, kind: str | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(path, options, kind)
    return caught.value


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.xlsx", write_xlsx), ("a.xlsm", write_xlsx), ("a.ods", write_ods), ("a.xlsb", write_xlsb)],
    ids=["xlsx", "xlsm", "ods", "xlsb"],
)
def test_every_kind_gives_the_same_rows(
    tmp_path: Path, name: str, write: Callable[[Path, Table], Path]
) -> None:
    assert read_all(write(tmp_path / name, ROWS)) == TEXTS


def test_an_xls_of_libreoffice() -> None:
    assert read_all(DATA / "clients.xls") == [
        (1, ("قائمة العملاء",)),
        (2, ()),
        (3, ("الاسم", "الموبايل", "التاريخ", "المبلغ", "VIP")),
        (4, ("أحمد العنزي", "96550001234", "2026-03-04", "12.5", "TRUE")),
        (5, ("Sara", "50001235", "2026-03-04 09:30:00", "96598765432", "FALSE")),
        (6, ("hidden", "50001236")),
        (7, ("x", "9.66551E+11", "", "100000000000", "", "2")),
        (8, ()),
        (9, ("last", "٩٨٧٦٥٤٣٢", "", "0.1", "", "ab")),
    ]


@pytest.mark.parametrize("write", [write_xlsx, write_ods], ids=["xlsx", "ods"])
def test_values_become_texts(tmp_path: Path, write: Callable[[Path, Table], Path]) -> None:
    row: list[Cell] = [96598765432, 12.5, dt.date(2026, 3, 4), True, "#N/A", " a\u00a0", "٩٨٧٦"]
    path = write(tmp_path / f"a.{'xlsx' if write is write_xlsx else 'ods'}", [row])
    assert read_all(path) == [(1, ("96598765432", "12.5", "2026-03-04", "TRUE", "#N/A", " a\u00a0", "٩٨٧٦"))]


def test_many_rows_come_in_order(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[number] for number in range(1, 2502)])
    assert read_all(path) == [(number, (str(number),)) for number in range(1, 2502)]


def test_rows_can_be_read_again_before_they_ended(tmp_path: Path) -> None:
    source = opened(write_xlsx(tmp_path / "a.xlsx", [[number] for number in range(1, 2502)]))
    try:
        for _ in range(3):
            assert [row.number for row, _ in zip(source.rows(), range(700), strict=False)] == list(
                range(1, 701)
            )
        assert sum(1 for _ in source.rows()) == 2501
    finally:
        source.close()


def test_an_older_iteration_is_not_given_rows_of_a_newer(tmp_path: Path) -> None:
    source = opened(write_xlsx(tmp_path / "a.xlsx", [[number] for number in range(1, 2502)]))
    try:
        older = source.rows()
        next(older)
        next(source.rows())
        with pytest.raises(RuntimeError):
            list(older)
    finally:
        source.close()


def test_hidden_rows_are_left_out_and_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"], ["b"], ["c"], [], ["e"], ["f"]], hidden_rows=[2, 3, 4, 6])
    source = opened(path)
    try:
        assert [row.number for row in source.rows()] == [1, 5]
        assert source.hidden == (range(2, 4), range(6, 7))
    finally:
        source.close()
    assert len(read_all(path, ImportOptions(include_hidden=True))) == 6


def test_the_first_visible_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    sheets: dict[str, Table] = {
        "Secret": [["no"], ["no"]],
        "Empty": [],
        "Cover": [["Welcome"]],
        "List": [["Mobile"], ["50001234"]],
        "Other": [["a"], ["b"]],
    }
    source = opened(write_sheets(tmp_path / "a.xlsx", sheets, hidden=["Secret"]))
    source.close()
    assert source.sheet == "List"
    assert source.sheets == ("Empty", "Cover", "List", "Other")


def test_a_sheet_can_be_named_a_hidden_one_too(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", {"Secret": [["x"]], "List": [["y"]]}, hidden=["Secret"])
    assert read_all(path, ImportOptions(sheet="Secret")) == [(1, ("x",))]
    assert read_all(path, ImportOptions(sheet=" list ")) == [(1, ("y",))]


def test_hidden_sheets_are_offered_on_request(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", {"Secret": [["x"], ["z"]], "List": [["y"]]}, hidden=["Secret"])
    source = opened(path, ImportOptions(include_hidden=True))
    source.close()
    assert source.sheets == ("Secret", "List")


def test_an_unknown_sheet_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", {"Clients": [["x"]], "Old": [["y"]]})
    error = refusal(path, ImportOptions(sheet="Client"))
    assert error.reason is Reason.NO_SUCH_SHEET
    assert error.parameters == {"sheet": "Client", "sheets": "Clients, Old"}


def test_a_workbook_without_cells_is_empty(tmp_path: Path) -> None:
    assert refusal(write_sheets(tmp_path / "a.xlsx", {"Sheet1": []})).reason is Reason.FILE_EMPTY


def test_a_locked_xls() -> None:
    assert refusal(DATA / "locked.xls").reason is Reason.FILE_ENCRYPTED


def test_a_broken_sheet_is_damage(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"], ["b"]])
    change_part(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"")
    assert refusal(path).reason is Reason.FILE_DAMAGED


def test_a_workbook_with_another_name_is_read_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    write_xlsx(tmp_path / "a.xlsx", [["a"]]).rename(path)
    assert read_all(path, kind="xlsx") == [(1, ("a",))]


def test_reading_does_not_go_on_after_stop(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[number] for number in range(5000)])
    stop = threading.Event()
    source = WorkbookSource(path, FileKind.XLSX, DEFAULT_OPTIONS, DEFAULT_LIMITS, stop)
    rows = source.rows()
    next(rows)
    stop.set()
    with pytest.raises(ReadingStopped):
        list(rows)
    source.close()


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    read_all(write_xlsx(tmp_path / "a.xlsx", [["a"]]))
    refusal(write_sheets(tmp_path / "b.xlsx", {"Sheet1": []}))
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


SHOWN_ROWS = [
    (3, ("North", "أحمد", "96550001234", "12.500 KD", "25/11/2026", "15%", "", "9:30 AM", "00123")),
    (4, ("North", "Sara", "50001235", "KD 1,250.000", "05/01/2026", "100%", "", "1:05 PM", "00007")),
    (5, ("North", "Omar", "96550001236", "0.000 KD", "31/12/2026", "8%", "", "12:00 AM", "00045")),
    (6, ("South", "Hind", "96550001237", "-3.250 KD", "25/11/2026", "0%", "", "11:59 PM", "99999")),
    (7, ("South", "Ali", "96550001238", "0.001 KD", "25/11/2026", "33%", "", "12:00 PM", "00001")),
]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_values_are_shown_as_in_the_sheet(kind: str) -> None:
    assert read_all(DATA / f"looks.{kind}")[2:] == SHOWN_ROWS


@pytest.mark.parametrize(("kind", "mixed"), [("xlsx", (3,)), ("ods", ())])
def test_hidden_and_mixed_columns_are_told(kind: str, mixed: tuple[int, ...]) -> None:
    source = opened(DATA / f"looks.{kind}")
    source.close()
    assert source.hidden_columns == (6,)
    assert source.mixed_columns == mixed


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_hidden_columns_are_read_on_request(kind: str) -> None:
    options = ImportOptions(include_hidden=True)
    source = opened(DATA / f"looks.{kind}", options)
    source.close()
    assert source.hidden_columns == ()
    assert [cells[6] for _, cells in read_all(DATA / f"looks.{kind}", options)[1:3]] == [
        "Civil ID",
        "286010112345",
    ]


def test_hidden_columns_without_anything_visible_in_them_are_not_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a", "b", " "], ["c", "d", None, "hidden"]], hidden_rows=[2])
    cols = b'<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>'
    source = opened(change_part(path, "xl/worksheets/sheet1.xml", b"<sheetData>", cols))
    source.close()
    assert source.hidden_columns == (1,)
    assert read_all(path) == [(1, ("a",))]
