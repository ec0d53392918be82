"""Begins campaigns whose time has come, and says which ones did not begin at theirs.

Rule: the window only asks the service, every 20 seconds and in the background; whether something begins is
the service's to say. Nothing is ever begun because the window was slow, woke up or was started.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from kwtsms_desktop.services.events import Event, Finished
from kwtsms_desktop.services.scheduling import Appointment, Look
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.moments import moment_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.schedule_words import asked_text
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.message_strip import MessageKind

_LOOK_MS = 20_000


class Timetable(QObject):
    """Looks at the clock.

    Attributes:
        look: what the last look found.

    Signals:
        looked(Look): there was a look.
    """

    looked = Signal(object)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.look = Look()
        self._told: set[tuple[int, str, str | None]] = set()
        self._work = Latest(shell.background, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look_now)
        shell.schedule_changed.connect(self.look_now)

    def begin(self) -> None:
        """Look now, and every 20 seconds from now on."""
        self._timer.start()
        self.look_now()

    def end(self) -> None:
        """Begin nothing any more: the window closes."""
        self._timer.stop()
        self._work.cancel()

    def leaving_words(self) -> str:
        """What waits for its time, for whoever closes the window; empty where nothing does."""
        if not self.look.waiting:
            return ""
        first, now = self.look.waiting[0], self._shell.app.scheduling.now()
        return _("Campaign “{list}” is to be sent {when}.").format(
            list=_name(first.list_name), when=moment_text(first.send_at, now)
        )

    def look_now(self) -> None:
        """Look once; what is under way is let finish."""
        if not self._work.is_running:
            scheduling = self._shell.app.scheduling
            self._work.start(lambda _mailbox, _stop: scheduling.look(), "look-at-clock", self._on_looked)

    def _on_looked(self, event: Event) -> None:
        # A look that fails (a full disk) is tried again; what it would have said is said then.
        if isinstance(event, Finished) and isinstance(event.result, Look):
            self.look = event.result
            for due in self.look.due:
                self._begin(due)
            news = [one for one in self.look.asked if self._is_news(one)]
            self._tell_asked(news)
            self.looked.emit(self.look)
            if news:
                self._shell.schedule_changed.emit()

    def _begin(self, due: Appointment) -> None:
        if self._shell.sending_run(due.campaign_id) is not None:
            return
        run = self._shell.send_campaign(due.campaign_id, due.account, due)
        run.finished.connect(self._on_sent)
        if self._is_news(due):
            self._shell.tell(
                MessageKind.INFO,
                _("It is time to send “{list}”.").format(list=_name(due.list_name)),
                _("Show it"),
                partial(self._show, due.campaign_id),
            )

    def _on_sent(self, _event: Event) -> None:
        self.look_now()

    def _is_news(self, one: Appointment) -> bool:
        key = (one.campaign_id, one.send_at, one.reason)
        is_news = key not in self._told
        self._told.add(key)
        return is_news

    def _tell_asked(self, news: list[Appointment]) -> None:
        if not news:
            return
        if len(news) > 1:
            text = ngettext(
                "{count} campaign was not sent at its time. Nothing is sent before you say so.",
                "{count} campaigns were not sent at their time. Nothing is sent before you say so.",
                len(news),
            ).format(count=number_text(len(news)))
            self._shell.tell(MessageKind.WARNING, text, _("Show campaigns"), self._show_all)
            return
        one = news[0]
        why = asked_text(one.send_at, one.reason or "", one.reason_details, self._shell.app.scheduling.now())
        self._shell.tell(
            MessageKind.WARNING,
            _("Campaign “{list}”: {why}").format(list=_name(one.list_name), why=why),
            _("Decide"),
            partial(self._show, one.campaign_id),
        )

    def _show(self, campaign_id: int) -> None:
        self._shell.tell_no_more()
        self._shell.campaign_wanted.emit(campaign_id)

    def _show_all(self) -> None:
        self._shell.tell_no_more()
        self._shell.page_wanted.emit("campaigns")


def _name(text: str) -> str:
    """A list's name in its own direction: an English one must not mix up an Arabic sentence."""
    return f"\u2068{text}\u2069"
