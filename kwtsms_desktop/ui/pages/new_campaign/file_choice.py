"""Where the people come from: a file dropped or chosen, the sample, or a list that was used before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.app import sample_list
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import age_text, number_text
from kwtsms_desktop.ui.dialogs.choose_file import choose_list_file
from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.recent_files import RecentFile
from kwtsms_desktop.ui.theme import colour, current_tokens, font
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import MenuButton, primary_button, secondary_button
from kwtsms_desktop.ui.widgets.drop_area import DropArea
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.painting import PaintedButton, is_mirrored, paint_box, paint_line, placed

_MOST_IN_MENU = 30
_MOST_RECENT = 3
_NATIVE = QKeySequence.SequenceFormat.NativeText


class FileChoice(QWidget):
    """Drop area, buttons, and the lists and files used last.

    Signals:
        file_chosen(Path): the user chose a file; nothing of it was looked at.
        list_chosen(int): the user chose a stored list, by its id.
        paste_wanted(): the user wants what is on the clipboard.
    """

    file_chosen = Signal(Path)
    list_chosen = Signal(int)
    paste_wanted = Signal()

    def __init__(self, *, is_demo: bool) -> None:
        super().__init__()
        self._folder = ""
        self._area = DropArea(
            _("Drop an Excel or CSV file here"),
            _("One row for each person, with a mobile number in one of the columns."),
        )
        self._area.file_dropped.connect(self.file_chosen)
        self._menu = QMenu(self)
        self._saved = MenuButton(_("Use a saved list"), self._menu)
        self._saved.setObjectName("savedLists")
        self._add_buttons(is_demo=is_demo)
        self._lists = _Recent(_("Recent lists"))
        self._lists.chosen.connect(self.list_chosen.emit)
        self._files = _Recent(_("Recent files"))
        self._files.chosen.connect(self.file_chosen.emit)
        recent = QHBoxLayout()
        recent.setSpacing(24)
        for part in (self._lists, self._files):
            recent.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._area, 1)
        column.addLayout(recent)
        self.set_lists(())
        self.set_files(())

    def set_lists(self, lists: Sequence[ContactList]) -> None:
        """Offer these lists, the newest first; the last few of them in sight."""
        self._menu.clear()
        for contact_list in lists[:_MOST_IN_MENU]:
            words = f"{_in_menu(contact_list.name)}\t{rows_text(contact_list.rows)}"
            action = self._menu.addAction(words)
            action.setData(contact_list.id)
            action.triggered.connect(self._on_menu)
        self._saved.setVisible(bool(lists))
        rows = []
        for contact_list in lists[:_MOST_RECENT]:
            note = f"{rows_text(contact_list.rows)} · {age_text(contact_list.created_at)}"
            rows.append(_RecentRow(contact_list.id, Glyph.LISTS, contact_list.name, note))
        self._lists.set_rows(rows)

    def set_files(self, files: Sequence[RecentFile]) -> None:
        """Offer these files, the newest first."""
        rows = []
        for file in files[:_MOST_RECENT]:
            note = _("{folder} · changed {age}").format(
                folder=named(file.path.parent.name), age=age_text(file.changed_at)
            )
            rows.append(_RecentRow(file.path, Glyph.FILE, file.path.name, note))
            rows[-1].setToolTip(str(file.path))
        self._files.set_rows(rows)

    def _add_buttons(self, *, is_demo: bool) -> None:
        choose = (secondary_button if is_demo else primary_button)(_("Choose a file"), Glyph.FOLDER)
        choose.setObjectName("chooseFile")
        choose.clicked.connect(self._on_choose)
        paste = secondary_button(_("Paste numbers"), Glyph.PASTE)
        paste.setObjectName("pasteNumbers")
        paste.setToolTip(QKeySequence(QKeySequence.StandardKey.Paste).toString(_NATIVE))
        paste.clicked.connect(self.paste_wanted)
        if is_demo:
            sample = primary_button(_("Open the sample list"), Glyph.SHEET)
            sample.setObjectName("openSample")
            sample.clicked.connect(self._on_sample)
            self._area.add_button(sample)
        for button in (choose, paste, self._saved):
            self._area.add_button(button)

    def _on_choose(self) -> None:
        path = choose_list_file(self, self._folder)
        if path is not None:
            self._folder = str(path.parent)
            self.file_chosen.emit(path)

    def _on_sample(self) -> None:
        self.file_chosen.emit(sample_list())

    def _on_menu(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.list_chosen.emit(action.data())


def rows_text(rows: int) -> str:
    """``1,204 rows``."""
    return ngettext("{count} row", "{count} rows", rows).format(count=number_text(rows))


def _in_menu(name: str) -> str:
    """A name as a menu shows it: an ampersand in it is no shortcut."""
    return name.replace("&", "&&")


class _Recent(QWidget):
    """A title over a few rows; hidden without any.

    Signals:
        chosen(object): a row was clicked: what it stands for.
    """

    chosen = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "strong"))
        column.addLayout(self._rows)

    def set_rows(self, rows: Sequence[_RecentRow]) -> None:
        """Show these instead."""
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for row in rows:
            row.clicked.connect(self._on_clicked)
            self._rows.addWidget(row)
        self.setVisible(bool(rows))

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, _RecentRow):
            self.chosen.emit(row.value)


class _RecentRow(PaintedButton):
    """One list or file: its name, and quietly how large and how old it is."""

    _height = 36
    _icon = 18
    _edge = 8

    def __init__(self, value: int | Path, glyph: Glyph, name: str, note: str) -> None:
        super().__init__(name)
        self.value = value
        self._glyph = glyph
        self._note = note
        self.setAccessibleName(name)
        self.setAccessibleDescription(note)
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
        paint_icon(painter, box, self._glyph, colour(Role.MUTED), is_rtl=is_mirrored(self))
        start = self._edge + self._icon + 10
        note_font = font("caption")
        note = QFontMetrics(note_font).horizontalAdvance(self._note) + 2
        room = self.width() - start - note - 16 - self._edge
        name = min(QFontMetrics(font()).horizontalAdvance(self.text()) + 2, max(room, 0))
        paint_line(painter, self, placed(self, start, name), self.text(), font(), colour(Role.TEXT))
        words = placed(self, start + name + 16, min(note, self.width() - start - name - 16))
        paint_line(painter, self, words, self._note, note_font, colour(Role.MUTED))
