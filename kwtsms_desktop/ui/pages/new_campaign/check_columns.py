"""The columns of the check's table, and the chip of each verdict."""

from __future__ import annotations

from collections.abc import Callable

from kwtsms_desktop.core.verdict import Choice, Verdict
from kwtsms_desktop.services.checking import CheckSummary, ListRow
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.services.reporting import explain_number, explain_verdict
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.statuses import verdict_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.models.paged import CellKind, TableColumn
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.check_story import heading_of, story
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.chips import ChipSpec

MOST_OTHER_COLUMNS = 20
"""More of the list's own columns are not shown: nobody checks a phone number by the twenty-first."""

PHONE_CELL = "input"
"""Key of the column with the phone cells."""

_OTHER = "column:"
_LOOKS: dict[Verdict, tuple[Glyph, Role]] = {
    Verdict.VALID: (Glyph.READY, Role.SUCCESS),
    Verdict.NEEDS_REVIEW: (Glyph.REVIEW, Role.WARNING),
    Verdict.INVALID: (Glyph.WRONG, Role.DANGER),
    Verdict.DUPLICATE: (Glyph.DUPLICATE, Role.INFO),
    Verdict.BLOCKED: (Glyph.BLOCKED, Role.DANGER),
    Verdict.NOT_COVERED: (Glyph.NOT_COVERED, Role.DANGER),
    Verdict.BLANK: (Glyph.BLANK, Role.MUTED),
    Verdict.EXCLUDED: (Glyph.EXCLUDED, Role.MUTED),
}
_ALWAYS_SHOWN = frozenset({Verdict.VALID, Verdict.NEEDS_REVIEW, Verdict.INVALID, Verdict.DUPLICATE})


def chips(summary: CheckSummary, chosen: str) -> list[ChipSpec]:
    """A chip for each verdict that some row has or that people look for; their counts add up to the entries.

    Args:
        summary: of the list.
        chosen: key of the chosen chip, which stays when its last row has another verdict.
    """
    return [
        ChipSpec(verdict.value, glyph, verdict_text(verdict), count, role, _note(verdict, summary))
        for verdict, (glyph, role) in _LOOKS.items()
        if (count := summary.verdicts[verdict]) or verdict in _ALWAYS_SHOWN or verdict.value == chosen
    ]


def cell_column(key: str, row: ListRow) -> int:
    """The 0-based column of the list that a column of the table shows, for this row."""
    return row.phone_column if key == PHONE_CELL else int(key.removeprefix(_OTHER))


def check_columns(summary: CheckSummary) -> list[TableColumn[ListRow]]:
    """The columns for a list.

    Its phone cells are shown as "In your file"; its other columns follow at the end, but those that the
    sheet hides.
    """
    found = summary.contact_list
    unseen = {*found.phone_columns, *found.hidden_columns}
    others = [index for index in range(len(found.headings)) if index not in unseen]
    return [
        TableColumn(
            "row",
            lambda: _("Row"),
            lambda row: str(row.row),
            CellKind.NUMBER,
            64,
            is_muted=True,
            is_sortable=True,
        ),
        *_which_column(found),
        _phone_cell(found),
        _sent_to(summary),
        TableColumn(
            "verdict",
            lambda: _("What was repaired, or why it is left out"),
            _note_text,
            width=256,
            role=_note_role,
            tip=lambda row: story(row, found),
            is_sortable=True,
        ),
        *(_other(found, index) for index in others[:MOST_OTHER_COLUMNS]),
    ]


def _which_column(found: ContactList) -> list[TableColumn[ListRow]]:
    """Where a row may be sent to on several numbers: which of its cells an entry is."""
    if len(found.phone_columns) == 1:
        return []

    def _heading(row: ListRow) -> str:
        return heading_of(found, row.phone_column)

    return [TableColumn("phoneColumn", lambda: _("Column"), _heading, width=112, is_muted=True)]


def _phone_cell(found: ContactList) -> TableColumn[ListRow]:
    return TableColumn(
        PHONE_CELL,
        lambda: _("In your file"),
        lambda row: row.input,
        CellKind.PHONE,
        288,
        glyph=_glyph,
        role=_role,
        reason=explain_verdict,
        is_sortable=True,
        is_editable=_always,
        is_marked=lambda row: is_corrected(row, row.phone_column),
        tip=lambda row: story(row, found),
    )


def _sent_to(summary: CheckSummary) -> TableColumn[ListRow]:
    def _text(row: ListRow) -> str:
        if row.verdict not in (Verdict.VALID, Verdict.NEEDS_REVIEW):
            return ""
        return ", ".join(row.proposals) or row.phone or ""

    has_several = summary.verdicts[Verdict.NEEDS_REVIEW] > 0
    return TableColumn(
        "phone",
        lambda: _("Will be sent to"),
        _text,
        CellKind.PHONE,
        208 if has_several else 144,
        role=lambda row: Role.MUTED if row.verdict is Verdict.NEEDS_REVIEW else None,
        is_sortable=True,
    )


def _other(found: ContactList, index: int) -> TableColumn[ListRow]:
    def _text(row: ListRow) -> str:
        return row.cells[index] if index < len(row.cells) else ""

    def _tip(row: ListRow) -> str:
        if not is_corrected(row, index):
            return ""
        return _("In your file: {text}").format(text=named(_cell(row.original or (), index) or "–"))

    words = heading_of(found, index)
    return TableColumn(
        f"{_OTHER}{index}",
        lambda: words,
        _text,
        width=140,
        is_muted=True,
        is_sortable=True,
        is_editable=_always,
        is_marked=lambda row: is_corrected(row, index),
        tip=_tip,
        hint=_mixed_hint(found, index),
    )


def is_corrected(row: ListRow, column: int) -> bool:
    """Whether the user changed this cell."""
    return row.original is not None and _cell(row.original, column) != _cell(row.cells, column)


def _mixed_hint(found: ContactList, column: int) -> Callable[[], str] | None:
    """What may surprise in a message; phone cells are read one by one anyway."""
    if column not in found.mixed_columns:
        return None
    return lambda: _(
        "The cells of this column are formatted in different ways in the file. "
        "Look at a few of them before you use them in a message."
    )


def _note(verdict: Verdict, summary: CheckSummary) -> str:
    if verdict is not Verdict.VALID or not summary.repaired:
        return ""
    sentence = ngettext("{count} repaired", "{count} repaired", summary.repaired)
    return sentence.format(count=number_text(summary.repaired))


def _cell(cells: tuple[str, ...], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _always(_row: ListRow) -> bool:
    return True


def _glyph(row: ListRow) -> Glyph | None:
    return _LOOKS[row.verdict][0] if row.verdict else None


def _role(row: ListRow) -> Role | None:
    return _LOOKS[row.verdict][1] if row.verdict else None


def _note_text(row: ListRow) -> str:
    """What the user did; then for a row that is sent to what was repaired, else its verdict in a word."""
    parts = []
    if is_corrected(row, row.phone_column):
        before = _cell(row.original or (), row.phone_column)
        parts.append(_("was {text}").format(text=isolate_ltr(before)) if before else _("was empty"))
    if row.verdict is Verdict.VALID and row.choice is Choice.ACCEPTED:
        parts.append(_("accepted by you"))
    if row.verdict is None or row.verdict in (Verdict.VALID, Verdict.NEEDS_REVIEW):
        parts.append(explain_number(row))
    else:
        parts.append(verdict_text(row.verdict))
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _note_role(row: ListRow) -> Role | None:
    return Role.WARNING if row.verdict is Verdict.VALID and row.warnings else None
