"""Reading one cell: the published cases A1 to A5, the cells of real offices, and what holds for any text."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kwtsms_desktop.core.phone import BARE_CLIENT, PROGRAM, PhoneReading, Policy, mask, normalize, read_phone
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict

SAMPLE = "96598765432"


def cases(*rows: tuple[object, ...]) -> list[object]:
    """Rows whose first element is the id of the case."""
    return [pytest.param(*row[1:], id=str(row[0])) for row in rows]


def invalid(reason: Reason, **details: str | int) -> PhoneReading:
    """The reading of a cell that is refused."""
    return PhoneReading(Verdict.INVALID, None, (), reason, (), (), tuple(details.items()))


def wrong_length(country: str, digits: int, expected: str) -> PhoneReading:
    """The reading of a number with too few or too many digits for its country."""
    return invalid(Reason.WRONG_LENGTH, country=country, digits=digits, expected=expected)


A1 = cases(
    ("A1.1", "96598765432"),
    ("A1.2", "+96598765432"),
    ("A1.3", "0096598765432"),
    ("A1.4", "00 965 9876-5432"),
    ("A1.5-spaces", "965 9876 5432"),
    ("A1.5-dashes", "965-9876-5432"),
    ("A1.5-slash", "965/98765432"),
    ("A1.6-brackets", "(965) 9876.5432"),
    ("A1.6-dot", "+965.98765432"),
    ("A1.7-many-zeros", "0000096598765432"),
    ("A1.7-plus-zeros", "+00965 98765432"),
    ("A1.7-zeros-plus", "00+96598765432"),
    ("A1.8-tel", "tel:+96598765432"),
    ("A1.9-star", "*96598765432"),
    ("A1.9-hash", "96598765432#"),
    ("A1.9-dash-behind", "96598765432-"),
    ("A1.9-dash-before", "-96598765432"),
    ("A1.10-spaces", "  96598765432 "),
    ("A1.10-tab", "\t96598765432\t"),
    ("A1.10-newline", "\n96598765432\r\n"),
)

A2 = cases(
    ("A2.1", "٩٦٥٩٨٧٦٥٤٣٢"),
    ("A2.2", "۹۶۵۹۸۷۶۵۴۳۲"),
    ("A2.3", "٩٦٥98765٤٣٢"),
    ("A2.4", "٩٦٥٩٨۷۶۵۴۳۲"),
    ("A2.4b-arabic", "٠٠٩٦٥٩٨٧٦٥٤٣٢"),
    ("A2.4b-persian", "۰۰۹۶۵۹۸۷۶۵۴۳۲"),
    ("A2.5", "९६५९८७६५४३२"),
    ("A2.6", "９６５９８７６５４３２"),
    ("A2.8-zero-width", "96598765432\u200b"),
    ("A2.8-embedding", "\u202a+96598765432\u202c"),
    ("A2.8-no-break", "\u00a096598765432"),
    ("A2.8-nul", "96598765432\u0000"),
)


@pytest.mark.parametrize("policy", [PROGRAM, BARE_CLIENT], ids=["program", "client"])
@pytest.mark.parametrize("text", [*A1, *A2])
def test_every_way_of_writing_one_number_reads_as_that_number(text: str, policy: Policy) -> None:
    reading = read_phone(text, policy)
    assert (reading.verdict, reading.phone, reading.proposals) == (Verdict.VALID, SAMPLE, ())


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


@pytest.mark.parametrize(
    ("text", "phone"),
    cases(
        ("A4.1", "9660559123456", "966559123456"),
        ("A4.2", "+966 055 123 4567", "966551234567"),
        ("A4.3", "009660551234567", "966551234567"),
        ("A4.4", "9710504496677", "971504496677"),
        ("A4.5", "2001001234567", "201001234567"),
        ("A4.5-spaced", "+20 010 0123 4567", "201001234567"),
        ("A4.6-brackets", "+44 (0) 7911 123456", "447911123456"),
        ("A4.6-spaced", "44 07911 123456", "447911123456"),
        ("A4.6", "4407911123456", "447911123456"),
        ("A4.7", "965 0 98765432", "96598765432"),
        ("A4.11", "3903123456789", "393123456789"),
        ("zeros-and-trunk", "00965 0 98765432", "96598765432"),
    ),
)
@pytest.mark.parametrize("policy", [PROGRAM, BARE_CLIENT], ids=["program", "client"])
def test_a_trunk_zero_behind_the_country_code_goes(text: str, phone: str, policy: Policy) -> None:
    reading = read_phone(text, policy)
    assert (reading.verdict, reading.phone) == (Verdict.VALID, phone)
    assert Repair.TRUNK_ZERO_REMOVED in reading.repairs


def test_a_zero_that_belongs_to_the_number_stays() -> None:
    assert read_phone("+225 07 12 34 56 78").phone == "2250712345678"  # Ivory Coast


@pytest.mark.parametrize(
    ("default", "text", "phone"),
    cases(
        ("A5.1", "965", "98765432", "96598765432"),
        ("A5.2", "965", "41234567", "96541234567"),
        ("A5.3", "965", "50000000", "96550000000"),
        ("A5.6", "965", "098765432", "96598765432"),
        ("A5.7", "971", "050 449 6677", "971504496677"),
        ("A5.8-zero", "966", "0551234567", "966551234567"),
        ("A5.8", "966", "551234567", "966551234567"),
        ("A5.10", "965", "96598765432", "96598765432"),
        ("A5.12", "965", "966551234567", "966551234567"),
        ("A5.13-lithuania", "965", "37061234567", "37061234567"),
        ("A5.13-russia", "965", "79123456789", "79123456789"),
        ("A5.13-plus", "965", "+37061234567", "37061234567"),
        ("zero-and-code", "965", "096598765432", "96598765432"),
        ("kuwaiti-wins", "965", "68251234", "96568251234"),  # Cook Islands have 682 51234
        ("singapore", "965", "65 91234567", "6591234567"),
        ("qatar", "965", "974 55123456", "97455123456"),
        ("egypt", "20", "01001234567", "201001234567"),
        ("india", "91", "98765 43210", "919876543210"),
        ("nepal-no-rule", "977", "9841234567", "9779841234567"),
        ("nepal-foreign", "977", "96598765432", "96598765432"),
        ("austria-by-library", "43", "0664 123456", "43664123456"),
    ),
)
def test_bare_numbers_are_local_to_the_default_country(default: str, text: str, phone: str) -> None:
    reading = read_phone(text, Policy(default_country=default))
    assert (reading.verdict, reading.phone) == (Verdict.VALID, phone)
    added = not text.replace(" ", "").lstrip("0+").startswith(phone[:3])
    assert (Repair.COUNTRY_CODE_ADDED in reading.repairs) is added


@pytest.mark.parametrize("given", ["965", "+965", "00965", " 965 ", "٩٦٥", "\u200e+965"])
def test_the_default_country_may_be_written_in_any_way_a5_15(given: str) -> None:
    assert Policy(default_country=given).default_country == "965"


@pytest.mark.parametrize("given", ["", "  ", None])
def test_no_default_country_is_the_clients_design_a5_14(given: str | None) -> None:
    policy = Policy(default_country=given)
    assert policy.default_country is None
    assert read_phone("98765432", policy).reason is Reason.WRONG_LENGTH


@pytest.mark.parametrize("given", ["abc", "9", "000", "96598765432"])
def test_a_default_country_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="country code"):
        Policy(default_country=given)


@pytest.mark.parametrize(
    ("text", "phone"),
    cases(
        ("A4.10", "2990123456", "2990123456"),
        ("A5.3", "50000000", "50000000"),
        ("A5.4", "22334455", "22334455"),
        ("A5.5", "71234567", "71234567"),
        ("A5.7", "050 449 6677", "504496677"),
        ("A5.9", "0598765432", "598765432"),
        ("A5.12", "966551234567", "966551234567"),
        ("A5.13-1", "37061234567", "37061234567"),
        ("A5.13-2", "35812345678", "35812345678"),
        ("A5.13-4", "299123456", "299123456"),
        ("A5.13-5", "299123456789012", "299123456789012"),
        ("A6.8", "8887654", "8887654"),
        ("A6.9", "11111111111", "11111111111"),
        ("A6.10", "99999999999", "99999999999"),
        ("A6.11", "1 (212) 555-0123", "12125550123"),
        ("A6.12", "7 912 345 67 89", "79123456789"),
    ),
)
def test_the_bare_client_passes_countries_without_a_rule_by_length(text: str, phone: str) -> None:
    reading = read_phone(text, BARE_CLIENT)
    assert (reading.verdict, reading.phone, reading.warnings) == (Verdict.VALID, phone, ())


@pytest.mark.parametrize(
    "text", cases(("A5.1", "98765432"), ("A5.2", "41234567"), ("A5.6", "098765432"), ("A5.8", "551234567"))
)
def test_the_bare_client_reads_local_numbers_as_foreign_ones(text: str) -> None:
    assert read_phone(text, BARE_CLIENT).verdict is Verdict.INVALID


def test_the_bare_client_has_the_rules_alone_a3_19() -> None:
    assert read_phone("25261234567", BARE_CLIENT) == wrong_length("252", 8, "9")


@pytest.mark.parametrize(
    "phone",
    cases(
        ("myanmar", "9592123456"),
        ("austria", "43664123456"),
        ("argentina", "5491123456789"),
        ("somalia", "25271123456"),
        ("sudan", "249112345678"),
        ("A3.19", "25261234567"),
        ("A6.9", "11111111111"),
    ),
)
def test_where_the_two_opinions_differ_a_number_is_valid_with_a_warning(phone: str) -> None:
    reading = read_phone(phone)
    assert (reading.verdict, reading.phone) == (Verdict.VALID, phone)
    assert reading.warnings == (Reason.MAY_BE_REFUSED,)
    assert phone.startswith(str(dict(reading.details)["country"]))


def test_a_landline_that_only_the_rule_lets_pass_is_named() -> None:
    assert read_phone("+48 22 123 45 67").warnings == (Reason.MAY_BE_REFUSED, Reason.LANDLINE)


@pytest.mark.parametrize("text", ["96551999999", "51999999", "+965 5199 9999", "٥١٩٩٩٩٩٩", "965 0 51999999"])
def test_an_unusual_kuwaiti_range_is_a_warning(text: str) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.phone) == (Verdict.VALID, "96551999999")
    assert reading.warnings == (Reason.UNUSUAL_RANGE,)
    assert read_phone("96551999999", BARE_CLIENT).warnings == ()


@pytest.mark.parametrize(
    ("text", "repairs"),
    cases(
        ("none", "96598765432", ()),
        ("code", "98765432", (Repair.COUNTRY_CODE_ADDED,)),
        ("plus", "+96598765432", (Repair.PREFIX_REMOVED,)),
        ("zeros", "0096598765432", (Repair.PREFIX_REMOVED,)),
        ("plus-behind", "96598765432+", (Repair.PREFIX_REMOVED,)),
        ("trunk", "098765432", (Repair.TRUNK_ZERO_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("spaces", "965 9876 5432", (Repair.SEPARATORS_REMOVED,)),
        ("trimmed", " 96598765432 ", (Repair.SEPARATORS_REMOVED,)),
        ("dashes", "+965-9876-5432", (Repair.SEPARATORS_REMOVED, Repair.PREFIX_REMOVED)),
        ("odd-group", "9659876 5432", (Repair.SEPARATORS_REMOVED,)),
        ("local-dash", "9876-5432", (Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("negative", "-98765432", (Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("brackets", "(965)98765432", (Repair.SEPARATORS_REMOVED,)),
        ("thousands", "98,765,432", (Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("german-thousands", "96.598.765.432", (Repair.SEPARATORS_REMOVED,)),
        ("line-break", "9876\n5432", (Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("formula", '="96598765432"', (Repair.SEPARATORS_REMOVED,)),
        ("equals", "=98765432", (Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("symbol", "📞 98765432", (Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("arabic", "٩٨٧٦٥٤٣٢", (Repair.ARABIC_DIGITS, Repair.COUNTRY_CODE_ADDED)),
        (
            "arabic-spaced",
            "٩٨٧٦ ٥٤٣٢",
            (Repair.ARABIC_DIGITS, Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED),
        ),
        (
            "kashida",
            "٩٨٧٦ـ٥٤٣٢",
            (Repair.ARABIC_DIGITS, Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED),
        ),
        ("arabic-zeros", "٠٠٩٦٥٩٨٧٦٥٤٣٢", (Repair.ARABIC_DIGITS, Repair.PREFIX_REMOVED)),
        ("persian", "۹۶۵۹۸۷۶۵۴۳۲", (Repair.PERSIAN_DIGITS,)),
        ("both", "٩٦٥٩٨۷۶۵۴۳۲", (Repair.ARABIC_DIGITS, Repair.PERSIAN_DIGITS)),
        ("wide", "９６５９８７６５４３２", (Repair.OTHER_DIGITS,)),
        ("devanagari", "९६५९८७६५४३२", (Repair.OTHER_DIGITS,)),
        ("bidi", "\u202a+96598765432\u202c", (Repair.HIDDEN_REMOVED, Repair.PREFIX_REMOVED)),
        ("no-break", "\u00a096598765432", (Repair.HIDDEN_REMOVED,)),
        ("keycaps", "9️⃣8️⃣7️⃣6️⃣5️⃣4️⃣3️⃣2️⃣", (Repair.HIDDEN_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("apostrophe", "'98765432", (Repair.APOSTROPHE_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("label", "TEL:+96598765432", (Repair.LABEL_REMOVED, Repair.PREFIX_REMOVED)),
        ("decimal", "98765432.0", (Repair.DECIMAL_ZERO_REMOVED, Repair.COUNTRY_CODE_ADDED)),
        ("decimals", "96598765432.00", (Repair.DECIMAL_ZERO_REMOVED,)),
        ("decimal-comma", "96598765432,00", (Repair.DECIMAL_ZERO_REMOVED,)),
        (
            "arabic-decimal",
            "٩٨٧٦٥٤٣٢٫٠",
            (Repair.ARABIC_DIGITS, Repair.DECIMAL_ZERO_REMOVED, Repair.COUNTRY_CODE_ADDED),
        ),
        ("power-A3.15", "9.6598765432E10", (Repair.E_NOTATION_EXPANDED,)),
        ("power-plus", "9.6598765432E+10", (Repair.E_NOTATION_EXPANDED,)),
        ("power-zeros", "9.6598765432e+010", (Repair.E_NOTATION_EXPANDED,)),
        ("power-comma", "9,6598765432E+10", (Repair.E_NOTATION_EXPANDED,)),
        ("power-local", "9.8765432E+7", (Repair.E_NOTATION_EXPANDED, Repair.COUNTRY_CODE_ADDED)),
        ("power-fraction", "0.96598765432E+11", (Repair.E_NOTATION_EXPANDED,)),
        ("power-spare-zero", "9.65987654320E+10", (Repair.E_NOTATION_EXPANDED,)),
    ),
)
def test_every_repair_is_named(text: str, repairs: tuple[Repair, ...]) -> None:
    reading = read_phone(text)
    assert (reading.verdict, reading.phone) == (Verdict.VALID, SAMPLE)
    assert reading.repairs == repairs


@pytest.mark.parametrize(
    "text", ["", " ", "\t\n", "'", "' ", "\u00a0", "\u200e\u200f", "\ufeff", "\u3000", "\u2028", "\u3164"]
)
def test_a_cell_with_nothing_to_see_is_blank(text: str) -> None:
    assert read_phone(text) == PhoneReading(Verdict.BLANK, None, (), Reason.EMPTY_CELL, (), (), ())


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


@pytest.mark.parametrize("text", ["98-76-5432", "9876-54-32", "50-12-1999", "5551-23-45"])
def test_what_cannot_be_a_date_is_read_as_a_number(text: str) -> None:
    assert read_phone(text).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("text", "digits"),
    cases(
        ("plus", "+965 9876-5432", "96598765432"),
        ("zeros", "0096598765432", "96598765432"),
        ("A2.4b", "٠٠٩٦٥٩٨٧٦٥٤٣٢", "96598765432"),
        ("A2.5", "९६५", "965"),
        ("A2.6", "９６５", "965"),
        ("letters", "call 965", "965"),
        ("superscript", "965²", "965"),
        ("none", "abc", ""),
    ),
)
def test_normalize_keeps_ascii_digits(text: str, digits: str) -> None:
    assert normalize(text) == digits


@pytest.mark.parametrize(
    "text", ["96598765432", "98765432", "123456789", "12345", "12", "1", "", "+96598765432"]
)
def test_mask_never_shows_all_digits_and_never_repeats_them_f15(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert not text or masked.count("*") * 2 >= len(text)
    shown = [index for index, character in enumerate(masked) if character != "*"]
    assert all(masked[index] == text[index] for index in shown)


def test_mask_lets_nothing_but_digits_through_f14() -> None:
    assert mask("\x1b[3\n98765432\r\n") == "**3" + "*" * 11


def test_reading_ordinary_numbers_does_not_load_the_library() -> None:
    code = (
        "import sys; from kwtsms_desktop.core.phone import read_phone; "
        "[read_phone(t) for t in ('98765432', '+966 55 123 4567', '2233 4455', '9592123456')]; "
        "print('phonenumbers' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


CELL_TEXT = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩ +-./,;()'\"Ee#*@:\n\u200eextOlو", max_size=40),
    st.lists(
        st.sampled_from(
            [
                "+",
                "00",
                "0",
                "965",
                "98765432",
                "966551234567",
                "22334455",
                "E+10",
                ".",
                ".0",
                " ",
                "/",
                "-",
                "و",
                ",",
            ]
        ),
        max_size=8,
    ).map("".join),
)
POLICIES = st.sampled_from([PROGRAM, BARE_CLIENT, Policy("971"), Policy("43"), Policy(None)])


@given(CELL_TEXT, POLICIES)
@example("\ud800", PROGRAM)
@example("98765432+", PROGRAM)
def test_any_text_has_one_consistent_reading(text: str, policy: Policy) -> None:
    reading = read_phone(text, policy)
    if reading.verdict is Verdict.VALID:
        assert reading.reason is None
        assert reading.proposals == ()
        assert re.fullmatch(r"[1-9][0-9]{6,14}", reading.phone or "")
    elif reading.verdict is Verdict.NEEDS_REVIEW:
        assert reading.phone == reading.proposals[0]
        assert len(set(reading.proposals)) == len(reading.proposals)
        assert reading.reason is not None
    else:
        assert reading.verdict in {Verdict.INVALID, Verdict.BLANK}
        assert (reading.phone, reading.proposals, reading.repairs) == (None, (), ())
        assert reading.reason is not None


@given(CELL_TEXT, POLICIES)
def test_a_valid_number_reads_as_itself_with_a_plus(text: str, policy: Policy) -> None:
    reading = read_phone(text, policy)
    for phone in [reading.phone, *reading.proposals] if reading.phone else []:
        again = read_phone(f"+{phone}", policy)
        assert (again.verdict, again.phone) == (Verdict.VALID, phone)


@given(CELL_TEXT, POLICIES, st.sampled_from(["\u200e{}", "{}\u200b", " {}", "{}\n", "\u00a0{}\ufeff"]))
def test_blanks_around_a_cell_change_nothing_but_the_repairs(text: str, policy: Policy, frame: str) -> None:
    bare, framed = read_phone(text, policy), read_phone(frame.format(text), policy)
    assert bare._replace(repairs=()) == framed._replace(repairs=())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30), POLICIES)
def test_letters_are_never_dropped_in_silence(text: str, policy: Policy) -> None:
    if any(character.isalpha() and character != "ـ" for character in text):
        assert read_phone(f"98765432 {text}", policy).verdict is not Verdict.VALID


@given(
    st.text(alphabet="0123456789", min_size=1, max_size=14),
    st.integers(0, 13),
    st.integers(0, 30),
    st.sampled_from(["E+", "e+", "E", "e"]),
    st.sampled_from([".", ","]),
)
def test_a_power_that_promises_more_digits_than_it_shows_is_never_sent_to(
    digits: str, point: int, missing: int, sign: str, mark: str
) -> None:
    whole, fraction = digits[: point + 1], digits[point + 1 :]
    exponent = len(fraction) + 1 + missing
    text = f"{whole}{mark + fraction if fraction else ''}{sign}{exponent}"
    assert read_phone(text) == invalid(Reason.LOST_DIGITS)


@given(st.text())
def test_normalize_is_ascii_digits_and_idempotent(text: str) -> None:
    digits = normalize(text)
    assert re.fullmatch("[0-9]*", digits)  # A2.9
    assert normalize(digits) == digits  # A2.10


@given(st.text(alphabet="0123456789+ ", max_size=20))
def test_mask_hides_most_of_anything(text: str) -> None:
    masked = mask(text)
    assert sum(character != "*" for character in masked) <= len(text) // 2
