"""Asks for numbers that must not be written to."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.dialogs.form import FormDialog
from kwtsms_desktop.ui.widgets.inputs import text_field

_HEIGHT = 132  # five lines and a bit


class BlockNumbersDialog(FormDialog):
    """A field of several lines, and a note for all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Add numbers to the block list"),
            _("One number on each line, in any spelling. They are left out of every campaign from now on."),
            _("Add to the block list"),
        )
        self.setObjectName("blockNumbers")
        self._numbers = QPlainTextEdit()
        self._numbers.setObjectName("numbersField")
        self._numbers.setAccessibleName(_("Numbers"))
        self._numbers.setTabChangesFocus(True)
        self._numbers.setMinimumHeight(_HEIGHT)
        self._numbers.textChanged.connect(self._on_typed)
        self._note = text_field(_("Note"), hint=_("For example: asked by phone not to be written to"))
        self._note.setObjectName("noteField")
        self.add_field(_("Numbers"), self._numbers)
        self.add_field(_("Note"), self._note)
        self.accept_button.setEnabled(False)
        self._numbers.setFocus()

    @property
    def numbers(self) -> str:
        """What was typed."""
        return self._numbers.toPlainText()

    @property
    def note(self) -> str:
        """Why these people are not written to; may be empty."""
        return self._note.text().strip()

    def _on_typed(self) -> None:
        self.accept_button.setEnabled(bool(self.numbers.strip()))
