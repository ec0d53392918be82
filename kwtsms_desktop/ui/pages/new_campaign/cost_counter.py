"""Counts what the text costs for the whole list, in the background; of two questions the newer one counts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.composing import Audience, TextCost
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Progress
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    import threading


@dataclass(frozen=True, slots=True)
class CountedCost:
    """A cost, and everything it depends on.

    Attributes:
        summary: the checked list; a list whose verdicts changed has another one.
    """

    template: str
    audience: Audience
    max_segments: int
    summary: CheckSummary | None
    cost: TextCost | None

    def is_of_the_same(self, other: CountedCost) -> bool:
        """Whether both are of the same text for the same rows."""
        return self.summary is other.summary and self._key() == other._key()

    def _key(self) -> tuple[str, Audience, int]:
        return self.template, self.audience, self.max_segments


class CostCounter(QObject):
    """Asks ``Composing.cost`` and keeps its last answer for all steps: nothing is counted twice.

    Attributes:
        cost: what the present text costs; None while that is not known.

    Signals:
        counted(): ``cost`` came.
        progressed(int): so many people's texts are counted.
        failed(Exception): it could not be counted.
    """

    counted = Signal()
    progressed = Signal(int)
    failed = Signal(object)

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__()
        self._shell = shell
        self._preparation = preparation
        self.cost: TextCost | None = None
        self._work = Latest(shell.background, self)
        self._wanted: CountedCost | None = None

    @property
    def is_counting(self) -> bool:
        """Whether an answer is still to come."""
        return self._work.is_running

    def count(self) -> None:
        """Count the text and the list as they are now; at once where they were counted before."""
        self.forget()
        wanted = self._wanted = CountedCost(
            template=self._preparation.template,
            audience=self._preparation.audience(),
            max_segments=self._shell.settings.max_segments,
            summary=self._preparation.summary,
            cost=None,
        )
        known = self._preparation.counted
        if known is not None and known.is_of_the_same(wanted):
            self.cost = known.cost
            self.counted.emit()
            return
        composing = self._shell.app.composing

        def _count(mailbox: Mailbox, stop: threading.Event) -> TextCost:
            return composing.cost(wanted.audience, wanted.template, wanted.max_segments, mailbox, stop)

        self._work.start(_count, "count-cost", self._on_event)

    def forget(self) -> None:
        """What was counted no longer holds, or nobody wants to know any more."""
        self._work.cancel()
        self.cost = None

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(event.done)
        elif isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and not event.cancelled and self._wanted is not None:
            self.cost = event.result
            self._preparation.counted = dataclasses.replace(self._wanted, cost=event.result)
            self.counted.emit()
