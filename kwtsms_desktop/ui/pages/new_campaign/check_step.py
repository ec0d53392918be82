"""Step 2, Check: is it right? Every row with its verdict, corrected and chosen on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary, ListRow, RowFilter
from kwtsms_desktop.services.events import Event, Finished, Progress
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.check_actions import FEW, Situation, repeated_row
from kwtsms_desktop.ui.pages.new_campaign.check_acts import RowActs
from kwtsms_desktop.ui.pages.new_campaign.check_again import CheckAgain
from kwtsms_desktop.ui.pages.new_campaign.check_changes import Change, Changed, ChangeQueue, NotChanged
from kwtsms_desktop.ui.pages.new_campaign.check_columns import chips
from kwtsms_desktop.ui.pages.new_campaign.check_layout import CheckLayout, add_keys
from kwtsms_desktop.ui.pages.new_campaign.check_problems import ProblemFile
from kwtsms_desktop.ui.pages.new_campaign.check_words import headline, sum_text
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.step import Step
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.chips import ALL, ChipBar
from kwtsms_desktop.ui.widgets.drop_area import file_in
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.table_view import MOST_COPIED, TableView

_SEARCH_AFTER_MS = 250


class CheckStep(Step):
    """Headline, chips that filter, what is to be done, the rows, and what can be done with them.

    Signals:
        file_dropped(Path): a file was dropped that is no corrected part of this list.
    """

    file_dropped = Signal(Path)

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__(shell, preparation)
        self._shown: CheckSummary | None = None  # what is on show
        self._wants_to_go = False  # on, as soon as what was typed is stored
        self._reason: str | None = None
        self._only_edited = False
        self._steps = Latest(shell.background, self)
        self._ui = ui = CheckLayout(self, shell)
        self._again = CheckAgain(shell, preparation, ui.busy, self)
        self._queue = ChangeQueue(shell.background, shell.app.editing, self)
        self._acts = RowActs(
            shell, preparation, self._queue, ui.strip, ui.rows.selected_ids, lambda: ui.rows.ids
        )
        self._file = ProblemFile(shell, ui.strip, self)
        self._timer = self._single_shot(_SEARCH_AFTER_MS, self._find)
        self._looked = self._single_shot(0, self._show_situation)
        self.setAcceptDrops(True)
        self._connect()

    # What the container asks

    def primary_text(self) -> str:
        """Go on, with the number of people."""
        people = self.preparation.people
        return ngettext("Continue with {count} person", "Continue with {count} people", people).format(
            count=number_text(people)
        )

    def is_ready(self) -> bool:
        """Whether there is anybody to send to."""
        return self.preparation.is_list_current() and self.preparation.people > 0

    def enter(self) -> None:
        """Show the list; check it anew where that was done under other settings, or not to the end."""
        if self.preparation.summary is None or self._queue.is_busy:
            return
        if self.preparation.is_list_current():
            self._show(self.preparation.summary)
        else:
            self._again.start()

    def leave(self) -> None:
        """A check under way goes on: half of it would be of no use."""
        self._ui.rows.stop()

    def proceed(self) -> None:
        """Go on when what was typed is stored."""
        if self._ui.rows.table is not None:
            self._ui.rows.table.store_typed()
        self._wants_to_go = self._queue.is_busy
        if not self._wants_to_go:
            self.step_done.emit()

    @property
    def chips(self) -> ChipBar:
        """The filter."""
        return self._ui.chips

    @property
    def table(self) -> TableView | None:
        """The rows; None before a list was shown."""
        return self._ui.rows.table

    # Checking anew

    def _on_check_begun(self) -> None:
        self._ui.strip.clear()
        self._ui.content.setEnabled(False)
        self.footer_changed.emit()

    def _on_check_ended(self) -> None:
        self._ui.content.setEnabled(True)
        self.footer_changed.emit()

    def _on_checked(self, summary: CheckSummary) -> None:
        if summary.contact_list.id == self.preparation.list_id:  # and not of a list given up meanwhile
            self.preparation.set_list(summary)
            self.enter()
        self.footer_changed.emit()

    def _on_check_failed(self, error: Exception) -> None:
        words, strip = self.shell.words_for(error), self._ui.strip
        strip.show_message(MessageKind.DANGER, words, _("Check again"), self._again.start)

    # Showing

    def _show(self, summary: CheckSummary) -> None:
        """Show a list, or what is another about it."""
        if summary is not self._shown:
            is_same = self._shown is not None and self._shown.contact_list.id == summary.contact_list.id
            self._shown = summary
            if not is_same:
                self._ui.strip.clear()
                self._reason, self._only_edited = None, False
            self._ui.rows.show_list(summary)
            self._read_steps(summary.contact_list.id)
            self._show_figures(summary)
            self._find()
        else:
            self._show_figures(summary)
            if not self._ui.rows.is_found:  # the step was left before
                self._find()

    def _show_figures(self, summary: CheckSummary) -> None:
        ui = self._ui
        ui.headline.setText(headline(summary))
        ui.chips.set_chips(chips(summary, ui.chips.selected), summary.contact_list.entries)
        ui.sum.set_text(sum_text(summary))
        ui.todo.show_summary(summary, self.preparation.duplicates)
        ui.coverage.show_summary(summary, self.preparation.list_options())
        self._show_situation()
        self.footer_changed.emit()

    def _show_situation(self) -> None:
        if self._shown is None:
            return
        rows = self._ui.rows
        selected = rows.selected_count()
        now = Situation(
            self._shown, rows.wanted, len(rows.ids), selected, rows.selected_few(FEW), is_stale=rows.is_stale
        )
        self._ui.actions.show_situation(now)

    def _read_steps(self, list_id: int) -> None:
        """What can be undone, also from an earlier day."""
        editing = self.shell.app.editing
        self._steps.start(lambda _mailbox, _stop: editing.last(list_id), "read-steps", self._on_steps)

    def _on_steps(self, event: Event) -> None:
        if isinstance(event, Finished):
            self._ui.actions.show_steps(*event.result)

    # Filtering

    def _on_typed(self, _text: str) -> None:
        self._timer.start()

    def _find(self) -> None:
        self._timer.stop()
        selected = self._ui.chips.selected
        self._ui.rows.look_for(
            RowFilter(
                verdicts=(Verdict(selected),) if selected != ALL else (),
                reason=self._reason,
                search=self._ui.search.text().strip(),
                is_edited=self._only_edited,
            )
        )

    def _on_chip(self) -> None:
        self._reason, self._only_edited = None, False
        self._find()

    def _on_reason(self, reason: str | None) -> None:
        self._reason = reason
        self._find()

    def _on_verdict_wanted(self, verdict: Verdict) -> None:
        self._ui.chips.select(verdict.value)
        self._on_chip()

    def _on_edited_wanted(self) -> None:
        self._ui.chips.select(ALL)
        self._reason, self._only_edited = None, True
        self._find()

    def _on_found(self, _count: int) -> None:
        if self._shown is None:
            return
        total, ready = self._shown.contact_list.entries, self._shown.verdicts[Verdict.VALID]
        if self.table is not None:
            is_ready = self._ui.rows.wanted.verdicts == (Verdict.VALID,)
            self.table.set_two_line_rows(not is_ready and ready < total)
        self._show_situation()

    def _show_original(self) -> None:
        self._jump(self._ui.rows.selected_few(1))

    def _on_opened(self, row: ListRow) -> None:
        self._jump([row])

    def _jump(self, rows: list[ListRow] | None) -> None:
        """Go to the row that this one repeats."""
        number = repeated_row(rows)
        if rows and number is not None:
            self._ui.rows.go_to_number(number, rows[0].phone, self._on_goal)

    def _on_goal(self, row: ListRow) -> None:
        """Show a row, among all rows where it is not on show."""
        if row.id not in self._ui.rows.ids:
            self._ui.chips.select(ALL)
            self._ui.search.blockSignals(True)
            self._ui.search.clear()
            self._ui.search.blockSignals(False)
            self._on_chip()
        self._ui.rows.show_row(row)

    # Changing

    def _on_changed(self, event: Changed) -> None:
        typed, result = event.change.typed, event.result
        if typed is not None and self._ui.rows.model is not None:
            self._ui.rows.model.forget_typed(typed.row_id, typed.key, typed.text)
        if event.change.list_id != self.preparation.list_id:
            return
        self._ui.actions.show_steps(event.undo, event.redo)
        if result is None:
            return
        if isinstance(result, CheckSummary):
            self._take(result, None)
        else:
            self._take(result.summary, result.changed)
        if event.change.on_done is not None:
            event.change.on_done(result)

    def _on_not_changed(self, event: NotChanged) -> None:
        typed = event.change.typed
        if typed is not None and self._ui.rows.model is not None:
            self._ui.rows.model.forget_typed(typed.row_id, typed.key, typed.text)
        self._tell(event.error)

    def _on_begun(self, change: Change) -> None:
        if change.words:
            self._ui.changing.start(change.words)

    def _on_change_progress(self, event: Progress) -> None:
        self._ui.changing.set_progress(event.done, event.total)

    def _on_idle(self) -> None:
        self._ui.changing.stop()
        if self.preparation.summary is not None and not self.preparation.is_list_current():
            self._wants_to_go = False
            self._again.start()  # a change was stopped half-way
        elif self._wants_to_go:
            self._wants_to_go = False
            if self.is_ready():
                self.step_done.emit()
        elif self.isVisible():
            self.enter()  # was put off while changes were made

    def _on_asked(self, summary: CheckSummary) -> None:
        if summary.contact_list.id == self.preparation.list_id:
            self._take(summary, None)

    def _take(self, summary: CheckSummary, changed: Sequence[int] | None) -> None:
        """The list is another one now, but for what is on show: rows stay where they are."""
        self._shown = summary
        self._ui.rows.show_list(summary)
        self._ui.rows.renew(changed)
        self.preparation.set_list(summary)

    # Telling

    def _tell(self, error: Exception) -> None:
        self._ui.strip.show_message(MessageKind.DANGER, self.shell.words_for(error))

    def _on_copy_refused(self, _count: int) -> None:
        words = _("At most {count} rows can be copied at once.").format(count=number_text(MOST_COPIED))
        self._ui.strip.show_message(MessageKind.INFO, words)

    def _on_list_changed(self) -> None:
        summary = self.preparation.summary
        if summary is None:
            self._shown = None
            self._ui.rows.show_list(None)
            self._ui.search.clear()
        elif summary is self._shown:
            self._show_figures(summary)

    def _on_save(self) -> None:
        if self._shown is not None:
            self._file.save(self._shown)

    def _on_menu(self, menu: QMenu) -> None:
        self._show_situation()  # the click that opened the menu may have selected another row
        self._ui.actions.fill_menu(menu)

    # Keys, files, connections

    def _find_key(self) -> None:
        self._ui.search.setFocus()
        self._ui.search.selectAll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: something is carried over; files are welcome."""
        if self._shown is not None and file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: it was dropped; perhaps the corrected rows of this list."""
        file = file_in(event.mimeData())
        if file is not None and self._shown is not None:
            event.acceptProposedAction()
            self._file.look(file, self._shown.contact_list.id, self.preparation.list_options())

    def _single_shot(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(then)
        return made

    def _connect(self) -> None:
        ui, rows, acts, queue = self._ui, self._ui.rows, self._acts, self._queue
        ui.search.textChanged.connect(self._on_typed)
        ui.chips.selection_changed.connect(self._on_chip)
        ui.todo.verdict_wanted.connect(self._on_verdict_wanted)
        ui.todo.edited_wanted.connect(self._on_edited_wanted)
        ui.todo.duplicates_chosen.connect(acts.keep)
        ui.todo.save_wanted.connect(self._on_save)
        ui.coverage.asked.connect(self._on_asked)
        ui.coverage.failed.connect(self._tell)
        rows.found.connect(self._on_found)
        rows.failed.connect(self._tell)
        rows.typed.connect(acts.type)
        rows.selection_changed.connect(self._looked.start)
        rows.delete_pressed.connect(acts.leave_out)
        rows.opened.connect(self._on_opened)
        rows.menu_opening.connect(self._on_menu)
        rows.copy_refused.connect(self._on_copy_refused)
        self._again.begun.connect(self._on_check_begun)
        self._again.ended.connect(self._on_check_ended)
        self._again.checked.connect(self._on_checked)
        self._again.failed.connect(self._on_check_failed)
        queue.begun.connect(self._on_begun)
        queue.changed.connect(self._on_changed)
        queue.failed.connect(self._on_not_changed)
        queue.progressed.connect(self._on_change_progress)
        queue.idle.connect(self._on_idle)
        ui.changing.cancel_requested.connect(queue.stop)
        self._file.corrected.connect(queue.add)
        self._file.failed.connect(self._tell)
        self._file.other_file.connect(self.file_dropped)
        self.preparation.list_changed.connect(self._on_list_changed)
        self._connect_actions()

    def _connect_actions(self) -> None:
        actions, acts = self._ui.actions, self._acts
        actions.leave_out.connect(acts.leave_out)
        actions.leave_out_all.connect(acts.leave_out_all)
        actions.include.connect(acts.include)
        actions.accept.connect(acts.accept)
        actions.accept_all.connect(acts.accept_all)
        actions.block.connect(acts.block)
        actions.copy.connect(self._ui.rows.copy)
        actions.original.connect(self._show_original)
        actions.find_again.connect(self._find)
        actions.reason_chosen.connect(self._on_reason)
        actions.undo.connect(acts.undo)
        actions.redo.connect(acts.redo)
        add_keys(self, QKeySequence.StandardKey.Find, (), self._find_key)
        add_keys(self, QKeySequence.StandardKey.Undo, ("Ctrl+Z",), acts.undo)
        add_keys(self, QKeySequence.StandardKey.Redo, ("Ctrl+Y", "Ctrl+Shift+Z"), acts.redo)
