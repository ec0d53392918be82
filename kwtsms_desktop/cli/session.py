"""One run of the command line: the program behind it, where its words go, and how it is interrupted."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kwtsms_desktop.app import App
from kwtsms_desktop.cli.documents import Document
from kwtsms_desktop.core.campaign import taken
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.events import Event, Mailbox, Progress
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text

_REDRAW_SECONDS = 0.2


class Session:
    """What a command works with."""

    def __init__(self, app: App, arguments: argparse.Namespace) -> None:
        self.app = app
        self.arguments = arguments
        self.stop = threading.Event()
        self.mailbox = ProgressLine(enabled=sys.stderr.isatty())

    @property
    def wants_json(self) -> bool:
        """Whether a machine reads the output."""
        return bool(self.arguments.json)

    def choose_account(self) -> str:
        """The account this run works with."""
        return self.app.logins.choose(self.arguments.account)

    def say(self, document: Document, lines: Iterator[str] | list[str]) -> None:
        """Print a result: the document for a machine, the lines for a person."""
        self.mailbox.clear()
        if self.wants_json:
            print_document(document)
        else:
            print(*lines, sep="\n")  # noqa: T201  (standard output is what this program is for)

    def note(self, line: str) -> None:
        """Tell something beside the result."""
        self.mailbox.clear()
        print(line, file=sys.stderr, flush=True)  # noqa: T201


class ProgressLine(Mailbox):
    """A mailbox that draws progress on one line of the terminal instead of keeping it."""

    def __init__(self, *, enabled: bool) -> None:
        super().__init__()
        self._enabled = enabled
        self._drawn = 0.0
        self._width = 0

    def put(self, event: Event) -> None:
        """Draw an event, at most five times a second."""
        now = time.monotonic()
        if self._enabled and now - self._drawn >= _REDRAW_SECONDS:
            self._drawn = now
            self._draw(_line(event))

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._draw("")
            sys.stderr.write("\r")

    def _draw(self, line: str) -> None:
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)


def _line(event: Event) -> str:
    if isinstance(event, SendingProgress):
        everyone = sum(event.counts.values())
        done = everyone - event.counts.get(RecipientStatus.QUEUED, 0)
        blocks = round(30 * done / everyone) if everyone else 30
        words = _("{done} of {all} · accepted {accepted}").format(
            done=number_text(done), all=number_text(everyone), accepted=number_text(taken(event.counts))
        )
        return f"[{'#' * blocks}{'.' * (30 - blocks)}] {words}"
    if isinstance(event, Progress):
        return _("{done} rows").format(done=number_text(event.done))
    return ""


def print_document(document: Document) -> None:
    """One JSON document on standard output, UTF-8 whatever the terminal's code page."""
    text = json.dumps(document, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()


@contextmanager
def ends_at_a_safe_point(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C and a polite kill set ``stop`` instead of breaking off in the middle."""

    def _on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, _on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
