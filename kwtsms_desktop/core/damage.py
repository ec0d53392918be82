"""Damage that spreadsheets do to phone numbers, recognised before anybody extracts digits.

The order is the rule: whoever keeps the digits of ``9.66551E+11`` gets 96655111, eight digits, and with 965
in front a stranger's valid number (peers.md A1.1). All functions but ``is_formula_error`` expect the plain
form of the cell (``core.characters``).
"""

from __future__ import annotations

import re

_ERROR_ENDINGS = ("!", "?")  # #REF! #NAME? #DIV/0!, and their translations
_ERROR_NAMES = frozenset({"#N/A", "#N/D", "#N/V", "#NV", "#NB", "#YOK", "#GETTING_DATA"})

_EMAIL = re.compile(r"[^\s@()\"',;|]+@[^\s@()\"',;|]+")

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?Z?"
_TIME_ONLY = re.compile(_TIME)
_TIME_AFTER_DATE = re.compile(rf"[ T]+{_TIME}$")
_MONTH_NAMED = re.compile(r"(?:[0-9]{1,2}[-/ ,.]*)?([A-Za-z]{3,9})[-/ ,.]*[0-9]{1,4}(?:[-/ ,.]+[0-9]{2,4})?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)

_E = "[eEеЕ]"  # Latin and Cyrillic look the same
_POWERS = (
    re.compile(rf"([+-]?) ?([0-9]+)(?:[.,]([0-9]*))? ?{_E} ?([+-]?[0-9]+)"),
    # "x 10^11" counts only behind a decimal point, or any product would do
    re.compile(r"([+-]?) ?([0-9]+)[.,]([0-9]*) ?[xX*] ?10 ?\*? ?([+-]?[0-9]+)"),
)
_POWER_INSIDE = re.compile(
    r"(?<![0-9A-Za-z.,])([+-]?)([0-9]+)"
    rf"(?:[.,]([0-9]+) ?{_E} ?([+-]?[0-9]+)|{_E}([+-][0-9]+))(?![0-9A-Za-z])"
)
_POWER_SIGN = re.compile(r"[0-9.,] ?[eEеЕxX*]")

_DECIMAL_ZERO = re.compile(
    r"((?:.*[^0-9.,])?[0-9]{1,3}(?:,[0-9]{3})+)\.0+"
    r"|((?:.*[^0-9.,])?[0-9]{1,3}(?:\.[0-9]{3})+),0+"
    r"|((?:.*[^0-9.,])?[0-9]{7,})[.,]0+"
)
_DECIMALS = re.compile(r"([+-]?[0-9]{7,15})(?:\.[0-9]{1,6}|,[0-9]{1,2})")


def is_formula_error(text: str) -> bool:
    """Whether a cell (as it stands, without blanks) shows a formula that failed, or a column too narrow."""
    if not text.startswith("#"):
        return text[:4].lower() == "err:" and text[4:].isdigit()  # LibreOffice: Err:502
    if any(character.isdigit() for character in text.replace("/0", "")):
        return False
    too_narrow = len(text) > 1 and not text.strip("#")
    return too_narrow or text.endswith(_ERROR_ENDINGS) or text.upper() in _ERROR_NAMES


def is_email(text: str) -> bool:
    """Whether a cell is an e-mail address, even one with a number in it (cases A3.6 to A3.8)."""
    return "@" in text and _EMAIL.fullmatch(text) is not None


def without_emails(text: str) -> str:
    """The cell with ``@`` in place of every e-mail address, so that no digit of one is taken for a phone."""
    return _EMAIL.sub("@", text)


def is_date(text: str) -> bool:
    """Whether a cell is a date or a time of day.

    Day, month and year must be possible, so ``98-76-5432`` is none. No Kuwaiti mobile is lost: its first
    two digits are no day. ``9999-12-31`` stands for "never" in many systems and would else be a mobile.
    """
    date = _TIME_AFTER_DATE.sub("", text)
    if found := _YEAR_FIRST.fullmatch(date):
        year, _, month, day = found.groups()
        known_year = _is_year(year) or date != text or date == "9999-12-31"
        return known_year and _is_day(day, month)
    if found := _YEAR_LAST.fullmatch(date):
        one, _, other, year = found.groups()
        return _is_year(year) and (_is_day(one, other) or _is_day(other, one))
    named = _MONTH_NAMED.fullmatch(date)
    return _TIME_ONLY.fullmatch(text) is not None or (named is not None and _is_month(named.group(1)))


def expand_powers(text: str) -> str | None:
    """The cell with E-notation spelled out: ``9.6598765432E+10`` → 96598765432. Unchanged without any.

    None when digits are lost: an exponent promises more of them than are written.
    """
    if _POWER_SIGN.search(text) is None:
        return text
    whole = next(filter(None, (form.fullmatch(text) for form in _POWERS)), None)
    found = [whole] if whole else list(_POWER_INSIDE.finditer(text))
    expanded = [_spelled_out(*one.groups()) for one in found]
    if None in expanded:
        return None
    pieces, end = [], 0
    for one, number in zip(found, expanded, strict=True):
        pieces += [text[end : one.start()], number or ""]
        end = one.end()
    return "".join(pieces) + text[end:]


def without_decimal_zero(text: str) -> str | None:
    """The cell without ``.0`` or ``,00`` at its end; None when there is none."""
    found = _DECIMAL_ZERO.fullmatch(text)
    return next(filter(None, found.groups())) if found else None


def whole_part(text: str) -> str | None:
    """The digits before the decimals of a number that has some other than zero; None when it has none."""
    found = _DECIMALS.fullmatch(text)
    return found.group(1) if found else None


def _spelled_out(
    sign: str, whole: str, fraction: str | None, power: str | None, bare_power: str | None = None
) -> str | None:
    decimals = fraction or ""
    exponent_text = power or bare_power or ""
    # Nobody wrote out the digits that an exponent of seven figures needs.
    exponent = int(exponent_text) if len(exponent_text) <= _LONGEST_EXPONENT else -1
    if not 0 <= exponent <= len(decimals) or decimals[exponent:].strip("0"):
        return None
    plus = "+" if sign == "+" else ""
    return plus + ((whole + decimals[:exponent]).lstrip("0") or "0")


def _is_day(day: str, month: str) -> bool:
    """Both may be 0: that is how Excel shows an empty date."""
    return int(day) <= _DAYS and int(month) <= len(_MONTHS)


def _is_month(name: str) -> bool:
    """A month in full or shortened to three letters (``sept`` too)."""
    return any(month.startswith(name.lower()) for month in _MONTHS)


def _is_year(year: str) -> bool:
    return len(year) < 4 or "1000" <= year <= "2999"


_LONGEST_EXPONENT = 6
_DAYS = 31
