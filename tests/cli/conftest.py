"""The command line, run in this process, on the simulator over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kwtsms_desktop.cli.main import main
from kwtsms_desktop.simulator import SimulatedAccount, Simulator, Switches


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave."""

    status: int
    output: str
    errors: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on standard output."""
        loaded = json.loads(self.output)
        assert isinstance(loaded, dict)
        return loaded


RunCli = Callable[..., Ran]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    account = SimulatedAccount(username="demo", password="demo", balance=5000, purchased=10000)
    with Simulator(account=account, switches=Switches(rate_limit_per_second=0)) as running:
        yield running


@pytest.fixture
def cli(
    tmp_path: Path,
    simulator: Simulator,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> RunCli:
    """Runs a command line with a data folder of its own, the simulator's address and its login."""
    monkeypatch.setenv("KWTSMS_USERNAME", "demo")
    monkeypatch.setenv("KWTSMS_PASSWORD", "demo")
    monkeypatch.setenv("KWTSMS_SENDER_ID", "MYSHOP")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Ran:
        options = ["--data-dir", str(tmp_path / "data"), "--gateway", simulator.url, "--lang", "en"]
        status = main([*options, *words])
        captured = capsysbinary.readouterr()
        return Ran(status, captured.out.decode(), captured.err.decode())

    return run
