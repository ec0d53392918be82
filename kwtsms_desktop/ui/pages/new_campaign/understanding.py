"""What was understood of a file, in one line, and the small form in which it is corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.importing import DELIMITERS, ENCODINGS
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.column_boxes import ColumnBoxes
from kwtsms_desktop.ui.pages.new_campaign.file_facts import Fact, FactAction, encoding_words, facts_of
from kwtsms_desktop.ui.pages.new_campaign.sheet_sample import MOST_COLUMNS
from kwtsms_desktop.ui.tokens import CONTROL_HEIGHT, Role
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.inputs import choice_field, number_field
from kwtsms_desktop.ui.widgets.labels import IconLabel, label

_LAST_HEADER_ROW = 9_999


class Understanding(QWidget):
    """The line with *Change*, and the form under it.

    Signals, each because the user chose something in the form or beside a statement:
        sheet_chosen(str): another sheet.
        header_row_chosen(int): number of the row with the headings; 0 for none.
        column_chosen(int): the column with the phones, counted from 0.
        columns_chosen(object): a tuple of all columns that are sent to.
        encoding_chosen(str): of a text file.
        delimiter_chosen(str): of a text file.
        action_wanted(FactAction): beside a statement.
    """

    sheet_chosen = Signal(str)
    header_row_chosen = Signal(int)
    column_chosen = Signal(int)
    columns_chosen = Signal(object)
    encoding_chosen = Signal(str)
    delimiter_chosen = Signal(str)
    action_wanted = Signal(FactAction)

    def __init__(self) -> None:
        super().__init__()
        self._facts = QWidget()
        self._flow = FlowLayout(self._facts, spacing=8)
        self._change = quiet_button(_("Change"))
        self._change.setObjectName("change")
        self._change.setCheckable(True)
        self._change.toggled.connect(self._on_toggled)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._facts, 1)
        line.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        self._form = QWidget()
        self._fields = FlowLayout(self._form, spacing=16)
        self._make_fields()
        self._form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._form)

    def show_preview(self, preview: FilePreview) -> None:
        """Say what was understood, and set the form to it."""
        self._show_facts(facts_of(preview))
        is_text = not preview.sheets
        self._sheet_box.setVisible(not is_text)
        self._encoding_box.setVisible(is_text)
        self._delimiter_box.setVisible(is_text)
        fields = (self._sheet, self._header_row, self._column, self._encoding, self._delimiter)
        for field in fields:
            field.blockSignals(True)  # only the user's own choices are told
        _fill(self._sheet, [(name, name) for name in preview.sheets], preview.sheet)
        self._header_row.setValue(preview.header_row)
        first = preview.phone_columns[0] if preview.phone_columns else None
        _fill(self._column, _columns(preview), first)
        _fill(self._encoding, _encodings(preview.encoding), preview.encoding)
        _fill(self._delimiter, _delimiters(preview.delimiter), preview.delimiter)
        for field in fields:
            field.blockSignals(False)
        self._hidden.setVisible(not is_text)
        self._hidden.setChecked(preview.chosen.include_hidden)
        self._also.show_preview(preview)
        self._also_box.setVisible(self._also.has_choice)

    def unfold(self, is_open: bool = True) -> None:
        """Show the form, or put it away."""
        self._change.setChecked(is_open)

    def _make_fields(self) -> None:
        self._sheet = choice_field(_("Sheet"))
        self._sheet.activated.connect(self._on_sheet)
        self._header_row = number_field(_("Row with the headings"), 0, _LAST_HEADER_ROW, 0)
        self._header_row.setSpecialValueText(_("No headings"))
        self._header_row.setKeyboardTracking(False)
        self._header_row.valueChanged.connect(self.header_row_chosen)
        self._column = choice_field(_("Column with the phone numbers"))
        self._column.activated.connect(self._on_column)
        self._also = ColumnBoxes(_("Send to the numbers in"))
        self._also.columns_chosen.connect(self.columns_chosen)
        self._encoding = choice_field(_("Text encoding"))
        self._encoding.activated.connect(self._on_encoding)
        self._delimiter = choice_field(_("Columns are separated by"))
        self._delimiter.activated.connect(self._on_delimiter)
        names = ("sheetField", "headerRowField", "phoneColumnField", "alsoField", "encodingField")
        fields: tuple[QComboBox | QSpinBox | ColumnBoxes, ...] = (
            self._sheet,
            self._header_row,
            self._column,
            self._also,
            self._encoding,
            self._delimiter,
        )
        boxes = []
        for name, field in zip((*names, "delimiterField"), fields, strict=True):
            field.setObjectName(name)
            boxes.append(_under_its_name(field))
            self._fields.addWidget(boxes[-1])
        self._sheet_box, _row, _column, self._also_box, self._encoding_box, self._delimiter_box = boxes

        self._hidden = QCheckBox(_("Read what is hidden too"))
        self._hidden.setObjectName("hiddenField")
        self._hidden.setFixedHeight(CONTROL_HEIGHT)
        self._hidden.setToolTip(_("Hidden rows, columns and sheets"))
        self._hidden.clicked.connect(self._on_hidden)
        self._fields.addWidget(_at_the_foot(self._hidden))

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        self._flow.clear()
        for fact in facts:
            self._flow.addWidget(self._fact(fact))
        self._facts.setAccessibleName(" · ".join(fact.words for fact in facts))
        self._facts.updateGeometry()

    def _fact(self, fact: Fact) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 8 if fact.action else 16, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(fact.glyph, Role.MUTED if fact.role is Role.TEXT else fact.role, 18))
        row.addWidget(label(fact.words, fact.role.value if fact.role is Role.WARNING else ""))
        row.addStrut(CONTROL_HEIGHT)  # a statement with a button is no higher than one without
        if fact.action is not None:
            button = quiet_button(fact.action_words)
            button.setObjectName(fact.action.name)
            button.clicked.connect(self._on_action)
            row.addWidget(button)
        return box

    def _on_action(self) -> None:
        self.action_wanted.emit(FactAction[self.sender().objectName()])

    def _on_toggled(self, is_open: bool) -> None:
        self._form.setVisible(is_open)
        self._change.setText(_("Done") if is_open else _("Change"))

    def _on_hidden(self, is_wanted: bool) -> None:
        self.action_wanted.emit(FactAction.INCLUDE_HIDDEN if is_wanted else FactAction.LEAVE_HIDDEN_OUT)

    def _on_sheet(self, _index: int) -> None:
        self.sheet_chosen.emit(self._sheet.currentData())

    def _on_column(self, _index: int) -> None:
        self.column_chosen.emit(self._column.currentData())

    def _on_encoding(self, _index: int) -> None:
        self.encoding_chosen.emit(self._encoding.currentData())

    def _on_delimiter(self, _index: int) -> None:
        self.delimiter_chosen.emit(self._delimiter.currentData())


def _under_its_name(field: QComboBox | QSpinBox | ColumnBoxes) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    name = label(field.accessibleName(), "caption")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    if not isinstance(field, ColumnBoxes):
        field.setMinimumWidth(120)
    if isinstance(field, QComboBox):
        field.setMaximumWidth(320)
    return box


def _at_the_foot(field: QWidget) -> QWidget:
    """On one line with the fields beside it, which have their names above them, and apart from them."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(24, 0, 24, 0)
    column.setSpacing(4)
    column.addWidget(label(" ", "caption"))
    column.addWidget(field)
    return box


def _fill(
    field: QComboBox, entries: Sequence[tuple[str, str | int | None]], chosen: str | int | None
) -> None:
    field.clear()
    for words, value in entries:
        field.addItem(words, value)
    values = [value for _words, value in entries]
    field.setCurrentIndex(values.index(chosen) if chosen in values else -1)


def _columns(preview: FilePreview) -> list[tuple[str, str | int | None]]:
    return [
        (_column_words(index, heading), index)
        for index, heading in enumerate(preview.headings[:MOST_COLUMNS])
        if index not in preview.hidden_columns
    ]


def _column_words(index: int, heading: str) -> str:
    letter = Column(index, "").letter
    return f"{letter} · {named(heading)}" if heading else letter


def _encodings(present: str | None) -> list[tuple[str, str | int | None]]:
    names = ENCODINGS if present in ENCODINGS or present is None else (*ENCODINGS, present)
    return [(encoding_words(name), name) for name in names]


def _delimiters(present: str | None) -> list[tuple[str, str | int | None]]:
    words = {
        "\t": _("Tab"),
        ";": _("Semicolon ;"),
        ",": _("Comma ,"),
        "|": _("Bar |"),
        "؛": _("Arabic semicolon ؛"),
        "،": _("Arabic comma ،"),
    }
    entries: list[tuple[str, str | int | None]] = [(words.get(sign, sign), sign) for sign in DELIMITERS]
    if present is None:
        return [(_("No separator (one column)"), None), *entries]
    return entries if present in DELIMITERS else [*entries, (present, present)]
