r"""Cleans a message text of what the gateway chokes on, and tells what was taken out and where.

The rule: a removed character is one that makes a message stick in the gateway's queue, or be refused,
after it was charged (gateway-api.md §5). Everything else is the sender's own text and is never touched:
letters of any script, harakat, tatweel, quotes, ``%``, ``;``, ``&amp;``, spaces at the ends.

- Emoji by Unicode property (UTS #51: Emoji or Extended_Pictographic, and U+2600-27BF), so that new ones
  need no new release. ``0-9 # * © ® ™`` have the property too and stay; so do plain arrows, which do not.
- Hidden characters: format characters and default ignorable ones (UAX #44), and U+FFFC. Arabic number
  and verse signs (Prepended_Concatenation_Mark) are format characters that one can see: they stay.
- Control characters but tab and line feed; ``\r\n`` and a lone ``\r`` become ``\n``.
- HTML tags: ``<`` directly followed by an ASCII letter, ``/`` or ``!``, up to the next ``>`` with no other
  ``<`` or ``>`` between, again and again until none is left. So ``5 < 6 and 7 > 3`` stays.
- Arabic and Persian digits become Latin ones. Devanagari and other digits stay.
- Surrogates, which a text can only hold by accident and no request can carry.

Characters are judged one by one, whatever stands beside them; tags are looked for in what is left. Hence
``clean_text(clean_text(x)) == clean_text(x)``, and the time grows with the length and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from kwtsms_desktop.core.reasons import Removal


@dataclass(frozen=True, slots=True)
class RemovedPart:
    """One thing that was taken out of a text, or changed in it.

    Attributes:
        position: index of its first character in the original text.
        removed: the original characters: a whole emoji sequence, a whole tag, a run of digits.
        replacement: what stands in their place; empty where nothing does.
        kind: why.
    """

    position: int
    removed: str
    replacement: str
    kind: Removal


@dataclass(frozen=True, slots=True)
class CleanedMessage:
    """A cleaned text and what was done to it.

    Attributes:
        text: the text that can be sent.
        removed: every change, in the order of the original text; they never overlap.
    """

    text: str
    removed: tuple[RemovedPart, ...]


def clean_message(text: str) -> CleanedMessage:
    """The text as it can be sent, with a report of every change."""
    parts = list(_character_parts(text)) if _SUSPECT.search(text) else []
    flat = _apply(text, parts)
    if _holds_tag(flat):
        parts = _with_tags(text, parts, _tag_spans(flat))
        flat = _apply(text, parts)
    return CleanedMessage(flat, tuple(parts))


def clean_text(text: str) -> str:
    """The text as it can be sent: that of ``clean_message``, without the report, for many texts."""
    if _SUSPECT.search(text):
        pieces = _SUSPECT.split(text.replace("\r\n", "\n"))
        pieces[1::2] = map(_REPLACEMENTS.__getitem__, pieces[1::2])
        text = "".join(pieces)
    if _holds_tag(text):
        text = _TAG.sub("", text)
        if _TAG.search(text):  # nested ones
            text = _without_spans(text, _tag_spans(text))
    return text


def is_blank(text: str) -> bool:
    """Whether a cleaned text has nothing but (Unicode) white space (cases C5: a local ERR009)."""
    return not text.strip()


_DIGITS = "٠-٩۰-۹"
_LATIN_DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))

# Set notation of the regex module, version 1: [A--B] is A without B.
_EMOJI = r"[[\p{Emoji}\p{Extended_Pictographic}\u2600-\u27BF]--[0-9#*©®™]]"
_HIDDEN = r"[[\p{Cf}\p{Default_Ignorable_Code_Point}\uFFFC]--\p{Prepended_Concatenation_Mark}]"
_CONTROL = r"[\p{Cc}--[\t\n\r]]"
_BROKEN = r"\p{Cs}"
_REMOVED = rf"[{_EMOJI}{_HIDDEN}{_CONTROL}{_BROKEN}\u20E3]"

# UTS #51, ED-17: what may follow an emoji and belongs to it (selectors, keycap, skin tone, flag letters).
_EMOJI_TAIL = r"[\uFE0E\uFE0F\u20E3\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]*+"
_EMOJI_UNIT = rf"(?:\p{{Regional_Indicator}}{{2}}|{_EMOJI}){_EMOJI_TAIL}"

_PART = regex.compile(
    rf"(?P<emoji>{_EMOJI_UNIT}(?:\u200D{_EMOJI_UNIT})*+|[\uFE0E\uFE0F]?\u20E3)"
    rf"|(?P<hidden>{_HIDDEN})|(?P<control>{_CONTROL})|(?P<broken>{_BROKEN})"
    rf"|(?P<digit>[{_DIGITS}]++)|(?P<line_break>\r\n?)",
    regex.VERSION1,
)
"""One change; the names of the groups are the values of ``Removal``."""

_KINDS = {kind.value: kind for kind in Removal}

_REMOVED_CHARACTER = regex.compile(_REMOVED, regex.VERSION1)


def _removed_below_astral() -> str:
    """The removed characters up to U+FFFF as a character set of ``re``.

    Properties cost the regex module about 130 ns a character, the same set as a bitmap of ``re`` 10 ns.
    """
    plane = "".join(map(chr, range(0x10000)))
    runs = regex.finditer(f"{_REMOVED}+", plane, regex.VERSION1)
    return "".join(f"\\u{run.start():04x}-\\u{run.end() - 1:04x}" for run in runs)


_SUSPECT = re.compile(f"([{_removed_below_astral()}{_DIGITS}\r\U00010000-\U0010ffff])")
"""A text without these needs no look at single characters: almost every text."""


class _Replacements(dict[str, str]):
    """What stands for a suspect character; worked out the first time it is met."""

    def __missing__(self, character: str) -> str:
        kept = _REMOVED_CHARACTER.match(character) is None  # a letter beyond U+FFFF
        self[character] = character if kept else ""
        return self[character]


_REPLACEMENTS = _Replacements({**_LATIN_DIGITS, "\r": "\n"})


_TAG = re.compile(r"<[A-Za-z/!][^<>]*+>")
_BRACKET = re.compile("[<>]")
_TAG_STARTS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/!")


def _character_parts(text: str) -> Iterator[RemovedPart]:
    """The changes to single characters (all but tags), in order."""
    for match in _PART.finditer(text):
        kind = _KINDS[str(match.lastgroup)]
        removed = match[0]
        replacement = ""
        if kind is Removal.DIGIT:
            replacement = "".join(_LATIN_DIGITS[digit] for digit in removed)
        elif kind is Removal.LINE_BREAK:
            replacement = "\n"
        yield RemovedPart(match.start(), removed, replacement, kind)


def _apply(text: str, parts: Iterable[RemovedPart]) -> str:
    """The text with the changes made."""
    pieces: list[str] = []
    done = 0
    for part in parts:
        pieces += (text[done : part.position], part.replacement)
        done = part.position + len(part.removed)
    pieces.append(text[done:])
    return "".join(pieces)


def _holds_tag(text: str) -> bool:
    """Whether there is at least one tag; the innermost of nested ones is found without looking further."""
    return "<" in text and _TAG.search(text) is not None


def _tag_spans(text: str) -> list[tuple[int, int]]:
    """Where tags begin and end, the outermost of nested ones, in one pass.

    A ``<`` that starts no tag keeps waiting and so hides those before it: no tag reaches across it.
    Taking out the innermost tags again and again gives the same, in quadratic time for ``<<<b>b>b>``.
    """
    spans: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []  # each "<", and what follows it once the tags between are gone
    for bracket in _BRACKET.finditer(text):
        end = bracket.end()
        if bracket[0] == "<":
            waiting.append((bracket.start(), end))
        elif waiting and text[waiting[-1][1]] in _TAG_STARTS:
            start, _ = waiting.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, end))
            if waiting and waiting[-1][1] == start:
                waiting[-1] = (waiting[-1][0], end)
    return spans


def _without_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these stretches of it."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return "".join(text[start:end] for start, end in list(pairwise(edges))[::2])


def _with_tags(
    text: str, parts: list[RemovedPart], flat_spans: Iterable[tuple[int, int]]
) -> list[RemovedPart]:
    """All changes in order, given those to characters and the tags in the text they leave.

    A change inside a tag is left out: the tag takes its characters along.
    """
    edges = [bracket for start, end in flat_spans for bracket in (start, end - 1)]
    brackets = iter(_original_positions(parts, edges))
    tags = [
        RemovedPart(first, text[first : last + 1], "", Removal.TAG)
        for first, last in zip(brackets, brackets, strict=True)
    ]
    result: list[RemovedPart] = []
    free = 0
    for part in sorted([*parts, *tags], key=lambda part: part.position):
        if part.position >= free:
            result.append(part)
            free = part.position + len(part.removed)
    return result


def _original_positions(parts: Iterable[RemovedPart], flat_positions: Iterable[int]) -> Iterator[int]:
    """Where characters of the changed text that were not changed themselves stand in the original.

    Both in ascending order.
    """
    waiting = iter(parts)
    part = next(waiting, None)
    shift = 0
    for position in flat_positions:
        while part and part.position - shift <= position:
            shift += len(part.removed) - len(part.replacement)
            part = next(waiting, None)
        yield position + shift
