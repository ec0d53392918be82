"""Settle: what became of requests whose answer was lost, by the account's balance or by the user's word.

Nothing is settled while anybody sends: the send lock is held. Nothing is ever sent from here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.evidence import (
    BETWEEN_READINGS_SECONDS,
    SETTLING_SECONDS,
    Evidence,
    Finding,
    seconds_until_fit,
)
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.account import Account
from kwtsms_desktop.services.events import Event, Mailbox
from kwtsms_desktop.services.history import CampaignSummary, summarize
from kwtsms_desktop.storage.batches import Batches
from kwtsms_desktop.storage.campaigns import Campaigns
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.locks import HeldLock
from kwtsms_desktop.storage.unknown_batches import UnknownBatches, UnknownRequests

__all__ = ["Evidence", "Finding", "Settled", "Settling", "SettlingPatience", "SettlingWait"]

_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class SettlingPatience:
    """How long to wait before the balance proves anything, in seconds."""

    settling: float = SETTLING_SECONDS
    between: float = BETWEEN_READINGS_SECONDS


@dataclass(frozen=True, slots=True)
class SettlingWait(Event):
    """A reading of the balance is waited for."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it.

    Attributes:
        summary: the campaign as it is now.
        people: whose status changed.
        evidence: the figures, where the balance was asked; None else.
    """

    summary: CampaignSummary
    people: int
    evidence: Evidence | None = None


class Settling:
    """Ways out of ``unknown``."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        account: Account,
        send_lock: Callable[[], HeldLock],
        patience: SettlingPatience = SettlingPatience(),
        require_home: Callable[[], None] = lambda: None,
    ) -> None:
        self._open_database = open_database
        self._account = account
        self._send_lock = send_lock
        self._patience = patience
        self._require_home = require_home

    def by_balance(self, campaign_id: int, mailbox: Mailbox, stop: threading.Event) -> Settled:
        """Wait until the balance can prove something, and believe it where it says "sent".

        All unknown requests of the campaign's account are settled together, or none.

        Raises:
            UserError: there is no such campaign, or somebody is sending.
            GatewayError: the balance could not be asked for.
            CredentialsError: there is no login for the campaign's account.
        """
        self._require_home()
        with self._send_lock(), self._open_database() as database:
            account = _account_of(database, campaign_id)
            # A left-over of a crash is unknown too: the lock is ours, so nobody is submitting it.
            Batches(database).lose_interrupted()
            unknown = UnknownBatches(database).of_account(account)
            evidence = self._read(unknown, account, mailbox, stop) if unknown.ids else None
            people = 0
            if evidence is not None and evidence.finding is Finding.SENT:
                people = UnknownBatches(database).are_sent(unknown.ids, Reason.SENT_BY_BALANCE.value)
            return Settled(summarize(database, campaign_id, is_sending=False), people, evidence)

    def assume_sent(self, campaign_id: int, batch_ids: Collection[int] | None = None) -> Settled:
        """The user says that these requests arrived; all of the campaign's where none are named.

        Raises:
            UserError: there is no such campaign, or somebody is sending.
        """
        self._require_home()
        with self._send_lock(), self._open_database() as database:
            batches, chosen = self._choose(database, campaign_id, batch_ids)
            people = batches.are_sent(chosen, Reason.SENT_BY_WORD.value)
            return Settled(summarize(database, campaign_id, is_sending=False), people)

    def send_again(self, campaign_id: int, batch_ids: Collection[int] | None = None) -> Settled:
        """The user says that these requests did not arrive: they wait in the queue until sending goes on.

        Raises:
            UserError: there is no such campaign, it was cancelled, or somebody is sending.
        """
        self._require_home()
        with self._send_lock(), self._open_database() as database:
            campaign = Campaigns(database).get(campaign_id)
            if campaign is not None and campaign.state is CampaignState.CANCELLED:
                raise UserError(Reason.CAMPAIGN_ENDED, campaign=campaign_id, state=campaign.state.value)
            batches, chosen = self._choose(database, campaign_id, batch_ids)
            people = batches.send_again(chosen, Reason.SENT_AGAIN_BY_WORD.value)
            return Settled(summarize(database, campaign_id, is_sending=False), people)

    def _read(
        self, unknown: UnknownRequests, account: str, mailbox: Mailbox, stop: threading.Event
    ) -> Evidence | None:
        """The figures with two readings; None when stopped first."""
        began = datetime.fromisoformat(unknown.youngest) if unknown.youngest else datetime.now(UTC)
        age = datetime.now(UTC).timestamp(), began.timestamp()
        readings: list[float] = []
        for wait in (seconds_until_fit(*age, self._patience.settling), self._patience.between):
            if not _wait(wait, mailbox, stop):
                return None
            balance = self._account.refresh_balance(account, stop)
            if balance is None:
                return None
            readings.append(balance.available)
        return Evidence(unknown.cost, unknown.balance_before, unknown.charged_since, tuple(readings))

    @staticmethod
    def _choose(
        database: Database, campaign_id: int, batch_ids: Collection[int] | None
    ) -> tuple[UnknownBatches, tuple[int, ...]]:
        _account_of(database, campaign_id)
        Batches(database).lose_interrupted()
        batches = UnknownBatches(database)
        there = batches.of_campaign(campaign_id)
        return batches, there if batch_ids is None else tuple(id_ for id_ in there if id_ in set(batch_ids))


def _account_of(database: Database, campaign_id: int) -> str:
    campaigns = Campaigns(database)
    campaign = campaigns.get(campaign_id)
    if campaign is None:
        raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
    if campaign.state is CampaignState.RUNNING:  # the lock is ours: whoever ran it is gone
        campaigns.pause_orphans()
    return campaign.account


def _wait(seconds: float, mailbox: Mailbox, stop: threading.Event) -> bool:
    """Wait, telling every second how long it still takes. False when stopped first."""
    left = seconds
    while left > 0 and not stop.is_set():
        mailbox.put(SettlingWait(left))
        stop.wait(min(left, _LOOK_SECONDS))
        left -= _LOOK_SECONDS
    return not stop.is_set()
