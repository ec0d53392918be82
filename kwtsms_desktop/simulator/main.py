"""The simulator as a program: the command ``simulate``. Its arguments are parsed by the command line."""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from kwtsms_desktop.simulator.account import SimulatedAccount
from kwtsms_desktop.simulator.server import Simulator
from kwtsms_desktop.simulator.switches import Switches

_DEMO = SimulatedAccount()
_LOOK_SECONDS = 0.2  # on Windows a wait without an end does not see Ctrl-C


def run(
    port: int = 0,
    username: str = _DEMO.username,
    password: str = _DEMO.password,
    balance: float = _DEMO.balance,
    latency: float | str | None = None,
    switches: list[str] | None = None,
    record_file: Path | None = None,
) -> int:
    """Serve until SIGINT or SIGTERM. Its first line of output is ``listening on URL``.

    Must be called in the main thread: only there can signals be caught.

    Args:
        port: 0 for any free one.
        username: API user name of the account.
        password: API password of the account.
        balance: credits to begin with.
        latency: seconds until an answer, or a range such as ``0.1-2.0``; None leaves it to the switches.
        switches: ``NAME=VALUE`` each.
        record_file: where to write the record as JSON at the end.

    Returns:
        The exit status, 0.

    Raises:
        ValueError: a switch is not valid.
        OSError: the port is taken, or the record cannot be written.
    """
    texts = list(switches or [])
    if latency is not None:
        texts.append(f"latency={latency}")
    account = SimulatedAccount(username=username, password=password, balance=balance)
    account.purchased = max(account.purchased, balance)
    simulator = Simulator(account, Switches.from_texts(texts), port)
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    caught = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with simulator:
            sys.stdout.write(f"listening on {simulator.url}\n")
            sys.stdout.flush()
            while not ended.wait(_LOOK_SECONDS):
                pass
        if record_file is not None:
            write_record(simulator, record_file)
    finally:
        for number, handler in caught.items():
            signal.signal(number, handler)
    return 0


def write_record(simulator: Simulator, file: Path) -> None:
    """Write the record as JSON; a reader sees the old file or the whole new one.

    Raises:
        OSError: it cannot be written.
    """
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.write_text(json.dumps(simulator.record.as_json(), indent=1), encoding="ascii")
    unfinished.replace(file)
