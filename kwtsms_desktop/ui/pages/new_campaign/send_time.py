"""When the campaign is to begin: now, or at a time in Kuwait; and what that takes."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from kwtsms_desktop.core.advice import QUIET_UNTIL
from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.schedule import next_morning
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _, pgettext
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.ui.dialogs.send_confirmation import Later, send_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.schedule_words import send_later_text
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.kuwait_time import KuwaitTime
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.note_line import NoteLine


class SendTime(Card):
    """Two options; the second one brings a field and what it takes.

    Signals:
        changed(): another option or another time.
    """

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setAccessibleName(pgettext("sending", "When"))
        self.now = QRadioButton(pgettext("sending", "Now"))
        self.now.setObjectName("sendNow")
        self.now.setChecked(True)
        self.later = QRadioButton(pgettext("sending", "Later"))
        self.later.setObjectName("sendLater")
        self._campaign_id = 0
        self._work = Latest(shell.background, self)
        self._group = QButtonGroup(self)
        self._group.addButton(self.now)
        self._group.addButton(self.later)
        self._group.buttonToggled.connect(self._on_toggled)
        self.time = KuwaitTime(_("When it is to be sent"))
        self.time.field.setObjectName("sendAt")
        self.time.hide()
        self.time.changed.connect(self._on_time)
        self.problem = NoteLine(Role.DANGER)
        self.problem.setObjectName("sendAtProblem")
        self.needs = NoteLine(Role.INFO)
        self.needs.setObjectName("sendAtNeeds")
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(label(pgettext("sending", "When"), "strong"))
        row.addWidget(self.now)
        row.addWidget(self.later)
        row.addWidget(self.time, 1)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.needs)

    @property
    def send_at(self) -> datetime | None:
        """The chosen time; None for now."""
        return self.time.moment() if self.later.isChecked() else None

    def is_ready(self) -> bool:
        """Whether the chosen time is still to come; says so where it is not."""
        is_past = self.send_at is not None and self.send_at <= self._shell.app.scheduling.now()
        code = Reason.SCHEDULE_PAST.value
        self.problem.say(f"{reason_text(code)} {action_text(code)}" if is_past else "")
        return not is_past

    def send_text(self, people: int) -> str:
        """What the button says that sends, or has it sent later."""
        later = self.later_than_now()
        return send_later_text(people, later.send_at, later.now) if later else send_text(people)

    def later_than_now(self) -> Later | None:
        """The chosen time as it is asked about; None for now."""
        moment = self.send_at
        if moment is None:
            return None
        return Later(moment.isoformat(timespec="milliseconds"), self._shell.app.scheduling.now())

    @property
    def is_scheduling(self) -> bool:
        """Whether a campaign is being given its time."""
        return self._work.is_running

    def schedule(self, campaign_id: int, moment: datetime) -> None:
        """Give a planned campaign its time, then show it; where that fails it stays planned."""
        self._campaign_id, scheduling = campaign_id, self._shell.app.scheduling
        self._work.start(
            lambda _mailbox, _stop: scheduling.schedule(campaign_id, moment), "schedule", self._on_scheduled
        )

    def _on_scheduled(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._shell.tell_error(event.error)
        elif isinstance(event, Finished):
            self.now.setChecked(True)  # what was chosen was for this campaign
            self._shell.schedule_changed.emit()
        self._shell.campaign_wanted.emit(self._campaign_id)

    def _on_toggled(self, _button: QRadioButton, is_checked: bool) -> None:
        if not is_checked:
            return
        is_later = self.later.isChecked()
        if is_later:
            now = self._shell.app.scheduling.now()
            morning = next_morning(now.timestamp(), QUIET_UNTIL)
            self.time.set_moment(datetime.fromtimestamp(morning, UTC), now)
        self.time.setVisible(is_later)
        self._say_needs()
        self._on_time()

    def _on_time(self) -> None:
        self.is_ready()
        self.changed.emit()

    def _say_needs(self) -> None:
        if not self.later.isChecked():
            self.needs.say("")
            return
        item = self._shell.app.login_item
        text = _("This computer must be on and the program running at that time.")
        if item is None or item.is_on():
            self.needs.say(text, Role.INFO)
        else:
            self.needs.say(text, Role.INFO, _("Start the program at login"), self._on_login_item)

    def _on_login_item(self) -> None:
        item = self._shell.app.login_item
        try:
            if item is not None:
                item.turn_on()
        except KwtsmsDesktopError as error:
            self.problem.say(self._shell.words_for(error))
            return
        self.needs.say(
            _(
                "From now on the program starts at login; you can turn that off in Settings. This computer "
                "must be on at that time."
            ),
            Role.SUCCESS,
        )
