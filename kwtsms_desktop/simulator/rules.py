"""The gateway's rules about numbers and texts, stated a second time and on their own.

The rule this file guards: nothing here is shared with the client. Where the client and this file
disagree, one of them has misread the gateway, and a test shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

KUWAIT = "965"
MAX_NUMBERS = 200
MAX_MOBILE_CHARACTERS = 2500


class Bucket(StrEnum):
    """Where ``validate/`` puts a number."""

    OK = "OK"
    FORMAT_ERROR = "ER"
    NO_ROUTE = "NR"


class Markup(StrEnum):
    """What counts as an HTML tag; nobody knows what the gateway counts (gateway-api.md §5)."""

    TAGS = "tags"  # < followed by a letter, / or !, up to the next >
    BRACKETS = "brackets"  # any < with a > somewhere after it
    LESS_THAN = "less_than"  # any < at all


class PageCount(StrEnum):
    """How units are laid out over several pages."""

    WHOLE_CHARACTERS = "whole_characters"  # a two-unit character never crosses a border (3GPP TS 23.040)
    PLAIN_DIVISION = "plain_division"  # units divided by the page size, rounded up


# country code: (digits after it, allowed first digits). Other countries: 8 to 15 digits in all.
_GULF = {
    KUWAIT: (8, "4569"),
    "966": (9, "5"),
    "968": (8, "79"),
    "971": (9, "5"),
    "973": (8, "36"),
    "974": (8, "3567"),
}
# Eight digits that begin like this are a Kuwaiti number without its country code (gateway-api.md §2.4).
_BARE_KUWAITI = re.compile(r"[24569][0-9]{7}")
_DIGITS = re.compile(r"[1-9][0-9]{7,14}")


def numbers_in(mobile: str) -> list[str]:
    """The entries of a ``mobile`` field, exactly as sent; nothing between two commas is no entry."""
    return [entry for entry in mobile.split(",") if entry != ""]


def is_well_formed(number: str) -> bool:
    """Whether the gateway takes this for a mobile number: ASCII digits with a country code, nothing else."""
    if not _DIGITS.fullmatch(number) or _BARE_KUWAITI.fullmatch(number):
        return False
    rule = _GULF.get(number[:3])
    if rule is None:
        return True
    length, first_digits = rule
    local = number[3:]
    return len(local) == length and local[0] in first_digits


def bucket_of(number: str, prefixes: Iterable[str]) -> Bucket:
    """Where ``validate/`` puts a number of an account with these active country codes.

    The gateway does not repair: ``+965…`` and ``00965…`` are format errors (gateway-cases.md A7).
    """
    if not is_well_formed(number):
        return Bucket.FORMAT_ERROR
    return Bucket.OK if number.startswith(tuple(prefixes)) else Bucket.NO_ROUTE


# The basic and the extension table of 3GPP TS 23.038 §6.2.1. The escape itself is no character.
_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENSION = frozenset("^{}\\[~]|€\f")
_GSM_PAGE, _GSM_PAGE_OF_MANY = 160, 153
_UNICODE_PAGE, _UNICODE_PAGE_OF_MANY = 70, 67


def is_gsm(text: str) -> bool:
    """Whether every character is in GSM-7; one that is not turns the whole text into Unicode."""
    return all(character in _GSM_BASIC or character in _GSM_EXTENSION for character in text)


def pages_of(
    text: str, *, extension_units: int = 2, page_count: PageCount = PageCount.WHOLE_CHARACTERS
) -> int:
    r"""How many pages a text takes; 0 for an empty one.

    Args:
        text: the message.
        extension_units: what ``€ [ ] { } ~ ^ | \`` count: 2, or 1 if the gateway counts like that.
        page_count: whether a two-unit character may lie across the border of two pages.
    """
    if is_gsm(text):
        units = [extension_units if character in _GSM_EXTENSION else 1 for character in text]
        return _pages(units, _GSM_PAGE, _GSM_PAGE_OF_MANY, page_count)
    units = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return _pages(units, _UNICODE_PAGE, _UNICODE_PAGE_OF_MANY, page_count)


def _pages(units: list[int], single: int, of_many: int, page_count: PageCount) -> int:
    total = sum(units)
    if total == 0:
        return 0
    if total <= single:
        return 1
    if page_count is PageCount.PLAIN_DIVISION:
        return -(-total // of_many)
    pages, used = 1, 0
    for width in units:
        if used + width > of_many:
            pages, used = pages + 1, 0
        used += width
    return pages


_MARKUP = {
    Markup.TAGS: re.compile(r"<[A-Za-z/!][^>]*>"),
    Markup.BRACKETS: re.compile(r"<[^>]*>"),
    Markup.LESS_THAN: re.compile(r"<"),
}

# Unicode UTS #51: characters with Emoji=Yes, without # * 0-9 © ® ™ and the plain arrows (text in every
# office); anything followed by the emoji selector U+FE0F or the keycap U+20E3; flags and tag characters.
_EMOJI = re.compile(
    "[\u203c\u2049\u2139\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0"
    "\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e"
    "\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b\u267e\u267f"
    "\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5"
    "\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705"
    "\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e"
    "\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c"
    "\u2b50\u2b55\u3030\u303d\u3297\u3299\ufe0f\u20e3"
    "\U0001f004\U0001f0cf\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a"
    "\U0001f1e6-\U0001f1ff\U0001f201\U0001f202\U0001f21a\U0001f22f\U0001f232-\U0001f23a"
    "\U0001f250\U0001f251\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7f0"
    "\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff\U000e0020-\U000e007f]"
)

# Characters nobody sees: soft hyphen, joiners, direction marks, BOM, object replacement (gateway-api.md §5).
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffc]")

BAD_WORDS = ("bastard", "bullshit", "ابن الكلب")
SPAM_PHRASES = ("you have won a prize", "claim your prize now", "لقد ربحت جائزة")


def has_markup(text: str, markup: Markup = Markup.TAGS) -> bool:
    """Whether the gateway sees HTML in this text (ERR027)."""
    return _MARKUP[markup].search(text) is not None


def has_emoji(text: str) -> bool:
    """Whether this text gets stuck in the queue although it was accepted and charged."""
    return _EMOJI.search(text) is not None


def has_hidden_characters(text: str) -> bool:
    """Whether this text has characters that cannot be seen."""
    return _HIDDEN.search(text) is not None


def has_bad_language(text: str) -> bool:
    """Whether the gateway objects to a word (ERR031). The list is ours; the gateway's is secret."""
    return _has_any(text, BAD_WORDS)


def looks_like_spam(text: str) -> bool:
    """Whether the gateway takes this for spam (ERR032). The list is ours; the gateway's is secret."""
    return _has_any(text, SPAM_PHRASES)


def _has_any(text: str, phrases: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded) for phrase in phrases)
