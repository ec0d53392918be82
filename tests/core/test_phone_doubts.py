"""Cells that are no number, or not surely one: the published cases A3, two numbers, words, damage."""

from __future__ import annotations

import pytest

from kwtsms_desktop.core.phone import BARE_CLIENT, PROGRAM, PhoneReading, Policy, read_phone
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict
from tests.support.readings import SAMPLE, cases, invalid, wrong_length


@pytest.mark.parametrize(
    ("text", "reason"),
    cases(
        ("A1.8-call", "call 965 98765432", Reason.LETTERS),
        ("A1.8-x", "96598765432x", Reason.LETTERS),
        ("A3.13", "+965 9876 5432 ext 5", Reason.EXTENSION),
        ("whatsapp", "whatsapp 98765432", Reason.LETTERS),
        ("mobile", "+96598765432 mobile", Reason.LETTERS),
        ("wife", "98765432 (wife)", Reason.LETTERS),
        ("arabic-word", "هاتف ٩٨٧٦٥٤٣٢", Reason.LETTERS),
        ("two-words", "Mobile: 98765432 (home)", Reason.LETTERS),
        ("link", "https://wa.me/96598765432", Reason.LETTERS),
        ("currency", "$98765432", Reason.LETTERS),
        ("beside-email", "98765432, ali77@example.com", Reason.LETTERS),
        ("bracketed-digit", "98765432 (2)", Reason.EXTENSION),
        ("hash", "98765432#5", Reason.EXTENSION),
        ("tel-uri", "tel:98765432;ext=5", Reason.EXTENSION),
        ("numbered", "1. 98765432", Reason.EXTENSION),
        ("month-before", "05/98765432", Reason.EXTENSION),
        ("code-behind", "98765432-965", Reason.EXTENSION),
        ("code-behind-plus", "98765432 965+", Reason.EXTENSION),
        ("fraction", "96598765432.5", Reason.DECIMALS),
        ("comma-fraction", "98765432,5", Reason.DECIMALS),
        ("beside-landline", "98765432 / 22334455", Reason.SEVERAL_NUMBERS),
        ("star-inside", "9876*5432", Reason.SEVERAL_NUMBERS),
    ),
)
def test_something_beside_the_number_needs_review(text: str, reason: Reason) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.reason) == (Verdict.NEEDS_REVIEW, reason)
    assert (reading.phone, reading.proposals) == (SAMPLE, (SAMPLE,))


@pytest.mark.parametrize(
    "text",
    cases(
        ("A3.14-space", "96598765432 96555512345"),
        ("A3.14-semicolon", "96598765432;96555512345"),
        ("A3.14-newline", "96598765432\n96555512345"),
        ("slash", "98765432 / 55512345"),
        ("tight-slash", "98765432/55512345"),
        ("backslash", "98765432\\55512345"),
        ("comma", "98765432,55512345"),
        ("arabic-comma", "98765432، 55512345"),
        ("dash", "98765432 - 55512345"),
        ("tight-dash", "98765432-55512345"),
        ("space", "98765432 55512345"),
        ("plus", "+96598765432+96555512345"),
        ("ampersand", "98765432 & 55512345"),
        ("pipe", "98765432|55512345"),
        ("and", "98765432 and 55512345"),
        ("arabic-and", "98765432 و 55512345"),
        ("arabic-and-tight", "٩٨٧٦٥٤٣٢ و٥٥٥١٢٣٤٥"),
        ("arabic-or", "98765432 أو 55512345"),
        ("people", "98765432 (wife) 55512345 (son)"),
        ("spaced-both", "9876 5432 5551 2345"),
        ("codes", "965 98765432 965 55512345"),
        ("zeros", "00965 98765432 00965 55512345"),
        ("powers", "9.8765432E+7 / 5.5512345E+7"),
        ("twice-and-another", "98765432, 55512345, 98765432"),
        ("plus-behind", "96598765432+ / 96555512345+"),
    ),
)
def test_two_numbers_in_a_cell_are_both_proposed_in_order(text: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.reason) == (Verdict.NEEDS_REVIEW, Reason.SEVERAL_NUMBERS)
    assert reading.proposals == (SAMPLE, "96555512345")
    assert dict(reading.details)["count"] == 2


@pytest.mark.parametrize(
    ("text", "other"),
    cases(
        ("slash", "98765432/4", "96598765434"),
        ("two-digits", "98765432/44", "96598765444"),
        ("dash", "9876-5432 - 3", "96598765433"),
        ("arabic", "٩٨٧٦٥٤٣٢/٣", "96598765433"),
    ),
)
def test_a_digit_behind_a_slash_may_be_another_ending(text: str, other: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.reason) == (Verdict.NEEDS_REVIEW, Reason.SEVERAL_NUMBERS)
    assert reading.proposals == (SAMPLE, other)


@pytest.mark.parametrize(
    ("text", "proposal"), [("987654O2", "96598765402"), ("O98765432", SAMPLE), ("9876543l", "96598765431")]
)
def test_letters_that_look_like_digits_are_proposed_as_digits(text: str, proposal: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.reason) == (Verdict.NEEDS_REVIEW, Reason.LETTERS)
    assert reading.proposals == (proposal,)


@pytest.mark.parametrize(
    "text", ["96598765432 96598765432", "98765432 / +965 98765432", "98765432,98765432\n98765432"]
)
def test_one_number_written_twice_is_one_number(text: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.phone) == (Verdict.VALID, SAMPLE)
    assert Repair.REPEAT_REMOVED in reading.repairs


@pytest.mark.parametrize(
    ("text", "phone"), [("0966551234567", "966551234567"), ("05351234567", "5351234567")]
)
def test_one_zero_before_a_foreign_number_needs_review(text: str, phone: str) -> None:
    # 0535 123 4567 is a Turkish mobile as Turks write it, and reads as a Cuban one.
    reading = read_phone(text)
    assert (reading.verdict, reading.reason) == (Verdict.NEEDS_REVIEW, Reason.LEADING_ZERO)
    assert reading.proposals == (phone,)
    assert read_phone(text, BARE_CLIENT).verdict is Verdict.VALID


def test_a_local_number_with_digits_behind_it_is_not_taken_for_a_foreign_one() -> None:
    reading = read_phone("66812345 678")
    assert (reading.verdict, reading.reason) == (Verdict.NEEDS_REVIEW, Reason.EXTENSION)
    assert reading.proposals == ("96566812345", "66812345678")
    assert read_phone("66 81 234 5678").phone == "66812345678"


def test_separators_that_part_numbers_are_not_believed_inside_a_foreign_number() -> None:
    reading = read_phone("4479;11123456")
    assert (reading.verdict, reading.proposals) == (Verdict.NEEDS_REVIEW, ("447911123456",))


def test_a_decimal_point_may_be_a_slip() -> None:
    reading = read_phone("9876543.2")
    assert (reading.verdict, reading.reason, reading.proposals) == (
        Verdict.NEEDS_REVIEW,
        Reason.DECIMALS,
        (SAMPLE,),
    )


NO_NUMBER = cases(
    ("A3.1-null", "null", invalid(Reason.NO_DIGITS)),
    ("A3.1-undefined", "undefined", invalid(Reason.NO_DIGITS)),
    ("A3.1-nan", "NaN", invalid(Reason.NO_DIGITS)),
    ("A3.2-letters", "abc", invalid(Reason.NO_DIGITS)),
    ("A3.2-dashes", "---", invalid(Reason.NO_DIGITS)),
    ("A3.2-plus", "+", invalid(Reason.NO_DIGITS)),
    ("A3.3-zero", "0", invalid(Reason.TOO_SHORT, digits=1)),
    ("A3.3-zeros", "000", invalid(Reason.TOO_SHORT, digits=3)),
    ("A3.4-3", "123", invalid(Reason.TOO_SHORT, digits=3)),
    ("A3.4-letters", "abc123", invalid(Reason.TOO_SHORT, digits=3)),
    ("A3.4-6", "123456", invalid(Reason.TOO_SHORT, digits=6)),
    ("A3.5", "1234567890123456", invalid(Reason.TOO_LONG, digits=16)),
    ("A3.6", "user@gmail.com", invalid(Reason.EMAIL)),
    ("A3.7", "my+name@domain.com", invalid(Reason.EMAIL)),
    ("A3.8", "96598765432@x.com", invalid(Reason.EMAIL)),
    ("A3.8-named", "Ali <96598765432@x.com>", invalid(Reason.EMAIL)),
    ("A3.9", "96522334455", invalid(Reason.LANDLINE, country="965")),
    ("A3.10", "96512345678", invalid(Reason.WRONG_PREFIX, country="965", prefix="1")),
    ("A3.11", "9659876543", wrong_length("965", 7, "8")),
    ("A3.12", "965987654321", wrong_length("965", 9, "8")),
    ("A3.15-lost", "9.65988E+10", invalid(Reason.LOST_DIGITS)),
    ("A3.16", "'; DROP TABLE users; --", invalid(Reason.NO_DIGITS)),
    ("A3.17", "0x965", invalid(Reason.TOO_SHORT, digits=3)),
    ("A3.18-15", "+123456789012345", wrong_length("1", 14, "10")),
    ("A3.20", "20101234567", wrong_length("20", 9, "10")),
    ("A3.21-965", "96587654321", invalid(Reason.WRONG_PREFIX, country="965", prefix="8")),
    ("A3.21-973", "97341234567", invalid(Reason.WRONG_PREFIX, country="973", prefix="4")),
    ("A3.21-968", "96862791234", invalid(Reason.WRONG_PREFIX, country="968", prefix="6")),
    ("A3.21-961", "96141234567", invalid(Reason.WRONG_PREFIX, country="961", prefix="4")),
    ("A4.8-966", "96600551234567", invalid(Reason.EXTRA_ZEROS, country="966")),
    ("A4.8-plus", "+9650098765432", invalid(Reason.EXTRA_ZEROS, country="965")),
    ("A4.8-965", "96500098765432", invalid(Reason.EXTRA_ZEROS, country="965")),
    ("A4.9", "9650 9876543", wrong_length("965", 7, "8")),
)


@pytest.mark.parametrize("policy", [PROGRAM, BARE_CLIENT], ids=["program", "client"])
@pytest.mark.parametrize(("text", "expected"), NO_NUMBER)
def test_what_is_no_number_is_refused_by_its_name(text: str, expected: PhoneReading, policy: Policy) -> None:
    found = read_phone(text, policy)
    if (
        policy is BARE_CLIENT
        and expected.reason is Reason.LANDLINE
        and "39" in dict(expected.details).values()
    ):
        expected = wrong_length("39", 9, "10")  # only the second opinion knows an Italian landline
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        ("A3.18-7", "1234567", wrong_length("965", 7, "8")),
        ("A3.18-8", "12345678", invalid(Reason.WRONG_PREFIX, country="965", prefix="1")),
        ("A5.4", "22334455", invalid(Reason.LANDLINE, country="965")),
        ("A5.5", "71234567", invalid(Reason.WRONG_PREFIX, country="965", prefix="7")),
        ("A5.6-international", "0098765432", wrong_length("98", 6, "10")),
        ("A5.6-plus", "+98765432", wrong_length("98", 6, "10")),
        ("A5.6-plus-behind", "98765432+", wrong_length("98", 6, "10")),
        ("A5.7", "050 449 6677", wrong_length("965", 9, "8")),
        ("A5.8-zero", "0551234567", wrong_length("965", 9, "8")),
        ("A5.8", "551234567", wrong_length("965", 9, "8")),
        ("A5.9", "0598765432", wrong_length("965", 9, "8")),
        ("A5.11", "9659876543", wrong_length("965", 7, "8")),
        ("A6.8-7", "8887654", wrong_length("965", 7, "8")),
        ("A6.8-299", "+2991234", wrong_length("299", 4, "6")),
        ("A6.10", "99999999999", wrong_length("965", 11, "8")),
        ("unknown-country", "+2101234567", invalid(Reason.UNKNOWN_COUNTRY)),
        ("one-missing", "9876543", wrong_length("965", 7, "8")),
        ("one-more", "987654321", wrong_length("965", 9, "8")),
        ("india-without-code", "9876543210", wrong_length("965", 10, "8")),
        ("egypt-without-code", "01001234567", wrong_length("965", 10, "8")),
        ("saudi-one-missing", "96655123456", wrong_length("966", 8, "9")),
        ("civil-id", "289012345678", wrong_length("965", 12, "8")),
        ("A4.11", "390612345678", invalid(Reason.LANDLINE, country="39")),
        ("two-landlines", "22334455 / 22445566", invalid(Reason.LANDLINE, country="965")),
        ("landline-in-words", "office 2233 4455", invalid(Reason.LANDLINE, country="965")),
        ("swiss-landline", "+41 44 668 18 00", invalid(Reason.LANDLINE, country="41")),
        ("british-premium", "+44 909 879 0000", invalid(Reason.NOT_A_MOBILE, country="44")),
        ("arabic-words", "لا يوجد", invalid(Reason.NO_DIGITS)),
        ("boolean", "TRUE", invalid(Reason.NO_DIGITS)),
        ("not-available", "N/A", invalid(Reason.NO_DIGITS)),
        ("dash", "-", invalid(Reason.NO_DIGITS)),
        ("money", "1,234", invalid(Reason.TOO_SHORT, digits=4)),
        ("wide-digit-A2.7", "０", invalid(Reason.TOO_SHORT, digits=1)),
        ("endless", "9" * 5000, invalid(Reason.TOO_LONG, digits=5000)),
        ("endless-mixed", "98 / " * 1000, invalid(Reason.TOO_LONG, digits=2000)),
        ("endless-words", "no phone " * 1000, invalid(Reason.NO_DIGITS)),
    ),
)
def test_the_program_tells_why_a_number_is_refused(text: str, expected: PhoneReading) -> None:
    assert read_phone(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    cases(
        ("excel-text", "9.66551E+11", Reason.LOST_DIGITS),
        ("excel-short", "9.66E+11", Reason.LOST_DIGITS),
        ("excel-uae", "9.71501E+11", Reason.LOST_DIGITS),
        ("excel-comma", "9,66551E+11", Reason.LOST_DIGITS),
        ("excel-arabic", "٩٫٦٦٥٥١E+١١", Reason.LOST_DIGITS),
        ("no-point", "966E+9", Reason.LOST_DIGITS),
        ("small", "9.87654e7", Reason.LOST_DIGITS),
        ("negative-power", "9.6E-5", Reason.LOST_DIGITS),
        ("absurd-power", "1E+99999999999999999999", Reason.LOST_DIGITS),
        ("cyrillic-e", "9.6655112\u0415+11", Reason.LOST_DIGITS),
        ("power-of-ten", "9.6655112×10^11", Reason.LOST_DIGITS),
        ("with-words", "9.66551E+11 (wife)", Reason.LOST_DIGITS),
        ("beside-a-number", "9.66551E+11 / 98765432", Reason.LOST_DIGITS),
        ("iso-date", "2024-05-01", Reason.DATE),
        ("date-and-time", "2024-05-01 00:00:00", Reason.DATE),
        ("iso-date-and-time", "2024-05-01T08:30:00Z", Reason.DATE),
        ("slashed", "01/05/2024", Reason.DATE),
        ("american", "12/31/2024", Reason.DATE),
        ("dotted", "1.5.2024", Reason.DATE),
        ("short-year", "1/5/24", Reason.DATE),
        ("arabic-date", "٠١/٠٥/٢٠٢٤", Reason.DATE),
        ("never", "9999-12-31", Reason.DATE),
        ("excel-zero", "00/01/1900", Reason.DATE),
        ("month-name", "1-May-2024", Reason.DATE),
        ("excel-month", "May-98", Reason.DATE),
        ("time", "12:30", Reason.DATE),
        ("not-available", "#N/A", Reason.FORMULA_ERROR),
        ("reference", "#REF!", Reason.FORMULA_ERROR),
        ("value", "#VALUE!", Reason.FORMULA_ERROR),
        ("division", "#DIV/0!", Reason.FORMULA_ERROR),
        ("spanish", "#¿NOMBRE?", Reason.FORMULA_ERROR),
        ("french", "#DIV/0 !", Reason.FORMULA_ERROR),
        ("too-narrow", "########", Reason.FORMULA_ERROR),
        ("libreoffice", "Err:502", Reason.FORMULA_ERROR),
    ),
)
def test_damage_is_recognised_before_digits_are_extracted(text: str, reason: Reason) -> None:
    assert read_phone(text) == invalid(reason)


@pytest.mark.parametrize("text", ["98-76-5432", "9876-54-32", "50-12-1999", "5551-23-45"])
def test_what_cannot_be_a_date_is_read_as_a_number(text: str) -> None:
    assert read_phone(text).verdict is Verdict.VALID


@pytest.mark.parametrize(
    "text", ["65,000.500", "(650,000.12)", "-65000.123", "1,250.000", "12.500", "65,000.000"]
)
def test_an_amount_of_money_is_no_phone_number(text: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.phone) == (Verdict.INVALID, None)


@pytest.mark.parametrize(("text", "phone"), [("65000.123", "96565000123"), ("98,765,432.50", "96598765432")])
def test_what_may_be_an_amount_is_only_proposed(text: str, phone: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.reason, reading.proposals) == (
        Verdict.NEEDS_REVIEW,
        Reason.DECIMALS,
        (phone,),
    )


@pytest.mark.parametrize("text", ["9876.5432", "965.98765432", "(965) 9876.5432", "98,765,432"])
def test_points_and_commas_between_groups_are_separators(text: str) -> None:
    assert read_phone(text).verdict is Verdict.VALID
