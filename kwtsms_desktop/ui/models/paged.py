"""A table of any length: ids in view order, and rows read by the page when they are painted.

Rule: nothing here is proportional to the number of rows but the ids (8 bytes each). Sorting, filtering and
counting are SQL on a worker; its answer comes in through ``set_order``.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.tokens import Role

PAGE = 200
"""Rows read at once."""

KEPT_PAGES = 32
"""Pages kept in memory: 6,400 rows, whatever the length of the table."""

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()  # the root of a model, Qt's default parent

ID_ROLE = Qt.ItemDataRole.UserRole + 1
"""The id of the row."""
REASON_ROLE = Qt.ItemDataRole.UserRole + 2
"""The line above the value, empty where there is none."""
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 3
"""The ``Role`` of the cell's icon and reason, None for ordinary text."""
GLYPH_ROLE = Qt.ItemDataRole.UserRole + 4
"""The ``Glyph`` before the value, None for none."""


class CellKind(Enum):
    """What a column holds, which decides how its cells are drawn."""

    TEXT = "text"  # in the direction of its own letters
    NUMBER = "number"  # left to right in both languages, as are the next two
    PHONE = "phone"
    ID = "id"
    STATUS = "status"  # a word of ours, with icon and colour

    @property
    def is_ltr(self) -> bool:
        """Whether cells are drawn inside left-to-right isolates."""
        return self in {CellKind.NUMBER, CellKind.PHONE, CellKind.ID}


@dataclass(frozen=True)  # without slots: with them, Python 3.11 cannot make a TableColumn[Row](…)
class TableColumn(Generic[RowT]):
    """One column.

    Attributes:
        key: its name in signals (``sort_requested``, ``edited``).
        heading: the words above it, asked for when shown.
        text: what a cell says, without isolates and without formatting by hand.
        kind: how cells are drawn.
        width: in pixels; the least width of the column that stretches.
        stretches: whether it takes the room that is left (one column of a table).
        glyph: icon before the text, None for none.
        role: colour of icon and reason; None for ordinary text.
        reason: a short line above the text ("One digit is missing"); empty for none. A table with such a
            column has rows of two lines.
        is_muted: whether the text is quiet (columns that do not matter for sending).
        is_sortable: whether a click on the heading asks for another order.
        is_editable: whether this row's cell may be corrected on the spot.
    """

    key: str
    heading: Callable[[], str]
    text: Callable[[RowT], str]
    kind: CellKind = CellKind.TEXT
    width: int = 120
    stretches: bool = False
    glyph: Callable[[RowT], Glyph | None] | None = None
    role: Callable[[RowT], Role | None] | None = None
    reason: Callable[[RowT], str] | None = None
    is_muted: bool = False
    is_sortable: bool = False
    is_editable: Callable[[RowT], bool] | None = None


Fetch = Callable[[Sequence[int]], Sequence[RowT | None]]
"""Reads rows by id: as many as ids, in their order, None for an id that is gone. At most ``PAGE`` at once."""


class PagedTableModel(QAbstractTableModel, Generic[RowT]):
    """Rows of a query, by id.

    Signals:
        edited(int, str, str): the user typed a new value: id of the row, key of the column, text. The
            listener stores it and calls ``invalidate``; until then the cell shows the old value.
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
        return "" if record is None else self.columns[column].text(record)

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
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: one aspect of one cell."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role not in _ROLES:
            return None
        record = self.row_at(index.row())
        return None if record is None else _ROLES[role](self.columns[index.column()], record)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid():
            may_edit = self.columns[index.column()].is_editable
            record = None if may_edit is None else self.row_at(index.row())
            if may_edit is not None and record is not None and may_edit(record):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: the user typed something. Stored by whoever listens to ``edited``."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column, text = index.row(), index.column(), str(value)
        if text == self.plain_text(row, column):
            return False
        self.edited.emit(self._ids[row], self.columns[column].key, text)
        return True


def _shown(column: TableColumn[RowT], row: RowT) -> str:
    text = column.text(row)
    return isolate_ltr(text) if column.kind.is_ltr else text


def _plain(column: TableColumn[RowT], row: RowT) -> str:
    return column.text(row)


def _reason(column: TableColumn[RowT], row: RowT) -> str:
    return column.reason(row) if column.reason else ""


def _role(column: TableColumn[RowT], row: RowT) -> Role | None:
    role = column.role(row) if column.role else None
    return Role.MUTED if role is None and column.is_muted else role


def _glyph(column: TableColumn[RowT], row: RowT) -> Glyph | None:
    return column.glyph(row) if column.glyph else None


def _icon(column: TableColumn[RowT], row: RowT) -> object:
    glyph = _glyph(column, row)
    return None if glyph is None else icon(glyph, _role(column, row) or Role.TEXT)


def _said(column: TableColumn[RowT], row: RowT) -> str:
    """For screen readers: the reason belongs to the value."""
    reason = _reason(column, row)
    return f"{reason}: {column.text(row)}" if reason else column.text(row)


def _aligned(_column: TableColumn[RowT], _row: RowT) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


_ROLES: dict[int, Callable[[TableColumn[Any], Any], object]] = {
    Qt.ItemDataRole.DisplayRole: _shown,
    Qt.ItemDataRole.EditRole: _plain,
    Qt.ItemDataRole.DecorationRole: _icon,
    Qt.ItemDataRole.TextAlignmentRole: _aligned,
    Qt.ItemDataRole.AccessibleTextRole: _said,
    REASON_ROLE: _reason,
    COLOUR_ROLE: _role,
    GLYPH_ROLE: _glyph,
}
