"""A chosen file: its name, what was understood of it, and its first rows to correct that with a click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.services.importing import FilePreview
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.new_campaign.sheet_sample import SheetView
from kwtsms_desktop.ui.pages.new_campaign.understanding import Understanding
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, IconLabel, label


class FilePanel(QWidget):
    """Shows a preview.

    Attributes:
        understanding: the line of what was understood, with its form.
        sheet: the first rows.

    Signals:
        other_file_wanted(): the user wants another file.
        column_chosen(int), header_row_chosen(int): in the sheet or in the form.
    """

    other_file_wanted = Signal()
    column_chosen = Signal(int)
    header_row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._name = ElidedLabel("", "headline")
        other = quiet_button(_("Another file"), Glyph.FOLDER)
        other.setObjectName("otherFile")
        other.clicked.connect(self.other_file_wanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(Glyph.SHEET, Role.ACCENT, 24))
        head.addWidget(self._name, 1)
        head.addWidget(other)
        self.understanding = Understanding()
        self.sheet = SheetView()
        for part in (self.understanding, self.sheet):
            part.column_chosen.connect(self.column_chosen)
            part.header_row_chosen.connect(self.header_row_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.understanding)
        column.addSpacing(4)
        column.addWidget(self.sheet, 1)
        column.addWidget(
            label(
                _(
                    "These are the first rows. Click the column with the phone numbers, "
                    "or the number of the row with the headings."
                ),
                "caption",
                wrap=True,
            )
        )

    def show_preview(self, preview: FilePreview) -> None:
        """Show a file, or the same one understood otherwise."""
        self._name.set_text(preview.file_name)
        self.understanding.show_preview(preview)
        self.sheet.show_preview(preview)
