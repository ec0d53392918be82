"""The campaign being prepared: shared by the four steps, and saved by itself as a draft.

Saving waits for the write lock of the data folder, which an import or a campaign under way also takes: so it
is done outside the GUI thread, and of two savings the newer draft wins.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary, KeepDuplicate
from kwtsms_desktop.services.composing import Audience, Duplicates
from kwtsms_desktop.services.drafting import Draft
from kwtsms_desktop.services.events import Event, Failed
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.ui.background import Running
from kwtsms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from kwtsms_desktop.ui.pages.new_campaign.cost_counter import CountedCost

_SAVE_AFTER_MS = 800


class Preparation(QObject):
    """What the user decided so far.

    Attributes:
        summary: the checked list; None before the first step is done.
        counted: what ``CostCounter`` counted last, and of what; None before.

    Signals:
        list_changed(): another list, or its verdicts changed.
        text_changed(): the template changed.
        unsaved(): something is decided that is not yet on the disk.
        saved(): everything is on the disk.
        started_over(): a new campaign begins, at the first step.
    """

    list_changed = Signal()
    text_changed = Signal()
    unsaved = Signal()
    saved = Signal()
    started_over = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        draft = shell.app.drafting.load()
        self.step = draft.step
        self.list_id = draft.list_id
        self.summary: CheckSummary | None = None
        self.counted: CountedCost | None = None
        self._template = draft.template
        account = shell.account
        self._sender = draft.sender or (account.sender if account else "")
        self._sends_all_texts = False
        self._first: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save_in_background)
        self._saving: Running | None = None
        self._has_failed = False
        self._newest = _Newest(draft)

    @property
    def template(self) -> str:
        """The text as written, placeholders and all."""
        return self._template

    @property
    def sender_id(self) -> str:
        """The chosen sender ID, empty before one is chosen."""
        return self._sender

    @property
    def duplicates(self) -> Duplicates:
        """Which of several rows with one number are sent to."""
        if self._sends_all_texts or self.summary is None:
            return Duplicates.ALL_TEXTS if self._sends_all_texts else Duplicates.FIRST
        return Duplicates(self.summary.contact_list.keep_duplicate or Duplicates.FIRST)

    @property
    def headings(self) -> tuple[str, ...]:
        """The list's columns; none before a list is chosen."""
        return self.summary.contact_list.headings if self.summary else ()

    @property
    def people(self) -> int:
        """How many people will be sent to as things stand."""
        people = self.summary.people if self.summary else 0
        return people if self._first is None else min(people, self._first)

    @property
    def first(self) -> int | None:
        """Only the first so many people are sent to; None for all."""
        return self._first

    def audience(self) -> Audience:
        """Whom the campaign is for.

        Raises:
            RuntimeError: no list was chosen yet; the steps' order does not allow that.
        """
        if self.summary is None:
            message = "no list was chosen"
            raise RuntimeError(message)
        account = self._shell.account
        return Audience(
            self.summary.contact_list.id,
            duplicates=self.duplicates,
            account=account.name if account else "",
            first=self._first,
        )

    def check_options(self, contact_list: ContactList | None = None) -> CheckOptions:
        """What a check assumes, by the settings and the account in use.

        Args:
            contact_list: whose choice among equal numbers is kept; None for a list that has none yet.
        """
        account = self._shell.account
        return CheckOptions(
            default_country=self._shell.settings.default_country,
            keep=KeepDuplicate(contact_list.keep_duplicate or KeepDuplicate.FIRST)
            if contact_list
            else KeepDuplicate.FIRST,
            account=account.name if account else "",
        )

    def list_options(self) -> CheckOptions:
        """What a check of the chosen list assumes."""
        return self.check_options(self.summary.contact_list if self.summary else None)

    def is_list_current(self) -> bool:
        """Whether the list's verdicts are those that a check would give by today's settings."""
        return self.summary is not None and self._shell.app.checking.is_current(
            self.summary.contact_list, self.list_options()
        )

    def set_list(self, summary: CheckSummary) -> None:
        """Use this list; what was said of the duplicates of another one does not hold for it."""
        if summary.contact_list.id != self.list_id:
            self._sends_all_texts, self._first = False, None
        self.summary = summary
        self.list_id = summary.contact_list.id
        self.list_changed.emit()
        self._save_soon()

    def doubt_list(self) -> None:
        """The list's verdicts are being written anew: until all are there, nobody relies on them."""
        if self.summary is not None:
            unchecked = dataclasses.replace(self.summary.contact_list, checked_at=None)
            self.summary = dataclasses.replace(self.summary, contact_list=unchecked)

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

    def set_sends_all_texts(self, sends_all: bool) -> None:
        """Send to a number as often as its rows' texts differ, or once."""
        if sends_all != self._sends_all_texts:
            self._sends_all_texts = sends_all
            self.list_changed.emit()

    def set_first(self, people: int | None) -> None:
        """Send only to the first so many people, or to all."""
        if people != self._first:
            self._first = people
            self.list_changed.emit()

    def set_step(self, step: int) -> None:
        """The user went to another step: 0 list, 1 check, 2 message, 3 review."""
        if step != self.step:
            self.step = step
            self._save_soon()

    def start_over(self, *, keep_text: bool) -> None:
        """Begin a new campaign, perhaps with the text of this one."""
        self.summary, self.list_id, self.step = None, None, 0
        self._sends_all_texts, self._first = False, None
        if not keep_text:
            self._template = ""
        self.list_changed.emit()
        self.text_changed.emit()
        self._save_soon()
        self._save_in_background()
        self.started_over.emit()

    def planned(self) -> None:
        """The campaign was planned: the draft has done its work."""
        self.start_over(keep_text=False)

    def save_now(self) -> None:
        """Have everything on the disk when this returns: nobody may be there to save it later."""
        if not self._timer.isActive() and self._saving is None:
            return
        self._timer.stop()
        try:
            self._shell.app.drafting.save_newest(self._newest.get)
        except KwtsmsDesktopError as error:
            self._on_failed(error)
        else:
            self._on_success()

    def _save_soon(self) -> None:
        self._newest.draft = Draft(
            list_id=self.list_id,
            template=self._template,
            sender=self._sender,
            accept_review=False,  # of drafts that older versions left; rows are accepted one by one now
            step=self.step,
        )
        self._timer.start()
        self.unsaved.emit()

    def _save_in_background(self) -> None:
        if self._saving is not None:
            self._timer.start()
            return
        self._timer.stop()
        drafting, newest = self._shell.app.drafting, self._newest
        self._saving = self._shell.background.start(
            lambda _mailbox, _stop: drafting.save_newest(newest.get), "save-draft", self._on_saved
        )

    def _on_saved(self, event: Event) -> None:
        self._saving = None
        if isinstance(event, Failed):
            self._on_failed(event.error)
        else:
            self._on_success()

    def _on_success(self) -> None:
        self._has_failed = False
        if not self._timer.isActive():
            self.saved.emit()

    def _on_failed(self, error: Exception) -> None:
        """Say it once, and do not stop the user."""
        if not self._has_failed:
            self._has_failed = True
            self._shell.tell_error(error)


class _Newest:
    """The draft as it is now, for a worker to fetch when its turn to write has come."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def get(self) -> Draft:
        return self.draft
