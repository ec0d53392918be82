"""API user name and password: in the operating system's keyring, or in memory for this run.

Only the system's own stores count as a keyring. ``keyring`` also knows back ends that write plain text
or nothing at all; those are never used. One secret per account holds both halves, so that a stored
account is complete or absent. What was written is read back before the user is told that it is kept.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import CredentialsError
from kwtsms_desktop.core.reasons import Reason

if TYPE_CHECKING:
    import keyring.backend

_log = logging.getLogger(__name__)

SERVICE = "kwtSMS Desktop"


class Store(StrEnum):
    """Where credentials are kept."""

    MACOS = "macos"
    WINDOWS = "windows"
    SECRET_SERVICE = "secret_service"  # noqa: S105  (the name of a D-Bus interface)
    KWALLET = "kwallet"
    MEMORY = "memory"


_SYSTEM_BACKENDS = {
    "keyring.backends.macOS.Keyring": Store.MACOS,
    "keyring.backends.Windows.WinVaultKeyring": Store.WINDOWS,
    "keyring.backends.SecretService.Keyring": Store.SECRET_SERVICE,
    "keyring.backends.libsecret.Keyring": Store.SECRET_SERVICE,
    "keyring.backends.kwallet.DBusKeyring": Store.KWALLET,
    "keyring.backends.kwallet.DBusKeyringKWallet4": Store.KWALLET,
}


class Credentials(Protocol):
    """What the program needs of a place that keeps logins, by account name."""

    @property
    def store(self) -> Store:
        """Where logins are kept."""

    def load(self, account: str) -> Login | None:
        """The account's login, or None when there is none."""

    def save(self, account: str, login: Login) -> None:
        """Keep the account's login."""

    def forget(self, account: str) -> None:
        """Keep it no longer."""


class MemoryCredentials:
    """Logins for this run only; nothing is written anywhere."""

    store = Store.MEMORY

    def __init__(self) -> None:
        self._logins: dict[str, Login] = {}

    def load(self, account: str) -> Login | None:
        """The account's login, or None when it was not given in this run."""
        return self._logins.get(account)

    def save(self, account: str, login: Login) -> None:
        """Keep the account's login until the program ends."""
        self._logins[account] = login

    def forget(self, account: str) -> None:
        """Keep it no longer."""
        self._logins.pop(account, None)


class KeyringCredentials:
    """Logins in the operating system's keyring. May wait for the user to unlock it: use in a worker."""

    def __init__(self, backend: keyring.backend.KeyringBackend, store: Store) -> None:
        self._backend = backend
        self.store = store

    def load(self, account: str) -> Login | None:
        """The account's login, or None when the keyring has none.

        Raises:
            CredentialsError: the keyring is locked or refuses.
        """
        with _known_errors():
            secret = self._backend.get_password(SERVICE, account)
        return _login(secret) if secret else None

    def save(self, account: str, login: Login) -> None:
        """Write the account's login and read it back.

        Raises:
            CredentialsError: the keyring is locked, refuses, or does not give back what was written.
        """
        secret = json.dumps({"username": login.username, "password": login.password}, ensure_ascii=False)
        with _known_errors():
            self._backend.set_password(SERVICE, account, secret)
        if self.load(account) != login:
            raise CredentialsError(Reason.KEYRING_REFUSED)

    def forget(self, account: str) -> None:
        """Remove the account's login; nothing happens when there is none.

        Raises:
            CredentialsError: the keyring is locked or refuses.
        """
        with _known_errors():
            if self._backend.get_password(SERVICE, account) is not None:
                self._backend.delete_password(SERVICE, account)


class SystemCredentials:
    """What ``open_credentials`` gives, looked for when it is first asked: that takes a fifth of a second."""

    @cached_property
    def _found(self) -> Credentials:
        return open_credentials()

    @property
    def store(self) -> Store:
        """Where logins are kept."""
        return self._found.store

    def load(self, account: str) -> Login | None:
        """The account's login, or None when there is none.

        Raises:
            CredentialsError: the keyring is locked or refuses.
        """
        return self._found.load(account)

    def save(self, account: str, login: Login) -> None:
        """Keep the account's login.

        Raises:
            CredentialsError: the keyring is locked, refuses, or does not give back what was written.
        """
        self._found.save(account, login)

    def forget(self, account: str) -> None:
        """Keep it no longer.

        Raises:
            CredentialsError: the keyring is locked or refuses.
        """
        self._found.forget(account)


def open_credentials() -> Credentials:
    """The system's keyring, or memory where it has none (the window says which)."""
    import keyring.backend

    found: list[tuple[float, KeyringCredentials]] = []
    for backend in keyring.backend.get_all_keyring():
        kind = type(backend)
        store = _SYSTEM_BACKENDS.get(f"{kind.__module__}.{kind.__qualname__}")
        if store:
            found.append((float(backend.priority), KeyringCredentials(backend, store)))
    if not found:
        _log.info("no system keyring; credentials stay in memory")
        return MemoryCredentials()
    return max(found, key=lambda entry: entry[0])[1]


def _login(secret: str) -> Login:
    try:
        stored = json.loads(secret)
        return Login(str(stored["username"]), str(stored["password"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CredentialsError(Reason.KEYRING_REFUSED) from error


@contextmanager
def _known_errors() -> Iterator[None]:
    """What a back end raises, as a known error."""
    import keyring.errors

    try:
        yield
    except keyring.errors.KeyringLocked as error:
        raise CredentialsError(Reason.KEYRING_LOCKED) from error
    except keyring.errors.NoKeyringError as error:
        raise CredentialsError(Reason.NO_KEYRING) from error
    except Exception as error:
        _log.warning("the keyring failed: %s", type(error).__name__)
        raise CredentialsError(Reason.KEYRING_REFUSED) from error
