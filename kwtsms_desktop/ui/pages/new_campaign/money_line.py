"""What the message costs: people × segments = credits, and what will be left of the balance."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.amounts import balance_text, shortage_text, sum_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.pages.new_campaign.segment_bars import SegmentBars
from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import Label, label
from kwtsms_desktop.ui.widgets.note_line import NoteLine


class MoneyLine(Card):
    """Says what is known: nothing yet, an estimate from one row, or the counted cost of the whole list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("moneyLine")
        self._sum = label("", "headline", selectable=True)
        self._sum.setObjectName("moneySum")
        self._balance = label("", "muted", selectable=True)
        self._balance.setObjectName("moneyBalance")
        self._caption = label("", "caption", wrap=True)
        self._short = NoteLine(Role.WARNING)
        self._short.setObjectName("moneyShort")
        self._bars = SegmentBars()
        self._estimated_row = 0
        self._lay_out()
        self.show_nothing("")

    def show_nothing(self, why: str) -> None:
        """Nothing can be said yet; say why."""
        self._say(why, "muted")
        self._show_balance("")
        self._remark("")
        self._short.say("")
        self._bars.hide()

    def show_estimate(self, people: int, segments: int, row: int, balance: float | None) -> None:
        """What it would cost if everybody's text were as long as that of one row, while all are counted.

        Args:
            people: recipients.
            segments: of that row's text.
            row: its number in the file.
            balance: credits of the account; None while nobody knows.
        """
        amount = people * segments
        total = sum_text(people, {segments: people}, amount)
        self._say(_("About {sum}").format(sum=total), "headline")
        self._show_balance(_balance_line(amount, balance), is_short=balance is not None and amount > balance)
        self._estimated_row = row
        self.show_progress(0, people)

    def show_progress(self, done: int, people: int) -> None:
        """How far the counting is that will replace the estimate."""
        self._remark(
            _("Estimated from row {row}; {done} of {people} counted …").format(
                row=isolate_ltr(str(self._estimated_row)),
                done=isolate_ltr(number_text(done)),
                people=isolate_ltr(number_text(people)),
            )
        )

    def show_cost(self, cost: TextCost, balance: float | None) -> None:
        """The counted cost.

        Args:
            cost: of the whole list.
            balance: credits of the account; None while nobody knows.
        """
        self._say(sum_text(cost.people, cost.segments, cost.credits), "headline")
        differs = len(cost.segments) > 1
        self._bars.set_people(cost.segments)
        self._bars.setVisible(differs)
        is_short = balance is not None and cost.credits > balance
        self._show_balance(_balance_line(cost.credits, balance), is_short=is_short)
        self._short.say(
            shortage_text(balance, cost.enough_for(balance), is_average=differs)
            if balance is not None and is_short
            else ""
        )
        self._remark(abroad_text(cost) or _("Counted row by row."))

    def said(self) -> str:
        """All of it as text: what tests and screen readers get."""
        parts = (self._sum.text(), self._balance.text(), self._short.text(), self._caption.text())
        return " · ".join(part for part in parts if part)

    def bars(self) -> SegmentBars:
        """The picture of segments, for tests."""
        return self._bars

    def _lay_out(self) -> None:
        line = QWidget()
        flow = FlowLayout(line, spacing=3 * GRID)
        flow.addWidget(self._sum)
        flow.addWidget(self._balance)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(line)
        words.addWidget(self._short)
        words.addWidget(self._caption)
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        row.addLayout(words, 1)
        row.addWidget(self._bars)
        self.body.addLayout(row)

    def _say(self, text: str, kind: str) -> None:
        self._sum.setText(text)
        _set_kind(self._sum, kind)
        self.setAccessibleName(text)

    def _remark(self, text: str) -> None:
        self._caption.setText(text)
        self._caption.setVisible(bool(text))

    def _show_balance(self, text: str, *, is_short: bool = False) -> None:
        self._balance.setText(text)
        self._balance.setVisible(bool(text))
        _set_kind(self._balance, Role.WARNING if is_short else "muted")


def abroad_text(cost: TextCost) -> str:
    """That credits for numbers outside Kuwait are an estimate; empty where there are none."""
    if not cost.abroad:
        return ""
    return ngettext(
        "{count} of them is outside Kuwait: kwtSMS decides what that costs, so the sum is an estimate.",
        "{count} of them are outside Kuwait: kwtSMS decides what those cost, so the sum is an estimate.",
        cost.abroad,
    ).format(count=number_text(cost.abroad))


def _balance_line(amount: int, balance: float | None) -> str:
    if balance is None:
        return _("Balance not known yet")
    return _("Balance {balance}").format(balance=balance_text(balance, balance - amount))


def _set_kind(shown: Label, kind: str) -> None:
    if shown.property("kind") != kind:
        set_kind(shown, kind)
