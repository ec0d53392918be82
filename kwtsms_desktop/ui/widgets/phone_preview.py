"""A message as the phone shows it: the sender on top, the text in its own direction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.theme import current_tokens, font
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, IconLabel
from kwtsms_desktop.ui.widgets.painting import paint_box, placed
from kwtsms_desktop.ui.widgets.scrolling import scrolled

_WIDTH = 320
_EDGE = 14
_SCREEN_RADIUS = 24


class PhonePreview(QWidget):
    """A phone's screen with one message; long messages scroll, as they do on a phone."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(240, 240)
        self.setMaximumWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(6)
        column.addWidget(IconLabel(Glyph.ACCOUNT, Role.MUTED, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sender = ElidedLabel("", "strong")
        self._sender.centre()
        column.addWidget(self._sender)
        self._bubble = _Bubble()
        scroll = scrolled(self._bubble)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, 1)

    def set_message(self, sender: str, text: str, segments: Sequence[str] = ()) -> None:
        """Show a message.

        Args:
            sender: the sender ID; empty while none is chosen.
            text: the finished text; empty shows where it will appear.
            segments: the text cut where the network cuts it. Given, every second piece is tinted, so that the
                borders can be seen; empty for the message as the phone shows it.
        """
        self._sender.set_text(isolate_ltr(sender) if sender else _("No sender yet"))
        self._bubble.set_text(text, segments)
        self.setAccessibleName(_("Message from {sender}").format(sender=sender))
        self.setAccessibleDescription(text)

    def bubble(self) -> QWidget:
        """The bubble, for tests of its place."""
        return self._bubble

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the screen of the phone."""
        tokens = current_tokens()
        painter = QPainter(self)
        ground, edge = QColor(tokens.sunken), QColor(tokens.border)
        paint_box(painter, QRectF(self.rect()), _SCREEN_RADIUS, fill=ground, edge=edge)


class _Bubble(QWidget):
    """The text on a round ground at the start edge, as a received message."""

    def __init__(self) -> None:
        super().__init__()
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self._text = ""
        self._segments: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str, segments: Sequence[str]) -> None:
        """Show a text, with or without its segments."""
        self._text = text
        self._segments = tuple(segments) if len(segments) > 1 else ()
        self._document.setDefaultFont(font())
        self._document.setPlainText(text or _("Your message appears here"))
        self.updateGeometry()
        self.update()

    def box(self) -> QRectF:
        """Where the bubble is drawn."""
        width = self._text_width(self.width()) + 2 * _EDGE
        return placed(self, 4, width, top=4, height=self._document.size().height() + 2 * _EDGE - 8)

    def hasHeightForWidth(self) -> bool:
        """Qt: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: the height the text needs at a width."""
        self._text_width(width)
        return round(self._document.size().height()) + 2 * _EDGE + 4

    def sizeHint(self) -> QSize:
        """Qt: as high as the text is at the present width."""
        return QSize(_WIDTH - 24, self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: ground and text."""
        tokens = current_tokens()
        box = self.box()
        painter = QPainter(self)
        paint_box(painter, box, 16, fill=QColor(tokens.raised if self._text else tokens.neutral_soft))
        self._tint_segments()
        painter.translate(box.left() + _EDGE, box.top() + _EDGE - 4)
        context = QAbstractTextDocumentLayout.PaintContext()
        ink = QColor(tokens.text if self._text else tokens.muted)
        context.palette.setColor(QPalette.ColorRole.Text, ink)
        self._document.documentLayout().draw(painter, context)

    def _text_width(self, width: int) -> float:
        """Lay the text out in at most ``width``; returns the width it takes."""
        most = max(80, width - 2 * _EDGE - 24)
        self._document.setTextWidth(-1)
        natural = self._document.idealWidth()
        self._document.setTextWidth(min(float(most), natural))
        return self._document.textWidth()

    def _tint_segments(self) -> None:
        """Tint every second segment in the colours of the scheme in use."""
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())
        tint = QTextCharFormat()
        tint.setBackground(QColor(current_tokens().accent_soft))
        start = 0
        for number, segment in enumerate(self._segments):
            end = start + _utf16_length(segment)
            if number % 2:
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(tint)
            start = end


def _utf16_length(text: str) -> int:
    """Length in UTF-16 units, in which Qt counts positions."""
    return len(text.encode("utf-16-le")) // 2
