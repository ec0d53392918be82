from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.records import LONGEST_CELL_LINES, RecordTooLongError, read_records


def records(text: str, delimiter: str | None = ",") -> list[list[str]]:
    return list(read_records(io.StringIO(text, newline=""), delimiter))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ("a\n\nb", [["a"], [], ["b"]]),
        ('"a,1",b\n', [["a,1", "b"]]),
        ('"a\nb",c\nd\n', [["a\nb", "c"], ["d"]]),
        ('"a ""b""",c\n', [['a "b"', "c"]]),
        ('5" pipe,c\nd\n', [['5" pipe', "c"], ["d"]]),
        ("a,b,c\nd\n", [["a", "b", "c"], ["d"]]),
        (" a , b \n", [[" a ", " b "]]),
        ("a\x00,b\x00\n", [["a", "b"]]),
    ],
    ids=["crlf", "cr", "blank line", "comma", "new line", "quotes", "inch", "ragged", "spaces", "NUL"],
)
def test_records(text: str, expected: list[list[str]]) -> None:
    assert records(text) == expected


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize(
    "text",
    ['a,b\n"c\nd",e\nf,g\n"h\n\ni",j', 'a,"b\nc\nd,e\nf', '"a\n', 'x\n"y""\nz",1\n', "\n\n"],
    ids=["cells of lines", "astray", "open at the end", "doubled", "blank"],
)
def test_blocks_do_not_matter(text: str, size: int) -> None:
    lines = text.splitlines(keepends=True)
    blocks = ["".join(lines[start : start + size]) for start in range(0, len(lines), size)]
    assert list(read_records(blocks, ",")) == records(text)


def test_without_a_delimiter_each_line_is_a_cell() -> None:
    assert records('a,b;c\n"d\ne"\n', None) == [["a,b;c"], ["d\ne"]]


def test_a_stray_quote_near_the_end_swallows_nobody() -> None:
    assert records('Ali,1\n"Sara,2\nMona,3\n') == [["Ali", "1"], ['"Sara', "2"], ["Mona", "3"]]


def test_a_stray_quote_in_the_last_line_is_a_character() -> None:
    assert records('Ali,1\n"Sara,2') == [["Ali", "1"], ['"Sara', "2"]]


def test_a_stray_quote_far_from_the_end_swallows_nobody() -> None:
    lines = [f"n{number},{number}" for number in range(3 * LONGEST_CELL_LINES)]
    lines[5] = '"n5,5'
    expected = [line.split(",") for line in lines]
    assert records("\n".join(lines)) == expected


def test_several_stray_quotes_far_apart() -> None:
    lines = [f"n{number},{number}" for number in range(3 * LONGEST_CELL_LINES)]
    lines[5] = lines[5 + 2 * LONGEST_CELL_LINES] = '"stray,0'
    assert len(records("\n".join(lines))) == len(lines)


def test_a_cell_may_have_many_lines() -> None:
    cell = "\n".join("x" for _ in range(250))
    assert records(f'"{cell}",b\n') == [[cell, "b"]]


def test_a_cell_without_end_is_an_error() -> None:
    with pytest.raises(RecordTooLongError):
        records("x" * (csv.field_size_limit() + 1))


def test_quoted_lines_without_end_are_read_as_they_stand() -> None:
    line = "x" * 1000
    assert len(records(f'"{line}\n' + f"{line}\n" * 200)) == 201


cells = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@given(
    st.lists(st.lists(cells, min_size=1)),
    st.sampled_from([",", ";", "\t", "|", "،", "؛"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_whatever_csv_writes_comes_back(rows: list[list[str]], delimiter: str, end: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    assert records(text.getvalue(), delimiter) == rows


@given(st.text('ab",\r\n \x00'))
def test_no_character_of_any_text_is_lost(text: str) -> None:
    punctuation = str.maketrans("", "", '",\r\n\x00')
    found = "".join(cell for record in records(text) for cell in record)
    assert found.translate(punctuation) == text.translate(punctuation)
