"""Batches while they are sent: the ledger. Intent is written before a request, its outcome after it.

Each method here is one durable transaction (synchronous=FULL): when it returns, a power cut cannot take
it back. Statuses move only along the tables of ``core.batch`` and ``core.recipient``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from kwtsms_desktop.core import batch as batch_rules
from kwtsms_desktop.core import recipient as recipient_rules
from kwtsms_desktop.core.batch import BatchStatus
from kwtsms_desktop.core.moves import move
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage.database import Database, Value, utc_text


@dataclass(frozen=True, slots=True)
class Batch:
    """One request as it will be, or was, made."""

    id: int
    campaign_id: int
    status: BatchStatus
    text: str
    segments: int
    phones: tuple[str, ...]
    planned_credits: int
    attempts: int


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What is known of one request, for the campaign's page and the command line."""

    id: int
    status: BatchStatus
    numbers: int
    planned_credits: int
    submitted_at: str | None
    message_id: str | None
    accepted_numbers: int | None
    credits: float | None
    balance_before: float | None
    balance_after: float | None
    gateway_timestamp: int | None
    reason: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the gateway said when it took a batch. Credits and balance are the gateway's figures."""

    message_id: str | None
    accepted_numbers: int | None
    credits: float | None
    balance_after: float | None
    gateway_timestamp: int | None


_WITH_TEXT = """
    SELECT batches.*, texts.text AS text, texts.segments AS segments
    FROM batches JOIN texts ON texts.id = batches.text_id
"""


class Batches:
    """The batches of campaigns and what becomes of them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def next_planned(self, campaign_id: int, limit: int, after: int = 0) -> list[Batch]:
        """The next batches to send, in the order of planning, with ids beyond ``after``."""
        rows = self._db.read(
            f"""{_WITH_TEXT} WHERE batches.campaign_id = ? AND batches.status = 'planned' AND batches.id > ?
                ORDER BY batches.id LIMIT ?""",
            campaign_id,
            after,
            limit,
        )
        return [self._batch(row) for row in rows]

    def planned_count(self, campaign_id: int) -> int:
        """How many requests are still to be made."""
        row = self._db.read_one(
            "SELECT COUNT(*) AS n FROM batches WHERE campaign_id = ? AND status = 'planned'", campaign_id
        )
        return int(row["n"]) if row else 0

    def repeated_phones(self, campaign_id: int) -> frozenset[str]:
        """Numbers that this campaign writes to more than once (two different texts)."""
        rows = self._db.read(
            "SELECT phone FROM recipients WHERE campaign_id = ? GROUP BY phone HAVING COUNT(*) > 1",
            campaign_id,
        )
        return frozenset(row["phone"] for row in rows)

    def submit(self, batch: Batch, balance_before: float | None) -> bool:
        """Write the intent: from here until an outcome is written, the batch may have arrived.

        False, and nothing is written, when it is no longer planned (cancelled meanwhile).
        """
        return self._try_settle(
            batch.id,
            BatchStatus.PLANNED,
            BatchStatus.SUBMITTING,
            RecipientStatus.QUEUED,
            RecipientStatus.SUBMITTING,
            attempts=batch.attempts + 1,
            submitted_at=utc_text(),
            answered_at=None,
            balance_before=balance_before,
            reason=None,
            description=None,
        )

    def accept(self, batch_id: int, answer: Acceptance, reason: str | None = None) -> None:
        """The gateway took it."""
        self._settle(
            batch_id,
            BatchStatus.SUBMITTING,
            BatchStatus.ACCEPTED,
            RecipientStatus.SUBMITTING,
            RecipientStatus.ACCEPTED,
            answered_at=utc_text(),
            message_id=answer.message_id,
            accepted_numbers=answer.accepted_numbers,
            credits=answer.credits,
            balance_after=answer.balance_after,
            gateway_timestamp=answer.gateway_timestamp,
            reason=reason,
        )

    def refuse(self, batch_id: int, code: str, description: str | None) -> None:
        """The gateway refused it for good; nothing was charged."""
        self._settle(
            batch_id,
            BatchStatus.SUBMITTING,
            BatchStatus.REFUSED,
            RecipientStatus.SUBMITTING,
            RecipientStatus.REFUSED,
            recipient_reason=code,
            answered_at=utc_text(),
            reason=code,
            description=description,
        )

    def release(self, batch_id: int, code: str, description: str | None) -> None:
        """It is certain that the gateway did not take it: back to the queue."""
        self._settle(
            batch_id,
            BatchStatus.SUBMITTING,
            BatchStatus.PLANNED,
            RecipientStatus.SUBMITTING,
            RecipientStatus.QUEUED,
            answered_at=utc_text(),
            reason=code,
            description=description,
        )

    def split(self, batch_id: int) -> tuple[Batch, Batch]:
        """Make two requests of a planned one, each with half of its numbers; it must have two or more."""
        with self._db.write(durable=True) as db:
            ids = [
                row["id"]
                for row in db.execute(
                    "SELECT id FROM recipients WHERE batch_id = ? AND status = 'queued' ORDER BY id",
                    (batch_id,),
                )
            ]
            cursor = db.execute(
                """INSERT INTO batches (campaign_id, text_id, status, numbers, planned_credits, attempts,
                       reason, description)
                   SELECT campaign_id, text_id, 'planned', 0, 0, attempts, reason, description
                   FROM batches WHERE id = ? AND status = 'planned'""",
                (batch_id,),
            )
            new_id = int(cursor.lastrowid or 0)
            db.executemany(
                "UPDATE recipients SET batch_id = ? WHERE id = ?",
                [(new_id, id_) for id_ in ids[len(ids) // 2 :]],
            )
            db.execute(
                """UPDATE batches SET
                       numbers = (SELECT COUNT(*) FROM recipients WHERE batch_id = batches.id),
                       planned_credits = (SELECT segments FROM texts WHERE texts.id = batches.text_id)
                           * (SELECT COUNT(*) FROM recipients WHERE batch_id = batches.id)
                   WHERE id IN (?, ?)""",
                (batch_id, new_id),
            )
        return self._planned(batch_id), self._planned(new_id)

    def lose(self, batch_id: int, code: str, description: str | None) -> None:
        """Its answer was lost: nobody knows whether it was taken, and the program never sends it again."""
        self._settle(
            batch_id,
            BatchStatus.SUBMITTING,
            BatchStatus.UNKNOWN,
            RecipientStatus.SUBMITTING,
            RecipientStatus.UNKNOWN,
            recipient_reason=code,
            answered_at=utc_text(),
            reason=code,
            description=description,
        )

    def lose_interrupted(self) -> int:
        """Batches left over by a process that died are unknown; to be called with the send lock held."""
        left_over = self._db.read("SELECT id FROM batches WHERE status = 'submitting'")
        for row in left_over:
            self.lose(row["id"], Reason.INTERRUPTED.value, None)
        return len(left_over)

    def skip_blocked(self, campaign_id: int) -> int:
        """Whoever came onto the block list since planning is not sent to; returns how many people."""
        move(recipient_rules.MOVES, RecipientStatus.QUEUED, RecipientStatus.SKIPPED)
        move(batch_rules.MOVES, BatchStatus.PLANNED, BatchStatus.CANCELLED)
        with self._db.write(durable=True) as db:
            skipped = db.execute(
                """UPDATE recipients SET status = 'skipped', reason = ?
                   WHERE campaign_id = ? AND status = 'queued'
                       AND phone IN (SELECT phone FROM blocked_numbers)""",
                (Reason.BLOCKED.value, campaign_id),
            ).rowcount
            if skipped:
                _shrink_batches(db, campaign_id)
        return skipped

    def cancel_planned(self, campaign_id: int) -> int:
        """Nobody left in the queue is sent to; returns how many recipients that are."""
        move(batch_rules.MOVES, BatchStatus.PLANNED, BatchStatus.CANCELLED)
        move(recipient_rules.MOVES, RecipientStatus.QUEUED, RecipientStatus.CANCELLED)
        with self._db.write(durable=True) as db:
            db.execute(
                "UPDATE batches SET status = 'cancelled' WHERE campaign_id = ? AND status = 'planned'",
                (campaign_id,),
            )
            cursor = db.execute(
                """UPDATE recipients SET status = 'cancelled', reason = ?
                   WHERE campaign_id = ? AND status = 'queued'""",
                (Reason.CANCELLED_BY_USER.value, campaign_id),
            )
            return cursor.rowcount

    def partly_accepted(self, campaign_id: int) -> list[tuple[int, tuple[str, ...]]]:
        """Batches of which the gateway took fewer numbers than were sent and nobody asked yet which.

        Each with the numbers still called accepted.
        """
        rows = self._db.read(
            """SELECT batches.id AS id, recipients.phone AS phone FROM batches
               JOIN recipients ON recipients.batch_id = batches.id AND recipients.status = 'accepted'
               WHERE batches.campaign_id = ? AND batches.reason = ?
                   AND batches.numbers - batches.accepted_numbers >
                       (SELECT COUNT(*) FROM recipients AS other
                        WHERE other.batch_id = batches.id AND other.status = 'refused')
               ORDER BY batches.id, recipients.id""",
            campaign_id,
            Reason.FEWER_THAN_SENT.value,
        )
        found: dict[int, list[str]] = {}
        for row in rows:
            found.setdefault(row["id"], []).append(row["phone"])
        return [(batch_id, tuple(phones)) for batch_id, phones in found.items()]

    def refuse_some(self, batch_id: int, codes: Mapping[str, str]) -> None:
        """The gateway named the numbers of an accepted batch that it does not send to, each with a code."""
        move(recipient_rules.MOVES, RecipientStatus.ACCEPTED, RecipientStatus.REFUSED)
        with self._db.write(durable=True) as db:
            db.executemany(
                """UPDATE recipients SET status = 'refused', reason = ?
                   WHERE batch_id = ? AND phone = ? AND status = 'accepted'""",
                [(code, batch_id, phone) for phone, code in codes.items()],
            )

    def records(self, campaign_id: int) -> list[BatchRecord]:
        """Every request of a campaign, in order."""
        rows = self._db.read("SELECT * FROM batches WHERE campaign_id = ? ORDER BY id", campaign_id)
        names = BatchRecord.__slots__
        return [
            BatchRecord(**{**{name: row[name] for name in names}, "status": BatchStatus(row["status"])})
            for row in rows
        ]

    def credits(self, campaign_id: int) -> float:
        """Credits that the gateway said it charged for this campaign."""
        row = self._db.read_one(
            "SELECT COALESCE(SUM(credits), 0) AS n FROM batches WHERE campaign_id = ?", campaign_id
        )
        return float(row["n"]) if row else 0.0

    def last_balance(self, campaign_id: int) -> float | None:
        """The balance after the batch of this campaign that was answered last."""
        row = self._db.read_one(
            """SELECT balance_after FROM batches WHERE campaign_id = ? AND balance_after IS NOT NULL
               ORDER BY answered_at DESC, balance_after LIMIT 1""",
            campaign_id,
        )
        return float(row["balance_after"]) if row else None

    def _settle(
        self,
        batch_id: int,
        before: BatchStatus,
        after: BatchStatus,
        recipient_before: RecipientStatus,
        recipient_after: RecipientStatus,
        recipient_reason: str | None = None,
        **columns: Value,
    ) -> None:
        changed = self._try_settle(
            batch_id, before, after, recipient_before, recipient_after, recipient_reason, **columns
        )
        if not changed:
            message = f"batch {batch_id} was not {before}"
            raise RuntimeError(message)

    def _try_settle(
        self,
        batch_id: int,
        before: BatchStatus,
        after: BatchStatus,
        recipient_before: RecipientStatus,
        recipient_after: RecipientStatus,
        recipient_reason: str | None = None,
        **columns: Value,
    ) -> bool:
        move(batch_rules.MOVES, before, after)
        move(recipient_rules.MOVES, recipient_before, recipient_after)
        columns["status"] = after.value
        names = ", ".join(f"{name} = ?" for name in columns)
        with self._db.write(durable=True) as db:
            changed = db.execute(
                f"UPDATE batches SET {names} WHERE id = ? AND status = ?",
                (*columns.values(), batch_id, before.value),
            )
            if changed.rowcount != 1:
                return False
            db.execute(
                "UPDATE recipients SET status = ?, reason = ? WHERE batch_id = ? AND status = ?",
                (recipient_after.value, recipient_reason, batch_id, recipient_before.value),
            )
            return True

    def _planned(self, batch_id: int) -> Batch:
        row = self._db.read_one(f"{_WITH_TEXT} WHERE batches.id = ?", batch_id)
        if row is None:
            message = f"no batch {batch_id}"
            raise RuntimeError(message)
        return self._batch(row)

    def _batch(self, row: sqlite3.Row) -> Batch:
        phones = self._db.read(
            "SELECT phone FROM recipients WHERE batch_id = ? AND status = 'queued' ORDER BY id", row["id"]
        )
        return Batch(
            id=row["id"],
            campaign_id=row["campaign_id"],
            status=BatchStatus(row["status"]),
            text=row["text"],
            segments=row["segments"],
            phones=tuple(phone["phone"] for phone in phones),
            planned_credits=row["planned_credits"],
            attempts=row["attempts"],
        )


def _shrink_batches(db: sqlite3.Connection, campaign_id: int) -> None:
    """After recipients were skipped: requests without anybody are cancelled, the others get new figures."""
    left = "(SELECT COUNT(*) FROM recipients WHERE batch_id = batches.id AND status = 'queued')"
    db.execute(
        f"""UPDATE batches SET status = 'cancelled'
            WHERE campaign_id = ? AND status = 'planned' AND {left} = 0""",
        (campaign_id,),
    )
    db.execute(
        f"""UPDATE batches SET numbers = {left},
                planned_credits = {left} * (SELECT segments FROM texts WHERE texts.id = batches.text_id)
            WHERE campaign_id = ? AND status = 'planned'""",
        (campaign_id,),
    )
