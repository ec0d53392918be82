"""Where the people come from: a file dropped or chosen, the sample, or a list that was used before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.app import sample_list
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import age_text, number_text
from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import colour, current_tokens, font
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import MenuButton, primary_button, secondary_button
from kwtsms_desktop.ui.widgets.drop_area import DropArea
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.painting import PaintedButton, is_mirrored, paint_box, paint_line, placed

_MOST_IN_MENU = 30
_MOST_RECENT = 3


class FileChoice(QWidget):
    """Drop area, buttons, and the lists used last.

    Signals:
        file_chosen(Path): the user chose a file; nothing of it was looked at.
        list_chosen(int): the user chose a stored list, by its id.
    """

    file_chosen = Signal(Path)
    list_chosen = Signal(int)

    def __init__(self, *, is_demo: bool) -> None:
        super().__init__()
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._area = DropArea(
            _("Drop an Excel or CSV file here"),
            _("One row for each person, with a mobile number in one of the columns."),
        )
        self._area.file_dropped.connect(self.file_chosen)
        if is_demo:
            sample = primary_button(_("Open the sample list"), Glyph.SHEET)
            sample.setObjectName("openSample")
            sample.clicked.connect(self._on_sample)
            self._area.add_button(sample)
        choose = (secondary_button if is_demo else primary_button)(_("Choose a file"), Glyph.FOLDER)
        choose.setObjectName("chooseFile")
        choose.clicked.connect(self._on_choose)
        self._area.add_button(choose)
        self._menu = QMenu(self)
        self._saved = MenuButton(_("Use a saved list"), self._menu)
        self._saved.setObjectName("savedLists")
        self._area.add_button(self._saved)
        self._recent_title = label(_("Recent lists"), "strong")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._area, 1)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        self.set_lists(())

    def set_lists(self, lists: Sequence[ContactList]) -> None:
        """Offer these lists, the newest first; the last few of them in sight."""
        self._menu.clear()
        for contact_list in lists[:_MOST_IN_MENU]:
            words = f"{_in_menu(contact_list.name)}\t{rows_text(contact_list.rows)}"
            action = self._menu.addAction(words)
            action.setData(contact_list.id)
            action.triggered.connect(self._on_menu)
        self._saved.setVisible(bool(lists))
        self._recent_title.setVisible(bool(lists))
        while (item := self._recent.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for contact_list in lists[:_MOST_RECENT]:
            row = _RecentList(contact_list)
            row.clicked.connect(self._on_recent)
            self._recent.addWidget(row)

    def recent_buttons(self) -> list[QPushButton]:
        """The lists in sight, for tests and the order of tabs."""
        return self.findChildren(_RecentList)

    def _on_choose(self) -> None:
        kinds = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt"
        lists, everything = _("Excel and CSV files"), _("All files")
        filters = f"{lists} ({kinds});;{everything} (*)"
        name, _chosen = QFileDialog.getOpenFileName(self, _("Choose a file"), self._folder, filters)
        if name:
            self._folder = str(Path(name).parent)
            self.file_chosen.emit(Path(name))

    def _on_sample(self) -> None:
        self.file_chosen.emit(sample_list())

    def _on_menu(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.list_chosen.emit(action.data())

    def _on_recent(self) -> None:
        row = self.sender()
        if isinstance(row, _RecentList):
            self.list_chosen.emit(row.list_id)


def rows_text(rows: int) -> str:
    """``1,204 rows``."""
    return ngettext("{count} row", "{count} rows", rows).format(count=number_text(rows))


def _in_menu(name: str) -> str:
    """A name as a menu shows it: an ampersand in it is no shortcut."""
    return name.replace("&", "&&")


class _RecentList(PaintedButton):
    """One list: its name, and quietly how many rows it has and how old it is."""

    _height = 36
    _icon = 18
    _edge = 8

    def __init__(self, contact_list: ContactList) -> None:
        super().__init__(contact_list.name)
        self.list_id = contact_list.id
        self._note = f"{rows_text(contact_list.rows)} · {age_text(contact_list.created_at)}"
        self.setAccessibleName(contact_list.name)
        self.setAccessibleDescription(self._note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt: as wide as there is room."""
        return QSize(200, self._height)

    def paint_content(self, painter: QPainter) -> None:
        """Draw the row."""
        if self.underMouse():
            paint_box(painter, QRectF(self.rect()), 8, fill=QColor(current_tokens().neutral_soft))
        top = (self.height() - self._icon) / 2
        box = placed(self, self._edge, self._icon, top=top, height=self._icon)
        paint_icon(painter, box, Glyph.LISTS, colour(Role.MUTED), is_rtl=is_mirrored(self))
        start = self._edge + self._icon + 10
        note_font = font("caption")
        note = QFontMetrics(note_font).horizontalAdvance(self._note) + 2
        room = self.width() - start - note - 16 - self._edge
        name = min(QFontMetrics(font()).horizontalAdvance(self.text()) + 2, max(room, 0))
        paint_line(painter, self, placed(self, start, name), self.text(), font(), colour(Role.TEXT))
        words = placed(self, start + name + 16, note)
        paint_line(painter, self, words, self._note, note_font, colour(Role.MUTED))
