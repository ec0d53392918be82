"""The composition root: builds adapters and services once and hands them up. Knows every class; no Qt."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from types import TracebackType

from kwtsms_desktop import log, texts
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.credentials import MemoryCredentials, SystemCredentials
from kwtsms_desktop.environment import read_env_file
from kwtsms_desktop.gateway.address import BASE_URL, checked_base_url
from kwtsms_desktop.gateway.client import Gateway
from kwtsms_desktop.login_item import open_login_item
from kwtsms_desktop.machine import machine_id
from kwtsms_desktop.paths import Paths, default_root
from kwtsms_desktop.services.account import Account
from kwtsms_desktop.services.advising import Advising
from kwtsms_desktop.services.blocking import Blocking
from kwtsms_desktop.services.checking import Checking, CheckOptions
from kwtsms_desktop.services.composing import Composing
from kwtsms_desktop.services.correcting import Correcting
from kwtsms_desktop.services.drafting import Draft, Drafting
from kwtsms_desktop.services.editing import Editing
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.guarding import Guarding
from kwtsms_desktop.services.history import History
from kwtsms_desktop.services.importing import Importing, ImportOptions
from kwtsms_desktop.services.lists import Lists
from kwtsms_desktop.services.logins import Logins
from kwtsms_desktop.services.looking import Looking
from kwtsms_desktop.services.pasting import Pasting
from kwtsms_desktop.services.planning import Planning
from kwtsms_desktop.services.reporting import Reporting
from kwtsms_desktop.services.scheduling import Scheduling
from kwtsms_desktop.services.sending import Patience, Sending
from kwtsms_desktop.services.settling import Settling, SettlingPatience
from kwtsms_desktop.services.validating import Validating
from kwtsms_desktop.settings import AccountSettings, SettingsFile
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.locks import HeldLock
from kwtsms_desktop.storage.pace import Pace
from kwtsms_desktop.storage.scratch import scratch_database
from kwtsms_desktop.texts import _

SAMPLE = "sample.xlsx"
_DEMO_ACCOUNT = "demo"


@dataclass(frozen=True, slots=True)
class Options:
    """How the program was started.

    Attributes:
        data_dir: where everything lives; None for the user's data folder.
        gateway: base URL of the API; None for kwtSMS.
        language: ``en`` or ``ar``; None for the settings', else the system's.
        demo: the built-in simulator, a demo account and, without ``data_dir``, a throw-away folder.
        holder: what others are told who find this process sending.
        patience: how long to wait before trying again what was not taken.
        settling: how long to wait before the balance tells what became of lost answers.
    """

    data_dir: Path | None = None
    gateway: str | None = None
    language: str | None = None
    demo: bool = False
    holder: str = "window"
    patience: Patience = field(default_factory=Patience)
    settling: SettlingPatience = field(default_factory=SettlingPatience)


@dataclass(frozen=True, slots=True)
class ForNow:
    """What it takes to check a list and to forget it."""

    importing: Importing
    checking: Checking
    reporting: Reporting


class App:
    """Everything the window or the command line works with. Close it at the end."""

    def __init__(self, options: Options, variables: Mapping[str, str] | None = None) -> None:
        """Prepare the data folder, the log, the language and all services.

        Raises:
            StorageError: the data folder or the database in it cannot be used.
            UserError: the gateway's address is not safe, or ``.env`` is ambiguous.
        """
        self.options = options
        self._closing = ExitStack()
        try:
            self._build(os.environ if variables is None else variables)
        except BaseException:
            self.close()
            raise

    def _build(self, variables: Mapping[str, str]) -> None:
        self.paths = Paths(self._data_folder())
        self.paths.prepare()
        self._closing.callback(log.stop_log, log.start_log(self.paths.log))
        self.settings = SettingsFile(self.paths.settings)
        if self.options.demo:
            self._prepare_demo_settings()
        texts.use_language(self.options.language or self.settings.load().language or texts.system_language())
        self.gateway_url = checked_base_url(self._gateway_url())
        # Creates or upgrades it now, so that an error is told now; and stays open, so that no other
        # connection of this program is the last one when it closes.
        self._closing.callback(self.open_database().close_last)

        self.logins = self._logins(variables)
        self.account = Account(
            self.open_database, self._open_gateway, self._usual_pace, self.logins, self.settings
        )
        self.looking = Looking(self.open_database)
        self.pasting = Pasting(self.open_database, self.paths.pasted)
        self.importing = Importing(self.open_database)
        self.checking = Checking(self.open_database)
        self.editing = Editing(self.open_database)
        self.correcting = Correcting(self.open_database, self.editing)
        self.blocking = Blocking(self.open_database)
        self.lists = Lists(self.open_database, self.checking)
        self.validating = Validating(self.open_database, self._open_gateway, self.logins, self._usual_pace)
        self.reporting = Reporting(self.open_database)
        self.drafting = Drafting(self.open_database)
        self.composing = Composing(self.open_database)
        self.advising = Advising(self.open_database)
        self.planning = Planning(self.open_database, self.account)
        # The demo is nothing to start with: it would forget everything each time.
        self.login_item = None if self.options.demo else open_login_item(self.options.data_dir)
        self.guarding = Guarding(self.open_database, functools.cache(machine_id))
        self.guarding.settle_in()
        self.sending = Sending(
            self.open_database,
            self._open_gateway,
            self.account,
            self.logins,
            self.send_lock,
            self._pace,
            self.options.patience,
            self.guarding.require_home,
        )
        self.scheduling = Scheduling(self.open_database, self.account, self.sending)
        self.settling = Settling(
            self.open_database,
            self.account,
            self.send_lock,
            self.options.settling,
            self.guarding.require_home,
        )
        self.history = History(self.open_database, self.send_lock)

    def prepare_demo(self) -> None:
        """Have the sample list checked and a text written, so that the demo is ready to send.

        Does nothing where the data folder holds a list already.
        """
        if self.history.lists():
            return
        mailbox, stop = Mailbox(), threading.Event()
        self.account.know_coverage(_DEMO_ACCOUNT, stop)
        check = CheckOptions(self.settings.load().default_country, account=_DEMO_ACCOUNT)
        stored = self.importing.store(sample_list(), ImportOptions(), check, mailbox, stop)
        if stored is None:
            return
        text = _(
            "Dear {Name|customer}, we look forward to seeing you at Jasmine Salon on {Appointment|Sunday}."
        )
        self.drafting.save(Draft(stored.contact_list.id, text, "MYSHOP", step=1))

    @contextmanager
    def for_now(self) -> Iterator[ForNow]:
        """Work with a list that is forgotten at the end, by the coverage and block list of this data folder.

        Raises:
            StorageError: the system's folder for temporary files cannot be used.
        """
        with scratch_database(self.open_database) as open_database:
            yield ForNow(Importing(open_database), Checking(open_database), Reporting(open_database))

    def open_database(self) -> Database:
        """A connection of its own for the calling thread, to be closed by it."""
        return Database(self.paths)

    def send_lock(self) -> HeldLock:
        """The lock that only one sending process of this data folder can hold."""
        return HeldLock(self.paths.send_lock, self.options.holder)

    def close(self) -> None:
        """Stop the simulator, close the log, remove a throw-away folder."""
        self._closing.close()

    def __enter__(self) -> App:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _data_folder(self) -> Path:
        if self.options.data_dir:
            return self.options.data_dir
        if self.options.demo:
            folder = Path(tempfile.mkdtemp(prefix="kwtsms-demo-"))
            self._closing.callback(shutil.rmtree, folder, ignore_errors=True)
            return folder
        return default_root()

    def _gateway_url(self) -> str:
        if self.options.gateway:
            return self.options.gateway
        if self.options.demo:
            # only here: nobody else has to wait until an HTTP server is loaded
            from kwtsms_desktop.simulator import SimulatedAccount, Simulator

            account = SimulatedAccount(username="demo", password="demo", balance=5000, purchased=10000)  # noqa: S106
            return self._closing.enter_context(Simulator(account=account)).url
        return BASE_URL

    def _prepare_demo_settings(self) -> None:
        settings = self.settings.load()
        if settings.account(_DEMO_ACCOUNT) is None:
            self.settings.save(settings.with_account(AccountSettings(_DEMO_ACCOUNT, sender="MYSHOP")))

    def _logins(self, variables: Mapping[str, str]) -> Logins:
        if self.options.demo:
            logins = Logins(MemoryCredentials(), {}, {}, self.settings.load)
            logins.use_for_now(_DEMO_ACCOUNT, Login("demo", "demo"))
            return logins
        return Logins(SystemCredentials(), variables, read_env_file(Path(".env")), self.settings.load)

    def _open_gateway(self, login: Login) -> Gateway:
        return Gateway(self.gateway_url, login)

    def _usual_pace(self) -> Pace:
        return self._pace(self.settings.load().requests_per_second)

    def _pace(self, rate: float) -> Pace:
        return Pace(self.paths.request_starts, rate)


def sample_list() -> Path:
    """The sample contact list that the demo starts with."""
    return Path(str(resources.files("kwtsms_desktop.resources"))) / "samples" / SAMPLE
