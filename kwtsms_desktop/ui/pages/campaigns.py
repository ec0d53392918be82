"""All campaigns, newest first: what was sent to whom, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Stop
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.texts.statuses import campaign_state_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.pages.campaign_looks import STATES
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.page import Page
from kwtsms_desktop.ui.widgets.table_view import TableView

_FOLLOW_MS = 2000


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One line of the table: the few figures it shows, and none of the campaign's message IDs."""

    id: int
    started: str
    list_name: str
    sender: str
    is_test: bool
    people: int
    state: CampaignState
    unsure: int
    accepted: int
    credits: float


class CampaignsPage(Page):
    """A table; Enter or a double click opens a campaign."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Campaigns"))
        self._shell = shell
        self._rows: dict[int, CampaignRow] = {}
        self._was_sending = False
        self._work = Latest(shell.background, self)
        self._model = PagedTableModel(_columns(), self._fetch)
        self._model.setParent(self)
        self.table = TableView(self._model, _("Campaigns"))
        self.table.setObjectName("campaignsTable")
        self.table.row_activated.connect(self._on_activated)
        self._empty = EmptyState(
            Glyph.CAMPAIGNS,
            _("No campaign yet. Choose a list, write a message, and send."),
            _("New campaign"),
        )
        self._empty.setObjectName("noCampaign")
        self._empty.activated.connect(self._on_new_campaign)
        self._views = QStackedWidget()
        for view in (QWidget(), self._empty, self.table):  # nothing is said before anything is known
            self._views.addWidget(view)
        self.content.addWidget(self._views, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(_FOLLOW_MS)
        self._clock.timeout.connect(self._on_tick)
        self._clock.start()

    def on_shown(self) -> None:
        """Read what was sent meanwhile."""
        self._read()

    def refresh(self) -> None:
        """Read everything anew."""
        self._read()

    def _read(self) -> None:
        history = self._shell.app.history
        # What is read now may be older than what the sender is just writing: read once more after it.
        self._was_sending = self._shell.is_sending

        def _job(_mailbox: Mailbox, _stop: Stop) -> list[CampaignRow]:
            return [_row(summary) for summary in history.campaigns()]

        self._work.start(_job, "read-campaigns", self._on_read)

    def _on_read(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.show_message(
                MessageKind.DANGER, self._shell.words_for(event.error), _("Try again"), self.refresh
            )
        elif isinstance(event, Finished):
            self.clear_message()
            self._show({row.id: row for row in event.result})

    def _show(self, rows: dict[int, CampaignRow]) -> None:
        is_same_order = list(rows) == list(self._rows)
        self._rows = rows
        if is_same_order:
            self._model.refresh()
        else:
            self._model.set_order(rows, keep_place=True)
        self._views.setCurrentWidget(self.table if rows else self._empty)
        if rows and not self.table.selected_ids():
            self.table.selectRow(max(0, self.table.currentIndex().row()))
            self.table.setFocus()

    def _fetch(self, ids: Sequence[int]) -> list[CampaignRow | None]:
        return [self._rows.get(campaign_id) for campaign_id in ids]

    def _on_tick(self) -> None:
        """Follow whoever is sending, also another process."""
        if not self.isVisible() or self._work.is_running:
            return
        is_running = any(row.state is CampaignState.RUNNING for row in self._rows.values())
        if is_running or self._was_sending or self._shell.is_sending:
            self._read()

    def _on_activated(self, campaign_id: int) -> None:
        self._shell.campaign_wanted.emit(campaign_id)

    def _on_new_campaign(self) -> None:
        self._shell.page_wanted.emit("new")


def _row(summary: CampaignSummary) -> CampaignRow:
    campaign = summary.campaign
    return CampaignRow(
        id=campaign.id,
        started=campaign.started_at or campaign.created_at,
        list_name=campaign.list_name,
        sender=campaign.sender,
        is_test=campaign.test,
        people=summary.recipients,
        state=summary.state,
        unsure=summary.counts.get(RecipientStatus.UNKNOWN, 0),
        accepted=summary.taken,
        credits=summary.credits,
    )


def _columns() -> Sequence[TableColumn[CampaignRow]]:
    return (
        TableColumn("when", lambda: _("When"), lambda row: time_text(row.started), CellKind.NUMBER, 140),
        TableColumn("list", lambda: _("List"), lambda row: row.list_name, width=140, stretches=True),
        TableColumn(
            "mode",
            lambda: _("Mode"),
            lambda row: _("Test") if row.is_test else _("Live"),
            CellKind.STATUS,
            84,
            glyph=lambda row: Glyph.TEST if row.is_test else Glyph.LIVE,
            role=lambda row: Role.TEST if row.is_test else Role.SUCCESS,
        ),
        TableColumn("sender", lambda: _("Sender"), lambda row: row.sender, CellKind.ID, 104),
        TableColumn("people", lambda: _("People"), lambda row: number_text(row.people), CellKind.NUMBER, 88),
        TableColumn(
            "state",
            lambda: _("State"),
            _state_text,
            CellKind.STATUS,
            192,
            glyph=_state_glyph,
            role=_state_role,
        ),
        TableColumn(
            "accepted", lambda: _("Accepted"), lambda row: number_text(row.accepted), CellKind.NUMBER, 84
        ),
        TableColumn(
            "credits", lambda: _("Credits"), lambda row: number_text(row.credits), CellKind.NUMBER, 76
        ),
    )


def _state_text(row: CampaignRow) -> str:
    state = campaign_state_text(row.state)
    if not row.unsure:
        return state
    return ngettext("{state}, {count} unsure", "{state}, {count} unsure", row.unsure).format(
        state=state, count=number_text(row.unsure)
    )


def _state_glyph(row: CampaignRow) -> Glyph:
    return Glyph.UNSURE if row.unsure else STATES[row.state][0]


def _state_role(row: CampaignRow) -> Role:
    return Role.WARNING if row.unsure else STATES[row.state][1]
