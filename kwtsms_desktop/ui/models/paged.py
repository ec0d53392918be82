"""A table of any length: ids in view order, and rows read by the page when they are painted.

Rule: nothing here is proportional to the number of rows but the ids (8 bytes each). Sorting, filtering and
counting are SQL on a worker; its answer comes in through ``set_order``.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.models.columns import (
    COLOUR_ROLE,
    GLYPH_ROLE,
    ID_ROLE,
    LTR_ROLE,
    MARK_ROLE,
    REASON_ROLE,
    CellKind,
    RowT,
    TableColumn,
    answer,
    heading_answer,
    is_known,
    typed_answer,
)

__all__ = [
    "COLOUR_ROLE",
    "GLYPH_ROLE",
    "ID_ROLE",
    "KEPT_PAGES",
    "LTR_ROLE",
    "MARK_ROLE",
    "PAGE",
    "REASON_ROLE",
    "CellKind",
    "Fetch",
    "PagedTableModel",
    "TableColumn",
]

PAGE = 200
"""Rows read at once."""

KEPT_PAGES = 32
"""Pages kept in memory: 6,400 rows, whatever the length of the table."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()  # the root of a model, Qt's default parent
_SELECTABLE = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)  # what Qt says of every cell, made once: it is asked for at every painted cell
_EDITABLE = _SELECTABLE | Qt.ItemFlag.ItemIsEditable

Fetch = Callable[[Sequence[int]], Sequence[RowT | None]]
"""Reads rows by id: as many as ids, in their order, None for an id that is gone. At most ``PAGE`` at once."""


class PagedTableModel(QAbstractTableModel, Generic[RowT]):
    """Rows of a query, by id.

    Signals:
        edited(int, str, str): the user typed a new value: id of the row, key of the column, text. The
            listener stores it and calls ``invalidate``; with ``show_typed`` the cell shows the new value
            until then, else the old one.
        unreadable(KwtsmsDesktopError): rows could not be read; their cells stay empty until ``refresh``.
    """

    # Qt may still ask a model whose Python half is just being collected: then it is an empty one.
    columns: Sequence[TableColumn[RowT]] = ()
    _ids: array[int] = array("q")

    edited = Signal(object, str, str)
    unreadable = Signal(object)
    _read_failed = Signal(object)

    def __init__(
        self, columns: Sequence[TableColumn[RowT]], fetch: Fetch[RowT], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.keeps_place = False
        self._fetch = fetch
        self._ids = array("q")
        self._pages: OrderedDict[int, Sequence[RowT | None]] = OrderedDict()
        self._renewed: dict[int, RowT | None] = {}
        self._typed: dict[tuple[int, str], str] = {}
        self._read_failed.connect(self.unreadable, Qt.ConnectionType.QueuedConnection)

    # What the page does with it

    def set_order(self, ids: Iterable[int], *, keep_place: bool = False) -> None:
        """Show these rows in this order.

        Args:
            ids: best an ``array("q")``, which is taken over as it is.
            keep_place: whether the view stays where it is (new rows arrived) or goes to the top (another
                filter).
        """
        self.keeps_place = keep_place
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) and ids.typecode == "q" else array("q", ids)
        self._forget()
        self.endResetModel()

    def invalidate(self, ids: Iterable[int]) -> None:
        """These rows changed: read them anew when they are painted again. Rows not in memory cost nothing."""
        wanted = set(ids)
        self._renewed = {}
        for page in list(self._pages):
            first = page * PAGE
            rows = self._ids[first : first + PAGE]
            hit = [first + offset for offset, row_id in enumerate(rows) if row_id in wanted]
            if hit:
                del self._pages[page]
                self._announce(hit[0], hit[-1])

    def show_typed(self, row_id: int, key: str, text: str) -> None:
        """Show what the user typed into a cell, until it is stored: id of the row, key of the column."""
        self._typed[row_id, key] = text
        self.invalidate([row_id])

    def forget_typed(self, row_id: int, key: str, text: str) -> None:
        """That text is stored or given up: the row says what it holds, unless something else was typed."""
        if self._typed.get((row_id, key)) == text:
            del self._typed[row_id, key]
            self.invalidate([row_id])

    def refresh(self) -> None:
        """Any row may have changed: read what is painted anew. Order, selection and scroll position stay."""
        self._forget()
        if self._ids:
            self._announce(0, len(self._ids) - 1)

    def renew(self, first: int, last: int) -> None:
        """Rows may have changed: read those on show now, and have only the ones painted that differ.

        Args:
            first: the first row on show.
            last: the last row on show.
        """
        last = min(last, len(self._ids) - 1)
        if not 0 <= first <= last:
            return
        before = {row: self._known(row) for row in range(first, last + 1)}
        fresh = dict(enumerate(self._read(self._ids[first : last + 1]), first))
        self._forget()
        self._renewed = fresh
        changed = [row for row, record in fresh.items() if record != before[row]]
        if changed:
            self._announce(changed[0], changed[-1])

    def _known(self, row: int) -> RowT | None:
        """What is held of a row, without reading it."""
        if row in self._renewed:
            return self._renewed[row]
        page, offset = divmod(row, PAGE)
        return self._pages[page][offset] if page in self._pages else None

    def _forget(self) -> None:
        self._pages.clear()
        self._renewed = {}

    def id_at(self, row: int) -> int:
        """The id in a row of the view."""
        return self._ids[row]

    def ids_at(self, first: int, last: int) -> array[int]:
        """The ids from row ``first`` to row ``last``, both included."""
        return self._ids[first : last + 1]

    def position_of(self, row_id: int) -> int | None:
        """The row of the view that shows an id; None where none does. Looks through all ids."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def row_at(self, row: int) -> RowT | None:
        """The record in a row of the view; None where its id is gone."""
        if row in self._renewed:
            return self._renewed[row]
        page, offset = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read(self._ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = rows
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[offset]

    def plain_text(self, row: int, column: int) -> str:
        """What a cell says, as it may leave the window."""
        record = self.row_at(row)
        if record is None:
            return ""
        typed = self._typed_at(row, column)
        return without_isolates(self.columns[column].text(record) if typed is None else typed)

    @property
    def ids(self) -> array[int]:
        """The ids of all rows, in view order; not to be changed."""
        return self._ids

    @property
    def rows_in_memory(self) -> int:
        """How many records are held now."""
        return sum(len(rows) for rows in self._pages.values())

    def _read(self, ids: Sequence[int]) -> Sequence[RowT | None]:
        try:
            return self._fetch(ids)
        except KwtsmsDesktopError as error:
            # We may be in the middle of painting: empty cells now, the sentence afterwards.
            self._read_failed.emit(error)
            return [None] * len(ids)

    def _typed_at(self, row: int, column: int) -> str | None:
        """What the user typed into a cell that is not stored yet."""
        return self._typed.get((self._ids[row], self.columns[column].key)) if self._typed else None

    def _announce(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # What the view asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: headings, at the start edge like their cells."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        return heading_answer(self.columns[section], role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: one aspect of one cell."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        record = self.row_at(index.row()) if is_known(role) else None
        if record is None:
            return None
        column, typed = self.columns[index.column()], self._typed_at(index.row(), index.column())
        return answer(column, record, role) if typed is None else typed_answer(column, record, typed, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        may_edit = self.columns[index.column()].is_editable
        record = None if may_edit is None else self.row_at(index.row())
        is_editable = may_edit is not None and record is not None and may_edit(record)
        return _EDITABLE if is_editable else _SELECTABLE

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: the user typed something. Stored by whoever listens to ``edited``."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column, text = index.row(), index.column(), str(value)
        if text == self.plain_text(row, column):
            return False
        self.edited.emit(self._ids[row], self.columns[column].key, text)
        return True
