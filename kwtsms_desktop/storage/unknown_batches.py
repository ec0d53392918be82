"""Requests whose answer was lost: what they are together, and what becomes of them.

They leave ``unknown`` on evidence or by the user's word only (``core.batch``, ``core.recipient``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kwtsms_desktop.core import batch as batch_rules
from kwtsms_desktop.core import recipient as recipient_rules
from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.core.moves import move
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class UnknownRequests:
    """All unknown requests of one account.

    Attributes:
        ids: their batches, oldest first.
        people: numbers in them.
        cost: what they cost if the gateway took them, credits.
        balance_before: the last balance known before the first of them left; None: none was.
        charged_since: what other requests of the account were charged since then.
        youngest: UTC time at which the last of them began; None where there are none.
    """

    ids: tuple[int, ...]
    people: int
    cost: int
    balance_before: float | None
    charged_since: float
    youngest: str | None


class UnknownBatches:
    """Questions about unknown requests, and the ways out of that state."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of_account(self, account: str) -> UnknownRequests:
        """Those of every campaign of an account: what the balance tells, it tells of all of them."""
        rows = self._db.read(
            """SELECT batches.id AS id, numbers, batches.planned_credits AS planned_credits, submitted_at,
                   balance_before
               FROM batches
               JOIN campaigns ON campaigns.id = batches.campaign_id
               WHERE status = 'unknown' AND campaigns.account = ? ORDER BY submitted_at, batches.id""",
            account,
        )
        if not rows:
            return UnknownRequests((), 0, 0, None, 0.0, None)
        charged = self._db.read_one(
            """SELECT COALESCE(SUM(batches.credits), 0) AS n FROM batches
               JOIN campaigns ON campaigns.id = batches.campaign_id
               WHERE batches.answered_at > ? AND campaigns.account = ?""",
            rows[0]["submitted_at"],
            account,
        )
        return UnknownRequests(
            ids=tuple(row["id"] for row in rows),
            people=sum(row["numbers"] for row in rows),
            cost=sum(row["planned_credits"] for row in rows),
            balance_before=rows[0]["balance_before"],
            charged_since=float(charged["n"]) if charged else 0.0,
            youngest=rows[-1]["submitted_at"],
        )

    def of_campaign(self, campaign_id: int) -> tuple[int, ...]:
        """The unknown batches of one campaign, oldest first."""
        rows = self._db.read(
            "SELECT id FROM batches WHERE campaign_id = ? AND status = 'unknown' ORDER BY submitted_at, id",
            campaign_id,
        )
        return tuple(row["id"] for row in rows)

    def are_sent(self, batch_ids: Collection[int], reason: str) -> int:
        """They count as accepted, without a message ID; returns how many people that are."""
        return self._leave(batch_ids, BatchStatus.ACCEPTED, RecipientStatus.ACCEPTED, reason)

    def send_again(self, batch_ids: Collection[int], reason: str) -> int:
        """Back to the queue, because the user said so; returns how many people that are."""
        return self._leave(batch_ids, BatchStatus.PLANNED, RecipientStatus.QUEUED, reason)

    def _leave(
        self, batch_ids: Collection[int], status: BatchStatus, recipients: RecipientStatus, reason: str
    ) -> int:
        move(batch_rules.MOVES, BatchStatus.UNKNOWN, status)
        move(recipient_rules.MOVES, RecipientStatus.UNKNOWN, recipients)
        people = 0
        with self._db.write(durable=True) as db:
            for batch_id in batch_ids:
                changed = db.execute(
                    "UPDATE batches SET status = ?, reason = ? WHERE id = ? AND status = 'unknown'",
                    (status.value, reason, batch_id),
                )
                if changed.rowcount:
                    people += db.execute(
                        """UPDATE recipients SET status = ?, reason = NULL
                           WHERE batch_id = ? AND status = 'unknown'""",
                        (recipients.value, batch_id),
                    ).rowcount
        return people
