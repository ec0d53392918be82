"""Asks for a name: of a list that is about to be made."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.dialogs.form import FormDialog
from kwtsms_desktop.ui.widgets.inputs import text_field


class NameDialog(FormDialog):
    """One field. A name without a letter is not accepted."""

    def __init__(self, parent: QWidget, title: str, explanation: str, accept: str, proposal: str) -> None:
        super().__init__(parent, title, explanation, accept)
        self.setObjectName("nameDialog")
        self.field = text_field(_("Name"), proposal)
        self.field.setObjectName("nameField")
        self.field.selectAll()
        self.field.textChanged.connect(self._on_typed)
        self.add_field(_("Name"), self.field)
        self.field.setFocus()

    @property
    def name(self) -> str:
        """What was typed, without white space around it."""
        return self.field.text().strip()

    def _on_typed(self) -> None:
        self.accept_button.setEnabled(bool(self.name))
