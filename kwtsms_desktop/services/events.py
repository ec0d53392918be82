"""What a running service tells the one who started it, and the mailbox it tells it through.

A job is called in a worker thread with a mailbox and a stop event. It puts snapshots of its progress
and ends with exactly one of ``Finished`` or ``Failed``. Nothing here knows Qt.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from kwtsms_desktop.core.errors import KwtsmsDesktopError

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

Stop: TypeAlias = threading.Event
"""The wish to stop, as a job sees it: asked with ``is_set``, waited on instead of sleeping."""


class Event:
    """Base of everything that goes through a mailbox."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """How far a job is, as a snapshot.

    Attributes:
        done: units finished (rows, requests).
        total: units in all; None while nobody knows.
    """

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Finished(Event, Generic[Result]):
    """The job came to its end, or to a safe point after a wish to stop (``cancelled``)."""

    result: Result
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """The job could not go on. ``error`` is a known error, or a bug where it is none of our tree."""

    error: Exception

    @property
    def is_bug(self) -> bool:
        """Whether this is a fault of the program rather than of the world around it."""
        return not isinstance(self.error, KwtsmsDesktopError)


class Mailbox:
    """Events on their way from one worker to one listener. Safe between threads."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def put(self, event: Event) -> None:
        """Leave an event; never blocks."""
        self._events.put(event)

    def take_all(self) -> list[Event]:
        """All events left since the last call, oldest first; never blocks."""
        events: list[Event] = []
        while True:
            try:
                events.append(self._events.get_nowait())
            except queue.Empty:
                return events


Job = Callable[[Mailbox, threading.Event], Result]


def run_job(job: Job[Result], mailbox: Mailbox, stop: threading.Event) -> None:
    """Run a job to its end and put its one last event. Never raises."""
    try:
        result = job(mailbox, stop)
    except KwtsmsDesktopError as error:
        mailbox.put(Failed(error))
    except Exception as error:  # noqa: BLE001  (the boundary: a bug must reach the listener too)
        _log.exception("a job failed")
        mailbox.put(Failed(error))
    else:
        mailbox.put(Finished(result, cancelled=stop.is_set()))
