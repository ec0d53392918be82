"""One sheet as LibreOffice saves it in every format: each must be read the same, differences by name.

How the files were made is told in ``tests/data/contacts/lo_README.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kwtsms_desktop.contacts.table import ImportOptions, open_contact_file
from tests.support.checked import Checked, Checks

DATA = Path(__file__).parent.parent / "data" / "contacts"


class Row(NamedTuple):
    number: int
    phone: str | None
    verdict: str
    reason: str | None = None


ROWS = (
    Row(4, "96550001234", "valid"),  # a number
    Row(5, "96550001235", "valid"),  # a text with a country code and spaces
    Row(6, "96550001236", "valid"),  # Arabic digits
    Row(8, "96550001238", "valid"),  # a number with its country code; the name holds a comma and a semicolon
    Row(9, None, "invalid", "lost_digits"),  # the text 9.66E+11
    Row(10, "966550123456", "valid"),  # a number shown as 9.67E+11
    Row(11, "96550001239", "valid"),  # a text with an apostrophe before it
    Row(12, None, "invalid", "date"),  # a date
    Row(13, None, "blank", "empty_cell"),
    Row(14, "96550001234", "duplicate", "duplicate"),  # the name holds quotes
    Row(15, "96566001240", "valid"),  # a number with thousands marks; the name has two lines
)
HIDDEN = Row(7, "96550001237", "valid")
WITH_HIDDEN = (*ROWS[:3], HIDDEN, *ROWS[3:])

ARABIC_DIGITS_LOST = Row(6, None, "invalid", "no_digits")  # windows-1256 has no Arabic digits: ????????
AS_SHOWN = Row(10, None, "invalid", "lost_digits")  # the digits behind 9.67E+11 are not in the file


class Saved(NamedTuple):
    """How one file differs from the sheet."""

    name: str
    rows: tuple[Row, ...]
    hidden_rows: int = 0
    encoding: str | None = None
    delimiter: str | None = None


def instead(rows: tuple[Row, ...], *others: Row) -> tuple[Row, ...]:
    """The rows with others in the places of their numbers."""
    return tuple({row.number: row for row in (*rows, *others)}[row.number] for row in rows)


FILES = (
    Saved("lo_clients.xlsx", ROWS, hidden_rows=1),
    Saved("lo_clients.ods", ROWS, hidden_rows=1),
    Saved("lo_clients.xls", WITH_HIDDEN),  # the reader of old workbooks does not tell what is hidden
    Saved("lo_values_utf8.csv", WITH_HIDDEN, encoding="utf-8", delimiter=","),
    Saved("lo_values_1256.csv", instead(WITH_HIDDEN, ARABIC_DIGITS_LOST), 0, "windows-1256", ","),
    Saved("lo_shown_utf8_semicolon.csv", instead(WITH_HIDDEN, AS_SHOWN), 0, "utf-8", ";"),
    Saved("lo_shown_utf16_tab.csv", instead(WITH_HIDDEN, AS_SHOWN), 0, "utf-16", "\t"),
    Saved(
        "lo_shown_1256_semicolon.csv",
        instead(WITH_HIDDEN, ARABIC_DIGITS_LOST, AS_SHOWN),
        0,
        "windows-1256",
        ";",
    ),
)
every_file = pytest.mark.parametrize("saved", FILES, ids=[saved.name for saved in FILES])


def rows_of(checked: Checked) -> tuple[Row, ...]:
    return tuple(
        Row(row["row"], None if row["verdict"] == "invalid" else row["phone"], row["verdict"], row["reason"])
        for row in checked.details
    )


@every_file
def test_every_format_gives_the_same_rows(check: Checks, saved: Saved) -> None:
    assert rows_of(check(DATA / saved.name, "--rows")) == saved.rows


@every_file
def test_every_format_is_understood_the_same(check: Checks, saved: Saved) -> None:
    document = check(DATA / saved.name).document
    assert (document["header_row"], document["phone_column"]) == (3, "رقم الجوال")
    assert document["sheet"] == (None if saved.encoding else "العملاء")
    assert (document["encoding"], document["delimiter"]) == (saved.encoding, saved.delimiter)
    assert document["hidden_rows"] == saved.hidden_rows


@pytest.mark.parametrize("name", ["lo_clients.xlsx", "lo_clients.ods"])
def test_hidden_rows_come_when_they_are_asked_for(check: Checks, name: str) -> None:
    assert rows_of(check(DATA / name, "--rows", "--include-hidden")) == WITH_HIDDEN


@pytest.mark.parametrize("name", ["lo_clients.xlsx", "lo_clients.ods"])
def test_a_hidden_column_is_left_out_and_comes_when_it_is_asked_for(name: str) -> None:
    with open_contact_file(DATA / name) as file:
        assert file.hidden_columns == (2,)
        assert {row.cells[2] for row in file.rows()} == {""}
    with open_contact_file(DATA / name, ImportOptions(include_hidden=True)) as file:
        assert file.headings[2] == "رقم قديم"
        assert [row.cells[2] for row in file.rows()] == [str(99_000_000 + number) for number in range(1, 13)]


@pytest.mark.parametrize("name", ["list.csv", "list.xls", "list.ods", "list"])
def test_a_renamed_workbook_is_read_all_the_same(tmp_path: Path, check: Checks, name: str) -> None:
    (tmp_path / name).write_bytes((DATA / "lo_clients.xlsx").read_bytes())
    assert rows_of(check(tmp_path / name, "--rows")) == ROWS


def test_the_typed_form_of_each_phone_is_kept(check: Checks) -> None:
    typed = {row["row"]: row["input"] for row in check(DATA / "lo_clients.xlsx", "--rows").details}
    assert [typed[row] for row in (4, 5, 6, 9, 11, 13)] == [
        "50001234",
        "+965 5000 1235",
        "٥٠٠٠١٢٣٦",
        "9.66E+11",
        "'50001239",
        "",
    ]


def test_a_flat_ods_is_refused_with_a_next_step(check: Checks) -> None:
    assert check(DATA / "lo_clients.fods").code == "file_kind_unknown"
