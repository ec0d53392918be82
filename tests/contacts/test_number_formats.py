from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.cell_text import CellValue, cell_text
from kwtsms_desktop.contacts.number_formats import PHONE_SIZE, built_in_format, number_format
from kwtsms_desktop.core.phone import read_phone

ACCOUNTING = '_-[$KD]* #,##0.000_-;-[$KD]* #,##0.000_-;_-[$KD]* "-"??_-;_-@_-'


def shown(code: str, value: CellValue) -> str:
    """The text of a cell: by its format, or plain where the format has none for it."""
    look = number_format(code)
    text = look.text(value) if look is not None else None
    return cell_text(value) if text is None else text


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0.000", 12.5, "12.500"),
        ("#,##0.000", 1250.0, "1,250.000"),
        ('#,##0.000 "KD"', 1250.0, "1,250.000 KD"),
        ('"KD "#,##0.000', 0.5, "KD 0.500"),
        ("[$KD-3401] #,##0.000", 1250.5, "KD 1,250.500"),
        (ACCOUNTING, 12.0, "KD 12.000"),
        (ACCOUNTING, -3.5, "-KD 3.500"),
        (ACCOUNTING, 0.0, "KD -"),
        ("_-* #,##0.000_-;-* #,##0.000_-", -1.0, "-1.000"),
        ("#,##0_);(#,##0)", -1234.0, "(1,234)"),
        ("#,##0 د.ك", 1234.4, "1,234 د.ك"),
        ("0%", 0.15, "15%"),
        ("0.0%", 0.1555, "15.6%"),
        ("00000", 123.0, "00123"),
        ("000-0000", 5551234.0, "555-1234"),
        ("0,000.0", 5.0, "0,005.0"),
        ("#,##0,", 12500.0, "13"),
        ('0.0,"K"', 12500.0, "12.5K"),
        ("0.##", 12.0, "12."),
        ("#.00", 0.5, ".50"),
        ("0.0?", 1.5, "1.5"),
        ("0.00E+00", 0.001234, "1.23E-03"),
        ("0.0E-0", 1234.5, "1.2E3"),
        ("##0.0E+0", 12345.5, "12.3E+3"),
        ("0.00E+00", 9.996, "1.00E+01"),
        ("[Red]0.00;[Blue](0.00);[Color10]\\z", -2.5, "(2.50)"),
        ("0.00;(0.00);\\z", 0.0, "z"),
        ('[>=1000]0.0,"K";0', 1500.0, "1.5K"),
        ('[>=1000]0.0,"K";0', -5.0, "-5"),
        ('General" KD"', 12.5, "12.5 KD"),
        ("[$-2000401]0.00", 12.5, "١٢.٥٠"),
        (";;;", 5.0, ""),
        ("$#,##0.00", 5.0, "$5.00"),
    ],
)
def test_numbers(code: str, value: float, text: str) -> None:
    assert shown(code, value) == text


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0", 0.5, "1"),
        ("0", 2.5, "3"),
        ("0.00", 2.675, "2.68"),
        ("0.00", 1.005, "1.01"),
        ("0.00", -2.675, "-2.68"),
        ("0.000", 0.1 + 0.2, "0.300"),
        ("0.00", -0.001, "0.00"),
    ],
)
def test_halves_are_rounded_up_as_spreadsheets_do(code: str, value: float, text: str) -> None:
    assert shown(code, value) == text


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("d/m/yyyy", dt.date(2026, 11, 25), "25/11/2026"),
        ("dd/mm/yyyy;@", dt.date(2026, 1, 5), "05/01/2026"),
        ("d-mmm-yy", dt.date(2026, 11, 25), "25-Nov-26"),
        ("mmmmm", dt.date(2026, 11, 25), "N"),
        ("[$-F800]dddd, mmmm dd, yyyy", dt.date(2026, 11, 25), "Wednesday, November 25, 2026"),
        ("[$-3401]dddd d mmmm yyyy", dt.date(2026, 11, 25), "الأربعاء 25 نوفمبر 2026"),
        ("[$-2003401]d/m/yyyy", dt.date(2026, 11, 25), "٢٥/١١/٢٠٢٦"),
        ("d/m/yyyy h:mm", dt.datetime(2026, 11, 25, 9, 30), "25/11/2026 9:30"),  # noqa: DTZ001
        ("hh:mm AM/PM", dt.time(13, 5), "01:05 PM"),
        ("h A/P", dt.time(0, 5), "12 A"),
        ("[$-3401]h:mm AM/PM", dt.time(9, 5), "9:05 ص"),
        ("mm:ss.0", dt.time(1, 2, 3, 450_000), "02:03.5"),
        ("[h]:mm", dt.timedelta(hours=30, minutes=5), "30:05"),
        ("[mm]:ss", dt.timedelta(hours=1, seconds=5), "60:05"),
        ("[ss]", dt.timedelta(minutes=2), "120"),
    ],
)
def test_dates_and_times(code: str, value: CellValue, text: str) -> None:
    assert shown(code, value) == text


def test_a_little_less_than_a_minute_is_that_minute() -> None:
    assert shown("h:mm", dt.time(9, 29, 59, 999_900)) == "9:30"
    assert shown("h:mm:ss", dt.time(9, 29, 59, 600_000)) == "9:30:00"
    assert shown("h:mm", dt.time(9, 29, 59)) == "9:29"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("d/m/yyyy", 12.5),
        ("d/m/yyyy", dt.time(9, 30)),
        ("h:mm", dt.timedelta(hours=-1)),
        ("0.00", dt.date(2026, 11, 25)),
        ("0.00", True),
        ("0.00", "12.5"),
        ("0.00", float("nan")),
        ("0.00", float("inf")),
        ("# ?/?", 0.5),
        ("[$-41E]d mmm yyyy", dt.date(2026, 11, 25)),
        ("[$-1060401]d/m/yyyy", dt.date(2026, 11, 25)),
        ("[$-801]mmmm", dt.date(2026, 11, 25)),
        ("gg e", dt.date(2026, 11, 25)),
        ("0.00kg", 12.5),
        ('0.00"kg', 12.5),
        ("[Weird]0.00", 12.5),
        ("0.0.0", 12.5),
        ("0;0;0;@;0", 12.5),
        ("0" * 2000, 12.5),
        ("0." + "0" * 50, 12.5),
        ("0" + "%" * 50, 12.5),
        ("General", 12.5),
        ("@", 12.5),
        ("", 12.5),
    ],
)
def test_what_cannot_be_shown_stays_plain(code: str, value: CellValue) -> None:
    assert shown(code, value) == cell_text(value)


def test_texts_are_shown_by_the_text_section() -> None:
    assert shown('0;-0;0;"Mr. "@', "Ali") == "Mr. Ali"
    assert shown('0;-0;0;"Mr. "@', "") == ""


@pytest.mark.parametrize(
    ("number", "code", "value", "text"),
    [
        (2, None, 12.5, "12.50"),
        (9, None, 0.15, "15%"),
        (14, None, dt.date(2026, 11, 25), "25/11/2026"),
        (14, "mm-dd-yy", dt.date(2026, 11, 25), "25/11/2026"),
        (22, None, dt.datetime(2026, 11, 25, 9, 30), "25/11/2026 9:30"),  # noqa: DTZ001
        (165, "m/d/yyyy", dt.date(2026, 11, 25), "11/25/2026"),
        (44, '_("KD"* #,##0.000_)', 12.5, "KD 12.500"),
    ],
)
def test_numbered_formats(number: int, code: str | None, value: CellValue, text: str) -> None:
    look = built_in_format(number, code)
    assert look is not None
    assert look.text(value) == text


@pytest.mark.parametrize("number", [0, 12, 27, 42, 44, 49, 58, 163, 900])
def test_numbers_of_formats_that_a_file_does_not_tell(number: int) -> None:
    assert built_in_format(number) is None


CODES = st.one_of(
    st.sampled_from(
        [
            *("0", "0.00", "0.000", "#,##0", "#,##0.000", "0%", "0.00E+00", "##0.0E+0", "00000000000", "0,"),
            *("000-0000", "(###) ###-####", "0000 0000", "[<=9999999]###-####;(###) ###-####", ACCOUNTING),
            *('"+965 "0', '"00965"0', "0.0?", ";;;", "d/m/yyyy", "[h]:mm", '0;-0;0;"x"@', "General"),
        ]
    ),
    st.text(alphabet='0#?.,%E+-;@"\\_*[]$d/myhs: K', max_size=20),
)


@given(CODES, st.integers(min_value=PHONE_SIZE, max_value=10**15))
def test_no_digit_of_a_phone_number_is_lost_or_added(code: str, number: int) -> None:
    assert shown(code, float(number)) == str(number)


@given(CODES, st.integers(min_value=40_000_000, max_value=69_999_999))
def test_a_phone_number_is_read_the_same_with_any_format(code: str, number: int) -> None:
    assert read_phone(shown(code, float(number))) == read_phone(str(number))


@given(st.text(alphabet='0#?.,%E+-;@"\\_*[]$<>=dmyhsAMP/: GeneralKD١', max_size=25))
def test_any_code_is_understood_or_not_but_never_fails(code: str) -> None:
    for value in (12.5, -3.0, 0.0, 1e300, dt.date(2026, 1, 2), dt.time(9, 30), dt.timedelta(days=2)):
        assert isinstance(shown(code, value), str)


@given(st.floats(min_value=-9_999_999, max_value=9_999_999))
def test_three_decimals_are_those_of_the_number(value: float) -> None:
    text = shown("#,##0.000", value)
    assert re.fullmatch(r"-?\d{1,3}(?:,\d{3})*\.\d{3}", text)
    assert abs(float(text.replace(",", "")) - value) <= 0.000_500_001
