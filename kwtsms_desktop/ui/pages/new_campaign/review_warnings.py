"""What a user should know before sending: one line each, with why and, where there is one, the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kwtsms_desktop.core.account import TEST_SENDER
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.template import Template
from kwtsms_desktop.services.advising import Caution
from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import duration_text, number_text, time_text
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.ui.amounts import first_people_text, shortage_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.note_line import NoteLine


@dataclass(frozen=True, slots=True)
class ReviewWarning:
    """One line.

    Attributes:
        text: what and why.
        role: ``DANGER`` where it keeps the campaign from being sent, ``WARNING`` or ``INFO`` where not.
        action_text: label of the button that mends it; empty for none.
        on_action: what the button does.
    """

    text: str
    role: Role = Role.WARNING
    action_text: str = ""
    on_action: Callable[[], object] | None = None


class ReviewWarnings(QWidget):
    """The lines under each other; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reviewWarnings")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.hide()

    def show_warnings(self, warnings: Sequence[ReviewWarning]) -> None:
        """Say these, the most pressing first."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if isinstance(old, NoteLine):
                old.say("")  # lets go of its action: the page it belongs to must not die inside its deletion
                old.deleteLater()
        for warning in sorted(warnings, key=lambda one: _ORDER.index(one.role)):
            line = NoteLine()
            self._column.addWidget(line)
            line.say(warning.text, warning.role, warning.action_text, warning.on_action)
        self.setVisible(bool(warnings))

    def lines(self) -> list[NoteLine]:
        """The lines on show, for tests."""
        items = (self._column.itemAt(index) for index in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, NoteLine)]

    def said(self) -> str:
        """All of it as text, for tests."""
        return "\n".join(line.text() for line in self.lines())


_ORDER = (Role.DANGER, Role.WARNING, Role.INFO)


def balance_warnings(
    cost: TextCost,
    balance: float | None,
    ask_balance: Callable[[], object],
    send_to_first: Callable[[int], object],
) -> list[ReviewWarning]:
    """That the balance is not enough, or not known."""
    if balance is None:
        text = _("The balance is not known yet: kwtSMS has not said whether it is enough.")
        return [ReviewWarning(text, Role.WARNING, _("Ask now"), ask_balance)]
    if cost.credits > balance:
        enough_for = cost.enough_for(balance)
        return [
            ReviewWarning(
                shortage_text(balance, enough_for),
                action_text=first_people_text(enough_for) if enough_for else "",
                on_action=partial(send_to_first, enough_for),
            )
        ]
    return []


def limit_warnings(first: int | None, people: int, send_to_all: Callable[[], object]) -> list[ReviewWarning]:
    """That only the first few are sent to."""
    if first is None or first >= people:
        return []
    text = _("Only to the first {first} of {people} people.").format(
        first=isolate_ltr(number_text(first)), people=isolate_ltr(number_text(people))
    )
    return [ReviewWarning(text, Role.INFO, _("To all"), send_to_all)]


def sender_warnings(sender: str, *, is_test: bool) -> list[ReviewWarning]:
    """That the shared sender is not made for real messages."""
    if is_test or sender != TEST_SENDER:
        return []
    code = Reason.TEST_SENDER_LIVE.value
    return [ReviewWarning(f"{reason_text(code)} {action_text(code)}")]


def caution_warnings(cautions: Iterable[Caution]) -> list[ReviewWarning]:
    """What to think of before sending: the text, the hour, what was sent before."""
    return [ReviewWarning(_caution_text(caution)) for caution in cautions]


def _caution_text(caution: Caution) -> str:
    details = dict(caution.details)
    if caution.reason is Reason.SAME_TEXT_SENT:
        details["count"] = number_text(int(details["count"]))
        details["when"] = isolate_ltr(time_text(str(details["when"])))
    code = caution.reason.value
    return f"{reason_text(code, details)} {action_text(code, details)}".rstrip()


def pace_warnings(cost: TextCost, rate: float, template: str, headings: Sequence[str]) -> list[ReviewWarning]:
    """That texts of people's own take long, and the cheaper way."""
    if not cost.is_slowed(rate):
        return []
    try:
        placeholders = Template.parse(template, headings).placeholders
    except UserError:
        return []
    names = " ".join(dict.fromkeys(f"{{{placeholder.name}}}" for placeholder in placeholders))
    text = _("Without {placeholders}: {short} instead of {long}.")
    return [
        ReviewWarning(
            text.format(
                placeholders=names,
                short=duration_text(cost.plain_seconds(rate)),
                long=duration_text(cost.seconds(rate)),
            ),
            Role.INFO,
        )
    ]
