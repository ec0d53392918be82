"""What is known of where the account can send to, and asking kwtSMS about every number."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kwtsms_desktop.core.pacing import seconds_needed
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Progress, Stop
from kwtsms_desktop.services.validating import ValidationResult
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import age_text, duration_text, number_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.check_todo import link_button
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.busy import BusyLine
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip

_NUMBERS_A_REQUEST = 200  # gateway-api.md §2


class CoverageLine(QWidget):
    """One quiet line: how old the coverage is, and a link that asks about the list's numbers.

    Signals:
        asked(CheckSummary): kwtSMS answered, and the list was checked again with its answers.
        failed(Exception): it could not be asked.
    """

    asked = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, strip: MessageStrip, busy: BusyLine) -> None:
        super().__init__()
        self._shell = shell
        self._strip = strip
        self._busy = busy
        self._asking = Latest(shell.background, self)
        self._summary: CheckSummary | None = None
        self._options = CheckOptions()
        self.text = label("", "muted")
        self.text.setObjectName("coverage")
        self.text.setContentsMargins(0, 5, 8, 5)
        self.ask = link_button(_("Ask kwtSMS about these numbers"), Glyph.NOT_COVERED)
        self.ask.setObjectName("askNumbers")
        self.ask.setToolTip(_("kwtSMS says which of them it can send to. It costs nothing."))
        self.ask.clicked.connect(self._on_ask)
        busy.cancel_requested.connect(self._asking.stop)
        flow = FlowLayout(self, 4)
        flow.addWidget(self.text)
        flow.addWidget(self.ask)

    def show_summary(self, summary: CheckSummary, options: CheckOptions) -> None:
        """Say what is known for this list's account."""
        self._summary, self._options = summary, options
        if not options.account:
            words = _("No kwtSMS account is set up: nobody knows which countries it reaches.")
        elif summary.coverage_at is None:
            words = _("kwtSMS was not asked yet which countries your account reaches.")
        else:
            words = _("Countries your account reaches: asked {age}.").format(
                age=age_text(summary.coverage_at)
            )
        self.text.setText(words)
        self.ask.setVisible(bool(options.account) and summary.people > 0)
        self.ask.setEnabled(not self._asking.is_running)

    def _on_ask(self) -> None:
        """Say what it means before it is done."""
        if self._summary is None:
            return
        numbers = self._summary.people
        requests = ceil(numbers / _NUMBERS_A_REQUEST)
        seconds = seconds_needed(requests, self._shell.settings.requests_per_second)
        words = ngettext(
            "kwtSMS can be asked whether it can send to the {count} number: {requests}, about {duration}. "
            "It costs nothing, and nobody receives anything.",
            "kwtSMS can be asked whether it can send to these {count} numbers: {requests}, about {duration}. "
            "It costs nothing, and nobody receives anything.",
            numbers,
        ).format(
            count=number_text(numbers),
            requests=ngettext("{count} request", "{count} requests", requests).format(
                count=number_text(requests)
            ),
            duration=duration_text(seconds),
        )
        self._strip.show_message(MessageKind.INFO, words, _("Ask now"), self._start)

    def _start(self) -> None:
        if self._summary is None or self._asking.is_running:
            return
        self._strip.clear()
        self._busy.start(_("Asking kwtSMS about the numbers…"))
        app, options, list_id = self._shell.app, self._options, self._summary.contact_list.id

        def _ask(mailbox: Mailbox, stop: Stop) -> ValidationResult:
            return app.validating.ask(list_id, options.account, options, mailbox, stop)

        self._asking.start(_ask, "ask-numbers", self._on_event)
        self.ask.setEnabled(False)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            words = _("Asking kwtSMS… {done} of {total} numbers").format(
                done=number_text(event.done), total=number_text(event.total or 0)
            )
            self._busy.set_text(words)
            self._busy.set_progress(event.done, event.total)
            return
        self._busy.stop()
        self.ask.setEnabled(True)
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            result = event.result
            self.asked.emit(result.summary)
            kind = MessageKind.WARNING if result.wrong or result.no_route else MessageKind.SUCCESS
            self._strip.show_message(kind, result_text(result))


def result_text(result: ValidationResult) -> str:
    """What kwtSMS answered, in a sentence and its figures."""
    words = ngettext(
        "kwtSMS answered about {count} number.", "kwtSMS answered about {count} numbers.", result.asked
    ).format(count=number_text(result.asked))
    parts = []
    if result.wrong:
        sentence = ngettext("{count} is no valid number", "{count} are no valid numbers", result.wrong)
        parts.append(sentence.format(count=number_text(result.wrong)))
    if result.no_route:
        sentence = ngettext(
            "{count} is not reached by your account",
            "{count} are not reached by your account",
            result.no_route,
        )
        parts.append(sentence.format(count=number_text(result.no_route)))
    if result.left:
        sentence = ngettext("{count} was not asked about", "{count} were not asked about", result.left)
        parts.append(sentence.format(count=number_text(result.left)))
    rest = " · ".join(parts) or _("It can send to all of them.")
    return f"{words} {rest}"
