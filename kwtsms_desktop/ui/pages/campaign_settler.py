"""What the user may do about a campaign that is over but not clean: settle and retry."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kwtsms_desktop.services.events import Event, Failed, Finished, Job
from kwtsms_desktop.services.planning import Plan
from kwtsms_desktop.services.settling import Settled, SettlingWait
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import duration_text, number_text
from kwtsms_desktop.texts.statuses import finding_text
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.campaign_figures import UnsureCard
from kwtsms_desktop.ui.shell import Shell


class Settler(QObject):
    """Does it in the background, one thing at a time.

    Signals:
        settled(str): the records changed, or were found not to; what to say about it.
        failed(Exception): it could not be done.
    """

    settled = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        shell: Shell,
        page: QWidget,
        card: UnsureCard,
        retry: QPushButton,
        campaign_id: Callable[[], int | None],
    ) -> None:
        super().__init__(page)
        self._shell = shell
        self._page = page
        self._card = card
        self._campaign_id = campaign_id
        self._work = Latest(shell.background, self)
        card.balance_wanted.connect(self._ask_balance)
        card.sent_wanted.connect(self._assume_sent)
        card.again_wanted.connect(self._ask_to_send_again)
        card.stop_wanted.connect(self.stop)
        retry.clicked.connect(self._retry)

    def stop(self) -> None:
        """Wait no longer; nothing is changed then."""
        self._work.cancel()
        self._card.say_waiting("")

    def _start(self, job: Job[object], name: str) -> None:
        self._work.start(job, name, self._on_settled)

    def _ask_balance(self) -> None:
        """Believe the balance where it proves that everything was sent."""
        settling, campaign_id = self._shell.app.settling, self._campaign_id()
        if campaign_id is not None:
            self._card.say_waiting(_("Asking kwtSMS for the balance…"))
            self._start(lambda mailbox, stop: settling.by_balance(campaign_id, mailbox, stop), "by-balance")

    def _assume_sent(self) -> None:
        """The user knows that they arrived."""
        settling, campaign_id = self._shell.app.settling, self._campaign_id()
        if campaign_id is not None:
            self._start(lambda _mailbox, _stop: settling.assume_sent(campaign_id), "assume-sent")

    def _ask_to_send_again(self) -> None:
        """Back to the queue, once the user has said that a second message is worth the risk."""
        people = self._card.people
        question = Question(
            self._page,
            ngettext("Send again to {count} person?", "Send again to {count} people?", people).format(
                count=number_text(people)
            ),
            _(
                "If kwtSMS took the first message after all, they get it twice and it is paid for twice. "
                "Nothing is sent before you press “Go on”."
            ),
            _("Put back into the queue"),
            _("Leave them"),
        )
        question.accepted.connect(self._send_again)
        question.open()

    def _send_again(self) -> None:
        settling, campaign_id = self._shell.app.settling, self._campaign_id()
        if campaign_id is not None:
            self._start(lambda _mailbox, _stop: settling.send_again(campaign_id), "send-again")

    def _retry(self) -> None:
        """Plan a new campaign to those who were refused, and show it. Nothing is sent yet."""
        planning, campaign_id = self._shell.app.planning, self._campaign_id()
        if campaign_id is not None:
            self._work.start(
                lambda _mailbox, stop: planning.plan_retry(campaign_id, stop), "plan-retry", self._on_planned
            )

    def _on_settled(self, event: Event) -> None:
        if isinstance(event, SettlingWait):
            words = _("Waiting {duration}: kwtSMS may still be working on it…")
            self._card.say_waiting(words.format(duration=duration_text(event.seconds)))
            return
        self._card.say_waiting("")
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and not event.cancelled:
            self.settled.emit(_settled_text(event.result))

    def _on_planned(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and isinstance(event.result, Plan):
            self._shell.campaign_wanted.emit(event.result.campaign.id)


def _settled_text(settled: Settled) -> str:
    if settled.evidence is not None:
        return finding_text(settled.evidence.finding)
    return ngettext("{count} person settled.", "{count} people settled.", settled.people).format(
        count=number_text(settled.people)
    )
