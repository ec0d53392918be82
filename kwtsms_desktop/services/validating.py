"""Validate: the gateway is asked about the numbers of a list before anything is sent. It costs no credits.

The answers (gateway-api.md §2, ``validate/``) stay with the rows and change their verdicts at once, request
by request: whoever stops, or loses the connection, keeps what was answered and goes on from there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kwtsms_desktop.core.batch import group_numbers
from kwtsms_desktop.core.verdict import GatewayView
from kwtsms_desktop.gateway.client import Validation
from kwtsms_desktop.services.account import OpenGateway
from kwtsms_desktop.services.checking import (
    Checking,
    CheckOptions,
    CheckSummary,
    open_checker,
    policy_of,
    summary_of,
)
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.services.list_marks import existing_list
from kwtsms_desktop.services.logins import Logins
from kwtsms_desktop.services.rechecking import recheck_entries
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.gateway_views import GatewayViews, save_views
from kwtsms_desktop.storage.pace import Pace
from kwtsms_desktop.storage.row_changes import RowChanges

__all__ = ["Validating", "ValidationResult"]


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """What the gateway said.

    Attributes:
        asked: how many numbers it answered about.
        wrong: how many of them it cannot send to: no valid numbers.
        no_route: how many are of countries that the account cannot send to.
        left: how many were not asked about, because the user stopped.
        summary: the list afterwards.
    """

    asked: int
    wrong: int
    no_route: int
    left: int
    summary: CheckSummary


class Validating:
    """Asks the gateway about lists. Every request keeps the pace."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        open_gateway: OpenGateway,
        logins: Logins,
        pace: Callable[[], Pace],
    ) -> None:
        self._open_database = open_database
        self._open_gateway = open_gateway
        self._logins = logins
        self._pace = pace
        self._checking = Checking(open_database)

    def ask(
        self, list_id: int, account: str, options: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> ValidationResult:
        """Ask about every number of a list that would be sent to and was not asked about yet.

        Where all were asked about before, all are asked about again, those included that were refused.

        Args:
            list_id: a checked list.
            account: whose routes count.
            options: what the list was checked under.
            mailbox: gets ``Progress`` in numbers.
            stop: set it to stop between two requests; what was answered is kept.

        Raises:
            UserError: there is no such list.
            GatewayError: the gateway said no or was not reached; what it answered before is kept.
            CredentialsError: there is no login for this account.
        """
        login = self._logins.find(account)
        answers: dict[GatewayView, int] = dict.fromkeys(GatewayView, 0)
        with self._open_database() as database, self._open_gateway(login) as gateway:
            existing_list(database, list_id)
            views = GatewayViews(database)
            phones = views.unasked(list_id) or views.all(list_id)
            pace, done = self._pace(), 0
            mailbox.put(Progress(0, len(phones)))
            for batch in group_numbers(phones):
                if not pace.wait_for_turn(stop):
                    break
                said = _views(gateway.validate(batch))
                if not _keep(database, list_id, said, options):
                    # One number in thousands of rows; not to be stopped, or the list would be unchecked.
                    self._checking.check(list_id, options, Mailbox(), threading.Event())
                for view in said.values():
                    answers[view] += 1
                done += len(batch)
                mailbox.put(Progress(done, len(phones)))
            return ValidationResult(
                asked=done,
                wrong=answers[GatewayView.WRONG],
                no_route=answers[GatewayView.NO_ROUTE],
                left=len(phones) - done,
                summary=summary_of(database, list_id, 0.0),
            )


def _views(said: Validation) -> dict[str, GatewayView]:
    """One answer for each number; where the gateway contradicts itself, the worse one."""
    views = dict.fromkeys(said.ok, GatewayView.OK)
    views |= dict.fromkeys(said.no_route, GatewayView.NO_ROUTE)
    return views | dict.fromkeys(said.wrong, GatewayView.WRONG)


def _keep(database: Database, list_id: int, said: Mapping[str, GatewayView], options: CheckOptions) -> bool:
    """Store answers with the verdicts that follow from them; False where those are too many to do at once."""
    policy, checker = policy_of(options), open_checker(database, options)
    with database.write() as transaction:
        changed = save_views(transaction, list_id, said)
        changes = RowChanges(transaction, list_id)
        return recheck_entries(changes, checker, policy, options.keep, (), changed) is not None
