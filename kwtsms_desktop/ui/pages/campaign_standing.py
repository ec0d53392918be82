"""How a campaign stands at this moment: what was recorded, and what its sender said since."""

from __future__ import annotations

from dataclasses import dataclass

from kwtsms_desktop.core.campaign import RESUMABLE, CampaignState
from kwtsms_desktop.services.account import AccountFacts
from kwtsms_desktop.services.history import CampaignDetails
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.ui.pages.campaign_texts import people_left

_ENDED = frozenset({CampaignState.FINISHED, CampaignState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one look into the records found."""

    details: CampaignDetails
    facts: AccountFacts

    @property
    def balance(self) -> float | None:
        """The account's balance as far as it is known; None before the first answer."""
        return self.facts.balance.available if self.facts.balance else None

    @property
    def progress(self) -> SendingProgress:
        """The figures as they were written down, in the form in which a sender tells them."""
        summary = self.details.summary
        then = summary.balance_after if summary.state in _ENDED else None
        return SendingProgress(
            counts=summary.counts,
            requests_left=self.details.left.requests,
            credits=summary.credits,
            balance=self.balance if then is None else then,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page shows.

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
        return people_left(self.progress.counts)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens, by itself or by going on."""
        return self.state in _ENDED

    @property
    def can_go_on(self) -> bool:
        """Whether somebody is left to be sent to and nobody does."""
        is_at_rest = self.state in RESUMABLE or self.state is CampaignState.FINISHED
        return bool(self.left) and is_at_rest and not self.is_scheduled

    @property
    def is_scheduled(self) -> bool:
        """Whether it has a time of its own, with ways on of its own."""
        return self.state is CampaignState.SCHEDULED

    @property
    def is_tried(self) -> bool:
        """Whether this was a test that went through, so that the real sending may come."""
        return self.details.summary.campaign.test and self.state is CampaignState.FINISHED
