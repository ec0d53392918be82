"""History: what became of campaigns, in figures and person by person."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.core.campaign import CampaignState, taken
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import Recipient, RecipientStatus
from kwtsms_desktop.storage.batch_records import BatchRecords, BatchTotals, Unsure
from kwtsms_desktop.storage.batches import Batches, BatchRecord
from kwtsms_desktop.storage.campaigns import Campaign, Campaigns
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.locks import HeldLock
from kwtsms_desktop.storage.recipients import Recipients

__all__ = [
    "BatchRecord",
    "BatchTotals",
    "Campaign",
    "CampaignDetails",
    "CampaignSummary",
    "ContactList",
    "History",
    "Recipient",
    "Unsure",
    "summarize",
]


@dataclass(frozen=True, slots=True)
class CampaignSummary:
    """One campaign in figures, as the database has them now.

    Attributes:
        state: ``paused`` where the database says running but nobody is sending.
        counts: recipients by status; they add up to the campaign's recipients.
        batches: requests in all.
        taken: recipients whose message kwtSMS accepted, whatever became of it.
        credits: what the gateway said it charged.
        balance_after: the balance after the last answered batch.
        reasons: how many recipients have which reason code.
        fewer_than_sent: batches of which the gateway took fewer numbers than were sent.
    """

    campaign: Campaign
    state: CampaignState
    counts: Mapping[RecipientStatus, int]
    batches: int
    taken: int
    credits: float
    balance_after: float | None
    message_ids: tuple[str, ...]
    reasons: Mapping[str, int]
    fewer_than_sent: int

    @property
    def recipients(self) -> int:
        """Everyone in this campaign."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class CampaignDetails:
    """One campaign as its own page shows it.

    Attributes:
        left: requests that are still to be made.
        unsure: requests whose answer was lost; None where there are none.
    """

    summary: CampaignSummary
    left: BatchTotals
    unsure: Unsure | None


def summarize(database: Database, campaign_id: int, *, is_sending: bool) -> CampaignSummary:
    """The figures of a campaign.

    Args:
        database: an open database.
        campaign_id: number of the campaign.
        is_sending: whether a process holds the send lock now.

    Raises:
        UserError: there is no such campaign.
    """
    campaigns = Campaigns(database)
    campaign = campaigns.get(campaign_id)
    if campaign is None:
        raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
    batches, records = Batches(database), BatchRecords(database)
    counts = campaigns.counts(campaign_id)
    orphan = campaign.state is CampaignState.RUNNING and not is_sending
    return CampaignSummary(
        campaign=campaign,
        state=CampaignState.PAUSED if orphan else campaign.state,
        counts=counts,
        batches=sum(total.requests for total in records.totals(campaign_id).values()),
        taken=taken(counts),
        credits=batches.credits(campaign_id),
        balance_after=batches.last_balance(campaign_id),
        message_ids=records.message_ids(campaign_id),
        reasons=dict(Recipients(database).reasons(campaign_id)),
        fewer_than_sent=records.fewer_than_sent(campaign_id),
    )


class History:
    """Questions about campaigns and lists."""

    def __init__(self, open_database: Callable[[], Database], send_lock: Callable[[], HeldLock]) -> None:
        self._open_database = open_database
        self._send_lock = send_lock

    def campaigns(self) -> list[CampaignSummary]:
        """Every campaign in figures, newest first."""
        is_sending = not self._send_lock().is_free()
        with self._open_database() as database:
            return [
                summarize(database, campaign.id, is_sending=is_sending)
                for campaign in Campaigns(database).all()
            ]

    def campaign(self, campaign_id: int) -> CampaignSummary:
        """One campaign in figures.

        Raises:
            UserError: there is no such campaign.
        """
        is_sending = not self._send_lock().is_free()
        with self._open_database() as database:
            return summarize(database, campaign_id, is_sending=is_sending)

    def details(self, campaign_id: int) -> CampaignDetails:
        """One campaign in figures, with what is left of it and what is unsure.

        Raises:
            UserError: there is no such campaign.
        """
        is_sending = not self._send_lock().is_free()
        with self._open_database() as database:
            records = BatchRecords(database)
            return CampaignDetails(
                summary=summarize(database, campaign_id, is_sending=is_sending),
                left=records.totals(campaign_id).get(BatchStatus.PLANNED, BatchTotals()),
                unsure=records.unsure(campaign_id),
            )

    def newest_batches(self, campaign_id: int, limit: int) -> list[BatchRecord]:
        """At most so many requests: those made last, newest first, then those still to be made."""
        with self._open_database() as database:
            return BatchRecords(database).newest(campaign_id, limit)

    def batches(self, campaign_id: int) -> list[BatchRecord]:
        """Every request of a campaign."""
        with self._open_database() as database:
            return Batches(database).records(campaign_id)

    def recipient_ids(
        self, campaign_id: int, statuses: Sequence[RecipientStatus] = (), search: str = ""
    ) -> array[int]:
        """The ids of recipients to show, in file order."""
        with self._open_database() as database:
            return Recipients(database).ids(campaign_id, statuses, search)

    def recipients(self, ids: Sequence[int]) -> list[Recipient]:
        """The recipients of these ids, in this order."""
        with self._open_database() as database:
            return Recipients(database).page(ids)

    def everyone(self, campaign_id: int) -> list[Recipient]:
        """All recipients of a campaign, in file order."""
        with self._open_database() as database:
            return list(Recipients(database).everyone(campaign_id))

    def lists(self) -> list[ContactList]:
        """Every stored list, newest first."""
        with self._open_database() as database:
            return ContactLists(database).all()

    def delete_list(self, list_id: int) -> None:
        """Forget a list; campaigns keep their own copy of what they sent."""
        with self._open_database() as database:
            ContactLists(database).delete(list_id)
