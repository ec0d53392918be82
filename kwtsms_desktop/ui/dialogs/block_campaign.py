"""Asks of which campaign the people must not be written to again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.ui.amounts import people_text
from kwtsms_desktop.ui.dialogs.form import FormDialog
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.widgets.inputs import choice_field

_NEVER_ARRIVED = (RecipientStatus.REFUSED, RecipientStatus.UNDELIVERED, RecipientStatus.STUCK)
_FIELD_WIDTH = 432


class BlockCampaignDialog(FormDialog):
    """Which campaign, and whom of it."""

    def __init__(self, parent: QWidget, campaigns: Sequence[CampaignSummary]) -> None:
        """Make the dialog.

        Args:
            parent: the widget it belongs to.
            campaigns: at least one, the newest first.
        """
        super().__init__(
            parent,
            _("Add the people of a campaign to the block list"),
            _("They are left out of every campaign from now on."),
            _("Add to the block list"),
        )
        self.setObjectName("blockCampaign")
        self._campaigns = {summary.campaign.id: summary for summary in campaigns}
        self._campaign = choice_field(_("Campaign"))
        self._campaign.setObjectName("campaignField")
        self._campaign.setMaximumWidth(_FIELD_WIDTH)
        for summary in campaigns:
            self._campaign.addItem(_words_for(summary), summary.campaign.id)
        self._whom = choice_field(_("Whom"))
        self._whom.setObjectName("whomField")
        self._whom.setMaximumWidth(_FIELD_WIDTH)
        self._campaign.currentIndexChanged.connect(self._on_campaign)
        self._whom.currentIndexChanged.connect(self._on_whom)
        self.add_field(_("Campaign"), self._campaign)
        self.add_field(_("Whom"), self._whom)
        self._on_campaign()
        self._campaign.setFocus()

    @property
    def campaign_id(self) -> int:
        """The chosen campaign."""
        return int(self._campaign.currentData())

    @property
    def statuses(self) -> tuple[RecipientStatus, ...]:
        """Whose people: those with one of these statuses."""
        return tuple(RecipientStatus) if self._whom.currentIndex() == 0 else _NEVER_ARRIVED

    def _on_campaign(self) -> None:
        """The counts are those of the chosen campaign."""
        summary = self._campaigns[self.campaign_id]
        never = self._count(_NEVER_ARRIVED)
        chosen = max(0, self._whom.currentIndex())
        self._whom.clear()
        self._whom.addItem(_("Everybody: {people}").format(people=people_text(summary.recipients)))
        self._whom.addItem(_("Only those whom it did not reach: {count}").format(count=number_text(never)))
        self._whom.setCurrentIndex(chosen)

    def _on_whom(self) -> None:
        self.accept_button.setEnabled(self._count(self.statuses) > 0)

    def _count(self, statuses: Sequence[RecipientStatus]) -> int:
        counts = self._campaigns[self.campaign_id].counts
        return sum(counts.get(status, 0) for status in statuses)


def _words_for(summary: CampaignSummary) -> str:
    campaign = summary.campaign
    when = time_text(campaign.started_at or campaign.created_at)
    return f"{isolate_ltr(when)} · {named(campaign.list_name)}"
