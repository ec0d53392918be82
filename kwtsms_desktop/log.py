"""The program's own log: rotating, and without anything that must not be in it.

Phone numbers are shortened and registered secrets are replaced in the finished line, exceptions
included, so that a careless log call cannot leak them. Message texts are never logged, only lengths.
"""

from __future__ import annotations

import logging
import logging.handlers
import re
from pathlib import Path

_MAX_BYTES = 1_000_000
_KEPT_FILES = 3
_LONG_NUMBER = re.compile(r"\d{7,}")


class RedactingFormatter(logging.Formatter):
    """Formats a record, then shortens numbers and hides secrets in the whole of it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets: set[str] = set()

    def hide(self, secret: str) -> None:
        """Never write this text (a password, a user name)."""
        if secret:
            self._secrets.add(secret)

    def clean(self, text: str) -> str:
        """A text without secrets and with shortened numbers."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _LONG_NUMBER.sub(_shorten, text)

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        # A line break inside a message must not look like a record of its own.
        head, *rest = self.clean(super().format(record)).splitlines() or [""]
        return "\n".join([head, *(f"    {part}" for part in rest)])


formatter = RedactingFormatter()


def start_log(file: Path) -> logging.Handler:
    """Write warnings and the program's own messages to ``file``; returns the handler for ``stop_log``."""
    handler = logging.handlers.RotatingFileHandler(
        file, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(formatter)
    root = logging.getLogger("kwtsms_desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close what ``start_log`` opened."""
    logging.getLogger("kwtsms_desktop").removeHandler(handler)
    handler.close()


def _shorten(match: re.Match[str]) -> str:
    number = match.group()
    return f"{number[:3]}…{number[-2:]}"
