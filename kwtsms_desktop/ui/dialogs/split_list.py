"""Asks by which column a list is split, and shows the lists that would be made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.template import Column
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.services.lists import MOST_PARTS, ColumnValue
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.dialogs.form import FormDialog
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.inputs import choice_field
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.table_view import TableView

_TABLE_HEIGHT = 36 + 6 * 32  # headings and six rows


class SplitDialog(FormDialog):
    """A column, and its values with how many rows have each."""

    def __init__(self, parent: QWidget, shell: Shell, contact_list: ContactList) -> None:
        super().__init__(
            parent,
            _("Split “{name}”").format(name=named(contact_list.name)),
            _("One list is made for each value of a column. The list itself stays as it is."),
            _("Make the lists"),
        )
        self.setObjectName("splitList")
        self._shell = shell
        self._list = contact_list
        self._parts: tuple[ColumnValue, ...] = ()
        self._work = Latest(shell.background, self)
        self._column = choice_field(_("Column"))
        self._column.setObjectName("columnField")
        for index, heading in enumerate(contact_list.headings):
            if index not in contact_list.phone_columns:  # nobody wants a list for each number
                letter = Column(index, "").letter
                self._column.addItem(f"{letter} · {named(heading)}" if heading else letter, index)
        self._column.currentIndexChanged.connect(self._on_column)
        self._model = PagedTableModel(_columns(), self._fetch)
        self._model.setParent(self)
        self._table = TableView(self._model, _("Values"))
        self._table.setObjectName("valuesTable")
        self._table.setMinimumHeight(_TABLE_HEIGHT)
        self._problem = label("", Role.WARNING.value, wrap=True)
        self._problem.setObjectName("splitProblem")
        self.add_field(_("Column"), self._column)
        self.content.addWidget(self._table, 1)
        self.content.addWidget(self._problem)
        self._on_column()
        self._column.setFocus()

    @property
    def column(self) -> int:
        """The chosen column, counted from 0."""
        return int(self._column.currentData())

    def _on_column(self) -> None:
        self._show((), "")
        if self._column.count() == 0:
            self._show((), _("This list has no column but the phone numbers."))
            return
        lists, list_id, column = self._shell.app.lists, self._list.id, self.column
        self._work.start(
            lambda _mailbox, _stop: lists.column_values(list_id, column), "column-values", self._on_values
        )

    def _on_values(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._show((), self._shell.words_for(event.error))
        elif isinstance(event, Finished):
            self._show(tuple(event.result), self._problem_with(len(event.result)))

    def _show(self, parts: tuple[ColumnValue, ...], problem: str) -> None:
        self._parts = parts
        self._model.set_order(range(len(parts)))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        may_split = bool(parts) and not problem
        self.accept_button.setEnabled(may_split)
        if may_split:
            words = ngettext("Make {count} list", "Make {count} lists", len(parts))
            self.accept_button.setText(words.format(count=number_text(len(parts))))
        else:
            self.accept_button.setText(_("Make the lists"))

    def _problem_with(self, values: int) -> str:
        """Why a column with so many values is of no use; empty where it is."""
        name = self._column.currentText()
        if values == 1:
            return self._shell.words_for(UserError(Reason.ONE_VALUE_ONLY, column=name))
        if values > MOST_PARTS:
            return self._shell.words_for(UserError(Reason.TOO_MANY_VALUES, column=name, limit=MOST_PARTS))
        return ""

    def _fetch(self, ids: Sequence[int]) -> list[ColumnValue | None]:
        return [self._parts[number] for number in ids]


def _columns() -> Sequence[TableColumn[ColumnValue]]:
    return (
        TableColumn("value", lambda: _("Value"), lambda part: part.text, width=180, stretches=True),
        TableColumn("rows", lambda: _("Rows"), lambda part: number_text(part.rows), CellKind.NUMBER, 96),
    )
