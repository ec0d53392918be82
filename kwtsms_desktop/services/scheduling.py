"""Send later: a campaign gets a time, begins then through the normal path, or its user is asked.

Rules: whether it may begin is asked again at the very moment it begins, under the send lock and in the
transaction that moves it to *running*, so that of two programs only one begins it, and none begins what was
given another time or cancelled meanwhile. A time that passed is never made up for by itself.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from kwtsms_desktop.core.errors import GatewayError, KwtsmsDesktopError, StorageError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.schedule import Reading, Timing, judge
from kwtsms_desktop.services.account import Account
from kwtsms_desktop.services.clock import read_clocks
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.history import CampaignSummary, summarize
from kwtsms_desktop.services.sending import Sending
from kwtsms_desktop.storage.appointments import Appointment, Appointments
from kwtsms_desktop.storage.database import Database, utc_text

__all__ = ["Appointment", "Look", "Scheduling"]

_LOOK_AGAIN = frozenset(
    {Reason.NOT_CONNECTED, Reason.TLS_FAILED, Reason.NO_ANSWER, Reason.STRANGE_ANSWER}
    | {Reason.SENDING_ELSEWHERE}
)
"""What may be over in a moment: it is tried again as long as it may still begin by itself."""

_FRESH_SECONDS = 60.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be sent later, as one look found it.

    Attributes:
        waiting: their time has not come.
        due: to be begun now.
        asked: they did not begin; their user is asked, whatever the time.
    """

    waiting: tuple[Appointment, ...] = ()
    due: tuple[Appointment, ...] = ()
    asked: tuple[Appointment, ...] = ()


class Scheduling:
    """Keeps the times of campaigns."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        account: Account,
        sending: Sending,
        clock: Callable[[], Reading] = read_clocks,
    ) -> None:
        self._open_database = open_database
        self._account = account
        self._sending = sending
        self._clock = clock
        self._first_seen: dict[tuple[int, str], Reading] = {}
        self._last_failure: dict[int, KwtsmsDesktopError] = {}

    def now(self) -> datetime:
        """The time by the clock that campaigns begin by."""
        return datetime.fromtimestamp(self._clock().wall, UTC)

    def schedule(self, campaign_id: int, at: datetime) -> CampaignSummary:
        """Have a planned campaign begin at a time, or at another time than it had.

        Raises:
            UserError: that time has passed, there is no such campaign, or it has begun already.
        """
        now = self._clock()
        if at.timestamp() <= now.wall:
            raise UserError(Reason.SCHEDULE_PAST)
        send_at = utc_text(at)
        with self._open_database() as database:
            Appointments(database).set(campaign_id, send_at)
            self._first_seen[campaign_id, send_at] = now
            self._last_failure.pop(campaign_id, None)
            return summarize(database, campaign_id, is_sending=False)

    def look(self) -> Look:
        """Look at the clock: what is to begin now, what waits, and of what the user has to be asked.

        What passed its time by more than the grace is from now on only asked about, by every program and
        after every start, whatever the clock says then.
        """
        now = self._clock()
        found: dict[Timing, list[Appointment]] = {timing: [] for timing in Timing}
        with self._open_database() as database:
            appointments = Appointments(database)
            for one in appointments.all():
                timing = Timing.MISSED if one.reason else self._judge(one, now)
                if one.reason is None and timing in {Timing.MISSED, Timing.DOUBTFUL}:
                    one = self._hold(appointments, one, self._why_missed(one, timing))
                found[timing].append(one)
        return Look(
            waiting=tuple(found[Timing.WAITING]),
            due=tuple(found[Timing.DUE]),
            asked=(*found[Timing.MISSED], *found[Timing.DOUBTFUL]),
        )

    def begin(self, due: Appointment, mailbox: Mailbox, stop: threading.Event) -> CampaignSummary:
        """Send a campaign whose time has come, through the normal path, to its end.

        Balance and sender ID are asked again. Where it cannot begin it stays as it is: what may be over in
        a moment is tried at the next look, of everything else its user is asked.

        Raises:
            StorageError: the data folder cannot be used.
        """
        try:
            self._require_credits(due, stop)
            if not stop.is_set():
                return self._sending.send(due.campaign_id, due.account, mailbox, stop, due.send_at)
        except StorageError:
            raise
        except KwtsmsDesktopError as error:
            self._remember(due, error)
        with self._open_database() as database:
            return summarize(database, due.campaign_id, is_sending=self._sending.is_sending())

    def _require_credits(self, due: Appointment, stop: threading.Event) -> None:
        balance = self._account.refresh_balance(due.account, stop, within_seconds=_FRESH_SECONDS)
        if balance is not None and balance.available < due.credits:
            raise UserError(Reason.TOO_FEW_CREDITS, credits=due.credits, balance=balance.available)

    def _remember(self, due: Appointment, error: KwtsmsDesktopError) -> None:
        _log.warning("campaign %d did not begin: %s", due.campaign_id, error.code)
        if error.reason is Reason.NOT_SCHEDULED:
            return  # it has another time, or somebody else was faster
        if error.reason in _LOOK_AGAIN:
            self._last_failure[due.campaign_id] = error
            return
        with self._open_database() as database:
            self._hold(Appointments(database), due, error)

    def _judge(self, one: Appointment, now: Reading) -> Timing:
        first_seen = self._first_seen.setdefault((one.campaign_id, one.send_at), now)
        return judge(datetime.fromisoformat(one.send_at).timestamp(), now, first_seen)

    def _why_missed(self, one: Appointment, timing: Timing) -> KwtsmsDesktopError:
        if timing is Timing.DOUBTFUL:
            return UserError(Reason.CLOCK_CHANGED)
        return self._last_failure.get(one.campaign_id) or UserError(Reason.SCHEDULE_MISSED)

    @staticmethod
    def _hold(appointments: Appointments, one: Appointment, why: KwtsmsDesktopError) -> Appointment:
        code = why.code if isinstance(why, GatewayError) else why.reason.value
        appointments.hold(one.campaign_id, one.send_at, code, why.parameters)
        return dataclasses.replace(one, reason=code, reason_details=why.parameters)
