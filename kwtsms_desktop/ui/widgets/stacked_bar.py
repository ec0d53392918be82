"""One bar that shows how a whole is made up: accepted · refused · unsure · left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.ui.theme import colour, current_tokens
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.painting import paint_box, placed

_HEIGHT = 16
_NARROW = 6
_GAP = 2
_LEAST = 4  # pixels that even one of a million gets
_DOT = 10


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of the whole.

    Attributes:
        word: what it is called in the legend.
        count: how many.
        role: its colour; ``MUTED`` is what has not happened yet.
        is_hatched: drawn with stripes, so that it is told from its neighbours without colour ("unsure").
    """

    word: str
    count: int
    role: Role
    is_hatched: bool = False


class StackedBar(QWidget):
    """The bar and, under it, its legend. Screen readers hear the legend as one sentence."""

    def __init__(self, name: str, *, has_legend: bool = True, is_narrow: bool = False) -> None:
        """Make an empty bar.

        Args:
            name: what a screen reader calls it ("How the campaign went").
            has_legend: whether words and counts stand under the bar.
            is_narrow: a thin bar for the cells of lists.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._bar = _Bar(_NARROW if is_narrow else _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._bar)
        self._legend: FlowLayout | None = None
        self._entries: list[_LegendEntry] = []
        if has_legend:
            holder = QWidget()
            self._legend = FlowLayout(holder, spacing=20)
            column.addWidget(holder)

    def set_parts(self, parts: Sequence[BarPart]) -> None:
        """Show these parts from the start edge on; the legend leaves out parts that count none."""
        if tuple(parts) == self._bar.parts:
            return
        self._bar.set_parts(tuple(parts))
        words = [f"{part.count:,} {part.word}" for part in parts if part.count]
        self.setAccessibleDescription(" · ".join(words))
        self.setToolTip("" if self._legend else "\n".join(words))
        self._show_legend([part for part in parts if part.count])

    def _show_legend(self, parts: Sequence[BarPart]) -> None:
        """While only counts change, the entries stay: making them anew costs ten times as much."""
        if self._legend is None:
            return
        if [part.word for part in parts] == [entry.part.word for entry in self._entries]:
            for entry, part in zip(self._entries, parts, strict=True):
                entry.show_part(part)
            self._legend.invalidate()
            return
        self._legend.clear()
        self._entries = [_LegendEntry(part) for part in parts]
        for entry in self._entries:
            self._legend.addWidget(entry)

    def boxes(self) -> list[tuple[BarPart, QRectF]]:
        """The parts with the room each takes in the bar, for tests and tool tips."""
        return self._bar.boxes()


class _Bar(QWidget):
    """The painted bar."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.parts: tuple[BarPart, ...] = ()

    def set_parts(self, parts: tuple[BarPart, ...]) -> None:
        """Show these parts."""
        self.parts = parts
        self.update()

    def boxes(self) -> list[tuple[BarPart, QRectF]]:
        """Parts that count something, with their rectangles."""
        shown = [part for part in self.parts if part.count]
        room = self.width() - _GAP * (len(shown) - 1)
        widths = _shares([part.count for part in shown], room)
        boxes, start = [], 0.0
        for part, width in zip(shown, widths, strict=True):
            boxes.append((part, placed(self, start, width)))
            start += width + _GAP
        return boxes

    def sizeHint(self) -> QSize:
        """Qt: as wide as there is room."""
        return QSize(240, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the parts inside one round outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(outline)
        boxes = self.boxes()
        if not boxes:
            painter.fillRect(self.rect(), QColor(current_tokens().neutral_soft))
        for part, box in boxes:
            for brush in _brushes(part):
                painter.fillRect(box, brush)


class _LegendEntry(QWidget):
    """A dot in the part's look, its count and its word."""

    def __init__(self, part: BarPart) -> None:
        super().__init__()
        self._words = label("")
        self.show_part(part)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        room = _DOT + 8
        column.setContentsMargins(0 if is_rtl else room, 0, room if is_rtl else 0, 0)

    def show_part(self, part: BarPart) -> None:
        """Stand for this part, with its present count."""
        self.part = part
        self._words.setText(f"{part.count:,} {part.word}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the dot."""
        painter = QPainter(self)
        box = placed(self, 0, _DOT, top=(self.height() - _DOT) / 2, height=_DOT)
        outline = QPainterPath()
        outline.addRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for brush in _brushes(self.part):
            painter.fillPath(outline, brush)
        if self.part.role is Role.MUTED:
            paint_box(painter, box, 3, edge=QColor(current_tokens().outline))


def _brushes(part: BarPart) -> list[QBrush]:
    """What a part is filled with, in painting order."""
    tokens = current_tokens()
    if part.role is Role.MUTED:
        return [QBrush(QColor(tokens.border))]
    brushes = [QBrush(colour(part.role))]
    if part.is_hatched:
        brushes.append(QBrush(QColor(tokens.raised), Qt.BrushStyle.BDiagPattern))
    return brushes


def _shares(counts: Sequence[int], room: float) -> list[float]:
    """Room for each count, none less than ``_LEAST``, all together ``room``."""
    total = sum(counts)
    if not total or room <= 0:
        return [0.0] * len(counts)
    widths = [max(_LEAST, room * count / total) for count in counts]
    excess = sum(widths) - room
    largest = max(range(len(widths)), key=widths.__getitem__, default=0)
    widths[largest] = max(0.0, widths[largest] - excess)
    return widths
