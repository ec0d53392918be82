"""Reading one cell: repairs, blanks, logs, and what holds for any text.

The published cases are in test_phone_numbers and test_phone_doubts.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kwtsms_desktop.core.phone import (
    BARE_CLIENT,
    MAX_CELL,
    PROGRAM,
    PhoneReading,
    Policy,
    mask,
    normalize,
    read_phone,
)
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict
from tests.support.readings import SAMPLE, cases, invalid


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


@pytest.mark.parametrize(
    "unit", ["9 ", "9(", "+9", "9876-", "9876 5432,", "O9", "x9 ", "+331 ", "9e", "1.", "٩ "]
)
def test_a_cell_as_long_as_can_be_is_read_in_no_time(unit: str) -> None:
    assert read_phone(unit * (MAX_CELL // len(unit))).verdict is not Verdict.BLANK  # or the test's time is up


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
