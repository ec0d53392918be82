"""What people complain of in programs that send SMS to a spreadsheet, and what this one does instead.

Each test states its complaint in its first line; the number is its place in the list of complaints. Files
are real files, read by the whole program.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kwtsms_desktop import texts
from kwtsms_desktop.app import App
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.ui.direction import apply_language, isolate_ltr
from tests.contacts.files import Cell, Table, change_part, write_csv, write_sheets, write_xlsx
from tests.end_to_end.conftest import Office, stored
from tests.support.checked import Checks

SENT = "96550001234"
SHEET = "xl/worksheets/sheet1.xml"


def both(folder: Path, rows: Table) -> list[Path]:
    """The same table as a workbook and as text."""
    written = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return [write_xlsx(folder / "list.xlsx", rows), write_csv(folder / "list.csv", written)]


def report_of(check: Checks, file: Path, *options: str) -> list[list[object]]:
    """The rows of the report that ``check`` writes."""
    report = file.with_name("report.xlsx")
    assert check(file, "--report", str(report), *options).status == 0
    sheet = load_workbook(report).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


# --- numbers and spreadsheets ---


def test_complaint_01_long_numbers_come_out_as_e_notation(tmp_path: Path, check: Checks) -> None:
    """A number cell is read with all its digits; a text that lost them is never sent to, and says why."""
    rows: list[Sequence[Cell]] = [
        ["Mobile"],
        [96550001234],
        [96550001235.0],
        ["9.66E+11"],
        ["9.6550001236E+10"],
    ]
    for file in both(tmp_path, rows):
        details = check(file, "--rows").details
        assert [row["phone"] for row in details] == [SENT, "96550001235", None, "96550001236"]
        assert (details[2]["verdict"], details[2]["reason"]) == ("invalid", "lost_digits")


def test_complaint_02_leading_zeros_are_dropped(tmp_path: Path, check: Checks) -> None:
    """Texts keep their zeros; numbers that Excel took them from are read all the same."""
    rows: list[Sequence[Cell]] = [
        ["Code", "Mobile"],
        ["007", "0096550001234"],
        ["0", 96550001235],
        ["01", 50001236],
    ]
    for file in both(tmp_path, rows):
        assert check(file, "--rows").phones == [SENT, "96550001235", "96550001236"]
        assert [row[1:3] for row in report_of(check, file)[1:]] == [
            ["007", "0096550001234"],
            ["0", "96550001235"],
            ["01", "50001236"],
        ]


def test_complaint_03_exported_numbers_are_damaged_when_excel_opens_them_again(
    tmp_path: Path, check: Checks
) -> None:
    """Every cell of the report is text, and the report can be imported again without a loss."""
    rows = [["Name", "Mobile"], ["Ali", "0096550001234"], ["Sara", "+96550001235"], ["Huda", "٥٠٠٠١٢٣٦"]]
    file = write_csv(tmp_path / "list.csv", rows)
    report = tmp_path / "report.xlsx"
    check(file, "--report", str(report))
    cells = [cell for row in load_workbook(report).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    again = check(report, "--rows", "--phone-column", "Mobile")
    assert again.phones == check(file, "--rows").phones


SPELLINGS = (
    "50001234",
    "96550001234",
    "+96550001234",
    "+965 5000 1234",
    "0096550001234",
    "00965-5000-1234",
    "(965) 5000.1234",
    "٠٠٩٦٥ ٥٠٠٠ ١٢٣٤",
    "۵۰۰۰۱۲۳۴",
    "'+96550001234",
    "50001234.0",
    "tel:+96550001234",
    "\u202a+965 5000 1234\u202c",
)


def test_complaint_04_the_template_says_one_spelling_and_the_import_demands_another(
    tmp_path: Path, check: Checks
) -> None:
    """Every spelling is taken, and all of them are the same number."""
    for file in both(tmp_path, [["Mobile"], *([spelling] for spelling in SPELLINGS)]):
        details = check(file, "--rows").details
        assert [row["phone"] for row in details] == [SENT] * len(SPELLINGS)
        assert [row["verdict"] for row in details] == ["valid"] + ["duplicate"] * (len(SPELLINGS) - 1)


def test_complaint_04_a_plus_turns_the_number_into_a_formula(tmp_path: Path, check: Checks) -> None:
    """What the spreadsheet made of ``+965…`` or ``=+965…`` is read by its value."""
    file = write_xlsx(tmp_path / "list.xlsx", [["Mobile"], [1]])
    change_part(file, SHEET, b"<v>1</v>", b"<f>+96550001234</f><v>96550001234</v>")
    assert check(file, "--rows").phones == [SENT]


def test_complaint_05_a_number_is_shown_in_a_form_its_owner_does_not_recognise(
    tmp_path: Path, check: Checks
) -> None:
    """The typed form stands beside the form that is sent to, and says what was done to it."""
    for file in both(tmp_path, [["Mobile"], ["(965) 5000-1234"], ["٥٠٠٠١٢٣٥"]]):
        details = check(file, "--rows").details
        assert [row["input"] for row in details] == ["(965) 5000-1234", "٥٠٠٠١٢٣٥"]
        assert [row["phone"] for row in details] == [SENT, "96550001235"]
        assert [row["repairs"] for row in details] == [
            ["separators_removed"],
            ["arabic_digits", "country_code_added"],
        ]


def test_complaint_06_a_few_bad_numbers_block_a_large_list(tmp_path: Path, office: Office) -> None:
    """The good ones can be sent to as they are; nobody has to clean the file and upload it again."""
    rows = [["Mobile"], *([f"5{number:07}"] for number in range(100)), ["12345"], ["24812345"], ["no phone"]]
    plan = office("campaign", "plan", str(write_csv(tmp_path / "list.csv", rows)), "--text", "Hello")
    assert (plan["recipients"], plan["left_out"]) == (100, 3)


def test_complaint_07_rows_vanish_from_the_totals(tmp_path: Path, check: Checks) -> None:
    """Blank, invalid and repeated rows are counted apart, each once, and with the rest make the file."""
    rows = [
        ["Mobile", "Name"],
        ["50001234", "a"],
        ["", "b"],
        ["x", "c"],
        ["5000 1234", "d"],
        ["", ""],
        ["123", "e"],
    ]
    for file in both(tmp_path, rows):
        checked = check(file, "--rows")
        assert checked.rows == 6
        verdicts = {name: count for name, count in checked.document["verdicts"].items() if count}
        assert verdicts == {"valid": 1, "blank": 2, "invalid": 2, "duplicate": 1}
        assert [row["reason"] for row in checked.details] == [
            None,
            "empty_cell",
            "no_digits",
            "duplicate",
            "empty_cell",
            "too_short",
        ]


def test_complaint_08_errors_do_not_say_in_which_row(tmp_path: Path, check: Checks) -> None:
    """Rows have the numbers the spreadsheet shows, repeats name the row they repeat."""
    rows = [["Our clients", ""], ["", ""], ["Name", "Mobile"], ["Ali", "50001234"], ["", ""]]
    rows += [["two\nlines", "x"], ["Sara", "+965 5000 1234"]]
    for file in both(tmp_path, rows):
        found = {row["row"]: (row["verdict"], row["duplicate_of"]) for row in check(file, "--rows").details}
        assert found == {4: ("valid", None), 5: ("blank", None), 6: ("invalid", None), 7: ("duplicate", 4)}


def test_complaint_09_wrong_dimensions_and_formatted_columns(tmp_path: Path, check: Checks) -> None:
    """The cells count, not what the sheet says of its size; colours alone make no rows."""
    file = write_xlsx(
        tmp_path / "list.xlsx", [["Name", "Mobile"], [], ["Ali", "50001234"], ["Sara", "50001235"]]
    )
    book = load_workbook(file)
    for number in range(5, 1200):
        book.worksheets[0].cell(number, 7).fill = PatternFill("solid", fgColor="FFFF00")
    book.save(file)
    change_part(file, SHEET, b'<dimension ref="A1:G1199"', b'<dimension ref="A1:A1"')
    assert check(file, "--rows").phones == [None, SENT, "96550001235"]


def test_complaint_09_a_blank_row_under_the_headings_ends_the_list(tmp_path: Path, check: Checks) -> None:
    """It is a blank row like any other."""
    for file in both(tmp_path, [["Name", "Mobile"], ["", ""], ["Ali", "50001234"]]):
        checked = check(file, "--rows")
        assert (checked.rows, checked.document["header_row"]) == (2, 1)
        assert checked.phones == [None, SENT]


def test_complaint_10_headings_are_not_in_row_1_or_below_a_merged_title(
    tmp_path: Path, check: Checks
) -> None:
    """They are found where they are; whoever knows better says so."""
    rows: list[Sequence[Cell]] = [["قائمة العملاء ٢٠٢٦"], [], ["الاسم", "رقم الجوال"], ["علي", "50001234"]]
    file = write_xlsx(tmp_path / "list.xlsx", rows)
    book = load_workbook(file)
    book.worksheets[0].merge_cells("A1:B1")
    book.save(file)
    for path in (file, both(tmp_path, rows)[1]):
        checked = check(path, "--rows")
        assert (checked.document["header_row"], checked.document["phone_column"]) == (3, "رقم الجوال")
        assert checked.phones == [SENT]
        assert check(path, "--header-row", "0", "--phone-column", "B").rows == 4


def test_complaint_11_hidden_sheets_and_filtered_rows_are_imported(tmp_path: Path, check: Checks) -> None:
    """What the user cannot see is left out, counted and told; it can be asked for."""
    sheets: dict[str, Table] = {
        "Old": [["Mobile"], ["50009999"], ["50009998"]],
        "Clients": [["Mobile"], ["50001234"], ["50001235"], ["50001236"]],
    }
    file = write_sheets(tmp_path / "list.xlsx", sheets, hidden=["Old"], hidden_rows=[3])
    checked = check(file, "--rows")
    assert (checked.document["sheet"], checked.document["hidden_rows"]) == ("Clients", 1)
    assert checked.phones == [SENT, "96550001236"]
    assert check(file, "--include-hidden", "--sheet", "Clients").rows == 3


def test_complaint_12_two_columns_with_the_same_heading(tmp_path: Path, check: Checks, app: App) -> None:
    """People with two phones are sent to on both, those with one on that; headings may be the same."""
    rows = [["Mobile", "Name", "Mobile"], ["50001234", "Ali", "66001234"], ["50001235", "Sara", ""]]
    for file in both(tmp_path, rows):
        summary = stored(app, file, ImportOptions(phone_columns=("A", "C")))
        found = summary.contact_list
        assert (found.rows, found.entries, sum(summary.verdicts.values())) == (2, 3, 3)
        phones = [(row.row, row.phone) for row in app.checking.all_rows(found.id)]
        assert phones == [(2, SENT), (2, "96566001234"), (3, "96550001235")]
        assert check(file, "--rows", "--phone-column", "C").phones == ["96566001234", None]


def test_complaint_13_a_file_with_more_columns_is_refused(tmp_path: Path, check: Checks) -> None:
    """Any number of columns is welcome; all of them are in the report."""
    heads = [f"Column {number}" for number in range(40)]
    heads[17] = "Mobile"
    row = [f"x{number}" for number in range(40)]
    row[17] = "50001234"
    for file in both(tmp_path, [heads, row]):
        checked = check(file, "--rows")
        assert (checked.phones, checked.document["phone_column"]) == ([SENT], "Mobile")
        assert report_of(check, file)[1][1:41] == row


# --- encodings, delimiters, languages ---

ARABIC = [["الاسم", "رقم الجوال"], ["فاطمة الصباح", "50001234"], ["عبدالله العنزي", "50001235"]]


def test_complaint_14_arabic_names_arrive_as_question_marks(tmp_path: Path, office: Office) -> None:
    """Names of an "ANSI" file are in the text that is sent as they are in the file."""
    file = write_csv(tmp_path / "list.csv", ARABIC, ";", "windows-1256")
    plan = office("campaign", "plan", str(file), "--text", "عزيزي {الاسم}")
    assert office.sent_texts(plan["campaign"]) == [
        (SENT, "عزيزي فاطمة الصباح"),
        ("96550001235", "عزيزي عبدالله العنزي"),
    ]


def test_complaint_15_windows_1256_is_taken_for_another_encoding(tmp_path: Path, check: Checks) -> None:
    """It is recognised, named, and can be overruled."""
    file = write_csv(tmp_path / "list.csv", ARABIC, encoding="windows-1256")
    document = check(file).document
    assert (document["encoding"], document["phone_column"]) == ("windows-1256", "رقم الجوال")
    assert report_of(check, file)[1][1] == "فاطمة الصباح"
    other = check(file, "--encoding", "windows-1252", "--phone-column", "B")
    assert (other.rows, other.document["encoding"]) == (2, "windows-1252")


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-16", "\t"), ("utf-8", ","), ("utf-8-sig", ";"), ("windows-1256", ","), ("utf-16-le", "\t")],
    ids=["Unicode text of Excel", "UTF-8", "CSV UTF-8 of Excel", "CSV of an Arabic Windows", "no mark"],
)
def test_complaint_16_arabic_csv_files_of_excel_cannot_be_used(
    tmp_path: Path, check: Checks, encoding: str, delimiter: str
) -> None:
    """Each of the ways in which Excel saves text is read."""
    file = write_csv(tmp_path / "list.csv", ARABIC, delimiter, encoding)
    assert check(file, "--rows").phones == [SENT, "96550001235"]
    assert [row[1] for row in report_of(check, file)] == ["الاسم", "فاطمة الصباح", "عبدالله العنزي"]


def test_complaint_17_a_file_with_semicolons_becomes_one_column(tmp_path: Path, check: Checks) -> None:
    """The delimiter is found, decimal commas or not, and a ``sep=`` line does not spoil the encoding."""
    content = "الاسم;Mobile;Amount\r\nعلي;50001234;1,5\r\nسارة;50001235;2,75\r\n"
    for name, text in (("list.csv", content), ("sep.csv", f"sep=;\r\n{content}")):
        file = tmp_path / name
        file.write_bytes(text.encode("utf-8-sig"))
        checked = check(file, "--rows")
        assert (checked.document["delimiter"], checked.document["encoding"]) == (";", "utf-8")
        assert checked.phones == [SENT, "96550001235"]
        assert report_of(check, file)[1][1:4] == ["علي", "50001234", "1,5"]


@pytest.mark.parametrize("system", ["ar_KW.UTF-8", "en_GB.UTF-8"])
def test_complaint_18_the_window_is_mirrored_by_the_systems_language(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """The direction is that of the program's language, and digits of a phone stay in their order."""
    monkeypatch.setenv("LANG", system)
    monkeypatch.setenv("LC_ALL", system)
    try:
        apply_language(qapp, "ar")
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
        apply_language(qapp, "en")
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
    finally:
        apply_language(qapp, "en")
        texts.use_language("en")
    assert isolate_ltr("+965 5000 1234") == "\u2066+965 5000 1234\u2069"
