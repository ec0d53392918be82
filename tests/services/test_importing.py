from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, KeepDuplicate
from kwtsms_desktop.services.events import Event, Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from tests.support.builders import people, write_csv, write_workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "عملاء.xlsx", [["الاسم", "الموبايل", "المنطقة"], *people(3000)])


def test_a_file_becomes_a_list_with_the_rows_numbers(app: App, file: Path) -> None:
    stored = app.importing.store(file, ImportOptions(), Mailbox(), threading.Event())
    assert stored is not None
    assert (stored.name, stored.rows, stored.phone_column, stored.header_row) == ("عملاء", 3000, 1, 1)
    ids = app.checking.row_ids(stored.id)
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

    assert app.importing.store(file, ImportOptions(), StopsSoon(), stop) is None
    assert app.history.lists() == []
    with app.open_database() as database:
        assert database.read("SELECT id FROM rows") == []


def test_a_list_without_phones_leaves_nothing(app: App, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "names.csv", [["Name", "Area"], ["Sara", "Salmiya"]])
    with pytest.raises(UserError) as caught:
        app.importing.store(file, ImportOptions(), Mailbox(), threading.Event())
    assert caught.value.reason is Reason.NO_PHONE_COLUMN
    assert app.history.lists() == []


def test_what_a_dead_import_left_is_removed_and_a_living_one_is_not(app: App, file: Path) -> None:
    app.importing.store(file, ImportOptions(), Mailbox(), threading.Event())
    with app.open_database() as database, database.write() as db:
        db.execute("UPDATE contact_lists SET importing_pid = 2147483646")
    assert app.history.lists() == []
    assert app.importing.clean_up() == 1
    with app.open_database() as database:
        assert database.read("SELECT id FROM rows") == []


def test_verdicts_add_up_and_duplicates_name_their_row(app: App, tmp_path: Path) -> None:
    rows = [["Mobile"], ["55512345"], ["965 5551 2345"], [""], ["abc"], ["66612345"]]
    file = write_csv(tmp_path / "a.csv", rows)
    stored = app.importing.store(file, ImportOptions(), Mailbox(), threading.Event())
    assert stored is not None
    summary = app.checking.check(stored.id, CheckOptions(), Mailbox(), threading.Event())
    assert sum(summary.verdicts.values()) == stored.rows == 5
    (duplicate,) = app.checking.rows(app.checking.row_ids(stored.id, [Verdict.DUPLICATE]))
    assert (duplicate.row, duplicate.duplicate_of) == (3, 2)
    app.checking.check(stored.id, CheckOptions(keep=KeepDuplicate.LAST), Mailbox(), threading.Event())
    (duplicate,) = app.checking.rows(app.checking.row_ids(stored.id, [Verdict.DUPLICATE]))
    assert (duplicate.row, duplicate.duplicate_of) == (2, 3)


def test_rows_are_found_by_any_cell(app: App, file: Path) -> None:
    stored = app.importing.store(file, ImportOptions(), Mailbox(), threading.Event())
    assert stored is not None
    (found,) = app.checking.rows(app.checking.row_ids(stored.id, search="يوسف المطيري 1037"))
    assert found.row == 1039
    assert len(app.checking.row_ids(stored.id, search="100%_")) == 0
