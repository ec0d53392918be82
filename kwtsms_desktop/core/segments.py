"""Counts what a text costs: its encoding, its units, its segments, and the characters that force Unicode.

The rules: 3GPP TS 23.038 §6.2.1 (default alphabet and its extension table) and TS 23.040 §9.2.3.24.1 (a
segment of a longer message carries a 6-octet header: 140 octets become 134). One character outside the
alphabet makes the whole message UCS-2. Neither an escape with its character nor a surrogate pair is cut
by the border of two segments, so a segment may end one unit early.

The text is taken as it will be sent: cleaned and merged. Literal braces count two units each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

GSM_SINGLE = 160
"""Units (septets) of a text in one segment: 140 octets of 8 bits in units of 7 (TS 23.038 §6.2.1)."""

GSM_MULTI = 153
"""Units of each segment of a longer text: (140 - 6) * 8 // 7 (TS 23.040 §9.2.3.24.1)."""

UCS2_SINGLE = 70
"""Units (UTF-16 code units) of a Unicode text in one segment: 140 octets in units of two."""

UCS2_MULTI = 67
"""Units of each segment of a longer Unicode text: (140 - 6) // 2."""

DEFAULT_MAX_SEGMENTS = 7
"""The longest text the gateway takes: seven segments as seen live (1,071 GSM characters accepted, 1,072
refused with ERR012), although its document says six (gateway-api.md §5). A setting."""

GSM_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"  # 0x1B, between Ξ and Æ, is the escape to the extension table
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
"""The GSM default alphabet in the order of its codes: one unit each."""

GSM_EXTENSION = "\f^{}\\[~]|€"
"""The extension table: an escape and a character, two units each."""

GSM_REPLACEMENTS = {
    "\t": " ",
    "`": "'",
    "´": "'",
    "ʼ": "'",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "«": '"',
    "»": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "•": "*",
    "…": "...",
    "\u00a0": " ",
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    "\u2028": "\n",
    "\u2029": "\n",
    "\u202f": " ",
    "\u205f": " ",
    "\u3000": " ",
}
"""Typography that word processors put in by themselves, and what says the same in the GSM alphabet. Letters
are not in it: to replace those is to misspell."""


class Encoding(StrEnum):
    """How a text travels."""

    GSM7 = "gsm7"
    UNICODE = "ucs2"


@dataclass(frozen=True, slots=True)
class SegmentCount:
    """What a text takes.

    Attributes:
        encoding: how it travels as a whole.
        units: septets (GSM7) or UTF-16 code units (UNICODE) of all its characters.
        segments: SMS parts, each charged as one credit to a Kuwait number (gateway-api.md §5).
        left: units that still fit in the last segment.
        characters: Unicode characters, whatever they take.
    """

    encoding: Encoding
    units: int
    segments: int
    left: int
    characters: int


@dataclass(frozen=True, slots=True)
class ForcingCharacter:
    """A character that makes the whole message Unicode.

    Attributes:
        positions: every index it stands at.
    """

    character: str
    positions: tuple[int, ...]

    @property
    def count(self) -> int:
        """How often it stands in the text."""
        return len(self.positions)

    @property
    def replacement(self) -> str | None:
        """What says the same in the GSM alphabet, None where nothing does."""
        return GSM_REPLACEMENTS.get(self.character)


def count_segments(text: str) -> SegmentCount:
    """All figures of a text; the empty one has no segment and a whole one left."""
    rules = _rules_for(text)
    wide = _wide_positions(text, rules) if rules.wide.search(text) else []
    units = len(text) + len(wide)
    if units <= rules.single:
        segments, left = min(units, 1), rules.single - units
    elif not wide:
        segments = -(-units // rules.multi)
        left = segments * rules.multi - units
    else:
        ends = _segment_ends(len(text), wide, rules.multi)
        last = ends[-2]
        in_last = len(text) - last + sum(position >= last for position in wide)
        segments, left = len(ends), rules.multi - in_last
    return SegmentCount(rules.encoding, units, segments, left, len(text))


def segments_of(text: str) -> int:
    """How many segments a text takes: for many different texts."""
    rules = _rules_for(text)
    units = len(text)
    if rules.wide.search(text):
        wide = _wide_positions(text, rules)
        units += len(wide)
        if units > rules.single:
            return len(_segment_ends(len(text), wide, rules.multi))
    return min(units, 1) if units <= rules.single else -(-units // rules.multi)


def split_segments(text: str) -> tuple[str, ...]:
    """The parts of a text as a phone receives them, before it joins them again."""
    rules = _rules_for(text)
    wide = _wide_positions(text, rules)
    if len(text) + len(wide) <= rules.single:
        return (text,) if text else ()
    ends = _segment_ends(len(text), wide, rules.multi)
    return tuple(text[start:end] for start, end in zip([0, *ends], ends, strict=False))


def forcing_characters(text: str) -> tuple[ForcingCharacter, ...]:
    """Each distinct character that forces Unicode, by its first place in the text; none for GSM texts."""
    positions: dict[str, list[int]] = {}
    for match in _NOT_GSM.finditer(text):
        positions.setdefault(match[0], []).append(match.start())
    return tuple(ForcingCharacter(character, tuple(places)) for character, places in positions.items())


def replace_forcing(text: str) -> str:
    """The text with its typography in the GSM alphabet, where that says the same.

    It is a GSM text if each of its forcing characters has a ``replacement``.
    """
    return text.translate(_REPLACEMENTS)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What an encoding counts by.

    Attributes:
        single: units of a text in one segment.
        multi: units of each segment of a longer one.
        wide: finds the characters that take two units.
    """

    encoding: Encoding
    single: int
    multi: int
    wide: re.Pattern[str]


_NOT_GSM = re.compile(f"[^{re.escape(GSM_BASIC + GSM_EXTENSION)}]")
_GSM_RULES = _Rules(Encoding.GSM7, GSM_SINGLE, GSM_MULTI, re.compile(f"[{re.escape(GSM_EXTENSION)}]"))
_UCS2_RULES = _Rules(Encoding.UNICODE, UCS2_SINGLE, UCS2_MULTI, re.compile("[\U00010000-\U0010ffff]"))
_REPLACEMENTS = str.maketrans(GSM_REPLACEMENTS)


def _rules_for(text: str) -> _Rules:
    """The rules of the encoding that the text needs."""
    return _UCS2_RULES if _NOT_GSM.search(text) else _GSM_RULES


def _wide_positions(text: str, rules: _Rules) -> list[int]:
    """Where the characters of two units stand."""
    return [match.start() for match in rules.wide.finditer(text)]


def _segment_ends(length: int, wide: list[int], limit: int) -> list[int]:
    """The index of the first character that is no longer in each segment; the last may be past the end.

    Args:
        length: characters of the text.
        wide: where its characters of two units stand, in order.
        limit: units of a segment.
    """
    ends: list[int] = []
    end = 0
    waiting = 0  # of wide, the first that is in no segment yet
    while end < length:
        end += limit
        while waiting < len(wide) and wide[waiting] < end:
            end -= 1  # it takes the place of one more
            if wide[waiting] == end:
                break  # the border would cut it: the next segment begins with it
            waiting += 1
        ends.append(end)
    return ends
