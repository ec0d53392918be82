"""Takes number format codes apart: sections, conditions, currency signs, and what is left as tokens.

Source: ECMA-376 part 1, 18.8.31. Colours are read over. ``_x`` (a space as wide as x) and ``*x`` (x as often
as it fits) become one space or nothing: a text has no width to fill.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Token: TypeAlias = tuple[str, str]
"""Kind and text: ``literal``, ``text``, ``general``, ``digit``, ``point``, ``comma``, ``percent``,
``exponent``, ``date``, ``elapsed``, ``half`` (of the day) or ``slash``."""

_LONGEST_CODE = 1000
_MOST_SECTIONS = 4

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general)|(?P<half>am/pm|a/p)|(?P<exponent>e[+-])|(?P<date>d+|m+|y+|h+|s+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<slash>/)|(?P<end>;)"
    r"|(?P<other>[^\"\\_*\[])",
    re.IGNORECASE | re.DOTALL,
)
_BARE_LITERALS = frozenset(" $-+():!^&'~{}<>=")  # besides everything beyond ASCII
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LOCALE = re.compile(r"\$([^-\]]*)(?:-([0-9A-F]{1,8}))?", re.IGNORECASE)

_ARABIC_SHAPE = 2
_GREGORIAN = frozenset({0, 1})
_SYSTEM_LOCALES = frozenset({0xF400, 0xF800})
_ENGLISH, _ARABIC = 0x09, 0x01
# their months have other names than those of the Gulf and Egypt: Iraq, Syria, Jordan, Lebanon and the West
_OTHER_ARABIC = frozenset({0x0801, 0x2801, 0x2C01, 0x3001, 0x1401, 0x1801, 0x1C01, 0x1001})


class UnknownFormatError(ValueError):
    """A code that cannot be shown faithfully."""


class Kind(Enum):
    """What a section shows."""

    NUMBER = "number"
    SCIENTIFIC = "scientific"
    GENERAL = "general"
    MOMENT = "moment"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a code.

    Attributes:
        condition: sign of comparison and number; None where there is none.
        language: ``en`` or ``ar`` for names of months and days; None for another language.
        arabic_digits: whether figures are shown as ٠١٢.
    """

    kind: Kind
    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    language: str | None = "en"
    arabic_digits: bool = False

    def fits(self, value: float) -> bool:
        """Whether a number meets the condition; without one, always."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return {
            "<": value < limit,
            "<=": value <= limit,
            ">": value > limit,
            ">=": value >= limit,
            "=": value == limit,
            "<>": value != limit,
        }[sign]


def parse_code(code: str) -> list[Section]:
    """The sections of a code.

    Raises:
        UnknownFormatError: something in it has no text of ours.
    """
    if len(code) > _LONGEST_CODE:
        raise UnknownFormatError
    parts: list[list[re.Match[str]]] = [[]]
    position = 0
    while position < len(code):
        token = _TOKEN.match(code, position)
        if token is None:
            raise UnknownFormatError
        position = token.end()
        if token.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) > _MOST_SECTIONS:
        raise UnknownFormatError
    return [_section(part) for part in parts]


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    locale = 0
    for match in matches:
        kind, text = str(match.lastgroup), match[match.lastgroup or 0]
        if kind == "fill":
            tokens.append(("literal", _filling(text, tokens)))
        elif kind != "bracket":
            tokens.append(_token(kind, text))
        elif found := _CONDITION.fullmatch(text):
            condition = (found[1], float(found[2]))
        elif found := _LOCALE.fullmatch(text):
            tokens.append(("literal", found[1]))
            locale = int(found[2] or "0", 16) or locale
        elif _ELAPSED.fullmatch(text):
            tokens.append(("elapsed", text.lower()))
        elif not _COLOUR.fullmatch(text):
            raise UnknownFormatError
    if (locale >> 16) & 0xFF not in _GREGORIAN or locale >> 24 > _ARABIC_SHAPE:
        raise UnknownFormatError
    shape = locale >> 24 == _ARABIC_SHAPE
    return Section(_kind(tokens), tuple(tokens), condition, _language(locale & 0xFFFF), shape)


def _token(kind: str, text: str) -> Token:
    match kind:
        case "quoted" | "escaped":
            return "literal", text
        case "space":
            return "literal", " "
        case "other":
            if text.isascii() and text not in _BARE_LITERALS:
                raise UnknownFormatError
            return "literal", text
        case "date" | "general" | "half" | "exponent":
            return kind, text.lower()
        case _:
            return kind, text


def _filling(character: str, before: list[Token]) -> str:
    """What stands for ``*x``: a space between a currency and its amount, but none behind a sign."""
    is_behind_sign = bool(before) and before[-1][1].endswith(("-", "("))
    return " " if character == " " and not is_behind_sign else ""


def _kind(tokens: list[Token]) -> Kind:
    kinds = {kind for kind, _ in tokens}
    if kinds & {"date", "elapsed", "half"}:
        return Kind.MOMENT
    if "text" in kinds:
        return Kind.TEXT
    if "general" in kinds:
        return Kind.GENERAL
    return Kind.SCIENTIFIC if "exponent" in kinds else Kind.NUMBER


def _language(locale: int) -> str | None:
    if locale == 0 or locale in _SYSTEM_LOCALES or locale & 0x3FF == _ENGLISH:
        return "en"
    return "ar" if locale & 0x3FF == _ARABIC and locale not in _OTHER_ARABIC else None
