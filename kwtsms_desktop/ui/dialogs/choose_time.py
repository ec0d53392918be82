"""Asks for another time at which a campaign is to begin."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from kwtsms_desktop.core.advice import QUIET_UNTIL, is_quiet_time
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.schedule import minute_in_kuwait, next_morning
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.ui.dialogs.form import FormDialog
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.kuwait_time import KuwaitTime
from kwtsms_desktop.ui.widgets.note_line import NoteLine


class ChooseTime(FormDialog):
    """A time that is still to come.

    Attributes:
        time: the field.
        note: why it cannot be that time, or what to think of.
    """

    def __init__(self, parent: QWidget, present: datetime, now: datetime, *, is_test: bool) -> None:
        """Make the dialog.

        Args:
            parent: the widget it belongs to.
            present: the time it has now; a morning is offered where that has passed.
            now: the present moment.
            is_test: whether it reaches nobody, so that any hour will do.
        """
        super().__init__(
            parent,
            _("When is it to be sent?"),
            _("This computer must be on and the program running at that time."),
            _("Send it then"),
        )
        self.setObjectName("chooseTime")
        self._now = now
        self._is_test = is_test
        self.time = KuwaitTime(_("When it is to be sent"))
        self.time.field.setObjectName("sendAt")
        morning = datetime.fromtimestamp(next_morning(now.timestamp(), QUIET_UNTIL), UTC)
        self.time.set_moment(present if present > now else morning, now)
        self.note = NoteLine()
        self.note.setObjectName("chooseTimeNote")
        self.content.addWidget(self.time)
        self.content.addWidget(self.note)
        self.time.changed.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        moment = self.time.moment()
        is_past = moment <= self._now
        is_late = not self._is_test and is_quiet_time(minute_in_kuwait(moment.timestamp()))
        self.accept_button.setEnabled(not is_past)
        if is_past:
            self._say(Reason.SCHEDULE_PAST, Role.DANGER)
        elif is_late:
            self._say(Reason.QUIET_TIME_CHOSEN, Role.WARNING)
        else:
            self.note.say("")

    def _say(self, reason: Reason, role: Role) -> None:
        self.note.say(f"{reason_text(reason.value)} {action_text(reason.value)}", role)
