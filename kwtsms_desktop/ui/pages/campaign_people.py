"""The recipients of a campaign: chips by status, a search, and a table that follows the sending."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kwtsms_desktop.core.recipient import OPEN, Recipient, RecipientStatus
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.texts.statuses import recipient_status_text
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.pages.campaign_looks import STATUSES
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.chips import ALL, ChipBar, ChipSpec
from kwtsms_desktop.ui.widgets.inputs import search_field
from kwtsms_desktop.ui.widgets.table_view import TableView

_SEARCH_MS = 250  # a pause in typing
_SEARCH_WIDTH = 260

_USUAL = (
    RecipientStatus.ACCEPTED,
    RecipientStatus.REFUSED,
    RecipientStatus.UNKNOWN,
    RecipientStatus.QUEUED,
)
"""The statuses that have a chip also where they count none: chips that come and go distract."""


class PeoplePanel(QWidget):
    """Everybody of one campaign, filtered and searched.

    Attributes:
        search: the search field, for the page to put where there is room.
        table: everybody who is on show.

    Signals:
        failed(Exception): the recipients could not be read.
    """

    failed = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._campaign_id: int | None = None
        self._order: array[int] | None = None
        self._work = Latest(shell.background, self)
        self._chips = ChipBar(_("Statuses"))
        self._chips.setObjectName("peopleChips")
        self._chips.selection_changed.connect(self._on_filter)
        self.search = search_field(_("Find a number or a name"))
        self.search.setObjectName("peopleSearch")
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.textChanged.connect(self._on_typed)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_MS)
        self._typing.timeout.connect(self._on_filter)
        self._model = PagedTableModel(_columns(), shell.app.history.recipients)
        self._model.setParent(self)
        self._model.unreadable.connect(self.failed)
        self.table = TableView(self._model, _("Recipients"))
        self.table.setObjectName("peopleTable")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._chips)
        column.addWidget(self.table, 1)

    @property
    def campaign_id(self) -> int | None:
        """Whose people are on show; None before anybody's."""
        return self._campaign_id

    def show_campaign(self, campaign_id: int) -> None:
        """Show everybody of this campaign, as they stand now."""
        if campaign_id == self._campaign_id:
            self._model.refresh()
        else:
            self._campaign_id = campaign_id
            self._order = None
            self._model.set_order(())
            self.search.clear()
            self._typing.stop()
            if self._chips.selected != ALL:
                self._chips.select(ALL)
        self._read(keep_place=self._order is not None)

    def set_counts(self, counts: Mapping[RecipientStatus, int]) -> None:
        """Renew the chips."""
        shown = _with_submitting_as_queued(counts)
        specs = [
            ChipSpec(status.value, glyph, recipient_status_text(status), shown.get(status, 0), role)
            for status, (glyph, role) in STATUSES.items()
            if shown.get(status, 0) or status in _USUAL
        ]
        self._chips.set_chips(specs, sum(shown.values()))

    def follow(self) -> None:
        """People were sent to meanwhile: read anew what is on show, without leaving the place.

        Painting a table is the dearest thing on this page, so that rows that cannot change any more are left
        alone.
        """
        first, last = self.table.rows_on_show()
        on_show = [self._model.row_at(row) for row in range(first, min(last + 1, self._model.rowCount()))]
        if any(person is None or person.status in OPEN for person in on_show):
            self._model.renew(first, last)
        if self._is_filtered and not self._work.is_running:
            self._read(keep_place=True)

    @property
    def _is_filtered(self) -> bool:
        return self._chips.selected != ALL or bool(self._wanted_text)

    @property
    def _wanted_text(self) -> str:
        return self.search.text().strip()

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_filter(self) -> None:
        self._typing.stop()
        self._read(keep_place=False)

    def _read(self, *, keep_place: bool) -> None:
        campaign_id = self._campaign_id
        if campaign_id is None:
            return
        history, statuses, search = (
            self._shell.app.history,
            _statuses(self._chips.selected),
            self._wanted_text,
        )
        self._work.start(
            lambda _mailbox, _stop: history.recipient_ids(campaign_id, statuses, search),
            "find-recipients",
            self._on_found_again if keep_place else self._on_found,
        )

    def _on_found(self, event: Event) -> None:
        self._take(event, keep_place=False)

    def _on_found_again(self, event: Event) -> None:
        self._take(event, keep_place=True)

    def _take(self, event: Event, *, keep_place: bool) -> None:
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished):
            order = event.result
            # The same people in the same order: selection and keyboard stay where they are.
            if order != self._order:
                self._order = order
                self._model.set_order(order, keep_place=keep_place)
            self.table.set_empty_text(_("Nobody with this status."))


def _columns() -> Sequence[TableColumn[Recipient]]:
    return (
        TableColumn(
            "row", lambda: _("Row"), lambda person: str(person.row), CellKind.NUMBER, 64, is_muted=True
        ),
        TableColumn("phone", lambda: _("Number"), lambda person: person.phone, CellKind.PHONE, 132),
        TableColumn(
            "status",
            lambda: _("Status"),
            lambda person: recipient_status_text(person.status),
            CellKind.STATUS,
            184,
            glyph=lambda person: STATUSES[person.status][0],
            role=lambda person: STATUSES[person.status][1],
        ),
        TableColumn("text", lambda: _("Message"), lambda person: person.text, width=120, stretches=True),
        TableColumn(
            "segments",
            lambda: _("Segments"),
            lambda person: number_text(person.segments),
            CellKind.NUMBER,
            84,
            is_muted=True,
        ),
        TableColumn("why", lambda: _("Why"), _why, width=120, stretches=True),
        TableColumn(
            "message_id",
            lambda: _("Message ID"),
            lambda person: person.message_id or "",
            CellKind.ID,
            128,
            is_muted=True,
        ),
    )


def _why(person: Recipient) -> str:
    return reason_text(person.reason) if person.reason else ""


def _statuses(key: str) -> tuple[RecipientStatus, ...]:
    """The statuses behind a chip; none for all."""
    if key == ALL:
        return ()
    status = RecipientStatus(key)
    if status is RecipientStatus.QUEUED:
        return (RecipientStatus.QUEUED, RecipientStatus.SUBMITTING)
    return (status,)


def _with_submitting_as_queued(counts: Mapping[RecipientStatus, int]) -> dict[RecipientStatus, int]:
    """Who is being submitted counts as waiting: their chip would come and go several times a second."""
    shown = dict(counts)
    submitting = shown.pop(RecipientStatus.SUBMITTING, 0)
    shown[RecipientStatus.QUEUED] = shown.get(RecipientStatus.QUEUED, 0) + submitting
    return shown
