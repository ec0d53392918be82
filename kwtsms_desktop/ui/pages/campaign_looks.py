"""Icon and colour of what became of a campaign, of its requests and of each person."""

from __future__ import annotations

from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.texts.statuses import recipient_status_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import Role

STATES: dict[CampaignState, tuple[Glyph, Role]] = {
    CampaignState.PLANNED: (Glyph.QUEUED, Role.MUTED),
    CampaignState.SCHEDULED: (Glyph.SCHEDULED, Role.INFO),
    CampaignState.RUNNING: (Glyph.RUNNING, Role.ACCENT),
    CampaignState.PAUSED: (Glyph.PAUSED, Role.INFO),
    CampaignState.STOPPED: (Glyph.WARNING, Role.DANGER),
    CampaignState.FINISHED: (Glyph.FINISHED, Role.SUCCESS),
    CampaignState.CANCELLED: (Glyph.CANCELLED, Role.MUTED),
}

STATUSES: dict[RecipientStatus, tuple[Glyph, Role]] = {
    RecipientStatus.ACCEPTED: (Glyph.ACCEPTED, Role.SUCCESS),
    RecipientStatus.DISPATCHED: (Glyph.DISPATCHED, Role.SUCCESS),
    RecipientStatus.RECEIVED: (Glyph.RECEIVED, Role.SUCCESS),
    RecipientStatus.UNDELIVERED: (Glyph.UNDELIVERED, Role.DANGER),
    RecipientStatus.STUCK: (Glyph.STUCK, Role.WARNING),
    RecipientStatus.REFUSED: (Glyph.REFUSED, Role.DANGER),
    RecipientStatus.UNKNOWN: (Glyph.UNSURE, Role.WARNING),
    RecipientStatus.QUEUED: (Glyph.QUEUED, Role.MUTED),
    RecipientStatus.SUBMITTING: (Glyph.SUBMITTING, Role.INFO),
    RecipientStatus.SKIPPED: (Glyph.SKIPPED, Role.MUTED),
    RecipientStatus.CANCELLED: (Glyph.CANCELLED, Role.MUTED),
}
"""In the order in which they are shown."""

_OF_BATCH: dict[BatchStatus, RecipientStatus] = {
    BatchStatus.PLANNED: RecipientStatus.QUEUED,
    BatchStatus.SUBMITTING: RecipientStatus.SUBMITTING,
    BatchStatus.ACCEPTED: RecipientStatus.ACCEPTED,
    BatchStatus.REFUSED: RecipientStatus.REFUSED,
    BatchStatus.UNKNOWN: RecipientStatus.UNKNOWN,
    BatchStatus.CANCELLED: RecipientStatus.CANCELLED,
}


def batch_look(status: BatchStatus) -> tuple[Glyph, Role]:
    """Icon and colour of a request: those of its people."""
    return STATUSES[_OF_BATCH[status]]


def batch_status_text(status: BatchStatus) -> str:
    """The word for where a request stands: that of its people."""
    return recipient_status_text(_OF_BATCH[status])
