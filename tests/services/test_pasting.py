from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwtsms_desktop.contacts.source import ImportOptions
from kwtsms_desktop.contacts.table import open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.paths import Paths
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import Importing
from kwtsms_desktop.services.pasting import Pasting
from kwtsms_desktop.storage.database import Database
from tests.support.builders import data_folder


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return data_folder(tmp_path / "data")


@pytest.fixture
def pasting(paths: Paths) -> Pasting:
    return Pasting(lambda: Database(paths), paths.root / "pasted")


def read(path: Path) -> list[tuple[str, ...]]:
    """Every row of a file as the reader gives it."""
    with open_contact_file(path, ImportOptions(header_row=0)) as file:
        return [row.cells for row in file.rows()]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            "Name\tMobile\r\nSara\t98765432\r\nFahad\t55512345\r\n",
            [("Name", "Mobile"), ("Sara", "98765432"), ("Fahad", "55512345")],
            id="a table from Excel",
        ),
        pytest.param(
            'Name\tNote\tMobile\n"Sara\nAli"\t"said ""no"""\t98765432',
            [("Name", "Note", "Mobile"), ("Sara\nAli", 'said "no"', "98765432")],
            id="quoted cells",
        ),
        pytest.param(
            "Name\tMobile\nSalem, Ali\t98765432\nHuda; Mona\t'055512345",
            [("Name", "Mobile"), ("Salem, Ali", "98765432"), ("Huda; Mona", "'055512345")],
            id="commas in cells and an apostrophe",
        ),
        pytest.param(
            "98765432\n55512345\n66612345\n", [("98765432",), ("55512345",), ("66612345",)], id="column"
        ),
        pytest.param(
            "الموبايل\n٩٨٧٦٥٤٣٢\n٥٥٥١٢٣٤٥", [("الموبايل",), ("٩٨٧٦٥٤٣٢",), ("٥٥٥١٢٣٤٥",)], id="Arabic column"
        ),
        pytest.param(
            "Mobile\n98765432 / 55512345\n66612345, 66612346\n98711122",
            [("Mobile",), ("98765432 / 55512345",), ("66612345, 66612346",), ("98711122",)],
            id="some cells of a column with two numbers",
        ),
        pytest.param("9876 5432", [("9876 5432",)], id="one number with a space"),
        pytest.param("+965 9876 5432", [("+965 9876 5432",)], id="one number with its code"),
        pytest.param("'98765432", [("'98765432",)], id="one number with an apostrophe"),
        pytest.param(
            "9876 5432\n5551 2345\n+965 6661 2345",
            [("9876 5432",), ("5551 2345",), ("+965 6661 2345",)],
            id="a column of numbers with spaces",
        ),
        pytest.param(
            "98765432,55512345, 66612345", [("98765432",), ("55512345",), ("66612345",)], id="commas"
        ),
        pytest.param(
            "98765432 55512345  66612345", [("98765432",), ("55512345",), ("66612345",)], id="spaces"
        ),
        pytest.param(
            "98765432;55512345؛66612345", [("98765432",), ("55512345",), ("66612345",)], id="semicolons"
        ),
        pytest.param(
            "٩٨٧٦٥٤٣٢، ٥٥٥١٢٣٤٥، ٦٦٦١٢٣٤٥", [("٩٨٧٦٥٤٣٢",), ("٥٥٥١٢٣٤٥",), ("٦٦٦١٢٣٤٥",)], id="Arabic commas"
        ),
        pytest.param("9876 5432 5551 2345", [("9876 5432",), ("5551 2345",)], id="two numbers in halves"),
        pytest.param("9876 5432, 5551 2345", [("9876 5432",), ("5551 2345",)], id="halves with a comma"),
        pytest.param(
            "98765432 965 55512345", [("98765432",), ("965 55512345",)], id="a code within the line"
        ),
        pytest.param(
            "98765432, 55512345,\n66612345, 98711122",
            [("98765432",), ("55512345",), ("66612345",), ("98711122",)],
            id="numbers on lines that wrap",
        ),
        pytest.param(
            "+965 9876 5432, Ali, +965 5551 2345",
            [("+965 9876 5432",), ("Ali",), ("+965 5551 2345",)],
            id="the people of a chat group",
        ),
        pytest.param(
            "Name,Mobile\nSara,98765432\nFahad,55512345",
            [("Name", "Mobile"), ("Sara", "98765432"), ("Fahad", "55512345")],
            id="text of a CSV file",
        ),
        pytest.param(
            "Hello all, here they are\n98765432\nplease send today, thanks",
            [("Hello all, here they are",), ("98765432",), ("please send today, thanks",)],
            id="lines of a chat",
        ),
        pytest.param("98765432\n\n55512345", [("98765432",), (), ("55512345",)], id="a blank line"),
    ],
)
def test_what_was_copied_is_what_is_read(pasting: Pasting, text: str, rows: list[tuple[str, ...]]) -> None:
    width = max(map(len, rows))
    assert [cells[:width] for cells in read(pasting.keep(text))] == [
        (*cells, *[""] * (width - len(cells))) for cells in rows
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.lists(
        st.from_regex(r"(\+965 |00965|965)?[569]\d{3} ?\d{4}", fullmatch=True), min_size=2, max_size=6
    ),
    sign=st.sampled_from([",", ", ", ";", " ؛ ", "، ", " | "]),
)
def test_no_number_on_a_line_is_lost(pasting: Pasting, numbers: list[str], sign: str) -> None:
    assert read(pasting.keep(sign.join(numbers))) == [(number,) for number in numbers]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="0123456789 ,;\n+-٥aس", min_size=1, max_size=60).filter(str.strip))
def test_no_digit_is_lost_whatever_was_copied(pasting: Pasting, text: str) -> None:
    def digits(text: str) -> str:
        return "".join(filter(str.isdecimal, text))

    assert digits("".join("".join(cells) for cells in read(pasting.keep(text)))) == digits(text)


@pytest.mark.parametrize("group", ["9876 5432 ", "0012 1234 ", "+12 1234 5678 ", "965 9659 9659 "])
def test_many_numbers_with_something_behind_them_are_read_in_one_go(pasting: Pasting, group: str) -> None:
    text = f"{group * 2000}x"
    assert read(pasting.keep(text)) == [(text,)]


@pytest.mark.parametrize("text", ["", " \n\t "], ids=["empty", "blank"])
def test_nothing_is_refused(pasting: Pasting, text: str) -> None:
    with pytest.raises(UserError) as caught:
        pasting.keep(text)
    assert caught.value.reason is Reason.PASTED_NOTHING


@pytest.mark.parametrize("character", ["9", "س"], ids=["characters", "bytes"])
def test_more_than_20_megabytes_are_refused(pasting: Pasting, paths: Paths, character: str) -> None:
    with pytest.raises(UserError) as caught:
        pasting.keep(character * (20 * 1024**2 // len(character.encode())))
    assert caught.value.reason is Reason.PASTED_TOO_MUCH
    assert not list((paths.root / "pasted").glob("*"))


def test_each_paste_is_a_file_of_its_own(pasting: Pasting) -> None:
    first, second = pasting.keep("98765432"), pasting.keep("55512345")
    assert first != second
    assert first.stem.startswith("Pasted 20")
    assert read(first) == [("98765432",)]


def test_half_a_character_does_not_stop_it(pasting: Pasting) -> None:
    assert read(pasting.keep("98765432\n5551\ud83d2345")) == [("98765432",), ("5551?2345",)]


def test_old_files_go_unless_a_list_was_made_of_them(pasting: Pasting, paths: Paths) -> None:
    used, unused, today = (pasting.keep(f"Mobile\n9876543{number}") for number in range(3))
    stored = Importing(lambda: Database(paths)).store(
        used, ImportOptions(), CheckOptions(), Mailbox(), threading.Event()
    )
    assert stored is not None
    for path in (used, unused):
        os.utime(path, (0, 0))
    assert pasting.clean_up() == 1
    assert [path.exists() for path in (used, unused, today)] == [True, False, True]


def test_there_is_nothing_to_clean_up_before_the_first_paste(pasting: Pasting) -> None:
    assert pasting.clean_up() == 0
