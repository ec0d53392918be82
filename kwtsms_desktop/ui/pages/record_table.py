"""All records of one kind as a table: read in the background, with a way to begin and to try again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import PagedTableModel, TableColumn
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.table_view import TableView


class Record(Protocol):
    """What has a number of its own."""

    @property
    def id(self) -> int:
        """By which the table knows it."""


RecordT = TypeVar("RecordT", bound=Record)


class RecordTable(QWidget, Generic[RecordT]):
    """Shows records of which there are few enough to be held in memory (campaigns, lists).

    Attributes:
        table: the table itself.
        model: its rows.

    Signals:
        renewed(): records were read; ask ``records``.
    """

    renewed = Signal()

    def __init__(
        self,
        shell: Shell,
        name: str,
        columns: Sequence[TableColumn[RecordT]],
        empty: EmptyState,
        read: Callable[[], Sequence[RecordT]],
    ) -> None:
        """Make a table; nothing is said before ``read`` was called.

        Args:
            shell: for work in the background and for the words of an error.
            name: what a screen reader calls the table.
            columns: of the table.
            empty: stands there while there is no record.
            read: reads all records, in the order of the table. Called outside the GUI thread.
        """
        super().__init__()
        self._shell = shell
        self._read = read
        self._records: Mapping[int, RecordT] = MappingProxyType({})
        self._shown: list[int] = []
        self._wanted: Callable[[RecordT], bool] | None = None
        self._reader = Latest(shell.background, self)
        self._strip = MessageStrip()
        self.model: PagedTableModel[RecordT] = PagedTableModel(columns, self._fetch)
        self.model.setParent(self)
        self.table = TableView(self.model, name)
        self._empty = empty
        self._views = QStackedWidget()
        for view in (QWidget(), empty, self.table):  # nothing is said before anything is known
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._strip)
        column.addWidget(self._views, 1)

    @property
    def records(self) -> Mapping[int, RecordT]:
        """All records by id, in the order of the table, those included that ``show_only`` hides."""
        return self._records

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._reader.is_running

    def read(self) -> None:
        """Read everything anew. Order, selection and scroll position stay where they can."""
        read = self._read
        self._reader.start(lambda _mailbox, _stop: read(), "read-records", self._on_read)

    def show_only(self, wanted: Callable[[RecordT], bool] | None) -> None:
        """Show the records for which this holds; all of them for None."""
        self._wanted = wanted
        self._show()

    def selected(self) -> list[RecordT]:
        """The selected records, in the order of the table."""
        return [self._records[record_id] for record_id in self.table.selected_ids()]

    def _on_read(self, event: Event) -> None:
        if isinstance(event, Failed):
            words = self._shell.words_for(event.error)
            self._strip.show_message(MessageKind.DANGER, words, _("Try again"), self.read)
        elif isinstance(event, Finished):
            self._strip.clear()
            self._records = MappingProxyType({record.id: record for record in event.result})
            if self._show():
                self.table.setFocus()
            self.renewed.emit()

    def _show(self) -> bool:
        """Show the wanted records; returns whether one had to be selected because none was."""
        wanted = self._wanted
        order = [number for number, record in self._records.items() if wanted is None or wanted(record)]
        if order == self._shown:
            self.model.refresh()
        else:
            self._shown = order
            self.model.set_order(order, keep_place=True)
        self._views.setCurrentWidget(self.table if self._records else self._empty)
        if not order or self.table.selected_ids():
            return False
        # Not with selectRow: from right to left, Qt finds no row in a view that was never laid out.
        self.table.show_row(order[max(0, self.table.currentIndex().row())])
        return True

    def _fetch(self, ids: Sequence[int]) -> list[RecordT | None]:
        return [self._records.get(record_id) for record_id in ids]
