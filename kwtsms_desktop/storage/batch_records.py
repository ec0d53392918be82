"""Questions that the screens ask about a campaign's requests: sums by status, the newest, the unsure ones.

What changes them is in ``storage.batches``. Everything here is counted by SQLite: a campaign in which every
person has a text of their own has as many requests as people.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields

from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.storage.batches import BatchRecord
from kwtsms_desktop.storage.database import Database

_COLUMNS = ", ".join(field.name for field in fields(BatchRecord))


@dataclass(frozen=True, slots=True)
class BatchTotals:
    """Requests of one status together.

    Attributes:
        people: numbers in them.
        credits: what they were expected to cost when they were planned.
    """

    requests: int = 0
    people: int = 0
    credits: int = 0


@dataclass(frozen=True, slots=True)
class Unsure:
    """What is known of the requests whose answer was lost.

    Attributes:
        people: numbers in them.
        credits: what they cost if kwtSMS took them.
        balance_before: the last balance known before the first of them left; None where none was.
        charged_since: credits of the account's other requests that were answered after that.
    """

    people: int
    credits: int
    balance_before: float | None
    charged_since: float


class BatchRecords:
    """Reads the ledger."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def totals(self, campaign_id: int) -> dict[BatchStatus, BatchTotals]:
        """The sums of every status that occurs."""
        rows = self._db.read(
            """SELECT status, COUNT(*) AS requests, SUM(numbers) AS people, SUM(planned_credits) AS credits
               FROM batches WHERE campaign_id = ? GROUP BY status""",
            campaign_id,
        )
        return {
            BatchStatus(row["status"]): BatchTotals(row["requests"], row["people"], row["credits"])
            for row in rows
        }

    def newest(self, campaign_id: int, limit: int) -> list[BatchRecord]:
        """The requests made last, newest first; then those still to be made, in the order of planning."""
        rows = self._db.read(
            f"""SELECT {_COLUMNS} FROM batches WHERE campaign_id = ?
                ORDER BY submitted_at IS NULL, submitted_at DESC, id LIMIT ?""",
            campaign_id,
            limit,
        )
        return [_record(row) for row in rows]

    def message_ids(self, campaign_id: int) -> tuple[str, ...]:
        """The message IDs the gateway gave, in the order of planning."""
        rows = self._db.read(
            "SELECT message_id FROM batches WHERE campaign_id = ? AND message_id IS NOT NULL ORDER BY id",
            campaign_id,
        )
        return tuple(row["message_id"] for row in rows)

    def fewer_than_sent(self, campaign_id: int) -> int:
        """Of how many requests the gateway took fewer numbers than were sent."""
        row = self._db.read_one(
            "SELECT COUNT(*) AS n FROM batches WHERE campaign_id = ? AND reason = ?",
            campaign_id,
            Reason.FEWER_THAN_SENT.value,
        )
        return int(row["n"]) if row else 0

    def unsure(self, campaign_id: int) -> Unsure | None:
        """What is known of the requests without a clear answer; None where there are none.

        The figures are the account's, not the campaign's: what another campaign was charged since is no
        sign of what became of this one.
        """
        total = self.totals(campaign_id).get(BatchStatus.UNKNOWN)
        first = self._db.read_one(
            """SELECT balance_before, submitted_at FROM batches
               WHERE campaign_id = ? AND status = 'unknown' ORDER BY submitted_at, id LIMIT 1""",
            campaign_id,
        )
        if total is None or first is None:
            return None
        charged = self._db.read_one(
            """SELECT COALESCE(SUM(batches.credits), 0) AS n FROM batches
               JOIN campaigns ON campaigns.id = batches.campaign_id
               WHERE batches.answered_at > ?
                   AND campaigns.account = (SELECT account FROM campaigns WHERE id = ?)""",
            first["submitted_at"],
            campaign_id,
        )
        return Unsure(
            people=total.people,
            credits=total.credits,
            balance_before=first["balance_before"],
            charged_since=float(charged["n"]) if charged else 0.0,
        )


def _record(row: sqlite3.Row) -> BatchRecord:
    return BatchRecord(**{**dict(row), "status": BatchStatus(row["status"])})
