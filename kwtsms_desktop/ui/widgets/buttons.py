"""Buttons, by how much they matter.

A page has one primary button, which says what happens and to how many ("Send to 1,150 people"). Everything
else is secondary or quiet; danger is for what cannot be undone.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QStylePainter, QToolButton

from kwtsms_desktop.ui.icons import Glyph, icon, paint_icon
from kwtsms_desktop.ui.theme import colour, set_kind
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.painting import is_mirrored

_ICON = QSize(18, 18)
_ICON_BESIDE_TEXT = QSize(22, 18)  # the icon stands at its start edge, which parts it from the text


def primary_button(text: str, glyph: Glyph | None = None) -> QPushButton:
    """The one button of a page that takes the user on."""
    return _button(text, "primary", glyph, Role.ON_ACCENT)


def secondary_button(text: str, glyph: Glyph | None = None) -> QPushButton:
    """An ordinary button."""
    return _button(text, "secondary", glyph, Role.TEXT)


def quiet_button(text: str, glyph: Glyph | None = None) -> QPushButton:
    """A button that looks like a link: for the way less often taken."""
    return _button(text, "quiet", glyph, Role.ACCENT)


def danger_button(text: str, glyph: Glyph | None = None) -> QPushButton:
    """A button for what cannot be undone."""
    return _button(text, "danger", glyph, Role.DANGER)


def icon_button(glyph: Glyph, name: str, role: Role = Role.MUTED) -> QToolButton:
    """A small button without a word.

    Args:
        glyph: what it shows.
        name: what it does; its tool tip, and what a screen reader says.
        role: colour of the icon.
    """
    made = QToolButton()
    made.setIcon(icon(glyph, role))
    made.setIconSize(_ICON)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    set_kind(made, "icon")
    return made


class MenuButton(QPushButton):
    """A button that opens a menu, with a chevron at its end edge."""

    _chevron = 14

    def __init__(self, text: str, menu: QMenu, kind: str = "secondary") -> None:
        super().__init__(text)
        set_kind(self, kind)
        self.setMenu(menu)

    def sizeHint(self) -> QSize:
        """Qt: the text and the chevron."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._chevron, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: nothing of it is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the button."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        room = self._chevron + 4
        option.rect = (
            self.rect().adjusted(room, 0, 0, 0) if is_mirrored(self) else self.rect().adjusted(0, 0, -room, 0)
        )
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        self._paint_chevron(painter)

    def _paint_chevron(self, painter: QPainter) -> None:
        side = self._chevron
        x = 10 if is_mirrored(self) else self.width() - side - 10
        box = QRect(x, (self.height() - side) // 2, side, side)
        role = Role.MUTED if self.property("kind") == "secondary" else Role.ACCENT
        paint_icon(painter, QRectF(box), Glyph.DOWN, colour(role), is_rtl=False)


def _button(text: str, kind: str, glyph: Glyph | None, role: Role) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    if glyph is not None:
        made.setIcon(icon(glyph, role))
        made.setIconSize(_ICON_BESIDE_TEXT)
    set_kind(made, kind)
    return made
