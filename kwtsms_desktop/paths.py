"""Where everything of one user lives: one data folder, which ``--data-dir`` moves as a whole."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psutil

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason

APP_NAME = "kwtSMS Desktop"

_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs", "afs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs", "ceph", "glusterfs"}
)


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one data folder."""

    root: Path

    @property
    def database(self) -> Path:
        """Contact lists, campaigns, recipients."""
        return self.root / "kwtsms-desktop.db"

    @property
    def settings(self) -> Path:
        """What the user chose."""
        return self.root / "settings.json"

    @property
    def log(self) -> Path:
        """The program's own log."""
        return self.root / "logs" / "kwtsms-desktop.log"

    @property
    def backups(self) -> Path:
        """Copies of the database, made before its schema changes."""
        return self.root / "backups"

    @property
    def write_lock(self) -> Path:
        """Held for the length of every write to the database."""
        return self.root / "write.lock"

    @property
    def pasted(self) -> Path:
        """What was pasted instead of opened as a file."""
        return self.root / "pasted"

    @property
    def send_lock(self) -> Path:
        """Held by the one process that sends, for as long as it sends."""
        return self.root / "send.lock"

    @property
    def request_starts(self) -> Path:
        """When the last requests to the gateway began: the pace outlives a process."""
        return self.root / "send.pace"

    def prepare(self) -> None:
        """Create the folder, for this user only.

        Raises:
            StorageError: it is on a network drive, or cannot be created or written.
        """
        if on_network_drive(self.root):
            raise StorageError(Reason.DATA_ON_NETWORK, folder=str(self.root))
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.log.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StorageError(Reason.DATA_READ_ONLY, folder=str(self.root)) from error
        if not os.access(self.root, os.W_OK):
            raise StorageError(Reason.DATA_READ_ONLY, folder=str(self.root))


def default_root() -> Path:
    """The data folder of this user on this system."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def on_network_drive(folder: Path) -> bool:
    """Whether a folder (existing or not) is on another machine's disk.

    SQLite's write-ahead log needs shared memory, so all its users must be on one machine
    (sqlite.org/wal.html).
    """
    resolved = folder.absolute()
    if sys.platform == "win32" and str(resolved).startswith("\\\\"):
        return True
    best: tuple[int, bool] = (-1, False)
    for part in psutil.disk_partitions(all=True):
        mount = Path(part.mountpoint)
        if resolved == mount or mount in resolved.parents:
            remote = part.fstype.lower() in _NETWORK_FILE_SYSTEMS or "remote" in part.opts.split(",")
            best = max(best, (len(mount.parts), remote))
    return best[1]
