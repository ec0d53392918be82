"""The table of all pages: rows that breathe, no grid, whole rows selected, readable from the keyboard."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.models.paged import PagedTableModel
from kwtsms_desktop.ui.theme import current_tokens, font
from kwtsms_desktop.ui.tokens import ROW_HEIGHT, TALL_ROW_HEIGHT
from kwtsms_desktop.ui.widgets.table_delegate import CellDelegate

MOST_COPIED = 10_000
"""Rows that Ctrl+C copies at most: reading more would freeze the window. More are exported to a file."""


class TableView(QTableView):
    """Shows a ``PagedTableModel``.

    Ctrl+C copies the selected rows as text, cells parted by tabs, without isolates. Enter or a double click
    on a cell that cannot be edited activates its row; F2 or a double click edits a cell that can. Tab leaves
    the table.

    Signals:
        row_activated(int): id of the row that the user wants to open.
        selection_changed(): other rows are selected; ask ``selected_ids``.
        sort_requested(str, bool): key of the column, and whether descending.
        copy_refused(int): more rows than ``MOST_COPIED`` were to be copied; nothing was.
    """

    row_activated = Signal(object)
    selection_changed = Signal()
    sort_requested = Signal(str, bool)
    copy_refused = Signal(int)

    def __init__(self, model: PagedTableModel[Any], name: str) -> None:
        """Make a view of ``model``; ``name`` is what a screen reader calls the table."""
        super().__init__()
        self._paged = model
        self._cells = CellDelegate(self)
        self._empty_text = ""
        self._sorted_by = -1
        self._sorted_descending = False
        self._place: tuple[int, int | None] = (0, None)
        self.setAccessibleName(name)
        self.setItemDelegate(self._cells)
        self._look_quiet()
        # Connected before setModel: the place is remembered before the view itself forgets it.
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.setModel(model)
        model.modelReset.connect(self._on_reset)
        self._set_up_columns()
        self.set_two_line_rows(any(column.reason for column in model.columns))
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self.selection_changed)

    def set_two_line_rows(self, are_two_lines: bool) -> None:
        """Give all rows room for a reason above the value, or not (a filter without problems needs none)."""
        self.verticalHeader().setDefaultSectionSize(TALL_ROW_HEIGHT if are_two_lines else ROW_HEIGHT)

    def set_empty_text(self, text: str) -> None:
        """The sentence in the middle of the table while it has no rows."""
        self._empty_text = text
        self.viewport().update()

    def rows_on_show(self) -> tuple[int, int]:
        """The first and the last row that can be seen; (0, -1) where there is none."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        count = self.model().rowCount()
        return (0, -1) if first < 0 else (first, last if last >= 0 else count - 1)

    def selected_ids(self) -> array[int]:
        """Ids of the selected rows, in view order. Costs by the number of ranges, not of rows."""
        ids = array("q")
        for first, last in self._selected_ranges():
            ids.extend(self._paged.ids_at(first, last))
        return ids

    def current_id(self) -> int | None:
        """Id of the row the keyboard is in; None where it is in none."""
        index = self.currentIndex()
        return self._paged.id_at(index.row()) if index.isValid() else None

    def show_sorting(self, key: str, is_descending: bool) -> None:
        """Mark the heading that the rows are sorted by, without asking for an order."""
        keys = [column.key for column in self._paged.columns]
        self._sorted_by, self._sorted_descending = keys.index(key), is_descending
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(self._sorted_by, order)

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard."""
        ranges = self._selected_ranges()
        count = sum(last - first + 1 for first, last in ranges)
        if count > MOST_COPIED:
            self.copy_refused.emit(count)
            return
        columns = range(len(self._paged.columns))
        lines = [
            "\t".join(_on_one_line(self._paged.plain_text(row, column)) for column in columns)
            for first, last in ranges
            for row in range(first, last + 1)
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_cell(self) -> None:
        """Put the cell the keyboard is in on the clipboard."""
        index = self.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(self._paged.plain_text(index.row(), index.column()))

    def _look_quiet(self) -> None:
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setFixedHeight(36)
        heads.setSectionsMovable(False)
        heads.sectionClicked.connect(self._on_heading_clicked)

    def _set_up_columns(self) -> None:
        heads = self.horizontalHeader()
        heads.setMinimumSectionSize(48)
        for number, column in enumerate(self._paged.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretches else QHeaderView.ResizeMode.Interactive
            heads.setSectionResizeMode(number, mode)
            self.setColumnWidth(number, column.width)

    def _selected_ranges(self) -> list[tuple[int, int]]:
        """First and last rows of the selection, from the top, each row once."""
        parts = self.selectionModel().selection()
        ranges = sorted({(part.top(), part.bottom()) for part in map(parts.at, range(parts.count()))})
        merged: list[tuple[int, int]] = []
        for first, last in ranges:
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def _on_heading_clicked(self, section: int) -> None:
        column = self._paged.columns[section]
        if column.is_sortable:
            descends = section == self._sorted_by and not self._sorted_descending
            self.show_sorting(column.key, descends)
            self.sort_requested.emit(column.key, descends)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.row_activated.emit(self._paged.id_at(index.row()))

    def _on_about_to_reset(self) -> None:
        self._place = (self.verticalScrollBar().value(), self.current_id())

    def _on_reset(self) -> None:
        scrolled, current = self._place
        if not self._paged.keeps_place:
            self.scrollToTop()
            return
        position = None if current is None else self._paged.position_of(current)
        if position is not None:
            self.selectionModel().setCurrentIndex(
                self._paged.index(position, 0),
                self.selectionModel().SelectionFlag.ClearAndSelect | self.selectionModel().SelectionFlag.Rows,
            )
        self.verticalScrollBar().setValue(scrolled)

    def _hover(self, row: int) -> None:
        """Let the row under the pointer light up as a whole."""
        old, self._cells.hovered_row = self._cells.hovered_row, row
        if old != row:
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: copy, and open with Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() is not None:
            self.row_activated.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: copying by mouse."""
        if not self.currentIndex().isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon(Glyph.COPY), _("Copy this cell"), self.copy_cell)
        menu.addAction(_("Copy the selected rows"), self.copy_selected)
        menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: follow the pointer."""
        self._hover(self.rowAt(round(event.position().y())))
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the rows, or the sentence that stands for them."""
        super().paintEvent(event)
        if self._empty_text and not self._paged.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(font())
            painter.setPen(QColor(current_tokens().muted))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)


def _on_one_line(text: str) -> str:
    """A cell's text where tabs and line breaks part cells and rows."""
    return " ".join(text.replace("\t", " ").splitlines())
