"""Account: the login and what the gateway says of it (balance, sender IDs, coverage), with their age."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from kwtsms_desktop.core.account import Balance, Login
from kwtsms_desktop.core.errors import CredentialsError, KwtsmsDesktopError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.credentials import Store
from kwtsms_desktop.gateway.client import Gateway
from kwtsms_desktop.services.logins import Logins
from kwtsms_desktop.settings import AccountSettings, Settings, SettingsFile
from kwtsms_desktop.storage.accounts import AccountFacts, Accounts
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.pace import Pace

__all__ = ["Account", "AccountFacts", "Kept", "Store"]

Answer = TypeVar("Answer")
OpenGateway = Callable[[Login], Gateway]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a login went when it was saved.

    Attributes:
        store: the keyring that has it, or memory.
        problem: why it is only in memory although there is a keyring; None where all is well.
    """

    store: Store
    problem: KwtsmsDesktopError | None = None


class Account:
    """Asks the gateway about an account and remembers the answers. Every request keeps the pace."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        open_gateway: OpenGateway,
        pace: Callable[[], Pace],
        logins: Logins,
        settings: SettingsFile,
    ) -> None:
        self._open_database = open_database
        self._open_gateway = open_gateway
        self._pace = pace
        self._logins = logins
        self._settings = settings

    @property
    def store(self) -> Store:
        """Where saved logins are kept on this computer."""
        return self._logins.credentials.store

    def facts(self, account: str) -> AccountFacts:
        """What the gateway said last, without asking it again."""
        with self._open_database() as database:
            return Accounts(database).facts(account)

    def refresh_balance(
        self, account: str, stop: threading.Event, *, within_seconds: float = 0.0
    ) -> Balance | None:
        """Ask for the balance, unless the last answer is younger than that; None when stopped first.

        Raises:
            GatewayError: the gateway said no or was not reached.
            CredentialsError: there is no login for this account.
        """
        known = self.facts(account)
        if known.balance and _is_younger(known.balance_at, within_seconds):
            return known.balance
        balance = self._ask(self._logins.find(account), Gateway.balance, stop)
        if balance is not None:
            with self._open_database() as database:
                Accounts(database).save_balance(account, balance.available, balance.purchased)
        return balance

    def sender_ids(self, account: str, stop: threading.Event) -> tuple[str, ...]:
        """Ask for the sender IDs, exactly as the account spells them; none when stopped first.

        Raises:
            GatewayError: the gateway said no or was not reached.
            CredentialsError: there is no login for this account.
        """
        sender_ids = self._ask(self._logins.find(account), Gateway.sender_ids, stop)
        if sender_ids is None:
            return ()
        with self._open_database() as database:
            Accounts(database).save_sender_ids(account, sender_ids)
        return sender_ids

    def know_sender_ids(self, account: str, stop: threading.Event) -> None:
        """Ask for the sender IDs if they were never asked for.

        Raises:
            GatewayError: the gateway said no or was not reached.
            CredentialsError: there is no login for this account.
        """
        if self.facts(account).sender_ids is None:
            self.sender_ids(account, stop)

    def know_coverage(self, account: str, stop: threading.Event) -> None:
        """Ask for the coverage if it was never asked for, so that a check can tell who is not covered.

        Raises:
            GatewayError: the gateway said no or was not reached.
            CredentialsError: there is no login for this account.
        """
        if self.facts(account).prefixes is None:
            self.coverage(account, stop)

    def coverage(self, account: str, stop: threading.Event) -> tuple[str, ...]:
        """Ask which countries the account can send to; none when stopped first.

        Raises:
            GatewayError: the gateway said no or was not reached.
            CredentialsError: there is no login for this account.
        """
        prefixes = self._ask(self._logins.find(account), Gateway.coverage, stop)
        if prefixes is None:
            return ()
        with self._open_database() as database:
            Accounts(database).save_prefixes(account, prefixes)
        return prefixes

    def refresh(self, account: str, stop: threading.Event) -> AccountFacts:
        """Ask for everything: balance, sender IDs, coverage.

        Raises:
            GatewayError: the gateway said no or was not reached.
            CredentialsError: there is no login for this account.
        """
        self.refresh_balance(account, stop)
        self.sender_ids(account, stop)
        self.coverage(account, stop)
        return self.facts(account)

    def try_login(self, login: Login, stop: threading.Event) -> Balance | None:
        """Ask for the balance with a login that is not saved yet; None when stopped first.

        Raises:
            GatewayError: the gateway said no or was not reached.
        """
        return self._ask(login, Gateway.balance, stop)

    def kept_login(self, account: str) -> tuple[str, Kept]:
        """The user name of an account's login, and where the login is. May wait for a keyring.

        Raises:
            CredentialsError: there is no login for this account, or the keyring is locked or refuses.
        """
        login, credentials = self._logins.find(account), self._logins.credentials
        try:
            is_stored = credentials.load(account) == login
        except CredentialsError as error:
            return login.username, Kept(Store.MEMORY, error)
        return login.username, Kept(credentials.store if is_stored else Store.MEMORY)

    def completed_login(self, account: str, username: str, password: str) -> Login:
        """What the user typed; what was left empty is taken from the login that is kept.

        Raises:
            CredentialsError: something was left empty and there is no login for this account.
        """
        if username and password:
            return Login(username, password)
        kept = self._logins.find(account)
        return Login(username or kept.username, password or kept.password)

    def save_login(self, account: AccountSettings, login: Login) -> Kept:
        """Keep a login under the account's name and make the account known.

        A keyring that refuses does not stop the user: the login is used for this run and the reason told.
        """
        kept = Kept(self._logins.credentials.store)
        try:
            self._logins.credentials.save(account.name, login)
        except CredentialsError as error:
            kept = Kept(Store.MEMORY, error)
        self._logins.use_for_now(account.name, login)
        self._settings.save(self._settings.load().with_account(account))
        return kept

    def forget_login(self, name: str) -> None:
        """Remove an account: its login, its facts, its settings. Campaigns stay in the history.

        Raises:
            CredentialsError: the keyring is locked or refuses; nothing else is removed then.
        """
        self._logins.forget(name)
        with self._open_database() as database:
            Accounts(database).forget(name)
        self._settings.save(_without(self._settings.load(), name))

    def require_sender(
        self, account: str, sender: str, stop: threading.Event, *, within_seconds: float = 0.0
    ) -> None:
        """Make sure the account has this sender ID, letter for letter.

        The gateway takes an unknown one without a word and sends as KWT-SMS (gateway-api.md §6).

        Raises:
            UserError: it is empty or not among the account's sender IDs.
            GatewayError: the gateway said no or was not reached.
        """
        if not sender:
            raise UserError(Reason.SENDER_MISSING)
        facts = self.facts(account)
        if _is_younger(facts.sender_ids_at, within_seconds) and sender in (facts.sender_ids or ()):
            return
        known = self.sender_ids(account, stop)
        if sender not in known and not stop.is_set():
            raise UserError(Reason.SENDER_NOT_YOURS, sender=sender, senders=", ".join(known))

    def _ask(
        self, login: Login, question: Callable[[Gateway], Answer], stop: threading.Event
    ) -> Answer | None:
        """Put one question to the gateway when its turn has come; None when stopped first."""
        with self._open_gateway(login) as gateway:
            return question(gateway) if self._pace().wait_for_turn(stop) else None


def _is_younger(asked_at: str | None, seconds: float) -> bool:
    if asked_at is None or seconds <= 0:
        return False
    age = (datetime.now(UTC) - datetime.fromisoformat(asked_at)).total_seconds()
    return 0 <= age < seconds


def _without(settings: Settings, name: str) -> Settings:
    accounts = tuple(account for account in settings.accounts if account.name != name)
    default = settings.default_account
    if default == name:
        default = accounts[0].name if accounts else ""
    return dataclasses.replace(settings, accounts=accounts, default_account=default)
