"""Changes to the rows of a list, made one after the other in the order in which the user made them.

Rule: nothing the user typed is lost. One worker goes through all that waits, also when the page that asked
is gone by then; it ends early only between changes that can be stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.correcting import PutBackResult
from kwtsms_desktop.services.editing import Edit, Editing, EditResult
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Progress, Stop
from kwtsms_desktop.ui.background import Background, Running

Outcome = EditResult | PutBackResult | CheckSummary
"""What the list is like after an edit, after corrections came back, or after a whole check."""

Work = Callable[[Mailbox, Stop], Outcome | None]
"""Makes a change; gives None where nothing was done."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell until it is stored: id of the row, key of the table's column, text."""

    row_id: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        list_id: the list that it changes.
        work: what makes it, in a worker.
        words: what is said while it takes long.
        typed: what the user typed into a cell; None for other changes.
        on_done: told of what came of it, on the GUI thread.
    """

    list_id: int
    work: Work
    words: str = ""
    typed: Typed | None = None
    on_done: Callable[[Outcome], object] | None = None


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """A change was made.

    Attributes:
        result: what the list is like now; None where nothing was done.
        undo: the step that can be taken back now.
        redo: the step that can be done again now.
    """

    change: Change
    result: Outcome | None
    undo: Edit | None
    redo: Edit | None


@dataclass(frozen=True, slots=True)
class NotChanged(Event):
    """A change could not be made; those after it are made all the same."""

    change: Change
    error: Exception


class ChangeQueue(QObject):
    """Makes changes, in order.

    Signals:
        begun(Change): the first of a series was begun.
        changed(Changed): one was made.
        failed(NotChanged): one could not be made.
        progressed(Progress): how far a long one is.
        idle(): all are made.
    """

    begun = Signal(object)
    changed = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    idle = Signal()

    def __init__(self, background: Background, editing: Editing, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._editing = editing
        self._waiting: deque[Change] = deque()
        self._run: Running | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a change is under way or waits."""
        return self._run is not None

    def add(self, change: Change) -> None:
        """Make a change after those that wait."""
        self._waiting.append(change)
        if self._run is None:
            self._start()
            self.begun.emit(change)

    def stop(self) -> None:
        """Stop a long change at its next safe point; what was typed is stored all the same."""
        if self._run is not None:
            self._run.cancel()

    def _start(self) -> None:
        waiting, editing = self._waiting, self._editing

        def _make_all(mailbox: Mailbox, stop: Stop) -> None:
            _make(waiting, editing, mailbox, stop)

        self._run = self._background.start(_make_all, "change-rows", self._on_event)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Changed):
            self.changed.emit(event)
        elif isinstance(event, NotChanged):
            self.failed.emit(event)
        elif isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event, Finished | Failed):
            self._on_ended(event)

    def _on_ended(self, event: Finished[None] | Failed) -> None:
        self._run = None
        if isinstance(event, Failed):
            self.failed.emit(NotChanged(Change(0, _nothing), event.error))
        if self._waiting:  # added when the worker had looked for the last time
            self._start()
        else:
            self.idle.emit()


def _make(waiting: deque[Change], editing: Editing, mailbox: Mailbox, stop: Stop) -> None:
    """Make what waits, and what comes while that is done."""
    while waiting:
        change = waiting.popleft()
        if stop.is_set() and change.typed is None:
            continue
        try:
            result = change.work(mailbox, stop)
            undo, redo = editing.last(change.list_id)
        except KwtsmsDesktopError as error:
            mailbox.put(NotChanged(change, error))
        else:
            mailbox.put(Changed(change, result, undo, redo))


def _nothing(_mailbox: Mailbox, _stop: Stop) -> None:
    """The work of a change that is not known."""
