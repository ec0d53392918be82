"""Work of which only the newest counts: when the user acts twice, the older is cancelled and forgotten."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from kwtsms_desktop.services.events import Event, Failed, Finished, Job
from kwtsms_desktop.ui.background import Background, Handler, Running

Result = TypeVar("Result")


class Latest(QObject):
    """One place for work in the background. Cancels what is in it when its owner goes."""

    def __init__(self, background: Background, owner: QObject) -> None:
        super().__init__(owner)
        self._background = background
        self._held: list[Running] = []
        # Not a method of the work: it may be gone by then, and Qt would look for its slot in vain.
        self.destroyed.connect(partial(_cancel_all, self._held))

    @property
    def is_running(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._held)

    def start(self, job: Job[Result], name: str, on_event: Handler) -> None:
        """Start ``job`` in the place of what is under way.

        Args:
            job: a service's function of a mailbox and a stop event.
            name: of the thread.
            on_event: a method of the owner, called with every event of this work until it is replaced.
        """
        self.cancel()

        def _pass_on(event: Event) -> None:
            if self._held != [run]:
                return
            if isinstance(event, Finished | Failed):
                self._held.clear()
            on_event(event)

        run = self._background.start(job, name, _pass_on, owner=self)
        self._held.append(run)

    def stop(self) -> None:
        """Ask what is under way to stop at its next safe point; what became of it is still told."""
        _cancel_all(self._held)

    def cancel(self) -> None:
        """Stop what is under way; nothing more is heard of it."""
        _cancel_all(self._held)
        self._held.clear()


def _cancel_all(held: list[Running]) -> None:
    for run in held:
        run.cancel()
