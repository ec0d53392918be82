"""Whatever a file holds, reading it gives rows or a known error, and never anything else."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwtsms_desktop.contacts.table import ImportOptions, open_contact_file
from kwtsms_desktop.core.errors import UserError
from tests.contacts.files import DATA, write_xlsx
from tests.support.checked import Checks

WORKBOOKS = ("lo_clients.xlsx", "lo_clients.ods", "lo_clients.xls")
few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
many = settings(few, max_examples=100)

# What lists are made of, and what goes wrong in them.
PHONES = (
    "50001234",
    "+965 5000 1235",
    "٥٠٠٠١٢٣٦",
    "9.66E+11",
    "50001234.0",
    "2026-05-05",
    "n/a",
    "",
    "'50001239",
)
WORDS = (
    "Name",
    "Mobile",
    "الاسم",
    "رقم الجوال",
    "Huda, Kuwait",
    'Ali "the best"',
    "a\nb",
    ";",
    "sep=;",
    "#N/A",
)
cells = st.one_of(
    st.sampled_from(PHONES + WORDS),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\n\t"), max_size=12),
)
tables = st.lists(st.lists(cells, max_size=5), min_size=1, max_size=12)
DISTURBING = (
    b'"',
    b"\x00",
    b"\r",
    b"\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1a",
    b",",
    b"\xd8",
    b"&",
    b"<",
    b"'",
)
disturbances = st.lists(
    st.tuples(
        st.floats(min_value=0, max_value=1),
        st.integers(0, 3),
        st.sampled_from(DISTURBING) | st.binary(max_size=4),
    ),
    max_size=6,
)
choices = st.builds(
    ImportOptions,
    header_row=st.none() | st.integers(0, 4),
    encoding=st.none() | st.sampled_from(("utf-8", "utf-16", "windows-1256", "iso-8859-6", "utf-7", "rot13")),
    delimiter=st.none() | st.sampled_from((",", ";", "tab", "|", "x")),
    include_hidden=st.booleans(),
)


def disturbed(content: bytes, changes: Sequence[tuple[float, int, bytes]]) -> bytes:
    """The content with bytes put in, or in the place of others."""
    for place, length, new in changes:
        at = int(place * len(content))
        content = content[:at] + new + content[at + length :]
    return content


def read_as_promised(path: Path, options: ImportOptions | None = None) -> None:
    """Rows must be as ``ContactFile`` promises them; the only error is a known one."""
    try:
        with open_contact_file(path, options or ImportOptions()) as file:
            rows = list(file.rows())
            assert [(row.number, row.cells) for row in file.rows()] == [
                (row.number, row.cells) for row in rows
            ]
            assert all(len(row.cells) >= len(file.headings) for row in rows)
            assert file.phone_column is None or file.phone_column < len(file.headings)
            numbers = [row.number for row in rows]
            assert numbers == sorted(set(numbers))
            assert all(number > file.header_row for number in numbers)
    except UserError:
        return


@many
@given(
    tables,
    st.sampled_from(",;\t|"),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256")),
    st.sampled_from(("\r\n", "\n", "\r")),
    disturbances,
    choices,
)
def test_any_text(
    table: list[list[str]],
    delimiter: str,
    encoding: str,
    end: str,
    changes: list[tuple[float, int, bytes]],
    options: ImportOptions,
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(disturbed(text.getvalue().encode(encoding, "replace"), changes))
        read_as_promised(path, options)


@many
@given(st.binary(max_size=400), choices)
def test_any_bytes(content: bytes, options: ImportOptions) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        read_as_promised(path, options)


@few
@given(st.sampled_from(WORKBOOKS), disturbances)
def test_any_damage_to_a_workbook(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(disturbed((DATA / name).read_bytes(), changes))
        read_as_promised(path)


@few
@given(
    st.sampled_from(
        (
            ("lo_clients.xlsx", "xl/workbook.xml"),
            ("lo_clients.xlsx", "xl/worksheets/sheet1.xml"),
            ("lo_clients.xlsx", "xl/sharedStrings.xml"),
            ("lo_clients.xlsx", "xl/styles.xml"),
            ("lo_clients.ods", "content.xml"),
        )
    ),
    disturbances,
    st.integers(0, 20),
)
def test_any_damage_inside_a_workbook(
    where: tuple[str, str], changes: list[tuple[float, int, bytes]], digit: int
) -> None:
    """The zip is whole and its part is not: damage that no checksum tells of."""
    name, damaged = where
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(DATA / name) as source:
        path = Path(folder) / name
        with zipfile.ZipFile(path, "w") as archive:
            for part in source.namelist():
                content = source.read(part)
                if part == damaged:  # numbers of rows, columns, texts and styles out of range as well
                    content = disturbed(content.replace(b'"1"', b'"%d"' % (7**digit)), changes)
                archive.writestr(part, content)
        read_as_promised(path)


# --- verdicts add up ---

one_row = st.tuples(st.sampled_from(PHONES) | cells, cells)


def last_in_use(rows: Sequence[Sequence[str]]) -> int:
    """How many rows there are up to the last with anything in it."""
    return max((number for number, row in enumerate(rows, start=1) if "".join(row).strip()), default=0)


@few
@given(st.lists(one_row, min_size=1, max_size=15), st.sampled_from(("utf-8", "utf-16")))
def test_the_verdicts_of_any_csv_add_up_to_its_rows(rows: list[tuple[str, str]], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([("Mobile", "Name"), *rows])
        expect_rows(path, last_in_use(rows), "--delimiter", ",", "--encoding", encoding)


@few
@given(st.lists(one_row, min_size=1, max_size=15))
def test_the_verdicts_of_any_workbook_add_up_to_its_rows(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_xlsx(Path(folder) / "a.xlsx", [("Mobile", "Name"), *rows])
        expect_rows(path, last_in_use(rows))


def expect_rows(path: Path, rows: int, *options: str) -> None:
    """``check`` must count so many rows, and give each a verdict."""
    checked = Checks(path.parent / "data")(
        path, "--header-row", "1", "--phone-column", "Mobile", "--rows", *options
    )
    if rows == 0:
        assert checked.code == "no_rows"
    else:
        assert checked.rows == rows
        assert [row["row"] for row in checked.details] == list(range(2, rows + 2))
