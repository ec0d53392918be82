"""Words of the check that are made of counts: headline, what is to be done, what can be taken back."""

from __future__ import annotations

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.editing import Edit, EditKind
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.names import named

PROBLEMS = (Verdict.INVALID, Verdict.NEEDS_REVIEW)
"""Verdicts that a person can mend, and that are saved to be corrected in Excel."""


def kind_text(code: str) -> str:
    """What rows with this reason have in common, in a few words."""
    words = _kinds().get(Reason(code)) if code in set(Reason) else None
    return words or reason_text(code)


def headline(summary: CheckSummary) -> str:
    """How many people can be sent to, of how many."""
    people, total, rows = summary.people, summary.contact_list.entries, summary.verdicts[Verdict.VALID]
    if not people:
        return _("Nobody in this list can be sent to.")
    if people == rows:
        sentence = ngettext(
            "{people} of {count} person can be sent to.", "{people} of {count} people can be sent to.", total
        )
    else:  # several numbers in one cell, or numbers that other rows have
        sentence = ngettext(
            "{rows} of {count} row can be sent to: {people} people.",
            "{rows} of {count} rows can be sent to: {people} people.",
            total,
        )
    return sentence.format(people=number_text(people), rows=number_text(rows), count=number_text(total))


def sum_text(summary: CheckSummary) -> str:
    """What the chips add up to."""
    found = summary.contact_list
    if found.entries != found.rows:
        sentence = ngettext(
            "Together: {count} number in {rows} rows of “{file}”.",
            "Together: {count} numbers in {rows} rows of “{file}”.",
            found.entries,
        )
        count = found.entries
    else:
        sentence = ngettext(
            "Together: {count} row of “{file}”.", "Together: {count} rows of “{file}”.", found.rows
        )
        count = found.rows
    return sentence.format(
        count=number_text(count), rows=number_text(found.rows), file=named(found.file_name)
    )


def todo_text(verdict: Verdict, count: int) -> str:
    """What is to be done with the rows of one verdict, or what is known of them."""
    if verdict is Verdict.INVALID:
        words = ngettext("Fix {count} wrong number", "Fix {count} wrong numbers", count)
    elif verdict is Verdict.NEEDS_REVIEW:
        words = ngettext("Look at {count}", "Look at {count}", count)
    else:
        words = ngettext("{count} duplicate is left out", "{count} duplicates are left out", count)
    return words.format(count=number_text(count))


def edit_text(edit: Edit) -> str:
    """A step in a few words: ``12 rows left out``."""
    count = edit.rows
    if edit.kind is EditKind.EXCLUDED:
        words = ngettext("{count} row left out", "{count} rows left out", count)
    elif edit.kind is EditKind.INCLUDED:
        words = ngettext("{count} row included again", "{count} rows included again", count)
    elif edit.kind is EditKind.ACCEPTED:
        words = ngettext("{count} row accepted", "{count} rows accepted", count)
    elif edit.kind is EditKind.PUT_BACK:
        words = ngettext("{count} row put back", "{count} rows put back", count)
    else:
        words = ngettext("{count} correction", "{count} corrections", count)
    return words.format(count=number_text(count))


def _kinds() -> dict[Reason, str]:
    """Reasons as kinds of rows: without the figures that differ from row to row."""
    return {
        Reason.NO_DIGITS: _("No number in the cell"),
        Reason.EMAIL: _("An e-mail address"),
        Reason.TOO_SHORT: _("Too short"),
        Reason.TOO_LONG: _("Too long"),
        Reason.WRONG_LENGTH: _("Digits missing or too many"),
        Reason.WRONG_PREFIX: _("Not a mobile by its first digits"),
        Reason.LANDLINE: _("A landline"),
        Reason.NOT_A_MOBILE: _("Not a mobile number"),
        Reason.UNKNOWN_COUNTRY: _("No such country code"),
        Reason.EXTRA_ZEROS: _("Too many zeros"),
        Reason.LOST_DIGITS: _("Shortened by Excel"),
        Reason.DATE: _("A date"),
        Reason.FORMULA_ERROR: _("A formula's error"),
        Reason.SEVERAL_NUMBERS: _("Several numbers in one cell"),
        Reason.EXTENSION: _("An extension behind the number"),
        Reason.LETTERS: _("Letters beside the number"),
        Reason.DECIMALS: _("Decimals behind the number"),
        Reason.LEADING_ZERO: _("A zero before a foreign number"),
        Reason.NOT_COVERED: _("A country your account does not reach"),
        Reason.GATEWAY_SAYS_WRONG: _("No valid number, says kwtSMS"),
        Reason.GATEWAY_NO_ROUTE: _("Not reached, says kwtSMS"),
    }
