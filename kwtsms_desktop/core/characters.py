"""What each character stands for in a cell that holds a phone number.

A cell is first written *plainly*: digits of every script as ASCII digits, dashes of every kind as ``-``,
and so on. Letters stay what they are, so that nobody downstream can drop them in silence (cases A1.8).
"""

from __future__ import annotations

import re
import unicodedata

from kwtsms_desktop.core.reasons import Repair

HIDDEN = "\x00"
"""Plain form of what nobody sees: direction marks, zero-width characters, controls, combining marks."""
ODD_SPACE = "\x01"
"""Plain form of spaces other than the ordinary one: no-break, thin, ideographic …"""

_SCRIPTS = (
    (Repair.ARABIC_DIGITS, re.compile("[٠-٩]")),
    (Repair.PERSIAN_DIGITS, re.compile("[۰-۹]")),
    (Repair.OTHER_DIGITS, re.compile(r"[^\D0-9٠-٩۰-۹]")),
)
_ARABIC_ONLY = re.compile("[ -]*[٠-٩][٠-٩ -]*")
_ARABIC_DIGITS = (Repair.ARABIC_DIGITS,)
_NOT_DIGITS = re.compile("[^0-9]+")

_SAME = {
    "\n": "\n\r\v\f\x85\u2028\u2029",
    " ": " \t",
    "+": "+＋﹢⁺",
    "-": "-_~−‑·•ـ",  # the last is the Arabic kashida
    ".": ".．٫。․",
    ",": ",،٬，、",
    ";": ";؛；",
    "/": "/\\⁄∕／",
    "|": "|¦",
    "'": "'’‘`´ʼʹ",
    '"': '"',
    "#": "#＃",
    "*": "*",
    ":": ":：",
    "=": "=＝",
    "&": "&＆",
    "@": "@＠",
    "(": "(<",
    ")": ")>",
    HIDDEN: "\u115f\u1160\u2800\u3164\uffa0",  # letters and symbols that are drawn as nothing
}

_BY_CATEGORY = {
    "Cc": HIDDEN,
    "Cf": HIDDEN,
    "Mn": HIDDEN,
    "Me": HIDDEN,
    "Zs": ODD_SPACE,
    "Zl": "\n",
    "Zp": "\n",
    "Pd": "-",
    "Pc": "-",
    "Ps": "(",
    "Pe": ")",
    "Pi": '"',
    "Pf": '"',
    "Po": "*",
    "Sm": "*",
    "Sk": "*",
    "So": "*",
}


def plain(text: str) -> str:
    """``text`` character by character in its plain form; the length stays the same."""
    return text.translate(_PLAIN)


def digits_of(text: str) -> str:
    """All digits of ``text``, of whatever script, as ASCII digits."""
    return _NOT_DIGITS.sub("", plain(text))


def digit_repairs(text: str) -> tuple[Repair, ...]:
    """Which scripts' digits ``text`` holds besides the ASCII ones."""
    if _ARABIC_ONLY.fullmatch(text):
        return _ARABIC_DIGITS
    return tuple(repair for repair, digits in _SCRIPTS if digits.search(text))


class _PlainForms(dict[int, str]):
    """Plain forms by code point, worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _plain_form(chr(code))
        return form


def _plain_form(character: str) -> str:
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(value)
    form = _BY_CATEGORY.get(unicodedata.category(character))
    if form is not None:
        return form
    narrow = unicodedata.normalize("NFKC", character)  # full-width letters
    return narrow if len(narrow) == 1 and narrow.isascii() and narrow.isalpha() else character


_PLAIN = _PlainForms({ord(one): form for form, group in _SAME.items() for one in group})
