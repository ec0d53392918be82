"""One remark of a step: an icon, a sentence of why, and perhaps a button that mends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.labels import IconLabel, label

_GLYPHS = {
    Role.INFO: Glyph.INFO,
    Role.WARNING: Glyph.WARNING,
    Role.DANGER: Glyph.DANGER,
    Role.SUCCESS: Glyph.SUCCESS,
}
_ICON = 18


class NoteLine(QWidget):
    """A remark; hidden while there is nothing to say. Say something only once it is in a layout."""

    def __init__(self, role: Role = Role.INFO) -> None:
        """Make a hidden line; ``role`` (info, warning, danger or success) is its icon and colour."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel(_GLYPHS[role], role, _ICON)
        self._text = label("", wrap=True, selectable=True)
        self._action = quiet_button("")
        self._action.clicked.connect(self._on_action)
        self._act: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        self._action.hide()
        self.hide()

    def say(
        self,
        text: str,
        role: Role | None = None,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say this, or nothing where ``text`` is empty.

        Args:
            text: one or two sentences.
            role: another look; None keeps the one it has.
            action_text: label of the button; none where empty.
            on_action: called when the button is pressed.
        """
        if role is not None:
            self._icon.set_icon(_GLYPHS[role], role)
        self._text.setText(text)
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self._act = on_action
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def action_button(self) -> QPushButton:
        """The button, for tests."""
        return self._action

    def _on_action(self) -> None:
        if self._act is not None:
            self._act()
