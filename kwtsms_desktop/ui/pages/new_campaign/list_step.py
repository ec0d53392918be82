"""Step 1, List: who is it for? A file is looked at, corrected with a click, imported and checked.

Rule: nothing is stored before the user says so, and what was stored is forgotten again when import or check
do not come to their end.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kwtsms_desktop.app import sample_list
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.correcting import PutBackResult
from kwtsms_desktop.services.events import Event, Failed, Finished, Progress
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.file_choice import FileChoice
from kwtsms_desktop.ui.pages.new_campaign.file_panel import FilePanel
from kwtsms_desktop.ui.pages.new_campaign.list_work import (
    import_job,
    no_rows_words,
    offers_job,
    progress_words,
    put_back_job,
    put_back_text,
    put_back_words,
    remember_file,
    was_all_put_back,
)
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.present_list import PresentList
from kwtsms_desktop.ui.pages.new_campaign.step import FillingStack, Step, busy_line
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.buttons import secondary_button
from kwtsms_desktop.ui.widgets.drop_area import file_in
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip

_TIDY_MS = 50  # after the next step was shown


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
        self._recent: Path | None = None  # the file on show, where it is one of the user's own
        self._is_reminded = True  # of how the last file of this kind was read
        self._is_wanted_new = False  # corrected rows are wanted as a list of their own
        self._doing = _Doing.NOTHING
        self._work = Latest(shell.background, self)
        self._offers = Latest(shell.background, self)
        self._strip = MessageStrip()
        self._present = PresentList()
        self._choice = FileChoice(is_demo=shell.app.options.demo)
        self._panel = FilePanel()
        self._views = FillingStack()
        self._views.addWidget(self._choice)
        self._views.addWidget(self._panel)
        self._busy = busy_line()
        self._as_new = secondary_button(_("Use as a new list"))
        self._as_new.setObjectName("useAsNewList")
        self._as_new.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._strip)
        column.addWidget(self._present)
        column.addWidget(self._views, 1)
        column.addWidget(self._busy)
        self.setAcceptDrops(True)
        self._tidying = QTimer(self)
        self._tidying.setSingleShot(True)
        self._tidying.setInterval(_TIDY_MS)
        self._connect()

    # What the container asks

    def primary_text(self) -> str:
        """Check the chosen file; without one, go on with the list there is."""
        if self._preview is not None:
            return put_back_text(self._preview) if self._corrected else _("Check this list")
        return _("Continue with this list") if self.is_done() else _("Check this list")

    def is_ready(self) -> bool:
        """Whether a file with rows and a phone column was chosen, or a list is there already."""
        if self._doing is not _Doing.NOTHING:
            return False
        if self._preview is not None:
            return self._preview.has_rows and bool(self._preview.phone_columns)
        return self.is_done()

    def other_buttons(self) -> tuple[QWidget, ...]:
        """For corrected rows: they may be wanted as a list of their own."""
        return (self._as_new,)

    def is_done(self) -> bool:
        """Whether there is a list to go on with."""
        return self.preparation.summary is not None

    def enter(self) -> None:
        """Offer the lists and files there are now."""
        self._show_present()
        self._read_offers()

    def leave(self) -> None:
        """A file that is still being read is not wanted any more."""
        self._cancel()

    def proceed(self) -> None:
        """Import and check the file, put its rows back, or go on with the list there is."""
        if self._preview is None:
            if self.is_done():
                self.step_done.emit()
        elif self._corrected is not None:
            self._put_back(self._preview, self._corrected)
        else:
            self._import(self._preview)

    # Ways to begin

    def open_file(self, path: Path) -> None:
        """Look into a file and show its first rows."""
        self._open(path, recent=None if path == sample_list() else path)

    def open_list(self, list_id: int) -> None:
        """Use a stored list; then the step is done."""
        checking = self.shell.app.checking
        self._begin(_Doing.OPENING, _("Opening the list…"))
        self._work.start(lambda _mailbox, _stop: checking.summary(list_id), "open-list", self._on_opened)

    def paste(self) -> None:
        """Take what is on the clipboard: a copied file, or numbers in any arrangement."""
        if self._doing in (_Doing.IMPORTING, _Doing.OPENING):
            return
        clipboard = QGuiApplication.clipboard()
        copied: QMimeData | None = clipboard.mimeData()  # none where nothing was ever copied
        file = None if copied is None else file_in(copied)
        if file is not None:
            self.open_file(file)
        elif any(character.isdigit() for character in clipboard.text()):
            self._keep_pasted(clipboard.text())
        else:
            words = _(
                "There are no numbers on the clipboard. Copy them first, for example a column in Excel."
            )
            self._strip.show_message(MessageKind.WARNING, words)

    def forget_file(self) -> None:
        """Back to the drop area; whatever is under way is stopped."""
        self._cancel()
        self._preview = None
        self._is_wanted_new = False
        self._strip.clear()
        self._panel.forget()
        self._views.setCurrentWidget(self._choice)
        self._show_present()
        self._show_footer()

    # Looking

    def _open(self, path: Path, recent: Path | None) -> None:
        self._recent = recent
        self._is_reminded = True
        self._is_wanted_new = False
        self._look(path, ImportOptions(), is_first=True)

    def _keep_pasted(self, text: str) -> None:
        pasting = self.shell.app.pasting
        self._begin(_Doing.LOOKING, _("Reading what you pasted…"))
        self._work.start(lambda _mailbox, _stop: pasting.keep(text), "keep-pasted", self._on_pasted)

    def _on_pasted(self, event: Event) -> None:
        if isinstance(event, Finished):
            self._open(event.result, recent=None)
        elif isinstance(event, Failed):
            self._fail(event.error)

    def _look(self, path: Path, options: ImportOptions, *, is_first: bool) -> None:
        looking, is_reminded = self.shell.app.looking, self._is_reminded
        self._begin(_Doing.LOOKING, _("Reading “{file}”…").format(file=named(path.name)))
        self._work.start(
            lambda _mailbox, stop: looking.look(
                path, options, stop, is_first=is_first, is_reminded=is_reminded
            ),
            "look-at-file",
            self._on_looked,
        )

    def _on_looked(self, event: Event) -> None:
        if isinstance(event, Finished):
            self._end()
            self._show(event.result)
        elif isinstance(event, Failed):
            self._fail(event.error)

    def _show(self, preview: FilePreview) -> None:
        self._preview = preview
        self._panel.show_preview(preview)
        self._views.setCurrentWidget(self._panel)
        self._show_present()
        self._say_what_is_needed(preview)
        self._show_footer()

    def _say_what_is_needed(self, preview: FilePreview) -> None:
        """What stands between this file and a list, or that it is part of a list already."""
        if not preview.has_rows:
            self._strip.show_message(MessageKind.WARNING, no_rows_words(preview))
            self._panel.understanding.unfold()
        elif not preview.phone_columns:
            words = _("Which column holds the phone numbers? Click it in the sheet below.")
            self._strip.show_message(MessageKind.WARNING, words)
        elif self._corrected is not None:
            words = _("These are corrected rows of your list “{name}”.").format(
                name=named(self._corrected.name)
            )
            self._strip.show_message(MessageKind.INFO, words)
        else:
            self._strip.clear()

    def _on_options(self, options: ImportOptions) -> None:
        """The user said something else about the file: read its beginning anew."""
        if self._preview is not None:
            self._look(self._preview.path, options, is_first=False)

    def _on_guess(self) -> None:
        """Read the file as if none of its kind had been read before."""
        if self._preview is not None:
            self._is_reminded = False
            self._look(self._preview.path, ImportOptions(), is_first=False)

    def _on_preview_changed(self, preview: FilePreview) -> None:
        if self._doing is _Doing.NOTHING:
            self._show(preview)
        else:
            self._panel.show_form()

    # Importing

    @property
    def _corrected(self) -> ContactList | None:
        """The list into which the rows of the file are to be put back; None for any other file."""
        return self._preview.corrects if self._preview and not self._is_wanted_new else None

    def _import(self, preview: FilePreview) -> None:
        self._begin(_Doing.IMPORTING, _("Reading “{file}”…").format(file=named(preview.file_name)))
        job = import_job(self.shell.app, preview, self.preparation.check_options())
        self._work.start(job, "import-list", self._on_imported)

    def _on_imported(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._busy.set_text(progress_words(event))
            self._busy.set_progress(event.done, event.total)
        elif isinstance(event, Failed):
            self._fail(event.error)
        elif isinstance(event, Finished):
            self._on_import_finished(event.result)

    def _on_import_finished(self, summary: CheckSummary | None) -> None:
        if summary is None:  # the program is about to end
            self._end()
            return
        if self._recent is not None:
            remember_file(self.shell, self._recent)
        self._use(summary)
        self.shell.lists_changed.emit()

    def _put_back(self, preview: FilePreview, corrected: ContactList) -> None:
        words = _("Putting the rows back into “{name}”…").format(name=named(corrected.name))
        self._begin(_Doing.IMPORTING, words)
        options = self.preparation.check_options(corrected)
        job = put_back_job(self.shell.app, preview, corrected, options)
        self._work.start(job, "put-back", self._on_put_back)

    def _on_put_back(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._busy.set_progress(event.done, event.total)
        elif isinstance(event, Failed):
            self._fail(event.error)
        elif isinstance(event, Finished):
            result: PutBackResult = event.result
            self._use(result.summary)
            self.shell.lists_changed.emit()
            kind = MessageKind.SUCCESS if was_all_put_back(result) else MessageKind.WARNING
            self.shell.tell(kind, put_back_words(result))

    def _on_as_new(self) -> None:
        """The corrected rows are wanted as a list of their own."""
        if self._preview is not None and self.is_ready():
            self._is_wanted_new = True
            self._import(self._preview)

    def _on_opened(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._fail(event.error)
        elif isinstance(event, Finished):
            self._use(event.result)

    def _use(self, summary: CheckSummary) -> None:
        self._end()
        self._preview = None
        self.preparation.set_list(summary)
        self.step_done.emit()
        self._tidying.start()  # out of sight, and when the next step has been drawn

    # What is under way

    def _begin(self, doing: _Doing, words: str) -> None:
        self._doing = doing
        self._tidying.stop()  # another file is wanted already
        self._strip.clear()
        self._busy.start(words)
        self._views.setEnabled(doing is _Doing.LOOKING)
        self._show_footer()

    def _end(self) -> None:
        self._doing = _Doing.NOTHING
        self._busy.stop()
        self._views.setEnabled(True)
        self._show_footer()

    def _cancel(self) -> None:
        if self._doing is not _Doing.NOTHING:
            self._work.cancel()
            self._end()
            self._panel.show_form()

    def _fail(self, error: Exception) -> None:
        self._is_wanted_new = False
        self._end()
        self._panel.show_form()
        self._strip.show_message(MessageKind.DANGER, self.shell.words_for(error))

    def _show_footer(self) -> None:
        self._as_new.setVisible(self._corrected is not None)
        self._as_new.setEnabled(self.is_ready())
        self.footer_changed.emit()

    # What can be begun with

    def _read_offers(self) -> None:
        self._offers.start(offers_job(self.shell.app), "read-offers", self._on_offers)

    def _on_offers(self, event: Event) -> None:
        if isinstance(event, Finished):
            self._choice.set_lists(event.result.lists)
            self._choice.set_files(event.result.files)
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
        self._choice.paste_wanted.connect(self.paste)
        self._panel.options_chosen.connect(self._on_options)
        self._panel.guess_wanted.connect(self._on_guess)
        self._panel.preview_changed.connect(self._on_preview_changed)
        self._as_new.clicked.connect(self._on_as_new)
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste)
        self._busy.cancel_requested.connect(self._cancel)
        self._tidying.timeout.connect(self.forget_file)
        self.preparation.list_changed.connect(self._on_list_changed)
        self.preparation.started_over.connect(self.forget_file)
        self.shell.lists_changed.connect(self._read_offers)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: a file is carried over the sheet of another one."""
        if self._doing is not _Doing.IMPORTING and file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: another file is dropped."""
        file = file_in(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.open_file(file)
