"""Finds the {placeholders} of a text and puts each row's values in their place.

- ``{Name}`` is the column with that heading; ``{Name|friend}`` says ``friend`` where the cell is empty, and
  ``{Name|}`` allows it to be blank. Outer white space of names, fallbacks and values does not count.
- A name is that of the heading written exactly so; else of the one heading that differs only in case,
  spaces, ``_`` or ``-``; else a column letter. ``{$B}`` is column B even where a heading reads ``B``.
- ``{{`` and ``}}`` are a literal ``{`` and ``}``. Any other brace outside a placeholder is refused.

The rule: a placeholder is never sent as typed, nor as nothing unless the fallback allows it. An unknown
name is refused when the text is parsed; a row without a value is reported when it is merged. What counts
as a value is judged as it will be sent, so a cell with nothing but an emoji is empty.

The text is merged first and cleaned afterwards: cells carry emoji too. Values are put in as they are, and
braces in them mean nothing.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.message import clean_text, is_blank
from kwtsms_desktop.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a contact list.

    Attributes:
        index: 0 for column A.
        heading: as in the file; empty where there is none.
    """

    index: int
    heading: str

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet: A to Z, then AA, AB and so on."""
        letters = ""
        rest = self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return letters


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder of a text.

    Attributes:
        name: as typed, without its braces and fallback.
        column: index of the column it stands for.
        fallback: what to say where the cell has no value; None where nothing was given.
        start: index of its opening brace.
        end: index after its closing brace.
    """

    name: str
    column: int
    fallback: str | None
    start: int
    end: int

    def value(self, cells: Sequence[str]) -> str | None:
        """What to say for a row, None where it has no value and there is no fallback."""
        cell = cells[self.column].strip() if self.column < len(cells) else ""
        if _SAYS_SOMETHING.match(cell):
            return cell
        return self.fallback if is_blank(clean_text(cell)) else cell


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed text.

    Attributes:
        text: as typed.
        pieces: literal texts and placeholders in order.
        doubled: names of columns in doubled braces, ``{{Name}}``: sent literally as the rules say, but
            probably meant as placeholders, which other programs write so. Worth a warning.
    """

    text: str
    pieces: tuple[str | Placeholder, ...]
    doubled: tuple[str, ...]

    @classmethod
    def parse(cls, text: str, headings: Sequence[str]) -> Template:
        """Understand a text for a list with these headings, one for each column, empty where there is none.

        Raises:
            UserError: PLACEHOLDER_UNKNOWN (name, suggestion: what to type instead, empty if nothing is
                near, position), PLACEHOLDER_AMBIGUOUS (name, columns: letters, position) or
                PLACEHOLDER_BROKEN (position). Positions count from 1.
        """
        names = _Names(headings)
        doubled = [match[1].strip() for match in _DOUBLED.finditer(text)]
        known = tuple(dict.fromkeys(name for name in doubled if names.candidates(name)))
        return cls(text, tuple(_pieces(text, names)), known)

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))

    @property
    def is_plain(self) -> bool:
        """Whether every row gets the same text."""
        return not self.placeholders

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns it uses, each once, in the order of the text."""
        return tuple(dict.fromkeys(placeholder.column for placeholder in self.placeholders))

    def with_literals(self, change: Callable[[str], str]) -> str:
        """The text as typed, its literal parts changed and its placeholders as they stand."""
        parts: list[str] = []
        done = 0
        for placeholder in self.placeholders:
            parts += [
                change(self.text[done : placeholder.start]),
                self.text[placeholder.start : placeholder.end],
            ]
            done = placeholder.end
        return "".join([*parts, change(self.text[done:])])

    def merge(self, cells: Sequence[str]) -> str:
        """The text for a row, not cleaned yet. Cells beyond the end of a short row are empty.

        Raises:
            UserError: PLACEHOLDER_EMPTY (name): the row has no value for it and no fallback was given.
        """
        merged: list[str] = []
        for piece in self.pieces:
            value = piece if isinstance(piece, str) else piece.value(cells)
            if value is None:
                raise UserError(Reason.PLACEHOLDER_EMPTY, name=self.missing(cells)[0])
            merged.append(value)
        return "".join(merged)

    def missing(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The placeholders without a value or fallback for a row, by name; empty if it can be merged."""
        return tuple(dict.fromkeys(p.name for p in self.placeholders if p.value(cells) is None))


def placeholder_for(index: int, headings: Sequence[str]) -> str:
    """What to type for a column: ``{Name}``; ``{B}`` where no heading tells it apart; else ``{$B}``."""
    return _Names(headings).placeholder_for(index)


_SAYS_SOMETHING = re.compile("[0-9A-Za-z\u0621-\u064a]")
"""A text that begins so is never blank after cleaning: of most cells that is known at once."""

_TOKEN = re.compile(r"(?P<literal>\{\{|\}\})|\{(?P<inside>[^{}]*)\}|(?P<stray>[{}])")
_DOUBLED = re.compile(r"\{\{([^{}|]*)\}\}(?!\})")
_NO_NAME = re.compile(r'["\n]|:\s*\S')
"""What JSON and code have between braces: where no heading is written so, those braces were not ours."""

_IGNORED = re.compile(r"[\s_-]+")
_LETTERS = re.compile(r"\$*([A-Za-z]{1,3})")


class _Names:
    """Which column a name means."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._columns = tuple(Column(index, _tidy(heading)) for index, heading in enumerate(headings))
        self._exact: dict[str, list[Column]] = {}
        self._alike: dict[str, list[Column]] = {}
        for column in self._columns:
            if column.heading:
                self._exact.setdefault(column.heading, []).append(column)
            if key := _key(column.heading):
                self._alike.setdefault(key, []).append(column)

    def candidates(self, name: str) -> list[Column]:
        """The columns a name can mean: one if all is well, none if it is unknown."""
        name = _tidy(name)
        found = self._exact.get(name) or self._alike.get(_key(name)) or []
        if len(found) == 1:
            return found
        lettered = self._by_letter(name)
        # Of equal headings "A" in columns A and C, {A} is column A: its only name.
        return [lettered] if lettered and (not found or lettered in found) else found

    def placeholder_for(self, index: int) -> str:
        """What to type for a column."""
        column = self._columns[index]
        letters = ("$" * dollars + column.letter for dollars in range(len(self._columns) + 1))
        writable = column.heading and not set(column.heading) & set("{}|")
        names = (column.heading, *letters) if writable else letters
        return next(f"{{{name}}}" for name in names if self.candidates(name) == [column])

    def nearest(self, name: str) -> str:
        """The name that was probably meant, as it is to be typed; empty if none is near."""
        near = difflib.get_close_matches(_key(name), self._alike, n=1)
        return self.placeholder_for(self._alike[near[0]][0].index)[1:-1] if near else ""

    def _by_letter(self, name: str) -> Column | None:
        """The column with that letter, if the list has so many."""
        match = _LETTERS.fullmatch(name)
        if match is None:
            return None
        number = 0
        for letter in match[1].upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        return self._columns[number - 1] if number <= len(self._columns) else None


def _tidy(name: str) -> str:
    """A name or heading with its white space tidied and accents composed: equal ones look equal."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _key(name: str) -> str:
    """What two names have in common that differ in case, spaces, ``_``, ``-`` or hidden characters only."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", clean_text(name)).casefold())


def _pieces(text: str, names: _Names) -> Iterator[str | Placeholder]:
    """The literal texts and placeholders of a text, in order; raises as ``Template.parse``."""
    literal = ""
    done = 0
    for token in _TOKEN.finditer(text):
        literal += text[done : token.start()]
        done = token.end()
        if token["stray"]:
            raise UserError(Reason.PLACEHOLDER_BROKEN, position=token.start() + 1)
        if token["literal"]:
            literal += token["literal"][0]
            continue
        if literal:
            yield literal
        literal = ""
        yield _placeholder(token, names)
    if literal + text[done:]:
        yield literal + text[done:]


def _placeholder(token: re.Match[str], names: _Names) -> Placeholder:
    """The placeholder that stands there; raises as ``Template.parse``."""
    typed, bar, fallback = token["inside"].partition("|")
    name = typed.strip()
    position = token.start() + 1
    candidates = names.candidates(name) if name else []
    if len(candidates) == 1:
        index = candidates[0].index
        return Placeholder(name, index, fallback.strip() if bar else None, token.start(), token.end())
    if candidates:
        letters = ", ".join(column.letter for column in candidates)
        raise UserError(Reason.PLACEHOLDER_AMBIGUOUS, name=name, columns=letters, position=position)
    if not name or _NO_NAME.search(typed):
        raise UserError(Reason.PLACEHOLDER_BROKEN, position=position)
    raise UserError(Reason.PLACEHOLDER_UNKNOWN, name=name, suggestion=names.nearest(name), position=position)
