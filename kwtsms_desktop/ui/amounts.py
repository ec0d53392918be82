"""People, segments, credits and the balance in words, with Latin digits in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.direction import isolate_ltr


def people_text(count: int) -> str:
    """``1,150 people``."""
    return ngettext("{count} person", "{count} people", count).format(count=number_text(count))


def segments_text(count: int) -> str:
    """``2 segments``."""
    return ngettext("{count} segment", "{count} segments", count).format(count=number_text(count))


def credits_text(count: int) -> str:
    """``2,300 credits``."""
    return ngettext("{count} credit", "{count} credits", count).format(count=number_text(count))


def sum_text(people: int, segments: Mapping[int, int], amount: int) -> str:
    """``1,150 people × 2 segments = 2,300 credits``; from least to most where texts differ in length.

    Args:
        people: recipients.
        segments: how many of them get 1, 2, 3 … segments.
        amount: what it costs in credits.
    """
    if len(segments) == 1:
        return _("{people} × {segments} = {credits}").format(
            people=people_text(people),
            segments=segments_text(next(iter(segments))),
            credits=credits_text(amount),
        )
    return _("{people} × {least} to {segments} = {credits}").format(
        people=people_text(people),
        least=number_text(min(segments, default=0)),
        segments=segments_text(max(segments, default=0)),
        credits=credits_text(amount),
    )


def balance_text(before: float, after: float) -> str:
    """``5,000 → 2,700``: what it is before and what it will be after."""
    return _("{before} → {after}").format(
        before=isolate_ltr(number_text(before)), after=isolate_ltr(_signed(after))
    )


def first_people_text(count: int) -> str:
    """Label of the offer to send to fewer: ``Only the first 430 people``."""
    return ngettext("Only the first {count} person", "Only the first {count} people", count).format(
        count=number_text(count)
    )


def shortage_text(balance: float, enough_for: int) -> str:
    """That the balance is not enough, and for how many it is.

    Args:
        balance: credits there are.
        enough_for: people they are enough for, from the first on.
    """
    sentence = ngettext(
        "The balance of {balance} credits is enough for {count} person. Top up, or send to fewer.",
        "The balance of {balance} credits is enough for {count} people. Top up, or send to fewer.",
        enough_for,
    )
    return sentence.format(balance=number_text(balance), count=number_text(enough_for))


def _signed(amount: float) -> str:
    """An amount that may be below zero, with a true minus sign."""
    return number_text(amount) if amount >= 0 else f"\u2212{number_text(-amount)}"
