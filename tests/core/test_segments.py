from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.message import clean_text
from kwtsms_desktop.core.segments import (
    DEFAULT_MAX_SEGMENTS,
    GSM_BASIC,
    GSM_EXTENSION,
    GSM_REPLACEMENTS,
    Encoding,
    ForcingCharacter,
    SegmentCount,
    count_segments,
    forcing_characters,
    replace_forcing,
    segments_of,
    split_segments,
)

GSM, UCS2 = Encoding.GSM7, Encoding.UNICODE

# 3GPP TS 23.038 §6.2.1: the default alphabet by code (0x1B is the escape) and the extension table.
DEFAULT_ALPHABET = [
    *(0x40, 0xA3, 0x24, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0x0A, 0xD8, 0xF8, 0x0D, 0xC5, 0xE5),
    *(0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, 0xC6, 0xE6, 0xDF, 0xC9),
    *(0x20, 0x21, 0x22, 0x23, 0xA4, *range(0x25, 0x40)),
    *(0xA1, *range(0x41, 0x5B), 0xC4, 0xD6, 0xD1, 0xDC, 0xA7),
    *(0xBF, *range(0x61, 0x7B), 0xE4, 0xF6, 0xF1, 0xFC, 0xE0),
]
EXTENSION = [0x0C, 0x5E, 0x7B, 0x7D, 0x5C, 0x5B, 0x7E, 0x5D, 0x7C, 0x20AC]

FIGURES = {
    "D1-empty": ("", GSM, 0, 0, 160),
    "one": ("A", GSM, 1, 1, 159),
    "D2-160-latin": ("A" * 160, GSM, 160, 1, 0),
    "D3-161-latin": ("A" * 161, GSM, 161, 2, 145),
    "D4-306-latin": ("A" * 306, GSM, 306, 2, 0),
    "D4-307-latin": ("A" * 307, GSM, 307, 3, 152),
    "D5-918-latin": ("A" * 918, GSM, 918, 6, 0),
    "D5-919-latin": ("A" * 919, GSM, 919, 7, 152),
    "D6-1071-latin": ("A" * 1071, GSM, 1071, 7, 0),
    "D7-1072-latin": ("A" * 1072, GSM, 1072, 8, 152),
    "D13-1078-latin": ("A" * 1078, GSM, 1078, 8, 146),
    "D8-70-arabic": ("م" * 70, UCS2, 70, 1, 0),
    "D8-71-arabic": ("م" * 71, UCS2, 71, 2, 63),
    "D9-134-arabic": ("م" * 134, UCS2, 134, 2, 0),
    "D9-135-arabic": ("م" * 135, UCS2, 135, 3, 66),
    "D10-402-arabic": ("م" * 402, UCS2, 402, 6, 0),
    "D10-403-arabic": ("م" * 403, UCS2, 403, 7, 66),
    "D11-469-arabic": ("م" * 469, UCS2, 469, 7, 0),
    "D12-470-arabic": ("م" * 470, UCS2, 470, 8, 66),
    "D12-472-arabic": ("م" * 472, UCS2, 472, 8, 64),
    "D14-159-latin-and-euro": ("A" * 159 + "€", GSM, 161, 2, 145),
    "D15-80-euro": ("€" * 80, GSM, 160, 1, 0),
    "D15-81-euro": ("€" * 81, GSM, 162, 2, 143),
    "D16-160-e-acute": ("é" * 160, GSM, 160, 1, 0),
    "D17-71-e-circumflex": ("ê" * 71, UCS2, 71, 2, 63),
    "D18-one-curly-quote": ("A" * 70 + "’", UCS2, 71, 2, 63),
    "D19-one-backtick": ("A" * 70 + "`", UCS2, 71, 2, 63),
    "D19-one-tab": ("A" * 70 + "\t", UCS2, 71, 2, 63),
    "D20-71-cyrillic": ("Ж" * 71, UCS2, 71, 2, 63),
    "D21-35-astral": ("𠮷" * 35, UCS2, 70, 1, 0),
    "D21-36-astral": ("𠮷" * 36, UCS2, 72, 2, 61),
    "D22-escape-at-the-border": ("A" * 152 + "€" + "A" * 8, GSM, 162, 2, 143),
    "escape-up-to-the-border": ("A" * 151 + "€" + "A" * 8, GSM, 161, 2, 145),
    "escape-lost-a-unit-twice": ("A" * 152 + "€" + "A" * 150 + "€" + "A", GSM, 307, 3, 150),
    "escape-needs-one-segment-more": ("A" * 152 + "€" + "A" * 152, GSM, 306, 3, 152),
    "pair-at-the-border": ("م" * 66 + "𠮷" + "م" * 8, UCS2, 76, 2, 57),
    "pair-needs-one-segment-more": ("م" * 66 + "𠮷" + "م" * 66, UCS2, 134, 3, 66),
    "D23-line-feed": ("\n", GSM, 1, 1, 159),
    "D23-windows-line-break": ("\r\n", GSM, 2, 1, 158),
    "literal-braces": ("{A}", GSM, 5, 1, 155),
    "cedilla-is-capital-only": ("ç", UCS2, 1, 1, 69),
    "greek-capitals": ("ΔΦΓΛΩΠΨΣΘΞ", GSM, 10, 1, 150),
    "greek-that-looks-latin": ("Α", UCS2, 1, 1, 69),
    "escape-character-itself": ("\x1b", UCS2, 1, 1, 69),
}


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments", "left"), FIGURES.values(), ids=FIGURES.keys()
)
def test_figures(text: str, encoding: Encoding, units: int, segments: int, left: int) -> None:
    assert count_segments(text) == SegmentCount(encoding, units, segments, left, len(text))
    assert segments_of(text) == len(split_segments(text)) == segments


def test_alphabet_is_the_standards() -> None:
    assert [ord(character) for character in GSM_BASIC] == DEFAULT_ALPHABET
    assert len(GSM_BASIC) == 127
    assert [ord(character) for character in GSM_EXTENSION] == EXTENSION


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        pytest.param("A" * 1071, True, id="D6"),
        pytest.param("A" * 1072, False, id="D7"),
        pytest.param("م" * 469, True, id="D11"),
        pytest.param("م" * 470, False, id="D12"),
        pytest.param("A" * 1078, False, id="D13"),
    ],
)
def test_the_limit_is_the_one_seen_live(text: str, accepted: bool) -> None:
    assert (segments_of(text) <= DEFAULT_MAX_SEGMENTS) is accepted


def test_cleaning_digits_keeps_an_english_text_gsm() -> None:
    """Case D24: why a text is cleaned before it is counted."""
    text = "Your code is ١٢٣٤"
    assert count_segments(text).encoding is UCS2
    assert count_segments(clean_text(text)).encoding is GSM


def test_a_charge_is_segments_times_numbers() -> None:
    """Case D25, as seen live for Kuwait numbers."""
    assert 3 * segments_of("A" * 200) == 6


def reference_segments(text: str) -> list[list[str]]:
    """Segments as lists of units, packed one character at a time by the letter of TS 23.038 and 23.040."""
    characters: list[list[str]] = []
    for character in text:
        code = ord(character)
        if code in DEFAULT_ALPHABET:
            characters.append([f"{DEFAULT_ALPHABET.index(code):02x}"])
        elif code in EXTENSION:
            characters.append(["1b", f"{code:x}"])
        else:
            break
    octets, bits = 140, 7
    if len(characters) < len(text):
        bits = 16
        characters = []
        for character in text:
            encoded = character.encode("utf-16-be", "surrogatepass")
            characters.append([encoded[i : i + 2].hex() for i in range(0, len(encoded), 2)])
    if sum(map(len, characters)) * bits <= octets * 8:
        return [[unit for character in characters for unit in character]] if characters else []
    header = 6  # length of header, information element, its length, reference, parts, part
    packed: list[list[str]] = [[]]
    for units in characters:
        if (len(packed[-1]) + len(units)) * bits > (octets - header) * 8:
            packed.append([])
        packed[-1] += units
    return packed


_GSM_TEXTS = st.text(st.sampled_from("Aé@Δ\n €[]{}"), min_size=100, max_size=500)
_UNICODE_TEXTS = st.text(st.sampled_from("مA€ 𠮷𝒜"), min_size=50, max_size=300)
_LONG_TEXTS = st.builds(
    lambda runs: "".join(character * count for character, count in runs),
    st.lists(st.tuples(st.sampled_from("Aم€𠮷{"), st.integers(0, 170)), max_size=8),
)
TEXTS = st.one_of(_GSM_TEXTS, _UNICODE_TEXTS, _LONG_TEXTS, st.text(st.characters(exclude_categories=())))


@given(TEXTS)
def test_counts_as_the_standard_packs(text: str) -> None:
    packed = reference_segments(text)
    count = count_segments(text)
    limit = {(GSM, True): 160, (GSM, False): 153, (UCS2, True): 70, (UCS2, False): 67}
    assert count.segments == segments_of(text) == len(packed)
    assert count.units == sum(map(len, packed))
    assert count.left == limit[count.encoding, len(packed) <= 1] - (len(packed[-1]) if packed else 0)


def units_of(part: str, encoding: Encoding) -> int:
    """What a part takes in the encoding of its whole message."""
    if encoding is GSM:
        return len(part) + sum(part.count(character) for character in GSM_EXTENSION)
    return len(part.encode("utf-16-be", "surrogatepass")) // 2


@given(TEXTS)
def test_splits_as_the_standard_packs(text: str) -> None:
    parts = split_segments(text)
    encoding = count_segments(text).encoding
    assert "".join(parts) == text
    assert [units_of(part, encoding) for part in parts] == [len(s) for s in reference_segments(text)]


@given(TEXTS)
def test_no_segment_is_over_its_limit(text: str) -> None:
    encoding = count_segments(text).encoding
    single, multi = (160, 153) if encoding is GSM else (70, 67)
    parts = split_segments(text)
    limit = single if len(parts) == 1 else multi
    assert all(0 < units_of(part, encoding) <= limit for part in parts)


def test_names_each_forcing_character_once_with_all_its_places() -> None:
    assert forcing_characters("It’s the “owner’s” day") == (
        ForcingCharacter("’", (2, 15)),
        ForcingCharacter("“", (9,)),
        ForcingCharacter("”", (17,)),
    )
    assert forcing_characters("It’s the “owner’s” day")[0].count == 2


def test_a_gsm_text_has_no_forcing_character() -> None:
    assert forcing_characters(GSM_BASIC + GSM_EXTENSION) == ()


@given(TEXTS)
def test_forcing_characters_are_all_there_are(text: str) -> None:
    forcing = forcing_characters(text)
    assert bool(forcing) is (count_segments(text).encoding is UCS2)
    for found in forcing:
        assert [text[position] for position in found.positions] == [found.character] * found.count
    forced = {found.character for found in forcing}
    rest = "".join(character for character in text if character not in forced)
    assert count_segments(rest).encoding is GSM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It’s “here” – now…", 'It\'s "here" - now...', id="typography"),
        pytest.param("5\u00a0KD\tonly`s", "5 KD only's", id="spaces-and-backtick"),
        pytest.param("crêpe ê ç", "crêpe ê ç", id="letters-stay"),
        pytest.param("مرحباً “بكم”", 'مرحباً "بكم"', id="arabic-stays-unicode"),
    ],
)
def test_replaces_typography_only(text: str, expected: str) -> None:
    assert replace_forcing(text) == expected


def test_a_text_whose_forcing_characters_all_have_replacements_becomes_gsm() -> None:
    text = "".join(GSM_REPLACEMENTS)
    assert all(found.replacement is not None for found in forcing_characters(text))
    assert count_segments(text).encoding is UCS2
    assert count_segments(replace_forcing(text)).encoding is GSM


def test_letters_have_no_replacement() -> None:
    assert ForcingCharacter("ê", (0,)).replacement is None


def test_replacements_survive_cleaning() -> None:
    assert clean_text("".join(GSM_REPLACEMENTS)) == "".join(GSM_REPLACEMENTS)
    assert clean_text("".join(GSM_REPLACEMENTS.values())) == "".join(GSM_REPLACEMENTS.values())
