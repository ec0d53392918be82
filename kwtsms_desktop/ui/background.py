"""Work outside the GUI thread: the only file of the window that knows there are threads.

Rule: a worker never touches Qt. It puts events into a mailbox; one timer on the GUI thread empties all
mailboxes every 50 ms and tells those who listen. So every handler runs on the GUI thread, and none runs
after its owner is gone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from kwtsms_desktop.services.events import Event, Failed, Finished, Job, Mailbox, Progress, run_job

_log = logging.getLogger(__name__)

_DRAIN_MS = 50

Handler = Callable[[Event], object]
Result = TypeVar("Result")


class Running(QObject):
    """One piece of work that was started.

    Signals (all on the GUI thread):
        progressed(Event): a snapshot or another event of the work, but its last.
        finished(Finished): it came to its end, or to a safe point after ``cancel``.
        failed(Failed): it could not go on.

    Exactly one of ``finished`` and ``failed`` comes, and nothing after it. Connect methods of your own
    QObject (Qt disconnects those when the object goes) and no lambdas.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, name: str, on_event: Handler | None, owner: QObject | None) -> None:
        super().__init__()
        self.name = name
        self._on_event = on_event
        self._owner = owner
        self._mailbox = Mailbox()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._job: object = None
        self._is_running = True
        self._pending: deque[Event] = deque()
        # Through a signal, so that an exception in one handler reaches the crash hook and stops nobody else.
        self._arrived.connect(self._call_handler)

    @property
    def is_running(self) -> bool:
        """Whether its last event is still to come."""
        return self._is_running

    def cancel(self) -> None:
        """Ask it to stop at its next safe point; it then ends with ``Finished(cancelled=True)``."""
        self._stop.set()

    def _begin(self, job: Job[Result]) -> None:
        # Kept here until the thread is gone: the job may hold the last reference to a page, and a Qt object
        # that dies where its last reference is dropped must not die in a worker.
        self._job = job
        # A daemon: when the program must end and a request hangs, what was not recorded stays "unknown".
        self._thread = threading.Thread(
            target=run_job, args=(job, self._mailbox, self._stop), name=self.name, daemon=True
        )
        self._thread.start()

    def _join(self, seconds: float) -> bool:
        """Wait for the thread; returns whether it ended."""
        if self._thread is not None:
            self._thread.join(max(0.0, seconds))
            return not self._thread.is_alive()
        return True

    def _has_left(self) -> bool:
        """Whether its thread is gone for good; lets go of the job then."""
        if self._thread is not None and self._thread.is_alive():
            return False
        self._job = None
        return True

    def _take(self) -> Event | None:
        """The next event to tell, None when there is none now; of progress only the newest."""
        if not self._pending:
            self._pending.extend(_newest_progress(self._arrivals()))
        return self._pending.popleft() if self._pending else None

    def _arrivals(self) -> list[Event]:
        """What arrived since the last call."""
        has_ended = self._thread is not None and not self._thread.is_alive()
        events = self._mailbox.take_all()
        if has_ended and self._is_running and not (events and _is_last(events[-1])):
            # Only what is no Exception gets past run_job (SystemExit in a worker).
            events.append(Failed(RuntimeError(f"{self.name} ended without a result")))
        return events

    def _tell(self, event: Event) -> None:
        """Tell the listeners of one event."""
        self._is_running = not _is_last(event)
        self._arrived.emit(event)
        if isinstance(event, Finished):
            self.finished.emit(event)
        elif isinstance(event, Failed):
            self.failed.emit(event)
        else:
            self.progressed.emit(event)

    def _call_handler(self, event: Event) -> None:
        if self._on_event is not None and (self._owner is None or shiboken6.isValid(self._owner)):
            self._on_event(event)


class Background(QObject):
    """Starts work in named threads and brings its events home. Made once for the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Running] = []
        self._leaving: list[Running] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_DRAIN_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(
        self,
        job: Job[Result],
        name: str,
        on_event: Handler | None = None,
        owner: QObject | None = None,
    ) -> Running:
        """Run ``job`` in a thread of its own.

        Args:
            job: a service's function of a mailbox and a stop event. It must not touch Qt.
            name: of the thread, and by which ``running`` finds it again.
            on_event: called on the GUI thread with every event, the last included.
            owner: the QObject ``on_event`` belongs to; once it is deleted, ``on_event`` is not called any
                more. Left out for a method of a QObject. The work itself goes on: whoever does not want that
                cancels it.

        Returns:
            The started work. Signals connected right after the call miss nothing.
        """
        if owner is None:
            bound_to = getattr(on_event, "__self__", None)
            owner = bound_to if isinstance(bound_to, QObject) else None
        run = Running(name, on_event, owner)
        self._runs.append(run)
        run._begin(job)
        self._timer.start()
        return run

    def running(self, name: str) -> Running | None:
        """Work of that name that has not ended, for a page that was made anew while it went on."""
        return next((run for run in self._runs if run.name == name), None)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._runs

    def stop_all(self, timeout: float) -> bool:
        """Ask everything to stop and wait for it; for the end of the program.

        Args:
            timeout: seconds to wait in all.

        Returns:
            Whether everything ended in time. Listeners have been told of what did.
        """
        for run in self._runs:
            run.cancel()
        deadline = time.monotonic() + timeout
        ended = [run._join(deadline - time.monotonic()) for run in [*self._runs, *self._leaving]]
        self._on_tick()
        for run in self._runs:
            _log.warning("%s did not stop within %.0f s", run.name, timeout)
        return all(ended)

    def _on_tick(self) -> None:
        """Empty all mailboxes. A handler may open a dialog, whose event loop comes here again."""
        for run in list(self._runs):
            while run.is_running and (event := run._take()) is not None:
                if _is_last(event):
                    self._runs.remove(run)
                    self._leaving.append(run)
                run._tell(event)
        self._leaving = [run for run in self._leaving if not run._has_left()]
        if not self._runs and not self._leaving:
            self._timer.stop()


def _is_last(event: Event) -> bool:
    return isinstance(event, Finished | Failed)


def _newest_progress(events: list[Event]) -> list[Event]:
    """Without the snapshots that a newer one of the same kind directly follows."""
    kept: list[Event] = []
    for event in events:
        if kept and isinstance(event, Progress) and type(kept[-1]) is type(event):
            kept[-1] = event
        else:
            kept.append(event)
    return kept
