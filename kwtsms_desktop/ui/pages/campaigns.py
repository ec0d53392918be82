"""All campaigns, newest first: what was sent to whom, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.texts.statuses import campaign_state_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.models.paged import CellKind, TableColumn
from kwtsms_desktop.ui.pages.campaign_looks import STATES
from kwtsms_desktop.ui.pages.record_table import RecordTable
from kwtsms_desktop.ui.schedule_words import seconds_text
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.page import Page

_FOLLOW_MS = 2000
_COUNTDOWN_TICKS = 10  # the minutes of a countdown need no more


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
    countdown: str = ""
    is_asked: bool = False


class CampaignsPage(Page):
    """A table; Enter or a double click opens a campaign."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Campaigns"))
        self._shell = shell
        self._was_sending = False
        empty = EmptyState(
            Glyph.CAMPAIGNS,
            _("No campaign yet. Choose a list, write a message, and send."),
            _("New campaign"),
        )
        empty.setObjectName("noCampaign")
        empty.activated.connect(self._on_new_campaign)
        history, scheduling = shell.app.history, shell.app.scheduling
        self._ticks = 0
        self._campaigns = RecordTable(
            shell,
            _("Campaigns"),
            _columns(),
            empty,
            lambda: [_row(summary, scheduling.now()) for summary in history.campaigns()],
        )
        self.table = self._campaigns.table
        self.table.setObjectName("campaignsTable")
        self.table.row_activated.connect(self._on_activated)
        self.content.addWidget(self._campaigns, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(_FOLLOW_MS)
        self._clock.timeout.connect(self._on_tick)
        self._clock.start()
        shell.schedule_changed.connect(self._on_schedule_changed)

    def on_shown(self) -> None:
        """Read what was sent meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        # What is read now may be older than what the sender is just writing: read once more after it.
        self._was_sending = self._shell.is_sending
        self._campaigns.read()

    def _on_tick(self) -> None:
        """Follow whoever is sending, also another process."""
        if not self.isVisible() or self._campaigns.is_reading:
            return
        rows = self._campaigns.records.values()
        is_running = any(row.state is CampaignState.RUNNING for row in rows)
        self._ticks += 1
        is_counting = self._ticks % _COUNTDOWN_TICKS == 0 and any(row.countdown for row in rows)
        if is_running or is_counting or self._was_sending or self._shell.is_sending:
            self.refresh()

    def _on_schedule_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_activated(self, campaign_id: int) -> None:
        self._shell.campaign_wanted.emit(campaign_id)

    def _on_new_campaign(self) -> None:
        self._shell.page_wanted.emit("new")


def _row(summary: CampaignSummary, now: datetime) -> CampaignRow:
    campaign = summary.campaign
    send_at = campaign.send_at if summary.state is CampaignState.SCHEDULED else None
    is_asked = send_at is not None and campaign.reason is not None
    return CampaignRow(
        id=campaign.id,
        started=send_at or campaign.started_at or campaign.created_at,
        list_name=campaign.list_name,
        sender=campaign.sender,
        is_test=campaign.test,
        people=summary.recipients,
        state=summary.state,
        unsure=summary.counts.get(RecipientStatus.UNKNOWN, 0),
        accepted=summary.taken,
        credits=summary.credits,
        countdown=seconds_text(send_at, now) if send_at and not is_asked else "",
        is_asked=is_asked,
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
    if row.is_asked:
        return _("Not sent at its time")
    if row.countdown:
        return _("{state}, {countdown}").format(state=state, countdown=row.countdown)
    if not row.unsure:
        return state
    return ngettext("{state}, {count} unsure", "{state}, {count} unsure", row.unsure).format(
        state=state, count=number_text(row.unsure)
    )


def _state_glyph(row: CampaignRow) -> Glyph:
    if row.is_asked:
        return Glyph.WARNING
    return Glyph.UNSURE if row.unsure else STATES[row.state][0]


def _state_role(row: CampaignRow) -> Role:
    return Role.WARNING if row.unsure or row.is_asked else STATES[row.state][1]
