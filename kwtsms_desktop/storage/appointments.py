"""Campaigns that are to begin at a time of their own.

A scheduled campaign with a ``reason`` is not begun by any program: its user is asked what to do with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from kwtsms_desktop.core.campaign import MOVES, CampaignState
from kwtsms_desktop.core.errors import Parameter, UserError
from kwtsms_desktop.core.moves import move
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Appointment:
    """One campaign that is to be sent later.

    Attributes:
        send_at: UTC time of the database.
        people: recipients still in the queue.
        credits: what sending to them will cost.
        reason: why it did not begin by itself and its user is asked; None while it waits for its time.
    """

    campaign_id: int
    list_name: str
    account: str
    is_test: bool
    send_at: str
    people: int
    credits: int
    reason: str | None = None
    reason_details: Mapping[str, Parameter] = field(default_factory=dict)


class Appointments:
    """Questions about them, and their moves."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Appointment]:
        """Every campaign that is to be sent later, the next one first."""
        rows = self._db.read(
            """SELECT id, list_name, account, test, send_at, reason, reason_details,
                   (SELECT COALESCE(SUM(numbers), 0) FROM batches
                    WHERE campaign_id = campaigns.id AND status = 'planned') AS people,
                   (SELECT COALESCE(SUM(planned_credits), 0) FROM batches
                    WHERE campaign_id = campaigns.id AND status = 'planned') AS credits
               FROM campaigns WHERE state = 'scheduled' AND send_at IS NOT NULL ORDER BY send_at, id"""
        )
        return [
            Appointment(
                campaign_id=row["id"],
                list_name=row["list_name"],
                account=row["account"],
                is_test=bool(row["test"]),
                send_at=row["send_at"],
                people=row["people"],
                credits=row["credits"],
                reason=row["reason"],
                reason_details=json.loads(row["reason_details"]) if row["reason_details"] else {},
            )
            for row in rows
        ]

    def set(self, campaign_id: int, send_at: str) -> None:
        """A planned campaign begins then, or one that had another time.

        Raises:
            UserError: there is no such campaign, or it has begun already.
        """
        with self._db.write(durable=True) as db:
            row = db.execute("SELECT state FROM campaigns WHERE id = ?", (campaign_id,)).fetchone()
            if row is None:
                raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
            state = CampaignState(row["state"])
            if state not in {CampaignState.PLANNED, CampaignState.SCHEDULED}:
                raise UserError(Reason.CAMPAIGN_ENDED, campaign=campaign_id, state=state.value)
            if state is CampaignState.PLANNED:
                state = move(MOVES, state, CampaignState.SCHEDULED)
            db.execute(
                """UPDATE campaigns SET state = ?, send_at = ?, reason = NULL, reason_details = ''
                   WHERE id = ?""",
                (state.value, send_at, campaign_id),
            )

    def hold(
        self, campaign_id: int, send_at: str, reason: str, details: Mapping[str, Parameter] | None = None
    ) -> bool:
        """Have its user asked; False where it has begun, or has another time, by now."""
        stored = json.dumps(dict(details), ensure_ascii=False) if details else ""
        with self._db.write(durable=True) as db:
            cursor = db.execute(
                """UPDATE campaigns SET reason = ?, reason_details = ?
                   WHERE id = ? AND state = 'scheduled' AND send_at = ?""",
                (reason, stored, campaign_id, send_at),
            )
            return cursor.rowcount == 1
