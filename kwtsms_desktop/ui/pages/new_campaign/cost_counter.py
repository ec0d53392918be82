"""Counts what the text costs for the whole list, in the background; of two questions the newer one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox
from kwtsms_desktop.ui.pages.new_campaign.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    import threading


class CostCounter(QObject):
    """Asks ``Composing.cost`` and keeps its last answer.

    Attributes:
        cost: what the present text costs; None while that is not known.

    Signals:
        counted(): ``cost`` came.
        failed(Exception): it could not be counted.
    """

    counted = Signal()
    failed = Signal(object)

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__()
        self._shell = shell
        self._preparation = preparation
        self.cost: TextCost | None = None
        self._work = Latest(shell.background, self)

    @property
    def is_counting(self) -> bool:
        """Whether an answer is still to come."""
        return self._work.is_running

    def count(self) -> None:
        """Count the text and the list as they are now."""
        composing = self._shell.app.composing
        audience, template = self._preparation.audience(), self._preparation.template
        max_segments = self._shell.settings.max_segments

        def _count(mailbox: Mailbox, stop: threading.Event) -> TextCost:
            return composing.cost(audience, template, max_segments, mailbox, stop)

        self.cost = None
        self._work.start(_count, "count-cost", self._on_event)

    def forget(self) -> None:
        """What was counted no longer holds, or nobody wants to know any more."""
        self._work.cancel()
        self.cost = None

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Finished) and not event.cancelled:
            self.cost = event.result
            self.counted.emit()
        elif isinstance(event, Failed):
            self.failed.emit(event.error)
