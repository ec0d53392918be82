from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from kwtsms_desktop.contacts.table import ImportOptions, ReadLimits, open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from tests.contacts.files import DATA, change_part, ole_file, read, write_csv, write_sheets, write_xlsx

PEOPLE = [["Name", "Mobile", "Area"], ["Ali", "50001234", "Salmiya"], ["Sara", "66005678", "Hawalli"]]


def refusal(
    path: Path, options: ImportOptions | None = None, stop: threading.Event | None = None
) -> UserError:
    with pytest.raises(UserError) as caught:
        open_contact_file(path, options or ImportOptions(), stop)
    return caught.value


# --- what is told of a file ---


def test_what_is_told_of_a_text_file(tmp_path: Path) -> None:
    with open_contact_file(write_csv(tmp_path / "قائمة.csv", PEOPLE, ";", "windows-1256")) as file:
        assert (file.file_name, file.kind, file.sheet, file.sheets) == ("قائمة.csv", "csv", None, ())
        assert (file.encoding, file.delimiter, file.header_row) == ("utf-8", ";", 1)
        assert (file.headings, file.phone_column, file.name_column) == (("Name", "Mobile", "Area"), 1, 0)
        assert file.hidden_rows == 0


def test_what_is_told_of_a_workbook(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", {"Clients": PEOPLE, "Old": PEOPLE}, hidden_rows=[3])
    with open_contact_file(path) as file:
        assert (file.file_name, file.kind, file.sheet, file.sheets) == (
            "a.xlsx",
            "xlsx",
            "Clients",
            ("Clients", "Old"),
        )
        assert (file.encoding, file.delimiter, file.header_row) == (None, None, 1)
        assert (file.headings, file.phone_column, file.hidden_rows) == (("Name", "Mobile", "Area"), 1, 1)


def test_the_sample_begins_above_the_headings(tmp_path: Path) -> None:
    rows = [["Our clients"], [], *PEOPLE, *[["x", "50001234", "y"]] * 60]
    with open_contact_file(write_csv(tmp_path / "a.csv", rows)) as file:
        assert file.header_row == 3
        assert [row.number for row in file.sample] == list(range(1, 51))
        assert file.sample[0].cells[0] == "Our clients"


def test_headings_are_on_one_line_and_cover_every_used_column(tmp_path: Path) -> None:
    rows = [
        ["Full\nname ", "Mobile", "", ""],
        ["Ali", "50001234", "note", "", ""],
        ["Sara", "50001235", "", ""],
    ]
    with open_contact_file(write_csv(tmp_path / "a.csv", rows)) as file:
        assert file.headings == ("Full name", "Mobile", "")


def test_rows_can_be_read_more_than_once(tmp_path: Path) -> None:
    for path in (write_csv(tmp_path / "a.csv", PEOPLE), write_xlsx(tmp_path / "a.xlsx", PEOPLE)):
        with open_contact_file(path) as file:
            assert list(file.rows()) == list(file.rows())


def test_every_row_has_a_cell_for_every_heading(tmp_path: Path) -> None:
    rows = [["Name", "Mobile", "Area"], ["Ali"], [], ["Sara", "50001234", "x", "y", "z"]]
    path = write_csv(tmp_path / "a.csv", rows)
    with open_contact_file(path) as file:
        assert file.headings == ("Name", "Mobile", "Area", "", "")
        assert {len(row.cells) for row in file.rows()} == {5}


def test_cells_further_right_than_the_first_rows_are_kept(tmp_path: Path) -> None:
    rows = [*PEOPLE, *[["x", "50001234", "y"]] * 300, ["z", "50001235", "w", "far", "out"]]
    assert read(write_csv(tmp_path / "a.csv", rows))[-1] == (304, ("z", "50001235", "w", "far", "out"))


# --- options ---


def test_no_header_row_by_choice(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", PEOPLE)
    with open_contact_file(path, ImportOptions(header_row=0)) as file:
        assert (file.header_row, file.headings, file.phone_column) == (0, ("", "", ""), 1)
        assert [row.number for row in file.rows()] == [1, 2, 3]


@pytest.mark.parametrize("row", [2, 70])
def test_a_given_header_row_may_be_anywhere(tmp_path: Path, row: int) -> None:
    rows = [[f"title {number}"] for number in range(1, row)] + PEOPLE
    with open_contact_file(write_xlsx(tmp_path / "a.xlsx", rows), ImportOptions(header_row=row)) as file:
        assert (file.header_row, file.headings, file.phone_column) == (row, ("Name", "Mobile", "Area"), 1)
        assert [row_.number for row_ in file.rows()] == [row + 1, row + 2]


@pytest.mark.parametrize("row", [-1, 4, 500])
def test_a_header_row_that_is_not_there(tmp_path: Path, row: int) -> None:
    error = refusal(write_csv(tmp_path / "a.csv", PEOPLE), ImportOptions(header_row=row))
    assert (error.reason, error.parameters) == (Reason.NO_SUCH_HEADER_ROW, {"row": row})


@pytest.mark.parametrize(("name", "index"), [("Area", 2), ("AREA", 2), ("c", 2), ("A", 0), ("Mobile", 1)])
def test_a_given_phone_column(tmp_path: Path, name: str, index: int) -> None:
    with open_contact_file(
        write_csv(tmp_path / "a.csv", PEOPLE), ImportOptions(phone_columns=(name,))
    ) as file:
        assert file.phone_column == index


def test_a_phone_column_that_is_not_there(tmp_path: Path) -> None:
    error = refusal(write_csv(tmp_path / "a.csv", PEOPLE), ImportOptions(phone_columns=("Telefon",)))
    assert error.reason is Reason.NO_SUCH_COLUMN
    assert error.parameters == {"column": "Telefon", "columns": "Name, Mobile, Area"}


def test_several_given_phone_columns(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Name", "Mobile", "Other"], ["Ali", "50001234", "66005678"]])
    with open_contact_file(path, ImportOptions(phone_columns=("Other", "B", "other"))) as file:
        assert (file.phone_columns, file.phone_column) == ((2, 1), 2)


def test_all_columns_that_look_like_phones_are_candidates(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Home phone", "Name", "Mobile"], ["22401234", "Ali", "50001234"]])
    with open_contact_file(path) as file:
        assert file.phone_columns == (2,)
        assert file.phone_candidates == (2, 0)


def test_no_phone_column_is_no_error_here(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Name", "Area"], ["Ali", "Salmiya"], ["Sara", "Hawalli"]])
    with open_contact_file(path) as file:
        assert file.phone_column is None


def test_hidden_rows_on_request(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", PEOPLE, hidden_rows=[2])
    assert [number for number, _ in read(path)] == [3]
    assert [number for number, _ in read(path, ImportOptions(include_hidden=True))] == [2, 3]


def test_hidden_rows_above_the_headings_are_not_counted(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["old title"], *PEOPLE], hidden_rows=[1, 3])
    with open_contact_file(path) as file:
        assert (file.header_row, file.hidden_rows) == (2, 1)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_of_headings_can_be_looked_at(tmp_path: Path, name: str) -> None:
    write = write_csv if name == "a.csv" else write_xlsx
    with open_contact_file(write(tmp_path / name, PEOPLE[:1])) as file:
        assert not file.has_rows
        assert list(file.rows()) == []


def test_another_sheet_can_be_chosen_than_an_empty_one(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", {"Empty": [], "Clients": PEOPLE})
    with open_contact_file(path, ImportOptions(sheet="Empty")) as file:
        assert (file.has_rows, file.sample, file.sheets) == (False, (), ("Empty", "Clients"))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_checked_rows_are_the_rows(tmp_path: Path, name: str) -> None:
    write = write_csv if name == "a.csv" else write_xlsx
    rows = [["Our clients"], *PEOPLE, [], ["Ali", "50001234"], ["x", "", "y", "z"]]
    with open_contact_file(write(tmp_path / name, rows)) as file:
        expected = [(row.number, row.cells) for row in file.rows()]
        for _ in range(2):
            found = [entry for chunk in file.checked_rows("965") for entry in chunk.entries]
            assert [(entry[0], tuple(json.loads(entry[1]))) for entry in found] == expected
        assert [entry[5] for entry in found] == ["valid", "valid", "blank", "duplicate", "blank"]
        assert [(row.number, row.cells) for row in file.rows()] == expected


def test_rows_are_not_checked_without_a_phone_column(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Name", "Area"], ["Ali", "Salmiya"], ["Sara", "Hawalli"]])
    with open_contact_file(path) as file, pytest.raises(UserError) as caught:
        list(file.checked_rows("965"))
    assert caught.value.reason is Reason.NO_PHONE_COLUMN


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_stop_ends_the_checked_rows(tmp_path: Path, name: str) -> None:
    write = write_csv if name == "a.csv" else write_xlsx
    path = write(tmp_path / name, [["Mobile"], *[["50001234"]] * 8000])
    stop = threading.Event()
    with open_contact_file(path, stop=stop) as file:
        chunks = file.checked_rows("965")
        next(chunks)
        stop.set()
        assert sum(chunk.rows for chunk in chunks) < 7000


# --- refusals ---


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", Reason.FILE_EMPTY),
        ("a.csv", b"\r\n\r\n , \r\n", Reason.FILE_EMPTY),
        ("a.csv", b"\xef\xbb\xbf", Reason.FILE_EMPTY),
        ("a.xlsx", b"\x89PNG\r\n", Reason.FILE_NOT_WHAT_IT_SAYS),
        ("a.xlsx", b"%PDF-1.4", Reason.FILE_NOT_WHAT_IT_SAYS),
        ("a.xls", b"<html><table><tr>", Reason.FILE_NOT_WHAT_IT_SAYS),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, Reason.FILE_DAMAGED),
        ("a.xlsx", ole_file(["EncryptedPackage"]), Reason.FILE_ENCRYPTED),
        ("a.xls", ole_file(["Workbook"]), Reason.FILE_DAMAGED),
        ("a.pdf", b"%PDF-1.4", Reason.FILE_KIND_UNKNOWN),
    ],
)
def test_unusable_files(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    error = refusal(path)
    assert error.reason is reason
    assert error.parameters["file"] == name


@pytest.mark.parametrize("name", ["locked.xls", "locked.ods"])
def test_locked_files(name: str) -> None:
    assert refusal(DATA / name).reason is Reason.FILE_ENCRYPTED


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.xlsx").reason is Reason.FILE_MISSING
    assert refusal(tmp_path).reason is Reason.FILE_IS_FOLDER


def test_a_wrong_encoding_and_an_unknown_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["الاسم", "x"], ["أحمد", "50001234"]], encoding="windows-1256")
    assert refusal(path, ImportOptions(encoding="utf-8")).reason is Reason.ENCODING_WRONG
    assert refusal(path, ImportOptions(encoding="klingon")).reason is Reason.ENCODING_UNKNOWN
    assert refusal(path, ImportOptions(delimiter="::")).reason is Reason.DELIMITER_UNKNOWN


def test_a_slow_workbook_is_given_up(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", PEOPLE)
    with pytest.raises(UserError) as caught:
        open_contact_file(path, limits=ReadLimits(seconds=0))
    assert caught.value.reason is Reason.FILE_TOO_SLOW


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_stop_while_opening(tmp_path: Path, name: str) -> None:
    write = write_csv if name == "a.csv" else write_xlsx
    stop = threading.Event()
    stop.set()
    assert refusal(write(tmp_path / name, PEOPLE), stop=stop).reason is Reason.CANCELLED_BY_USER


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_stop_ends_the_rows(tmp_path: Path, name: str) -> None:
    write = write_csv if name == "a.csv" else write_xlsx
    path = write(tmp_path / name, [["Mobile"], *[["50001234"]] * 5000])
    stop = threading.Event()
    with open_contact_file(path, stop=stop) as file:
        rows = file.rows()
        next(rows)
        stop.set()
        assert sum(1 for _ in rows) < 4000


# --- what people complain of ---


def test_complaint_2_cells_are_read_as_text(tmp_path: Path) -> None:
    rows = [["Code", "Mobile"], ["007", "0050001234"], ["0", "00965 5000 1234"]]
    for path in (write_csv(tmp_path / "a.csv", rows), write_xlsx(tmp_path / "a.xlsx", rows)):
        assert [cells for _, cells in read(path)] == [("007", "0050001234"), ("0", "00965 5000 1234")]


def test_complaint_1_no_number_becomes_e_notation(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["Mobile"], [96598765432], [96598765432.0], [965987654321234]])
    texts = [cells[0] for _, cells in read(path)]
    assert texts == ["96598765432", "96598765432", "965987654321234"]


def test_complaint_9_formatted_columns_and_a_blank_row_under_the_headings(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["Name", "Mobile"], [], ["Ali", "50001234"]])
    book = load_workbook(path)
    for number in range(4, 3000):
        book.worksheets[0].cell(number, 9).fill = PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    assert read(path) == [(2, ("", "")), (3, ("Ali", "50001234"))]


def test_complaint_9_wrong_dimensions_are_not_believed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", PEOPLE)
    change_part(path, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:C3"', b'<dimension ref="A1:A1"')
    assert len(read(path)) == 2


def test_complaint_10_headings_below_a_merged_title(tmp_path: Path) -> None:
    with open_contact_file(DATA / "clients.xls") as file:
        assert (file.header_row, file.headings[:2], file.phone_column) == (3, ("الاسم", "الموبايل"), 1)


def test_complaint_11_hidden_sheets_and_rows_are_left_out(tmp_path: Path) -> None:
    with open_contact_file(DATA / "clients.ods") as file:
        assert (file.sheet, file.sheets, file.hidden_rows) == ("Clients", ("Clients",), 1)
        assert [row.number for row in file.rows()] == [4, 5, 7, 8, 9]


def test_complaint_12_the_same_heading_twice(tmp_path: Path) -> None:
    rows = [["Mobile", "Name", "Mobile"], ["50001234", "Ali", "66001234"]]
    path = write_csv(tmp_path / "a.csv", rows)
    with open_contact_file(path) as file:
        assert (file.headings, file.phone_column) == (("Mobile", "Name", "Mobile"), 0)
    with open_contact_file(path, ImportOptions(phone_columns=("C",))) as file:
        assert file.phone_column == 2


def test_complaint_13_extra_columns_are_kept(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path / "a.csv", [["Mobile"], ["50001234", "x", "y"]])) == [
        (2, ("50001234", "x", "y"))
    ]


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-8", "utf-8-sig", "utf-16"])
def test_complaints_14_and_15_arabic_arrives_whole(tmp_path: Path, encoding: str) -> None:
    rows = [["الاسم", "رقم الجوال"], ["أحمد العنزي", "50001234"]]
    path = write_csv(tmp_path / "a.csv", rows, ";", encoding)
    with open_contact_file(path) as file:
        assert (file.encoding, file.headings) == (encoding.removesuffix("-sig"), ("الاسم", "رقم الجوال"))
        assert [row.cells for row in file.rows()] == [("أحمد العنزي", "50001234")]


def test_complaint_17_semicolons_decimal_commas_and_a_sep_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("sep=;\r\nName;Mobile;Amount\r\nعلي;50001234;1,5\r\n".encode("utf-8-sig"))
    with open_contact_file(path) as file:
        assert (file.delimiter, file.encoding, file.header_row) == (";", "utf-8", 1)
        assert [(row.number, row.cells) for row in file.rows()] == [(2, ("علي", "50001234", "1,5"))]


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_one_column_of_numbers_without_headings(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("50001234\n50001235\n\n50001236\n")
    with open_contact_file(path) as file:
        assert (file.delimiter, file.header_row, file.phone_column) == (None, 0, 0)
        assert [row.number for row in file.rows()] == [1, 2, 3, 4]


def test_a_workbook_named_csv_is_read_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    shutil.copy(write_xlsx(tmp_path / "a.xlsx", PEOPLE), path)
    with open_contact_file(path) as file:
        assert (file.kind, file.encoding, file.phone_column) == ("xlsx", None, 1)


# --- anything at all ---


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda content: b"PK\x03\x04" + content),
        st.text('a"1,;\n\r\x00', max_size=200).map(str.encode),
        st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")),
    ),
    st.sampled_from(["fuzz.csv", "fuzz.xlsx", "fuzz.xls", "fuzz.txt", "fuzz.ods"]),
)
def test_any_bytes_are_a_list_or_a_user_error(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    try:
        read(path)
    except UserError:
        return


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(data=st.data())
def test_any_damage_to_a_workbook_is_a_list_or_a_user_error(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["a.xlsx", "clients.xls", "clients.ods"]))
    source = tmp_path / name if name == "a.xlsx" else DATA / name
    if not source.exists():  # written once: its bytes hold the time, and examples must be alike
        write_xlsx(source, PEOPLE)
    content = bytearray(source.read_bytes())
    for _ in range(data.draw(st.integers(min_value=1, max_value=4))):
        content[data.draw(st.integers(min_value=0, max_value=len(content) - 1))] ^= 1 << data.draw(
            st.integers(min_value=0, max_value=7)
        )
    path = tmp_path / f"damaged{Path(name).suffix}"
    path.write_bytes(content)
    try:
        read(path)
    except UserError:
        return
