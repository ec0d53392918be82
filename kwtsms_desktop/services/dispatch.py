"""The sending loop: one campaign's batches leave at an even pace, each written down before and after.

One coordinating thread owns the database and decides; up to four sender threads each do one request at a
time over a connection of their own, so that a slow answer does not slow the pace. The order for every
batch: intent committed → request → outcome committed → its place is free again. A batch without a clear
answer becomes ``unknown`` and is never sent again from here.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.core.pacing import (
    ANY_TIME,
    QUEUE_FULL_WAITS,
    SAME_NUMBER_SECONDS,
    QueueBackoff,
    SameNumberSpacing,
    Stop,
    Submit,
    Wait,
    next_step,
)
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.gateway.client import Gateway
from kwtsms_desktop.gateway.codes import OutcomeKind
from kwtsms_desktop.gateway.outcomes import SendOutcome
from kwtsms_desktop.services.events import Event, Mailbox
from kwtsms_desktop.services.senders import Answer, Senders
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.batches import Acceptance, Batch, Batches
from kwtsms_desktop.storage.campaigns import Campaign, Campaigns
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.pace import Pace

_LOOK_AHEAD = 12  # enough to find a text that may go now; more would be a burst of work at the start
_NOTICE_SECONDS = 0.2  # how soon a wish to stop is noticed while waiting
_REPORT_SECONDS = 0.1
_NEVER_LEFT_LIMIT = 3
_LOST_LIMIT = 3
_REFUSED_LIMIT = 10  # requests in a row: a wrong number or two is usual, ten are a sign of something else


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait before trying again what the gateway or the network did not take.

    Attributes:
        queue_full: seconds after the first, second … ERR013 in a row; then the campaign pauses.
        same_number: seconds after ERR028.
        not_connected: seconds after the first request that never left; the second waits twice as long.
    """

    queue_full: tuple[float, ...] = QUEUE_FULL_WAITS
    same_number: float = SAME_NUMBER_SECONDS
    not_connected: float = 2.0


@dataclass(frozen=True, slots=True)
class SendingProgress(Event):
    """Where a campaign stands while it is sent.

    Attributes:
        counts: recipients by status.
        requests_left: requests that are still to be made.
        credits: what the gateway said it charged so far.
        balance: the balance it named last.
        waiting: why nothing is sent at this moment (queue full …); None while sending.
        wait_seconds: how long that will take.
    """

    counts: Mapping[RecipientStatus, int]
    requests_left: int
    credits: float
    balance: float | None
    waiting: Reason | None = None
    wait_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Ending:
    """How sending came to rest."""

    state: CampaignState
    reason: str | None = None
    details: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class _Waiting:
    """A batch that may be submitted from ``ready_at`` on; ``place`` is its place in the queue."""

    ready_at: float
    place: int
    batch: Batch = field(compare=False)


class Dispatch:
    """Sends what is planned of one campaign. Used once, by the holder of the send lock."""

    def __init__(
        self,
        database: Database,
        campaign: Campaign,
        open_gateway: Callable[[], Gateway],
        pace: Pace,
        mailbox: Mailbox,
        stop: threading.Event,
        patience: Patience = Patience(),
    ) -> None:
        self._batches = Batches(database)
        self._accounts = Accounts(database)
        self._campaign = campaign
        self._campaigns = Campaigns(database)
        self._single_text = self._campaigns.text_count(campaign.id) == 1
        self._senders = Senders(open_gateway, campaign)
        self._pace = pace
        self._mailbox = mailbox
        self._stop = stop
        self._clock = time.monotonic

        self._planned: deque[Batch] = deque()
        self._last_id = 0
        self._again: list[tuple[float, Batch]] = []  # not before this moment
        self._too_soon: set[int] = set()
        self._in_flight = 0
        self._patience = patience
        self._spacing = SameNumberSpacing(self._batches.repeated_phones(campaign.id), patience.same_number)
        self._backoff = QueueBackoff(waits=patience.queue_full)
        self._hold_until = 0.0
        self._hold_reason: Reason | None = None
        self._full_since = 0.0
        self._never_left = 0
        self._lost = 0
        self._refusals = 0
        self._ending: Ending | None = None
        self._reported = 0.0

        self._counts: Counter[RecipientStatus] = Counter(self._campaigns.counts(campaign.id))
        self._requests_left = self._batches.planned_count(campaign.id)
        self._credits = self._batches.credits(campaign.id)
        self._balance = self._accounts.facts(campaign.account).balance
        self._last_balance = self._balance.available if self._balance else None

    def run(self) -> Ending:
        """Send until nothing is left, the user stops it, or the account or the network does.

        Raises:
            StorageError: an intent or outcome cannot be written; nothing is sent any more then.
        """
        try:
            self._report()
            while self._step():
                pass
        finally:
            self._senders.close()
        return self._ending or Ending(self._rest_state())

    def _step(self) -> bool:
        """One decision. False when all is done and nothing is under way."""
        self._take_answers(0.0)
        if self._stop.is_set() and self._ending is None:
            self._ending = Ending(CampaignState.PAUSED, Reason.PAUSED_BY_USER.value)
        waiting = [] if self._ending else self._waiting()
        first = min(waiting, default=None)  # of those that may go equally soon, the one that waits longest
        ready_at = first.ready_at if first else ANY_TIME
        step = next_step(self._clock(), self._in_flight, len(waiting), self._hold_until, ready_at)
        if isinstance(step, Stop):
            return False
        wait = _NOTICE_SECONDS
        if isinstance(step, Submit) and first is not None:
            wait = self._submit_in_turn(first.batch)
        elif isinstance(step, Wait):
            self._report()
            wait = min(step.seconds, _NOTICE_SECONDS)
        self._take_answers(min(wait, _NOTICE_SECONDS))
        return True

    def _waiting(self) -> list[_Waiting]:
        """The batches to choose from, those to be tried again before the others."""
        if len(self._planned) < _LOOK_AHEAD:
            fresh = self._batches.next_planned(self._campaign.id, _LOOK_AHEAD, self._last_id)
            # The second half of a batch is planned anew, and waits among those to be tried again.
            self._planned.extend(batch for batch in fresh if batch.id not in self._too_soon)
            self._last_id = fresh[-1].id if fresh else self._last_id
        now = self._clock()
        again = [(max(now, not_before), batch) for not_before, batch in self._again]
        fresh_ones = [(max(now, self._spacing.ready_at(batch.phones)), batch) for batch in self._planned]
        return [_Waiting(at, place, batch) for place, (at, batch) in enumerate([*again, *fresh_ones])]

    def _submit_in_turn(self, batch: Batch) -> float:
        """Submit a batch if the pace allows; otherwise the seconds until it may."""
        wait = self._pace.take_turn()
        if wait <= 0:
            self._planned = deque(other for other in self._planned if other is not batch)
            self._again = [(at, other) for at, other in self._again if other is not batch]
            self._submit(batch)
        return wait

    def _submit(self, batch: Batch) -> None:
        if not self._batches.submit(batch, self._last_balance):
            self._forget_cancelled()
            return
        self._move(batch, RecipientStatus.QUEUED, RecipientStatus.SUBMITTING)
        self._requests_left -= 1
        now = self._clock()
        self._spacing.note(batch.phones, now)
        self._in_flight += 1
        self._senders.send(batch, now)
        self._report()

    def _take_answers(self, wait_seconds: float) -> None:
        answer = self._senders.answer(wait_seconds)
        while answer is not None:
            self._in_flight -= 1
            self._settle(answer)
            self._report()
            answer = self._senders.answer(0.0)

    def _settle(self, answer: Answer) -> None:
        """Write an outcome down, then draw the consequences."""
        outcome = answer.outcome
        if outcome.kind is not OutcomeKind.NEVER_LEFT:
            self._never_left = 0
        if outcome.kind is not OutcomeKind.UNKNOWN:
            self._lost = 0
        _SETTLERS[outcome.kind](self, answer.batch, outcome, answer.submitted)

    def _accepted(self, batch: Batch, outcome: SendOutcome, _submitted: float) -> None:
        fewer = outcome.accepted_numbers is not None and outcome.accepted_numbers < len(batch.phones)
        answer = Acceptance(
            message_id=outcome.message_id,
            accepted_numbers=outcome.accepted_numbers,
            credits=outcome.credits,
            balance_after=outcome.balance_after,
            gateway_timestamp=outcome.gateway_timestamp,
        )
        self._batches.accept(batch.id, answer, Reason.FEWER_THAN_SENT.value if fewer else None)
        self._move(batch, RecipientStatus.SUBMITTING, RecipientStatus.ACCEPTED)
        self._backoff = self._backoff.after_success()
        self._refusals = 0
        self._credits += outcome.credits or 0.0
        if outcome.balance_after is not None:
            self._last_balance = outcome.balance_after
            self._accounts.save_balance(self._campaign.account, outcome.balance_after)

    def _refused(self, batch: Batch, outcome: SendOutcome, _submitted: float) -> None:
        code = outcome.code or Reason.GATEWAY_OTHER.value
        self._batches.refuse(batch.id, code, outcome.description)
        self._move(batch, RecipientStatus.SUBMITTING, RecipientStatus.REFUSED)
        self._refusals += 1
        if self._single_text and outcome.concerns_text:
            self._end(CampaignState.STOPPED, code, outcome)
        elif self._refusals >= _REFUSED_LIMIT and self._ending is None:
            details: dict[str, Parameter] = {"count": self._refusals, "code": code}
            self._ending = Ending(CampaignState.PAUSED, Reason.MANY_REFUSED.value, details)

    def _refused_for_now(self, batch: Batch, outcome: SendOutcome, submitted: float) -> None:
        if outcome.code == Reason.ERR028:
            self._came_too_soon(batch, outcome, submitted)
            return
        self._release(batch, Reason.ERR013.value, outcome, 0.0)
        if submitted < self._full_since:
            return  # was under way already when the queue turned out to be full
        self._backoff = self._backoff.after_full()
        wait = self._backoff.wait_seconds
        if wait is None:
            self._end(CampaignState.PAUSED, Reason.QUEUE_STAYED_FULL.value, outcome)
        else:
            self._full_since = self._clock()
            self._hold(Reason.ERR013, wait)

    def _came_too_soon(self, batch: Batch, outcome: SendOutcome, submitted: float) -> None:
        """One of these numbers got a message less than 15 s ago; the reply does not say which."""
        if batch.id not in self._too_soon:
            self._too_soon.add(batch.id)
            self._release(batch, Reason.ERR028.value, outcome, self._clock() + self._patience.same_number)
        elif len(batch.phones) > 1:
            self._halve(batch, outcome)
        else:
            self._refused(batch, outcome, submitted)

    def _halve(self, batch: Batch, outcome: SendOutcome) -> None:
        """One number holds the others up: in halves, most of them get through with the next request."""
        self._batches.release(batch.id, Reason.ERR028.value, outcome.description)
        self._move(batch, RecipientStatus.SUBMITTING, RecipientStatus.QUEUED)
        halves = self._batches.split(batch.id)
        self._requests_left += len(halves)
        self._too_soon.update(half.id for half in halves)
        not_before = self._clock() + self._patience.same_number
        self._again.extend((not_before, half) for half in halves)

    def _stopped(self, batch: Batch, outcome: SendOutcome, _submitted: float) -> None:
        # The gateway refused before taking anything: these people can be sent to once it is mended.
        code = outcome.code or Reason.GATEWAY_OTHER.value
        self._release(batch, code, outcome, 0.0)
        self._end(CampaignState.STOPPED, code, outcome)

    def _unknown(self, batch: Batch, outcome: SendOutcome, _submitted: float) -> None:
        reason = outcome.reason or Reason.ANSWER_LOST
        self._batches.lose(batch.id, reason.value, outcome.description)
        self._move(batch, RecipientStatus.SUBMITTING, RecipientStatus.UNKNOWN)
        self._lost += 1
        if self._lost >= _LOST_LIMIT:
            self._end(CampaignState.PAUSED, reason.value, outcome)

    def _not_left(self, batch: Batch, outcome: SendOutcome, _submitted: float) -> None:
        reason = outcome.reason or Reason.NOT_CONNECTED
        self._release(batch, reason.value, outcome, 0.0)
        self._never_left += 1
        if self._never_left >= _NEVER_LEFT_LIMIT or reason is Reason.TLS_FAILED:
            self._end(CampaignState.PAUSED, reason.value, outcome)
        else:
            self._hold(reason, self._patience.not_connected * self._never_left)

    def _release(self, batch: Batch, code: str, outcome: SendOutcome, not_before: float) -> None:
        self._batches.release(batch.id, code, outcome.description)
        self._move(batch, RecipientStatus.SUBMITTING, RecipientStatus.QUEUED)
        self._requests_left += 1
        self._again.append((not_before, replace(batch, attempts=batch.attempts + 1)))

    def _hold(self, reason: Reason, seconds: float) -> None:
        self._hold_reason = reason
        self._hold_until = self._clock() + seconds

    def _end(self, state: CampaignState, code: str, outcome: SendOutcome) -> None:
        if self._ending is None:
            details: dict[str, Parameter] = {"code": code}
            if outcome.description:
                details["description"] = outcome.description
            self._ending = Ending(state, code, details)

    def _rest_state(self) -> CampaignState:
        cancelled = self._counts[RecipientStatus.CANCELLED]
        return CampaignState.CANCELLED if cancelled else CampaignState.FINISHED

    def _move(self, batch: Batch, before: RecipientStatus, after: RecipientStatus) -> None:
        self._counts[before] -= len(batch.phones)
        self._counts[after] += len(batch.phones)

    def _forget_cancelled(self) -> None:
        """Somebody, perhaps another process, cancelled what was left."""
        self._planned.clear()
        self._again.clear()
        self._counts = Counter(self._campaigns.counts(self._campaign.id))
        self._requests_left = self._batches.planned_count(self._campaign.id)

    def _report(self) -> None:
        now = self._clock()
        if now - self._reported < _REPORT_SECONDS and self._in_flight:
            return
        self._reported = now
        holding = max(0.0, self._hold_until - now)
        self._mailbox.put(
            SendingProgress(
                counts=dict(self._counts),
                requests_left=self._requests_left,
                credits=self._credits,
                balance=self._last_balance,
                waiting=self._hold_reason if holding else None,
                wait_seconds=holding,
            )
        )


_SETTLERS: Mapping[OutcomeKind, Callable[[Dispatch, Batch, SendOutcome, float], None]] = {
    OutcomeKind.ACCEPTED: Dispatch._accepted,
    OutcomeKind.REFUSED: Dispatch._refused,
    OutcomeKind.REFUSED_FOR_NOW: Dispatch._refused_for_now,
    OutcomeKind.STOP: Dispatch._stopped,
    OutcomeKind.UNKNOWN: Dispatch._unknown,
    OutcomeKind.NEVER_LEFT: Dispatch._not_left,
}
