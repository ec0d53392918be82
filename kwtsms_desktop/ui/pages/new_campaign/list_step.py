"""Step 1, List: who is it for? A file is looked at, corrected with a click, imported and checked.

Rule: nothing is stored before the user says so, and what was stored is forgotten again when import or check
do not come to their end.
"""

from __future__ import annotations

import dataclasses
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Progress
from kwtsms_desktop.services.importing import FilePreview, ImportOptions
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.file_choice import FileChoice, rows_text
from kwtsms_desktop.ui.pages.new_campaign.file_panel import FilePanel
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.step import FillingStack, Step, busy_line
from kwtsms_desktop.ui.pages.new_campaign.understanding import named
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.labels import IconLabel, label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip

if TYPE_CHECKING:
    import threading


class _Doing(Enum):
    """What is under way."""

    NOTHING = auto()
    LOOKING = auto()
    IMPORTING = auto()  # and checking
    OPENING = auto()  # a stored list


class ListStep(Step):
    """Drop area and stored lists; once a file was chosen, its first rows instead."""

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__(shell, preparation)
        self._preview: FilePreview | None = None
        self._options = ImportOptions()  # what the user said about the file on show
        self._wanted = ImportOptions()  # and about the one being looked at
        self._has_chosen_column = False
        self._doing = _Doing.NOTHING
        self._work = Latest(shell.background, self)
        self._lists = Latest(shell.background, self)
        self._strip = MessageStrip()
        self._present = _PresentList()
        self._choice = FileChoice(is_demo=shell.app.options.demo)
        self._panel = FilePanel()
        self._views = FillingStack()
        self._views.addWidget(self._choice)
        self._views.addWidget(self._panel)
        self._busy = busy_line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._strip)
        column.addWidget(self._present)
        column.addWidget(self._views, 1)
        column.addWidget(self._busy)
        self.setAcceptDrops(True)
        self._connect()

    # What the container asks

    def primary_text(self) -> str:
        """Check the chosen file; without one, go on with the list there is."""
        goes_on = self._preview is None and self.preparation.summary is not None
        return _("Continue with this list") if goes_on else _("Check this list")

    def is_ready(self) -> bool:
        """Whether a file with a phone column was chosen, or a list is there already."""
        if self._doing is not _Doing.NOTHING:
            return False
        if self._preview is not None:
            return self._preview.phone_column is not None
        return self.is_done()

    def is_done(self) -> bool:
        """Whether there is a list to go on with."""
        return self.preparation.summary is not None

    def enter(self) -> None:
        """Offer the lists there are now."""
        self._show_present()
        self._read_lists()

    def leave(self) -> None:
        """Whoever goes elsewhere does not want the file any more that was not read yet."""
        self._cancel()

    def proceed(self) -> None:
        """Import and check the file, or go on with the list there is."""
        if self._preview is not None:
            self._import(self._preview)
        elif self.is_done():
            self.step_done.emit()

    # Ways to begin

    def open_file(self, path: Path) -> None:
        """Look into a file and show its first rows."""
        self._has_chosen_column = False
        self._look(path, ImportOptions())

    def open_list(self, list_id: int) -> None:
        """Use a stored list; then the step is done."""
        checking = self.shell.app.checking
        self._begin(_Doing.OPENING, _("Opening the list…"))
        self._work.start(lambda _mailbox, _stop: checking.summary(list_id), "open-list", self._on_opened)

    def forget_file(self) -> None:
        """Back to the drop area; whatever is under way is stopped."""
        self._cancel()
        self._preview = None
        self._strip.clear()
        self._panel.understanding.unfold(is_open=False)
        self._views.setCurrentWidget(self._choice)
        self._show_present()
        self.footer_changed.emit()

    # Looking

    def _look(self, path: Path, options: ImportOptions) -> None:
        importing = self.shell.app.importing
        self._begin(_Doing.LOOKING, _("Reading “{file}”…").format(file=named(path.name)))
        self._wanted = options
        self._work.start(
            lambda _mailbox, stop: importing.look(path, options, stop), "look-at-file", self._on_looked
        )

    def _on_looked(self, event: Event) -> None:
        if isinstance(event, Finished):
            self._end()
            self._options = self._wanted
            self._show(event.result)
        elif isinstance(event, Failed):
            self._fail(event.error)

    def _show(self, preview: FilePreview) -> None:
        self._preview = preview
        self._panel.show_preview(preview)
        self._views.setCurrentWidget(self._panel)
        self._show_present()
        if preview.phone_column is None:
            words = _("Which column holds the phone numbers? Click it in the sheet below.")
            self._strip.show_message(MessageKind.WARNING, words)
        else:
            self._strip.clear()
        self.footer_changed.emit()

    def _look_again(self, **said: object) -> None:
        """The user said something else about the file: read its beginning anew."""
        if self._preview is not None:
            options = dataclasses.replace(self._options, **said)  # type: ignore[arg-type]  # names are fields
            self._look(self._preview.path, options)

    def _on_sheet(self, sheet: str) -> None:
        self._has_chosen_column = False
        self._look_again(sheet=sheet, header_row=None, phone_column=None)

    def _on_encoding(self, encoding: str) -> None:
        self._has_chosen_column = False
        self._look_again(encoding=encoding, header_row=None, phone_column=None)

    def _on_delimiter(self, delimiter: str | None) -> None:
        self._has_chosen_column = False
        self._look_again(delimiter=delimiter, header_row=None, phone_column=None)

    def _on_header_row(self, row: int) -> None:
        column = self._preview.phone_column if self._preview and self._has_chosen_column else None
        letter = None if column is None else Column(column, "").letter
        self._look_again(header_row=row, phone_column=letter)

    def _on_column(self, column: int) -> None:
        """Needs no reading: the cells stay the same."""
        if self._preview is not None and self._doing is _Doing.NOTHING:
            self._has_chosen_column = True
            self._show(dataclasses.replace(self._preview, phone_column=column))

    # Importing

    def _import(self, preview: FilePreview) -> None:
        app, check = self.shell.app, self.preparation.check_options()

        def _import_and_check(mailbox: Mailbox, stop: threading.Event) -> CheckSummary | None:
            stored = app.importing.store(preview.path, preview.as_understood, mailbox, stop)
            if stored is None:
                return None
            is_checked = False
            try:
                summary = app.checking.check(stored.id, check, mailbox, stop)
                is_checked = not stop.is_set()
            finally:
                if not is_checked:
                    app.history.delete_list(stored.id)
            return summary if is_checked else None

        self._begin(_Doing.IMPORTING, _("Reading “{file}”…").format(file=named(preview.file_name)))
        self._work.start(_import_and_check, "import-list", self._on_imported)

    def _on_imported(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._busy.set_text(_progress_words(event))
            self._busy.set_progress(event.done, event.total)
        elif isinstance(event, Failed):
            self._fail(event.error)
        elif isinstance(event, Finished):
            self._on_import_finished(event.result)

    def _on_import_finished(self, summary: CheckSummary | None) -> None:
        if summary is None:  # the program is about to end
            self._end()
            return
        self._use(summary)
        self.shell.lists_changed.emit()

    def _on_opened(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._fail(event.error)
        elif isinstance(event, Finished):
            self._use(event.result)

    def _use(self, summary: CheckSummary) -> None:
        self._end()
        self.preparation.set_list(summary)
        self.step_done.emit()
        self.forget_file()  # once out of sight, laying out the drop area costs nothing

    # What is under way

    def _begin(self, doing: _Doing, words: str) -> None:
        self._doing = doing
        self._strip.clear()
        self._busy.start(words)
        self._views.setEnabled(doing is _Doing.LOOKING)
        self.footer_changed.emit()

    def _end(self) -> None:
        self._doing = _Doing.NOTHING
        self._busy.stop()
        self._views.setEnabled(True)
        self.footer_changed.emit()

    def _cancel(self) -> None:
        if self._doing is not _Doing.NOTHING:
            self._work.cancel()
            self._end()
            self._show_form_again()

    def _fail(self, error: Exception) -> None:
        self._end()
        self._show_form_again()
        self._strip.show_message(MessageKind.DANGER, self.shell.words_for(error))

    def _show_form_again(self) -> None:
        """What the form says is what the sheet shows, also after a choice that came to nothing."""
        if self._preview is not None:
            self._panel.understanding.show_preview(self._preview)

    # Lists

    def _read_lists(self) -> None:
        history = self.shell.app.history
        self._lists.start(lambda _mailbox, _stop: history.lists(), "read-lists", self._on_lists)

    def _on_lists(self, event: Event) -> None:
        if isinstance(event, Finished):
            self._choice.set_lists(event.result)
        elif isinstance(event, Failed):
            self._strip.show_message(MessageKind.DANGER, self.shell.words_for(event.error))

    def _show_present(self) -> None:
        self._present.show_list(None if self._preview is not None else self.preparation.summary)

    def _on_list_changed(self) -> None:
        self._show_present()
        self.footer_changed.emit()

    def _connect(self) -> None:
        self._choice.file_chosen.connect(self.open_file)
        self._choice.list_chosen.connect(self.open_list)
        self._panel.other_file_wanted.connect(self.forget_file)
        self._panel.column_chosen.connect(self._on_column)
        self._panel.header_row_chosen.connect(self._on_header_row)
        self._panel.understanding.sheet_chosen.connect(self._on_sheet)
        self._panel.understanding.encoding_chosen.connect(self._on_encoding)
        self._panel.understanding.delimiter_chosen.connect(self._on_delimiter)
        self._busy.cancel_requested.connect(self._cancel)
        self.preparation.list_changed.connect(self._on_list_changed)
        self.preparation.started_over.connect(self.forget_file)
        self.shell.lists_changed.connect(self._read_lists)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: a file is carried over the sheet of another one."""
        if self._doing is not _Doing.IMPORTING and _file_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: another file is dropped."""
        file = _file_in(event)
        if file is not None:
            event.acceptProposedAction()
            self.open_file(file)


class _PresentList(QWidget):
    """Says which list the campaign has already, when the user comes back to this step."""

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


def _progress_words(progress: Progress) -> str:
    if progress.total is None:
        words = ngettext("Reading… {count} row", "Reading… {count} rows", progress.done)
        return words.format(count=number_text(progress.done))
    return _("Checking… {done} of {total}").format(
        done=number_text(progress.done), total=number_text(progress.total)
    )


def _file_in(event: QDropEvent) -> Path | None:
    """The first file of this computer among what is carried."""
    urls = event.mimeData().urls()
    return next((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), None)
