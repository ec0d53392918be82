"""What every dialog that asks for something has: a title, a line of why, fields, and two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.tokens import GRID, MARGIN
from kwtsms_desktop.ui.widgets.buttons import primary_button, secondary_button
from kwtsms_desktop.ui.widgets.labels import label

_WIDTH = 480


class FormDialog(QDialog):
    """Asks for what an act needs. Escape and *Cancel* do nothing.

    Shown with ``open``, which does not wait; ``accepted`` comes when the user says so.

    Attributes:
        content: the layout for the fields.
        accept_button: does it.
    """

    def __init__(self, parent: QWidget, title: str, explanation: str, accept: str) -> None:
        """Make a dialog without fields.

        Args:
            parent: the widget it belongs to.
            title: what is about to be done.
            explanation: what that means, in a sentence or two; none where empty.
            accept: label of the button that does it.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.accept_button = primary_button(accept)
        self.accept_button.setObjectName("accept")
        self.accept_button.clicked.connect(self.accept)
        self.accept_button.setDefault(True)
        cancel = secondary_button(_("Cancel"))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        self.content = QVBoxLayout()
        self.content.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(title, "headline", wrap=True))
        if explanation:
            column.addWidget(label(explanation, "muted", wrap=True))
        column.addLayout(self.content, 1)
        column.addSpacing(GRID)
        column.addLayout(buttons)

    def add_field(self, name: str, field: QWidget) -> None:
        """A field under its name."""
        words = label(name, "caption")
        words.setBuddy(field)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(words)
        box.addWidget(field, 1)
        grows = field.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Expanding
        self.content.addLayout(box, 1 if grows else 0)
