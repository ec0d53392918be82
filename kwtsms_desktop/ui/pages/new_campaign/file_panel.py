"""A chosen file: its name, what was understood of it, and its first rows to correct that with a click."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.new_campaign.file_facts import FactAction, next_candidate
from kwtsms_desktop.ui.pages.new_campaign.sheet_sample import SheetView
from kwtsms_desktop.ui.pages.new_campaign.understanding import Understanding
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, IconLabel, label


class FilePanel(QWidget):
    """Shows a preview, and turns clicks into what is to be read otherwise.

    What depends on the sheet, the encoding or the separator is guessed anew when one of them changes.

    Attributes:
        understanding: the line of what was understood, with its form.
        sheet: the first rows.

    Signals:
        other_file_wanted(): the user wants another file.
        options_chosen(ImportOptions): the beginning must be read anew under these.
        guess_wanted(): it must be read anew without what was remembered.
        preview_changed(FilePreview): other columns were chosen, which needs no reading.
    """

    other_file_wanted = Signal()
    options_chosen = Signal(object)
    guess_wanted = Signal()
    preview_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._preview: FilePreview | None = None
        self._has_chosen_columns = False
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
        hint = label(
            _(
                "These are the first rows. Click the column with the phone numbers, "
                "or the number of the row with the headings."
            ),
            "caption",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.understanding)
        column.addSpacing(4)
        column.addWidget(self.sheet, 1)
        column.addWidget(hint)
        self._connect()

    def show_preview(self, preview: FilePreview) -> None:
        """Show a file, or the same one understood otherwise."""
        if self._preview is None or self._preview.path != preview.path:
            self._has_chosen_columns = False
        self._preview = preview
        self._name.set_text(preview.file_name)
        self.show_form()
        self.sheet.show_preview(preview)

    def show_form(self) -> None:
        """Have the form say what the sheet shows, also after a choice that came to nothing."""
        if self._preview is not None:
            self.understanding.show_preview(self._preview)

    def forget(self) -> None:
        """The file is not wanted any more: the next one begins without what was said of this one."""
        self._preview = None
        self.understanding.unfold(is_open=False)

    def _read_otherwise(self, **said: object) -> None:
        """Read the beginning anew; the columns are guessed where they may be others now."""
        if self._preview is not None:
            self._has_chosen_columns = False
            plain = dataclasses.replace(self._preview.chosen, header_row=None, phone_columns=())
            # The names are fields of the options, which mypy cannot know.
            self.options_chosen.emit(dataclasses.replace(plain, **said))  # type: ignore[arg-type]

    def _on_sheet(self, sheet: str) -> None:
        self._read_otherwise(sheet=sheet)

    def _on_encoding(self, encoding: str) -> None:
        self._read_otherwise(encoding=encoding)

    def _on_delimiter(self, delimiter: str | None) -> None:
        self._read_otherwise(delimiter=delimiter)

    def _on_header_row(self, row: int) -> None:
        self._read_with_chosen_columns(header_row=row)

    def _read_with_chosen_columns(self, **said: object) -> None:
        """Read the beginning anew where the columns stay what they are."""
        if self._preview is not None:
            columns = self._preview.phone_columns if self._has_chosen_columns else ()
            letters = tuple(Column(column, "").letter for column in columns)
            kept = dataclasses.replace(self._preview.chosen, phone_columns=letters)
            self.options_chosen.emit(dataclasses.replace(kept, **said))  # type: ignore[arg-type]

    def _on_column(self, column: int) -> None:
        self._choose((column,))

    def _on_toggled(self, column: int) -> None:
        if self._preview is not None:
            chosen = self._preview.phone_columns
            kept = tuple(known for known in chosen if known != column)
            self._choose(kept if column in chosen else (*chosen, column))

    def _choose(self, columns: tuple[int, ...]) -> None:
        """Needs no reading: the cells stay the same."""
        if self._preview is not None and columns:
            self._has_chosen_columns = True
            self.preview_changed.emit(dataclasses.replace(self._preview, phone_columns=columns))

    def _on_action(self, action: FactAction) -> None:
        if action is FactAction.GUESS_ANEW:
            self._has_chosen_columns = False
            self.guess_wanted.emit()
        elif action is FactAction.SEND_ALSO:
            other = None if self._preview is None else next_candidate(self._preview)
            if other is not None:
                self._on_toggled(other)
        else:
            self._read_with_chosen_columns(include_hidden=action is FactAction.INCLUDE_HIDDEN)

    def _connect(self) -> None:
        for part in (self.understanding, self.sheet):
            part.column_chosen.connect(self._on_column)
            part.header_row_chosen.connect(self._on_header_row)
        self.sheet.column_toggled.connect(self._on_toggled)
        self.understanding.columns_chosen.connect(self._choose)
        self.understanding.sheet_chosen.connect(self._on_sheet)
        self.understanding.encoding_chosen.connect(self._on_encoding)
        self.understanding.delimiter_chosen.connect(self._on_delimiter)
        self.understanding.action_wanted.connect(self._on_action)
