"""The stored contact lists: what was imported, and what can be done with it again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Stop
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.buttons import danger_button, primary_button
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.page import Page
from kwtsms_desktop.ui.widgets.table_view import TableView


class ContactListsPage(Page):
    """A table of lists; what is done, is done with the selected ones."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Contact lists"))
        self._shell = shell
        self._lists: dict[int, ContactList] = {}
        self._doomed: tuple[int, ...] = ()
        self._reader = Latest(shell.background, self)
        self._deleter = Latest(shell.background, self)
        self._use = primary_button(_("New campaign with this list"), Glyph.NEW_CAMPAIGN)
        self._use.setObjectName("useList")
        self._use.clicked.connect(self._on_use)
        self._delete = danger_button(_("Delete"), Glyph.REMOVE)
        self._delete.setObjectName("deleteList")
        self._delete.clicked.connect(self._on_delete)
        for button in (self._delete, self._use):
            button.hide()
            self.add_action(button)
        self._model = PagedTableModel(_columns(), self._fetch)
        self._model.setParent(self)
        self.table = TableView(self._model, _("Contact lists"))
        self.table.setObjectName("listsTable")
        self.table.row_activated.connect(shell.new_campaign_wanted)
        self.table.selection_changed.connect(self._show_actions)
        self._empty = EmptyState(
            Glyph.LISTS,
            _("No contact list yet. A file that you use for a campaign is kept here."),
            _("New campaign"),
        )
        self._empty.setObjectName("noList")
        self._empty.activated.connect(self._on_new_campaign)
        self._views = QStackedWidget()
        for view in (QWidget(), self._empty, self.table):  # nothing is said before anything is known
            self._views.addWidget(view)
        self.content.addWidget(self._views, 1)
        shell.lists_changed.connect(self._on_lists_changed)

    def on_shown(self) -> None:
        """Read what was imported meanwhile."""
        self._read()

    def refresh(self) -> None:
        """Read everything anew."""
        self._read()

    def _read(self) -> None:
        history = self._shell.app.history
        self._reader.start(lambda _mailbox, _stop: history.lists(), "read-lists", self._on_read)

    def _on_read(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._say_error(event.error)
        elif isinstance(event, Finished):
            self._show({entry.id: entry for entry in event.result})

    def _show(self, lists: dict[int, ContactList]) -> None:
        is_same_order = list(lists) == list(self._lists)
        self._lists = lists
        if is_same_order:
            self._model.refresh()
        else:
            self._model.set_order(lists, keep_place=True)
        self._views.setCurrentWidget(self.table if lists else self._empty)
        for button in (self._use, self._delete):
            button.setVisible(bool(lists))
        if lists and not self.table.selected_ids():
            self.table.selectRow(max(0, self.table.currentIndex().row()))
            self.table.setFocus()
        self._show_actions()

    def _fetch(self, ids: Sequence[int]) -> list[ContactList | None]:
        return [self._lists.get(list_id) for list_id in ids]

    def _show_actions(self) -> None:
        selected = len(self.table.selected_ids())
        self._use.setEnabled(selected == 1)
        self._delete.setEnabled(selected > 0 and not self._deleter.is_running)

    def _on_lists_changed(self) -> None:
        if self.isVisible():
            self._read()

    def _on_use(self) -> None:
        (list_id,) = self.table.selected_ids()
        self._shell.new_campaign_wanted.emit(list_id)

    def _on_new_campaign(self) -> None:
        self._shell.page_wanted.emit("new")

    def _on_delete(self) -> None:
        chosen = [self._lists[list_id] for list_id in self.table.selected_ids()]
        if len(chosen) == 1:
            question = _("Delete the list “{name}”?").format(name=chosen[0].name)
        else:
            question = ngettext("Delete {count} list?", "Delete {count} lists?", len(chosen)).format(
                count=number_text(len(chosen))
            )
        dialog = Question(
            self,
            question,
            _("Campaigns keep their record of what was sent to whom. The file on your disk stays as it is."),
            _("Delete"),
            _("Keep"),
        )
        self._doomed = tuple(entry.id for entry in chosen)
        dialog.accepted.connect(self._delete_chosen)
        dialog.open()

    def _delete_chosen(self) -> None:
        history, doomed = self._shell.app.history, self._doomed

        def _job(_mailbox: Mailbox, stop: Stop) -> None:
            for list_id in doomed:
                if not stop.is_set():
                    history.delete_list(list_id)

        self._deleter.start(_job, "delete-lists", self._on_deleted)
        self._show_actions()

    def _on_deleted(self, event: Event) -> None:
        self._shell.lists_changed.emit()
        self._show_actions()
        if isinstance(event, Failed):
            self._say_error(event.error)

    def _say_error(self, error: Exception) -> None:
        self.show_message(
            MessageKind.DANGER, self._shell.words_for(error), _("Try again"), self._on_try_again
        )

    def _on_try_again(self) -> None:
        self.clear_message()
        self._read()


def _columns() -> Sequence[TableColumn[ContactList]]:
    return (
        TableColumn("name", lambda: _("Name"), lambda entry: entry.name, width=180, stretches=True),
        TableColumn("file", lambda: _("File"), lambda entry: entry.file_name, width=220, is_muted=True),
        TableColumn("rows", lambda: _("Rows"), lambda entry: number_text(entry.rows), CellKind.NUMBER, 96),
        TableColumn(
            "made", lambda: _("Created"), lambda entry: time_text(entry.created_at), CellKind.NUMBER, 148
        ),
        TableColumn(
            "checked",
            lambda: _("Checked"),
            _checked_text,
            CellKind.NUMBER,
            188,
            glyph=lambda entry: Glyph.READY if entry.checked_at else Glyph.QUEUED,
            role=lambda entry: Role.SUCCESS if entry.checked_at else Role.MUTED,
        ),
    )


def _checked_text(entry: ContactList) -> str:
    return time_text(entry.checked_at) if entry.checked_at else _("Not yet")
