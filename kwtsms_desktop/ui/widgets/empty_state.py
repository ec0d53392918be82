"""What stands where there is nothing yet: one picture, one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import colour, soft_colour
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import primary_button
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.painting import is_mirrored, paint_box

_WIDTH = 440
_DISC = 88
_ICON = 40


class EmptyState(QWidget):
    """Icon, sentence and at most one button, in the middle of the room there is.

    Attributes:
        button: the button, None where there is none.

    Signals:
        activated(): the button was pressed.
    """

    activated = Signal()

    def __init__(self, glyph: Glyph, sentence: str, button_text: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(_Picture(glyph), 0, Qt.AlignmentFlag.AlignHCenter)
        words = label(sentence, "headline", wrap=True)
        words.centre()
        words.setFixedWidth(_WIDTH)
        # Between stretches and not with an alignment: Qt gives an aligned widget no height for its width.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(words)
        row.addStretch()
        column.addLayout(row)
        self.button: QPushButton | None = None
        if button_text:
            self.button = primary_button(button_text)
            self.button.clicked.connect(self.activated)
            column.addSpacing(8)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class _Picture(QWidget):
    """The icon on a soft disc."""

    def __init__(self, glyph: Glyph) -> None:
        super().__init__()
        self._glyph = glyph
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: disc and icon."""
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), _DISC / 2, fill=soft_colour(Role.ACCENT))
        edge = (_DISC - _ICON) / 2
        box = QRectF(edge, edge, _ICON, _ICON)
        paint_icon(painter, box, self._glyph, colour(Role.ACCENT), is_rtl=is_mirrored(self))
