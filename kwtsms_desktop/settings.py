"""What the user chose: a frozen record and the file it is kept in. No secret is ever in it."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason

_log = logging.getLogger(__name__)

Record = TypeVar("Record", "Settings", "AccountSettings")

MOST_RECENT_FILES = 8
"""Contact list files whose paths are remembered."""


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """One gateway account as the program knows it without its password.

    Attributes:
        name: what the user calls it; the name of its keyring entry.
        sender: default sender ID, spelled as the account has it; empty when none was chosen.
        test_mode: whether new campaigns are tests. A new account starts with tests.
    """

    name: str
    sender: str = ""
    test_mode: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, each with the value a new user starts with.

    Attributes:
        language: ``en``, ``ar``, or empty for the system's.
        scheme: ``light``, ``dark`` or ``system``.
        default_country: code put before bare local numbers; empty turns that off.
        requests_per_second: pace of request starts, 0.5 to 4.
        max_segments: longest message allowed (gateway-api.md §5: 7 live, 6 in the PDF).
        accounts: the gateway accounts known here.
        default_account: name of the one in use.
        window: geometry of the window, as the window wrote it.
        recent_files: paths of the contact list files imported last, the newest first.
    """

    language: str = ""
    scheme: str = "system"
    default_country: str = "965"
    requests_per_second: float = 2.0
    max_segments: int = 7
    accounts: tuple[AccountSettings, ...] = ()
    default_account: str = ""
    window: str = ""
    recent_files: tuple[str, ...] = ()

    def account(self, name: str = "") -> AccountSettings | None:
        """The account of that name, or the default one."""
        wanted = name or self.default_account
        return next((account for account in self.accounts if account.name == wanted), None)

    def with_account(self, account: AccountSettings) -> Settings:
        """A copy in which ``account`` is known (the first one known becomes the default)."""
        others = tuple(known for known in self.accounts if known.name != account.name)
        return dataclasses.replace(
            self,
            accounts=(*others, account),
            default_account=self.default_account or account.name,
        )

    def with_recent_file(self, path: Path) -> Settings:
        """A copy in which ``path`` is the file imported last."""
        others = (known for known in self.recent_files if known != str(path))
        return dataclasses.replace(self, recent_files=(str(path), *others)[:MOST_RECENT_FILES])


class SettingsFile:
    """The settings on disk, replaced as a whole at each save."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Settings:
        """The saved settings. Missing or damaged values are the ones a new user starts with."""
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            _log.warning("settings not read (%s); starting with the usual ones", type(error).__name__)
            return Settings()
        return _from_stored(stored) if isinstance(stored, dict) else Settings()

    def save(self, settings: Settings) -> None:
        """Write all settings, or leave the old file as it was.

        Raises:
            StorageError: the folder cannot be written or the disk is full.
        """
        text = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=1)
        replace_file(self._path, text)


def replace_file(path: Path, text: str) -> None:
    """Replace a file's content in one step, so that a crash leaves the old or the new one.

    Raises:
        StorageError: the folder cannot be written or the disk is full.
    """
    new = path.with_name(path.name + ".new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise StorageError(Reason.FILE_NOT_WRITABLE, file=str(path)) from error


def _from_stored(stored: Mapping[str, object]) -> Settings:
    usual = Settings()
    accounts = tuple(
        _filled(AccountSettings(name=str(entry["name"])), entry)
        for entry in _list_of(stored.get("accounts"))
        if entry.get("name")
    )
    known = stored.get("recent_files")
    recent = tuple(path for path in known if isinstance(path, str)) if isinstance(known, list) else ()
    filled = _filled(usual, stored, skip=("accounts", "recent_files"))
    return dataclasses.replace(filled, accounts=accounts, recent_files=recent[:MOST_RECENT_FILES])


def _list_of(value: object) -> list[Mapping[str, object]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _filled(usual: Record, stored: Mapping[str, object], skip: Collection[str] = ()) -> Record:
    """``usual`` with every stored value that has the type the field has."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(usual):
        value, default = stored.get(field.name), getattr(usual, field.name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if field.name not in skip and type(value) is type(default):
            values[field.name] = value
    return dataclasses.replace(usual, **values)
