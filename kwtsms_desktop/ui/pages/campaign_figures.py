"""The upper part of the campaign page: how it stands, in one bar and in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kwtsms_desktop.core.campaign import CampaignState, taken
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.texts import _, ngettext, pgettext
from kwtsms_desktop.texts.formats import duration_text, number_text, time_text
from kwtsms_desktop.texts.statuses import campaign_state_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages import campaign_texts as words
from kwtsms_desktop.ui.pages.campaign_looks import STATES
from kwtsms_desktop.ui.pages.campaign_standing import Standing
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.badge import Badge
from kwtsms_desktop.ui.widgets.buttons import quiet_button, secondary_button
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import IconLabel, Label, label
from kwtsms_desktop.ui.widgets.note_line import NoteLine
from kwtsms_desktop.ui.widgets.stacked_bar import BarPart, StackedBar

KWTSMS = "https://www.kwtsms.com/"
"""Where messages are deleted from the queue, which gives a test's credits back."""


class StateLine(QWidget):
    """State and mode as badges, and beside them sender and times."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Badge("", Glyph.QUEUED, Role.MUTED)
        self._state.setObjectName("campaignState")
        self._mode = Badge("", Glyph.TEST, Role.TEST)
        self._mode.setObjectName("campaignMode")
        self._facts = label("", "muted", selectable=True)
        self._facts.setObjectName("campaignFacts")
        self._facts.setContentsMargins(0, 2, 0, 2)  # as high as the badges, so that all stand on one line
        self._flow = FlowLayout(self)
        for widget in (self._state, self._mode, self._facts):
            self._flow.addWidget(widget)

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands."""
        glyph, role = STATES[standing.state]
        _set_badge(self._state, campaign_state_text(standing.state), glyph, role)
        if standing.details.summary.campaign.test:
            _set_badge(self._mode, _("TEST — nobody receives anything"), Glyph.TEST, Role.TEST)
        else:
            _set_badge(self._mode, _("LIVE"), Glyph.LIVE, Role.ON_SUCCESS)
        self._facts.setText(" · ".join(_facts(standing)))
        self._flow.invalidate()


class FiguresCard(Card):
    """The sentence, the bar, and the figures under it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("campaignFigures")
        _tighten(self)
        self._headline = label("", "headline", wrap=True, selectable=True)
        self._headline.setObjectName("campaignHeadline")
        self._bar = StackedBar(_("Progress of the campaign"))
        self._facts = label("", "muted", wrap=True, selectable=True)
        self._facts.setObjectName("campaignPace")
        self._waiting = NoteLine(Role.WARNING)
        self._waiting.setObjectName("campaignWaiting")
        self._held = _HeldLine()
        self._held.setObjectName("campaignHeld")
        for widget in (self._headline, self._bar, self._facts, self._waiting, self._held):
            self.body.addWidget(widget)
        self.body.setSpacing(10)

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands. Costs nothing where nothing changed."""
        campaign, progress = standing.details.summary.campaign, standing.progress
        _set(
            self._headline,
            words.headline(standing.state, progress.counts, progress.credits, is_test=campaign.test),
        )
        self.setAccessibleName(self._headline.text())
        self._bar.set_parts(_parts(progress.counts))
        _set(self._facts, " · ".join(_pace_facts(standing)))
        self._facts.setVisible(bool(self._facts.text()))
        self._say_what_is_waited_for(standing)
        self._held.setVisible(campaign.test)
        if campaign.test:
            _set(self._held.words, words.held_text(progress.credits))

    def waiting(self) -> NoteLine:
        """Why nothing is sent at this moment, for tests."""
        return self._waiting

    def _say_what_is_waited_for(self, standing: Standing) -> None:
        if standing.is_pausing:
            text, role = _("Pausing: answers that are on their way are still written down."), Role.INFO
        elif standing.is_elsewhere:
            text, role = _("Another program on this computer is sending this campaign."), Role.INFO
        else:
            text, role = words.waiting_text(standing.progress), Role.WARNING
        if text != self._waiting.text():
            self._waiting.say(text, role)


class UnsureCard(Card):
    """Needs attention: people of whom nobody knows whether kwtSMS took their message.

    Attributes:
        people: how many they are.

    Signals:
        balance_wanted(): compare the balance, now that time has passed.
        sent_wanted(): the user says that they were sent.
        again_wanted(): the user says that they are to be sent again.
        stop_wanted(): do not wait for the balance any longer.
    """

    balance_wanted = Signal()
    sent_wanted = Signal()
    again_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("campaignUnsure")
        _tighten(self)
        self._text = label("", wrap=True, selectable=True)
        self._text.setObjectName("unsureText")
        holder = QWidget()
        self._figures = FlowLayout(holder, spacing=2 * GRID)
        self._balance_now: float | None = None
        self.people = 0
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(IconLabel(Glyph.WARNING, Role.WARNING))
        head.addWidget(label(_("Needs attention"), "strong"), 1)
        self.body.addLayout(head)
        self.body.addWidget(self._text)
        self.body.addWidget(holder)
        self.body.addLayout(self._make_ways_out())
        self.hide()

    def say_waiting(self, text: str) -> None:
        """Say what is waited for; empty: nothing is, and the ways out are open."""
        self._waiting.setText(text)
        for button in self._buttons:
            button.setVisible(not text)
        self._stop.setVisible(bool(text))

    def _make_ways_out(self) -> QHBoxLayout:
        ways = (
            ("settleByBalance", secondary_button(_("Compare the balance")), self.balance_wanted),
            ("assumeSent", secondary_button(_("Assume sent")), self.sent_wanted),
            ("sendAgain", quiet_button(_("Send again — may arrive twice")), self.again_wanted),
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self._buttons = []
        for name, button, signal in ways:
            button.setObjectName(name)
            button.clicked.connect(signal)
            self._buttons.append(button)
            row.addWidget(button)
        self._waiting = label("", "muted")
        self._waiting.setObjectName("settleWaiting")
        self._stop = quiet_button(_("Stop waiting"))
        self._stop.setObjectName("stopSettling")
        self._stop.clicked.connect(self.stop_wanted)
        self._stop.hide()
        row.addWidget(self._waiting)
        row.addWidget(self._stop)
        row.addStretch()
        return row

    def show_unsure(self, standing: Standing, balance_now: float | None) -> None:
        """Show what the records know; nothing where nobody is unsure."""
        unsure = standing.details.unsure
        self.setVisible(unsure is not None)
        self.people = 0 if unsure is None else unsure.people
        if unsure is None:
            return
        text = words.unsure_text(unsure.people, standing.details.summary.reasons)
        if standing.left and standing.state is CampaignState.PAUSED:
            text = " ".join((text, _("The rest is paused: go on when the connection is good again.")))
        if text == self._text.text() and balance_now == self._balance_now:
            return
        self._text.setText(text)
        self._balance_now = balance_now
        self.setAccessibleName(text)
        self._figures.clear()
        for name, amount in words.unsure_figures(unsure, balance_now):
            self._figures.addWidget(_Figure(name, amount))


class _HeldLine(QWidget):
    """What a test means, and the way to get its credits back."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True, selectable=True)
        self.words.setObjectName("heldText")
        open_site = quiet_button(_("Open kwtsms.com"), Glyph.OPEN_OUTSIDE)
        open_site.setObjectName("openKwtsms")
        open_site.clicked.connect(_open_kwtsms)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(IconLabel(Glyph.TEST, Role.TEST, 18))
        row.addWidget(self.words, 1)
        row.addWidget(open_site)


class _Figure(QWidget):
    """A name and its amount on one line."""

    def __init__(self, name: str, amount: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label(name, "muted"))
        row.addWidget(label(amount, "strong", selectable=True))


def _facts(standing: Standing) -> list[str]:
    campaign = standing.details.summary.campaign
    facts = [_("From {sender}").format(sender=isolate_ltr(campaign.sender))]
    if campaign.started_at is None:
        facts.append(_("Planned {time}").format(time=isolate_ltr(time_text(campaign.created_at))))
    else:
        facts.append(_("Started {time}").format(time=isolate_ltr(time_text(campaign.started_at))))
    if campaign.ended_at is not None and standing.has_ended:
        facts.append(_("Ended {time}").format(time=isolate_ltr(time_text(campaign.ended_at))))
    if campaign.first_only is not None:
        facts.append(
            ngettext(
                "only the first {count} person of the list",
                "only the first {count} people of the list",
                campaign.first_only,
            ).format(count=number_text(campaign.first_only))
        )
    elif campaign.left_out:
        facts.append(
            ngettext(
                "{count} row of the list left out", "{count} rows of the list left out", campaign.left_out
            ).format(count=number_text(campaign.left_out))
        )
    return facts


def _pace_facts(standing: Standing) -> list[str]:
    summary, progress = standing.details.summary, standing.progress
    campaign = summary.campaign
    facts = []
    if standing.left:
        facts.append(words.time_left_text(standing.state, progress.requests_left, campaign.rate))
        facts.append(words.pace_text(campaign.rate, summary.batches, summary.recipients))
        if progress.credits:
            facts.append(words.credits_used_text(progress.credits))
    elif campaign.sending_seconds:
        facts.append(_("It took {duration}").format(duration=duration_text(campaign.sending_seconds)))
    if progress.balance is not None and campaign.started_at is not None:
        sentence = _("Balance afterwards {amount}") if standing.has_ended else _("Balance {amount}")
        facts.append(sentence.format(amount=isolate_ltr(number_text(progress.balance))))
    return [fact for fact in facts if fact]


def _parts(counts: Mapping[RecipientStatus, int]) -> list[BarPart]:
    left_out = counts.get(RecipientStatus.CANCELLED, 0) + counts.get(RecipientStatus.SKIPPED, 0)
    return [
        BarPart(pgettext("people", "accepted by kwtSMS"), taken(counts), Role.SUCCESS),
        BarPart(pgettext("people", "refused"), counts.get(RecipientStatus.REFUSED, 0), Role.DANGER),
        BarPart(
            pgettext("people", "unsure"),
            counts.get(RecipientStatus.UNKNOWN, 0),
            Role.WARNING,
            is_hatched=True,
        ),
        BarPart(pgettext("people", "not sent to"), left_out, Role.INFO),
        BarPart(pgettext("people", "left"), words.people_left(counts), Role.MUTED),
    ]


def _tighten(card: Card) -> None:
    """Less room around: this page's table needs it, also in a window of 640 pixels."""
    layout = card.layout()
    if layout is not None:
        layout.setContentsMargins(24, 14, 24, 14)


def _set(shown: Label, text: str) -> None:
    if shown.text() != text:
        shown.setText(text)


def _set_badge(badge: Badge, text: str, glyph: Glyph, role: Role) -> None:
    if badge.text() != text:
        badge.set_state(text, glyph, role)


def _open_kwtsms() -> None:
    QDesktopServices.openUrl(QUrl(KWTSMS))
