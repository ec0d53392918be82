"""An office with campaigns: simulator over HTTP, data folder, and what the window's pages are given."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.sending import Patience
from kwtsms_desktop.services.settling import SettlingPatience
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.simulator import SimulatedAccount, Simulator, Switches
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.shell import Shell
from tests.support.builders import plan_campaign, store_list

IMPATIENT = Patience(queue_full=(1.0, 1.0, 1.0), same_number=0.3, not_connected=0.1)
SETTLING = SettlingPatience(settling=0.3, between=0.1)
PASSWORD = "Kj4$never-on-disk"


@dataclass(frozen=True, slots=True)
class Office:
    """What a test of the pages about campaigns, lists and settings works with."""

    simulator: Simulator
    app: App
    shell: Shell

    def plan(self, people: Sequence[tuple[str, str]], *, test: bool = False) -> int:
        """A planned campaign with these numbers and texts; returns its id."""
        with self.app.open_database() as database:
            return plan_campaign(database, people, test=test, account="Office")

    def send(self, campaign_id: int) -> CampaignSummary:
        """Send a campaign to its end, in the calling thread: as another program would."""
        return self.app.sending.send(campaign_id, "Office", Mailbox(), threading.Event())

    def store_list(self, phones: Sequence[str]) -> int:
        """A stored list with these phone cells; returns its id."""
        with self.app.open_database() as database:
            return store_list(database, phones)

    def sends(self) -> int:
        """How many requests to send the gateway got."""
        return len(self.simulator.record.requests_to("send"))


def own_texts(count: int) -> list[tuple[str, str]]:
    """So many people with a text of their own each: as many requests."""
    return [(f"9655{number:07d}", f"Hello number {number}") for number in range(count)]


def one_text(count: int, text: str = "Hello") -> list[tuple[str, str]]:
    """So many people with the same text: a request for each 200."""
    return [(f"9655{number:07d}", text) for number in range(count)]


@contextmanager
def open_office(
    folder: Path,
    *,
    has_account: bool = True,
    is_asked: bool = True,
    latency: float = 0.0,
    settling: SettlingPatience = SETTLING,
) -> Iterator[Office]:
    """An office on a data folder of its own; everything is stopped and closed at the end.

    Args:
        folder: where the data folder goes.
        has_account: whether the account "Office" is set up.
        is_asked: whether balance and sender IDs are known, so that sending begins without asking for them.
        latency: seconds until the gateway answers.
        settling: how long the balance is waited for.
    """
    account = SimulatedAccount(username="office.api", password=PASSWORD, balance=5000, purchased=10000)
    options = Options(data_dir=folder / "data", language="en", patience=IMPATIENT, settling=settling)
    with (
        Simulator(account=account, switches=Switches(latency=latency, rate_limit_per_second=0)) as simulator,
        App(dataclasses.replace(options, gateway=simulator.url), variables={}) as app,
    ):
        app.settings.save(dataclasses.replace(app.settings.load(), requests_per_second=4.0))
        if has_account:
            office = AccountSettings("Office", sender="MYSHOP")
            app.account.save_login(office, Login("office.api", PASSWORD))
        if has_account and is_asked:
            with app.open_database() as database:
                Accounts(database).save_balance("Office", account.balance, account.purchased)
                Accounts(database).save_sender_ids("Office", tuple(account.sender_ids))
        background = Background()
        yield Office(simulator, app, Shell(app, background))
        assert background.stop_all(30)
