"""The recipients of campaigns: pages of them for the screen, all of them for an export."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from kwtsms_desktop.core.recipient import Recipient, RecipientStatus
from kwtsms_desktop.storage.campaign_writer import PlannedRecipient
from kwtsms_desktop.storage.database import Database, Value

_SELECT = """
    SELECT recipients.id AS id, recipients.row AS row, recipients.phone AS phone, texts.text AS text,
           texts.segments AS segments, recipients.status AS status, recipients.reason AS reason,
           batches.message_id AS message_id
    FROM recipients
    JOIN texts ON texts.id = recipients.text_id
    JOIN batches ON batches.id = recipients.batch_id
"""


class Recipients:
    """Questions about recipients."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def ids(self, campaign_id: int, statuses: Sequence[RecipientStatus] = (), search: str = "") -> array[int]:
        """The ids of a campaign's recipients in file order: all, or those that match."""
        where = ["campaign_id = ?"]
        parameters: list[Value] = [campaign_id]
        if statuses:
            where.append(f"status IN ({','.join('?' * len(statuses))})")
            parameters.extend(status.value for status in statuses)
        if search:
            where.append("(instr(phone, ?) OR instr(cells, ?))")
            parameters.extend([search] * 2)
        sql = f"SELECT id FROM recipients WHERE {' AND '.join(where)} ORDER BY id"
        return array("q", (row["id"] for row in self._db.stream(sql, *parameters)))

    def page(self, ids: Sequence[int]) -> list[Recipient]:
        """The recipients of these ids, in this order."""
        marks = ",".join("?" * len(ids))
        rows = self._db.read(f"{_SELECT} WHERE recipients.id IN ({marks})", *ids)
        by_id = {row["id"]: _recipient(row) for row in rows}
        return [by_id[id_] for id_ in ids if id_ in by_id]

    def everyone(self, campaign_id: int) -> Iterator[Recipient]:
        """All recipients of a campaign in file order."""
        sql = f"{_SELECT} WHERE recipients.campaign_id = ? ORDER BY recipients.id"
        for row in self._db.stream(sql, campaign_id):
            yield _recipient(row)

    def as_planned(self, campaign_id: int, status: RecipientStatus) -> list[PlannedRecipient]:
        """The recipients of one status as they were frozen, to be frozen again for another campaign."""
        rows = self._db.read(
            """SELECT row, phone, cells, text, encoding, segments FROM recipients
               JOIN texts ON texts.id = recipients.text_id
               WHERE recipients.campaign_id = ? AND status = ? ORDER BY recipients.id""",
            campaign_id,
            status.value,
        )
        return [
            PlannedRecipient(
                row=row["row"],
                phone=row["phone"],
                stored_cells=row["cells"],
                text=row["text"],
                encoding=row["encoding"],
                segments=row["segments"],
            )
            for row in rows
        ]

    def reasons(self, campaign_id: int) -> Counter[str]:
        """How many recipients were refused, or are unsure, for which reason."""
        rows = self._db.read(
            """SELECT reason, COUNT(*) AS n FROM recipients
               WHERE campaign_id = ? AND reason IS NOT NULL GROUP BY reason""",
            campaign_id,
        )
        return Counter({row["reason"]: int(row["n"]) for row in rows})


def _recipient(row: sqlite3.Row) -> Recipient:
    return Recipient(
        id=row["id"],
        row=row["row"],
        phone=row["phone"],
        text=row["text"],
        segments=row["segments"],
        status=RecipientStatus(row["status"]),
        reason=row["reason"],
        message_id=row["message_id"],
    )
