"""The message as one row's person receives it, and the way to the next row."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import ListRow, RowFilter
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID
from kwtsms_desktop.ui.widgets.buttons import icon_button
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.phone_preview import PhonePreview

if TYPE_CHECKING:
    import threading


_LEAST_WIDTH, _MOST_WIDTH = 264, 320


class RowPreview(QWidget):
    """A phone, and under it ◀ which row ▶ over the rows that are sent to.

    Attributes:
        row: the row whose message is shown; None while none is known.

    Signals:
        row_changed(): another row is shown; its message is asked for.
        failed(Exception): the rows could not be read.
    """

    row_changed = Signal()
    failed = Signal(object)

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__()
        self._shell = shell
        self._preparation = preparation
        self._ids: Sequence[int] = array("q")
        self._index = 0
        self._work = Latest(shell.background, self)
        self.row: ListRow | None = None
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)
        self.phone = PhonePreview()
        self.previous = icon_button(Glyph.PREVIOUS, _("Previous row"))
        self.next = icon_button(Glyph.NEXT, _("Next row"))
        for button, slot in ((self.previous, self._on_previous), (self.next, self._on_next)):
            button.setAutoRepeat(True)
            button.clicked.connect(slot)
        self.place = label("", "muted")
        self.place.setObjectName("previewPlace")
        self.place.centre()
        pager = QHBoxLayout()
        pager.setSpacing(GRID)
        for widget, stretch in ((self.previous, 0), (self.place, 1), (self.next, 0)):
            pager.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.phone, 1)
        column.addLayout(pager)
        self._show_place()

    def load(self) -> None:
        """Find the rows that are sent to, in the background; the shown row stays if it is one of them."""
        checking, list_id = self._shell.app.checking, self._preparation.list_id
        if list_id is None:
            self._ids = array("q")
            self._show(0)
            return
        wanted = RowFilter((Verdict.VALID,))

        def _find(_mailbox: Mailbox, _stop: threading.Event) -> array[int]:
            return checking.row_ids(list_id, wanted)

        self._work.start(_find, "find-preview-rows", self._on_found)

    def show_row(self, number: int) -> None:
        """Show the row of this number, if it is one of those that are sent to."""
        checking = self._shell.app.checking
        # ids follow the order of the file: a few looks find it also among a million
        index = bisect_left(self._ids, number, key=lambda id_: checking.rows([id_])[0].row)
        if index < len(self._ids) and checking.rows([self._ids[index]])[0].row == number:
            self._show(index)

    def stop(self) -> None:
        """Nobody wants to know the rows any more."""
        self._work.cancel()

    def _on_found(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and not event.cancelled:
            self._ids = event.result
            shown = self.row.id if self.row is not None else -1
            self._show(self._ids.index(shown) if shown in self._ids else 0)

    def _on_previous(self) -> None:
        self._show(self._index - 1)

    def _on_next(self) -> None:
        self._show(self._index + 1)

    def _show(self, index: int) -> None:
        self._index = max(0, min(index, len(self._ids) - 1))
        found = self._shell.app.checking.rows([self._ids[self._index]]) if self._ids else []
        self.row = found[0] if found else None
        self._show_place()
        self.row_changed.emit()

    def _show_place(self) -> None:
        self.previous.setEnabled(self.row is not None and self._index > 0)
        self.next.setEnabled(self.row is not None and self._index < len(self._ids) - 1)
        if self.row is None:
            self.place.setText("")
            return
        self.place.setText(
            _("Row {row} · {position} of {total}").format(
                row=isolate_ltr(str(self.row.row)),
                position=number_text(self._index + 1),
                total=number_text(len(self._ids)),
            )
        )
