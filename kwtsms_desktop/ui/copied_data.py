"""Asks what to do with data that was copied from another computer: until then it sends nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.message_strip import MessageKind


class CopiedData(QObject):
    """The question, and the strip that stays until it is answered with yes.

    Signals:
        settled(): this computer may send from now on.
    """

    settled = Signal()

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell = shell
        self._window = window
        self._work = Latest(shell.background, self)

    def begin(self) -> None:
        """Look where this data is at home; ask where that is another computer."""
        guarding = self._shell.app.guarding
        self._work.start(lambda _mailbox, _stop: guarding.is_at_home(), "look-home", self._on_looked)

    def ask(self) -> None:
        """Ask whether the other computer sends with it."""
        question = Question(
            self._window,
            _("This data was copied from another computer."),
            _(
                "If that computer goes on sending the same campaigns, people get them twice. Confirm only if "
                "nothing is sent from there any more; until then you can look at everything here and send "
                "nothing."
            ),
            _("I do not send from there any more"),
            _("Only look"),
        )
        question.setObjectName("copiedData")
        question.accepted.connect(self._confirm)
        question.open()

    def _on_looked(self, event: Event) -> None:
        if isinstance(event, Finished) and event.result is False:
            self._say()
            self.ask()

    def _say(self) -> None:
        self._shell.tell(
            MessageKind.WARNING,
            _("This data was copied from another computer: you can look at everything, and nothing is sent."),
            _("Send from here …"),
            self.ask,
        )

    def _confirm(self) -> None:
        guarding = self._shell.app.guarding
        self._work.start(lambda _mailbox, _stop: guarding.confirm(), "move-home", self._on_confirmed)

    def _on_confirmed(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._shell.tell_error(event.error)
        elif isinstance(event, Finished):
            self._shell.tell(MessageKind.SUCCESS, _("This computer sends from now on."))
            self.settled.emit()
