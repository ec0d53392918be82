from __future__ import annotations

import json
from typing import cast

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from kwtsms_desktop.core.message import CleanedMessage, RemovedPart, clean_message, clean_text, is_blank
from kwtsms_desktop.core.reasons import Removal

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

REMOVED = {
    "C1.1-emoji": ("Hi 😀", "Hi "),
    "C1.2-family-joined": (f"Hi {FAMILY}!", "Hi !"),
    "C1.3-flag": ("a\U0001f1f0\U0001f1fcb", "ab"),
    "C1.3-lone-regional-indicator": ("a\U0001f1f0b", "ab"),
    "C1.4-keycaps": ("1\ufe0f\u20e3 2\ufe0f\u20e3", "1 2"),
    "C1.4-keycap-without-selector": ("#\u20e3*\u20e3", "#*"),
    "C1.5-tag-sequence-flag": (f"a{ENGLAND}b", "ab"),
    "C1.5-lone-tag-character": ("a\U000e0041b", "ab"),
    "C1.6-mahjong-tile": ("a\U0001f004b", "ab"),
    "C1.6-joker": ("a\U0001f0cfb", "ab"),
    **{f"C1.7-{ord(c):04X}": (f"a{c}b", "ab") for c in "✅✨☎☀★☆♥"},
    **{f"C1.8-{c:X}": (f"a{chr(c)}b", "ab") for c in (0x1FAE0, 0x1FAAA, 0x1FA77, 0x1F6DC)},
    **{f"C1.9-{ord(c):04X}": (f"a{c}b", "ab") for c in "⭐⌚⏰▶"},
    **{f"C1.10-{ord(c):04X}": (f"a{c}b", "ab") for c in "Ⓜ‼⁉〰㊗\U0001f201"},
    **{f"emoji-{ord(c):04X}": (f"a{c}b", "ab") for c in "↔➡⬅⬆🅰🟢🀄ℹ↩⏳☮✈❤➕"},
    **{f"dingbat-{code:X}": (f"a{chr(code)}b", "ab") for code in (0x2600, 0x2605, 0x26FF, 0x2756, 0x27BF)},
    "skin-tone": ("ok \U0001f44d\U0001f3fd.", "ok ."),
    "C1.12-text-selector": ("a\ufe0eb", "ab"),
    "C1.12-emoji-selector": ("©\ufe0f", "©"),
    "C1.12-keycap-alone": ("a\u20e3b", "ab"),
    **{f"C1.13-{c:04X}": (f"a{chr(c)}b", "ab") for c in (0x200B, 0x2060, 0xFEFF, 0xAD, 0x200C, 0x200D)},
    "C1.13-persian-joiner": ("می\u200cخواهم", "میخواهم"),
    "C1.14-object-replacement": ("a\ufffcb", "ab"),
    **{f"C1.15-{c:04X}": (f"a{chr(c)}b", "ab") for c in (0x200E, 0x200F, *range(0x202A, 0x202F))},
    **{f"C1.16-{c:04X}": (f"a{chr(c)}b", "ab") for c in range(0x2066, 0x206A)},
    "C1.17-arabic-letter-mark": ("a\u061cb", "ab"),
    "C1.18-mongolian-separator": ("a\u180eb", "ab"),
    **{f"C1.19-{c:04X}": (f"a{chr(c)}b", "ab") for c in range(0x2061, 0x2065)},
    "hidden-grapheme-joiner": ("a\u034fb", "ab"),
    "hidden-hangul-filler": ("a\u3164b", "ab"),
    "hidden-ideographic-selector": ("葛\U000e0100", "葛"),
    **{f"C1.20-{c:02X}": (f"a{chr(c)}b", "ab") for c in (0, 7, 0x1B, 0x0B, 0x0C, 0x7F)},
    "C1.21-next-line": ("a\x85b", "ab"),
    "C1.21-last-of-c1": ("a\x9fb", "ab"),
    "C1.22-windows-line-break": ("a\r\nb", "a\nb"),
    "C1.23-lone-return": ("a\rb", "a\nb"),
    "return-before-hidden-and-line-feed": ("a\r\u200b\nb", "a\n\nb"),
    "C3.1-arabic-digits": ("كود: ١٢٣٤", "كود: 1234"),
    "C3.2-persian-digits": ("کد: ۱۲۳۴", "کد: 1234"),
    "C3.3-digits-and-dash": ("OTP: ١٢٣-٤٥٦", "OTP: 123-456"),
    "C3.4-arabic-separators": ("١٬٢٣٤٫٥٦", "1٬234٫56"),
    "C3-all-arabic": ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
    "C3-all-persian": ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
    "C3.6-one-arabic-digit": ("Code 12٣4", "Code 1234"),
    "C4.1-bold": ("<b>bold</b>", "bold"),
    "C4.1-link": ("<a href='x'>link</a>", "link"),
    "C4.1-breaks": ("<br/>x<br>", "x"),
    "C4.2-over-two-lines": ("<a\nhref='x'>link</a\n>", "link"),
    "C4.3-script": ("<script>alert(1)</script>ok", "alert(1)ok"),
    "C4-comment": ("a<!-- b -->c", "ac"),
    "C4-comment-around-tags": ("a<!-- <b>x</b> -->c", "ac"),
    "C4-tag-after-less-than": ("if a<b then <b>bold</b>", "if a<b then bold"),
    "C4.9-double-open": ("<<b>>", "<>"),
    "C4.9-nested": ("<<b>b>", ""),
    "C4.9-nested-in-the-name": ("<<x></y>b>z", "z"),
    "C4.9-nested-deep": ("<" * 50 + "b>" * 50 + "!", "!"),
    "C4.9b-letter-after-less-than": ("2 <b 3> 4", "2  4"),
    "hidden-inside-tag": ("<\u200bb\u200d>x</\ufeffb>", "x"),
    "C6.2-lone-high-surrogate": ("a\ud83db", "ab"),
    "C6.2-lone-low-surrogate": ("a\ude00b", "ab"),
    "C6.1-undecodable-argument-byte": (b"a\xffb".decode("utf-8", "surrogateescape"), "ab"),
}

KEPT = {
    "C1.11-signs": "© ® ™",
    "C1.11-arrows": "→ ← ↑ ↓",
    "emoji-property-on-plain-characters": "0123456789#*",
    "C2.1-plain": "Hello",
    "C2.1-line": "a\nb",
    "C2.1-tab": "tab\tnew\nline",
    "C2.2-arabic": "مرحباً بكم في عيادتنا، كيف الحال؟ خصم ٪",
    "C2.2-harakat": "بِسْمِ اللَّهِ الرَّحْمٰنِ",
    "C2.2-tatweel": "مـــرحـــبا",
    "C2.2-persian-letters": "پژگچ",
    "C2.2-verse-and-number-signs": "\u06dd \u0600\u0601\u0602\u0603 ﷺ ﷲ",
    "C2.2-presentation-forms": "\ufefb\ufe8d\ufe91",
    "C2.3-cjk": "你好 こんにちは 안녕하세요",
    "C2.3-cyrillic": "Привет",
    "C2.3-hindi": "नमस्ते",
    "C2.4-astral-letters": "𝒜 𠮷",
    "C2.5-gsm-and-extension": "é à ñ ü €100 [a] {b} ~ ^ | \\",
    "C2.6-typography": "“smart” ‘quotes’ – — …",
    "C2.7-apostrophe": "Don't",
    "C2.7-quotes": 'He said "hi"',
    "C2.7-semicolon": "a;b",
    "C2.7-sql": "SELECT -- x",
    "C2.7-comment": "/* c */",
    "C2.7-backticks": "`x`",
    "C2.8-percent-20": "50%20off",
    "C2.8-percent-ab": "10%ab",
    "C2.8-percent": "100% sure",
    "C2.9-numeric-entity": "&#1575;",
    "C2.9-entities": "&amp; &lt;b&gt;",
    "C2.10-link": "http://example.com/?a=1&b=2",
    "C2.11-backslash-n": r"a\nb",
    "C2.12-spaces-and-separators": "\u00a0\u2028\u2029\ufffd",
    "C2.13-blank-line": "line 1\n\nline 3",
    "C2.14-spaces-at-the-ends": "  a  ",
    "C3.5-devanagari-digits": "१२३",
    "C4.4-less-than-digit": "1<2",
    "C4.4-less-than-letter": "a<b",
    "C4.4-sentence": "if a<b then c",
    "C4.4-heart": "I <3 you",
    "C4.5-spaced": "x < y",
    "C4.6-comparison": "5 < 6 and 7 > 3",
    "C4.7-price": "price<10 & qty>5",
    "C4.8-empty-brackets": "<>",
    "C4.9c-at-the-end": "<b",
    "C4-arabic-in-brackets": "<الاسم>",
    "C4-less-than-at-the-end": "a <",
    "C4.10-encoded-tag": "&lt;b&gt;hi&lt;/b&gt;",
    "C4.11-encoded-heart": "Tom &amp; Jerry &lt;3",
    "C4.12-encoded-emoji": "&#128512;",
    "C4.13-double-encoded": "&amp;lt;",
}

BLANK = {
    "C5.1-empty": "",
    "C5.2-emoji": "😀🔥",
    "C5.3-spaces": "   ",
    "C5.3-line-breaks": "\n \r\n\t",
    "C5.4-emoji-and-space": "😀 😀",
    "C5.5-tags": "<b></b>",
    "C5.5-hidden": "\u200b\ufeff",
    "C5.5-selector": "\ufe0f",
    "C5.6-no-break-space": "\u00a0",
    "ideographic-space": "\u3000",
}

# Characters in which the rules differ, more often than chance would give.
_TRICKY = st.sampled_from(
    [
        *"<>b/! \r\n\x00\x85١۲1مA★😀𠮷\u200b\u200d\ufe0f\u20e3\ud83d\ude00",
        *"\U0001f3fd\U0001f1f0\U000e0067",
        "<b>",
        "</b>",
    ]
)
_ANYTHING = st.characters(exclude_categories=())
TEXTS = st.lists(st.one_of(_TRICKY, _TRICKY, _ANYTHING), max_size=40).map("".join)


def apply_report(original: str, report: CleanedMessage) -> str:
    """Does by the report, from the end, what it says was done."""
    text = original
    for part in reversed(report.removed):
        end = part.position + len(part.removed)
        assert text[part.position : end] == part.removed
        text = text[: part.position] + part.replacement + text[end:]
    return text


@pytest.mark.parametrize(("text", "expected"), REMOVED.values(), ids=REMOVED.keys())
def test_takes_out_what_blocks_a_message(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(("text", "expected"), REMOVED.values(), ids=REMOVED.keys())
def test_reports_whatever_it_changes(text: str, expected: str) -> None:
    report = clean_message(text)
    assert report.text == expected
    assert report.removed
    assert apply_report(text, report) == expected


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_leaves_the_senders_own_text_alone(text: str) -> None:
    assert clean_text(text) == text
    assert clean_message(text) == CleanedMessage(text, ())


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK.keys())
def test_sees_that_nothing_is_left(text: str) -> None:
    assert is_blank(clean_text(text))


@pytest.mark.parametrize("text", ["a", " . ", "م", "\ufffd"])
def test_a_text_with_anything_in_it_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Hi 😀!", [(3, "😀", "", Removal.EMOJI)], id="emoji"),
        pytest.param(f"a{FAMILY}b", [(1, FAMILY, "", Removal.EMOJI)], id="a-joined-family-is-one-emoji"),
        pytest.param(f"a{ENGLAND}", [(1, ENGLAND, "", Removal.EMOJI)], id="a-flag-of-tags-is-one-emoji"),
        pytest.param(
            "\U0001f1f0\U0001f1fc\U0001f1f8\U0001f1e6",
            [
                (0, "\U0001f1f0\U0001f1fc", "", Removal.EMOJI),
                (2, "\U0001f1f8\U0001f1e6", "", Removal.EMOJI),
            ],
            id="two-flags-are-two",
        ),
        pytest.param("1\ufe0f\u20e3", [(1, "\ufe0f\u20e3", "", Removal.EMOJI)], id="keycap-keeps-its-digit"),
        pytest.param("a\ufeffb", [(1, "\ufeff", "", Removal.HIDDEN)], id="hidden"),
        pytest.param("a\x07b", [(1, "\x07", "", Removal.CONTROL)], id="control"),
        pytest.param("a\ud800b", [(1, "\ud800", "", Removal.BROKEN)], id="broken"),
        pytest.param("x ١٢ y ۳", [(2, "١٢", "12", Removal.DIGIT), (7, "۳", "3", Removal.DIGIT)], id="digits"),
        pytest.param(
            "a\r\nb\rc",
            [(1, "\r\n", "\n", Removal.LINE_BREAK), (4, "\r", "\n", Removal.LINE_BREAK)],
            id="line-breaks",
        ),
        pytest.param(
            "x<b>y</b>", [(1, "<b>", "", Removal.TAG), (5, "</b>", "", Removal.TAG)], id="each-tag-by-itself"
        ),
        pytest.param("x<<b>i>y", [(1, "<<b>i>", "", Removal.TAG)], id="nested-tags-as-one"),
        pytest.param(
            "😀<b\u200b>١</b>",
            [
                (0, "😀", "", Removal.EMOJI),
                (1, "<b\u200b>", "", Removal.TAG),
                (5, "١", "1", Removal.DIGIT),
                (6, "</b>", "", Removal.TAG),
            ],
            id="positions-are-those-of-the-original",
        ),
    ],
)
def test_names_each_removal_with_its_place(text: str, parts: list[tuple[int, str, str, Removal]]) -> None:
    assert clean_message(text).removed == tuple(RemovedPart(*part) for part in parts)


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(TEXTS)
@example("<<<b>/x>b><b><b")
@example("<<b><b>/>")
def test_the_fast_way_gives_the_reported_text(text: str) -> None:
    assert clean_text(text) == clean_message(text).text


@given(TEXTS)
def test_applying_the_report_gives_the_text(text: str) -> None:
    report = clean_message(text)
    assert apply_report(text, report) == report.text


@given(TEXTS)
def test_no_tag_is_left(text: str) -> None:
    assert not regex.search(r"<[A-Za-z/!][^<>]*>", clean_text(text))


@given(TEXTS)
def test_tags_go_as_if_the_innermost_were_taken_out_again_and_again(text: str) -> None:
    slow = "".join(clean_text(character) for character in text.replace("\r\n", "\n"))
    while (shorter := regex.sub(r"<[A-Za-z/!][^<>]*>", "", slow)) != slow:
        slow = shorter
    assert clean_text(text) == slow


@given(TEXTS)
def test_a_cleaned_text_can_be_sent(text: str) -> None:
    assert json.loads(json.dumps(clean_text(text)).encode()) == clean_text(text)
    clean_text(text).encode()


@given(TEXTS.map(lambda text: text.replace("<", "")))
def test_letters_and_their_marks_stay_in_any_company(text: str) -> None:
    own = regex.compile(
        r"[[\p{L}\p{Mn}\p{Mc}\p{Nd}]--[\p{Default_Ignorable_Code_Point}\p{Emoji}٠-٩۰-۹]]", regex.V1
    )
    assert own.findall(clean_text(text)) == own.findall(text)


def test_every_character_follows_its_properties() -> None:
    gone = regex.compile(
        r"[[\p{Emoji}\p{Extended_Pictographic}\u2600-\u27bf\u20e3\p{Cf}\p{Cc}\p{Cs}\ufffc"
        r"\p{Default_Ignorable_Code_Point}]--[0-9#*©®™\t\n\r\p{Prepended_Concatenation_Mark}]]",
        regex.V1,
    )
    codes = [*range(0x10000), *range(0x1D000, 0x20000), *range(0xE0000, 0xE1000)]
    wrong = [f"U+{c:04X}" for c in codes if (clean_text(chr(c)) == "") != bool(gone.match(chr(c)))]
    assert wrong == []


@pytest.mark.parametrize("wrong", [None, 5, b"bytes"], ids=repr)
def test_refuses_what_is_no_text(wrong: object) -> None:
    with pytest.raises(TypeError):
        clean_text(cast("str", wrong))
    with pytest.raises(TypeError):
        clean_message(cast("str", wrong))


@pytest.mark.parametrize("repeated", ["a", "م", "😀", "<", "<b", "<>", "b>", "<b>", "\u200b", "١"], ids=ascii)
def test_long_texts_are_cleaned(repeated: str) -> None:
    """Quadratic time would take minutes here and hit the time limit of the test run (cases C6.5)."""
    text = repeated * 100_000
    assert clean_text(text) == clean_message(text).text


def test_tags_nested_thousands_deep_are_cleaned() -> None:
    assert clean_text("<" * 100_000 + "b>" * 100_000) == ""
