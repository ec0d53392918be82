"""Proofread: what a text becomes for one row, what is taken out of it, and what makes it dear."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.message import RemovedPart, clean_message, clean_text, is_blank
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.segments import (
    Encoding,
    ForcingCharacter,
    SegmentCount,
    count_segments,
    forcing_characters,
)
from kwtsms_desktop.core.template import Placeholder, Template

__all__ = ["CellPart", "Encoding", "ForcingCharacter", "Proof", "RemovedPart", "SegmentCount", "proofread"]


@dataclass(frozen=True, slots=True)
class CellPart:
    """Something that a row's cell brings into the text and that is taken out again.

    Attributes:
        placeholder: the name of the column, as typed in the text.
        part: what is taken out, with its place in the cell.
    """

    placeholder: str
    part: RemovedPart


@dataclass(frozen=True, slots=True)
class Proof:
    """A text, read as one row's person will read it.

    Attributes:
        text: merged with the row and cleaned; a placeholder that cannot be filled stays as typed.
        count: the figures of ``text``.
        problem: why the text cannot be used for any row; None when it can.
        missing: placeholders that this row has no value for, by name; it needs a fallback.
        removed: what is taken out of the text as typed, with its place there.
        removed_from_cells: what is taken out of the row's values.
        forcing: the characters that make a Latin text Unicode; none where its letters do so themselves.
        forced_by: placeholders whose values make a text Unicode that is not Unicode by itself.
        doubled: columns written in doubled braces, which are sent as typed.
    """

    text: str
    count: SegmentCount
    problem: UserError | None = None
    missing: tuple[str, ...] = ()
    removed: tuple[RemovedPart, ...] = ()
    removed_from_cells: tuple[CellPart, ...] = ()
    forcing: tuple[ForcingCharacter, ...] = ()
    forced_by: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


def proofread(text: str, headings: Sequence[str], cells: Sequence[str] | None) -> Proof:
    """Read a text as the person of one row will.

    Args:
        text: as typed, with placeholders.
        headings: the columns of the list.
        cells: the row's cells; None while no row is known, and then placeholders stay as typed.
    """
    cleaned = clean_message(text)
    if is_blank(cleaned.text):
        return Proof("", count_segments(""), UserError(Reason.TEXT_EMPTY), removed=cleaned.removed)
    try:
        template = Template.parse(text, headings)
    except UserError as error:
        return Proof(cleaned.text, count_segments(cleaned.text), error, removed=cleaned.removed)
    merged = cleaned.text if cells is None else clean_text("".join(_values(template, cells)))
    count = count_segments(merged)
    return Proof(
        text=merged,
        count=count,
        missing=() if cells is None else template.missing(cells),
        removed=cleaned.removed,
        removed_from_cells=() if cells is None else tuple(_cell_parts(template, cells)),
        forcing=_telling(merged),
        forced_by=() if cells is None else _forced_by(template, cells, count.encoding),
        doubled=template.doubled,
    )


def _values(template: Template, cells: Sequence[str]) -> Iterator[str]:
    """The pieces of the merged text; a placeholder without a value as it was typed."""
    for piece in template.pieces:
        if isinstance(piece, str):
            yield piece
        else:
            value = piece.value(cells)
            yield template.text[piece.start : piece.end] if value is None else value


def _cell_parts(template: Template, cells: Sequence[str]) -> Iterator[CellPart]:
    for placeholder in _each_column_once(template):
        value = cells[placeholder.column].strip() if placeholder.column < len(cells) else ""
        for part in clean_message(value).removed:
            yield CellPart(placeholder.name, part)


def _forced_by(template: Template, cells: Sequence[str], encoding: Encoding) -> tuple[str, ...]:
    """The placeholders to blame for Unicode, where the text without them is none."""
    literal = clean_text("".join(piece for piece in template.pieces if isinstance(piece, str)))
    if encoding is Encoding.GSM7 or forcing_characters(literal):
        return ()
    return tuple(
        placeholder.name
        for placeholder in _each_column_once(template)
        if forcing_characters(clean_text(placeholder.value(cells) or ""))
    )


def _each_column_once(template: Template) -> list[Placeholder]:
    """The first placeholder of each column, in the order of the text."""
    first: dict[int, Placeholder] = {}
    for placeholder in template.placeholders:
        first.setdefault(placeholder.column, placeholder)
    return list(first.values())


def _telling(text: str) -> tuple[ForcingCharacter, ...]:
    """The forcing characters of a text in Latin letters: typing others would be cheaper.

    An Arabic text is Unicode by its letters, and nobody writes it otherwise.
    """
    forcing = forcing_characters(text)
    return forcing if all(_is_no_letter_or_latin(one.character) for one in forcing) else ()


def _is_no_letter_or_latin(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character, "").startswith("LATIN ")
