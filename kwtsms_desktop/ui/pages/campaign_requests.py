"""The requests of a campaign: what went to kwtSMS when, and what it said.

Rule: at most ``MOST_SHOWN``, the newest. A campaign in which every person has a text of their own has as
many requests as people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.services.history import BatchRecord
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text, time_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.pages.campaign_looks import batch_look, batch_status_text
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.table_view import TableView

MOST_SHOWN = 1000


class RequestsPanel(QWidget):
    """The newest requests first, then those still to be made. Read only while somebody looks at them.

    Signals:
        failed(Exception): the requests could not be read.
    """

    failed = Signal(object)

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
            self._work.cancel()
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
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            self._records = {record.id: record for record in event.result}
            self._model.set_order(self._records, keep_place=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the user came to look."""
        super().showEvent(event)
        self.follow()


def _columns() -> Sequence[TableColumn[BatchRecord]]:
    return (
        TableColumn(
            "submitted",
            lambda: _("Submitted"),
            lambda batch: time_text(batch.submitted_at) if batch.submitted_at else "",
            CellKind.NUMBER,
            144,
        ),
        TableColumn(
            "status",
            lambda: _("Status"),
            lambda batch: batch_status_text(batch.status),
            CellKind.STATUS,
            192,
            glyph=lambda batch: batch_look(batch.status)[0],
            role=lambda batch: batch_look(batch.status)[1],
        ),
        _amount_column("numbers", lambda: _("Numbers"), lambda batch: batch.numbers, 84),
        _amount_column("accepted", lambda: _("Accepted"), lambda batch: batch.accepted_numbers, 84),
        _amount_column("credits", lambda: _("Credits"), lambda batch: batch.credits, 76),
        _amount_column("balance", lambda: _("Balance after"), lambda batch: batch.balance_after, 108),
        TableColumn(
            "message_id", lambda: _("Message ID"), lambda batch: batch.message_id or "", CellKind.ID, 108
        ),
        TableColumn("why", lambda: _("Why"), _why, width=120, stretches=True),
    )


def _amount_column(
    key: str, heading: Callable[[], str], amount: Callable[[BatchRecord], float | None], width: int
) -> TableColumn[BatchRecord]:
    """A column of amounts, empty where the gateway said none."""

    def text(batch: BatchRecord) -> str:
        known = amount(batch)
        return "" if known is None else number_text(known)

    return TableColumn(key, heading, text, CellKind.NUMBER, width)


def _why(batch: BatchRecord) -> str:
    if not batch.reason:
        return ""
    details: dict[str, Parameter] = {"description": batch.description or ""}
    if batch.accepted_numbers is not None:
        details |= {"accepted": batch.accepted_numbers, "sent": batch.numbers}
    return reason_text(batch.reason, details)
