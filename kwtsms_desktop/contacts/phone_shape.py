"""How much a text looks like a phone number, for guessing columns only.

Whether a number can be sent to is decided by ``core.phone``. This is a quick look at shapes: it must tell a
column of mobile numbers, however damaged, from civil IDs, prices, dates and serial numbers.
"""

from __future__ import annotations

import re
import unicodedata

_LEAST_DIGITS = 7
_MOST_DIGITS = 15  # ITU-T E.164

PHONE_LIKE = 0.6
"""From this likeness on a single cell is taken for a phone number."""

_SEPARATORS = re.compile("[\\s\\-\u2010-\u2015().\\[\\]'’`_\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SEVERAL = re.compile(r"[/\\,;،؛\n|]")
_LABEL = re.compile(r"^(?:tel|mob|mobile|phone|whatsapp|هاتف|موبايل|جوال|ت)\s*[:.]?\s*", re.IGNORECASE)
_DECIMAL_ZERO = re.compile(r"[.,]0+$")
_AMOUNT = re.compile(r"^[\d,]*\d[.,]\d{1,3}$")
_E_NOTATION = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?(?:0?[7-9]|1[0-4])$")
_DATE = re.compile(
    r"^(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[0-3]?\d[-/.][0-3]?\d[-/.](?:(?:19|20)\d\d|\d\d))(?:\D.*)?$"
)
_COMPACT_DATE = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
_CIVIL_ID = re.compile(
    r"^[123]\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}$"
)  # century, YYMMDD, 5 digits
_RUN_OF_DIGITS = re.compile(r"(?<!\d)\d{8,13}(?!\d)")
_EGYPT = re.compile(r"^201[0125]\d{8}$")

# bare digits; of several shapes that fit, the first counts
_SHAPES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(shape), likeness)
    for shape, likeness in (
        (r"(?:965)?[4569]\d{7}", 1.0),  # Kuwait, mobile
        (r"9650?[4569]\d{7}|0[4569]\d{7}", 0.9),
        (r"9665\d{8}|9715\d{8}|974[3567]\d{7}|973[36]\d{7}|968[79]\d{7}", 1.0),  # the Gulf
        (r"20?1[0125]\d{8}|01[0125]\d{8}|9627\d{8}|961\d{7,8}|9639\d{8}|9647\d{9}", 0.9),
        (r"05\d{8}|07\d{8,9}|5\d{8}", 0.9),  # Saudi Arabia, the Emirates, Jordan, Iraq without their codes
        (r"91[6-9]\d{9}|63\d{10}|92\d{10}|880\d{10}|977\d{10}|94\d{9}", 0.9),
        (r"(?:965)?2\d{7}", 0.5),  # Kuwait, landline
        (r"[1-9]\d{9,13}", 0.4),
        (r"\d{7,9}", 0.2),
    )
)


def phone_likeness(text: str) -> float:
    """From 0 (something else) to 1 (a mobile number beyond doubt)."""
    text = _ascii_digits(text).strip()
    if not text or _DATE.match(text):
        return 0.0
    text = _LABEL.sub("", text)
    if _E_NOTATION.match(text):
        return 0.7
    text = _DECIMAL_ZERO.sub("", text)
    if _AMOUNT.match(text):
        return 0.0
    first = _SEVERAL.split(text, maxsplit=1)[0]
    if sum(map(str.isdigit, first)) < _LEAST_DIGITS:  # 9999/8888 is one number
        first = _SEVERAL.sub("", text)
    return _digits_likeness(_SEPARATORS.sub("", first))


def _digits_likeness(text: str) -> float:
    international = text.startswith(("+", "00"))
    digits = text.removeprefix("+").removeprefix("00") if international else text
    if not digits.isdigit():
        return 0.4 if _RUN_OF_DIGITS.search(digits) and "@" not in digits else 0.0
    if international:
        return 1.0 if _LEAST_DIGITS < len(digits) <= _MOST_DIGITS else 0.1
    if _COMPACT_DATE.match(digits):
        return 0.0
    if _CIVIL_ID.match(digits):
        return 0.4 if _EGYPT.match(digits) else 0.0
    return next((likeness for shape, likeness in _SHAPES if shape.fullmatch(digits)), 0.0)


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in unicodedata.normalize("NFKC", text)
    )
