"""A question before something that cannot be undone: what will happen, and a safe way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.ui.tokens import GRID, MARGIN
from kwtsms_desktop.ui.widgets.buttons import danger_button, secondary_button
from kwtsms_desktop.ui.widgets.labels import label

_WIDTH = 440


class Question(QDialog):
    """Asks once more. Escape keeps everything as it is, and so does Enter until the user has moved on.

    Shown with ``open``, which does not wait; ``accepted`` comes when the user says yes.

    Attributes:
        accept_button: does it.
        keep_button: does nothing; has the focus at first.
    """

    def __init__(self, parent: QWidget, question: str, consequence: str, accept: str, keep: str) -> None:
        """Make the dialog.

        Args:
            parent: the widget it belongs to.
            question: what is about to happen, with the count where there is one.
            consequence: what that means, in a sentence or two.
            accept: label of the button that does it, in the words of the question.
            keep: label of the safe button.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("question")
        self.setWindowTitle(question)
        self.setMinimumWidth(_WIDTH)
        self.accept_button = danger_button(accept)
        self.accept_button.setObjectName("accept")
        self.accept_button.clicked.connect(self.accept)
        self.keep_button = secondary_button(keep)
        self.keep_button.setObjectName("keep")
        self.keep_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        for button in (self.accept_button, self.keep_button):
            button.setAutoDefault(True)  # Enter presses the one that has the focus
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(question, "headline", wrap=True))
        column.addWidget(label(consequence, "muted", wrap=True))
        column.addSpacing(GRID)
        column.addLayout(buttons)
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()
