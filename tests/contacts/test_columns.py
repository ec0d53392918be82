from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.columns import (
    column_letter,
    column_names,
    find_column,
    guess_header_row,
    guess_name_column,
    guess_phone_column,
    rank_phone_columns,
)
from kwtsms_desktop.contacts.source import TableRow

PHONES = ("50001234", "66005678", "+965 9900 1111", "٥٠٠٠٢٢٢٢", "")
LANDLINES = ("22401234", "24801235", "22401236", "25301237", "22401238")
CIVIL_IDS = ("290010112345", "285120312346", "301050112347", "299110512348", "278071512349")
PRICES = ("12.500", "7", "150.750", "1,200", "99")
DATES = ("2026-01-02", "2026-01-03", "22/11/2026", "2026-05-01", "1990-12-31")
NAMES = ("Ali", "Sara", "أحمد العنزي", "نورة", "Mona")
SERIALS = ("1", "2", "3", "4", "5")
WORDS = ("x", "y", "x", "z", "x")


def rows(*columns: tuple[str, ...], start: int = 2) -> list[TableRow]:
    return [TableRow(number, cells) for number, cells in enumerate(zip(*columns, strict=True), start=start)]


def sample(*lines: tuple[str, ...]) -> list[TableRow]:
    return [TableRow(number, cells) for number, cells in enumerate(lines, start=1)]


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_column_letter(index: int, letters: str) -> None:
    assert column_letter(index) == letters


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (("Name", "Mobile"), ("Name", "Mobile")),
        (("Mobile", "", "mobile "), ("Mobile", "B", "mobile (C)")),
        (("", ""), ("A", "B")),
        (("B", ""), ("B", "B (B)")),
        ((), ()),
    ],
)
def test_column_names(headings: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert column_names(headings) == names


@given(st.lists(st.text(alphabet="aAbB ()_12", max_size=4), max_size=6))
def test_every_column_can_be_found_by_its_letter_or_name(headings: list[str]) -> None:
    assert len(column_names(headings)) == len(headings)
    for heading in headings:
        if heading.strip(" _"):
            found = find_column(heading, headings)
            assert found is not None
            assert found <= headings.index(heading)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ("Phone", 1),
        ("phone", 1),
        ("PHONE_2", 2),
        ("c", 2),
        ("C", 2),
        ("D", 3),
        ("A", 4),
        ("الهاتف", 5),
        ("Phone (G)", 6),
        ("H", None),
        ("Phon", None),
        ("", None),
        ("  ", None),
    ],
)
def test_find_column(wanted: str, index: int | None) -> None:
    headings = ("Name", "Phone", "Phone 2", "", "A", "الهاتف", "Phone")
    assert find_column(wanted, headings) == index


@pytest.mark.parametrize(
    "heading",
    [
        "Mobile",
        "MOBILE NO.",
        "mobile_number",
        "Phone",
        "Phone Number",
        "Tel.",
        "Telephone No",
        "GSM",
        "Cell",
        "WhatsApp",
        "Contact Number",
        "Contact",
        "Number",
        "Customer Mobile",
        "Employee Phone",
        "الموبايل",
        "رقم الموبايل",
        "الجوال",
        "رقم الجوال",
        "رقم الهاتف",
        "هاتف",
        "هاتف العميل",
        "موبايل",
        "تلفون",
        "التليفون",
        "النقال",
        "الهاتف النقال",
        "رقم التواصل",
        "للتواصل",
        "واتساب",
        "رقم ولي الأمر",
        "الرقم",
        "م/ رقم الجوّال",
        "الاسم / الموبايل",
        "",
        "Something",
    ],
)
def test_phone_headings_among_others(heading: str) -> None:
    headings = ("Civil ID", "Name", "Amount", heading, "Date", "م")
    table = rows(CIVIL_IDS, NAMES, PRICES, PHONES, DATES, SERIALS)
    assert guess_phone_column(headings, table) == 3


@pytest.mark.parametrize(
    "heading",
    ["Mobile", "Phone", "رقم الهاتف", "الموبايل", "WhatsApp"],
)
def test_a_clear_heading_counts_even_over_numbers_that_are_all_wrong(heading: str) -> None:
    assert guess_phone_column(("Name", heading), rows(NAMES, WORDS)) == 1


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("Name", "Civil ID"), (NAMES, CIVIL_IDS)),
        (("Name", "الرقم المدني"), (NAMES, CIVIL_IDS)),
        (("Name", "رقم مدني"), (NAMES, CIVIL_IDS)),
        (("Name", ""), (NAMES, CIVIL_IDS)),
        (("Name", "Number"), (NAMES, CIVIL_IDS)),
        (("Name", "Price"), (NAMES, PRICES)),
        (("Name", "Number"), (NAMES, PRICES)),
        (("Name", ""), (NAMES, DATES)),
        (("Name", "Account number"), (NAMES, PHONES)),
        (("Name", "رقم الحساب"), (NAMES, PHONES)),
        (("Name", "رقم الجواز"), (NAMES, PHONES)),
        (("Name", "Contact person"), (NAMES, NAMES)),
        (("رقم", "Name"), (SERIALS, NAMES)),
        (("Name", "Phone type"), (NAMES, WORDS)),
    ],
    ids=lambda value: str(value[1]) if isinstance(value[0], str) else "",
)
def test_columns_that_are_no_phones(headings: tuple[str, ...], columns: tuple[tuple[str, ...], ...]) -> None:
    assert guess_phone_column(headings, rows(*columns)) is None


@pytest.mark.parametrize(
    ("headings", "columns", "best"),
    [
        (("Phone", "Mobile"), (LANDLINES, PHONES), 1),
        (("Tel", "Contact"), (LANDLINES, PHONES), 1),
        (("Mobile 1", "Mobile 2"), (PHONES, PHONES), 0),
        (("Mobile 1", "Mobile 2"), (PHONES, ("", "", "50001234", "", "")), 0),
        (("Fax", "Phone"), (PHONES, PHONES), 1),
        (("Home phone", "Mobile"), (PHONES, PHONES), 1),
        (("", ""), (SERIALS, PHONES), 1),
        (("Phone model", "Contact"), (WORDS, PHONES), 1),
    ],
)
def test_the_better_of_two(
    headings: tuple[str, ...], columns: tuple[tuple[str, ...], ...], best: int
) -> None:
    assert guess_phone_column(headings, rows(*columns)) == best


def test_numbers_one_after_the_other_may_still_be_phones() -> None:
    phones = tuple(str(50001234 + step) for step in range(20))
    assert guess_phone_column(("",), rows(phones)) == 0
    assert (
        guess_phone_column(("", ""), rows(phones, ("66001234", "50005678", "99001111", "66009999") * 5)) == 1
    )


def test_endless_digits_are_no_serial_numbers() -> None:
    assert guess_phone_column(("",), rows(("1" * 10_000,) * 6)) is None


def test_ranking_names_every_candidate() -> None:
    ranked = rank_phone_columns(("Name", "Phone", "Mobile"), rows(NAMES, PHONES, PHONES))
    assert [index for index, _ in ranked] == [2, 1]


def test_ragged_rows_do_no_harm() -> None:
    ragged = [TableRow(2, ("Ali",)), TableRow(3, ()), TableRow(4, ("Sara", "x", "50001234"))]
    assert guess_phone_column(("Name", "", "Mobile"), ragged) == 2


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        ([("Name", "Mobile"), ("Ali", "50001234")], 1),
        ([("الاسم", "الموبايل"), ("Ali", "50001234")], 1),
        ([("Our clients",), (), ("Name", "Mobile"), ("Ali", "50001234")], 3),
        ([("قائمة هواتف العملاء",), ("Name", "Mobile"), ("Ali", "50001234")], 2),
        ([("قائمة هواتف العملاء",), ("2026",), ("Name", "Mobile"), ("Ali", "50001234")], 3),
        ([("Jasmine Salon", "22401234"), ("Name", "Mobile"), ("Ali", "50001234")], 2),
        ([("Name", "Mobile"), ("الاسم", "الموبايل"), ("Ali", "50001234")], 2),
        ([("Name", "Mobile"), (), ("Ali", "50001234")], 1),
        ([("Name", "Mobile")], 1),
        ([("Mobile",), ("abc",), ("12",)], 1),
        ([("Mobile",), ("50001234",)], 1),
        ([("50001234",), ("50001235",)], 0),
        ([("50001234",)], 0),
        ([("Ali", "50001234"), ("Sara", "50001235")], 0),
        ([("Ali", "50001234"), ("Sara", "no mobile")], 0),
        ([("Client", "Which"), ("Ali", "50001234"), ("Sara", "66001234")], 1),
        ([("Report",), ("Client", "Which"), ("Ali", "50001234"), ("Sara", "66001234")], 2),
        ([("Report",), ("Ali", "50001234"), ("Sara", "66001234")], 0),
        ([("Which",), ("50001234",), ("66001234",)], 1),
        ([("x",), ("y",)], 0),
        ([("a", "b"), ("1", "2")], 1),
        ([("1", "2"), ("3", "4")], 0),
        ([], 0),
    ],
    ids=[
        "english",
        "arabic",
        "title above",
        "title names phones",
        "title and year",
        "letterhead with a number",
        "two languages",
        "blank below",
        "headings alone",
        "only wrong numbers",
        "one column",
        "one column without",
        "one cell",
        "no headings",
        "a note in a cell",
        "unknown headings",
        "unknown below a title",
        "title without headings",
        "unknown above one column",
        "only words",
        "figures below words",
        "only figures",
        "nothing",
    ],
)
def test_guess_header_row(lines: list[tuple[str, ...]], row: int) -> None:
    assert guess_header_row(sample(*lines)) == row


@pytest.mark.parametrize(
    ("headings", "columns", "index"),
    [
        (("Mobile", "Name"), (PHONES, NAMES), 1),
        (("Mobile", "اسم العميل"), (PHONES, NAMES), 1),
        (("Customer", "Customer Name", "Mobile"), (SERIALS, NAMES, PHONES), 1),
        (("Customer No", "Who", "Mobile"), (SERIALS, NAMES, PHONES), None),
        (("", ""), (PHONES, NAMES), 1),
        (("", ""), (PHONES, PRICES), None),
        (("Mobile",), (PHONES,), None),
    ],
)
def test_guess_name_column(
    headings: tuple[str, ...], columns: tuple[tuple[str, ...], ...], index: int | None
) -> None:
    table = rows(*columns)
    assert guess_name_column(headings, table, guess_phone_column(headings, table)) == index


@given(
    st.lists(st.text(max_size=12), max_size=4),
    st.lists(st.lists(st.text(max_size=12), max_size=4).map(tuple), max_size=6),
)
def test_no_table_is_beyond_guessing(headings: list[str], lines: list[tuple[str, ...]]) -> None:
    table = sample(*lines)
    header = guess_header_row(table)
    assert header == 0 or any(row.number == header for row in table)
    phone = guess_phone_column(headings, table)
    width = max([len(headings), *map(len, lines)])
    assert phone is None or 0 <= phone < width
    name = guess_name_column(headings, table, phone)
    assert name is None or name != phone
