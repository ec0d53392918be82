"""Starts the program when the user logs in: asked for by the user, and taken back at any time.

Linux: a ``.desktop`` file in the autostart folder (freedesktop.org, Desktop Application Autostart
Specification). Windows: a value under the user's own ``Run`` key. macOS: a LaunchAgent of the user's own.
Never for all users, never with more rights, and no file of ours stays behind when it is turned off.
"""

from __future__ import annotations

import os
import plistlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.paths import APP_NAME

BACKGROUND = "--background"
"""The argument with which the program starts without showing its window."""

_IDENTIFIER = "com.kwtsms.desktop"


class LoginItem(Protocol):
    """The program among those that start when the user logs in."""

    def is_on(self) -> bool:
        """Whether it starts."""
        ...

    def turn_on(self) -> None:
        """Have it start from the next time on.

        Raises:
            StorageError: the system did not take it.
        """
        ...

    def turn_off(self) -> None:
        """Have it not start any more; does nothing where it does not.

        Raises:
            StorageError: the system did not take it.
        """
        ...


class AutostartFile:
    """Linux: a ``.desktop`` file."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{_IDENTIFIER}.desktop"
        self._command = tuple(command)

    def is_on(self) -> bool:
        """Whether the file is there, and not switched off by the desktop's own settings."""
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return False
        return not {"Hidden=true", "X-GNOME-Autostart-enabled=false"} & set(lines)

    def turn_on(self) -> None:
        """Write the file.

        Raises:
            StorageError: the folder cannot be written.
        """
        entry = (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={APP_NAME}",
            f"Exec={' '.join(map(_quoted_for_desktop, self._command))}",
            "Terminal=false",
            "",
        )
        _write(self._file, "\n".join(entry).encode())

    def turn_off(self) -> None:
        """Remove the file.

        Raises:
            StorageError: it cannot be removed.
        """
        _remove(self._file)


class LaunchAgent:
    """macOS: a property list that ``launchd`` reads at login."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{_IDENTIFIER}.plist"
        self._command = tuple(command)

    def is_on(self) -> bool:
        """Whether the list is there and not switched off."""
        try:
            entry = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return False
        return isinstance(entry, dict) and not entry.get("Disabled", False)

    def turn_on(self) -> None:
        """Write the list.

        Raises:
            StorageError: the folder cannot be written.
        """
        entry = {
            "Label": _IDENTIFIER,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        _write(self._file, plistlib.dumps(entry))

    def turn_off(self) -> None:
        """Remove the list.

        Raises:
            StorageError: it cannot be removed.
        """
        _remove(self._file)


if sys.platform == "win32":
    import subprocess
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
    # Task Manager's switch: an odd first byte means that the user turned the entry off there.
    _APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

    class RunKey:
        """Windows: a value under the user's own ``Run`` key."""

        def __init__(self, command: Sequence[str]) -> None:
            self._command = subprocess.list2cmdline(command)

        def is_on(self) -> bool:
            """Whether the value is there, and not switched off in Task Manager."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                    winreg.QueryValueEx(key, APP_NAME)
            except OSError:
                return False
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _APPROVED) as key:
                    said = winreg.QueryValueEx(key, APP_NAME)[0]
            except OSError:
                return True
            return not (isinstance(said, bytes) and said[:1] and said[0] % 2)

        def turn_on(self) -> None:
            """Write the value.

            Raises:
                StorageError: the system did not take it.
            """
            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                    winreg.SetValueEx(key, APP_NAME, 0, winreg.REG_SZ, self._command)
                _forget(_APPROVED)
            except OSError as error:
                raise StorageError(Reason.FILE_NOT_WRITABLE, file=rf"HKCU\{_RUN}") from error

        def turn_off(self) -> None:
            """Remove the value.

            Raises:
                StorageError: the system did not let it go.
            """
            try:
                _forget(_RUN)
                _forget(_APPROVED)
            except OSError as error:
                raise StorageError(Reason.FILE_NOT_WRITABLE, file=rf"HKCU\{_RUN}") from error

    def _forget(path: str) -> None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, 0, winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, APP_NAME)
        except FileNotFoundError:
            pass


def open_login_item(data_dir: Path | None) -> LoginItem:
    """This system's way of starting the program at login.

    Args:
        data_dir: the data folder to start with; None for the usual one.
    """
    command = start_command(data_dir)
    if sys.platform == "win32":
        return RunKey(command)
    elif sys.platform == "darwin":  # noqa: RET505  (mypy knows platforms in this form only)
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command)
    else:
        config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        return AutostartFile(Path(config) / "autostart", command)


def start_command(data_dir: Path | None) -> list[str]:
    """What starts this installation's window in the background."""
    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        windowless = Path(sys.executable).with_name("pythonw.exe")
        program = [str(windowless) if windowless.exists() else sys.executable, "-m", "kwtsms_desktop"]
    folder = ["--data-dir", str(data_dir.absolute())] if data_dir else []
    return [*program, BACKGROUND, *folder]


def _quoted_for_desktop(word: str) -> str:
    """A word of an ``Exec`` line, by the Desktop Entry Specification: quoted, and ``%`` doubled."""
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word)
    # The value of a key is unescaped once more before it is taken apart into words.
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise StorageError(Reason.FILE_NOT_WRITABLE, file=str(file)) from error


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(Reason.FILE_NOT_WRITABLE, file=str(file)) from error
