"""The requests of a campaign: what went to kwtSMS when, and what it said.

Rule: at most ``MOST_SHOWN``, the newest. A campaign in which every person has a text of their own has as
many requests as people.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.services.history import BatchRecord
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.pages.campaign_looks import batch_look, batch_status_text
from kwtsms_desktop.ui.pages.new_campaign.latest import Latest
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.table_view import TableView

MOST_SHOWN = 1000


class RequestsPanel(QWidget):
    """The newest requests first, then those still to be made."""

    shown = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._campaign_id: int | None = None
        self._records: dict[int, BatchRecord] = {}
        self._work = Latest(shell.background, self)
        self._model = PagedTableModel(_columns(), self._fetch)
        self._model.setParent(self)
        self.table = TableView(self._model, _("Requests"))
        self.table.setObjectName("requestsTable")
        self._note = label("", "caption", wrap=True)
        self._note.setObjectName("requestsNote")
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._note)
        column.addWidget(self.table, 1)

    def show_campaign(self, campaign_id: int) -> None:
        """Show the requests of this campaign."""
        if campaign_id != self._campaign_id:
            self._campaign_id = campaign_id
            self._records = {}
            self._model.set_order(())
        self.follow()

    def set_total(self, requests: int) -> None:
        """Say how many of so many requests are on show, where not all are."""
        self._note.setText(
            _("The newest {shown} of {total} requests.").format(
                shown=number_text(MOST_SHOWN), total=number_text(requests)
            )
        )
        self._note.setVisible(requests > MOST_SHOWN)

    def follow(self) -> None:
        """Read the requests anew, if anybody looks at them."""
        campaign_id, history = self._campaign_id, self._shell.app.history
        if campaign_id is None or not self.isVisible() or self._work.is_running:
            return
        self._work.start(
            lambda _mailbox, _stop: history.newest_batches(campaign_id, MOST_SHOWN),
            "read-requests",
            self._on_read,
        )

    def _fetch(self, ids: Sequence[int]) -> list[BatchRecord | None]:
        return [self._records.get(batch_id) for batch_id in ids]

    def _on_read(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._shell.tell(MessageKind.DANGER, self._shell.words_for(event.error))
        elif isinstance(event, Finished):
            self._records = {record.id: record for record in event.result}
            self._model.set_order(self._records, keep_place=True)
