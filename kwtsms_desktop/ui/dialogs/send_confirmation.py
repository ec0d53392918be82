"""The last question before people receive something: it names people and credits, and Enter does not send."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.amounts import balance_text, credits_text, people_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import GRID, MARGIN
from kwtsms_desktop.ui.widgets.buttons import primary_button, secondary_button
from kwtsms_desktop.ui.widgets.key_value import KeyValueList
from kwtsms_desktop.ui.widgets.labels import label

_WIDTH = 440


class SendConfirmation(QDialog):
    """Asks once more. Escape and Enter cancel; only the button that names the people sends."""

    def __init__(self, parent: QWidget, sender: str, people: int, amount: int, balance: float | None) -> None:
        """Make the dialog.

        Args:
            parent: the window it belongs to.
            sender: sender ID.
            people: recipients.
            amount: expected cost in credits.
            balance: credits there are; None while nobody knows.
        """
        super().__init__(parent)
        self.setObjectName("sendConfirmation")
        self.setWindowTitle(_("Send now?"))
        self.setMinimumWidth(_WIDTH)
        question = ngettext(
            "Send this message to {count} person now?", "Send this message to {count} people now?", people
        ).format(count=number_text(people))
        facts = KeyValueList()
        facts.add("from", _("From"), sender, ltr=True)
        facts.add("to", _("To"), people_text(people))
        facts.add("cost", _("Cost"), credits_text(amount), kind="strong")
        if balance is not None:
            facts.add("balance", _("Balance"), balance_text(balance, balance - amount))
        self.cancel = secondary_button(_("Cancel"))
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self.reject)
        self.confirm = primary_button(send_text(people), Glyph.SEND)
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
        column.addWidget(label(_("It is sent at once and cannot be taken back."), "muted", wrap=True))
        column.addSpacing(GRID)
        column.addLayout(buttons)
        self.cancel.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter presses the button that has the focus, and that is Cancel at first."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.confirm if self.confirm.hasFocus() else self.cancel).click()
            return
        super().keyPressEvent(event)


def send_text(people: int) -> str:
    """What the button says that sends."""
    return ngettext("Send to {count} person", "Send to {count} people", people).format(
        count=number_text(people)
    )
