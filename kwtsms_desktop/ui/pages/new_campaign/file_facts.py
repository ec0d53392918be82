"""What was understood of a file, in short statements, each perhaps with the one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.tokens import Role

_ARABIC_FALLBACK = "windows-1256"


class FactAction(Enum):
    """What a click on a statement asks for."""

    INCLUDE_HIDDEN = auto()
    LEAVE_HIDDEN_OUT = auto()
    GUESS_ANEW = auto()
    SEND_ALSO = auto()  # to the numbers in the next column that looks like phones


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement.

    Attributes:
        words: empty where only the action counts.
        role: colour of the icon, and of the words where it is a warning.
    """

    glyph: Glyph
    words: str
    role: Role = Role.TEXT
    action: FactAction | None = None
    action_words: str = ""


def facts_of(preview: FilePreview) -> list[Fact]:
    """Everything that was understood."""
    facts = [*_place_facts(preview), *_phone_facts(preview), *_hidden_facts(preview)]
    if preview.is_remembered:
        words = _("Read like your last file of this kind")
        facts.append(Fact(Glyph.INFO, words, Role.TEXT, FactAction.GUESS_ANEW, _("Guess anew")))
    return facts


def next_candidate(preview: FilePreview) -> int | None:
    """The best column that looks like phones and is not sent to; None where there is none."""
    others = (column for column in preview.phone_candidates if column not in preview.phone_columns)
    return next(others, None) if preview.phone_columns else None


def column_name(preview: FilePreview, column: int) -> str:
    """What a column is called: its heading, or its letter where it has none."""
    heading = preview.headings[column] if column < len(preview.headings) else ""
    return named(heading or Column(column, "").letter)


def encoding_words(name: str) -> str:
    """What an encoding is called."""
    words = {
        "utf-8": _("Unicode (UTF-8)"),
        "utf-16": _("Unicode (UTF-16)"),
        "windows-1256": _("Arabic (Windows-1256)"),
        "iso-8859-6": _("Arabic (ISO 8859-6)"),
        "windows-1252": _("Western European (Windows-1252)"),
    }
    return words.get(name, name)


def _place_facts(preview: FilePreview) -> list[Fact]:
    facts = []
    if preview.sheet:
        facts.append(Fact(Glyph.SHEET, _sheet_words(preview)))
    if preview.encoding:
        name = encoding_words(preview.encoding)
        is_certain = preview.encoding != _ARABIC_FALLBACK or preview.chosen.encoding or preview.is_remembered
        if not is_certain:
            words = _("Read as {encoding}: do the names look right?").format(encoding=name)
            facts.append(Fact(Glyph.WARNING, words, Role.WARNING))
        else:
            facts.append(Fact(Glyph.FILE, name))
    if preview.header_row:
        words = _("Headings in row {row}").format(row=preview.header_row)
    else:
        words = _("No headings")
    facts.append(Fact(Glyph.ALL, words))
    return facts


def _sheet_words(preview: FilePreview) -> str:
    name = named(preview.sheet or "")
    if len(preview.sheets) > 1 and preview.sheet in preview.sheets:
        return _("Sheet “{name}”, {number} of {count}").format(
            name=name, number=preview.sheets.index(preview.sheet) + 1, count=len(preview.sheets)
        )
    return _("Sheet “{name}”").format(name=name)


def _phone_facts(preview: FilePreview) -> list[Fact]:
    if not preview.phone_columns:
        return [Fact(Glyph.WARNING, _("Phone numbers not found"), Role.WARNING)]
    facts = [Fact(Glyph.PHONE, _phone_words(preview), Role.ACCENT)]
    other = next_candidate(preview)
    if other is not None:
        words = _("Also send to “{name}”").format(name=column_name(preview, other))
        facts[0] = Fact(Glyph.PHONE, facts[0].words, Role.ACCENT, FactAction.SEND_ALSO, words)
    for column in preview.phone_columns:
        if column in preview.mixed_columns:
            words = _("Mixed number formats in “{name}”").format(name=column_name(preview, column))
            facts.append(Fact(Glyph.INFO, words))
    return facts


def _phone_words(preview: FilePreview) -> str:
    columns = preview.phone_columns
    if len(columns) > 2:
        return ngettext(
            "Phone numbers in {count} column", "Phone numbers in {count} columns", len(columns)
        ).format(count=number_text(len(columns)))
    name = column_name(preview, columns[0])
    if len(columns) > 1:
        return _("Phone numbers in “{name}” and “{other}”").format(
            name=name, other=column_name(preview, columns[1])
        )
    has_heading = bool(preview.headings[columns[0]])
    sentence = _("Phone numbers in “{name}”") if has_heading else _("Phone numbers in column {name}")
    return sentence.format(name=name)


def _hidden_facts(preview: FilePreview) -> list[Fact]:
    if not preview.can_tell_hidden:
        return [Fact(Glyph.INFO, _("This kind of file does not tell which rows are hidden"))]
    if preview.chosen.include_hidden:
        words = _("Hidden rows and columns are read too")
        return [
            Fact(Glyph.REVIEW, words, Role.TEXT, FactAction.LEAVE_HIDDEN_OUT, _("Leave them out")),
        ]
    rows, columns = preview.hidden_rows, len(preview.hidden_columns)
    said = []
    if rows:
        said.append(
            ngettext("{count} hidden row left out", "{count} hidden rows left out", rows).format(
                count=number_text(rows)
            )
        )
    if columns:
        said.append(
            ngettext("{count} hidden column left out", "{count} hidden columns left out", columns).format(
                count=number_text(columns)
            )
        )
    facts = [Fact(Glyph.EXCLUDED, words) for words in said]
    if facts:
        last = facts.pop()
        facts.append(
            Fact(last.glyph, last.words, last.role, FactAction.INCLUDE_HIDDEN, _("Read what is hidden too"))
        )
    return facts
