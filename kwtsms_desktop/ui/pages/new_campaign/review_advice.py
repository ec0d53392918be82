"""Has the review step told what to think of before this text is sent to these people at that time."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.services.advising import Caution, Message
from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.services.events import Event, Finished
from kwtsms_desktop.services.proofreading import proofread
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell


class ReviewAdvice(QObject):
    """Asks in the background; of two questions only the newer counts.

    Attributes:
        cautions: what the last answer was.

    Signals:
        changed(): there is an answer.
    """

    changed = Signal()

    def __init__(self, shell: Shell, preparation: Preparation, owner: QObject) -> None:
        super().__init__(owner)
        self._shell = shell
        self._preparation = preparation
        self._work = Latest(shell.background, self)
        self.cautions: tuple[Caution, ...] = ()

    def ask(self, cost: TextCost, *, is_test: bool, send_at: datetime | None) -> None:
        """Ask about the present text and list.

        Args:
            cost: what the text means for the whole list.
            is_test: whether it reaches nobody.
            send_at: when it is to begin; None for now.
        """
        preparation, advising = self._preparation, self._shell.app.advising
        if preparation.list_id is None:
            return
        message = Message(
            list_id=preparation.list_id,
            template=preparation.template,
            text=proofread(preparation.template, preparation.headings, None).text,
            sender=preparation.sender_id,
            abroad=cost.abroad,
            is_test=is_test,
            send_at=send_at,
        )
        self._work.start(lambda _mailbox, _stop: advising.cautions(message), "advise", self._on_advice)

    def forget(self) -> None:
        """What was said is of another text or list."""
        self.cautions = ()

    def cancel(self) -> None:
        """Nothing more is heard of the question under way."""
        self._work.cancel()

    def _on_advice(self, event: Event) -> None:
        """Advice that cannot be had is none: it must not stand in the way."""
        if isinstance(event, Finished):
            self.cautions = event.result
            self.changed.emit()
