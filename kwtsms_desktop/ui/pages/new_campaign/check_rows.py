"""The rows of the check: the table, which of them are shown, and in which order.

Rule: rows are found on a worker, and the table stays as it is until they are found. A row that was changed
stays where it is, also where it is not one of those wanted any more, until they are looked for again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kwtsms_desktop.services.checking import Checking, CheckSummary, ListRow, RowFilter, RowOrder
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import PagedTableModel
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.check_columns import check_columns
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.busy import ProgressLine
from kwtsms_desktop.ui.widgets.table_view import TableView

_BUSY_AFTER_MS = 300
_MANY = 5000  # changed rows of which it is not asked which are on show


class CheckRows(QWidget):
    """The table of a list.

    Attributes:
        model: the rows; None before a list was shown, as is ``table``.
        table: what shows them.
        is_stale: whether rows on show were changed since they were looked for.
        is_found: whether those on show are those wanted.

    Signals:
        found(int): so many rows are shown now.
        failed(Exception): rows could not be found or read.
        typed(int, str, str): id of the row, key of the column and what the user typed into it.
        selection_changed(): ask ``selected_ids``.
        delete_pressed(): the user wants the selected rows out of the way.
        opened(ListRow): a row was double-clicked where nothing can be typed.
        menu_opening(QMenu): whoever listens adds to it.
        copy_refused(int): too many rows to be copied.
    """

    found = Signal(int)
    failed = Signal(object)
    typed = Signal(object, str, str)
    selection_changed = Signal()
    delete_pressed = Signal()
    opened = Signal(object)
    menu_opening = Signal(QMenu)
    copy_refused = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._checking = shell.app.checking
        self._finding = Latest(shell.background, self)
        self._jumping = Latest(shell.background, self)
        self._summary: CheckSummary | None = None
        self._wanted = RowFilter()
        self._order = RowOrder()
        self._goal: ListRow | None = None  # to be shown once the rows are found
        self._keep_place = False
        self._then: Callable[[ListRow], object] | None = None
        self.model: PagedTableModel[ListRow] | None = None
        self.table: TableView | None = None
        self.is_stale = False
        self.is_found = False
        self._busy = ProgressLine()
        self._busy.setObjectName("finding")
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.hide()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_BUSY_AFTER_MS)
        self._delay.timeout.connect(self._busy.show)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)
        self._room.addWidget(self._busy)

    @property
    def wanted(self) -> RowFilter:
        """Which rows are shown, or looked for."""
        return self._wanted

    @property
    def ids(self) -> array[int]:
        """The ids of the rows on show."""
        return self.model.ids if self.model is not None else array("q")

    def show_list(self, summary: CheckSummary | None) -> None:
        """Show another list, or the same one with what it is like now. Rows are shown by ``look_for``."""
        if self._summary is None or summary is None or _table_of(summary) != _table_of(self._summary):
            self._drop_table()
            self._order, self.is_stale = RowOrder(), False
            self._finding.cancel()
        self._summary = summary

    def look_for(self, wanted: RowFilter, *, keep_place: bool = False) -> None:
        """Show these rows.

        Args:
            wanted: which.
            keep_place: whether the view stays where it is.
        """
        if self._summary is None:
            return
        self._wanted = wanted
        self._keep_place = keep_place
        self.is_found = False
        checking, list_id, order = self._checking, self._summary.contact_list.id, self._order
        self._busy.set_progress(0, None)
        self._delay.start()
        self._finding.start(
            lambda _mailbox, _stop: checking.row_ids(list_id, wanted, order), "find-rows", self._on_found
        )

    def stop(self) -> None:
        """Nobody waits for rows any more."""
        self._finding.cancel()
        self._jumping.cancel()
        self._stop_busy()

    def selected_ids(self) -> array[int]:
        """The ids of the selected rows."""
        return self.table.selected_ids() if self.table is not None else array("q")

    def selected_count(self) -> int:
        """How many rows are selected."""
        ranges = self.table.selected_ranges() if self.table is not None else []
        return sum(last - first + 1 for first, last in ranges)

    def selected_few(self, most: int) -> list[ListRow] | None:
        """The selected rows; None where there are more than ``most``."""
        if self.table is None or self.model is None:
            return []
        if self.selected_count() > most:
            return None
        ranges = self.table.selected_ranges()
        found = [self.model.row_at(row) for first, last in ranges for row in range(first, last + 1)]
        return [row for row in found if row is not None]

    def current_row(self) -> ListRow | None:
        """The row the keyboard is in."""
        if self.table is None or self.model is None or not self.table.currentIndex().isValid():
            return None
        return self.model.row_at(self.table.currentIndex().row())

    def renew(self, changed: Sequence[int] | None) -> None:
        """Rows were changed: show what they are like now, where they are.

        Args:
            changed: their ids; None where any may have changed.
        """
        if self.model is None:
            return
        self.is_stale = self._wanted != RowFilter()
        if changed is None or len(changed) > _MANY:
            self.model.refresh()
        else:
            self.model.invalidate(changed)

    def go_to_number(self, number: int, phone: str | None, then: Callable[[ListRow], object]) -> None:
        """Find the row with this number in the file.

        Args:
            number: of the row, as the spreadsheet shows it.
            phone: where the row has several phone cells, which number is meant.
            then: told the row.
        """
        if self._summary is None:
            return
        checking, list_id = self._checking, self._summary.contact_list.id
        self._then = then
        self._jumping.start(
            lambda _mailbox, _stop: _row_with(checking, list_id, number, phone), "find-row", self._on_goal
        )

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        if self.table is not None:
            self.table.copy_selected()

    def show_row(self, row: ListRow) -> None:
        """Scroll to a row; at once, or when the rows that are looked for are found."""
        if self._finding.is_running:
            self._goal = row
        elif self.table is not None:
            self.table.show_row(row.id)
            self.table.setFocus()

    # What is found

    def _on_found(self, event: Event) -> None:
        self._stop_busy()
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            self._show_rows(event.result)

    def _show_rows(self, ids: array[int]) -> None:
        if self._summary is None:
            return
        table = self.table or self._make_table(self._summary)
        table.set_empty_text(self._nothing())
        if self.model is not None:
            self.model.set_order(ids, keep_place=self._keep_place)
        self.is_stale, self.is_found = False, True
        if self._goal is not None:
            goal, self._goal = self._goal, None
            table.show_row(goal.id)
            table.setFocus()
        self.found.emit(len(ids))

    def _nothing(self) -> str:
        if self._wanted.search:
            return _("No row contains “{text}”.").format(text=named(self._wanted.search))
        return _("No rows of this kind.")

    def _on_goal(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and event.result is not None and self._then is not None:
            self._then(event.result)

    def _stop_busy(self) -> None:
        self._delay.stop()
        self._busy.hide()

    # The table

    def _make_table(self, summary: CheckSummary) -> TableView:
        """A table with this list's columns, which no other list need have."""
        self.model = PagedTableModel(check_columns(summary), self._read, self)
        self.model.unreadable.connect(self.failed)
        self.model.edited.connect(self._on_edited)
        table = self.table = TableView(self.model, _("The rows of the list"))
        table.setObjectName("rows")
        table.horizontalHeader().setStretchLastSection(True)
        table.copy_refused.connect(self.copy_refused)
        table.selection_changed.connect(self.selection_changed)
        table.sort_requested.connect(self._on_sort)
        table.delete_pressed.connect(self.delete_pressed)
        table.menu_opening.connect(self.menu_opening)
        table.row_activated.connect(self._on_activated)
        self._room.addWidget(table, 1)
        return table

    def _drop_table(self) -> None:
        if self.table is not None and self.model is not None:
            self.table.store_typed()
            self.table.hide()
            self.table.deleteLater()
            self.model.deleteLater()
            self.table, self.model = None, None

    def _read(self, ids: Sequence[int]) -> Sequence[ListRow | None]:
        found = {row.id: row for row in self._checking.rows(ids)}
        return [found.get(row_id) for row_id in ids]

    def _on_edited(self, row_id: int, key: str, text: str) -> None:
        if self.model is not None:
            self.model.show_typed(row_id, key, text)
            self.typed.emit(row_id, key, text)

    def _on_activated(self, _row_id: int) -> None:
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    def _on_sort(self, key: str, is_descending: bool) -> None:
        self._order = RowOrder(key, is_descending) if key else RowOrder()
        self.look_for(self._wanted)


def _table_of(summary: CheckSummary) -> tuple[object, ...]:
    """What a table's columns are made of."""
    found = summary.contact_list
    return (found.id, found.headings, found.phone_columns, found.hidden_columns)


def _row_with(checking: Checking, list_id: int, number: int, phone: str | None) -> ListRow | None:
    """The row with a number of the file: rows stand in its order, so a few looks are enough."""
    ids = checking.row_ids(list_id)
    place = bisect_left(ids, number, key=lambda row_id: checking.rows([row_id])[0].row)
    rows = [row for row in checking.rows(ids[place : place + 20]) if row.row == number]
    return next((row for row in rows if row.phone == phone), rows[0] if rows else None)
