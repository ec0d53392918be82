from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kwtsms_desktop import texts
from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import StorageError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, ListRow
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.services.list_marks import mark_of
from kwtsms_desktop.services.looking import Looking
from kwtsms_desktop.services.reporting import explain_number, explain_row, explain_verdict
from tests.support.builders import store_list, write_csv


def checked_row(app: App, *inputs: str) -> ListRow:
    """The last of these cells, as a checked row."""
    with app.open_database() as database:
        list_id = store_list(database, inputs)
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    return app.checking.all_rows(list_id)[-1]


@pytest.mark.parametrize(
    ("inputs", "verdict", "number"),
    [
        pytest.param(("96598765432",), "", "", id="as it was"),
        pytest.param(("98765432",), "", "country code added", id="repaired"),
        pytest.param(("98765432", "98765432"), "Same number as row 2.", "country code added", id="duplicate"),
        pytest.param(("",), "The phone cell is empty.", "", id="empty"),
    ],
)
def test_a_row_is_explained_by_its_verdict_and_its_number(
    app: App, inputs: tuple[str, ...], verdict: str, number: str
) -> None:
    row = checked_row(app, *inputs)
    assert (explain_verdict(row), explain_number(row)) == (verdict, number)


def test_the_whole_explanation_has_both(app: App) -> None:
    row = checked_row(app, "98765432", "98765432")
    assert explain_row(row) == "Same number as row 2. · country code added"


def test_the_report_of_a_check_has_every_row(app: App, tmp_path: Path) -> None:
    with app.open_database() as database:
        list_id = store_list(database, ["98765432", "=1+1"])
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    app.reporting.write_check(list_id, tmp_path / "report.xlsx")
    rows = list(load_workbook(tmp_path / "report.xlsx").active.iter_rows(values_only=True))
    assert rows[1][:4] == ("2", "98765432", "96598765432", "Ready")
    assert rows[2][1] == "=1+1"


PROBLEMS = (Verdict.INVALID, Verdict.NEEDS_REVIEW)


def store(app: App, path: Path, rows: list[list[str]], *phones: str) -> int:
    """The id of a checked list of a CSV file with these rows."""
    options = ImportOptions(phone_columns=phones)
    stored = app.importing.store(write_csv(path, rows), options, CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    return stored.contact_list.id


def sheet_of(path: Path) -> Worksheet:
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


CLIENTS = [
    ["Name", "Mobile", "Code"],
    ["Sara", "98765432", "007"],
    ["Fahad", "123", "=1+1"],
    ["نورة", "98765432 / 55512345", "@x"],
    ["Huda", "", ""],
]


def test_problem_rows_are_written_with_why_and_all_their_columns(app: App, tmp_path: Path) -> None:
    list_id, target = store(app, tmp_path / "a.csv", CLIENTS), tmp_path / "problems.xlsx"
    app.reporting.write_problems(list_id, target)
    mark = mark_of(app.checking.summary(list_id).contact_list)
    assert [list(row) for row in sheet_of(target).iter_rows(values_only=True)] == [
        [f"Row {mark}", "What is wrong", "Name", "Mobile", "Code"],
        [3, "Too short: 3 digits.", "Fahad", "123", "=1+1"],
        [4, "2 numbers in one cell.", "نورة", "98765432 / 55512345", "@x"],
    ]


def test_what_the_user_corrected_is_what_is_written(app: App, tmp_path: Path) -> None:
    list_id, target = store(app, tmp_path / "a.csv", CLIENTS), tmp_path / "problems.xlsx"
    app.editing.correct(list_id, app.checking.row_ids(list_id)[1], 1, "1234", CheckOptions())
    app.reporting.write_problems(list_id, target)
    assert sheet_of(target)["D2"].value == "1234"


def test_only_the_verdicts_asked_for_are_written(app: App, tmp_path: Path) -> None:
    list_id, target = store(app, tmp_path / "a.csv", CLIENTS), tmp_path / "problems.xlsx"
    app.reporting.write_problems(list_id, target, (Verdict.BLANK,))
    assert [row[0] for row in sheet_of(target).iter_rows(min_row=2, values_only=True)] == [5]


def test_every_cell_is_text_and_stays_text_when_typed_into(app: App, tmp_path: Path) -> None:
    list_id, target = store(app, tmp_path / "a.csv", CLIENTS), tmp_path / "problems.xlsx"
    app.reporting.write_problems(list_id, target)
    for row in sheet_of(target).iter_rows(min_row=2, min_col=2):
        assert {(cell.data_type, cell.number_format) for cell in row} == {("s", "@")}


@pytest.mark.parametrize(("language", "is_turned"), [("en", False), ("ar", True)])
def test_the_sheet_runs_as_its_language(app: App, tmp_path: Path, language: str, is_turned: bool) -> None:
    list_id, target = store(app, tmp_path / "a.csv", CLIENTS), tmp_path / "problems.xlsx"
    texts.use_language(language)
    app.reporting.write_problems(list_id, target)
    sheet = sheet_of(target)
    assert bool(sheet.sheet_view.rightToLeft) is is_turned
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet["B2"].value == texts.reasons.reason_text("too_short", {"digits": 3})


def test_a_row_with_two_wrong_phones_is_written_once(app: App, tmp_path: Path) -> None:
    rows = [["Mobile", "Phone"], ["1", "2"], ["98765432", "3"], ["55512345", "55512346"]]
    list_id, target = store(app, tmp_path / "a.csv", rows, "Mobile", "Phone"), tmp_path / "problems.xlsx"
    app.reporting.write_problems(list_id, target)
    assert [list(row) for row in sheet_of(target).iter_rows(min_row=2, values_only=True)] == [
        [2, "Mobile: Too short: 1 digits. · Phone: Too short: 1 digits.", "1", "2"],
        [3, "Phone: Too short: 1 digits.", "98765432", "3"],
    ]


def test_a_phone_column_without_a_heading_gets_one(app: App, tmp_path: Path) -> None:
    rows = [["Sara", "123"], ["Fahad", "98765432"], ["Huda", "98765433"]]
    list_id, target = store(app, tmp_path / "a.csv", rows), tmp_path / "problems.xlsx"
    app.reporting.write_problems(list_id, target)
    assert [cell.value for cell in sheet_of(target)[1]][2:] == ["A", "Mobile (B)"]


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(app: App, tmp_path: Path) -> None:
    list_id = store(app, tmp_path / "a.csv", CLIENTS)
    with pytest.raises(StorageError) as caught:
        app.reporting.write_problems(list_id, tmp_path / "gone" / "problems.xlsx")
    assert caught.value.reason is Reason.FILE_NOT_WRITABLE


def test_a_failed_write_leaves_the_old_file_and_no_part_of_a_new_one(app: App, tmp_path: Path) -> None:
    list_id, target = store(app, tmp_path / "a.csv", CLIENTS), tmp_path / "problems.xlsx"
    (target / "inside").mkdir(parents=True)  # cannot be replaced by a file
    with pytest.raises(StorageError):
        app.reporting.write_problems(list_id, target)
    assert sorted(path.name for path in tmp_path.glob("problems*")) == ["problems.xlsx"]


def test_a_list_that_is_not_there_has_no_problems(app: App, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        app.reporting.write_problems(7, tmp_path / "problems.xlsx")
    assert caught.value.reason is Reason.NO_SUCH_LIST


CELLS = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="0123456789+-/ .٥x\n\r\x0b_'", max_size=20),
    st.sampled_from(
        [
            "9.6598E+10",
            "123",
            "98765432 / 55512345",
            "98765432 ext 5",
            "a@b.com",
            "#N/A",
            "=SUM(A1)",
            "_x000B_9",
        ]
    ),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cells=st.lists(CELLS, min_size=1, max_size=12))
def test_problem_rows_imported_alone_get_the_same_verdicts(
    app: App, tmp_path: Path, cells: list[str]
) -> None:
    with app.open_database() as database:
        list_id = store_list(database, [cell.replace("\x00", "") for cell in cells])
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    problems = {
        str(row.row): (row.verdict, row.reason, row.proposals, row.details)
        for row in app.checking.all_rows(list_id)
        if row.verdict in PROBLEMS
    }
    target = tmp_path / "problems.xlsx"
    app.reporting.write_problems(list_id, target)
    if not problems:
        return
    understood = Looking(app.open_database).look(target).as_understood
    alone = app.importing.store(target, understood, CheckOptions(), Mailbox(), threading.Event())
    assert alone is not None
    assert {
        row.cells[0]: (row.verdict, row.reason, row.proposals, row.details)
        for row in app.checking.all_rows(alone.contact_list.id)
    } == problems
