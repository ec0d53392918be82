"""The side bar: the pages, and the account at its foot. Collapses to icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import current_tokens, font, set_kind
from kwtsms_desktop.ui.tokens import RADIUS
from kwtsms_desktop.ui.widgets.account_chip import AccountChip
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.painting import (
    PaintedButton,
    is_mirrored,
    paint_box,
    paint_line,
    placed,
    share_tab_stop,
)

_WIDTH = 264
_NARROW_WIDTH = 80
_EDGE = 12
_ICON = 20
_GAP = 12
_HEIGHT = 40
_MARK = 32


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the side bar.

    Attributes:
        key: which page it leads to.
        text: its words.
        glyph: its icon.
        is_main: whether it is the one most people came for; drawn with an outline.
        shortcut: its key as the user reads it ("Ctrl+1"), for the tool tip; may be empty.
    """

    key: str
    text: str
    glyph: Glyph
    is_main: bool = False
    shortcut: str = ""


class SideBar(QWidget):
    """Entries from the top, the account chip at the foot.

    Attributes:
        account: the chip.

    Signals:
        page_chosen(str): the user wants this page.
    """

    page_chosen = Signal(str)

    def __init__(self, program: str, entries: Sequence[NavEntry]) -> None:
        """Make the bar, with the program's name at the top and the pages under it."""
        super().__init__()
        self.setObjectName("sideBar")
        self._program = label(program, "headline")
        self._mark = _Mark(program)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _NavButton] = {}
        self.account = AccountChip()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(self._program, 1)
        self._column.addLayout(head)
        self._column.addSpacing(16)
        for entry in entries:
            self._add(entry)
        self._column.addStretch()
        line = QFrame()
        set_kind(line, "line")
        self._column.addWidget(line)
        self._column.addSpacing(8)
        self._column.addWidget(self.account)
        self._is_narrow = False
        self.set_narrow(False)

    @property
    def is_narrow(self) -> bool:
        """Whether it is collapsed to icons."""
        return self._is_narrow

    def set_narrow(self, is_narrow: bool) -> None:
        """Collapse to icons, or open."""
        self._is_narrow = is_narrow
        self.setFixedWidth(_NARROW_WIDTH if is_narrow else _WIDTH)
        side = 8 if is_narrow else 12
        self._column.setContentsMargins(side, 20, side, 16)
        self._program.setVisible(not is_narrow)
        for button in self._buttons.values():
            button.set_narrow(is_narrow)
        self.account.set_narrow(is_narrow)

    def select(self, key: str) -> None:
        """Light up a page's entry; none where the key has no entry of its own."""
        button = self._buttons.get(key)
        share_tab_stop(self._buttons.values(), button)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def button(self, key: str) -> PaintedButton:
        """The button of a page, for tests."""
        return self._buttons[key]

    def _add(self, entry: NavEntry) -> None:
        button = _NavButton(entry)
        button.clicked.connect(self._on_clicked)
        self._group.addButton(button)
        self._buttons[entry.key] = button
        self._column.addWidget(button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _NavButton):
            self.page_chosen.emit(button.entry.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the ground and a hairline towards the page."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        painter.fillRect(placed(self, self.width() - 1, 1), QColor(tokens.border))


class _Mark(QWidget):
    """The program's mark: a speech bubble on the accent colour."""

    def __init__(self, program: str) -> None:
        super().__init__()
        self.setAccessibleName(program)
        self.setMinimumSize(_MARK, _MARK)
        self.setFixedHeight(_MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the mark in the middle."""
        tokens = current_tokens()
        painter = QPainter(self)
        box = QRectF((self.width() - _MARK) / 2, 0, _MARK, _MARK)
        paint_box(painter, box, RADIUS, fill=QColor(tokens.accent))
        inner = box.adjusted(6, 6, -6, -6)
        paint_icon(painter, inner, Glyph.BRAND, QColor(tokens.on_accent), is_rtl=is_mirrored(self))


class _NavButton(PaintedButton):
    """Icon and words; a bar at the start edge marks the present page."""

    ring_radius = RADIUS

    def __init__(self, entry: NavEntry) -> None:
        super().__init__(entry.text)
        self.setCheckable(True)
        self.entry = entry
        self._is_narrow = False

    def set_narrow(self, is_narrow: bool) -> None:
        """Show only the icon, with the words as tool tip."""
        self._is_narrow = is_narrow
        words = [self.entry.text] if is_narrow else []
        self.setToolTip(" · ".join([*words, self.entry.shortcut] if self.entry.shortcut else words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Qt: icon and words."""
        if self._is_narrow:
            return QSize(_HEIGHT, _HEIGHT)
        words = QFontMetrics(font(bold=True)).horizontalAdvance(self.text())
        return QSize(_EDGE + _ICON + _GAP + words + _EDGE, _HEIGHT)

    def paint_content(self, painter: QPainter) -> None:
        """Draw the entry."""
        tokens = current_tokens()
        here = self.isChecked()
        is_accented = here or self.entry.is_main
        ground = QColor(tokens.accent_soft if here else tokens.neutral_soft)
        edge = QColor(tokens.accent) if self.entry.is_main and not here else None
        if here or self.underMouse() or edge is not None:
            fill = ground if here or self.underMouse() else QColor(tokens.raised)
            paint_box(painter, QRectF(self.rect()), RADIUS, fill=fill, edge=edge)
        if here:
            mark = placed(self, 0, 3, top=10, height=self.height() - 20)
            paint_box(painter, mark, 1.5, fill=QColor(tokens.accent))
        ink = QColor(tokens.accent if is_accented else tokens.text)
        start = (self.width() - _ICON) / 2 if self._is_narrow else _EDGE
        box = placed(self, start, _ICON, top=(self.height() - _ICON) / 2, height=_ICON)
        paint_icon(painter, box, self.entry.glyph, ink, is_rtl=is_mirrored(self))
        if not self._is_narrow:
            begin = _EDGE + _ICON + _GAP
            words = placed(self, begin, self.width() - begin - _EDGE + 2)
            paint_line(painter, self, words, self.text(), font(bold=is_accented), ink)
