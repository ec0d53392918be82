"""What tells this computer from others. Never kept or shown as the system has it, only as a salted hash."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

import platformdirs

from kwtsms_desktop.paths import APP_NAME

LINUX_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""Where Linux keeps the number it was given when it was installed (man machine-id)."""

_SALT = b"kwtsms-desktop/home/1:"
_PATIENCE_SECONDS = 10.0


def machine_id() -> str:
    """This computer, as 32 hexadecimal digits."""
    return hashed(_system_id() or own_id(platformdirs.user_config_path(APP_NAME, appauthor=False)))


def hashed(raw: str) -> str:
    """The form in which it may be kept: from it nobody gets back to the system's own number."""
    return hashlib.sha256(_SALT + raw.strip().lower().encode()).hexdigest()[:32]


def first_line_of(files: Iterable[Path]) -> str:
    """What the first of these files says that can be read; empty where none says anything."""
    for file in files:
        try:
            text = file.read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        if text and text != "uninitialized":
            return text
    return ""


def own_id(folder: Path) -> str:
    """A number of this user's own, for systems that have none: made once and kept in their settings.

    Where nothing can be kept, the computer's name has to do.
    """
    file = folder / "machine-id"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="ascii") as new:
                new.write(uuid.uuid4().hex)
        except FileExistsError:
            pass
    except OSError:
        return platform.node()
    return first_line_of((file,)) or platform.node()


def platform_uuid(said: str) -> str:
    """The ``IOPlatformUUID`` in what macOS's ``ioreg`` printed; empty where there is none."""
    found = re.search(r'"IOPlatformUUID"\s*=\s*"([^"]+)"', said)
    return found[1] if found else ""


if sys.platform == "win32":

    def _read() -> str:
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])

elif sys.platform == "darwin":

    def _read() -> str:
        done = subprocess.run(
            ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_SECONDS,
        )
        return platform_uuid(done.stdout)

else:

    def _read() -> str:
        return first_line_of(LINUX_FILES)


def _system_id() -> str:
    read: Callable[[], str] = _read
    try:
        return read()
    except (OSError, subprocess.SubprocessError):
        return ""
