"""The words for verdicts, recipient statuses and campaign states.

"Delivered" is never said of what is only accepted: Kuwait numbers have no delivery report.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.evidence import Finding
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.texts.language import N_, _, pgettext

VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.VALID: N_("Ready"),
        Verdict.NEEDS_REVIEW: N_("To look at"),
        Verdict.DUPLICATE: N_("Duplicate"),
        Verdict.INVALID: N_("Wrong number"),
        Verdict.NOT_COVERED: N_("Not covered"),
        Verdict.BLOCKED: N_("Blocked"),
        Verdict.BLANK: N_("Empty"),
        Verdict.EXCLUDED: N_("Left out by you"),
    }
)

RECIPIENT_STATUSES: Mapping[RecipientStatus, str] = MappingProxyType(
    {
        RecipientStatus.QUEUED: N_("Waiting"),
        RecipientStatus.SUBMITTING: N_("Being submitted"),
        RecipientStatus.ACCEPTED: N_("Accepted by kwtSMS"),
        RecipientStatus.REFUSED: N_("Refused"),
        RecipientStatus.UNKNOWN: N_("Unsure"),
        RecipientStatus.DISPATCHED: N_("Handed to the operator"),
        RecipientStatus.STUCK: N_("Stuck in the queue"),
        RecipientStatus.RECEIVED: N_("Received"),
        RecipientStatus.UNDELIVERED: N_("Not received"),
        RecipientStatus.SKIPPED: N_("Left out"),
        RecipientStatus.CANCELLED: N_("Cancelled"),
    }
)


def verdict_text(verdict: Verdict) -> str:
    """The word for a verdict, in the language in use."""
    return _(VERDICTS[verdict])


def recipient_status_text(status: RecipientStatus) -> str:
    """The word for where a recipient stands, in the language in use."""
    return _(RECIPIENT_STATUSES[status])


def finding_text(finding: Finding) -> str:
    """What the balance tells of requests whose answer was lost, in the language in use."""
    words = {
        Finding.SENT: _("The balance shows that kwtSMS took them: they count as accepted."),
        Finding.NOT_SENT: _("kwtSMS does not seem to have taken them. Nothing was changed."),
        Finding.UNCLEAR: _("The balance does not tell what became of them. Nothing was changed."),
    }
    return words[finding]


def campaign_state_text(state: CampaignState) -> str:
    """The word for where a campaign stands, in the language in use."""
    words = {
        CampaignState.PLANNED: pgettext("campaign", "Planned"),
        CampaignState.SCHEDULED: pgettext("campaign", "Scheduled"),
        CampaignState.RUNNING: pgettext("campaign", "Sending"),
        CampaignState.PAUSED: pgettext("campaign", "Paused"),
        CampaignState.STOPPED: pgettext("campaign", "Stopped"),
        CampaignState.FINISHED: pgettext("campaign", "Finished"),
        CampaignState.CANCELLED: pgettext("campaign", "Cancelled"),
    }
    return words[state]
