"""Plan: freeze who gets which text, in which requests, at what price. Nothing is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kwtsms_desktop.core.account import TEST_SENDER
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.pacing import seconds_needed
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.core.segments import DEFAULT_MAX_SEGMENTS
from kwtsms_desktop.services.account import Account
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.composing import (
    Audience,
    Composer,
    Duplicates,
    audience_rows,
    compose_audience,
)
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.storage.batches import Batches
from kwtsms_desktop.storage.campaign_writer import PlannedRecipient
from kwtsms_desktop.storage.campaigns import Campaign, Campaigns, NewCampaign
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.recipients import Recipients

__all__ = ["Audience", "Duplicates", "Plan", "PlanRequest", "Planning"]


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What the user decided.

    Attributes:
        template: the text, with placeholders.
        sender: sender ID, exactly as the account has it.
        test: whether the gateway only queues the messages and delivers them to nobody.
        rate: request starts per second.
        first: only the first so many people; None for all.
    """

    audience: Audience
    template: str
    account: str
    sender: str
    test: bool
    rate: float
    max_segments: int = DEFAULT_MAX_SEGMENTS
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A frozen campaign in figures.

    Attributes:
        credits: expected cost; one credit a segment (gateway-api.md §5).
        balance: credits of the account, asked just now.
        seconds: how long sending will take at least.
        warnings: what the user should know before sending; none of them stops it.
    """

    campaign: Campaign
    recipients: int
    texts: int
    requests: int
    segments: Mapping[int, int]
    credits: int
    balance: float | None
    seconds: float
    encoding: str
    warnings: tuple[Reason, ...]

    @property
    def balance_after(self) -> float | None:
        """What will be left of the balance."""
        return None if self.balance is None else self.balance - self.credits


class Planning:
    """Freezes campaigns."""

    def __init__(self, open_database: Callable[[], Database], account: Account) -> None:
        self._open_database = open_database
        self._account = account

    def plan(self, request: PlanRequest, mailbox: Mailbox, stop: threading.Event) -> Plan | None:
        """Check, compose and freeze a campaign; None when stopped first, and then nothing is stored.

        Raises:
            UserError: text, sender or list cannot be used; nothing is stored then.
            GatewayError: the account cannot be asked for its sender IDs and balance.
        """
        with self._open_database() as database:
            contact_list = ContactLists(database).get(request.audience.list_id)
            if contact_list is None:
                raise UserError(Reason.NO_SUCH_LIST, list=request.audience.list_id)
            composer = Composer(request.template, contact_list.headings, request.max_segments)
            self._account.require_sender(request.account, request.sender, stop)
            balance = self._account.refresh_balance(request.account, stop)
            available = balance.available if balance else None
            if stop.is_set():
                return None
            try:
                campaign_id = _freeze(database, request, contact_list, composer, available, mailbox, stop)
            except _StoppedError:
                return None
            return _figures(database, campaign_id, available)

    def plan_retry(self, campaign_id: int, stop: threading.Event) -> Plan | None:
        """Freeze a new campaign to the refused recipients of this one, with the very texts of then.

        Raises:
            UserError: no such campaign, nobody was refused, or its sender ID is gone.
            GatewayError: the account cannot be asked for its sender IDs and balance.
        """
        with self._open_database() as database:
            old = Campaigns(database).get(campaign_id)
            if old is None:
                raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
            refused = Recipients(database).as_planned(campaign_id, RecipientStatus.REFUSED)
            self._account.require_sender(old.account, old.sender, stop)
            balance = self._account.refresh_balance(old.account, stop)
            available = balance.available if balance else None
            if stop.is_set():
                return None
            new = NewCampaign(
                list_id=old.list_id,
                list_name=old.list_name,
                list_rows=len({recipient.row for recipient in refused}),
                headings=old.headings,
                account=old.account,
                sender=old.sender,
                template=old.template,
                test=old.test,
                rate=old.rate,
                planned_balance=available,
                retry_of=old.id,
            )
            return _figures(database, Campaigns(database).plan(new, refused), available)

    def plan_of(self, campaign_id: int) -> Plan:
        """The figures of a campaign that was planned before.

        Raises:
            UserError: there is no such campaign.
        """
        with self._open_database() as database:
            return _figures(database, campaign_id, None)


class _StoppedError(Exception):
    """The user does not want to wait; undoes the transaction on its way out."""


def _freeze(
    database: Database,
    request: PlanRequest,
    contact_list: ContactList,
    composer: Composer,
    balance: float | None,
    mailbox: Mailbox,
    stop: threading.Event,
) -> int:
    everyone = compose_audience(audience_rows(database, request.audience), composer, request.audience)
    new = NewCampaign(
        list_id=contact_list.id,
        list_name=contact_list.name,
        list_rows=contact_list.rows,
        headings=contact_list.headings,
        account=request.account,
        sender=request.sender,
        template=request.template,
        test=request.test,
        rate=request.rate,
        planned_balance=balance,
        first_only=_fewer(request.first, request.audience.first),
    )
    return Campaigns(database).plan(new, _watched(everyone, composer, request.first, mailbox, stop))


def _fewer(one: int | None, other: int | None) -> int | None:
    return min((number for number in (one, other) if number is not None), default=None)


def _watched(
    everyone: Iterator[PlannedRecipient],
    composer: Composer,
    first: int | None,
    mailbox: Mailbox,
    stop: threading.Event,
) -> Iterator[PlannedRecipient]:
    """The recipients to freeze; raises at the end when any row's text cannot be sent."""
    for number, recipient in enumerate(breathing(everyone, stop, mailbox), start=1):
        if first is None or number <= first:
            yield recipient
    if stop.is_set():
        raise _StoppedError
    if composer.problem:
        raise composer.problem


def _figures(database: Database, campaign_id: int, balance: float | None) -> Plan:
    campaigns = Campaigns(database)
    campaign = campaigns.get(campaign_id)
    if campaign is None:
        raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
    segments = campaigns.segments(campaign_id)
    requests = Batches(database).planned_count(campaign_id)
    encodings = campaigns.encodings(campaign_id)
    known = campaign.planned_balance if balance is None else balance
    return Plan(
        campaign=campaign,
        recipients=sum(segments.values()),
        texts=campaigns.text_count(campaign_id),
        requests=requests,
        segments=segments,
        credits=campaign.planned_credits,
        balance=known,
        seconds=seconds_needed(requests, campaign.rate),
        encoding=encodings[0] if len(encodings) == 1 else "mixed",
        warnings=_warnings(campaign, known),
    )


def _warnings(campaign: Campaign, balance: float | None) -> tuple[Reason, ...]:
    warnings = []
    if balance is not None and campaign.planned_credits > balance:
        warnings.append(Reason.TOO_FEW_CREDITS)
    if campaign.sender == TEST_SENDER and not campaign.test:
        warnings.append(Reason.TEST_SENDER_LIVE)
    return tuple(warnings)
