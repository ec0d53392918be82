"""The campaign being prepared: shared by the four steps, and saved by itself as a draft."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.composing import Audience
from kwtsms_desktop.services.drafting import Draft
from kwtsms_desktop.ui.shell import Shell

_log = logging.getLogger(__name__)

_SAVE_AFTER_MS = 800


class Preparation(QObject):
    """What the user decided so far.

    Attributes:
        summary: the checked list; None before the first step is done.

    Signals:
        list_changed(): another list, or its verdicts changed.
        text_changed(): the template changed.
        saved(): the draft is on the disk.
    """

    list_changed = Signal()
    text_changed = Signal()
    saved = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        draft = shell.app.drafting.load()
        self.step = draft.step
        self.list_id = draft.list_id
        self.summary: CheckSummary | None = None
        self._template = draft.template
        account = shell.account
        self._sender = draft.sender or (account.sender if account else "")
        self._accept_review = draft.accept_review
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)

    @property
    def template(self) -> str:
        """The text as written, placeholders and all."""
        return self._template

    @property
    def sender_id(self) -> str:
        """The chosen sender ID, empty before one is chosen."""
        return self._sender

    @property
    def accept_review(self) -> bool:
        """Whether rows to look at are sent to."""
        return self._accept_review

    @property
    def headings(self) -> tuple[str, ...]:
        """The list's columns; none before a list is chosen."""
        return self.summary.contact_list.headings if self.summary else ()

    @property
    def people(self) -> int:
        """How many rows will be sent to as things stand."""
        if self.summary is None:
            return 0
        verdicts = self.summary.verdicts
        review = verdicts[Verdict.NEEDS_REVIEW] if self._accept_review else 0
        return verdicts[Verdict.VALID] + review

    def audience(self) -> Audience:
        """Whom the campaign is for.

        Raises:
            RuntimeError: no list was chosen yet; the steps' order does not allow that.
        """
        if self.summary is None:
            message = "no list was chosen"
            raise RuntimeError(message)
        return Audience(self.summary.contact_list.id, accept_review=self._accept_review)

    def set_list(self, summary: CheckSummary) -> None:
        """Use this checked list."""
        self.summary = summary
        self.list_id = summary.contact_list.id
        self.list_changed.emit()
        self._save_soon()

    def set_template(self, text: str) -> None:
        """The user wrote."""
        if text != self._template:
            self._template = text
            self.text_changed.emit()
            self._save_soon()

    def set_sender_id(self, sender: str) -> None:
        """The user chose a sender ID."""
        if sender != self._sender:
            self._sender = sender
            self._save_soon()

    def set_accept_review(self, accept: bool) -> None:
        """Send to rows to look at, or leave them out."""
        if accept != self._accept_review:
            self._accept_review = accept
            self.list_changed.emit()
            self._save_soon()

    def set_step(self, step: int) -> None:
        """The user went to another step: 0 list, 1 check, 2 message, 3 review."""
        if step != self.step:
            self.step = step
            self._save_soon()

    def start_over(self, *, keep_text: bool) -> None:
        """Begin a new campaign, perhaps with the text of this one."""
        self.summary, self.list_id, self.step = None, None, 0
        self._accept_review = False
        if not keep_text:
            self._template = ""
        self.list_changed.emit()
        self.text_changed.emit()
        self.save_now()

    def planned(self) -> None:
        """The campaign was planned: the draft has done its work."""
        self._timer.stop()
        self.start_over(keep_text=False)

    def save_now(self) -> None:
        """Write the draft; a failure is told once and does not stop the user."""
        self._timer.stop()
        draft = Draft(
            list_id=self.list_id,
            template=self._template,
            sender=self._sender,
            accept_review=self._accept_review,
            step=self.step,
        )
        try:
            self._shell.app.drafting.save(draft)
        except KwtsmsDesktopError as error:
            self._shell.tell_error(error)
        else:
            self.saved.emit()

    def _save_soon(self) -> None:
        self._timer.start()
