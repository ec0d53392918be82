"""Says which list the campaign has already, when the user comes back to the first step."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.file_choice import rows_text
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.labels import IconLabel, label


class PresentList(QWidget):
    """A tick and a sentence; hidden without a list."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(Glyph.SUCCESS, Role.SUCCESS))
        row.addWidget(self._words, 1)

    def show_list(self, summary: CheckSummary | None) -> None:
        """Name a list; nothing is shown for None."""
        if summary is not None:
            sentence = _("This campaign is for “{name}” ({rows}). To take other people, choose another list.")
            found = summary.contact_list
            self._words.setText(sentence.format(name=named(found.name), rows=rows_text(found.rows)))
        self.setVisible(summary is not None)
