"""What the hand-painted widgets share: round boxes, focus rings, and a button that paints itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from kwtsms_desktop.ui.theme import current_tokens


def is_mirrored(widget: QWidget) -> bool:
    """Whether the widget is laid out from right to left."""
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def placed(widget: QWidget, start: float, width: float, *, top: float = 0.0, height: float = -1.0) -> QRectF:
    """A rectangle given from the widget's start edge, in the widget's own coordinates.

    Args:
        widget: what is painted.
        start: distance from the start edge (left in English, right in Arabic).
        width: of the rectangle.
        top: distance from the top.
        height: of the rectangle; the widget's where it is negative.
    """
    x = widget.width() - start - width if is_mirrored(widget) else start
    return QRectF(x, top, width, widget.height() - top if height < 0 else height)


def paint_box(
    painter: QPainter, box: QRectF, radius: float, *, fill: QColor | None = None, edge: QColor | None = None
) -> None:
    """A box with round corners. Its edge lies inside ``box``, one pixel wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if edge is not None else box, radius, radius)


def paint_line(painter: QPainter, widget: QWidget, box: QRectF, text: str, font: QFont, ink: QColor) -> None:
    """One line of text at the start edge of ``box``, vertically in its middle, cut with an ellipsis."""
    painter.setFont(font)
    painter.setPen(ink)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    edge = Qt.AlignmentFlag.AlignRight if is_mirrored(widget) else Qt.AlignmentFlag.AlignLeft
    painter.drawText(
        box,
        edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine,
        shown,
    )


def share_tab_stop(buttons: Iterable[QPushButton], chosen: QPushButton | None) -> None:
    """Let Tab enter a group of buttons at the chosen one, or the first; arrow keys move inside it."""
    for button in buttons:
        is_stop = chosen is None or button is chosen
        chosen = chosen or button
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)


_BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class PaintedButton(QPushButton):
    """A button that is drawn by its subclass and told apart from the style sheet's buttons.

    Keyboard, mouse and screen readers find an ordinary push button. Subclasses give ``sizeHint`` and
    ``paint_content``; the focus ring is drawn here, only where the keyboard brought the focus.
    """

    ring_radius = 8.0

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "painted")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._shows_focus = False

    def paint_content(self, painter: QPainter) -> None:
        """Draw everything but the focus ring."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_content(painter)
        if self._shows_focus and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(current_tokens().accent), 2))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), self.ring_radius, self.ring_radius
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is for those who came by keyboard."""
        self._shows_focus = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Qt: what is painted does not shrink."""
        return self.sizeHint()
