"""A receipt: labels at the start, their values aligned beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayoutItem, QVBoxLayout, QWidget

from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.widgets.labels import label


class KeyValueList(QWidget):
    """Lines of label and value, all values starting on one edge."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}

    def add(
        self, key: str, name: str, value: str, *, ltr: bool = False, kind: str = "", note: str = ""
    ) -> QLabel:
        """One more line.

        Args:
            key: by which ``set_value`` finds the line again.
            name: the label.
            value: what stands beside it; may be copied by the user.
            ltr: whether it is a phone, an ID or an amount, drawn left to right in both languages.
            kind: look of the value (``strong``, or the name of a ``Role``); empty for body text.
            note: a quiet remark under the value ("54 left out: 12 wrong numbers …").

        Returns:
            The label that shows the value.
        """
        row = self._grid.rowCount()
        name_label = label(name, "muted")
        self._grid.addWidget(name_label, row, 0, Qt.AlignmentFlag.AlignTop)
        value_label = label("", kind, wrap=True, selectable=True)
        value_label.setProperty("ltr", ltr)
        value_label.setAccessibleName(name)
        self._values[key] = value_label
        self.set_value(key, value)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(value_label)
        if note:
            beside.addWidget(label(note, "caption", wrap=True))
        self._grid.addLayout(beside, row, 1, Qt.AlignmentFlag.AlignTop)
        return value_label

    def set_value(self, key: str, value: str) -> None:
        """Renew a value.

        Raises:
            KeyError: there is no such line.
        """
        shown = self._values[key]
        shown.setText(isolate_ltr(value) if shown.property("ltr") else value)
        shown.setAccessibleDescription(value)

    def value_label(self, key: str) -> QLabel:
        """The label that shows a value."""
        return self._values[key]

    def clear(self) -> None:
        """Take all lines away."""
        self._values.clear()
        while (item := self._grid.takeAt(0)) is not None:
            _delete(item)


def _delete(item: QLayoutItem) -> None:
    """Delete a widget, or all widgets of a layout."""
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    elif inner is not None:
        while (below := inner.takeAt(0)) is not None:
            _delete(below)
