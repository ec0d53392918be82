"""The table of all pages: rows that breathe, no grid, whole rows selected, readable from the keyboard."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
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
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.models.paged import PagedTableModel
from kwtsms_desktop.ui.theme import current_tokens, font
from kwtsms_desktop.ui.tokens import ROW_HEIGHT, TALL_ROW_HEIGHT
from kwtsms_desktop.ui.widgets.table_delegate import CellDelegate

MOST_COPIED = 10_000
"""Rows that Ctrl+C copies at most: reading more would freeze the window. More are exported to a file."""

_ROWS_LOOKED_AT = 50  # for a cell that can be corrected, from the present one
_MOST_TOLD = 1000  # rows of a selection that a screen reader is told of


class TableView(QTableView):
    """Shows a ``PagedTableModel``.

    Ctrl+C copies the selected rows as text, cells parted by tabs, without isolates. Enter or a double click
    on a cell that cannot be edited activates its row. In one that can, F2, a double click or typing edits it;
    Enter stores what was typed and goes down, Tab goes on to the next such cell, Esc leaves it as it was. Tab
    leaves the table.

    Signals:
        row_activated(int): id of the row that the user wants to open.
        selection_changed(): other rows are selected; ask ``selected_ids``.
        sort_requested(str, bool): key of the column, and whether descending; an empty key at the third click
            on one heading: back to the order there was first.
        delete_pressed(): the user wants the selected rows out of the way.
        menu_opening(QMenu): the menu of a row is about to be shown: whoever listens adds to it.
        copy_refused(int): more rows than ``MOST_COPIED`` were to be copied; nothing was.
    """

    row_activated = Signal(object)
    selection_changed = Signal()
    sort_requested = Signal(str, bool)
    delete_pressed = Signal()
    menu_opening = Signal(QMenu)
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
        self._spare_headings(model)
        model.modelReset.connect(self._on_reset)
        self._set_up_columns()
        self.set_two_line_rows(any(column.reason for column in model.columns))
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self.selection_changed)

    def set_two_line_rows(self, are_two_lines: bool) -> None:
        """Give all rows room for a reason above the value, or not (a filter without problems needs none)."""
        height = TALL_ROW_HEIGHT if are_two_lines else ROW_HEIGHT
        if height != self.verticalHeader().defaultSectionSize():  # Qt goes through a million rows either way
            self.verticalHeader().setDefaultSectionSize(height)

    def set_empty_text(self, text: str) -> None:
        """The sentence in the middle of the table while it has no rows."""
        self._empty_text = text
        self.viewport().update()

    def rows_on_show(self) -> tuple[int, int]:
        """The first and the last row that can be seen; (0, -1) where there is none."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        count = self.model().rowCount()
        return (0, -1) if first < 0 else (first, last if last >= 0 else count - 1)

    def selected_ranges(self) -> list[tuple[int, int]]:
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

    def selected_ids(self) -> array[int]:
        """Ids of the selected rows, in view order. Costs by the number of ranges, not of rows."""
        ids = array("q")
        for first, last in self.selected_ranges():
            ids.extend(self._paged.ids_at(first, last))
        return ids

    def current_id(self) -> int | None:
        """Id of the row the keyboard is in; None where it is in none."""
        index = self.currentIndex()
        return self._paged.id_at(index.row()) if index.isValid() else None

    def show_sorting(self, key: str, is_descending: bool) -> None:
        """Mark the heading the rows are sorted by, none for an empty key, without asking for an order."""
        keys = [column.key for column in self._paged.columns]
        self._sorted_by, self._sorted_descending = (keys.index(key) if key else -1), is_descending
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(bool(key))
        self.horizontalHeader().setSortIndicator(self._sorted_by, order)

    def show_row(self, row_id: int) -> bool:
        """Scroll to a row and select it; returns whether it is among those there are."""
        position = self._paged.position_of(row_id)
        if position is None:
            return False
        index = self._paged.index(position, max(0, self.currentIndex().column()))
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def store_typed(self) -> None:
        """Hand over what is typed in an open field, as if Enter had been pressed."""
        for field in self.viewport().findChildren(QLineEdit):
            if not field.isHidden():  # one that was closed lives on for a moment
                self.commitData(field)

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard."""
        ranges = self.selected_ranges()
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

    def _spare_headings(self, model: PagedTableModel[Any]) -> None:
        """Let headings know nothing of the selection.

        WORKAROUND: to paint a heading Qt asks every cell of its column whether it is selected, also where
        nothing is highlighted (Qt 6.11; measured: 30 s after Ctrl+A in a million rows).
        """
        heads = self.horizontalHeader()
        heads.setSelectionModel(QItemSelectionModel(model, heads))

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
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
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

    def _on_heading_clicked(self, section: int) -> None:
        column = self._paged.columns[section]
        if not column.is_sortable:
            self.show_sorting(self._sorted_key(), self._sorted_descending)  # Qt marked the clicked one
            return
        again = section == self._sorted_by
        key = "" if again and self._sorted_descending else column.key
        self.show_sorting(key, again and not self._sorted_descending)
        self.sort_requested.emit(key, self._sorted_descending)

    def _sorted_key(self) -> str:
        return self._paged.columns[self._sorted_by].key if self._sorted_by >= 0 else ""

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.row_activated.emit(self._paged.id_at(index.row()))

    def _can_edit(self, index: QModelIndex) -> bool:
        return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def _edit_beside(self, step: int) -> None:
        """Open the next cell that can be corrected, or the one before, over the ends of rows."""
        width, here = len(self._paged.columns), self.currentIndex()
        place = here.row() * width + here.column() + step
        for cell in range(place, place + step * width * _ROWS_LOOKED_AT, step):
            row, column = divmod(cell, width)
            index = self._paged.index(row, column) if 0 <= row < self._paged.rowCount() else here
            if index != here and self._can_edit(index):
                self.setCurrentIndex(index)
                self.edit(index)
                return

    def _go_down(self) -> None:
        here = self.currentIndex()
        below = self._paged.index(here.row() + 1, here.column())
        if below.isValid():
            self.setCurrentIndex(below)

    def _on_about_to_reset(self) -> None:
        self.store_typed()  # the field closes with the rows
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
        """Qt: copy, open or go down with Enter, leave out with Delete."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter passes through the open field
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() is not None:
            if self._can_edit(self.currentIndex()):
                self._go_down()
            else:
                self.row_activated.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Qt: correcting a cell is over; where the keyboard goes next."""
        hints = QAbstractItemDelegate.EndEditHint
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        super().closeEditor(editor, hints.NoHint if hint in steps else hint)
        if hint in steps:
            self._edit_beside(steps[hint])
        elif hint == hints.SubmitModelCache:
            self._go_down()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: copying by mouse."""
        if not self.currentIndex().isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon(Glyph.COPY), _("Copy this cell"), self.copy_cell)
        menu.addAction(_("Copy the selected rows"), self.copy_selected)
        self.menu_opening.emit(menu)
        menu.popup(event.globalPos())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Qt: paint what changed.

        WORKAROUND: for screen readers QTableView makes a list of every cell of a selection to tell its first
        (Qt 6.11; measured: 4 s for 30,000 rows). Of a long one nothing is told.
        """
        if max(_length(selected), _length(deselected)) > _MOST_TOLD:
            self.viewport().update()
        else:
            super().selectionChanged(selected, deselected)

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


def _length(selection: QItemSelection) -> int:
    """Rows of a selection."""
    return sum(part.height() for part in map(selection.at, range(selection.count())))


def _on_one_line(text: str) -> str:
    """A cell's text where tabs and line breaks part cells and rows."""
    return " ".join(text.replace("\t", " ").splitlines())
