"""Checking a whole list anew, where its verdicts are of other settings or were never written to the end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Event, Failed, Finished, Progress
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.busy import BusyLine


class CheckAgain(QObject):
    """Checks the chosen list; of two wishes in a row the later counts.

    Signals:
        begun(): the list's verdicts are in doubt from now on.
        ended(): nothing is under way any more; comes before the next two.
        checked(CheckSummary): the list was checked to the end.
        failed(Exception): it could not be checked.
    """

    begun = Signal()
    ended = Signal()
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, preparation: Preparation, busy: BusyLine, parent: QObject) -> None:
        super().__init__(parent)
        self._checking = shell.app.checking
        self._preparation = preparation
        self._busy = busy
        self._work = Latest(shell.background, self)
        self._checked_as: tuple[int | None, CheckOptions] | None = None
        self._wants_another = False  # check, as soon as the present one has stopped

    def start(self) -> None:
        """Check the list, by the settings of now."""
        list_id, options = self._preparation.list_id, self._preparation.list_options()
        if self._work.is_running:
            if self._checked_as != (list_id, options):
                self._wants_another = True  # two at once would mix their verdicts
                self._work.stop()
            return
        if list_id is None:
            return
        checking = self._checking
        self._checked_as, self._wants_another = (list_id, options), False
        self._preparation.doubt_list()
        self._busy.start(_("Checking the list again with the present settings…"))
        self._work.start(
            lambda mailbox, stop: checking.check(list_id, options, mailbox, stop),
            "check-list",
            self._on_event,
        )
        self.begun.emit()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            words = _("Checking… {done} of {total}").format(
                done=number_text(event.done), total=number_text(event.total or 0)
            )
            self._busy.set_text(words)
            self._busy.set_progress(event.done, event.total)
            return
        self._busy.stop()
        self.ended.emit()
        if self._wants_another:
            self.start()
        elif isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and not event.cancelled:
            self.checked.emit(event.result)
