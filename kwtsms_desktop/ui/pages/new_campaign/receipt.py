"""The receipt: what will happen, line by line, before it happens."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import duration_text, number_text
from kwtsms_desktop.texts.statuses import verdict_text
from kwtsms_desktop.ui.amounts import (
    balance_text,
    credits_text,
    people_text,
    segments_text,
    sum_text,
)
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.new_campaign.money_line import abroad_text
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.badge import Badge
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.key_value import KeyValueList
from kwtsms_desktop.ui.widgets.labels import label


class Receipt(Card):
    """People, text, cost, balance, mode and time of the campaign as it would be sent now."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("receipt")
        self._headline = label("", "headline", wrap=True, selectable=True)
        self._headline.setObjectName("receiptSum")
        self._mode = Badge("", Glyph.TEST, Role.TEST)
        self._mode.setObjectName("receiptMode")
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._headline, 1)
        head.addWidget(self._mode, 0, Qt.AlignmentFlag.AlignTop)
        self.lines = KeyValueList()
        self.body.addLayout(head)
        self.body.addSpacing(4)
        self.body.addWidget(self.lines)

    def show_counting(self, done: int, people: int) -> None:
        """Nothing is known yet but how far the counting is."""
        self._headline.setText(
            _("Counting: {done} of {people} …").format(
                done=isolate_ltr(number_text(done)), people=isolate_ltr(number_text(people))
            )
        )
        self.lines.clear()

    def show_mode(self, is_test: bool) -> None:
        """Say whether people would receive it."""
        if is_test:
            self._mode.set_state(_("TEST"), Glyph.TEST, Role.TEST)
        else:
            self._mode.set_state(_("LIVE"), Glyph.LIVE, Role.ON_SUCCESS)

    def show_cost(
        self,
        cost: TextCost,
        summary: CheckSummary,
        sender: str,
        account: str,
        balance: float | None,
        rate: float,
    ) -> None:
        """Show the whole receipt.

        Args:
            cost: what the text means for the whole list.
            summary: the checked list.
            sender: sender ID.
            account: name of the account that pays.
            balance: its credits; None while nobody knows.
            rate: requests a second.
        """
        lines = self.lines
        lines.clear()
        self._headline.setText(sum_text(cost.people, cost.segments, cost.credits))
        lines.add("from", _("From"), sender or "–", ltr=True)
        lines.add(
            "to",
            _("To"),
            people_text(cost.people),
            note=left_out_text(summary),
        )
        lines.add("message", _("Message"), _texts_text(cost.texts))
        lines.add("segments", _("Segments"), _segments_line(cost.segments))
        lines.add("credits", _("Credits"), credits_text(cost.credits), kind="strong", note=abroad_text(cost))
        lines.add("balance", _("Balance"), _balance_line(cost, balance, account))
        lines.add("time", _("Time"), _time_line(cost, rate))


def left_out_text(summary: CheckSummary) -> str:
    """How many rows are left out and why, by the words of their verdicts; empty where none is."""
    left_out = {verdict: n for verdict, n in summary.verdicts.items() if n and verdict is not Verdict.VALID}
    if not left_out:
        return ""
    reasons = " · ".join(f"{verdict_text(verdict)} {number_text(n)}" for verdict, n in left_out.items())
    count = sum(left_out.values())
    return ngettext(
        "{count} of {rows} rows is left out: {reasons}",
        "{count} of {rows} rows are left out: {reasons}",
        count,
    ).format(count=number_text(count), rows=number_text(summary.contact_list.entries), reasons=reasons)


def promise_text(cost: TextCost, *, is_test: bool) -> str:
    """What pressing the primary button does to the credits."""
    if is_test:
        return _(
            "Nobody receives it. {credits} are held until you delete the messages on kwtsms.com."
        ).format(credits=credits_text(cost.trial_credits))
    return _("{credits} are spent. What was sent cannot be taken back.").format(
        credits=credits_text(cost.credits)
    )


def _texts_text(texts: int) -> str:
    if texts <= 1:
        return _("Everybody reads the same text.")
    return ngettext(
        "Everybody reads a text of their own: {count} different text.",
        "Everybody reads a text of their own: {count} different texts.",
        texts,
    ).format(count=number_text(texts))


def _segments_line(segments: Mapping[int, int]) -> str:
    if len(segments) == 1:
        return segments_text(next(iter(segments)))
    return " · ".join(
        _("{segments} for {people}").format(segments=segments_text(size), people=people_text(people))
        for size, people in segments.items()
    )


def _balance_line(cost: TextCost, balance: float | None, account: str) -> str:
    shown = _("not known yet") if balance is None else balance_text(balance, balance - cost.credits)
    return _("{balance} · account {account}").format(balance=shown, account=isolate_ltr(account or "–"))


def _time_line(cost: TextCost, rate: float) -> str:
    return ngettext(
        "at least {duration} · {count} request, {rate} a second",
        "at least {duration} · {count} requests, {rate} a second",
        cost.requests,
    ).format(
        duration=duration_text(cost.seconds(rate)),
        count=number_text(cost.requests),
        rate=isolate_ltr(number_text(rate)),
    )
