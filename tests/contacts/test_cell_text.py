from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.cell_text import CellValue, cell_text, row_texts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (96598765432.0, "96598765432"),
        (96598765432, "96598765432"),
        (1e11, "100000000000"),
        (1e20, "100000000000000000000"),
        (-5.0, "-5"),
        (0.0, "0"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (19.990000000000002, "19.99"),
        (1e-7, "1e-07"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 3, 4), "2026-03-04"),
        (dt.datetime(2026, 3, 4, 9, 30), "2026-03-04 09:30:00"),  # noqa: DTZ001  (as calamine gives it)
        (dt.datetime(2026, 3, 4, 9, 29, 59, 999_600), "2026-03-04 09:30:00"),  # noqa: DTZ001
        (dt.datetime.max, "9999-12-31 23:59:59"),  # noqa: DTZ901
        (dt.time(9, 30), "09:30:00"),
        (dt.time(9, 29, 59, 999_600), "09:30:00"),
        (dt.time(23, 59, 59, 999_600), "23:59:59"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
        (dt.timedelta(minutes=-90), "-01:30:00"),
        ("9.66551E+11", "9.66551E+11"),
        (" 9876 5432\n", " 9876 5432\n"),
        ("٩٨٧٦٥٤٣٢", "٩٨٧٦٥٤٣٢"),
        ("", ""),
    ],
    ids=repr,
)
def test_text_of_a_value(value: CellValue, text: str) -> None:
    assert cell_text(value) == text


@given(st.integers(min_value=0, max_value=10**15))
def test_no_whole_number_loses_a_digit(number: int) -> None:
    assert cell_text(float(number)) == str(number)


@given(st.text())
def test_texts_stay_as_they_are(text: str) -> None:
    assert cell_text(text) == text


def test_empty_cells_at_the_end_of_a_row_are_left_off() -> None:
    assert row_texts(["a", "", 1.0, "", ""]) == ["a", "", "1"]
