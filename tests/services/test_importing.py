from __future__ import annotations

import threading
from pathlib import Path

from kwtsms_desktop.app import App
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from tests.support.builders import people, write_csv, write_workbook

HEADINGS = ("Name", "Mobile", "Area")


def test_looking_at_a_file_stores_nothing(app: App, tmp_path: Path) -> None:
    app.importing.look(write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]), ImportOptions())
    assert app.history.lists() == []


def test_every_column_has_a_name_of_its_own(app: App, tmp_path: Path) -> None:
    rows = [("Mobile", "", "Mobile"), *((phone, "x", phone) for _name, phone, _area in people(5))]
    preview = app.importing.look(write_csv(tmp_path / "twice.csv", rows), ImportOptions())
    assert preview.column_names == ("Mobile", "B", "Mobile (C)")


def test_a_file_is_stored_as_it_was_understood(app: App, tmp_path: Path) -> None:
    rows = [("A title",), HEADINGS, *people(5)]
    path = write_workbook(tmp_path / "clients.xlsx", rows)
    preview = app.importing.look(path, ImportOptions())
    stored = app.importing.store(path, preview.as_understood, Mailbox(), threading.Event())
    assert stored is not None
    understood = (preview.sheet, preview.header_row, preview.headings, preview.phone_column)
    assert (stored.sheet, stored.header_row, stored.headings, stored.phone_column) == understood
    assert preview.as_understood == ImportOptions("Clients", 2, "Mobile", None, None)


def test_of_two_columns_with_one_heading_the_chosen_one_is_stored(app: App, tmp_path: Path) -> None:
    rows = [("Mobile", "Mobile"), *(("none", phone) for _name, phone, _area in people(5))]
    path = write_csv(tmp_path / "twice.csv", rows)
    preview = app.importing.look(path, ImportOptions(phone_column="Mobile (B)"))
    assert preview.phone_column == 1
    stored = app.importing.store(path, preview.as_understood, Mailbox(), threading.Event())
    assert stored is not None
    assert stored.phone_column == 1
