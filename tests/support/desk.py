"""A campaign being prepared on a real program: simulator over HTTP, data folder, checked list, shell."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.services.advising import Advising
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.simulator import SimulatedAccount, Simulator, Switches
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from tests.support.builders import write_csv

HEADINGS = ("Name", "Mobile", "Amount")
NOON = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
"""When texts are judged here: at noon in Kuwait, so that nobody is asked to wait until morning."""

THREE_PEOPLE = (("Sara", "98765432", "5"), ("Fahd", "55512345", "12"), ("Huda", "66612345", "7.5"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a test of a step works with."""

    simulator: Simulator
    app: App
    shell: Shell
    preparation: Preparation

    def set_account(self, **values: object) -> None:
        """Change what the account in use chose (sender, test_mode)."""
        account = self.shell.account
        assert account is not None
        self.shell.change_account(dataclasses.replace(account, **values))  # type: ignore[arg-type]

    def know_account(self) -> None:
        """Have balance and sender IDs known as if they had been asked for, without keeping a pace for it."""
        account = self.simulator.account
        with self.app.open_database() as database:
            facts = Accounts(database)
            facts.save_balance("demo", account.balance, account.purchased)
            facts.save_sender_ids("demo", tuple(account.sender_ids))
        self.shell.account_changed.emit()


@contextmanager
def open_desk(
    folder: Path,
    rows: Sequence[Sequence[str]] = THREE_PEOPLE,
    *,
    headings: Sequence[str] = HEADINGS,
    balance: float = 5000,
    has_account: bool = True,
    is_asked: bool = True,
) -> Iterator[Desk]:
    """A desk with a checked list of these rows; everything is stopped and closed at the end.

    Args:
        folder: where data and the list's file go.
        rows: of the list, under ``headings``.
        headings: row 1 of the file.
        balance: credits of the simulated account.
        has_account: whether an account is set up.
        is_asked: whether the gateway was asked for balance and sender IDs before.
    """
    account = SimulatedAccount(username="demo", password="demo", balance=balance, purchased=10000)
    with (
        Simulator(account=account, switches=Switches(rate_limit_per_second=0)) as simulator,
        App(Options(data_dir=folder / "data", gateway=simulator.url, language="en"), variables={}) as app,
    ):
        app.settings.save(dataclasses.replace(app.settings.load(), requests_per_second=4.0))
        app.advising = Advising(app.open_database, lambda: NOON)
        if has_account:
            app.account.save_login(AccountSettings("demo", sender="MYSHOP"), Login("demo", "demo"))
        background = Background()
        shell = Shell(app, background)
        preparation = Preparation(shell)
        file = write_csv(folder / "clients.csv", [headings, *rows])
        options = preparation.check_options()
        stored = app.importing.store(file, ImportOptions(), options, Mailbox(), threading.Event())
        assert stored is not None
        preparation.set_list(stored)
        desk = Desk(simulator, app, shell, preparation)
        if has_account and is_asked:
            desk.know_account()
        yield desk
        preparation.save_now()
        assert background.stop_all(10)
