from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.correcting import Correcting, PutBackResult
from kwtsms_desktop.services.editing import EditKind
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.services.looking import Looking
from tests.support.builders import write_csv, write_workbook

CLIENTS = [
    ["Name", "Mobile", "Area"],
    ["Sara", "98765432", "حولي"],
    ["Fahad", "123", "الجهراء"],
    ["نورة ۷", "98765432 / 55512345", "Salmiya"],
    ["Huda", "abc", "line one\nline two"],
]
SaveAs = Callable[[list[list[str]], Path], Path]


@pytest.fixture
def correcting(app: App) -> Correcting:
    return Correcting(app.open_database, app.editing)


def store(app: App, path: Path, rows: list[list[str]], *phones: str) -> int:
    options = ImportOptions(phone_columns=phones)
    stored = app.importing.store(write_csv(path, rows), options, CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    return stored.contact_list.id


@pytest.fixture
def list_id(app: App, tmp_path: Path) -> int:
    return store(app, tmp_path / "clients.csv", CLIENTS)


def exported(app: App, list_id: int, path: Path) -> list[list[str]]:
    """The exported problem rows of a list, as a person sees them."""
    app.reporting.write_problems(list_id, path)
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]


def put_back(correcting: Correcting, path: Path, list_id: int) -> PutBackResult:
    return correcting.put_back(path, ImportOptions(), list_id, CheckOptions(), Mailbox(), threading.Event())


@pytest.mark.parametrize(
    "save",
    [
        pytest.param(lambda rows, folder: write_workbook(folder / "back.xlsx", rows), id="xlsx"),
        pytest.param(lambda rows, folder: write_csv(folder / "back.csv", rows, "utf-8-sig"), id="csv UTF-8"),
        pytest.param(
            # what the code page does not have becomes a question mark, as in Excel
            lambda rows, folder: write_csv(
                folder / "back.csv",
                [[cell.encode("cp1256", "replace").decode("cp1256") for cell in row] for row in rows],
                "cp1256",
                ";",
            ),
            id="csv windows-1256",
        ),
    ],
)
def test_corrections_come_back(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path, save: SaveAs
) -> None:
    rows = exported(app, list_id, tmp_path / "problems.xlsx")
    rows[1][3] = "55512346"
    file = save(rows, tmp_path)
    preview = Looking(app.open_database).look(file)
    assert preview.corrects is not None
    assert (preview.corrects.id, preview.phone_columns) == (list_id, (3,))
    back = put_back(correcting, file, list_id)
    assert (back.corrected, back.unchanged, back.unknown, back.repeated) == (1, 2, (), ())
    assert [row.cells for row in app.checking.all_rows(list_id)] == [
        ("Sara", "98765432", "حولي"),
        ("Fahad", "55512346", "الجهراء"),
        ("نورة ۷", "98765432 / 55512345", "Salmiya"),
        ("Huda", "abc", "line one\nline two"),
    ]
    assert back.summary.verdicts[Verdict.VALID] == 2


def test_it_is_one_step_that_can_be_undone(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    before = [row.cells for row in app.checking.all_rows(list_id)]
    rows = exported(app, list_id, tmp_path / "problems.xlsx")
    rows[1][3], rows[3][3], rows[3][2] = "55512346", "55512347", "Huda Ali"
    back = put_back(correcting, write_workbook(tmp_path / "back.xlsx", rows), list_id)
    assert back.edit is not None
    assert (back.edit.kind, back.edit.rows, back.corrected) == (EditKind.PUT_BACK, 2, 2)
    app.editing.undo(list_id, CheckOptions(), Mailbox(), threading.Event())
    assert [row.cells for row in app.checking.all_rows(list_id)] == before


def test_a_file_that_comes_back_as_it_went_changes_nothing(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    file = tmp_path / "problems.xlsx"
    exported(app, list_id, file)
    back = put_back(correcting, file, list_id)
    assert (back.corrected, back.unchanged, back.edit) == (0, 3, None)


def test_columns_may_be_moved_added_and_left_out(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    rows = exported(app, list_id, tmp_path / "problems.xlsx")
    rows[1][3] = "55512346"
    moved = [[row[3], "new", row[0]] for row in rows]
    moved[0][1] = "Remark"
    back = put_back(correcting, write_workbook(tmp_path / "back.xlsx", moved), list_id)
    assert (back.corrected, back.unchanged) == (1, 2)
    assert app.checking.all_rows(list_id)[1].cells == ("Fahad", "55512346", "الجهراء")


def test_what_is_no_row_of_the_list_is_told(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    rows = exported(app, list_id, tmp_path / "problems.xlsx")
    rows += [["99", "", "Somebody", "55512348", ""], ["?", "", "Nobody", "55512349", ""]]
    back = put_back(correcting, write_workbook(tmp_path / "back.xlsx", rows), list_id)
    assert (back.unknown, back.unknown_rows, back.unchanged) == (("?", "99"), 2, 3)
    assert len(app.checking.all_rows(list_id)) == 4


def test_a_row_that_comes_back_twice_and_differently_stays(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    rows = exported(app, list_id, tmp_path / "problems.xlsx")
    rows[2][3] = "98765432"
    rows.append([*rows[2][:3], "55512345", rows[2][4]])
    back = put_back(correcting, write_workbook(tmp_path / "back.xlsx", rows), list_id)
    assert (back.repeated, back.corrected, back.unchanged) == ((4,), 0, 2)
    assert app.checking.all_rows(list_id)[2].input == "98765432 / 55512345"


def test_corrections_of_both_phones_come_back(app: App, correcting: Correcting, tmp_path: Path) -> None:
    rows = [["Mobile", "Phone"], ["1", "2"], ["98765432", "3"]]
    list_id = store(app, tmp_path / "two.csv", rows, "Mobile", "Phone")
    back_rows = exported(app, list_id, tmp_path / "problems.xlsx")
    back_rows[1][2:] = ["55512345", "55512346"]
    file = write_workbook(tmp_path / "back.xlsx", back_rows)
    preview = Looking(app.open_database).look(file)
    assert preview.phone_columns == (2, 3)
    back = put_back(correcting, file, list_id)
    assert (back.corrected, back.summary.verdicts[Verdict.VALID]) == (1, 3)


def test_a_list_without_headings_is_corrected_too(app: App, correcting: Correcting, tmp_path: Path) -> None:
    rows = [["Sara", "123"], ["Fahad", "98765432"], ["Huda", "98765433"]]
    list_id = store(app, tmp_path / "bare.csv", rows)
    back_rows = exported(app, list_id, tmp_path / "problems.xlsx")
    back_rows[1][2:] = ["Sara Ali", "55512345"]
    back = put_back(correcting, write_workbook(tmp_path / "back.xlsx", back_rows), list_id)
    assert back.corrected == 1
    assert app.checking.all_rows(list_id)[0].cells == ("Sara Ali", "55512345")


def test_the_heading_row_is_found_whatever_stands_below(
    app: App, correcting: Correcting, tmp_path: Path
) -> None:
    list_id = store(app, tmp_path / "odd.csv", [["بيانات", "x"], ["abc", "1"], ["98765432", "2"]], "بيانات")
    back_rows = [["From the office"], *exported(app, list_id, tmp_path / "problems.xlsx")]
    file = write_workbook(tmp_path / "back.xlsx", back_rows)
    preview = Looking(app.open_database).look(file)
    assert (preview.header_row, preview.phone_columns) == (2, (2,))
    assert put_back(correcting, file, list_id).unchanged == 1


def test_a_file_of_another_list_is_refused(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    other = store(app, tmp_path / "other.csv", CLIENTS)
    exported(app, other, tmp_path / "problems.xlsx")
    with pytest.raises(UserError) as caught:
        put_back(correcting, tmp_path / "problems.xlsx", list_id)
    assert caught.value.reason is Reason.NOT_FROM_THIS_LIST
    assert caught.value.parameters == {"file": "problems.xlsx", "list": "clients"}


def test_stopping_corrects_nothing(app: App, correcting: Correcting, list_id: int, tmp_path: Path) -> None:
    rows = exported(app, list_id, tmp_path / "problems.xlsx")
    rows[1][3] = "55512346"
    stop = threading.Event()
    stop.set()
    with pytest.raises(UserError) as caught:
        correcting.put_back(
            write_workbook(tmp_path / "back.xlsx", rows),
            ImportOptions(),
            list_id,
            CheckOptions(),
            Mailbox(),
            stop,
        )
    assert caught.value.reason is Reason.CANCELLED_BY_USER
    assert app.checking.all_rows(list_id)[1].input == "123"


def test_the_list_of_a_file_is_known_by_its_headings(
    app: App, correcting: Correcting, list_id: int, tmp_path: Path
) -> None:
    headings = exported(app, list_id, tmp_path / "problems.xlsx")[0]
    found = correcting.list_of(headings)
    assert found is not None
    assert found.id == list_id
    assert correcting.list_of(["Name", "Mobile"]) is None
