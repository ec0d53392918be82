"""The stored contact lists as a table, and what can be done with the selected ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kwtsms_desktop.services.checking import CheckOptions, CheckSummary
from kwtsms_desktop.services.events import Event, Failed, Finished, Job, Mailbox, Progress, Stop
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import age_text, number_text
from kwtsms_desktop.ui.dialogs.ask_name import NameDialog
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.dialogs.split_list import SplitDialog
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, TableColumn
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.record_table import RecordTable
from kwtsms_desktop.ui.pages.row_menu import offer_buttons
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.busy import BusyLine
from kwtsms_desktop.ui.widgets.buttons import primary_button, quiet_button
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.inputs import search_field
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip

_SEARCH_WIDTH = 220
_MOST_IN_NAME = 2  # lists whose names the name of a merged list is made of


class ListsPanel(QWidget):
    """Table, and buttons for the selected lists.

    Attributes:
        use_button: starts a campaign with the selected list; for the page to put where there is room.
        table: the lists.

    Signals:
        changed(): lists were read, or others are selected.
    """

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._new_id: int | None = None  # a list that was just made: to be selected once it is read
        self._work = Latest(shell.background, self)
        self._done: Callable[[object], None] = _nothing
        self._strip = MessageStrip()
        self._busy = BusyLine(keeps_room=False)
        self._busy.cancel_requested.connect(self._work.stop)
        empty = EmptyState(
            Glyph.LISTS,
            _("No contact list yet. A file that you use for a campaign is kept here."),
            _("New campaign"),
        )
        empty.setObjectName("noList")
        empty.activated.connect(self._on_new_campaign)
        self._lists = RecordTable(shell, _("Contact lists"), _columns(), empty, shell.app.lists.all)
        self._lists.renewed.connect(self._on_renewed)
        self.table = self._lists.table
        self.table.setObjectName("listsTable")
        self.table.row_activated.connect(shell.new_campaign_wanted)
        self.table.selection_changed.connect(self._show_actions)
        self.table.set_empty_text(_("No list has this name."))
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._bar)
        column.addWidget(self._strip)
        column.addWidget(self._lists, 1)
        column.addWidget(self._busy)
        shell.lists_changed.connect(self._on_lists_changed)

    def read(self) -> None:
        """Read what was imported meanwhile."""
        self._lists.read()

    def _make_actions(self) -> None:
        self.use_button = primary_button(_("New campaign with this list"), Glyph.NEW_CAMPAIGN)
        self.use_button.setObjectName("useList")
        self.use_button.clicked.connect(self._on_use)
        self._rename = _action(_("Rename"), Glyph.EDIT, "renameList", self._on_rename)
        self._merge = _action(_("Merge"), Glyph.COPY, "mergeLists", self._on_merge)
        self._split = _action(_("Split by a column"), Glyph.FILTER, "splitList", self._on_split)
        self._delete = _action(_("Delete"), Glyph.REMOVE, "deleteList", self._on_delete)
        self._search = search_field(_("Find a list"))
        self._search.setObjectName("listSearch")
        self._search.setFixedWidth(_SEARCH_WIDTH)
        self._search.textChanged.connect(self._on_search)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self._rename, self._merge, self._split, self._delete):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._search)
        self.table.delete_pressed.connect(self._delete.click)
        self.table.menu_opening.connect(self._on_menu)
        rename = QShortcut(QKeySequence(Qt.Key.Key_F2), self.table)
        rename.setContext(Qt.ShortcutContext.WidgetShortcut)
        rename.activated.connect(self._rename.click)
        self._show_actions()

    # What is on show

    def _on_lists_changed(self) -> None:
        if self.isVisible():
            self.read()

    def _on_renewed(self) -> None:
        if self._new_id is not None:
            self.table.show_row(self._new_id)
        self._new_id = None
        self._show_actions()

    def _on_search(self, text: str) -> None:
        wanted = text.strip().casefold()
        if not wanted:
            self._lists.show_only(None)
        else:
            self._lists.show_only(
                lambda entry: wanted in entry.name.casefold() or wanted in entry.file_name.casefold()
            )
        self._show_actions()

    def _show_actions(self) -> None:
        selected = len(self.table.selected_ids())
        is_free = not self._work.is_running
        self.use_button.setEnabled(selected == 1)
        self._rename.setEnabled(selected == 1 and is_free)
        self._merge.setEnabled(selected > 1 and is_free)
        self._split.setEnabled(selected == 1 and is_free)
        self._delete.setEnabled(selected > 0 and is_free)
        has_lists = bool(self._lists.records)
        self._bar.setVisible(has_lists)
        self.use_button.setVisible(has_lists)
        self.changed.emit()

    def _on_menu(self, menu: QMenu) -> None:
        offer_buttons(menu, (self.use_button, self._rename, self._merge, self._split, self._delete))

    # What is done

    def _on_use(self) -> None:
        (chosen,) = self._lists.selected()
        self._shell.new_campaign_wanted.emit(chosen.id)

    def _on_new_campaign(self) -> None:
        self._shell.page_wanted.emit("new")

    def _on_rename(self) -> None:
        (chosen,) = self._lists.selected()
        title = _("Rename “{name}”").format(name=named(chosen.name))
        dialog = NameDialog(self, title, "", _("Rename"), chosen.name)

        def _rename() -> None:
            lists, name = self._shell.app.lists, dialog.name
            self._start(lambda _mailbox, _stop: lists.rename(chosen.id, name), "", _nothing)

        dialog.accepted.connect(_rename)
        dialog.open()

    def _on_merge(self) -> None:
        chosen = self._lists.selected()
        title = ngettext("Merge {count} list into one", "Merge {count} lists into one", len(chosen)).format(
            count=number_text(len(chosen))
        )
        why = _("The lists stay as they are. Whoever is in more than one of them is sent to once.")
        dialog = NameDialog(self, title, why, _("Merge"), _merged_name(chosen))

        def _merge() -> None:
            lists, name, options = self._shell.app.lists, dialog.name, _check_options(self._shell)
            ids = [entry.id for entry in chosen]
            self._start(
                lambda mailbox, stop: lists.merge(ids, name, options, mailbox, stop),
                _("Merging the lists…"),
                self._on_merged,
            )

        dialog.accepted.connect(_merge)
        dialog.open()

    def _on_merged(self, result: object) -> None:
        if isinstance(result, CheckSummary):
            made = result.contact_list
            self._new_id = made.id
            sentence = ngettext(
                "“{name}” was made. It has {count} row.", "“{name}” was made. It has {count} rows.", made.rows
            )
            self._say(sentence.format(name=named(made.name), count=number_text(made.rows)))

    def _on_split(self) -> None:
        (chosen,) = self._lists.selected()
        dialog = SplitDialog(self, self._shell, chosen)

        def _split() -> None:
            lists, column, options = self._shell.app.lists, dialog.column, _check_options(self._shell)
            self._start(
                lambda mailbox, stop: lists.split(chosen.id, column, options, mailbox, stop),
                _("Splitting “{name}”…").format(name=named(chosen.name)),
                self._on_split_done,
            )

        dialog.accepted.connect(_split)
        dialog.open()

    def _on_split_done(self, result: object) -> None:
        if isinstance(result, Sequence) and result:
            self._new_id = result[0]
            self._say(
                ngettext("{count} list was made.", "{count} lists were made.", len(result)).format(
                    count=number_text(len(result))
                )
            )

    def _on_delete(self) -> None:
        chosen = self._lists.selected()
        if len(chosen) == 1:
            question = _("Delete the list “{name}”?").format(name=named(chosen[0].name))
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
        lists = self._shell.app.lists

        def _delete(_mailbox: Mailbox, stop: Stop) -> None:
            for entry in chosen:
                if not stop.is_set():
                    lists.delete(entry.id)

        dialog.accepted.connect(lambda: self._start(_delete, "", _nothing))
        dialog.open()

    # Work

    def _start(self, job: Job[object], words: str, done: Callable[[object], None]) -> None:
        self._done = done
        self._strip.clear()
        self._work.start(job, "change-lists", self._on_event)
        if words:
            self._busy.start(words)
        self._show_actions()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._busy.set_progress(event.done, event.total)
            return
        self._busy.stop()
        if isinstance(event, Finished):
            self._done(event.result)
        elif isinstance(event, Failed):
            self._strip.show_message(MessageKind.DANGER, self._shell.words_for(event.error))
        self._show_actions()
        self._shell.lists_changed.emit()

    def _say(self, words: str) -> None:
        self._strip.show_message(MessageKind.SUCCESS, words)


def _nothing(_result: object) -> None:
    """What is done shows by itself."""


def _action(words: str, glyph: Glyph, name: str, act: Callable[[], None]) -> QPushButton:
    button = quiet_button(words, glyph)
    button.setObjectName(name)
    button.clicked.connect(act)
    return button


def _check_options(shell: Shell) -> CheckOptions:
    account = shell.account
    return CheckOptions(
        default_country=shell.settings.default_country, account=account.name if account else ""
    )


def _merged_name(chosen: Sequence[ContactList]) -> str:
    names = [entry.name for entry in chosen[:_MOST_IN_NAME]]
    return " + ".join(names) + (" …" if len(chosen) > _MOST_IN_NAME else "")


def _columns() -> Sequence[TableColumn[ContactList]]:
    return (
        TableColumn("name", lambda: _("Name"), lambda entry: entry.name, width=180, stretches=True),
        TableColumn("file", lambda: _("File"), lambda entry: entry.file_name, width=200, is_muted=True),
        TableColumn("rows", lambda: _("Rows"), lambda entry: number_text(entry.rows), CellKind.NUMBER, 88),
        TableColumn("made", lambda: _("Added"), lambda entry: age_text(entry.created_at), width=132),
        TableColumn(
            "checked",
            lambda: _("Checked"),
            lambda entry: age_text(entry.checked_at) if entry.checked_at else _("Not yet"),
            CellKind.STATUS,
            156,
            glyph=lambda entry: Glyph.READY if entry.checked_at else Glyph.QUEUED,
            role=lambda entry: Role.SUCCESS if entry.checked_at else Role.MUTED,
        ),
        TableColumn("used", lambda: _("Used in"), _used_text, width=124, is_muted=True),
    )


def _used_text(entry: ContactList) -> str:
    if not entry.campaigns:
        return _("No campaign")
    return ngettext("{count} campaign", "{count} campaigns", entry.campaigns).format(
        count=number_text(entry.campaigns)
    )
