"""What was understood of a file, in one line, and the small form in which it is corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.importing import DELIMITERS, ENCODINGS, FilePreview
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.new_campaign.sheet_sample import MOST_COLUMNS
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import quiet_button
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.inputs import choice_field, number_field
from kwtsms_desktop.ui.widgets.labels import IconLabel, label

_FIRST_STRONG_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_LONGEST_NAME = 40  # characters; a heading may be a sentence
_LAST_HEADER_ROW = 9_999


class Understanding(QWidget):
    """The line with *Change*, and the form under it.

    Signals, each because the user chose something in the form:
        sheet_chosen(str): another sheet.
        header_row_chosen(int): number of the row with the headings; 0 for none.
        column_chosen(int): the column with the phones, counted from 0.
        encoding_chosen(str): of a text file.
        delimiter_chosen(str): of a text file.
    """

    sheet_chosen = Signal(str)
    header_row_chosen = Signal(int)
    column_chosen = Signal(int)
    encoding_chosen = Signal(str)
    delimiter_chosen = Signal(str)

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
        self._show_facts(preview)
        is_text = not preview.sheets
        self._sheet_box.setVisible(not is_text)
        self._encoding_box.setVisible(is_text)
        self._delimiter_box.setVisible(is_text)
        for field in (self._sheet, self._header_row, self._column, self._encoding, self._delimiter):
            field.blockSignals(True)  # only the user's own choices are told
        _fill(self._sheet, [(name, name) for name in preview.sheets], preview.sheet)
        self._header_row.setValue(preview.header_row)
        headings = preview.headings[:MOST_COLUMNS]
        names = [(_column_words(index, name), index) for index, name in enumerate(headings)]
        _fill(self._column, names, preview.phone_column)
        _fill(self._encoding, _encodings(preview.encoding), preview.encoding)
        _fill(self._delimiter, _delimiters(preview.delimiter), preview.delimiter)
        for field in (self._sheet, self._header_row, self._column, self._encoding, self._delimiter):
            field.blockSignals(False)

    def unfold(self, is_open: bool = True) -> None:
        """Show the form, or put it away."""
        self._change.setChecked(is_open)

    def _make_fields(self) -> None:
        self._sheet = choice_field(_("Sheet"))
        self._sheet.activated.connect(self._on_sheet)
        self._header_row = number_field(_("Row with the headings"), 0, _LAST_HEADER_ROW, 0)
        self._header_row.setSpecialValueText(_("None"))
        self._header_row.setKeyboardTracking(False)
        self._header_row.valueChanged.connect(self.header_row_chosen)
        self._column = choice_field(_("Column with the phone numbers"))
        self._column.activated.connect(self._on_column)
        self._encoding = choice_field(_("Text encoding"))
        self._encoding.activated.connect(self._on_encoding)
        self._delimiter = choice_field(_("Columns are separated by"))
        self._delimiter.activated.connect(self._on_delimiter)
        names = ("sheetField", "headerRowField", "phoneColumnField", "encodingField", "delimiterField")
        fields: tuple[QComboBox | QSpinBox, ...] = (
            self._sheet,
            self._header_row,
            self._column,
            self._encoding,
            self._delimiter,
        )
        boxes = []
        for name, field in zip(names, fields, strict=True):
            field.setObjectName(name)
            boxes.append(_under_its_name(field))
            self._fields.addWidget(boxes[-1])
        self._sheet_box, _row_box, _column_box, self._encoding_box, self._delimiter_box = boxes

    def _show_facts(self, preview: FilePreview) -> None:
        self._flow.clear()
        for glyph, words, role in _facts(preview):
            self._flow.addWidget(_fact(glyph, words, role))
        self._facts.setAccessibleName(" · ".join(words for _glyph, words, _role in _facts(preview)))
        self._facts.updateGeometry()

    def _on_toggled(self, is_open: bool) -> None:
        self._form.setVisible(is_open)
        self._change.setText(_("Done") if is_open else _("Change"))

    def _on_sheet(self, _index: int) -> None:
        self.sheet_chosen.emit(self._sheet.currentData())

    def _on_column(self, _index: int) -> None:
        self.column_chosen.emit(self._column.currentData())

    def _on_encoding(self, _index: int) -> None:
        self.encoding_chosen.emit(self._encoding.currentData())

    def _on_delimiter(self, _index: int) -> None:
        self.delimiter_chosen.emit(self._delimiter.currentData())


def named(text: str) -> str:
    """A name from a file, fit for a sentence: not too long, in its own direction."""
    shown = text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"
    return f"{_FIRST_STRONG_ISOLATE}{shown}{_END_OF_ISOLATE}"


def _facts(preview: FilePreview) -> list[tuple[Glyph, str, Role]]:
    """Icon, words and colour of each thing that was understood."""
    facts = []
    if preview.sheet:
        facts.append((Glyph.SHEET, _("Sheet “{name}”").format(name=named(preview.sheet)), Role.TEXT))
    if preview.encoding:
        facts.append((Glyph.FILE, _encoding_words(preview.encoding), Role.TEXT))
    if preview.header_row:
        words = _("Headings in row {row}").format(row=preview.header_row)
    else:
        words = _("No headings")
    facts.append((Glyph.ALL, words, Role.TEXT))
    if preview.phone_column is None:
        facts.append((Glyph.WARNING, _("Phone numbers not found"), Role.WARNING))
    else:
        name = preview.headings[preview.phone_column]
        sentence = _("Phone numbers in “{name}”") if name else _("Phone numbers in column {name}")
        words = sentence.format(name=named(name or Column(preview.phone_column, "").letter))
        facts.append((Glyph.PHONE, words, Role.ACCENT))
    if preview.hidden_rows:
        words = ngettext(
            "{count} hidden row left out", "{count} hidden rows left out", preview.hidden_rows
        ).format(count=number_text(preview.hidden_rows))
        facts.append((Glyph.EXCLUDED, words, Role.TEXT))
    return facts


def _fact(glyph: Glyph, words: str, role: Role) -> QWidget:
    fact = QWidget()
    row = QHBoxLayout(fact)
    row.setContentsMargins(0, 8, 16, 8)
    row.setSpacing(6)
    row.addWidget(IconLabel(glyph, Role.MUTED if role is Role.TEXT else role, 18))
    row.addWidget(label(words, role.value if role is Role.WARNING else ""))
    return fact


def _under_its_name(field: QComboBox | QSpinBox) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    name = label(field.accessibleName(), "caption")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    field.setMinimumWidth(120)
    if isinstance(field, QComboBox):
        field.setMaximumWidth(320)
    return box


def _fill(
    field: QComboBox, entries: Sequence[tuple[str, str | int | None]], chosen: str | int | None
) -> None:
    field.clear()
    for words, value in entries:
        field.addItem(words, value)
    values = [value for _words, value in entries]
    field.setCurrentIndex(values.index(chosen) if chosen in values else -1)


def _column_words(index: int, heading: str) -> str:
    letter = Column(index, "").letter
    return f"{letter} · {named(heading)}" if heading else letter


def _encodings(present: str | None) -> list[tuple[str, str | int | None]]:
    names = ENCODINGS if present in ENCODINGS or present is None else (*ENCODINGS, present)
    return [(_encoding_words(name), name) for name in names]


def _encoding_words(name: str) -> str:
    words = {
        "utf-8": _("Unicode (UTF-8)"),
        "utf-16": _("Unicode (UTF-16)"),
        "windows-1256": _("Arabic (Windows-1256)"),
        "iso-8859-6": _("Arabic (ISO 8859-6)"),
        "windows-1252": _("Western European (Windows-1252)"),
    }
    return words.get(name, name)


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
