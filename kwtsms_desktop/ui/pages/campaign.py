"""One campaign: where it stands while it is sent and afterwards, and who got what.

Rule: what is on show comes from the database, or from the work that is sending right now. The page may be
thrown away and made anew at any moment (another language) and finds both again.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Stop
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.dialogs.send_confirmation import SendConfirmation
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.campaign_figures import FiguresCard, StateLine, UnsureCard
from kwtsms_desktop.ui.pages.campaign_follower import Follower
from kwtsms_desktop.ui.pages.campaign_people import PeoplePanel
from kwtsms_desktop.ui.pages.campaign_requests import RequestsPanel
from kwtsms_desktop.ui.pages.campaign_schedule import ScheduleCard
from kwtsms_desktop.ui.pages.campaign_settler import Settler
from kwtsms_desktop.ui.pages.campaign_standing import Recorded, Standing
from kwtsms_desktop.ui.pages.campaign_tabs import Tabs
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.buttons import danger_button, primary_button, secondary_button
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.page import Page

_FOLLOW_MS = 1000
_APART_MS = 40
_POLL_TICKS = 2  # another process is asked about every 2 s

_IN_SETTINGS = frozenset({Reason.ERR002, Reason.ERR003, Reason.NO_CREDENTIALS, Reason.ACCOUNT_UNKNOWN})
"""Reasons that are mended on the Settings page."""

_SAID_OF_THE_UNSURE = frozenset({Reason.ANSWER_LOST, Reason.ANSWER_UNREADABLE, Reason.INTERRUPTED})
"""Reasons of a pause that "Needs attention" tells already."""


class CampaignPage(Page):
    """Figures, actions, and everybody with their status."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Campaign"))
        self._shell = shell
        self._campaign_id: int | None = None
        self._recorded: Recorded | None = None
        self._wants_people = False
        self._has_failed = False
        self._ticks = 0
        self._sender = Follower(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_APART_MS)
        self._soon.timeout.connect(self._show_people)
        self._sender.changed.connect(self._draw)
        self._sender.ended.connect(self._on_sent)
        self._sender.failed.connect(self._on_not_sent)
        self._reader = Latest(shell.background, self)
        self._canceller = Latest(shell.background, self)
        self._make_actions()
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(_FOLLOW_MS)
        self._clock.timeout.connect(self._on_tick)
        self._clock.start()
        shell.account_changed.connect(self._on_account_changed)

    def show_campaign(self, campaign_id: int) -> None:
        """Show this campaign from now on."""
        self._shell.shown_campaign = campaign_id
        if campaign_id != self._campaign_id:
            self._campaign_id = campaign_id
            self._recorded = None
            self._has_failed = False
            self.clear_message()
            self.set_title(_("Campaign"))
            self._show_content(False)
        self._look()

    def on_shown(self) -> None:
        """Read what may have changed meanwhile, and follow whoever is sending."""
        if self._campaign_id is None and self._shell.shown_campaign is not None:
            self.show_campaign(self._shell.shown_campaign)
        else:
            self._look()

    def refresh(self) -> None:
        """Read everything anew."""
        self._has_failed = False
        self._look()

    # Making

    def _make_actions(self) -> None:
        self._pause = secondary_button(_("Pause"), Glyph.PAUSE)
        self._cancel = danger_button(_("Cancel the rest"), Glyph.STOP)
        self._go_on = primary_button("", Glyph.RESUME)
        self._real = primary_button(_("Prepare the real sending"))
        self._retry = secondary_button("")
        for button, name, act in (
            (self._pause, "pause", self._on_pause),
            (self._cancel, "cancelRest", self._on_cancel),
            (self._go_on, "goOn", self._on_go_on),
            (self._real, "prepareReal", self._on_prepare_real),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
            button.hide()
            self.add_action(button)
        self._retry.setObjectName("retryRefused")
        self._retry.hide()
        self.add_action(self._retry)

    def _lay_out(self) -> None:
        self._state = StateLine()
        self.add_header(self._state)
        self._figures = FiguresCard()
        self._unsure = UnsureCard()
        self._settler = Settler(self._shell, self, self._unsure, self._retry, lambda: self._campaign_id)
        self._settler.settled.connect(self._on_settled)
        self._settler.failed.connect(self._on_not_sent)
        self._schedule = ScheduleCard(self._shell, self._on_go_on, self._on_cancel)
        self._schedule.changed.connect(self._look)
        self._schedule.failed.connect(self._on_not_sent)
        self._people = PeoplePanel(self._shell)
        self._people.failed.connect(self._on_unreadable)
        self._requests: RequestsPanel | None = None  # until somebody wants to see them
        self._tabs = Tabs(
            ((_("People"), lambda: self._people), (_("Requests"), self._make_requests)), self._people.search
        )
        self._tabs.setObjectName("campaignTabs")
        self.content.addWidget(self._schedule)
        self.content.addWidget(self._figures)
        self.content.addWidget(self._unsure)
        self.content.addWidget(self._tabs, 1)
        self._show_content(False)

    def _make_requests(self) -> RequestsPanel:
        panel = self._requests = RequestsPanel(self._shell)
        panel.failed.connect(self._on_unreadable)
        if self._campaign_id is not None and self._recorded is not None:
            panel.show_campaign(self._campaign_id)
            panel.set_total(self._recorded.details.summary.batches)
        return panel

    def _show_content(self, is_shown: bool) -> None:
        for widget in (self._state, self._figures, self._tabs):
            widget.setVisible(is_shown)
        if not is_shown:
            self._unsure.hide()
            self._schedule.hide()
            self._show_actions(None)

    # Reading

    def _look(self) -> None:
        self._wants_people = True
        self._follow()
        self._read()

    def _read(self) -> None:
        campaign_id, app = self._campaign_id, self._shell.app
        if campaign_id is None:
            return

        def _job(_mailbox: Mailbox, _stop: Stop) -> Recorded:
            details = app.history.details(campaign_id)
            return Recorded(details, app.account.facts(details.summary.campaign.account))

        self._reader.start(_job, "read-campaign", self._on_read)

    def _on_read(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._on_unreadable(event.error)
        elif isinstance(event, Finished) and isinstance(event.result, Recorded):
            self._recorded = event.result
            self._show_content(True)
            self._draw()
            self._say_why()
            if self._people.campaign_id == self._campaign_id:
                self._soon.start()  # not at once: figures and tables together would hold the window up
            else:
                self._show_people()

    def _show_people(self) -> None:
        """Read the people too, after the figures: both at once would hold the window up."""
        if self._wants_people and self._campaign_id is not None:
            self._wants_people = False
            self._people.show_campaign(self._campaign_id)
            if self._requests is not None:
                self._requests.show_campaign(self._campaign_id)

    def _on_unreadable(self, error: Exception) -> None:
        self._has_failed = True
        self.show_message(
            MessageKind.DANGER, self._shell.words_for(error), _("Try again"), self._on_try_again
        )

    def _on_try_again(self) -> None:
        self.clear_message()
        self.refresh()

    def _on_account_changed(self) -> None:
        if self.isVisible():
            self._read()

    # Following

    def _follow(self) -> None:
        """Listen to the work that sends this campaign, if this window does."""
        self._sender.follow(None if self._campaign_id is None else self._shell.sending_run(self._campaign_id))

    def _on_sent(self) -> None:
        self._has_failed = False
        self._look()

    def _on_not_sent(self, error: Exception) -> None:
        self._look()
        self._say_error(error)

    def _on_tick(self) -> None:
        standing = self._standing()
        if standing is None or standing.state is not CampaignState.RUNNING or not self.isVisible():
            return
        self._ticks += 1
        self._people.follow()
        if self._ticks % _POLL_TICKS == 0:
            if self._requests is not None:
                self._requests.follow()
            self._shell.show_account()  # each answer names the balance
            if standing.is_elsewhere and not self._reader.is_running:
                self._read()

    # Showing

    def _standing(self) -> Standing | None:
        if self._recorded is None:
            return None
        details = self._recorded.details
        is_ours = self._sender.is_following
        return Standing(
            details=details,
            state=CampaignState.RUNNING if is_ours else details.summary.state,
            progress=self._sender.progress or self._recorded.progress,
            is_elsewhere=details.summary.state is CampaignState.RUNNING and not is_ours,
            is_pausing=self._sender.is_pausing,
        )

    def _draw(self) -> None:
        standing = self._standing()
        if standing is None or self._recorded is None:
            return
        summary = standing.details.summary
        self.set_title(summary.campaign.list_name)
        self._state.show_standing(standing)
        self._schedule.show_standing(standing)
        self._figures.show_standing(standing)
        self._people.set_counts(standing.progress.counts)
        if self._requests is not None:
            self._requests.set_total(summary.batches)
        self._unsure.show_unsure(standing, self._recorded.balance)
        self._show_actions(standing)

    def _show_actions(self, standing: Standing | None) -> None:
        is_ours = standing is not None and self._sender.is_following
        can_cancel = standing is not None and bool(standing.left) and not standing.is_scheduled
        can_go_on = standing is not None and standing.can_go_on
        self._pause.setVisible(is_ours)
        self._pause.setEnabled(not self._sender.is_pausing)
        self._cancel.setVisible(can_cancel)
        self._cancel.setEnabled(not self._canceller.is_running)
        self._go_on.setVisible(can_go_on)
        self._real.setVisible(standing is not None and standing.is_tried)
        refused = 0 if standing is None else standing.progress.counts.get(RecipientStatus.REFUSED, 0)
        self._retry.setVisible(standing is not None and standing.has_ended and refused > 0)
        self._retry.setText(
            ngettext("Retry the {count}", "Retry the {count}", refused).format(count=number_text(refused))
        )
        if standing is not None and can_go_on:
            is_planned = standing.state is CampaignState.PLANNED
            self._go_on.setText(_("Start sending") if is_planned else _("Go on"))

    def _say_why(self) -> None:
        """Say why it paused or stopped, and what to do; nothing while it is on its way."""
        standing = self._standing()
        if standing is None or self._has_failed:
            return
        summary = standing.details.summary
        if standing.state not in {CampaignState.PAUSED, CampaignState.STOPPED}:
            self.clear_message()
            return
        # Without a reason of its own, its sender ended without a word.
        code = summary.campaign.reason or Reason.INTERRUPTED.value
        if standing.details.unsure is not None and code in _SAID_OF_THE_UNSURE:
            self.clear_message()
            return
        details = summary.campaign.reason_details
        text = " ".join(part for part in (reason_text(code, details), action_text(code, details)) if part)
        is_calm = code == Reason.PAUSED_BY_USER
        kind = MessageKind.DANGER if standing.state is CampaignState.STOPPED else MessageKind.WARNING
        self._say(MessageKind.INFO if is_calm else kind, text, code)

    def _say_error(self, error: Exception) -> None:
        self._has_failed = True
        code = getattr(error, "reason", Reason.INTERNAL)
        self._say(MessageKind.DANGER, self._shell.words_for(error), str(code))

    def _say(self, kind: MessageKind, text: str, code: str) -> None:
        if code in _IN_SETTINGS:
            self.show_message(kind, text, _("Open Settings"), self._on_settings)
        elif code == Reason.DATA_COPIED:
            self.show_message(kind, text, _("Send from here …"), self._shell.home_asked.emit)
        else:
            self.show_message(kind, text)

    # Acting

    def _on_pause(self) -> None:
        self._sender.pause()
        self._draw()

    def _on_go_on(self) -> None:
        standing = self._standing()
        if standing is None or self._recorded is None:
            return
        campaign = standing.details.summary.campaign
        if campaign.test:
            self._start()
            return
        dialog = SendConfirmation(
            self, campaign.sender, standing.left, standing.details.left.credits, self._recorded.balance
        )
        dialog.accepted.connect(self._start)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self) -> None:
        account = self._shell.account
        if self._campaign_id is None:
            return
        if account is None:
            code = Reason.NO_CREDENTIALS.value
            self._say(MessageKind.WARNING, f"{reason_text(code)} {action_text(code)}", code)
            return
        self._has_failed = False
        self.clear_message()
        self._shell.send_campaign(self._campaign_id, account.name)
        self._follow()
        self._draw()

    def _on_cancel(self) -> None:
        standing = self._standing()
        if standing is None:
            return
        question = Question(
            self,
            ngettext(
                "Cancel the rest? {count} person will not be sent to.",
                "Cancel the rest? {count} people will not be sent to.",
                standing.left,
            ).format(count=number_text(standing.left)),
            _("What kwtSMS has already cannot be called back. Cancelling cannot be undone."),
            _("Cancel the rest"),
            _("Keep them"),
        )
        question.accepted.connect(self._cancel_the_rest)
        question.open()

    def _cancel_the_rest(self) -> None:
        campaign_id, sending = self._campaign_id, self._shell.app.sending
        if campaign_id is None:
            return
        self._canceller.start(
            lambda _mailbox, _stop: sending.cancel(campaign_id), "cancel-campaign", self._on_cancelled
        )
        self._draw()

    def _on_cancelled(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._draw()
            self._say_error(event.error)
        elif isinstance(event, Finished):
            self._look()

    def _on_prepare_real(self) -> None:
        """Back to the draft it was tried from; where that is gone, a new campaign with its list."""
        if self._recorded is None:
            return
        list_id = self._recorded.details.summary.campaign.list_id
        if list_id is not None and self._shell.app.drafting.load().list_id != list_id:
            self._shell.new_campaign_wanted.emit(list_id)
        else:
            self._shell.page_wanted.emit("new")

    def _on_settled(self, text: str) -> None:
        self._look()
        self._shell.account_changed.emit()
        self._shell.tell(MessageKind.INFO, text)

    def _on_settings(self) -> None:
        self._shell.page_wanted.emit("settings")
