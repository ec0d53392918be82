"""Which of the account's own sender IDs people see.

Rule: never free text. kwtSMS sends an unknown sender ID as KWT-SMS without a word (gateway-api.md §6).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.core.account import TEST_SENDER
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import CONTROL_HEIGHT, GRID, Role
from kwtsms_desktop.ui.widgets.buttons import icon_button
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.note_line import NoteLine

if TYPE_CHECKING:
    import threading


_MOST_WIDTH = 440


class SenderChoice(QWidget):
    """A box of sender IDs and a button that asks kwtSMS for them anew.

    Signals:
        chosen(): another sender ID is in use, or none.
    """

    chosen = Signal()

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__()
        self._shell = shell
        self._preparation = preparation
        self._work = Latest(shell.background, self)
        self._account: AccountSettings | None = None
        self._known: Sequence[str] | None = None  # the account's sender IDs; None while nobody asked
        self.box = QComboBox()
        self.box.setObjectName("senderBox")
        self.box.setMinimumHeight(CONTROL_HEIGHT)
        self.box.setMinimumContentsLength(12)
        self.box.setMaximumWidth(_MOST_WIDTH)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setAccessibleName(_("Sender ID"))
        self.box.activated.connect(self._on_activated)
        self.refresh_button = icon_button(Glyph.REFRESH, _("Ask kwtSMS for the sender IDs again"))
        self.refresh_button.clicked.connect(self.ask)
        self._note = NoteLine(Role.WARNING)
        self._note.setObjectName("senderNote")
        name = label(_("From"), "muted")
        name.setBuddy(self.box)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(name)
        line.addWidget(self.box, 1)
        line.addWidget(self.refresh_button)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._note)

    @property
    def is_chosen(self) -> bool:
        """Whether there is a sender ID that the account has, as far as anybody knows."""
        wanted = self._preparation.sender_id
        return bool(wanted and self._account) and (self._known is None or wanted in self._known)

    def refresh(self) -> None:
        """Show what is known of the account in use; ask for what is not."""
        account = self._account = self._shell.account
        known = self._known = self._shell.app.account.facts(account.name).sender_ids if account else None
        self.box.setEnabled(account is not None)
        self.refresh_button.setEnabled(account is not None and not self._work.is_running)
        if account is None:
            self._fill(())
            self._note.say(
                reason_text(Reason.NO_CREDENTIALS.value),
                Role.WARNING,
                _("Open Settings"),
                self._on_settings,
            )
            return
        if known is None:
            self._fill([self._preparation.sender_id] if self._preparation.sender_id else ())
            self._note.say(_("Asking kwtSMS for your sender IDs …"), Role.INFO)
            self.ask()
            return
        self._choose_the_only_one(known)
        self._fill(known)
        self._say_what_is_wrong(known)

    def ask(self) -> None:
        """Ask the gateway for the account's sender IDs, in the background; one question at a time."""
        account = self._shell.account
        if account is None or self._work.is_running:
            return
        service = self._shell.app.account

        def _ask(_mailbox: Mailbox, stop: threading.Event) -> object:
            return service.sender_ids(account.name, stop)

        self.refresh_button.setEnabled(False)
        self._work.start(_ask, "ask-sender-ids", self._on_event)

    def note(self) -> NoteLine:
        """What is wrong with the choice, for tests."""
        return self._note

    def _choose_the_only_one(self, known: Sequence[str]) -> None:
        """Where the account has one sender of its own, there is nothing to choose."""
        own = [sender for sender in known if sender != TEST_SENDER]
        if not self._preparation.sender_id and len(own) == 1:
            self._preparation.set_sender_id(own[0])

    def _fill(self, senders: Sequence[str]) -> None:
        self.box.clear()
        for sender in senders:
            self.box.addItem(_shown(sender), sender)
        self.box.setPlaceholderText(_("Choose a sender ID"))
        self.box.setCurrentIndex(self.box.findData(self._preparation.sender_id))

    def _say_what_is_wrong(self, known: Sequence[str]) -> None:
        wanted = self._preparation.sender_id
        if wanted and wanted not in known:
            values = {"sender": wanted, "senders": ", ".join(known)}
            code = Reason.SENDER_NOT_YOURS.value
            self._note.say(f"{reason_text(code, values)} {action_text(code, values)}", Role.DANGER)
        elif not known:
            self._note.say(_("Your account has no sender ID yet. Register one at kwtsms.com."), Role.WARNING)
        else:
            self._note.say("")

    def _on_activated(self, index: int) -> None:
        sender = self.box.itemData(index)
        self._preparation.set_sender_id(sender)
        self._note.say("")
        account = self._shell.account
        if account is not None and not account.sender:
            self._shell.change_account(dataclasses.replace(account, sender=sender))
        self.chosen.emit()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Finished) and not event.cancelled:
            self.refresh()
        elif isinstance(event, Failed):
            self.refresh_button.setEnabled(True)
            self._note.say(
                self._shell.words_for(event.error), Role.WARNING, _("Try again"), self._on_try_again
            )
        self.chosen.emit()

    def _on_try_again(self) -> None:
        self._note.say(_("Asking kwtSMS for your sender IDs …"), Role.INFO)
        self.ask()

    def _on_settings(self) -> None:
        self._shell.page_wanted.emit("settings")


def _shown(sender: str) -> str:
    """A sender ID as the box shows it; the shared one with what to expect of it (gateway-api.md §6)."""
    if sender == TEST_SENDER:
        return _("{sender} (for tests: slow, does not reach everybody)").format(sender=sender)
    return sender
