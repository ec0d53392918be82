"""The last question before people receive something: it names people and credits, and Enter does not send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.moments import moment_text
from kwtsms_desktop.ui.amounts import balance_text, credits_text, people_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.schedule_words import send_later_text
from kwtsms_desktop.ui.tokens import GRID, MARGIN
from kwtsms_desktop.ui.widgets.buttons import primary_button, secondary_button
from kwtsms_desktop.ui.widgets.key_value import KeyValueList
from kwtsms_desktop.ui.widgets.labels import label

_WIDTH = 440


@dataclass(frozen=True, slots=True)
class Later:
    """When it is to begin.

    Attributes:
        send_at: UTC time of the database.
        now: the present moment, from which it is told.
    """

    send_at: str
    now: datetime


class SendConfirmation(QDialog):
    """Asks once more. Escape and Enter cancel; only the button that names the people sends."""

    def __init__(
        self,
        parent: QWidget,
        sender: str,
        people: int,
        amount: int,
        balance: float | None,
        later: Later | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            parent: the window it belongs to.
            sender: sender ID.
            people: recipients.
            amount: expected cost in credits.
            balance: credits there are; None while nobody knows.
            later: the time it is to begin at; None for now.
        """
        super().__init__(parent)
        self.setObjectName("sendConfirmation")
        self.setWindowTitle(_("Send later?") if later else _("Send now?"))
        self.setMinimumWidth(_WIDTH)
        question = _question(people, later)
        facts = KeyValueList()
        facts.add("from", _("From"), sender, ltr=True)
        facts.add("to", _("To"), people_text(people))
        facts.add("cost", _("Cost"), credits_text(amount), kind="strong")
        if balance is not None:
            facts.add("balance", _("Balance"), balance_text(balance, balance - amount))
        self.cancel = secondary_button(_("Cancel"))
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self.reject)
        words = send_later_text(people, later.send_at, later.now) if later else send_text(people)
        self.confirm = primary_button(words, Glyph.SCHEDULED if later else Glyph.SEND)
        self.confirm.setObjectName("confirm")
        self.confirm.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(question, "headline", wrap=True))
        column.addWidget(facts)
        column.addWidget(label(_consequence(later), "muted", wrap=True))
        column.addSpacing(GRID)
        column.addLayout(buttons)
        self.cancel.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter presses the button that has the focus, and that is Cancel at first."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.confirm if self.confirm.hasFocus() else self.cancel).click()
            return
        super().keyPressEvent(event)


def _question(people: int, later: Later | None) -> str:
    if later is None:
        return ngettext(
            "Send this message to {count} person now?", "Send this message to {count} people now?", people
        ).format(count=number_text(people))
    return ngettext(
        "Send this message to {count} person {when}?", "Send this message to {count} people {when}?", people
    ).format(count=number_text(people), when=moment_text(later.send_at, later.now))


def _consequence(later: Later | None) -> str:
    if later is None:
        return _("It is sent at once and cannot be taken back.")
    return _(
        "It is sent then without another question, if this computer is on and the program running. Until "
        "then you can change the time or cancel it."
    )


def send_text(people: int) -> str:
    """What the button says that sends."""
    return ngettext("Send to {count} person", "Send to {count} people", people).format(
        count=number_text(people)
    )
