"""The gateway's rules about numbers and texts (gateway-cases.md A7, C, D)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.simulator.rules import (
    BAD_WORDS,
    SPAM_PHRASES,
    Bucket,
    Markup,
    PageCount,
    bucket_of,
    has_bad_language,
    has_emoji,
    has_hidden_characters,
    has_markup,
    is_gsm,
    is_well_formed,
    looks_like_spam,
    numbers_in,
    pages_of,
)


@pytest.mark.parametrize(
    ("mobile", "numbers"),
    [
        ("", []),
        (",,", []),
        ("96598765432", ["96598765432"]),
        ("1,2,1", ["1", "2", "1"]),
        ("1,,2,", ["1", "2"]),
        ("1, 2", ["1", " 2"]),
        ("1;2", ["1;2"]),
    ],
)
def test_entries_are_taken_as_sent(mobile: str, numbers: list[str]) -> None:
    assert numbers_in(mobile) == numbers


@pytest.mark.parametrize(
    ("number", "bucket"),
    [
        pytest.param("96599123456", Bucket.OK, id="kuwait 9"),
        pytest.param("96541234567", Bucket.OK, id="kuwait 4"),
        pytest.param("96551234567", Bucket.OK, id="kuwait 5"),
        pytest.param("96561234567", Bucket.OK, id="kuwait 6"),
        pytest.param("0096599123456", Bucket.FORMAT_ERROR, id="double zero"),
        pytest.param("+96599123456", Bucket.FORMAT_ERROR, id="plus"),
        pytest.param("+99123456", Bucket.FORMAT_ERROR, id="plus, local"),
        pytest.param("99123456", Bucket.FORMAT_ERROR, id="bare local"),
        pytest.param("50000000", Bucket.FORMAT_ERROR, id="bare local 5"),
        pytest.param("22334455", Bucket.FORMAT_ERROR, id="bare landline"),
        pytest.param("96522123456", Bucket.FORMAT_ERROR, id="landline"),
        pytest.param("96512345678", Bucket.FORMAT_ERROR, id="kuwait 1"),
        pytest.param("96587654321", Bucket.FORMAT_ERROR, id="kuwait 8"),
        pytest.param("9651812345", Bucket.FORMAT_ERROR, id="kuwait, 7 digits"),
        pytest.param("965987654321", Bucket.FORMAT_ERROR, id="kuwait, 9 digits"),
        pytest.param("9650598765432", Bucket.FORMAT_ERROR, id="trunk zero"),
        pytest.param("965 98765432", Bucket.FORMAT_ERROR, id="space"),
        pytest.param(" 96598765432", Bucket.FORMAT_ERROR, id="space before"),
        pytest.param("965-9876-5432", Bucket.FORMAT_ERROR, id="dashes"),
        pytest.param("٩٦٥٩٨٧٦٥٤٣٢", Bucket.FORMAT_ERROR, id="arabic digits"),
        pytest.param("９６５９８７６５４３２", Bucket.FORMAT_ERROR, id="full-width digits"),
        pytest.param("96598765432\n", Bucket.FORMAT_ERROR, id="line break at the end"),
        pytest.param("abc", Bucket.FORMAT_ERROR, id="letters"),
        pytest.param("12345", Bucket.FORMAT_ERROR, id="short"),
        pytest.param("1234567890123456", Bucket.FORMAT_ERROR, id="16 digits"),
        pytest.param("971501234567", Bucket.OK, id="emirates"),
        pytest.param("97150123456", Bucket.FORMAT_ERROR, id="emirates, short"),
        pytest.param("971401234567", Bucket.FORMAT_ERROR, id="emirates landline"),
        pytest.param("966551234567", Bucket.NO_ROUTE, id="saudi, not active"),
        pytest.param("966151234567", Bucket.FORMAT_ERROR, id="saudi landline"),
        pytest.param("97333123456", Bucket.NO_ROUTE, id="bahrain"),
        pytest.param("97341234567", Bucket.FORMAT_ERROR, id="bahrain 4"),
        pytest.param("97455123456", Bucket.NO_ROUTE, id="qatar"),
        pytest.param("97441234567", Bucket.FORMAT_ERROR, id="qatar landline"),
        pytest.param("96891234567", Bucket.NO_ROUTE, id="oman"),
        pytest.param("96862791234", Bucket.FORMAT_ERROR, id="oman 6"),
        pytest.param("447911123456", Bucket.NO_ROUTE, id="elsewhere"),
        pytest.param("31612345678", Bucket.NO_ROUTE, id="elsewhere, 11 digits"),
        pytest.param("1234567", Bucket.FORMAT_ERROR, id="elsewhere, 7 digits"),
    ],
)
def test_bucket_of_a_number(number: str, bucket: Bucket) -> None:
    assert bucket_of(number, ["965", "971"]) is bucket


def test_no_number_has_a_route_without_coverage() -> None:
    assert bucket_of("96598765432", []) is Bucket.NO_ROUTE


@given(st.text(max_size=18))
def test_only_ascii_digits_are_well_formed(number: str) -> None:
    if is_well_formed(number):
        assert number.isascii()
        assert number.isdecimal()
        assert 8 <= len(number) <= 15


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        pytest.param("", 0, id="D1"),
        pytest.param("A" * 160, 1, id="D2"),
        pytest.param("A" * 161, 2, id="D3"),
        pytest.param("A" * 306, 2, id="D4"),
        pytest.param("A" * 307, 3, id="D4 plus 1"),
        pytest.param("A" * 918, 6, id="D5"),
        pytest.param("A" * 919, 7, id="D5 plus 1"),
        pytest.param("A" * 1071, 7, id="D6"),
        pytest.param("A" * 1072, 8, id="D7"),
        pytest.param("م" * 70, 1, id="D8"),
        pytest.param("م" * 71, 2, id="D8 plus 1"),
        pytest.param("م" * 134, 2, id="D9"),
        pytest.param("م" * 135, 3, id="D9 plus 1"),
        pytest.param("م" * 469, 7, id="D11"),
        pytest.param("م" * 470, 8, id="D12"),
        pytest.param("A" * 1078, 8, id="D13"),
        pytest.param("A" * 159 + "€", 2, id="D14"),
        pytest.param("€" * 80, 1, id="D15"),
        pytest.param("€" * 81, 2, id="D15 plus 1"),
        pytest.param("é" * 160, 1, id="D16"),
        pytest.param("ê" * 71, 2, id="D17"),
        pytest.param("A" * 70 + "’", 2, id="D18"),
        pytest.param("`" * 71, 2, id="D19 backtick"),
        pytest.param("A" * 70 + "\t", 2, id="D19 tab"),
        pytest.param("Я" * 71, 2, id="D20"),
        pytest.param("𠮷" * 35, 1, id="D21"),
        pytest.param("𠮷" * 36, 2, id="D21 plus 1"),
        pytest.param("A" * 152 + "€" + "A" * 8, 2, id="D22"),
        pytest.param("A" * 159 + "\n", 1, id="D23"),
        pytest.param("A" * 159 + "\r\n", 2, id="D23 with return"),
        pytest.param("A" * 152 + "€" + "A" * 152, 3, id="pair on the border, 306 units"),
        pytest.param("𠮷" * 67, 3, id="67 pairs, 33 to a page"),
    ],
)
def test_pages(text: str, pages: int) -> None:
    assert pages_of(text) == pages


def test_an_extension_character_may_count_one_unit() -> None:
    assert pages_of("A" * 159 + "€", extension_units=1) == 1


def test_plain_division_ignores_borders() -> None:
    assert pages_of("A" * 152 + "€" + "A" * 152, page_count=PageCount.PLAIN_DIVISION) == 2


@given(st.text(max_size=700))
def test_whole_characters_never_take_fewer_pages_than_division(text: str) -> None:
    assert pages_of(text) >= pages_of(text, page_count=PageCount.PLAIN_DIVISION)


@pytest.mark.parametrize("text", ["@£$¥ ÄÖÑÜ§¿ ΔΦΓΛΩΠΨΣΘΞ", "^{}\\[~]|€", "line\nbreak"])
def test_gsm_texts(text: str) -> None:
    assert is_gsm(text)


@pytest.mark.parametrize("text", ["م", "`", "\t", "ç", "“", "\x1b"])
def test_texts_outside_gsm(text: str) -> None:
    assert not is_gsm(text)


@pytest.mark.parametrize(
    ("text", "tags", "brackets", "less_than"),
    [
        ("<b>bold</b>", True, True, True),
        ("x<br/>", True, True, True),
        ("<!-- note -->", True, True, True),
        ("<a\nhref='x'>", True, True, True),
        ("5 < 6 and 7 > 3", False, True, True),
        ("<>", False, True, True),
        ("I <3 you", False, False, True),
        ("if a<b then", False, False, True),
        ("<b at the end", False, False, True),
        ("no tag", False, False, False),
        ("&lt;b&gt;", False, False, False),
    ],
)
def test_markup(text: str, tags: bool, brackets: bool, less_than: bool) -> None:
    found = tuple(has_markup(text, kind) for kind in (Markup.TAGS, Markup.BRACKETS, Markup.LESS_THAN))
    assert found == (tags, brackets, less_than)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hi 😀", id="face"),
        pytest.param("👨\u200d👩\u200d👧", id="family"),
        pytest.param("🇰🇼", id="flag"),
        pytest.param("1\ufe0f\u20e3", id="keycap"),
        pytest.param("🏴\U000e0067\U000e007f", id="tag sequence"),
        pytest.param("\U000e0041", id="lone tag character"),
        pytest.param("\U0001f004", id="mahjong"),
        pytest.param("\U0001f0cf", id="joker"),
        pytest.param("✅", id="check mark"),
        pytest.param("✨", id="sparkles"),
        pytest.param("☎", id="telephone"),
        pytest.param("♥", id="heart"),
        pytest.param("⭐", id="star"),
        pytest.param("⌚", id="watch"),
        pytest.param("⏰", id="alarm clock"),
        pytest.param("▶", id="play"),
        pytest.param("Ⓜ", id="metro"),
        pytest.param("‼", id="double exclamation"),
        pytest.param("〰", id="wavy dash"),
        pytest.param("㊗", id="congratulations"),
        pytest.param("\U0001fae0", id="unicode 14"),
        pytest.param("\U0001f6dc", id="unicode 15"),
        pytest.param("©\ufe0f", id="copyright as emoji"),
    ],
)
def test_emoji_get_stuck(text: str) -> None:
    assert has_emoji(text)


@pytest.mark.parametrize(
    "text",
    ["Hello #1 * 0-9", "© ® ™", "→ ←", "مرحبا، كيف الحال؟", "漢字", "𠮷", "𝒜", "€ £", "½ × ÷", "✓", "★"],
)
def test_text_is_no_emoji(text: str) -> None:
    assert not has_emoji(text)


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\u00ad", "\u200f", "\u2066", "\u061c", "\ufffc"])
def test_hidden_characters(character: str) -> None:
    assert has_hidden_characters(f"a{character}b")


@pytest.mark.parametrize("text", ["a b", "a\u00a0b", "a\nb", "مُحَمَّد ـ"])
def test_visible_characters(text: str) -> None:
    assert not has_hidden_characters(text)


@pytest.mark.parametrize("word", BAD_WORDS)
def test_bad_language(word: str) -> None:
    assert has_bad_language(f"You {word.upper()}!")


def test_a_bad_word_inside_another_is_none() -> None:
    assert not has_bad_language("bastardized")


@pytest.mark.parametrize("phrase", SPAM_PHRASES)
def test_spam(phrase: str) -> None:
    assert looks_like_spam(f"Hello, {phrase.title()}.")


def test_an_ordinary_text_is_neither() -> None:
    text = "Dear Ms Al-Sabah, your order is ready. عزيزتي، طلبك جاهز."
    assert not has_bad_language(text)
    assert not looks_like_spam(text)
