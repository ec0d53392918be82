"""The block list: people who must not be written to, whatever list they are in."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kwtsms_desktop.services.blocking import BlockedNumber, BlockResult, BlockSource
from kwtsms_desktop.services.events import Event, Failed, Finished, Job, Progress
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.ui.dialogs.block_campaign import BlockCampaignDialog
from kwtsms_desktop.ui.dialogs.block_numbers import BlockNumbersDialog
from kwtsms_desktop.ui.dialogs.choose_file import choose_list_file
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.row_menu import offer_buttons
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID
from kwtsms_desktop.ui.widgets.busy import BusyLine
from kwtsms_desktop.ui.widgets.buttons import quiet_button, secondary_button
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.inputs import search_field
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.table_view import MOST_COPIED, TableView

_SEARCH_MS = 250  # a pause in typing
_SEARCH_WIDTH = 220
_MOST_NAMED = 5  # texts that are no number, in the sentence about them


class BlockListPanel(QWidget):
    """Table, search, and the ways onto the list and off it.

    Attributes:
        table: everybody on the list.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._reader = Latest(shell.background, self)
        self._work = Latest(shell.background, self)
        self._done: Callable[[object], None] = self._on_added
        self._campaigns: Sequence[CampaignSummary] = ()
        self._strip = MessageStrip()
        self._count = label("", "muted", wrap=True)
        self._count.setObjectName("blockCount")
        self._busy = BusyLine(keeps_room=False)
        self._busy.cancel_requested.connect(self._work.stop)
        self._model = PagedTableModel(_columns(), shell.app.blocking.numbers)
        self._model.setParent(self)
        self._model.unreadable.connect(self._say_error)
        self.table = TableView(self._model, _("Block list"))
        self.table.setObjectName("blockTable")
        self.table.set_empty_text(_("No number or note on the block list has this in it."))
        self.table.selection_changed.connect(self._show_actions)
        self._empty = EmptyState(
            Glyph.BLOCKED,
            _("Nobody is on the block list. Add people who asked not to be written to."),
            _("Add numbers"),
        )
        self._empty.setObjectName("nobodyBlocked")
        self._empty.activated.connect(self._on_add)
        self._views = QStackedWidget()
        for view in (QWidget(), self._empty, self.table):  # nothing is said before anything is known
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._make_bar())
        column.addWidget(self._count)
        column.addWidget(self._strip)
        column.addWidget(self._views, 1)
        column.addWidget(self._busy)

    def read(self) -> None:
        """Read what was added meanwhile, keeping the place."""
        blocking, search = self._shell.app.blocking, self._search.text().strip()
        self._reader.start(
            lambda _mailbox, _stop: (blocking.ids(search), blocking.count()), "read-block-list", self._on_read
        )

    def _make_bar(self) -> QWidget:
        self._add = secondary_button(_("Add numbers"), Glyph.ADD)
        self._add.setObjectName("addNumbers")
        self._add.clicked.connect(self._on_add)
        self._from_file = quiet_button(_("Add from a file"), Glyph.FOLDER)
        self._from_file.setObjectName("addFromFile")
        self._from_file.clicked.connect(self._on_add_from_file)
        self._from_campaign = quiet_button(_("Add from a campaign"), Glyph.CAMPAIGNS)
        self._from_campaign.setObjectName("addFromCampaign")
        self._from_campaign.clicked.connect(self._on_add_from_campaign)
        self._remove = quiet_button(_("Take off the list"), Glyph.REMOVE)
        self._remove.setObjectName("removeNumbers")
        self._remove.clicked.connect(self._on_remove)
        self._search = search_field(_("Find a number or a note"))
        self._search.setObjectName("blockSearch")
        self._search.setFixedWidth(_SEARCH_WIDTH)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_MS)
        self._typing.timeout.connect(self.read)
        self._search.textChanged.connect(self._typing.start)
        self.table.delete_pressed.connect(self._remove.click)
        self.table.copy_refused.connect(self._on_copy_refused)
        self.table.menu_opening.connect(self._on_menu)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self._add, self._from_file, self._from_campaign, self._remove):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._search)
        return bar

    # What is on show

    def _on_read(self, event: Event) -> None:
        if isinstance(event, Failed):
            words = self._shell.words_for(event.error)
            self._strip.show_message(MessageKind.DANGER, words, _("Try again"), self._on_try_again)
        elif isinstance(event, Finished):
            ids, count = event.result
            self._show(ids, count)

    def _show(self, ids: array[int], count: int) -> None:
        self._model.set_order(ids, keep_place=True)
        words = ngettext(
            "{count} person who must not be written to, whatever list they are in.",
            "{count} people who must not be written to, whatever list they are in.",
            count,
        )
        self._count.setText(words.format(count=number_text(count)))
        self._count.setVisible(count > 0)
        self._views.setCurrentWidget(self.table if count else self._empty)
        self._search.setVisible(count > 0)
        self._remove.setVisible(count > 0)
        self._add.setVisible(count > 0)  # while there is nobody, the middle of the page has the button
        self._show_actions()

    def _show_actions(self) -> None:
        is_free = not self._work.is_running
        for button in (self._add, self._from_file, self._from_campaign):
            button.setEnabled(is_free)
        self._remove.setEnabled(is_free and bool(self.table.selectionModel().hasSelection()))

    def _on_menu(self, menu: QMenu) -> None:
        offer_buttons(menu, (self._remove,))

    def _on_try_again(self) -> None:
        self._strip.clear()
        self.read()

    # Adding

    def _on_add(self) -> None:
        dialog = BlockNumbersDialog(self)
        dialog.accepted.connect(lambda: self._add_numbers(dialog.numbers, dialog.note))
        dialog.open()

    def _add_numbers(self, numbers: str, note: str) -> None:
        blocking, country = self._shell.app.blocking, self._shell.settings.default_country
        self._start(lambda _mailbox, _stop: blocking.add(numbers, note, country), self._on_added)

    def _on_add_from_file(self) -> None:
        path = choose_list_file(self)
        if path is not None:
            blocking, country = self._shell.app.blocking, self._shell.settings.default_country
            self._start(
                lambda mailbox, stop: blocking.add_from_file(path, ImportOptions(), mailbox, stop, country),
                self._on_added,
                _("Reading “{file}”…").format(file=named(path.name)),
            )

    def _on_add_from_campaign(self) -> None:
        history = self._shell.app.history
        self._start(lambda _mailbox, _stop: history.campaigns(), self._on_campaigns)

    def _on_campaigns(self, result: object) -> None:
        if not isinstance(result, list) or not result:
            self._strip.show_message(MessageKind.INFO, _("There is no campaign yet."))
            return
        dialog = BlockCampaignDialog(self, result)
        blocking = self._shell.app.blocking

        def _add() -> None:
            campaign_id, statuses = dialog.campaign_id, dialog.statuses
            self._start(
                lambda _mailbox, _stop: blocking.add_from_campaign(campaign_id, statuses), self._on_added
            )

        dialog.accepted.connect(_add)
        dialog.open()

    def _on_added(self, result: object) -> None:
        if isinstance(result, BlockResult):
            kind = MessageKind.WARNING if result.unreadable else MessageKind.SUCCESS
            self._strip.show_message(kind, _added_words(result))
        self.read()

    # Taking off

    def _on_remove(self) -> None:
        ids = self.table.selected_ids()
        title = ngettext(
            "Take {count} number off the block list?", "Take {count} numbers off the block list?", len(ids)
        ).format(count=number_text(len(ids)))
        dialog = Question(
            self, title, _("They can be written to again from now on."), _("Take off the list"), _("Keep")
        )
        blocking = self._shell.app.blocking
        dialog.accepted.connect(
            lambda: self._start(lambda _mailbox, _stop: blocking.remove(ids), self._on_removed)
        )
        dialog.open()

    def _on_removed(self, result: object) -> None:
        if isinstance(result, int):
            words = ngettext(
                "{count} number was taken off the block list.",
                "{count} numbers were taken off the block list.",
                result,
            )
            self._strip.show_message(MessageKind.SUCCESS, words.format(count=number_text(result)))
        self.read()

    def _on_copy_refused(self) -> None:
        words = _("At most {count} rows can be copied at once.").format(count=number_text(MOST_COPIED))
        self._strip.show_message(MessageKind.WARNING, words)

    # Work

    def _start(self, job: Job[object], done: Callable[[object], None], words: str = "") -> None:
        self._done = done
        self._strip.clear()
        self._work.start(job, "change-block-list", self._on_event)
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
            self._say_error(event.error)
        self._show_actions()

    def _say_error(self, error: Exception) -> None:
        self._strip.show_message(MessageKind.DANGER, self._shell.words_for(error))


def _added_words(result: BlockResult) -> str:
    """What came of what was added, nothing left out."""
    sentences = [
        ngettext("{count} number was added.", "{count} numbers were added.", result.added).format(
            count=number_text(result.added)
        )
    ]
    if result.known:
        words = ngettext("{count} was there already.", "{count} were there already.", result.known)
        sentences.append(words.format(count=number_text(result.known)))
    if result.unreadable:
        named_texts = [named(text) for text in result.unreadable[:_MOST_NAMED]]
        if len(result.unreadable) > _MOST_NAMED:
            named_texts.append("…")
        words = ngettext(
            "{count} is no number: {texts}", "{count} are no numbers: {texts}", len(result.unreadable)
        )
        sentences.append(
            words.format(count=number_text(len(result.unreadable)), texts=" · ".join(named_texts))
        )
    return " ".join(sentences)


def _columns() -> Sequence[TableColumn[BlockedNumber]]:
    return (
        TableColumn("phone", lambda: _("Number"), lambda entry: entry.phone, CellKind.PHONE, 160),
        TableColumn("note", lambda: _("Note"), lambda entry: entry.note, width=200, stretches=True),
        TableColumn("source", lambda: _("How it came here"), _source_text, width=180, is_muted=True),
        TableColumn(
            "added", lambda: _("Added"), lambda entry: time_text(entry.added_at), CellKind.NUMBER, 148
        ),
    )


def _source_text(entry: BlockedNumber) -> str:
    words = {
        BlockSource.HAND: _("Typed in"),
        BlockSource.FILE: _("From a file"),
        BlockSource.CAMPAIGN: _("From a campaign"),
    }
    return words[BlockSource(entry.source)]
