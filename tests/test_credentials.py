from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import CredentialsError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.credentials import (
    KeyringCredentials,
    MemoryCredentials,
    Store,
    open_credentials,
)

LOGIN = Login("api.user", 'p&#?"\\<>%ش')


class ForgetfulBackend(keyring.backend.KeyringBackend):
    """A real back end of keyring's interface that takes secrets and gives nothing back."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        return None

    def delete_password(self, service: str, username: str) -> None:
        raise keyring.errors.PasswordDeleteError


class LockedBackend(ForgetfulBackend):
    """A keyring whose unlock dialog was dismissed."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked


class BrokenBackend(ForgetfulBackend):
    """A keyring that lets an error of its own transport through."""

    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("bus gone")


def test_memory_forgets_with_the_program() -> None:
    MemoryCredentials().save("office", LOGIN)
    assert MemoryCredentials().load("office") is None


def test_memory_keeps_and_forgets_one_account() -> None:
    memory = MemoryCredentials()
    memory.save("office", LOGIN)
    assert memory.load("office") == LOGIN
    memory.forget("office")
    assert memory.load("office") is None


def test_what_was_written_must_come_back() -> None:
    credentials = KeyringCredentials(ForgetfulBackend(), Store.KWALLET)
    with pytest.raises(CredentialsError) as caught:
        credentials.save("office", LOGIN)
    assert caught.value.reason is Reason.KEYRING_REFUSED


@pytest.mark.parametrize(
    ("backend", "reason"),
    [(LockedBackend(), Reason.KEYRING_LOCKED), (BrokenBackend(), Reason.KEYRING_REFUSED)],
    ids=["locked", "broken"],
)
def test_trouble_with_a_keyring_is_named(backend: keyring.backend.KeyringBackend, reason: Reason) -> None:
    with pytest.raises(CredentialsError) as caught:
        KeyringCredentials(backend, Store.SECRET_SERVICE).load("office")
    assert caught.value.reason is reason


def test_only_the_systems_own_stores_count(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without a D-Bus session there is no system keyring here; plaintext, null and fail ones remain.
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    if sys.platform != "linux":
        pytest.skip("macOS and Windows always have a keyring")
    assert open_credentials().store is Store.MEMORY


_SESSION = """
printf 'x\\n' | gnome-keyring-daemon --unlock >/dev/null 2>&1
exec "$0" -c "$1"
"""

_IN_SESSION = r"""
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.credentials import open_credentials
login = Login("api.user", 'p&#?"\\<>%ش')
first = open_credentials()
print(first.store)
first.save("office", login)
first.save("shop", Login("other", "secret"))
again = open_credentials()  # a second program would find it
print(again.load("office") == login, again.load("shop").username, again.load("nobody"))
again.forget("office")
again.forget("office")
print(again.load("office"), again.load("shop").password == "secret")
"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring and dbus",
)
def test_a_real_secret_service_keeps_one_secret_per_account(tmp_path: Path) -> None:
    home = tmp_path / "keyring-home"
    for folder in (".cache", ".local/share", "run"):
        (home / folder).mkdir(parents=True)
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "XDG_RUNTIME_DIR": str(home / "run"),
        "PYTHONUTF8": "1",
    }
    (home / "run").chmod(0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", _SESSION, sys.executable, _IN_SESSION],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.stdout.splitlines() == ["secret_service", "True other None", "None True"], done.stderr
