"""How a cell of a table is drawn and corrected: icon, value in its own direction, a reason above it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPen,
    QStaticText,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from kwtsms_desktop.ui.direction import direction_of_language, direction_of_text
from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.models.columns import LOOK_ROLE, CellLook, as_tip
from kwtsms_desktop.ui.models.paged import GLYPH_ROLE, LTR_ROLE, MARK_ROLE, REASON_ROLE
from kwtsms_desktop.ui.theme import colour, current_tokens, font
from kwtsms_desktop.ui.tokens import Role, Tokens

_EDGE = 12
_ICON = 16
_GAP = 8
_MARK = 14
_EDITOR_HEIGHT = 32
_MOST_LINES = 4000  # laid-out texts that are kept
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value

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
        self._lines: dict[tuple[str, str, int, bool, bool], QStaticText] = {}
        self._tokens: Tokens | None = None
        self._inks: dict[Role, QColor] = {}

    def forget_fonts(self) -> None:
        """The font of the program changed."""
        self._fonts.clear()
        self._lines.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw a cell."""
        rect, state = option.rect, option.state.value
        is_rtl = option.direction is Qt.LayoutDirection.RightToLeft
        self._paint_ground(painter, rect, index.row(), is_selected=bool(state & _SELECTED))
        look = index.data(LOOK_ROLE)
        if isinstance(look, CellLook):
            role = look.role or Role.TEXT
            room = rect.adjusted(_EDGE, 0, -_EDGE, 0)
            if look.glyph is not None:
                room = self._paint_glyph(painter, room, look.glyph, role, is_rtl=is_rtl)
            if look.is_marked:
                room = self._paint_mark(painter, room, is_rtl=is_rtl)
            self._paint_words(painter, room, look, role, is_rtl=is_rtl)
        if state & _FOCUSED:
            painter.setPen(QPen(QColor(current_tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt: the field in which a value is corrected, in the direction of what is in it."""
        field = QLineEdit(parent)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "0a")
        is_ltr = bool(index.data(LTR_ROLE))
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight if is_ltr else direction_of_text(text))
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        field.setAccessibleName(str(heading or ""))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Qt: start from the value as it is, without isolates; what was typed meanwhile is left alone."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Qt: in the cell; in a row of two lines not higher than one needs."""
        rect: QRect = option.rect
        spare = max(0, rect.height() - _EDITOR_HEIGHT) // 2
        editor.setGeometry(rect.adjusted(0, spare, 0, -spare))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Qt: hand the new value over."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Qt: what a cell tells who points at it; of one that only was cut, the whole text."""
        if event.type() is not QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "") or as_tip(self._cut_text(option.rect, index))
        if tip:
            QToolTip.showText(event.globalPos(), tip, view.viewport(), option.rect)
        else:
            QToolTip.hideText()
        return True

    def _cut_text(self, rect: QRect, index: Index) -> str:
        """Reason and value, where one of them has less room than it needs; else nothing."""
        taken = _EDGE * 2
        taken += _ICON + _GAP if index.data(GLYPH_ROLE) else 0
        taken += _MARK + _GAP if index.data(MARK_ROLE) else 0
        reason, value = str(index.data(REASON_ROLE) or ""), str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = rect.width() - taken
        is_cut = self._font("caption")[1].horizontalAdvance(reason) > room
        is_cut = is_cut or self._font("body")[1].horizontalAdvance(value) > room
        return "\n".join(part for part in (reason, value) if part) if is_cut else ""

    def _paint_ground(self, painter: QPainter, rect: QRect, row: int, *, is_selected: bool) -> None:
        tokens = current_tokens()
        if is_selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        elif row == self.hovered_row:
            painter.fillRect(rect, QColor(tokens.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.border))

    def _paint_glyph(
        self, painter: QPainter, room: QRect, glyph: Glyph, role: Role, *, is_rtl: bool
    ) -> QRect:
        """Draw the icon at the start edge; returns the room that is left."""
        x = room.right() + 1 - _ICON if is_rtl else room.left()
        box = QRectF(x, room.center().y() + 0.5 - _ICON / 2, _ICON, _ICON)
        paint_icon(painter, box, glyph, self._ink(role), is_rtl=is_rtl)
        taken = _ICON + _GAP
        return room.adjusted(0, 0, -taken, 0) if is_rtl else room.adjusted(taken, 0, 0, 0)

    def _paint_mark(self, painter: QPainter, room: QRect, *, is_rtl: bool) -> QRect:
        """Draw the pencil of a changed cell at its end edge; returns the room that is left."""
        x = room.left() if is_rtl else room.right() + 1 - _MARK
        box = QRectF(x, room.center().y() + 0.5 - _MARK / 2, _MARK, _MARK)
        paint_icon(painter, box, Glyph.EDIT, self._ink(Role.ACCENT), is_rtl=is_rtl)
        taken = _MARK + _GAP
        return room.adjusted(taken, 0, 0, 0) if is_rtl else room.adjusted(0, 0, -taken, 0)

    def _paint_words(
        self, painter: QPainter, room: QRect, look: CellLook, role: Role, *, is_rtl: bool
    ) -> None:
        ink = self._ink(Role.MUTED if role is Role.MUTED else Role.TEXT)
        if not look.reason:
            self._paint_line(painter, room, look.text, "body", ink, is_rtl=is_rtl)
            return
        upper, lower = QRect(room), QRect(room)
        upper.setBottom(room.top() + room.height() // 2 - 1)
        lower.setTop(upper.bottom() - 1)
        above = upper.adjusted(0, 3, 0, 0)
        self._paint_line(painter, above, look.reason, "caption", self._ink(role), is_rtl=is_rtl, is_ours=True)
        self._paint_line(painter, lower.adjusted(0, 0, 0, -3), look.text, "body", ink, is_rtl=is_rtl)

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
        if not text:
            return
        key = (text, kind, room.width(), is_rtl, is_ours)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            line = self._lines[key] = self._lay_out(text, kind, room.width(), is_rtl=is_rtl, is_ours=is_ours)
        painter.setFont(self._font(kind)[0])
        painter.setPen(ink)
        spare = room.height() - line.size().height()
        painter.drawStaticText(QPointF(room.left(), room.top() + spare / 2), line)

    def _lay_out(self, text: str, kind: str, width: int, *, is_rtl: bool, is_ours: bool) -> QStaticText:
        """Cut and place the letters: most of the work of painting, and the same at every scrolled pixel."""
        face, metrics = self._font(kind)
        # A line break in a spreadsheet cell must not push the rest out of sight.
        shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        layout = QTextOption(edge | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextDirection(_direction(shown, is_ours=is_ours))
        layout.setWrapMode(QTextOption.WrapMode.NoWrap)
        line = QStaticText(shown)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setTextOption(layout)
        line.setTextWidth(width)
        line.prepare(QTransform(), face)
        return line

    def _ink(self, role: Role) -> QColor:
        """A colour of the scheme in use, made once."""
        if self._tokens is not current_tokens():
            self._tokens = current_tokens()
            self._inks.clear()
        if role not in self._inks:
            self._inks[role] = colour(role)
        return self._inks[role]

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
