"""A small picture of how many people get one, two, three … segments."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.amounts import people_text, segments_text
from kwtsms_desktop.ui.theme import colour, current_tokens, font
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.painting import paint_box, placed

_LEAST_WIDTH = 56
_BAR_WIDTH = 40
_GAP = 12
_BAR = 26
_LEAST_BAR = 3


class SegmentBars(QWidget):
    """One column for each number of segments, with the people above it and the segments below."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("segmentBars")
        self.setAccessibleName(_("How many segments people get"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._people: dict[int, int] = {}

    def set_people(self, people: Mapping[int, int]) -> None:
        """Show how many people get each number of segments."""
        self._people = {segments: count for segments, count in sorted(people.items()) if count}
        said = " · ".join(f"{segments_text(size)}: {people_text(n)}" for size, n in self._people.items())
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def bars(self) -> list[tuple[int, QRectF]]:
        """Each number of segments with the rectangle of its bar, for tests."""
        most = max(self._people.values(), default=1)
        line = QFontMetrics(font("caption")).height()
        boxes = []
        for number, (segments, people) in enumerate(self._people.items()):
            height = max(_LEAST_BAR, _BAR * people / most)
            start = number * (self._column_width() + _GAP) + (self._column_width() - _BAR_WIDTH) / 2
            top = line + _BAR - height
            boxes.append((segments, placed(self, start, _BAR_WIDTH, top=top, height=height)))
        return boxes

    def sizeHint(self) -> QSize:
        """Qt: the columns and their words."""
        count = len(self._people)
        width = count * self._column_width() + max(0, count - 1) * _GAP
        return QSize(width, 2 * QFontMetrics(font("caption")).height() + _BAR + 2)

    def minimumSizeHint(self) -> QSize:
        """Qt: a picture does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: bars and words."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setFont(font("caption"))
        line = QFontMetrics(font("caption")).height()
        for segments, box in self.bars():
            paint_box(painter, box, 3, fill=QColor(tokens.accent))
            room = (self._column_width() + _GAP - _BAR_WIDTH) / 2
            above = QRectF(box.x() - room, box.top() - line, _BAR_WIDTH + 2 * room, line)
            below = QRectF(box.x() - room, box.bottom() + 2, _BAR_WIDTH + 2 * room, line)
            painter.setPen(colour(Role.TEXT))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, number_text(self._people[segments]))
            painter.setPen(colour(Role.MUTED))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, segments_text(segments))

    def _column_width(self) -> int:
        metrics = QFontMetrics(font("caption"))
        widths = (metrics.horizontalAdvance(segments_text(segments)) for segments in self._people)
        return max(_LEAST_WIDTH, *widths) if self._people else _LEAST_WIDTH
