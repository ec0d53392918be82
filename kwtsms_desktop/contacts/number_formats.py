"""Shows a value as its cell does: a number format code of a spreadsheet and a value become a text.

Codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31. Three rules:

* No digit of a phone number is ever lost or added by a format. A number of eight or more digits before the
  point (10,000,000 and up, either sign) keeps all its digits whatever its format, and a whole number is
  never shown in E-notation.
* A date's code is never applied to a number, nor a number's to a date.
* What cannot be shown faithfully (fractions, other calendars, month names of other languages) is not shown
  at all: the caller keeps the plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from kwtsms_desktop.contacts.cell_text import CellValue, cell_text
from kwtsms_desktop.contacts.format_codes import Kind, Section, UnknownFormatError, parse_code
from kwtsms_desktop.contacts.moment_layout import moment_layout
from kwtsms_desktop.contacts.number_layout import number_layout, quick_layout

PHONE_SIZE = 10_000_000
"""Eight digits, as many as Kuwait's own numbers have: from here on a number keeps them all."""

_SEEN_TEXTS = 20_000
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SPACES = re.compile(" {2,}")

_Layout: TypeAlias = Callable[[float], str]

_BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "d/m/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "d/m/yyyy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}
_OF_THE_SYSTEM = frozenset({14, 22})


class NumberFormat:
    """A format code, understood. Texts that were shown are kept, since amounts and days repeat.

    Attributes:
        shows_texts: whether the code adds something to cells that hold text.
    """

    def __init__(self, code: str) -> None:
        """Understand a code.

        Raises:
            UnknownFormatError: it cannot be shown faithfully.
        """
        sections = parse_code(code)
        texts = [section for section in sections if section.kind is Kind.TEXT]
        numbers = [section for section in sections if section.kind is not Kind.TEXT]
        self.shows_texts = any(token != ("text", "@") for section in texts for token in section.tokens)
        self._text = texts[-1] if texts else None
        self._numbers = [(section, _layout(section)) for section in numbers]
        self._conditional = any(section.condition for section in numbers)
        first = numbers[0] if numbers and not self._conditional else None
        self._moment = moment_layout(first) if first and first.kind is Kind.MOMENT else None
        self._digits = _ARABIC_DIGITS if any(section.arabic_digits for section in sections) else None
        is_plain = numbers and not self._conditional and self._digits is None
        self._quick = quick_layout(numbers[0]) if is_plain else None
        self._seen: dict[CellValue, str | None] = {}

    def text(self, value: CellValue) -> str | None:
        """What the cell shows; None where the plain text of the value is to be used."""
        if type(value) is float:  # nearly every cell that has a format
            if not -PHONE_SIZE < value < PHONE_SIZE:
                return None
            if self._quick is not None and value > 0:
                return self._quick(value)
        if value is True or value is False:
            return None
        text = self._seen.get(value, "\0")
        if text == "\0":
            if len(self._seen) >= _SEEN_TEXTS:
                self._seen.clear()
            text = self._seen[value] = self._shown(value)
        return text

    def _shown(self, value: CellValue) -> str | None:
        if isinstance(value, str):
            return self._shown_text(value)
        if isinstance(value, int | float):
            text = self._shown_number(value)
        else:
            text = self._moment(value) if self._moment else None
        if text is None:
            return None
        text = _SPACES.sub(" ", text).strip()
        return text.translate(self._digits) if self._digits else text

    def _shown_text(self, value: str) -> str | None:
        if not self.shows_texts or self._text is None or not value:
            return None
        return "".join(value if kind == "text" else text for kind, text in self._text.tokens).strip()

    def _shown_number(self, value: float) -> str | None:
        if not -PHONE_SIZE < value < PHONE_SIZE:
            return None
        index = self._section_for(value)
        if index is None:
            return None
        section, layout = self._numbers[index]
        if layout is None or (section.kind is Kind.SCIENTIFIC and value == int(value)):
            return None
        try:
            text = layout(abs(value))
        except ArithmeticError:  # more places than a decimal number has
            return None
        signed = value < 0 and not self._is_for_negatives(index)
        return f"-{text}" if signed and any(digit in text for digit in "123456789") else text

    def _section_for(self, value: float) -> int | None:
        """Index of the section a number is shown by: for all; ≥ 0 and < 0; > 0, < 0 and 0; by conditions."""
        sections = self._numbers
        if self._conditional:
            fits = (i for i, (section, _) in enumerate(sections) if section.fits(value))
            return next(fits, None)
        if not sections:
            return None
        if value < 0 and len(sections) > 1:
            return 1
        return 2 if value == 0 and len(sections) > 2 else 0

    def _is_for_negatives(self, index: int) -> bool:
        """Whether a section itself says how negative numbers look."""
        condition = self._numbers[index][0].condition
        if condition is not None:
            return condition[0] in ("<", "<=") and condition[1] <= 0
        return index == 1 and not self._conditional


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat | None:
    """The format of a code; None where values are shown by their plain text, as ``General`` is."""
    if code.strip().lower() in ("", "general", "@", "standard"):
        return None
    try:
        return NumberFormat(code)
    except UnknownFormatError:
        return None


def built_in_format(number: int, code: str | None = None) -> NumberFormat | None:
    """The format with this number in a workbook's styles.

    Numbers 14 and 22 mean the system's own short date, whatever code stands beside them: offices in Kuwait
    see it as d/m/yyyy. Those of currencies (5 to 8, 42, 44) without a code of their own mean the system's
    currency, which a file does not tell: None.

    Args:
        number: ``numFmtId``.
        code: what the workbook says it means; None where it says nothing.
    """
    if code is None or number in _OF_THE_SYSTEM:
        code = _BUILT_IN.get(number)
    return number_format(code) if code is not None else None


def _layout(section: Section) -> _Layout | None:
    if section.kind is Kind.MOMENT:
        return None
    if section.kind is Kind.GENERAL:
        return _general_layout(section)
    return number_layout(section)


def _general_layout(section: Section) -> _Layout:
    def layout(value: float) -> str:
        return "".join(cell_text(value) if kind == "general" else text for kind, text in section.tokens)

    return layout


__all__ = ["PHONE_SIZE", "NumberFormat", "built_in_format", "number_format"]
