"""One window for a data folder: whoever starts the program again gets the window that is open already.

The lock decides who is first, also when two start at the same moment, and the system frees it when its
process dies. The local socket beside it only carries the wish to come forward.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000


class SingleWindow(QObject):
    """The claim of one process to be the window of a data folder.

    Signals:
        wanted(): the program was started again: the window should come forward.
    """

    wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Names of sockets are global and short, folders are not.
        self._name = f"kwtsms-desktop-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # however long the window is open; only a dead process loses it
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        """Be the window, if no other process is; then ``wanted`` tells of those who come later."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # what a crash left behind
        self._server.listen(self._name)
        return True

    def call_forward(self) -> bool:
        """Ask the window that is open to come forward; False where it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        has_reached = socket.waitForConnected(_PATIENCE_MS)
        socket.disconnectFromServer()
        return has_reached

    def release(self) -> None:
        """No longer be the window."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.deleteLater()
            self.wanted.emit()
