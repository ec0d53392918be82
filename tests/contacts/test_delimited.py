from __future__ import annotations

import json
import threading
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwtsms_desktop.contacts import delimited
from kwtsms_desktop.contacts.checked_rows import CheckOrder, StoredEntry
from kwtsms_desktop.contacts.delimited import DelimitedSource
from kwtsms_desktop.contacts.source import DEFAULT_OPTIONS, ImportOptions, ReadingStopped, TableRow
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from tests.contacts.files import write_csv

ORDER = CheckOrder(header_row=1, width=2, phone_columns=(1,), country="965")
ROWS = [["الاسم", "الموبايل"], ["أحمد", "96598765432"], ["نورة", "٥٠٠٠١٢٣٤"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def rows_of(path: Path, options: ImportOptions = DEFAULT_OPTIONS) -> list[TableRow]:
    return list(DelimitedSource(path, options).rows())


def texts_of(path: Path, options: ImportOptions = DEFAULT_OPTIONS) -> list[list[str]]:
    return [list(row.cells) for row in rows_of(path, options)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "؛", "،"], ids=repr)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_delimiter_in_every_encoding(path: Path, encoding: str, delimiter: str) -> None:
    write_csv(path, ROWS, delimiter, encoding)
    assert texts_of(path) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "؛", "،"], ids=repr)
def test_every_delimiter_in_windows_1256(path: Path, delimiter: str) -> None:
    rows = [["الاسم", "الموبايل"], ["أحمد", "96598765432"]]  # the encoding has no Arabic digits
    write_csv(path, rows, delimiter, "windows-1256")
    source = DelimitedSource(path, DEFAULT_OPTIONS)
    assert source.encoding == "windows-1256"
    assert [list(row.cells) for row in source.rows()] == rows


def test_a_given_encoding_is_used(path: Path) -> None:
    write_csv(path, [["الاسم", "x"]], encoding="iso-8859-6")
    assert texts_of(path, ImportOptions(encoding="iso-8859-6")) == [["الاسم", "x"]]


def test_a_mark_is_no_part_of_the_first_cell(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + "Name;Phone".encode("utf-16-le"))
    assert texts_of(path, ImportOptions(encoding="utf-16-le")) == [["Name", "Phone"]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a,b\nc,d\n", [1, 2]),
        ("a,b\n\n\nc,d\n", [1, 2, 3, 4]),
        ('a,"b\nb\nb"\nc,d\n', [1, 2]),
        ("\n\na,b\n", [1, 2, 3]),
        ("a,b\n,\n , \n\n", [1]),
        ("sep=,\na,b\nc,d\n", [1, 2]),
        ("a,b\rc,d\r", [1, 2]),
    ],
    ids=["plain", "blank lines", "new lines in a cell", "blank above", "blank below", "sep=", "cr"],
)
def test_row_numbers_are_those_of_a_spreadsheet(path: Path, text: str, numbers: list[int]) -> None:
    path.write_text(text, newline="")
    assert [row.number for row in rows_of(path)] == numbers


def test_a_declared_delimiter_is_used_and_a_given_one_is_stronger(path: Path) -> None:
    path.write_text("sep=;\na;b,c\n")
    assert texts_of(path) == [["a", "b,c"]]
    assert texts_of(path, ImportOptions(delimiter=",")) == [["a;b", "c"]]


def test_ragged_rows_keep_all_their_cells(path: Path) -> None:
    path.write_text("a,b\nc\nd,e,f,g\n")
    assert texts_of(path) == [["a", "b"], ["c"], ["d", "e", "f", "g"]]


def test_nul_characters_are_left_out(path: Path) -> None:
    path.write_bytes(b"Name,Phone\nA\x00li,5000\x001234\n")
    assert texts_of(path) == [["Name", "Phone"], ["Ali", "50001234"]]


def test_a_line_without_end_is_damage(path: Path) -> None:
    path.write_bytes(b"x" * 5_000_000)
    with pytest.raises(UserError) as caught:
        DelimitedSource(path, DEFAULT_OPTIONS)
    assert caught.value.reason is Reason.FILE_DAMAGED


def test_a_file_removed_meanwhile_is_missing(path: Path) -> None:
    write_csv(path, ROWS)
    source = DelimitedSource(path, DEFAULT_OPTIONS)
    path.unlink()
    with pytest.raises(UserError) as caught:
        list(source.rows())
    assert caught.value.reason is Reason.FILE_MISSING


def test_a_file_changed_meanwhile_is_in_the_wrong_encoding(path: Path) -> None:
    write_csv(path, ROWS)
    source = DelimitedSource(path, DEFAULT_OPTIONS)
    write_csv(path, [["الاسم", "الموبايل"]], encoding="windows-1256")
    with pytest.raises(UserError) as caught:
        list(source.rows())
    assert caught.value.reason is Reason.ENCODING_WRONG


@pytest.fixture
def checked_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large enough for a process of its own."""
    monkeypatch.setattr(delimited, "SMALL_BYTES", 0)


def entries_of(source: DelimitedSource) -> list[StoredEntry]:
    try:
        return [entry for chunk in source.checked(ORDER) for entry in chunk.entries]
    finally:
        source.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
@pytest.mark.parametrize("first", ["", "sep=;\n", "\n\n"], ids=["plain", "declared", "blank above"])
@pytest.mark.usefixtures("checked_apart")
def test_a_process_of_its_own_reads_the_same_rows(path: Path, encoding: str, first: str) -> None:
    text = first + 'الاسم;الموبايل\nأحمد;98765432\n"a;\nb";55512345\n;\n\nx;"66612345"\n;\n'
    path.write_text(text, encoding=encoding, newline="")
    source = DelimitedSource(path, ImportOptions(encoding=encoding, delimiter=";"))
    expected = [row for row in source.rows() if row.number > ORDER.header_row]
    found = entries_of(source)
    assert [entry[0] for entry in found] == [row.number for row in expected]
    cells = [tuple(json.loads(entry[1])) for entry in found]
    assert cells == [row.cells + ("",) * (2 - len(row.cells)) for row in expected]


@pytest.mark.parametrize("text", ["", "a,b\n"], ids=["nothing", "headings only"])
@pytest.mark.usefixtures("checked_apart")
def test_no_rows_from_a_process_of_its_own(path: Path, text: str) -> None:
    path.write_text(text)
    assert entries_of(DelimitedSource(path, DEFAULT_OPTIONS)) == []


@pytest.mark.usefixtures("checked_apart")
def test_errors_of_the_process_are_ours(path: Path) -> None:
    write_csv(path, ROWS)
    source = DelimitedSource(path, DEFAULT_OPTIONS)
    write_csv(path, [["الاسم", "الموبايل"]], encoding="windows-1256")
    with pytest.raises(UserError) as caught:
        entries_of(source)
    assert caught.value.reason is Reason.ENCODING_WRONG
    assert caught.value.parameters == {"file": "list.csv", "encoding": "utf-8"}


@pytest.mark.usefixtures("checked_apart")
def test_closing_ends_the_process(path: Path) -> None:
    write_csv(path, [["Ali", f"5{number:07d}"] for number in range(5000)])
    source = DelimitedSource(path, DEFAULT_OPTIONS)
    next(iter(source.checked(ORDER)))
    (reader,) = psutil.Process().children()
    source.close()
    assert not psutil.pid_exists(reader.pid)
    source.close()


def test_stop_is_looked_at_between_rows(path: Path) -> None:
    write_csv(path, [["a", "b"]] * 5000)
    stop = threading.Event()
    rows = DelimitedSource(path, DEFAULT_OPTIONS, stop).rows()
    next(rows)
    stop.set()
    with pytest.raises(ReadingStopped):
        list(rows)


cell = st.text(st.characters(exclude_characters="\x00\r\ufeff", exclude_categories=["Cs"]), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(cell, min_size=2, max_size=4), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|", "؛", "،"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_comes_back_cell_for_cell(
    path: Path, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    filled = [*rows, ["last", "row"]]
    write_csv(path, filled, delimiter, encoding)
    source = DelimitedSource(path, ImportOptions(encoding=encoding, delimiter=delimiter))
    expected = [TableRow(number, tuple(row)) for number, row in enumerate(filled, start=1)]
    assert list(source.rows()) == [TableRow(row.number, ()) if row.is_blank else row for row in expected]
