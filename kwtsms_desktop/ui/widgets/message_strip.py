"""What happened, why, and one action: shown in place, above the content, instead of a pop-up."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QMargins, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.theme import soft_colour
from kwtsms_desktop.ui.tokens import RADIUS, Role
from kwtsms_desktop.ui.widgets.buttons import icon_button, quiet_button
from kwtsms_desktop.ui.widgets.labels import IconLabel, label
from kwtsms_desktop.ui.widgets.painting import paint_box


class MessageKind(StrEnum):
    """How much a message matters."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


_LOOKS = {
    MessageKind.INFO: (Glyph.INFO, Role.INFO),
    MessageKind.SUCCESS: (Glyph.SUCCESS, Role.SUCCESS),
    MessageKind.WARNING: (Glyph.WARNING, Role.WARNING),
    MessageKind.DANGER: (Glyph.DANGER, Role.DANGER),
}


class MessageStrip(QWidget):
    """One message at a time; hidden while there is none.

    Signals:
        dismissed(): the user closed the message.
    """

    dismissed = Signal()

    def __init__(self, inset: QMargins | None = None) -> None:
        """Make a hidden strip; ``inset`` is clear room around it, which comes and goes with it."""
        super().__init__()
        self._inset = inset or QMargins()
        self._role = Role.INFO
        self._on_action: Callable[[], object] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel(Glyph.INFO, Role.INFO)
        self._text = label("", wrap=True, selectable=True)
        self._action = quiet_button("")
        self._action.clicked.connect(self._on_action_clicked)
        self._close = icon_button(Glyph.CLOSE, _("Close this message"))
        self._close.clicked.connect(self._on_closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(self._inset + QMargins(16, 6, 8, 6))
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def show_message(
        self,
        kind: MessageKind,
        text: str,
        action_text: str | None = None,
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show a message in place of the last one.

        Args:
            kind: colour and icon.
            text: one or two sentences: what happened, why.
            action_text: label of the one button; None for none.
            on_action: called when it is pressed; the message stays until it is replaced or cleared.
        """
        glyph, self._role = _LOOKS[kind]
        self._icon.set_icon(glyph, self._role)
        self._text.setText(text)
        self._action.setText(action_text or "")
        self._action.setVisible(bool(action_text))
        self._on_action = on_action
        self.setAccessibleName(text)
        self.show()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._on_action = None
        self.hide()

    def text(self) -> str:
        """The sentence on show; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def action_button(self) -> QWidget:
        """The button of the action, for tests."""
        return self._action

    def _on_action_clicked(self) -> None:
        if self._on_action is not None:
            self._on_action()

    def _on_closed(self) -> None:
        self.clear()
        self.dismissed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the soft ground."""
        painter = QPainter(self)
        paint_box(
            painter, QRectF(self.rect().marginsRemoved(self._inset)), RADIUS, fill=soft_colour(self._role)
        )
