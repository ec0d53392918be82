"""The columns of the check's table, and the chip of each verdict."""

from __future__ import annotations

from collections.abc import Callable

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary, ListRow
from kwtsms_desktop.services.reporting import explain_number, explain_verdict
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.statuses import verdict_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.models.paged import CellKind, TableColumn
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.chips import ChipSpec

MOST_OTHER_COLUMNS = 20
"""More of the list's own columns are not shown: nobody checks a phone number by the twenty-first."""

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


def chips(summary: CheckSummary) -> list[ChipSpec]:
    """A chip for each verdict that any row has, and for those that people look for even at none."""
    return [
        ChipSpec(verdict.value, glyph, verdict_text(verdict), count, role, _note(verdict, summary))
        for verdict, (glyph, role) in _LOOKS.items()
        if (count := summary.verdicts[verdict]) or verdict in _ALWAYS_SHOWN
    ]


def check_columns(summary: CheckSummary, accepts_review: Callable[[], bool]) -> list[TableColumn[ListRow]]:
    """The columns for a list.

    Args:
        summary: of the list. Its phone column is shown as "In your file", the others follow at the end.
        accepts_review: whether rows to look at are sent to, asked while painting.
    """
    headings, phone_column = summary.contact_list.headings, summary.contact_list.phone_column
    room_for_numbers = 216 if summary.verdicts[Verdict.NEEDS_REVIEW] else 144

    def _will_be_sent_to(row: ListRow) -> str:
        if row.verdict is Verdict.NEEDS_REVIEW:
            return ", ".join(row.proposals)
        return row.phone or "" if row.verdict is Verdict.VALID else ""

    def _sent_to_role(row: ListRow) -> Role | None:
        return Role.MUTED if row.verdict is Verdict.NEEDS_REVIEW and not accepts_review() else None

    others = [index for index in range(len(headings)) if index != phone_column]
    return [
        TableColumn("row", lambda: _("Row"), lambda row: str(row.row), CellKind.NUMBER, 72, is_muted=True),
        TableColumn(
            "input",
            lambda: _("In your file"),
            lambda row: row.input,
            CellKind.PHONE,
            304,
            glyph=_glyph,
            role=_role,
            reason=explain_verdict,
        ),
        TableColumn(
            "phone",
            lambda: _("Will be sent to"),
            _will_be_sent_to,
            CellKind.PHONE,
            room_for_numbers,
            role=_sent_to_role,
        ),
        TableColumn(
            "note",
            lambda: _("What was repaired, or why it is left out"),
            _note_text,
            width=272,
            role=_note_role,
        ),
        *(_other(headings[index], index) for index in others[:MOST_OTHER_COLUMNS]),
    ]


def _note(verdict: Verdict, summary: CheckSummary) -> str:
    if verdict is not Verdict.VALID or not summary.repaired:
        return ""
    sentence = ngettext("{count} repaired", "{count} repaired", summary.repaired)
    return sentence.format(count=number_text(summary.repaired))


def _other(heading: str, index: int) -> TableColumn[ListRow]:
    def _text(row: ListRow) -> str:
        return row.cells[index] if index < len(row.cells) else ""

    words = heading or Column(index, "").letter
    return TableColumn(f"other{index}", lambda: words, _text, width=140, is_muted=True)


def _glyph(row: ListRow) -> Glyph | None:
    return _LOOKS[row.verdict][0] if row.verdict else None


def _role(row: ListRow) -> Role | None:
    return _LOOKS[row.verdict][1] if row.verdict else None


def _note_text(row: ListRow) -> str:
    """For a row that is sent to what was done to its number, for another one its verdict in a word."""
    if row.verdict is None or row.verdict in (Verdict.VALID, Verdict.NEEDS_REVIEW):
        words = explain_number(row)
        return words[:1].upper() + words[1:]
    return verdict_text(row.verdict)


def _note_role(row: ListRow) -> Role | None:
    return Role.WARNING if row.verdict is Verdict.VALID and row.warnings else None
