"""The locks of a data folder. The operating system frees them when their process dies.

``write.lock`` is held for one short write. SQLite before 3.51.3 can corrupt a write-ahead log when two
connections write and checkpoint at the same moment; one lock for all writers avoids that.

``send.lock`` is held by the one process that sends, for as long as it sends.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from kwtsms_desktop.core.errors import StorageError, UserError
from kwtsms_desktop.core.reasons import Reason

_WRITE_WAIT_SECONDS = 30.0
_POLL_SECONDS = 0.002
_BLINK_SECONDS = 0.25  # far more than it takes to ask whether a lock is free, which means holding it


class WriteLock:
    """One writer at a time over all threads and processes of a data folder. Not reentrant."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, timeout=_WRITE_WAIT_SECONDS, thread_local=False)

    def __enter__(self) -> None:
        try:
            self._lock.acquire(poll_interval=_POLL_SECONDS)
        except Timeout as error:
            raise StorageError(Reason.DATA_LOCKED) from error
        except OSError as error:
            raise StorageError(Reason.DATA_READ_ONLY, folder=str(error.filename or "")) from error

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


class HeldLock:
    """A lock that is held for long and names its holder to those who find it taken."""

    def __init__(self, path: Path, holder: str) -> None:
        self._path = path
        self._holder = holder
        self._lock = FileLock(path, timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Take the lock now; whoever only asks whether it is free is waited for.

        Raises:
            UserError: somebody else holds it; ``holder`` names them.
        """
        try:
            self._lock.acquire(timeout=_BLINK_SECONDS, poll_interval=_POLL_SECONDS)
        except Timeout as error:
            holder, process = self.held_by()
            raise UserError(Reason.SENDING_ELSEWHERE, holder=holder, process=process) from error
        # Beside the lock, not in it: Windows does not let others read a locked file.
        self._note.write_text(json.dumps({"holder": self._holder, "pid": os.getpid()}), "utf-8")

    def release(self) -> None:
        """Let it go; does nothing when it is not held."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._note.unlink()
            self._lock.release()

    def is_free(self) -> bool:
        """Whether nobody holds it at this moment."""
        if self._lock.is_locked:
            return False
        # A holder leaves a note; without one, somebody is most likely asking the same at this very moment.
        patience = 0.0 if self._note.exists() else _BLINK_SECONDS
        try:
            with self._lock.acquire(timeout=patience, poll_interval=_POLL_SECONDS):
                return True
        except Timeout:
            return False

    def held_by(self) -> tuple[str, int]:
        """Who holds it, as they call themselves, and the number of their process; 0 where nobody knows."""
        try:
            note = json.loads(self._note.read_text("utf-8"))
            return str(note["holder"]), int(note["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return "?", 0

    def __enter__(self) -> HeldLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @property
    def _note(self) -> Path:
        return self._path.with_name(self._path.name + ".holder")
