"""The upper part of the campaign page: how it stands, in one bar and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kwtsms_desktop.core.campaign import CampaignState, taken
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.history import CampaignDetails, CampaignSummary, Unsure
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.texts import _, ngettext, pgettext
from kwtsms_desktop.texts.formats import duration_text, number_text, time_text
from kwtsms_desktop.texts.statuses import campaign_state_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages import campaign_texts as words
from kwtsms_desktop.ui.pages.campaign_looks import STATES
from kwtsms_desktop.ui.pages.new_campaign.note_line import NoteLine
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.badge import Badge
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import IconLabel, Label, label
from kwtsms_desktop.ui.widgets.stacked_bar import BarPart, StackedBar

KWTSMS = "https://www.kwtsms.com/"
"""Where messages are deleted from the queue, which gives a test's credits back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a campaign stands at this moment: what was recorded, and what its sender said since.

    Attributes:
        state: ``running`` from the moment somebody sends it.
        progress: the figures, from the sender or else from the records.
        is_elsewhere: whether another process sends it.
        is_pausing: whether the user wants it to pause and answers are still on their way.
    """

    details: CampaignDetails
    state: CampaignState
    progress: SendingProgress
    is_elsewhere: bool = False
    is_pausing: bool = False

    @property
    def left(self) -> int:
        """How many have not been sent to yet."""
        return words.people_left(self.progress.counts)


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
        self._facts.setText(" · ".join(_facts(standing.details.summary, standing.state)))
        self._flow.invalidate()


class FiguresCard(Card):
    """The sentence, the bar, and the figures under it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("campaignFigures")
        self._headline = label("", "headline", wrap=True, selectable=True)
        self._headline.setObjectName("campaignHeadline")
        self._bar = StackedBar(_("How the campaign stands"))
        self._facts = label("", "muted", wrap=True, selectable=True)
        self._facts.setObjectName("campaignPace")
        self._waiting = NoteLine(Role.WARNING)
        self._waiting.setObjectName("campaignWaiting")
        self._held = NoteLine(Role.INFO)
        self._held.setObjectName("campaignHeld")
        for widget in (self._headline, self._bar, self._facts, self._waiting, self._held):
            self.body.addWidget(widget)
        self.body.setSpacing(12)

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
        if campaign.test and self._held.text() != (held := words.held_text(progress.credits)):
            self._held.say(held, Role.INFO, _("Open kwtsms.com"), _open_kwtsms)
        self._held.setVisible(campaign.test)

    def waiting(self) -> NoteLine:
        """Why nothing is sent at this moment, for tests."""
        return self._waiting

    def held(self) -> NoteLine:
        """What a test means, for tests."""
        return self._held

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
    """Needs attention: people of whom nobody knows whether kwtSMS took their message."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("campaignUnsure")
        self._text = label("", wrap=True, selectable=True)
        self._text.setObjectName("unsureText")
        self._figures = FlowLayout(spacing=3 * GRID)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(IconLabel(Glyph.WARNING, Role.WARNING))
        head.addWidget(label(_("Needs attention"), "headline"), 1)
        holder = QWidget()
        holder.setLayout(self._figures)
        self.body.addLayout(head)
        self.body.addWidget(self._text)
        self.body.addWidget(holder)
        self.hide()

    def show_unsure(self, unsure: Unsure | None, summary: CampaignSummary, balance_now: float | None) -> None:
        """Show what the records know; nothing where nobody is unsure."""
        self.setVisible(unsure is not None)
        if unsure is None:
            return
        self._text.setText(words.unsure_text(unsure.people, summary.reasons))
        self.setAccessibleName(self._text.text())
        self._figures.clear()
        for name, amount in words.unsure_figures(unsure, balance_now):
            self._figures.addWidget(_Figure(name, amount))


class _Figure(QWidget):
    """A name and its amount on one line."""

    def __init__(self, name: str, amount: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label(name, "muted"))
        row.addWidget(label(amount, "strong", selectable=True))


def _facts(summary: CampaignSummary, state: CampaignState) -> list[str]:
    campaign = summary.campaign
    facts = [_("From {sender}").format(sender=isolate_ltr(campaign.sender))]
    if campaign.started_at is None:
        facts.append(_("Planned {time}").format(time=isolate_ltr(time_text(campaign.created_at))))
    else:
        facts.append(_("Started {time}").format(time=isolate_ltr(time_text(campaign.started_at))))
    if campaign.ended_at is not None and state in {CampaignState.FINISHED, CampaignState.CANCELLED}:
        facts.append(_("Ended {time}").format(time=isolate_ltr(time_text(campaign.ended_at))))
    if campaign.left_out:
        facts.append(
            ngettext(
                "{count} row of the list left out", "{count} rows of the list left out", campaign.left_out
            ).format(count=number_text(campaign.left_out))
        )
    return facts


def _pace_facts(standing: Standing) -> list[str]:
    summary, progress = standing.details.summary, standing.progress
    campaign = summary.campaign
    is_running = standing.state is CampaignState.RUNNING
    facts = []
    if standing.left:
        facts.append(words.time_left_text(progress.requests_left, campaign.rate, is_running=is_running))
        facts.append(words.pace_text(campaign.rate, summary.batches, summary.recipients))
        if progress.credits:
            facts.append(words.credits_used_text(progress.credits))
    elif campaign.sending_seconds:
        facts.append(_("It took {duration}").format(duration=duration_text(campaign.sending_seconds)))
    if progress.balance is not None and campaign.started_at is not None:
        facts.append(_("Balance {amount}").format(amount=isolate_ltr(number_text(progress.balance))))
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


def _set(shown: Label, text: str) -> None:
    if shown.text() != text:
        shown.setText(text)


def _set_badge(badge: Badge, text: str, glyph: Glyph, role: Role) -> None:
    if badge.text() != text:
        badge.set_state(text, glyph, role)


def _open_kwtsms() -> None:
    QDesktopServices.openUrl(QUrl(KWTSMS))
