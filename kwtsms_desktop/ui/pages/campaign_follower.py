"""Follows the work that sends a campaign, and tells the page no more often than anybody can read."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from kwtsms_desktop.services.events import Event, Failed
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.ui.background import Running

_REDRAW_MS = 200


class Follower(QObject):
    """Listens to one ``Running`` at a time. The work itself does not end with it.

    Attributes:
        progress: the newest figures; None before the first and after the end.
        is_pausing: whether the user wants it to pause and it has not ended yet.

    Signals:
        changed(): there are new figures; at most five times a second.
        ended(): the work came to its end.
        failed(Exception): it could not go on.
    """

    changed = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.progress: SendingProgress | None = None
        self.is_pausing = False
        self._run: Running | None = None
        self._is_new = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REDRAW_MS)
        self._rest.timeout.connect(self._tell)

    @property
    def is_following(self) -> bool:
        """Whether work is under way."""
        return self._run is not None

    def follow(self, run: Running | None) -> None:
        """Listen to this work from now on, or to none."""
        if run is self._run:
            return
        self._let_go()
        if run is not None:
            self._run = run
            run.progressed.connect(self._on_progress)
            run.finished.connect(self._on_finished)
            run.failed.connect(self._on_failed)

    def pause(self) -> None:
        """Ask the work to stop at its next safe point."""
        if self._run is not None:
            self.is_pausing = True
            self._run.cancel()

    def _let_go(self) -> None:
        run, self._run = self._run, None
        self.progress, self.is_pausing, self._is_new = None, False, False
        if run is not None:
            run.progressed.disconnect(self._on_progress)
            run.finished.disconnect(self._on_finished)
            run.failed.disconnect(self._on_failed)

    def _on_progress(self, event: Event) -> None:
        if isinstance(event, SendingProgress):
            self.progress = event
            self._is_new = True
            if not self._rest.isActive():
                self._tell()

    def _tell(self) -> None:
        if self._is_new:
            self._is_new = False
            self._rest.start()
            self.changed.emit()

    def _on_finished(self, _event: Event) -> None:
        self._let_go()
        self.ended.emit()

    def _on_failed(self, event: Failed) -> None:
        self._let_go()
        self.failed.emit(event.error)
