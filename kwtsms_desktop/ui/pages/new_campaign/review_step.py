"""The fourth step, "Am I sure?": a receipt, the mode, what to know before, and the button that sends once."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.composing import TRIAL_PEOPLE, TextCost
from kwtsms_desktop.services.planning import PlanRequest
from kwtsms_desktop.services.proofreading import proofread
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.amounts import credits_text
from kwtsms_desktop.ui.dialogs.send_confirmation import SendConfirmation
from kwtsms_desktop.ui.pages.new_campaign.campaign_planner import Asked, CampaignPlanner, Planned
from kwtsms_desktop.ui.pages.new_campaign.cost_counter import CostCounter
from kwtsms_desktop.ui.pages.new_campaign.mode_choice import ModeChoice
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.receipt import Receipt, promise_text
from kwtsms_desktop.ui.pages.new_campaign.review_advice import ReviewAdvice
from kwtsms_desktop.ui.pages.new_campaign.review_warnings import (
    ReviewWarning,
    ReviewWarnings,
    balance_warnings,
    caution_warnings,
    limit_warnings,
    pace_warnings,
    sender_warnings,
)
from kwtsms_desktop.ui.pages.new_campaign.row_preview import RowPreview
from kwtsms_desktop.ui.pages.new_campaign.send_time import SendTime
from kwtsms_desktop.ui.pages.new_campaign.step import Step
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.busy import BusyLine
from kwtsms_desktop.ui.widgets.buttons import secondary_button
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.note_line import NoteLine


class ReviewStep(Step):
    """Receipt and mode at the start side, the message at the end side.

    Rule: a press plans once. Until that has failed, and nothing was stored, no button can be pressed again.
    """

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__(shell, preparation)
        self._is_shown = False
        self._account: AccountSettings | None = None
        self._balance: float | None = None
        self._rate = 1.0
        self._shown_cost: TextCost | None = None
        self._shown_time: datetime | None = None
        self.counter = CostCounter(shell, preparation)
        self.preview = RowPreview(shell, preparation)
        self.warnings = ReviewWarnings()
        self.receipt = Receipt()
        self.mode = ModeChoice()
        self.when = SendTime(shell)
        self.problem = NoteLine(Role.DANGER)
        self.problem.setObjectName("reviewProblem")
        self.busy = BusyLine()
        self._promise = label("", "muted")
        self._promise.setObjectName("reviewPromise")
        self.all_button = secondary_button("")
        self.all_button.setParent(self)
        self.all_button.setObjectName("testAll")
        self.planner = CampaignPlanner(shell, self)
        self.advice = ReviewAdvice(shell, preparation, self)
        self._lay_out()
        self._connect()

    def primary_text(self) -> str:
        """What the primary button says: what will happen, with the count."""
        if self.planner.is_planning:
            return _("Planning …")
        people = self._people()
        if not self._is_test():
            return self.when.send_text(people)
        trial = min(people, TRIAL_PEOPLE)
        return ngettext("Try it with {count} person", "Try it with the first {count} people", trial).format(
            count=number_text(trial)
        )

    def is_ready(self) -> bool:
        """Whether the campaign can be planned and sent now."""
        return (
            not self.planner.is_planning
            and self._sendable() is not None
            and self._account is not None
            and bool(self.preparation.sender_id)
            and (not self.shell.is_sending or self._send_at() is not None)
            and (self._is_test() or self.when.is_ready())
        )

    def other_buttons(self) -> tuple[QWidget, ...]:
        """The button that tests everybody's text; hidden in live mode."""
        return (self.all_button,)

    def enter(self) -> None:
        """Count anew: what is confirmed here is what the list and the text are now."""
        self._is_shown = True
        self.problem.say("")
        self._on_counting(0)
        self._on_account()
        self.preview.load()
        self.advice.forget()
        if self.preparation.summary is not None:
            self.counter.count()
        if self._account is not None and self._balance is None:
            self.shell.refresh_balance()
        self._show()

    def leave(self) -> None:
        """Stop counting, and planning too: nothing is sent that was not planned while this was on show."""
        self._is_shown = False
        self.planner.cancel()
        self.advice.cancel()
        self.counter.forget()
        self.preview.stop()

    def proceed(self) -> None:
        """Test: try it with the first few. Live: ask once more, then send."""
        if not self.is_ready():
            return
        if self._is_test():
            self._plan(first=TRIAL_PEOPLE)
        else:
            self._confirm()

    def promise_text(self) -> str:
        """What the primary button will do to the credits, for tests."""
        return self._promise.text()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMinimumHeight(1)  # else Qt reserves the height that wrapped lines would need if narrow
        set_kind(inside, "scrolled")
        sheet = QVBoxLayout(inside)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(2 * GRID)
        for widget in (self.mode, self.when, self.warnings, self.receipt):
            sheet.addWidget(widget)
        sheet.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        halves = QHBoxLayout()
        halves.setSpacing(3 * GRID)
        halves.addWidget(area, 1)
        halves.addWidget(self.preview)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.busy, 1)
        foot.addWidget(self._promise)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(halves, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.counter.counted.connect(self._on_counted)
        self.counter.progressed.connect(self._on_counting)
        self.counter.failed.connect(self._on_count_failed)
        self.preview.row_changed.connect(self._show_message)
        self.preview.failed.connect(self._on_count_failed)
        self.mode.chosen.connect(self._on_mode)
        self.when.changed.connect(self._on_when)
        self.advice.changed.connect(self._show)
        self.all_button.clicked.connect(self._on_all)
        self.busy.cancel_requested.connect(self.planner.cancel)
        self.planner.progressed.connect(self._on_progress)
        self.planner.planned.connect(self._on_planned)
        self.planner.failed.connect(self._on_plan_failed)
        self.planner.stopped.connect(self._on_stopped)
        self.preparation.list_changed.connect(self._on_prepared)
        self.preparation.text_changed.connect(self._on_prepared)
        self.shell.account_changed.connect(self._on_account)

    # What is known

    def _is_test(self) -> bool:
        return self._account is None or self._account.test_mode

    def _send_at(self) -> datetime | None:
        """When it is to begin; None for now. A test is made now."""
        return None if self._is_test() else self.when.send_at

    def _sendable(self) -> TextCost | None:
        """The cost, once it is counted and there is nothing wrong with the text or the list."""
        cost = self.counter.cost
        return cost if cost is not None and cost.problem is None and cost.people else None

    def _people(self) -> int:
        cost = self.counter.cost
        return cost.people if cost else self.preparation.people

    # What happens

    def _on_prepared(self) -> None:
        if self._is_shown and self.preparation.summary is not None:
            self.enter()

    def _on_account(self) -> None:
        if not self._is_shown:
            return
        settings = self.shell.settings
        self._account, self._rate = settings.account(), settings.requests_per_second
        facts = self.shell.app.account.facts(self._account.name) if self._account else None
        self._balance = facts.balance.available if facts and facts.balance else None
        self._ask_for_advice()
        self._show()

    def _on_mode(self, is_test: bool) -> None:
        if self._account is not None:
            self.shell.change_account(dataclasses.replace(self._account, test_mode=is_test))

    def _on_when(self) -> None:
        self._ask_for_advice()
        self._show()

    def _on_count_failed(self, error: Exception) -> None:
        self.problem.say(self.shell.words_for(error), Role.DANGER, _("Try again"), self.enter)
        self._show()

    def _on_all(self) -> None:
        if self.is_ready() and self._is_test():
            self._plan(first=None)

    def _confirm(self) -> None:
        cost = self.counter.cost
        if cost is None:
            return
        dialog = SendConfirmation(
            self.window(),
            self.preparation.sender_id,
            cost.people,
            cost.credits,
            self._balance,
            self.when.later_than_now(),
        )
        self._shown_cost, self._shown_time = cost, self._send_at()
        dialog.accepted.connect(self._on_confirmed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_confirmed(self) -> None:
        """The user said yes to what the question named, and to nothing else."""
        is_shown = self.counter.cost is self._shown_cost and self._send_at() == self._shown_time
        if self.is_ready() and not self._is_test() and is_shown:
            self._plan(first=None)

    def _on_counting(self, done: int) -> None:
        self.receipt.show_counting(done, self.preparation.people)

    def _on_counted(self) -> None:
        cost = self.counter.cost
        self.problem.say(self.shell.words_for(cost.problem) if cost and cost.problem else "", Role.DANGER)
        self._ask_for_advice()
        self._show()

    # Planning

    def _plan(self, first: int | None) -> None:
        cost, account = self.counter.cost, self._account
        if cost is None or account is None:
            return
        request = PlanRequest(
            audience=self.preparation.audience(),
            template=self.preparation.template,
            account=account.name,
            sender=self.preparation.sender_id,
            test=account.test_mode,
            rate=self._rate,
            max_segments=self.shell.settings.max_segments,
            first=first,
        )
        self.problem.say("")
        self.busy.start(_("Planning: everybody's text is written down …"))
        self.planner.begin(Asked(request, cost, self._balance, self._send_at()))
        self._show()

    def _on_progress(self, people: int) -> None:
        self.busy.set_progress(people, self._people())

    def _on_stopped(self) -> None:
        self.busy.stop()
        self._show()

    def _on_plan_failed(self, error: Exception) -> None:
        self.busy.stop()
        self.problem.say(self.shell.words_for(error), Role.DANGER)
        self._show()

    def _on_planned(self, planned: Planned) -> None:
        """Send what was planned, unless that is no longer what the user was shown."""
        self.busy.stop()
        campaign_id = planned.plan.campaign.id
        if planned.was_cancelled:
            text = _("The campaign is planned, but nothing has been sent.")
            show_it = partial(self.shell.campaign_wanted.emit, campaign_id)
            self.shell.tell(MessageKind.INFO, text, _("Show it"), show_it)
            self._show()
            return
        if planned.asked.is_kept_by(planned.plan):
            if planned.asked.send_at is None:
                self.shell.send_campaign(campaign_id, planned.asked.request.account)
            else:
                self.when.schedule(campaign_id, planned.asked.send_at)
            if not planned.asked.request.test:  # after a test the same campaign is wanted for real
                self.preparation.planned()
        else:
            text = _("People, credits or balance changed while you were looking. Nothing has been sent yet.")
            self.shell.tell(MessageKind.WARNING, text)
        if not self.when.is_scheduling:
            self.shell.campaign_wanted.emit(campaign_id)
        self._show()

    # What is shown

    def _show(self) -> None:
        if not self._is_shown:
            return
        is_test = self._is_test()
        self.mode.set_test(is_test)
        self.mode.setEnabled(self._account is not None and not self.planner.is_planning)
        self.when.setVisible(not is_test)
        self.receipt.show_mode(is_test)
        self._show_receipt()
        self._show_message()
        self.warnings.show_warnings(self._warnings())
        self._show_buttons()
        self.footer_changed.emit()

    def _show_receipt(self) -> None:
        cost, summary = self._sendable(), self.preparation.summary
        self.receipt.setVisible(self.counter.is_counting or cost is not None)
        if cost is None or summary is None:
            return
        self.receipt.show_cost(
            cost,
            summary,
            self.preparation.sender_id,
            self._account.name if self._account else "",
            self._balance,
            self._rate,
        )

    def _show_message(self) -> None:
        row = self.preview.row
        proof = proofread(self.preparation.template, self.preparation.headings, row.cells if row else None)
        self.preview.phone.set_message(self.preparation.sender_id, proof.text)

    def _show_buttons(self) -> None:
        cost, is_test = self._sendable(), self._is_test()
        self.all_button.setVisible(is_test and cost is not None and cost.people > TRIAL_PEOPLE)
        self.all_button.setEnabled(self.is_ready())
        if cost is None:
            self._promise.setText("")
            return
        self.all_button.setText(
            _("Test all {count}: holds {credits}").format(
                count=number_text(cost.people), credits=credits_text(cost.credits)
            )
        )
        self._promise.setText(promise_text(cost, is_test=is_test))

    def _warnings(self) -> list[ReviewWarning]:
        if self._account is None:
            text = reason_text(Reason.NO_CREDENTIALS.value)
            return [ReviewWarning(text, Role.DANGER, _("Open Settings"), self._on_settings)]
        warnings = sender_warnings(self.preparation.sender_id, is_test=self._is_test())
        if self.shell.is_sending and self._send_at() is None:
            text = _("Another campaign is being sent. This one can be sent when it has ended.")
            warnings.append(ReviewWarning(text, Role.DANGER, _("Show campaigns"), self._on_campaigns))
        cost = self._sendable()
        if cost is not None:
            preparation, summary = self.preparation, self.preparation.summary
            warnings += balance_warnings(
                cost, self._balance, self.shell.refresh_balance, preparation.set_first
            )
            everybody = summary.people if summary else 0
            warnings += limit_warnings(preparation.first, everybody, partial(preparation.set_first, None))
            template, headings = self.preparation.template, self.preparation.headings
            warnings += pace_warnings(cost, self._rate, template, headings)
            warnings += caution_warnings(self.advice.cautions)
        return warnings

    def _ask_for_advice(self) -> None:
        cost = self._sendable()
        if cost is not None:
            self.advice.ask(cost, is_test=self._is_test(), send_at=self._send_at())

    def _on_settings(self) -> None:
        self.shell.page_wanted.emit("settings")

    def _on_campaigns(self) -> None:
        self.shell.page_wanted.emit("campaigns")
