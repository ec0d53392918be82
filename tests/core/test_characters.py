"""What each character of a cell stands for."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.characters import HIDDEN, ODD_SPACE, digit_repairs, digits_of, plain
from kwtsms_desktop.core.reasons import Repair


@pytest.mark.parametrize(
    ("characters", "form"),
    [
        ("٩۹९９𝟗", "9"),
        ("\u200e\u200f\u202a\u2068\u200b\ufeff\u00ad\u061c\x00\x7f\u20e3\ufe0f\u3164", HIDDEN),
        ("\u00a0\u2009\u202f\u3000", ODD_SPACE),
        ("\n\r\v\f\x85\u2028\u2029", "\n"),
        (" \t", " "),
        ("+＋﹢", "+"),
        ("-‐‑–—−_~ـ•", "-"),
        (".．٫", "."),
        (",،٬，", ","),
        (";؛；", ";"),
        ("/\\／", "/"),
        ("'’‘`´", "'"),
        ('"“”«»', '"'),
        ("([{（<", "("),
        (")]}）>", ")"),
        ("*%!?¿^☎📞", "*"),
        ("ＥE", "E"),
    ],
)
def test_look_alikes_have_one_plain_form(characters: str, form: str) -> None:
    assert {character: plain(character) for character in characters} == dict.fromkeys(characters, form)


@pytest.mark.parametrize("character", list("aZوه한ß$€²①½Ⅷ\ud800\ue000"))
def test_letters_stay_what_they_are(character: str) -> None:
    assert plain(character) == character


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_nothing_but_a_digit_turns_into_a_digit() -> None:
    numeric = [
        one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.numeric(one, None) is not None
    ]
    assert len(numeric) > 1000
    for character in numeric:  # ², ①, ½, Ⅷ and 九 are numeric, too
        assert (plain(character) in "0123456789") is character.isdecimal(), hex(ord(character))


@given(st.characters(exclude_categories=["Nd"]))
def test_no_other_character_turns_into_a_digit(character: str) -> None:
    assert plain(character) not in "0123456789"


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("98765432", ()),
        ("٩٨٧٦ ٥٤٣٢", (Repair.ARABIC_DIGITS,)),
        ("رقم ٩", (Repair.ARABIC_DIGITS,)),
        ("۹۸", (Repair.PERSIAN_DIGITS,)),
        ("９٩۹", (Repair.ARABIC_DIGITS, Repair.PERSIAN_DIGITS, Repair.OTHER_DIGITS)),
        ("هاتف", ()),
        ("9²", ()),
    ],
)
def test_digits_of_other_scripts_are_named(text: str, repairs: tuple[Repair, ...]) -> None:
    assert digit_repairs(text) == repairs


def test_all_digits_of_a_text_in_order() -> None:
    assert digits_of("+٩٦٥ (۹۸) x７²") == "965987"
