"""What the user does to the rows of a list, as changes to be made in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from kwtsms_desktop.services.checking import CheckSummary, KeepDuplicate
from kwtsms_desktop.services.composing import Duplicates
from kwtsms_desktop.services.editing import EditResult
from kwtsms_desktop.services.events import Mailbox, Stop
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.pages.new_campaign.check_changes import Change, ChangeQueue, Outcome, Typed
from kwtsms_desktop.ui.pages.new_campaign.check_columns import cell_column
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip


class RowActs(QObject):
    """Adds the changes of the chosen list to the queue."""

    def __init__(
        self,
        shell: Shell,
        preparation: Preparation,
        queue: ChangeQueue,
        strip: MessageStrip,
        selected: Callable[[], Sequence[int]],
        shown: Callable[[], Sequence[int]],
    ) -> None:
        """Prepare.

        Args:
            shell: of the window.
            preparation: whose list is changed.
            queue: makes the changes.
            strip: where outcomes are told that the table does not show.
            selected: gives the ids of the selected rows.
            shown: gives the ids of all rows on show.
        """
        super().__init__(queue)
        self._app = shell.app
        self._preparation = preparation
        self._queue = queue
        self._strip = strip
        self._selected = selected
        self._shown = shown

    def type(self, row_id: int, key: str, text: str) -> None:
        """The user typed into a cell."""
        if (list_id := self._preparation.list_id) is None:
            return
        app, options = self._app, self._preparation.list_options()

        def _correct(_mailbox: Mailbox, _stop: Stop) -> EditResult:
            (row,) = app.checking.rows([row_id])
            return app.editing.correct(list_id, row_id, cell_column(key, row), text, options)

        self._queue.add(Change(list_id, _correct, typed=Typed(row_id, key, text)))

    def leave_out(self) -> None:
        """The selected rows are not sent to."""
        self._choose(self._selected(), self._app.editing.exclude)

    def leave_out_all(self) -> None:
        """None of the rows on show is sent to."""
        self._choose(self._shown(), self._app.editing.exclude)

    def include(self) -> None:
        """Whatever was chosen for the selected rows is taken back."""
        self._choose(self._selected(), self._app.editing.include)

    def accept(self) -> None:
        """The selected rows to look at are right."""
        self._choose(self._selected(), self._app.editing.accept)

    def accept_all(self) -> None:
        """All rows to look at on show are right."""
        self._choose(self._shown(), self._app.editing.accept)

    def undo(self) -> None:
        """Take the last step back."""
        editing, options = self._app.editing, self._preparation.list_options()
        self._add(lambda list_id, mailbox, stop: editing.undo(list_id, options, mailbox, stop))

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        editing, options = self._app.editing, self._preparation.list_options()
        self._add(lambda list_id, mailbox, stop: editing.redo(list_id, options, mailbox, stop))

    def keep(self, chosen: Duplicates) -> None:
        """Send to the first or to the last of equal numbers, or to all with different texts."""
        sends_all = chosen is Duplicates.ALL_TEXTS
        self._preparation.set_sends_all_texts(sends_all)
        if sends_all:
            words = _(
                "A number that stands in several rows gets each text that is different. "
                "How many messages that makes is counted in the next step."
            )
            self._strip.show_message(MessageKind.INFO, words)
            return
        self._strip.clear()
        keep = KeepDuplicate(chosen.value)
        editing, options = self._app.editing, self._preparation.list_options()
        self._add(lambda list_id, mailbox, stop: editing.keep(list_id, keep, options, mailbox, stop))

    def block(self) -> None:
        """Nobody writes to the numbers of the selected rows any more, from this list or another."""
        ids, app, options = self._selected(), self._app, self._preparation.list_options()
        added: list[int] = []

        def _block(list_id: int, mailbox: Mailbox, stop: Stop) -> CheckSummary:
            result = app.blocking.add_rows(list_id, ids)
            added.append(result.added + result.known)
            return app.checking.check(list_id, options, mailbox, stop)

        def _tell(_summary: object) -> None:
            words = ngettext(
                "{count} number is on the block list: it is left out of every list.",
                "{count} numbers are on the block list: they are left out of every list.",
                added[0],
            )
            self._strip.show_message(MessageKind.SUCCESS, words.format(count=number_text(added[0])))

        self._add(_block, _tell)

    def _choose(self, ids: Sequence[int], choose: Callable[..., EditResult]) -> None:
        options = self._preparation.list_options()
        if ids:
            self._add(lambda list_id, mailbox, stop: choose(list_id, ids, options, mailbox, stop))

    def _add(
        self,
        work: Callable[[int, Mailbox, Stop], Outcome | None],
        on_done: Callable[[Outcome], object] | None = None,
    ) -> None:
        list_id = self._preparation.list_id
        if list_id is None:
            return

        def _work(mailbox: Mailbox, stop: Stop) -> Outcome | None:
            return work(list_id, mailbox, stop)

        self._queue.add(Change(list_id, _work, _("Changing the rows…"), on_done=on_done))
