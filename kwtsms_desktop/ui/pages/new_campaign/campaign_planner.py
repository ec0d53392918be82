"""Plans a campaign in the background, once: what the user said yes to, and whether the plan keeps to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kwtsms_desktop.services.composing import TextCost
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Progress
from kwtsms_desktop.services.planning import Plan, PlanRequest
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    import threading


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user pressed, and the figures on show then.

    Attributes:
        balance: credits there were; None where nobody knew.
        send_at: when it is to begin; None for now.
    """

    request: PlanRequest
    cost: TextCost
    balance: float | None
    send_at: datetime | None = None

    def is_kept_by(self, plan: Plan) -> bool:
        """Whether a live plan is what the user said yes to; a test costs nobody a message."""
        if self.request.test:
            return True
        if (plan.recipients, plan.credits) != (self.cost.people, self.cost.credits):
            return False
        was_short = self.balance is not None and self.cost.credits > self.balance
        return was_short or plan.balance is None or plan.credits <= plan.balance


@dataclass(frozen=True, slots=True)
class Planned:
    """A campaign that is stored now; nothing of it was sent.

    Attributes:
        was_cancelled: the user did not want it any more, too late to leave no trace.
    """

    asked: Asked
    plan: Plan
    was_cancelled: bool


class CampaignPlanner(QObject):
    """One plan at a time.

    Signals:
        progressed(int): so many people's texts are written down.
        planned(Planned): it is stored.
        failed(Exception): it could not be planned, and nothing was stored.
        stopped(): it was cancelled in time, and nothing was stored.

    After the last three another plan may begin.
    """

    progressed = Signal(int)
    planned = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, shell: Shell, owner: QObject) -> None:
        super().__init__(owner)
        self._shell = shell
        self._asked: Asked | None = None
        self._work = Latest(shell.background, self)

    @property
    def is_planning(self) -> bool:
        """Whether a plan is under way."""
        return self._asked is not None

    def begin(self, asked: Asked) -> None:
        """Plan this; nothing happens while another plan is under way."""
        if self._asked is not None:
            return
        self._asked = asked
        planning, request = self._shell.app.planning, asked.request

        def _plan(mailbox: Mailbox, stop: threading.Event) -> Plan | None:
            return planning.plan(request, mailbox, stop)

        self._work.start(_plan, "plan-campaign", self._on_event)

    def cancel(self) -> None:
        """Stop it at its next safe point; what became of it is still told."""
        self._work.stop()

    def _on_event(self, event: Event) -> None:
        asked = self._asked
        if asked is None:
            return
        if isinstance(event, Progress):
            self.progressed.emit(event.done)
            return
        self._asked = None
        if isinstance(event, Failed):
            self.failed.emit(event.error)
        elif isinstance(event, Finished) and event.result is None:
            self.stopped.emit()
        elif isinstance(event, Finished):
            self.planned.emit(Planned(asked, event.result, was_cancelled=event.cancelled))
