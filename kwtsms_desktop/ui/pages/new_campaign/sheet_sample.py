"""The first rows of a file as a spreadsheet shows them; a click says where phones and headings are."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QStyleOptionViewItem, QTableView

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.importing import TableRow
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.models.columns import LOOK_ROLE, CellLook
from kwtsms_desktop.ui.theme import current_tokens
from kwtsms_desktop.ui.tokens import ROW_HEIGHT, Role
from kwtsms_desktop.ui.widgets.table_delegate import CellDelegate

MOST_COLUMNS = 256
"""Columns that are shown: a sheet may have 16,384, nearly all of them empty but for a stray cell."""

_COLUMN_WIDTH = 160
_LONGEST_CELL = 200  # characters; a cell may hold a whole letter, of which one line is shown
_CELL_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, LOOK_ROLE})
_NOWHERE = QModelIndex()  # the root of a model, Qt's default parent

Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """The cells of a preview: at most the 50 rows of its sample."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TableRow, ...] = ()
        self._width = 0
        self._header_row = 0
        self.phone_columns: tuple[int, ...] = ()

    def show(self, preview: FilePreview) -> None:
        """Show another file, or the same one understood otherwise."""
        self.beginResetModel()
        self._rows = preview.sample
        self._width = min(len(preview.headings), MOST_COLUMNS)
        self._header_row = preview.header_row
        self.phone_columns = preview.phone_columns
        self.endResetModel()

    def row_number(self, row: int) -> int:
        """The number that a spreadsheet program shows for a row of the table."""
        return self._rows[row].number

    @property
    def has_headings(self) -> bool:
        """Whether any row holds the headings."""
        return self._header_row > 0

    def is_header(self, row: int) -> bool:
        """Whether a row of the table holds the headings."""
        return self._rows[row].number == self._header_row

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: row numbers and column letters, and the mark of the phone column."""
        if orientation is Qt.Orientation.Vertical:
            return self._row_head(section, role)
        is_phone = section in self.phone_columns
        if role == Qt.ItemDataRole.DisplayRole:
            return Column(section, "").letter
        if role == Qt.ItemDataRole.DecorationRole and is_phone:
            return icon(Glyph.PHONE, Role.ACCENT)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("The phone numbers") if is_phone else _("Click if the phone numbers are in this column")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: one aspect of one cell."""
        if role not in _CELL_ROLES:
            return None
        row = self._rows[index.row()]
        text = _cell(row.cells[index.column()] if index.column() < len(row.cells) else "")
        if role != LOOK_ROLE:
            return text
        is_above = row.number < self._header_row
        return CellLook(text, "", Role.MUTED if is_above else None, glyph=None, is_marked=False)

    def _row_head(self, section: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._rows[section].number)
        if role == Qt.ItemDataRole.ToolTipRole:
            is_header = self.is_header(section)
            return _("The headings") if is_header else _("Click if the headings are in this row")
        return None


class SheetView(QTableView):
    """Shows a ``SheetModel``.

    Enter chooses the column that the keyboard is in; the context menu offers every choice for a cell.

    Signals:
        column_chosen(int): the phone numbers are in this column, counted from 0.
        column_toggled(int): the numbers in this column are sent to as well, or not any more.
        header_row_chosen(int): the headings are in the row of this number; 0 where there are none.
    """

    column_chosen = Signal(int)
    column_toggled = Signal(int)
    header_row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sheet = SheetModel()
        self._cells = _SheetDelegate(self._sheet, self)
        self.setAccessibleName(_("The first rows of the file"))
        self.setObjectName("sheet")
        self._look_like_a_sheet()
        self.setItemDelegate(self._cells)
        self.setModel(self._sheet)
        self.clicked.connect(self._on_clicked)
        self.horizontalHeader().sectionClicked.connect(self._choose_column)
        self.verticalHeader().sectionClicked.connect(self._choose_header_row)

    def show_preview(self, preview: FilePreview) -> None:
        """Show a file, with its first phone column in sight and without the columns that it hides."""
        self._sheet.show(preview)
        for column in range(self._sheet.columnCount()):
            self.setColumnHidden(column, column in preview.hidden_columns)
        if preview.phone_columns:
            self.scrollTo(self._sheet.index(0, preview.phone_columns[0]))

    def _look_like_a_sheet(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setMinimumWidth(56)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        letters = self.horizontalHeader()
        letters.setStretchLastSection(True)
        letters.setFixedHeight(ROW_HEIGHT)
        letters.setDefaultSectionSize(_COLUMN_WIDTH)
        letters.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for heads in (rows, letters):
            heads.setSectionsClickable(True)
            heads.setHighlightSections(False)
            heads.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _choose_column(self, column: int) -> None:
        if self._sheet.phone_columns != (column,):
            self.column_chosen.emit(column)

    def _choose_header_row(self, row: int) -> None:
        if not self._sheet.is_header(row):
            self.header_row_chosen.emit(self._sheet.row_number(row))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose_column(index.column())

    def _hover(self, column: int) -> None:
        """Let the column under the pointer light up, as a click would choose it."""
        old, self._cells.hovered_column = self._cells.hovered_column, column
        if old != column:
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: choose with Enter or the space bar."""
        chooses = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if chooses and self.currentIndex().isValid():
            self._choose_column(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: every choice for a cell, also from the keyboard."""
        index = self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu, index.row(), index.column())
        menu.popup(event.globalPos())

    def _fill_menu(self, menu: QMenu, row: int, column: int) -> None:
        chosen = self._sheet.phone_columns
        phones = menu.addAction(icon(Glyph.PHONE), _("The phone numbers are in this column"))
        phones.triggered.connect(lambda: self._choose_column(column))
        if chosen and chosen != (column,):
            is_sent_to = column in chosen
            words = _("Do not send to this column") if is_sent_to else _("Also send to this column")
            menu.addAction(words).triggered.connect(lambda: self.column_toggled.emit(column))
        menu.addSeparator()
        headings = menu.addAction(icon(Glyph.SHEET), _("The headings are in this row"))
        headings.triggered.connect(lambda: self._choose_header_row(row))
        if self._sheet.has_headings:
            menu.addAction(_("There are no headings")).triggered.connect(
                lambda: self.header_row_chosen.emit(0)
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: follow the pointer."""
        self._hover(self.columnAt(round(event.position().x())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: the pointer left."""
        self._hover(-1)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cells.forget_fonts()


class _SheetDelegate(CellDelegate):
    """Tints the row of the headings and the column of the phones beneath the cells."""

    def __init__(self, sheet: SheetModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.hovered_column = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw a cell."""
        tokens = current_tokens()
        is_phone = index.column() in self._sheet.phone_columns
        if self._sheet.is_header(index.row()):
            painter.fillRect(option.rect, QColor(tokens.neutral_soft))
        if is_phone:
            painter.fillRect(option.rect, QColor(tokens.accent_soft))
        elif index.column() == self.hovered_column:
            painter.fillRect(option.rect, QColor(tokens.hover))
        super().paint(painter, option, index)


def _cell(text: str) -> str:
    """A cell as it is drawn: a text without letters (phone, amount, date) from left to right."""
    shown = text[:_LONGEST_CELL]
    return shown if any(character.isalpha() for character in shown) else isolate_ltr(shown)
