"""The simulator as a process of its own, as the real gateway is: it takes no time from our threads."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from types import TracebackType


class GatewayProcess:
    """Runs ``simulate`` while it is entered; ``url`` is where it listens."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self.url = ""

    def received(self) -> list[tuple[str, str]]:
        """Number and text of every message that went to a handset."""
        with urllib.request.urlopen(f"{self.url[: -len('API/')]}control/record", timeout=30) as reply:  # noqa: S310
            record = json.load(reply)
        return [(message["number"], message["text"]) for message in record["messages"] if not message["test"]]

    def __enter__(self) -> GatewayProcess:
        words = [sys.executable, "-m", "kwtsms_desktop.cli.main", "simulate", *self._options]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().removeprefix("listening on ").strip()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate(timeout=30)
