"""A large place to drop a file on, with buttons for those who do not drag."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.theme import current_tokens
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.labels import IconLabel, label


class DropArea(QWidget):
    """Takes one file from the desktop. What is in it is not looked at here.

    Signals:
        file_dropped(Path): a file was dropped; of several the first.
    """

    file_dropped = Signal(Path)

    def __init__(self, sentence: str, hint: str = "", glyph: Glyph = Glyph.UPLOAD) -> None:
        """Make the area.

        Args:
            sentence: what to do ("Drop an Excel or CSV file here").
            hint: a quiet line under it (kinds of files); may be empty.
            glyph: the picture.
        """
        super().__init__()
        self._is_hovered = False
        self.setAcceptDrops(True)
        self.setAccessibleName(sentence)
        self.setMinimumHeight(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(IconLabel(glyph, Role.ACCENT, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, kind in ((sentence, "headline"), (hint, "muted")):
            if text:
                words = label(text, kind, wrap=True)
                words.centre()
                column.addWidget(words)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch()
        self._buttons.addStretch()
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch()

    def add_button(self, button: QWidget) -> None:
        """One more button in the row under the sentence."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: something is carried over; files are welcome."""
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._set_hovered(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Qt: it was carried away again."""
        self._set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: it was dropped."""
        self._set_hovered(False)
        file = file_in(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(file)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the dashed outline; filled while a file is carried over it."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(
            QColor(tokens.accent if self._is_hovered else tokens.outline), 2 if self._is_hovered else 1.5
        )
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.accent_soft if self._is_hovered else tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)

    def _set_hovered(self, is_hovered: bool) -> None:
        self._is_hovered = is_hovered
        self.update()


def file_in(data: QMimeData) -> Path | None:
    """The first file of this computer among what is carried or lies on the clipboard; None without one."""
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)
