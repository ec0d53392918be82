"""The campaign page's card about a time of its own: the countdown, or what became of it, and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.dialogs.choose_time import ChooseTime
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.campaign_standing import Standing
from kwtsms_desktop.ui.schedule_words import asked_text, waiting_text
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.buttons import danger_button, primary_button, secondary_button
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.labels import IconLabel, label

_REDRAW_MS = 5000


class ScheduleCard(Card):
    """Hidden but for a campaign that is to be sent later.

    Signals:
        changed(): it has another time now.
        failed(Exception): it could not be given another time.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, shell: Shell, send: Callable[[], object], cancel: Callable[[], object]) -> None:
        """Make a hidden card.

        Args:
            shell: what the page may ask of the window.
            send: asks once more, then sends the campaign now.
            cancel: asks once more, then cancels it.
        """
        super().__init__()
        self.setObjectName("campaignSchedule")
        self._shell = shell
        self._standing: Standing | None = None
        self._work = Latest(shell.background, self)
        self._icon = IconLabel(Glyph.SCHEDULED, Role.INFO)
        self._text = label("", "strong", wrap=True, selectable=True)
        self._text.setObjectName("scheduleText")
        self._note = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._icon)
        head.addWidget(self._text, 1)
        self._send = primary_button(_("Send now"), Glyph.SEND)
        self._change = secondary_button("", Glyph.SCHEDULED)
        self._cancel = danger_button(_("Cancel it"), Glyph.STOP)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button, name, act in (
            (self._send, "scheduleSend", send),
            (self._change, "scheduleChange", self._on_change),
            (self._cancel, "scheduleCancel", cancel),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch()
        self.body.addLayout(head)
        self.body.addWidget(self._note)
        self.body.addLayout(buttons)
        self._clock = QTimer(self)
        self._clock.setInterval(_REDRAW_MS)
        self._clock.timeout.connect(self._draw)
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands, or nothing where it has no time of its own or has begun."""
        campaign = standing.details.summary.campaign
        is_scheduled = standing.state is CampaignState.SCHEDULED and campaign.send_at is not None
        self._standing = standing if is_scheduled else None
        self.setVisible(is_scheduled)
        if is_scheduled:
            self._draw()
            self._clock.start()
        else:
            self._clock.stop()

    def _draw(self) -> None:
        if self._standing is None:
            return
        campaign, now = self._standing.details.summary.campaign, self._shell.app.scheduling.now()
        send_at = campaign.send_at or ""
        if campaign.reason:
            text = asked_text(send_at, campaign.reason, campaign.reason_details, now)
            self._icon.set_icon(Glyph.WARNING, Role.WARNING)
            self._note.setText(_("Nothing was sent, and nothing is sent before you say so."))
            self._change.setText(_("Choose another time"))
        else:
            text = waiting_text(send_at, now)
            self._icon.set_icon(Glyph.SCHEDULED, Role.INFO)
            self._note.setText(_("This computer must be on and the program running at that time."))
            self._change.setText(_("Change the time"))
        if not campaign.reason and now >= datetime.fromisoformat(send_at):
            self.changed.emit()  # it has begun, or its user is asked: whichever, the records know
        if text != self._text.text():
            self._text.setText(text)
            self.setAccessibleName(text)

    def _on_change(self) -> None:
        if self._standing is None:
            return
        campaign = self._standing.details.summary.campaign
        present = datetime.fromisoformat(campaign.send_at or "")
        now = self._shell.app.scheduling.now()
        dialog = ChooseTime(self.window(), present, now, is_test=campaign.test)
        dialog.accepted.connect(partial(self._schedule, campaign.id, dialog))
        dialog.open()

    def _schedule(self, campaign_id: int, dialog: ChooseTime) -> None:
        scheduling, moment = self._shell.app.scheduling, dialog.time.moment()
        self._work.start(
            lambda _mailbox, _stop: scheduling.schedule(campaign_id, moment), "schedule", self._on_scheduled
        )

    def _on_scheduled(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            self.changed.emit()
            self._shell.schedule_changed.emit()
