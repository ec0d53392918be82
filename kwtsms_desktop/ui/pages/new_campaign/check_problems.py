"""The way through Excel: problem rows out to a file, corrected rows back from it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from kwtsms_desktop.services.checking import CheckOptions, CheckSummary
from kwtsms_desktop.services.correcting import PutBackResult
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Stop
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.check_changes import Change, Outcome
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip

_MOST_NAMED = 5
_FILES = "Excel (*.xlsx)"
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "-"))


class ProblemFile(QObject):
    """Saves problem rows, and recognises the file when it comes back.

    Signals:
        corrected(Change): corrected rows are to be put back.
        other_file(Path): a file was dropped that has nothing to do with this list.
        failed(Exception): a file could not be written or read.
    """

    corrected = Signal(object)
    other_file = Signal(Path)
    failed = Signal(object)

    def __init__(self, shell: Shell, strip: MessageStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell
        self._strip = strip
        self._window = parent
        self._writing = Latest(shell.background, self)
        self._looking = Latest(shell.background, self)
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._target = Path()
        self._list_id = 0
        self._options = CheckOptions()

    def save(self, summary: CheckSummary) -> None:
        """Ask where to, and write the problem rows there."""
        name = _("{list} – to correct").format(list=summary.contact_list.name).translate(_FORBIDDEN)
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window,
            _("Save the problem rows"),
            str(Path(self._folder) / f"{name}.xlsx"),
            _FILES,
        )
        if not chosen:
            return
        target = Path(chosen) if chosen.lower().endswith(".xlsx") else Path(f"{chosen}.xlsx")
        self._folder, self._target = str(target.parent), target
        reporting, list_id = self._shell.app.reporting, summary.contact_list.id
        self._writing.start(
            lambda _mailbox, _stop: reporting.write_problems(list_id, target),
            "write-problems",
            self._on_written,
        )

    def look(self, file: Path, list_id: int, options: CheckOptions) -> None:
        """See whether a file holds corrected rows of a list.

        Args:
            file: what was dropped.
            list_id: the list on show.
            options: what it was checked under.
        """
        self._list_id, self._options, self._target = list_id, options, file
        looking = self._shell.app.looking

        def _look(_mailbox: Mailbox, stop: Stop) -> FilePreview:
            return looking.look(file, stop=stop)

        self._looking.start(_look, "look-at-corrections", self._on_looked)

    def _on_written(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            words = _("Saved as “{file}”. Correct it in Excel, save it, and drop it here again.")
            words = words.format(file=named(self._target.name))
            self._strip.show_message(MessageKind.SUCCESS, words, _("Open the file"), self._open)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))

    def _on_looked(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            self._on_preview(event.result)

    def _on_preview(self, preview: FilePreview) -> None:
        found = preview.corrects
        if found is None or found.id != self._list_id:
            self.other_file.emit(preview.path)
            return
        words = _("These are rows of “{list}” that you saved to be corrected.").format(list=named(found.name))
        action = _("Put the corrected rows back into “{list}”").format(list=named(found.name))
        self._preview = preview
        self._strip.show_message(MessageKind.INFO, words, action, self._put_back)

    def _put_back(self) -> None:
        self._strip.clear()
        correcting, preview = self._shell.app.correcting, self._preview
        list_id, options = self._list_id, self._options
        self.corrected.emit(
            Change(
                list_id,
                lambda mailbox, stop: correcting.put_back(
                    preview.path, preview.as_understood, list_id, options, mailbox, stop
                ),
                _("Putting the corrected rows back…"),
                on_done=self._on_put_back,
            )
        )

    def _on_put_back(self, outcome: Outcome) -> None:
        if isinstance(outcome, PutBackResult):
            kind = MessageKind.WARNING if outcome.unknown_rows or outcome.repeated else MessageKind.SUCCESS
            self._strip.show_message(kind, put_back_text(outcome))


def put_back_text(result: PutBackResult) -> str:
    """What came back, and what could not be put anywhere."""
    parts = [
        ngettext("{count} row was corrected.", "{count} rows were corrected.", result.corrected).format(
            count=number_text(result.corrected)
        )
    ]
    if result.unchanged:
        words = ngettext("{count} is as it was.", "{count} are as they were.", result.unchanged)
        parts.append(words.format(count=number_text(result.unchanged)))
    if result.unknown_rows:
        words = ngettext(
            "{count} row of the file is not in the list: {rows}.",
            "{count} rows of the file are not in the list: {rows}.",
            result.unknown_rows,
        )
        named_rows = ", ".join(named(text) for text in result.unknown[:_MOST_NAMED])
        parts.append(words.format(count=number_text(result.unknown_rows), rows=named_rows))
    if result.repeated:
        words = ngettext(
            "{count} row came back twice and differently, and stays as it was: {rows}.",
            "{count} rows came back twice and differently, and stay as they were: {rows}.",
            len(result.repeated),
        )
        rows = isolate_ltr(", ".join(str(row) for row in result.repeated[:_MOST_NAMED]))
        parts.append(words.format(count=number_text(len(result.repeated)), rows=rows))
    return " ".join(parts)
