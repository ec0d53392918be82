"""Send: a planned campaign goes out, stops, goes on or is cancelled. Nobody is sent to twice."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.campaign import RESUMABLE, CampaignState, is_complete
from kwtsms_desktop.core.errors import GatewayError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.account import Account, OpenGateway
from kwtsms_desktop.services.dispatch import Dispatch, Patience, SendingProgress
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import CampaignSummary, summarize
from kwtsms_desktop.services.logins import Logins
from kwtsms_desktop.storage.batches import Batches
from kwtsms_desktop.storage.campaigns import Campaign, Campaigns
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.locks import HeldLock
from kwtsms_desktop.storage.pace import Pace

__all__ = ["Patience", "Sending", "SendingProgress"]

_FRESH_SECONDS = 60.0

_log = logging.getLogger(__name__)


class Sending:
    """Sends campaigns, one at a time in a data folder."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        open_gateway: OpenGateway,
        account: Account,
        logins: Logins,
        send_lock: Callable[[], HeldLock],
        pace: Callable[[float], Pace],
        patience: Patience,
        require_home: Callable[[], None],
    ) -> None:
        self._open_database = open_database
        self._open_gateway = open_gateway
        self._account = account
        self._logins = logins
        self._send_lock = send_lock
        self._pace = pace
        self._patience = patience
        self._require_home = require_home

    def send(
        self,
        campaign_id: int,
        account: str,
        mailbox: Mailbox,
        stop: threading.Event,
        appointed: str | None = None,
    ) -> CampaignSummary:
        """Start a planned campaign, or go on with one that stopped; ends when nothing more can be done.

        Whatever may have arrived is not sent again: only ``queued`` recipients are, and none of those who
        came onto the block list meanwhile. Where ``appointed`` is given, the campaign begins only if that is
        still the time it waits for.

        Raises:
            UserError: no such campaign, it has ended, it belongs to another account, its sender ID is
                gone, another process is sending, or this data was copied from another computer.
            GatewayError: the gateway was not reached or refused the login; nothing was sent then.
            CredentialsError: there is no login for this account.
        """
        self._require_home()
        with self._send_lock(), self._open_database() as database:
            self._recover(database)
            campaign = _resumable(database, campaign_id)
            if campaign.account != account:
                raise UserError(Reason.ACCOUNT_DIFFERS, account=campaign.account, other=account)
            # What planning asked a moment ago need not be asked again; after a longer pause it must.
            self._account.require_sender(account, campaign.sender, stop, within_seconds=_FRESH_SECONDS)
            self._account.refresh_balance(account, stop, within_seconds=_FRESH_SECONDS)
            Batches(database).skip_blocked(campaign_id)
            Campaigns(database).start(campaign_id, appointed)
            self._dispatch(database, campaign, mailbox, stop)
            return summarize(database, campaign_id, is_sending=False)

    def cancel(self, campaign_id: int) -> CampaignSummary:
        """Nobody left in the queue is sent to. What is under way is still written down.

        Raises:
            UserError: there is no such campaign.
        """
        lock = self._send_lock()
        with self._open_database() as database:
            campaigns = Campaigns(database)
            if campaigns.get(campaign_id) is None:
                raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
            if lock.is_free():
                with lock:
                    self._recover(database)
            cancelled = Batches(database).cancel_planned(campaign_id)
            campaign = campaigns.get(campaign_id)
            # A running campaign is ended by its sender, as soon as it finds nothing left to send.
            if cancelled and campaign and campaign.state is not CampaignState.RUNNING:
                campaigns.end(campaign_id, CampaignState.CANCELLED, Reason.CANCELLED_BY_USER.value)
            return summarize(database, campaign_id, is_sending=not lock.is_free())

    def recover(self) -> None:
        """Settle what a process left behind that died while sending; does nothing while one sends."""
        lock = self._send_lock()
        if lock.is_free():
            with lock, self._open_database() as database:
                self._recover(database)

    def is_sending(self) -> bool:
        """Whether any process is sending from this data folder now."""
        return not self._send_lock().is_free()

    @staticmethod
    def _recover(database: Database) -> None:
        lost = Batches(database).lose_interrupted()
        paused = Campaigns(database).pause_orphans()
        if lost or paused:
            _log.warning("found %d interrupted campaigns, %d requests without an answer", paused, lost)

    def _dispatch(
        self, database: Database, campaign: Campaign, mailbox: Mailbox, stop: threading.Event
    ) -> None:
        campaigns = Campaigns(database)
        login = self._logins.find(campaign.account)
        began = time.monotonic()
        dispatch = Dispatch(
            database,
            campaign,
            lambda: self._open_gateway(login),
            self._pace(campaign.rate),
            mailbox,
            stop,
            self._patience,
        )
        ending = dispatch.run()
        if not stop.is_set():
            self._name_the_left_out(database, campaign, login, stop)
        campaigns.end(campaign.id, ending.state, ending.reason, ending.details, time.monotonic() - began)

    def _name_the_left_out(
        self, database: Database, campaign: Campaign, login: Login, stop: threading.Event
    ) -> None:
        """Ask which numbers of a partly accepted batch the gateway left out: its answer does not say.

        A question that fails costs nothing: the batch stays marked, and the next run asks again.
        """
        batches = Batches(database)
        pace = self._pace(campaign.rate)
        with self._open_gateway(login) as gateway:
            for batch_id, phones in batches.partly_accepted(campaign.id):
                if not pace.wait_for_turn(stop):
                    return
                try:
                    said = gateway.validate(phones)
                except GatewayError as error:
                    _log.warning("could not ask which numbers were left out: %s", error.code)
                    return
                batches.refuse_some(
                    batch_id,
                    dict.fromkeys(said.wrong, Reason.ERR025.value)
                    | dict.fromkeys(said.no_route, Reason.ERR026.value),
                )


def _resumable(database: Database, campaign_id: int) -> Campaign:
    campaigns = Campaigns(database)
    campaign = campaigns.get(campaign_id)
    if campaign is None:
        raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
    left = not is_complete(campaigns.counts(campaign_id))
    if campaign.state not in RESUMABLE and not (campaign.state is CampaignState.FINISHED and left):
        raise UserError(Reason.CAMPAIGN_ENDED, campaign=campaign_id, state=campaign.state.value)
    return campaign
