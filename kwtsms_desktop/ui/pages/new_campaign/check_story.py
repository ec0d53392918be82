"""The whole story of a row: in the file → corrected → repaired → number → verdict, a line for each."""

from __future__ import annotations

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.core.verdict import Choice, GatewayView, Verdict
from kwtsms_desktop.services.checking import ListRow
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.services.reporting import explain_verdict
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import reason_text, repair_text
from kwtsms_desktop.texts.statuses import verdict_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.names import named


def heading_of(found: ContactList, column: int) -> str:
    """A column's heading, or its letter where it has none."""
    return (found.headings[column] if column < len(found.headings) else "") or Column(column, "").letter


def story(row: ListRow, found: ContactList) -> str:
    """What happened to a row, for a tool tip and for screen readers."""
    return "\n".join([_where(row, found), *_cells(row), *_number(row), *_verdict(row)])


def _where(row: ListRow, found: ContactList) -> str:
    return _("Row {row}, column {column}").format(
        row=isolate_ltr(str(row.row)), column=named(heading_of(found, row.phone_column))
    )


def _cells(row: ListRow) -> list[str]:
    """The phone cell as it was, and as it was corrected."""
    before = row.input
    if row.original is not None:
        before = row.original[row.phone_column] if row.phone_column < len(row.original) else ""
    lines = [_("In your file: {text}").format(text=isolate_ltr(before) or "–")]
    if before != row.input:
        lines.append(_("Corrected by you: {text}").format(text=isolate_ltr(row.input) or "–"))
    return lines


def _number(row: ListRow) -> list[str]:
    """What was repaired, and the number that came of it."""
    lines = []
    if row.repairs:
        repairs = " · ".join(repair_text(repair) for repair in row.repairs)
        lines.append(_("Repaired: {repairs}").format(repairs=repairs))
    numbers = row.proposals or ((row.phone,) if row.phone else ())
    if numbers:
        shown = isolate_ltr(", ".join(numbers))
        if row.verdict is Verdict.VALID:
            lines.append(_("Will be sent to: {numbers}").format(numbers=shown))
        else:
            lines.append(_("The number: {numbers}").format(numbers=shown))
    return lines


def _verdict(row: ListRow) -> list[str]:
    """What will happen to it, and why."""
    lines = []
    if row.verdict is not None:
        verdict, reason = verdict_text(row.verdict), explain_verdict(row)
        lines.append(_("{verdict}: {reason}").format(verdict=verdict, reason=reason) if reason else verdict)
    lines += [reason_text(code, row.details) for code in row.warnings]
    if row.verdict is Verdict.VALID and row.choice is Choice.ACCEPTED:
        lines.append(_("Accepted by you."))
    if row.verdict is Verdict.NEEDS_REVIEW:
        lines.append(_("Accept it if the number is right, or correct the cell."))
    if row.gateway is GatewayView.OK:
        lines.append(_("kwtSMS says that it can send to this number."))
    return lines
