"""Which account is meant, and its login: from this run's memory, the environment, or the keyring."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from kwtsms_desktop import log
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import CredentialsError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.credentials import Credentials, MemoryCredentials
from kwtsms_desktop.environment import Environment, read_environment
from kwtsms_desktop.settings import AccountSettings, Settings

_log = logging.getLogger(__name__)


class Logins:
    """Finds logins by account name; every login it hands out is hidden from the log."""

    def __init__(
        self,
        credentials: Credentials,
        variables: Mapping[str, str],
        env_file: Mapping[str, str],
        load_settings: Callable[[], Settings],
    ) -> None:
        """Look in these places.

        Args:
            credentials: the keyring, or memory.
            variables: environment variables of the process.
            env_file: variables of a ``.env`` file.
            load_settings: which accounts are known, and which one is the default.
        """
        self.credentials = credentials
        self._memory = MemoryCredentials()
        self._from_variables = read_environment(variables)
        self._from_both = read_environment({**env_file, **variables})
        self._load_settings = load_settings

    @property
    def environment(self) -> Environment:
        """Sender, test mode and log file as the environment and the ``.env`` file say."""
        return self._from_both

    def choose(self, account: str = "") -> str:
        """The name of the account to use: the one named, else environment, keyring, ``.env``.

        An account from the environment has its user name for a name.

        Raises:
            UserError: an account of that name is not known.
            CredentialsError: no account is known at all.
        """
        settings = self._load_settings()
        if account:
            if settings.account(account) or self._memory.load(account):
                return account
            raise UserError(Reason.ACCOUNT_UNKNOWN, account=account)
        if self._from_variables.login:
            return self._remember(self._from_variables.login)
        default = settings.account()
        if default:
            return default.name
        if self._from_both.login:
            return self._remember(self._from_both.login)
        raise CredentialsError(Reason.NO_CREDENTIALS)

    def find(self, account: str) -> Login:
        """The login of an account. May wait for the user to unlock a keyring: call it in a worker.

        Raises:
            CredentialsError: there is none, or the keyring is locked or refuses.
        """
        login = self._memory.load(account) or self.credentials.load(account)
        if login is None:
            raise CredentialsError(Reason.NO_CREDENTIALS)
        log.formatter.hide(login.password)
        return login

    def use_for_now(self, account: str, login: Login) -> None:
        """Keep a login for this run, whatever the keyring says."""
        log.formatter.hide(login.password)
        self._memory.save(account, login)

    def forget(self, account: str) -> None:
        """Remove a login everywhere.

        Raises:
            CredentialsError: the keyring is locked or refuses.
        """
        self._memory.forget(account)
        self.credentials.forget(account)

    def settings_of(self, account: str) -> AccountSettings:
        """What the settings say of an account (one from the environment: its sender)."""
        known = self._load_settings().account(account)
        return known or AccountSettings(account, sender=self.environment.sender or "")

    def _remember(self, login: Login) -> str:
        self.use_for_now(login.username, login)
        return login.username
