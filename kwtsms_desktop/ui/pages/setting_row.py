"""One setting: its name, one line of why, its control, and a word when it was saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import GRID, MARGIN, Role
from kwtsms_desktop.ui.widgets.labels import IconLabel, label

CONTROL_WIDTH = 280
"""All controls of the page are of one width, so that they form a column."""

_SAVED_MS = 3000


class SettingRow(QWidget):
    """Words at the start, the control at the end edge."""

    def __init__(self, name: str, why: str, control: QWidget) -> None:
        """Make a row.

        Args:
            name: of the setting.
            why: one line: what it is for, or why the usual value is the usual one.
            control: the field; gets the row's width and, unless it has one, its name.
        """
        super().__init__()
        self._control = control
        control.installEventFilter(self)
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.setFixedWidth(CONTROL_WIDTH)
        control.setAccessibleName(control.accessibleName() or name)
        control.setAccessibleDescription(why)
        heading = label(name, "strong")
        heading.setBuddy(control)
        self._why = label(why, "caption", wrap=True)
        # Where a page scrolls, a label that insists on its preferred shape leaves an empty foot.
        self._why.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._problem = label("", Role.DANGER.value, wrap=True)
        self._problem.hide()
        self._saved = _Saved()
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(heading)
        first.addWidget(self._saved)
        first.addStretch()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self._why)
        words.addWidget(self._problem)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(MARGIN)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)

    def set_why(self, why: str) -> None:
        """Say something else under the name."""
        self._why.setText(why)

    def why(self) -> str:
        """What stands under the name, for tests."""
        return self._why.text()

    def say_saved(self) -> None:
        """The new value is kept: say so for a moment."""
        self.say_problem("")
        self._saved.say()

    def is_said_saved(self) -> bool:
        """Whether "Saved" is on show, for tests."""
        return self._saved.isVisibleTo(self)

    def say_problem(self, text: str) -> None:
        """Why the value cannot stay as it is; nothing where empty."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def problem(self) -> str:
        """What is wrong, for tests."""
        return self._problem.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: whoever scrolls the page with the wheel must not change what the pointer passes over."""
        if event.type() is QEvent.Type.Wheel and watched is self._control and not self._control.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _Saved(QWidget):
    """A tick and "Saved", for a few seconds. Its room stays while it is away."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconLabel(Glyph.ACCEPTED, Role.SUCCESS, 16))
        row.addWidget(label(_("Saved"), Role.SUCCESS.value))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVED_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self) -> None:
        self.show()
        self._timer.start()
