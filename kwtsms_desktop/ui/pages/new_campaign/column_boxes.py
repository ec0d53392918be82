"""Boxes to tick: to the numbers of which columns are people sent to, where a file has several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.ui.pages.new_campaign.file_facts import column_name
from kwtsms_desktop.ui.tokens import CONTROL_HEIGHT

_MOST = 5  # more columns than these are chosen in the sheet itself


class ColumnBoxes(QWidget):
    """One box for each column that looks like phones or is sent to already.

    Signals:
        columns_chosen(object): the user ticked: a tuple of columns, counted from 0, never an empty one.
    """

    columns_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)  # on one line with the fields beside it
        self._chosen: tuple[int, ...] = ()
        self._boxes: dict[int, QCheckBox] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one column to choose from."""
        return len(self._boxes) > 1

    def show_preview(self, preview: FilePreview) -> None:
        """Offer the columns of a file."""
        self._chosen = preview.phone_columns
        others = (column for column in preview.phone_candidates if column not in self._chosen)
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {}
        for column in sorted((*self._chosen, *others)[: max(_MOST, len(self._chosen))]):
            box = QCheckBox(column_name(preview, column).replace("&", "&&"))
            box.setChecked(column in self._chosen)
            box.clicked.connect(self._on_clicked)
            self._boxes[column] = box
            self._row.addWidget(box)

    def box(self, column: int) -> QCheckBox:
        """The box of a column, for tests."""
        return self._boxes[column]

    def _on_clicked(self) -> None:
        ticked = [column for column, box in self._boxes.items() if box.isChecked()]
        if not ticked:  # somebody must be sent to
            for column in self._chosen:
                self._boxes[column].setChecked(True)
            return
        kept = [column for column in self._chosen if column in ticked]
        self.columns_chosen.emit((*kept, *(column for column in ticked if column not in kept)))
