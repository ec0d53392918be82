"""Numbers that are numbers: the published cases A1, A2, A4 to A6, for the program and the bare client."""

from __future__ import annotations

import pytest

from kwtsms_desktop.core.phone import BARE_CLIENT, PROGRAM, Policy, read_phone
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict
from tests.support.readings import SAMPLE, cases, wrong_length

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
