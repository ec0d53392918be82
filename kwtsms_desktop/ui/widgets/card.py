"""A quiet section of a page: a title, and what belongs under it. Cards do not stand in cards."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.widgets.labels import label


class Card(QFrame):
    """A section on a raised ground.

    Attributes:
        body: the layout to add widgets to.
    """

    def __init__(self, title: str = "", explanation: str = "") -> None:
        """Make a section.

        Args:
            title: its heading; none where empty.
            explanation: one line of why, under the heading.
        """
        super().__init__()
        set_kind(self, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        if title:
            self._head.addWidget(label(title, "headline", wrap=True), 1)
            outer.addLayout(self._head)
        if explanation:
            outer.addWidget(label(explanation, "muted", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """A quiet button or badge at the end edge of the title (only for a card with a title)."""
        self._head.addWidget(widget)
