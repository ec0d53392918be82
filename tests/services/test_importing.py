from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import StorageError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary, KeepDuplicate, ListRow, RowFilter
from kwtsms_desktop.services.events import Event, Mailbox, Progress
from kwtsms_desktop.services.importing import Importing, ImportOptions
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.block_list import BlockList, BlockSource
from kwtsms_desktop.storage.database import Database
from tests.support.builders import people, write_csv, write_workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "عملاء.xlsx", [["الاسم", "الموبايل", "المنطقة"], *people(3000)])


def test_a_file_becomes_a_list_with_the_rows_numbers(app: App, file: Path) -> None:
    stored = app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    found = stored.contact_list
    assert (found.name, found.rows, found.phone_column, found.header_row) == ("عملاء", 3000, 1, 1)
    ids = app.checking.row_ids(stored.contact_list.id)
    first, last = app.checking.rows([ids[0], ids[-1]])
    assert (first.row, last.row, first.cells[1]) == (2, 3001, "55000000")


def test_looking_stores_nothing(app: App, file: Path) -> None:
    preview = app.importing.look(file, ImportOptions())
    assert preview.phone_column == 1
    assert app.history.lists() == []


def test_stopping_in_the_middle_leaves_nothing(app: App, file: Path) -> None:
    stop = threading.Event()

    class StopsSoon(Mailbox):
        """The user presses Cancel once rows are coming."""

        def put(self, event: Event) -> None:
            stop.set()

    assert app.importing.store(file, ImportOptions(), CheckOptions(), StopsSoon(), stop) is None
    assert app.history.lists() == []
    with app.open_database() as database:
        assert database.read("SELECT id FROM rows") == []


def test_a_list_without_phones_leaves_nothing(app: App, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "names.csv", [["Name", "Area"], ["Sara", "Salmiya"]])
    with pytest.raises(UserError) as caught:
        app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert caught.value.reason is Reason.NO_PHONE_COLUMN
    assert app.history.lists() == []


def test_what_a_dead_import_left_is_removed_and_a_living_one_is_not(app: App, file: Path) -> None:
    app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    with app.open_database() as database, database.write() as db:
        db.execute("UPDATE contact_lists SET importing_pid = 2147483646")
    assert app.history.lists() == []
    assert app.importing.clean_up() == 1
    with app.open_database() as database:
        assert database.read("SELECT id FROM rows") == []


def test_verdicts_add_up_and_duplicates_name_their_row(app: App, tmp_path: Path) -> None:
    rows = [["Mobile"], ["55512345"], ["965 5551 2345"], [""], ["abc"], ["66612345"]]
    file = write_csv(tmp_path / "a.csv", rows)
    stored = app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    summary = app.checking.check(stored.contact_list.id, CheckOptions(), Mailbox(), threading.Event())
    assert sum(summary.verdicts.values()) == stored.contact_list.rows == 5
    (duplicate,) = app.checking.rows(
        app.checking.row_ids(stored.contact_list.id, RowFilter((Verdict.DUPLICATE,)))
    )
    assert (duplicate.row, duplicate.duplicate_of) == (3, 2)
    app.checking.check(
        stored.contact_list.id, CheckOptions(keep=KeepDuplicate.LAST), Mailbox(), threading.Event()
    )
    (duplicate,) = app.checking.rows(
        app.checking.row_ids(stored.contact_list.id, RowFilter((Verdict.DUPLICATE,)))
    )
    assert (duplicate.row, duplicate.duplicate_of) == (2, 3)


def test_rows_are_found_by_any_cell(app: App, file: Path) -> None:
    stored = app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    (found,) = app.checking.rows(
        app.checking.row_ids(stored.contact_list.id, RowFilter(search="يوسف المطيري 1037"))
    )
    assert found.row == 1039
    assert len(app.checking.row_ids(stored.contact_list.id, RowFilter(search="100%_"))) == 0


# --- one pass: read, check, store ---


def imported(
    app: App, file: Path, options: ImportOptions | None = None, check: CheckOptions | None = None
) -> CheckSummary:
    summary = app.importing.store(
        file, options or ImportOptions(), check or CheckOptions(), Mailbox(), threading.Event()
    )
    assert summary is not None
    return summary


def entries(app: App, summary: CheckSummary) -> list[ListRow]:
    """All entries of a list, whatever their ids."""
    return [dataclasses.replace(row, id=0) for row in app.checking.all_rows(summary.contact_list.id)]


ODD_ROWS = [
    ["Name", "Mobile", "Note"],
    ["Sara", "٩٨٧٦ ٥٤٣٢", 'say "hi"\\'],
    ["Ali", "98765432", "a\tb\nc"],
    ["", "", ""],
    ["Huda", "55512345 / 66612345"],
    ["Omar", "sara@example.com", "", "further right"],
    ["Mona", "9.66E+11", "\x7f\u2028é"],
    ["Noor", "+44 20 7946 0958", "abroad"],
    ["Fahad", "24812345"],
    ["Dana", "55512345"],
    ["Dalal", "965 5551 2345", "again"],
]


@pytest.fixture(params=["a.csv", "a.xlsx"])
def odd_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name = str(request.param)
    write = write_csv if name == "a.csv" else write_workbook
    rows = ODD_ROWS if name == "a.csv" else [[cell.replace("\x7f", "") for cell in row] for row in ODD_ROWS]
    return write(tmp_path / name, rows)


@pytest.mark.parametrize("keep", list(KeepDuplicate))
def test_a_list_is_stored_as_a_check_would_leave_it(app: App, odd_file: Path, keep: KeepDuplicate) -> None:
    check = CheckOptions(keep=keep)
    summary = imported(app, odd_file, check=check)
    assert app.checking.is_current(summary.contact_list, check)
    before = entries(app, summary)
    again = app.checking.check(summary.contact_list.id, check, Mailbox(), threading.Event())
    assert entries(app, again) == before
    assert dict(again.verdicts) == dict(summary.verdicts)
    assert sum(summary.verdicts.values()) == len(before) == summary.contact_list.rows == 10


def test_a_large_text_file_is_checked_in_a_process_of_its_own_with_the_same_result(
    app: App, odd_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = entries(app, imported(app, odd_file))
    monkeypatch.setattr("kwtsms_desktop.contacts.delimited.SMALL_BYTES", 0)
    assert entries(app, imported(app, odd_file)) == here


def test_a_row_has_an_entry_for_each_number_it_is_sent_to_on(app: App, tmp_path: Path) -> None:
    rows = [
        ["Name", "Mobile", "Other"],
        ["Sara", "98765432", "55512345"],
        ["Ali", "", "66612345"],
        ["Huda", "", ""],
        ["Omar", "55512345", ""],
    ]
    file = write_csv(tmp_path / "a.csv", rows)
    summary = imported(app, file, ImportOptions(phone_columns=("Mobile", "Other")))
    assert summary.contact_list.phone_columns == (1, 2)
    assert (summary.contact_list.rows, summary.contact_list.entries) == (4, 5)
    assert sum(summary.verdicts.values()) == 5
    told = [(row.row, row.phone_column, row.input, row.verdict) for row in entries(app, summary)]
    assert told == [
        (2, 1, "98765432", Verdict.VALID),
        (2, 2, "55512345", Verdict.VALID),
        (3, 2, "66612345", Verdict.VALID),
        (4, 1, "", Verdict.BLANK),
        (5, 1, "55512345", Verdict.DUPLICATE),
    ]


def test_coverage_and_block_list_are_known_while_a_file_is_read(app: App, tmp_path: Path) -> None:
    with app.open_database() as database:
        Accounts(database).save_prefixes("demo", ("965",))
        BlockList(database).add(["96598765432"], "", BlockSource.HAND)
    file = write_csv(tmp_path / "a.csv", [["Mobile"], ["98765432"], ["55512345"], ["+971501234567"]])
    summary = imported(app, file, check=CheckOptions(account="demo"))
    verdicts = [row.verdict for row in entries(app, summary)]
    assert verdicts == [Verdict.BLOCKED, Verdict.VALID, Verdict.NOT_COVERED]
    assert summary.coverage_at is not None
    assert summary.reasons[Verdict.NOT_COVERED] == {"not_covered": 1}


def test_stopping_while_a_workbook_is_opened_gives_nothing(app: App, file: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), stop) is None
    assert app.history.lists() == []


def test_a_full_disk_leaves_nothing(app: App, file: Path) -> None:
    def open_nearly_full() -> Database:
        database = app.open_database()
        with database.write() as db:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages + 10}")
        return database

    with pytest.raises(StorageError) as caught:
        Importing(open_nearly_full).store(file, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert caught.value.reason is Reason.DISK_FULL
    with app.open_database() as database:
        assert database.read("SELECT id FROM contact_lists") == []
        assert database.read("SELECT id FROM rows") == []


@pytest.mark.parametrize(
    ("rows", "check", "reason"),
    [
        pytest.param([["Mobile"]], CheckOptions(), Reason.NO_ROWS, id="headings only"),
        pytest.param(
            [["Mobile"], ["98765432"]], CheckOptions("999"), Reason.COUNTRY_CODE_UNKNOWN, id="no such country"
        ),
    ],
)
def test_what_cannot_be_imported_leaves_nothing(
    app: App, tmp_path: Path, rows: list[list[str]], check: CheckOptions, reason: Reason
) -> None:
    with pytest.raises(UserError) as caught:
        imported(app, write_csv(tmp_path / "a.csv", rows), check=check)
    assert caught.value.reason is reason
    assert app.history.lists() == []


def test_progress_is_told_from_the_beginning(app: App, file: Path) -> None:
    mailbox = Mailbox()
    app.importing.store(file, ImportOptions(), CheckOptions(), mailbox, threading.Event())
    done = [event.done for event in mailbox.take_all() if isinstance(event, Progress)]
    assert (done[0], done[-1]) == (0, 3000)
    assert done == sorted(done)


def test_a_list_of_many_rows_is_removed_whole(app: App, tmp_path: Path) -> None:
    rows = [["Mobile"], *([f"5{number:07d}"] for number in range(12_000))]
    summary = imported(app, write_csv(tmp_path / "a.csv", rows))
    app.history.delete_list(summary.contact_list.id)
    assert app.history.lists() == []
    with app.open_database() as database:
        assert database.read("SELECT id FROM rows") == []
