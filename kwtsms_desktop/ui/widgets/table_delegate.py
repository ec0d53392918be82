"""How a cell of a table is drawn: icon, value in its own direction, and a reason above the value."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kwtsms_desktop.ui.direction import direction_of_language, direction_of_text
from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.models.paged import COLOUR_ROLE, GLYPH_ROLE, REASON_ROLE
from kwtsms_desktop.ui.theme import colour, current_tokens, font
from kwtsms_desktop.ui.tokens import Role

_EDGE = 12
_ICON = 16
_GAP = 8

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws one cell. Ground by row (hovered, selected), everything else by the roles of ``models.paged``.

    Attributes:
        hovered_row: the row under the pointer, -1 for none.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._fonts: dict[str, tuple[QFont, QFontMetrics]] = {}

    def forget_fonts(self) -> None:
        """The font of the program changed."""
        self._fonts.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw a cell."""
        rect, state = option.rect, option.state
        is_rtl = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        self._paint_ground(painter, rect, index.row(), state)
        ink_role = index.data(COLOUR_ROLE)
        role = Role(ink_role) if ink_role else Role.TEXT
        room = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        glyph = index.data(GLYPH_ROLE)
        if glyph:
            room = self._paint_glyph(painter, room, Glyph(glyph), role, is_rtl=is_rtl)
        self._paint_words(painter, room, index, role, is_rtl=is_rtl)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(current_tokens().accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt: the field in which a value is corrected, in the direction of what is in it."""
        field = QLineEdit(parent)
        field.setLayoutDirection(direction_of_text(str(index.data(Qt.ItemDataRole.EditRole) or "0a")))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Qt: start from the value as it is, without isolates."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Qt: hand the new value over."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def _paint_ground(self, painter: QPainter, rect: QRect, row: int, state: QStyle.StateFlag) -> None:
        tokens = current_tokens()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        elif row == self.hovered_row:
            painter.fillRect(rect, QColor(tokens.hover))
        painter.setPen(QColor(tokens.border))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _paint_glyph(
        self, painter: QPainter, room: QRect, glyph: Glyph, role: Role, *, is_rtl: bool
    ) -> QRect:
        """Draw the icon at the start edge; returns the room that is left."""
        x = room.right() + 1 - _ICON if is_rtl else room.left()
        box = QRectF(x, room.center().y() + 0.5 - _ICON / 2, _ICON, _ICON)
        paint_icon(painter, box, glyph, colour(role), is_rtl=is_rtl)
        taken = _ICON + _GAP
        return room.adjusted(0, 0, -taken, 0) if is_rtl else room.adjusted(taken, 0, 0, 0)

    def _paint_words(self, painter: QPainter, room: QRect, index: Index, role: Role, *, is_rtl: bool) -> None:
        reason = index.data(REASON_ROLE)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        ink = colour(Role.MUTED if role is Role.MUTED else Role.TEXT)
        if not reason:
            self._paint_line(painter, room, text, "body", ink, is_rtl=is_rtl)
            return
        upper, lower = QRect(room), QRect(room)
        upper.setBottom(room.top() + room.height() // 2 - 1)
        lower.setTop(upper.bottom() - 1)
        above = upper.adjusted(0, 4, 0, 0)
        self._paint_line(painter, above, reason, "caption", colour(role), is_rtl=is_rtl, is_ours=True)
        self._paint_line(painter, lower.adjusted(0, 0, 0, -4), text, "body", ink, is_rtl=is_rtl)

    def _paint_line(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        kind: str,
        ink: QColor,
        *,
        is_rtl: bool,
        is_ours: bool = False,
    ) -> None:
        """One line at the start edge of the window's direction.

        Written in the direction of its letters, or of the program's language where the words are ours.
        """
        # A line break in a spreadsheet cell must not push the rest out of sight.
        face, metrics = self._font(kind)
        shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width())
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        layout = QTextOption(edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextDirection(_direction(shown, is_ours=is_ours))
        layout.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.setFont(face)
        painter.setPen(ink)
        painter.drawText(QRectF(room), shown, layout)

    def _font(self, kind: str) -> tuple[QFont, QFontMetrics]:
        if kind not in self._fonts:
            face = font(kind)
            self._fonts[kind] = face, QFontMetrics(face)
        return self._fonts[kind]


def _direction(text: str, *, is_ours: bool) -> Qt.LayoutDirection:
    """Our words follow the language, data its own letters; what has none ("-5") is read left to right."""
    if is_ours:
        return direction_of_language()
    has_letters = any(character.isalpha() for character in text)
    return direction_of_text(text) if has_letters else Qt.LayoutDirection.LeftToRight
