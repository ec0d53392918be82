"""A state in a word: icon, word and colour, never the colour alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import colour, current_tokens, set_kind, soft_colour
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.labels import Label
from kwtsms_desktop.ui.widgets.painting import is_mirrored, paint_box, placed

_SIDE = 16  # of the icon
_EDGE = 8
_GAP = 6


class Badge(Label):
    """An icon and a short text on a soft (or, with an ``ON_`` role, solid) ground; wraps if it is told to."""

    def __init__(self, text: str, glyph: Glyph | None, role: Role) -> None:
        super().__init__(text)
        self._glyph = glyph
        self._role = role
        self._keep_room_for_icon()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setProperty("badge", True)
        set_kind(self, role.value)

    def set_state(self, text: str, glyph: Glyph | None, role: Role) -> None:
        """Show another state; without an icon only where there is no room for one."""
        self._glyph = glyph
        self._role = role
        self._keep_room_for_icon()
        self.setText(text)
        set_kind(self, role.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: ground and icon, then the text."""
        painter = QPainter(self)
        edge = QColor(current_tokens().test_border) if self._role is Role.TEST else None
        paint_box(painter, QRectF(self.rect()), 6, fill=soft_colour(self._role), edge=edge)
        if self._glyph is not None:
            top = self.contentsMargins().top() + (self.fontMetrics().height() - _SIDE) / 2
            box = placed(self, _EDGE, _SIDE, top=top, height=_SIDE)
            paint_icon(painter, box, self._glyph, colour(self._role), is_rtl=is_mirrored(self))
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the icon moves to the other edge with the layout direction."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._keep_room_for_icon()

    def _keep_room_for_icon(self) -> None:
        start, end = (_EDGE + _SIDE + _GAP, _EDGE) if self._glyph is not None else (4, 4)
        if is_mirrored(self):
            start, end = end, start
        self.setContentsMargins(start, 4, end, 4)
