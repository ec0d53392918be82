"""Counts in the background what the text costs for the whole list; the newest question cancels the older ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.services.events import Failed, Finished, Mailbox
from kwtsms_desktop.ui.background import Running
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    import threading

_DEBOUNCE_MS = 250  # a pause in the typing


class CostCounter(QObject):
    """Asks ``Composing.cost`` and keeps its last answer.

    Attributes:
        cost: what the present text costs; None while that is not known.

    Signals:
        changed(): counting began, or ``cost`` came.
        failed(Exception): it could not be counted.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__()
        self._shell = shell
        self._preparation = preparation
        self.cost: TextCost | None = None
        self._run: Running | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def is_counting(self) -> bool:
        """Whether an answer is still to come."""
        return self._run is not None or self._timer.isActive()

    def count_soon(self) -> None:
        """Count once the user has stopped typing; what was counted no longer holds."""
        self._forget()
        self._timer.start()
        self.changed.emit()

    def count_now(self) -> None:
        """Count at once."""
        self._forget()
        self._begin()
        self.changed.emit()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._forget()

    def _forget(self) -> None:
        self._timer.stop()
        self.cost = None
        if self._run is not None:
            self._run.finished.disconnect(self._on_finished)
            self._run.failed.disconnect(self._on_failed)
            self._run.cancel()
            self._run = None

    def _begin(self) -> None:
        composing = self._shell.app.composing
        audience, template = self._preparation.audience(), self._preparation.template
        max_segments = self._shell.settings.max_segments

        def _count(mailbox: Mailbox, stop: threading.Event) -> object:
            return composing.cost(audience, template, max_segments, mailbox, stop)

        self._run = self._shell.background.start(_count, "count-cost")
        self._run.finished.connect(self._on_finished)
        self._run.failed.connect(self._on_failed)

    def _on_finished(self, event: Finished[TextCost]) -> None:
        self._run = None
        self.cost = event.result
        self.changed.emit()

    def _on_failed(self, event: Failed) -> None:
        self._run = None
        self.failed.emit(event.error)
