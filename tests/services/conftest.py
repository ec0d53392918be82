"""The whole program without a window, on the simulator over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.simulator import SimulatedAccount, Simulator, Switches


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    account = SimulatedAccount(username="demo", password="demo", balance=5000, purchased=10000)
    # Without the firewall: on a busy machine evenly spaced requests may arrive bunched.
    with Simulator(account=account, switches=Switches(rate_limit_per_second=0)) as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, simulator: Simulator) -> Iterator[App]:
    options = Options(data_dir=tmp_path / "data", gateway=simulator.url, language="en")
    with App(options, variables={}) as opened:
        opened.account.save_login(AccountSettings("demo", sender="MYSHOP"), Login("demo", "demo"))
        yield opened


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()
