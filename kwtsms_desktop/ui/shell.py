"""What a page may ask of the window around it: services, work in the background, ways to other pages."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Event, Failed, Mailbox, Stop
from kwtsms_desktop.services.scheduling import Appointment
from kwtsms_desktop.settings import AccountSettings, Settings
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import action_text, error_text, reason_text
from kwtsms_desktop.ui.background import Background, Running
from kwtsms_desktop.ui.main_window import MainWindow
from kwtsms_desktop.ui.widgets.account_chip import AccountState
from kwtsms_desktop.ui.widgets.message_strip import MessageKind

_log = logging.getLogger(__name__)

_REFRESH = "refresh-balance"


class Shell(QObject):
    """Handed to every page. Lives as long as the window; pages come and go with the language.

    Attributes:
        shown_campaign: the campaign whose page was shown last, for that page to find again when it is made
            anew; None before the first.

    Signals:
        account_changed(): another account, sender, mode, or new facts about it.
        language_chosen(str): the user wants another language.
        scheme_chosen(str): the user wants ``light``, ``dark`` or ``system``.
        campaign_wanted(int): show this campaign's page.
        new_campaign_wanted(object): start a campaign, with the list of this id or None.
        lists_changed(): a list was added or deleted.
        page_wanted(str): show the page with this key (``settings``, ``campaigns`` …).
        schedule_changed(): a campaign got another time to begin at, or did not begin at its own.
        home_asked(): ask whether this computer may send with data that was copied from another.
    """

    account_changed = Signal()
    language_chosen = Signal(str)
    scheme_chosen = Signal(str)
    campaign_wanted = Signal(int)
    new_campaign_wanted = Signal(object)
    lists_changed = Signal()
    page_wanted = Signal(str)
    schedule_changed = Signal()
    home_asked = Signal()

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self.app = app
        self.background = background
        self.shown_campaign: int | None = None
        self._window: MainWindow | None = None
        self._sending: dict[int, Running] = {}

    def attach(self, window: MainWindow) -> None:
        """Use this window for messages and the account at its foot."""
        self._window = window
        window.refresh_requested.connect(self.refresh_balance)
        self.show_account()

    # Settings and the account

    @property
    def settings(self) -> Settings:
        """The settings as they are on disk."""
        return self.app.settings.load()

    def change_settings(self, **values: object) -> None:
        """Save settings with these values changed.

        Raises:
            StorageError: the data folder cannot be written.
        """
        changed = dataclasses.replace(self.settings, **values)  # type: ignore[arg-type]  # names are fields
        self.app.settings.save(changed)

    @property
    def account(self) -> AccountSettings | None:
        """The account in use, None before one is set up."""
        return self.settings.account()

    def change_account(self, account: AccountSettings) -> None:
        """Save what is chosen for an account (sender, mode) and tell everybody.

        Raises:
            StorageError: the data folder cannot be written.
        """
        self.app.settings.save(self.settings.with_account(account))
        self.show_account()
        self.account_changed.emit()

    def show_account(self) -> None:
        """Show the account in use, with what is known of it, at the foot of the side bar."""
        if self._window is None:
            return
        account = self.account
        if account is None:
            self._window.set_account(None)
            return
        facts = self.app.account.facts(account.name)
        self._window.set_account(
            AccountState(
                name=account.name,
                is_test=account.test_mode,
                balance=facts.balance.available if facts.balance else None,
                checked_at=datetime.fromisoformat(facts.balance_at) if facts.balance_at else None,
                is_refreshing=self.background.running(_REFRESH) is not None,
            )
        )

    def refresh_balance(self) -> None:
        """Ask the gateway for the balance, and for what was never asked; one question at a time."""
        account = self.account
        if account is None or self.background.running(_REFRESH):
            return

        def _ask(_mailbox: Mailbox, stop: Stop) -> object:
            balance = self.app.account.refresh_balance(account.name, stop)
            self.app.account.know_sender_ids(account.name, stop)
            self.app.account.know_coverage(account.name, stop)
            return balance

        run = self.background.start(_ask, _REFRESH)
        run.finished.connect(self._on_balance)
        run.failed.connect(self._on_balance_failed)
        self.show_account()

    # Saying something

    def tell(
        self,
        kind: MessageKind,
        text: str,
        action_text: str | None = None,
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say something above the page."""
        if self._window is not None:
            self._window.show_message(kind, text, action_text, on_action)

    def tell_no_more(self) -> None:
        """Take back what was said above the page: the user went to see to it."""
        if self._window is not None:
            self._window.clear_message()

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong and what to do next. What is no known error goes to the crash dialog."""
        self.tell(MessageKind.DANGER, self.words_for(error))

    def words_for(self, error: Exception) -> str:
        """The sentence and the next step for an error."""
        if isinstance(error, KwtsmsDesktopError):
            return " ".join(part for part in error_text(error) if part)
        _log.error("unexpected error", exc_info=error)
        code = Reason.INTERNAL.value
        return f"{reason_text(code)} {action_text(code)}"

    # Work

    def sending_run(self, campaign_id: int) -> Running | None:
        """The work that sends this campaign, if this window does."""
        run = self._sending.get(campaign_id)
        return run if run and run.is_running else None

    @property
    def is_sending(self) -> bool:
        """Whether this window is sending any campaign."""
        return any(run.is_running for run in self._sending.values())

    def send_campaign(self, campaign_id: int, account: str, due: Appointment | None = None) -> Running:
        """Start or go on with a campaign; the same run when it is under way already (a second click).

        Args:
            campaign_id: number of the campaign.
            account: the account it is sent with.
            due: the time it waited for, where it begins because that has come; None where somebody pressed.
        """
        present = self.sending_run(campaign_id)
        if present is not None:
            return present

        def _send(mailbox: Mailbox, stop: Stop) -> object:
            if due is not None:
                return self.app.scheduling.begin(due, mailbox, stop)
            return self.app.sending.send(campaign_id, account, mailbox, stop)

        run = self._sending[campaign_id] = self.background.start(_send, f"send-{campaign_id}")
        run.finished.connect(self._on_sent)
        run.failed.connect(self._on_sent)
        return run

    def _on_sent(self, _event: Event) -> None:
        self.show_account()
        self.account_changed.emit()

    def _on_balance(self, _event: Event) -> None:
        self.show_account()
        self.account_changed.emit()

    def _on_balance_failed(self, event: Failed) -> None:
        self.show_account()
        self.tell(MessageKind.WARNING, self.words_for(event.error), _("Try again"), self.refresh_balance)
