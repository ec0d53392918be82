"""A quiet line that says what is going on, how far it is, and lets the user stop it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.theme import current_tokens
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.labels import ElidedLabel
from kwtsms_desktop.ui.widgets.painting import paint_box, placed

_APPEARS_AFTER_MS = 400  # short work does not flash
_FRAME_MS = 40
_SWEEP_FRAMES = 40
_THICKNESS = 4


class BusyLine(QWidget):
    """Text, progress and *Cancel*.

    Appears only when work takes longer than 0.4 s.

    Signals:
        cancel_requested(): the user wants it to stop; the button is disabled until the next ``start``.
    """

    cancel_requested = Signal()

    def __init__(self, *, can_cancel: bool = True, keeps_room: bool = True) -> None:
        """Make a hidden line.

        Args:
            can_cancel: whether there is a *Cancel* button.
            keeps_room: whether its room stays empty while it is hidden, so that nothing below it jumps.
        """
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(keeps_room)
        self.setSizePolicy(policy)
        self._text = ElidedLabel("", "muted")
        self._cancel = quiet_button(_("Cancel"))
        self._cancel.setVisible(can_cancel)
        self._cancel.clicked.connect(self._on_cancel)
        self._bar = ProgressLine()
        top = QHBoxLayout()
        top.addWidget(self._text, 1)
        top.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._bar)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_APPEARS_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def start(self, text: str) -> None:
        """Say what is going on; nobody knows yet how far it is."""
        self.set_text(text)
        self._cancel.setEnabled(True)
        self._bar.set_progress(0, None)
        if self.isHidden():
            self._delay.start()

    def set_text(self, text: str) -> None:
        """Say something else about the same work."""
        self._text.set_text(text)
        self.setAccessibleName(text)

    def set_progress(self, done: int, total: int | None) -> None:
        """How far it is: ``done`` of ``total`` units, or None while nobody knows the total."""
        self._bar.set_progress(done, total)

    def stop(self) -> None:
        """It is over."""
        self._delay.stop()
        self.hide()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_requested.emit()


class ProgressLine(QWidget):
    """A thin line, filled from the start edge; a short piece wanders along it while the total is unknown."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_THICKNESS)
        self._share: float | None = None
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    def set_progress(self, done: int, total: int | None) -> None:
        """``done`` of ``total`` units; None while nobody knows the total."""
        self._share = None if total is None else min(1.0, done / total) if total else 1.0
        if self._share is None and self.isVisible():
            self._timer.start()
        elif self._share is not None:
            self._timer.stop()
        self.setAccessibleDescription("" if self._share is None else f"{self._share:.0%}")
        self.update()

    def _on_frame(self) -> None:
        self._frame = (self._frame + 1) % _SWEEP_FRAMES
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: track and fill."""
        tokens = current_tokens()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), _THICKNESS / 2, fill=QColor(tokens.border))
        start, width = 0.0, self.width() * (self._share or 0.0)
        if self._share is None:
            width = self.width() / 4
            start = (self.width() + width) * self._frame / _SWEEP_FRAMES - width
        if width > 0:
            painter.setClipRect(self.rect())
            paint_box(painter, placed(self, start, width), _THICKNESS / 2, fill=QColor(tokens.accent))

    def showEvent(self, _event: QShowEvent) -> None:
        """Qt: move only while seen."""
        if self._share is None:
            self._timer.start()

    def hideEvent(self, _event: QHideEvent) -> None:
        """Qt: rest while unseen."""
        self._timer.stop()
