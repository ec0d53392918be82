"""Somebody at a command line, with a gateway of their own: what whole-program tests of lists share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.simulator import SimulatedAccount, Simulator, Switches
from tests.support.checked import Checks, run_cli


@pytest.fixture
def check(tmp_path: Path) -> Checks:
    return Checks(tmp_path / "data")


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    account = SimulatedAccount(username="demo", password="demo", balance=5000, purchased=10000)
    with Simulator(account=account, switches=Switches(rate_limit_per_second=0)) as running:
        yield running


@dataclass(frozen=True)
class Office:
    """Somebody who plans and sends campaigns from the command line."""

    folder: Path
    simulator: Simulator

    def __call__(self, *words: str) -> dict[str, Any]:
        """What a command says."""
        options = ["--data-dir", str(self.folder), "--gateway", self.simulator.url]
        return run_cli(*options, *words)[1]

    def sent_texts(self, campaign: int) -> list[tuple[str, str]]:
        """Who gets which text."""
        details = self("campaign", "show", str(campaign), "--recipients")["details"]
        return [(person["phone"], person["text"]) for person in details]


@pytest.fixture
def office(tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Office:
    for name, value in (("USERNAME", "demo"), ("PASSWORD", "demo"), ("SENDER_ID", "MYSHOP")):
        monkeypatch.setenv(f"KWTSMS_{name}", value)
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path / "office", simulator)


@pytest.fixture
def app(office: Office) -> Iterator[App]:
    options = Options(data_dir=office.folder, gateway=office.simulator.url, language="en")
    with App(options, variables={}) as opened:
        yield opened


def stored(app: App, file: Path, options: ImportOptions | None = None) -> CheckSummary:
    """A file as a list of the program, checked."""
    summary = app.importing.store(file, options or ImportOptions(), CheckOptions(), Mailbox(), Event())
    assert summary is not None
    return summary
