"""Texts and icons that are only looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import colour, set_kind
from kwtsms_desktop.ui.tokens import Role


def label(text: str, kind: str = "", *, wrap: bool = False, selectable: bool = False) -> Label:
    """A plain-text label.

    Args:
        text: what it says. Never read as HTML, whatever a spreadsheet cell contains.
        kind: ``title``, ``headline``, ``strong``, ``caption``, ``muted`` or the name of a ``Role``; empty
            for body text.
        wrap: whether it may take several lines. Sentences wrap, headings of columns do not.
        selectable: whether the user can mark and copy it.
    """
    made = Label(text)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    if kind:
        set_kind(made, kind)
    return made


class Label(QLabel):
    """Text at the start edge of the window's direction, in the direction of its own letters.

    A bare ``QLabel`` aligns by its letters: English in an Arabic window would stand at the wrong edge.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._is_centred = False
        self._align()

    def centre(self, is_centred: bool = True) -> None:
        """Stand in the middle, or at the start edge again."""
        self._is_centred = is_centred
        self._align()

    def _align(self) -> None:
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        across = Qt.AlignmentFlag.AlignHCenter if self._is_centred else edge | Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the start edge is the other one now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()


class ElidedLabel(Label):
    """One line that ends in an ellipsis where there is no room; the whole text is its tool tip.

    For texts of unknown length from outside: file names, account names, headings of columns.
    """

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._whole = ""
        if kind:
            set_kind(self, kind)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def whole_text(self) -> str:
        """The text as it was given."""
        return self._whole

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as much text as now fits."""
        super().resizeEvent(event)
        self._elide()

    def sizeHint(self) -> QSize:
        """Qt: room for the whole text, if there is."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().sizeHint().height())


class IconLabel(QWidget):
    """An icon on its own. A word stands beside it, or it gets an accessible name."""

    def __init__(self, glyph: Glyph, role: Role = Role.TEXT, side: int = 20) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role
        self.setFixedSize(side, side)

    def set_icon(self, glyph: Glyph, role: Role) -> None:
        """Show another icon."""
        self._glyph = glyph
        self._role = role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the icon."""
        painter = QPainter(self)
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_icon(painter, QRectF(self.rect()), self._glyph, colour(self._role), is_rtl=is_rtl)
