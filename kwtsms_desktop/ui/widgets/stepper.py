"""Where the user is on the way: List → Check → Message → Review & send."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import colour, current_tokens, font
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.painting import PaintedButton, is_mirrored, paint_box, paint_line, placed

_HEIGHT = 40
_DISC = 24
_EDGE = 2
_GAP = 8
_LINE = 48


class StepState(Enum):
    """Where one step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


class Stepper(QWidget):
    """A line of steps. Those behind can be gone back to; those ahead cannot be jumped to.

    Signals:
        step_requested(int): the user wants to go back to this step, counted from 0.
    """

    step_requested = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._steps: list[_Step] = []
        for number, name in enumerate(names):
            if number:
                row.addWidget(_Connector())
            step = _Step(number, name)
            step.clicked.connect(self._on_clicked)
            row.addWidget(step)
            self._steps.append(step)
        row.addStretch()
        self.set_current(0)

    @property
    def current(self) -> int:
        """The present step, counted from 0."""
        return self._current

    def set_current(self, index: int) -> None:
        """Go to a step; those before it are done, those after it lie ahead."""
        self._current = index
        for number, step in enumerate(self._steps):
            if number == index:
                step.set_state(StepState.CURRENT, len(self._steps))
            else:
                step.set_state(StepState.DONE if number < index else StepState.AHEAD, len(self._steps))

    def step(self, index: int) -> PaintedButton:
        """The button of a step, for tests."""
        return self._steps[index]

    def _on_clicked(self) -> None:
        step = self.sender()
        if isinstance(step, _Step) and step.number < self._current:
            self.step_requested.emit(step.number)


class _Step(PaintedButton):
    """A disc with the number or a tick, and the name."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(name)
        self.number = number
        self._state = StepState.AHEAD

    def set_state(self, state: StepState, count: int) -> None:
        """Look done, current or ahead."""
        self._state = state
        self.setEnabled(state is not StepState.AHEAD)
        said = {
            StepState.DONE: _("Step {number} of {count}, done"),
            StepState.CURRENT: _("Step {number} of {count}, you are here"),
            StepState.AHEAD: _("Step {number} of {count}, still to come"),
        }[state]
        self.setAccessibleDescription(said.format(number=self.number + 1, count=count))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: disc and name."""
        # Always room for the bold name, so that nothing moves from step to step.
        width = QFontMetrics(font(bold=True)).horizontalAdvance(self.text())
        return QSize(_EDGE + _DISC + _GAP + width + 2 + _GAP, _HEIGHT)

    def paint_content(self, painter: QPainter) -> None:
        """Draw the step."""
        tokens = current_tokens()
        if self._state is StepState.DONE and self.underMouse():
            paint_box(painter, QRectF(self.rect()), 8, fill=QColor(tokens.neutral_soft))
        self._paint_disc(painter, placed(self, _EDGE, _DISC, top=(_HEIGHT - _DISC) / 2, height=_DISC))
        is_current = self._state is StepState.CURRENT
        start = _EDGE + _DISC + _GAP
        name = placed(self, start, self.width() - start - _GAP + 2)
        ink = colour(Role.MUTED if self._state is StepState.AHEAD else Role.TEXT)
        paint_line(painter, self, name, self.text(), font(bold=is_current), ink)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        tokens = current_tokens()
        if self._state is StepState.CURRENT:
            paint_box(painter, disc, _DISC / 2, fill=QColor(tokens.accent))
            ink = QColor(tokens.on_accent)
        elif self._state is StepState.DONE:
            paint_box(painter, disc, _DISC / 2, fill=QColor(tokens.accent_soft))
            inner = disc.adjusted(5, 5, -5, -5)
            paint_icon(painter, inner, Glyph.DONE, QColor(tokens.accent), is_rtl=is_mirrored(self))
            return
        else:
            paint_box(painter, disc, _DISC / 2, edge=QColor(tokens.outline))
            ink = QColor(tokens.muted)
        painter.setFont(font("caption", bold=True))
        painter.setPen(ink)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number + 1))


class _Connector(QWidget):
    """A hairline between two steps; it gives way first when the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(12)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt: a short line."""
        return QSize(_LINE, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the line."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(current_tokens().border), 2))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)
