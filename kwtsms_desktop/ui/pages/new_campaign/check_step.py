"""Step 2, Check: is it right? Every row with its verdict, and how many people can be sent to."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary, ListRow
from kwtsms_desktop.services.events import Event, Failed, Finished, Progress
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import PagedTableModel
from kwtsms_desktop.ui.pages.new_campaign.check_columns import check_columns, chips
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.step import Step, busy_line
from kwtsms_desktop.ui.pages.new_campaign.understanding import named
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.chips import ALL, ChipBar
from kwtsms_desktop.ui.widgets.inputs import search_field
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.table_view import MOST_COPIED, TableView

_SEARCH_AFTER_MS = 250
_SEARCH_WIDTH = 240


class CheckStep(Step):
    """Headline, chips that filter, and the rows."""

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__(shell, preparation)
        self._shown: CheckSummary | None = None  # what chips and rows were made for
        self._checking = Latest(shell.background, self)
        self._checked_as: tuple[int | None, CheckOptions] | None = None
        self._wants_another = False  # check, as soon as the present one has stopped
        self._model: PagedTableModel[ListRow] | None = None
        self._table: TableView | None = None
        self._finding = Latest(shell.background, self)
        self._strip = MessageStrip()
        self._headline = label("", "headline", wrap=True)
        self._headline.setObjectName("headline")
        self._search = search_field(_("Find in the list"))
        self._search.setObjectName("search")
        self._search.setFixedWidth(_SEARCH_WIDTH)
        self._chips = ChipBar(_("Verdicts"))
        self._accept = QCheckBox()
        self._accept.setObjectName("acceptReview")
        self._accept_hint = label(
            _(
                "These cells can be read in more than one way. "
                "The numbers we would use are under “Will be sent to”."
            ),
            "caption",
            wrap=True,
        )
        self._sum = ElidedLabel("", "muted")
        self._sum.setObjectName("sum")
        self._found = label("", "muted")
        self._busy = busy_line(can_cancel=False)
        self._content = self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_AFTER_MS)
        self._timer.timeout.connect(self._find)
        self._search.textChanged.connect(self._on_typed)
        self._chips.selection_changed.connect(self._find)
        self._accept.toggled.connect(preparation.set_accept_review)
        preparation.list_changed.connect(self._on_list_changed)

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
        if self.preparation.summary is None:
            return
        if self.preparation.is_list_current():
            self._set_busy(False)
            self._show(self.preparation.summary)
        else:
            self._check()

    def leave(self) -> None:
        """A check under way goes on: half of it would be of no use."""
        self._finding.cancel()

    @property
    def chips(self) -> ChipBar:
        """The filter."""
        return self._chips

    @property
    def table(self) -> TableView | None:
        """The rows; None before a list was shown."""
        return self._table

    # Checking anew

    def _check(self) -> None:
        list_id, options = self.preparation.list_id, self.preparation.check_options()
        if self._checking.is_running:
            if self._checked_as != (list_id, options):
                self._wants_another = True  # two at once would mix their verdicts
                self._checking.stop()
            return
        if list_id is None:
            return
        checking = self.shell.app.checking
        self._checked_as, self._wants_another = (list_id, options), False
        self.preparation.doubt_list()
        self._set_busy(True)
        self._checking.start(
            lambda mailbox, stop: checking.check(list_id, options, mailbox, stop),
            "check-list",
            self._on_check,
        )
        self.footer_changed.emit()

    def _on_check(self, event: Event) -> None:
        if isinstance(event, Progress):
            words = _("Checking… {done} of {total}").format(
                done=number_text(event.done), total=number_text(event.total or 0)
            )
            self._busy.set_text(words)
            self._busy.set_progress(event.done, event.total)
            return
        self._set_busy(False)
        if self._wants_another:
            self._check()
        elif isinstance(event, Failed):
            self._tell(event.error, _("Check again"))
        elif isinstance(event, Finished) and not event.cancelled:
            self._on_checked(event.result)
        self.footer_changed.emit()

    def _on_checked(self, summary: CheckSummary) -> None:
        if summary.contact_list.id == self.preparation.list_id:  # and not of a list given up meanwhile
            self.preparation.set_list(summary)
            self.enter()

    def _set_busy(self, is_busy: bool) -> None:
        self._content.setEnabled(not is_busy)
        if is_busy:
            self._strip.clear()
            self._busy.start(_("Checking the list again with the present settings…"))
        else:
            self._busy.stop()

    # Showing

    def _show(self, summary: CheckSummary) -> None:
        if summary is not self._shown:
            self._shown = summary
            self._strip.clear()
            self._chips.set_chips(chips(summary), summary.contact_list.rows)
            self._drop_table()
            self._find()
        self._show_numbers(summary)

    def _show_numbers(self, summary: CheckSummary) -> None:
        self._headline.setText(_headline(summary, self.preparation))
        to_look_at = summary.verdicts[Verdict.NEEDS_REVIEW]
        words = ngettext(
            "Also send to the {count} row to look at", "Also send to the {count} rows to look at", to_look_at
        )
        self._accept.setText(words.format(count=number_text(to_look_at)))
        self._accept.blockSignals(True)
        self._accept.setChecked(self.preparation.accept_review)
        self._accept.blockSignals(False)
        self._accept.setVisible(to_look_at > 0)
        self._accept_hint.setVisible(to_look_at > 0)
        self._sum.set_text(_sum_text(summary))
        if self._table is not None:
            self._table.viewport().update()
        self.footer_changed.emit()

    def _make_table(self, summary: CheckSummary) -> TableView:
        """A table with this list's columns, which no other list need have."""
        self._model = PagedTableModel(check_columns(summary, self._accepts_review), self._rows, self)
        self._model.unreadable.connect(self._tell)
        table = self._table = TableView(self._model, _("The rows of the list"))
        table.setObjectName("rows")
        table.horizontalHeader().setStretchLastSection(True)
        table.copy_refused.connect(self._on_copy_refused)
        self._room.addWidget(table, 1)
        return table

    def _drop_table(self) -> None:
        if self._table is not None and self._model is not None:
            self._table.hide()
            self._table.deleteLater()
            self._model.deleteLater()
            self._table, self._model = None, None

    def _accepts_review(self) -> bool:
        return self.preparation.accept_review

    def _rows(self, ids: Sequence[int]) -> Sequence[ListRow | None]:
        found = {row.id: row for row in self.shell.app.checking.rows(ids)}
        return [found.get(row_id) for row_id in ids]

    # Filtering

    def _on_typed(self, _text: str) -> None:
        self._timer.start()

    def _find(self) -> None:
        self._timer.stop()
        if self._shown is None:
            return
        checking, list_id = self.shell.app.checking, self._shown.contact_list.id
        verdicts = [Verdict(self._chips.selected)] if self._chips.selected != ALL else []
        search = self._search.text().strip()
        self._finding.start(
            lambda _mailbox, _stop: checking.row_ids(list_id, verdicts, search), "find-rows", self._on_found
        )

    def _on_found(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._tell(event.error)
        elif isinstance(event, Finished):
            self._show_rows(event.result)

    def _show_rows(self, ids: array[int]) -> None:
        if self._shown is None:
            return
        table = self._table or self._make_table(self._shown)
        total, ready = self._shown.contact_list.rows, self._shown.verdicts[Verdict.VALID]
        has_reasons = self._chips.selected != Verdict.VALID.value and ready < total
        table.set_two_line_rows(has_reasons)
        if self._model is not None:
            self._model.set_order(ids)
        search = self._search.text().strip()
        nothing = (
            _("No row contains “{text}”.").format(text=named(search))
            if search
            else _("No rows of this kind.")
        )
        table.set_empty_text(nothing)
        words = ngettext("{count} row shown", "{count} rows shown", len(ids))
        self._found.setText(words.format(count=number_text(len(ids))) if len(ids) < total else "")

    # Telling

    def _tell(self, error: Exception, action: str | None = None) -> None:
        self._strip.show_message(MessageKind.DANGER, self.shell.words_for(error), action, self._check)

    def _on_copy_refused(self, _count: int) -> None:
        words = _("At most {count} rows can be copied at once.").format(count=number_text(MOST_COPIED))
        self._strip.show_message(MessageKind.INFO, words)

    def _on_list_changed(self) -> None:
        summary = self.preparation.summary
        if summary is None:
            self._shown = None
            self._finding.cancel()
            self._search.clear()
        elif summary is self._shown:
            self._show_numbers(summary)

    def _lay_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._headline, 1)
        head.addWidget(self._search, 0, Qt.AlignmentFlag.AlignTop)
        review = QHBoxLayout()
        review.setSpacing(16)
        review.addWidget(self._accept)
        review.addWidget(self._accept_hint, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._sum, 1)
        foot.addWidget(self._found)
        self._room = QVBoxLayout()
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(head)
        inside.addWidget(self._chips)
        inside.addLayout(review)
        inside.addLayout(self._room, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._strip)
        column.addWidget(content, 1)
        column.addWidget(self._busy)
        return content


def _headline(summary: CheckSummary, preparation: Preparation) -> str:
    people, total = preparation.people, summary.contact_list.rows
    rows = summary.verdicts[Verdict.VALID]
    if preparation.accept_review:
        rows += summary.verdicts[Verdict.NEEDS_REVIEW]
    if not people:
        return _("Nobody in this list can be sent to. Correct the file and choose it again.")
    if people == rows:
        sentence = ngettext(
            "{people} of {count} person can be sent to.", "{people} of {count} people can be sent to.", total
        )
    else:  # several numbers in one cell, or numbers that other rows have
        sentence = ngettext(
            "{rows} of {count} row can be sent to: {people} people.",
            "{rows} of {count} rows can be sent to: {people} people.",
            total,
        )
    return sentence.format(people=number_text(people), rows=number_text(rows), count=number_text(total))


def _sum_text(summary: CheckSummary) -> str:
    found = summary.contact_list
    sentence = ngettext(
        "Together: {count} row of “{file}”.", "Together: {count} rows of “{file}”.", found.rows
    )
    return sentence.format(count=number_text(found.rows), file=named(found.file_name))
