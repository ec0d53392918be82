"""What the message costs: people × segments = credits, and what will be left of the balance."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.core.savings import Saving
from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.amounts import balance_text, first_people_text, shortage_text, sum_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.pages.new_campaign.segment_bars import SegmentBars
from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import Label, label
from kwtsms_desktop.ui.widgets.note_line import NoteLine


class MoneyLine(Card):
    """Says what is known: nothing yet, an estimate from one row, or the counted cost of the whole list.

    Signals:
        row_wanted(int): show the message of the row of this number.
        first_wanted(int): send only to the first so many people; 0 for all.
    """

    row_wanted = Signal(int)
    first_wanted = Signal(int)

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
        self._saving = NoteLine(Role.INFO)
        self._saving.setObjectName("moneySaving")
        self._limit = NoteLine(Role.INFO)
        self._limit.setObjectName("moneyLimit")
        self._places = QWidget()
        self._longest, self._shortest = quiet_button(""), quiet_button("")
        self._longest.setObjectName("longestText")
        self._shortest.setObjectName("shortestText")
        self._cost: TextCost | None = None
        self._longest.clicked.connect(self._on_longest)
        self._shortest.clicked.connect(self._on_shortest)
        self._bars = SegmentBars()
        self._estimated_row = 0
        self._lay_out()
        self.show_nothing("")

    def show_nothing(self, why: str) -> None:
        """Nothing can be said yet; say why."""
        self._say(why, "muted")
        self._show_balance("")
        self._remark("")
        self._forget_cost()

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
        self._forget_cost()
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
        self._cost = cost
        self._bars.set_people(cost.segments)
        self._bars.setVisible(len(cost.segments) > 1)
        is_short = balance is not None and cost.credits > balance
        self._show_balance(_balance_line(cost.credits, balance), is_short=is_short)
        if balance is not None and is_short:
            enough_for = cost.enough_for(balance)
            offer = first_people_text(enough_for) if enough_for else ""
            self._short.say(
                shortage_text(balance, enough_for), None, offer, partial(self.first_wanted.emit, enough_for)
            )
        else:
            self._short.say("")
        self._saving.say(_saving_text(cost.saving))
        self._show_places(cost)
        self._remark(abroad_text(cost) or _("Counted row by row."))

    def show_limit(self, first: int | None, people: int) -> None:
        """That only the first few are sent to, and the way back.

        Args:
            first: how many; None for all.
            people: all of them.
        """
        is_fewer = first is not None and first < people
        text = _("Only to the first {first} of {people} people.").format(
            first=isolate_ltr(number_text(first or 0)), people=isolate_ltr(number_text(people))
        )
        send_to_all = partial(self.first_wanted.emit, 0)
        self._limit.say(text if is_fewer else "", None, _("To all") if is_fewer else "", send_to_all)

    def said(self) -> str:
        """All of it as text: what tests and screen readers get."""
        notes = (self._limit.text(), self._short.text(), self._saving.text())
        parts = (self._sum.text(), self._balance.text(), *notes, self._caption.text())
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
        for note in (self._limit, self._short, self._saving):
            words.addWidget(note)
        places = FlowLayout(self._places, spacing=GRID)
        for widget in (self._caption, self._longest, self._shortest):
            places.addWidget(widget)
        words.addWidget(self._places)
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        row.addLayout(words, 1)
        row.addWidget(self._bars)
        self.body.addLayout(row)

    def _forget_cost(self) -> None:
        self._cost = None
        self._short.say("")
        self._saving.say("")
        self._longest.hide()
        self._shortest.hide()
        self._bars.hide()

    def _show_places(self, cost: TextCost) -> None:
        """The longest and the shortest text, where texts differ in length."""
        longest, shortest = cost.longest, cost.shortest
        if longest is None or shortest is None or longest.characters == shortest.characters:
            return
        self._longest.setText(_("Longest: row {row}").format(row=isolate_ltr(str(longest.row))))
        self._shortest.setText(_("Shortest: row {row}").format(row=isolate_ltr(str(shortest.row))))
        self._longest.show()
        self._shortest.show()

    def _on_longest(self) -> None:
        if self._cost is not None and self._cost.longest is not None:
            self.row_wanted.emit(self._cost.longest.row)

    def _on_shortest(self) -> None:
        if self._cost is not None and self._cost.shortest is not None:
            self.row_wanted.emit(self._cost.shortest.row)

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


def _saving_text(saving: Saving | None) -> str:
    if saving is None:
        return ""
    if saving.characters == 1:
        words = ngettext(
            "One character less saves a segment for {count} person.",
            "One character less saves a segment for {count} people.",
            saving.people,
        )
    else:
        words = ngettext(
            "{characters} characters less save a segment for {count} person.",
            "{characters} characters less save a segment for {count} people.",
            saving.people,
        )
    return words.format(characters=number_text(saving.characters), count=number_text(saving.people))


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
