"""Writes the recipients of a planned campaign, grouped into batches, many at a time.

The rule: equal texts share batches of at most 200 numbers, different ones never (``core.batch``). Rows are
numbered here, in the transaction that holds the database, so that they can be inserted by the thousand.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from kwtsms_desktop.core.batch import OpenBatch

_AT_ONCE = 2_000  # recipients
_CACHE = "cache_size = -73728"  # KiB; phones come in no order: with less, their index is written many times
_USUAL_CACHE = "cache_size = -2000"
# Statuses stand in the statements here, and SQLite would build a table for each "IN" of each row.
_NO_CHECKS = "ignore_check_constraints = ON"
_CHECKS = "ignore_check_constraints = OFF"

_TEXT = "INSERT INTO texts (id, campaign_id, text, encoding, segments) VALUES (?, ?, ?, ?, ?)"
_BATCH = """INSERT INTO batches (id, campaign_id, text_id, status, numbers, planned_credits)
            VALUES (?, ?, ?, 'planned', ?, ?)"""
_GROWN = "UPDATE batches SET numbers = ?, planned_credits = ? WHERE id = ?"
_RECIPIENT = """INSERT INTO recipients (campaign_id, batch_id, text_id, row, phone, cells, status)
                VALUES (?, ?, ?, ?, ?, ?, 'queued')"""
_FIGURES = """UPDATE campaigns SET planned_credits = ?,
                  left_out = ? - (SELECT COUNT(DISTINCT row) FROM recipients WHERE campaign_id = campaigns.id)
              WHERE id = ?"""


class PlannedRecipient(NamedTuple):
    """One recipient to freeze: where from, whom, and what exactly they will read.

    Attributes:
        stored_cells: all cells of the row as they are stored, a JSON array.
    """

    row: int
    phone: str
    stored_cells: str
    text: str
    encoding: str
    segments: int

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells of the row."""
        return tuple(json.loads(self.stored_cells))


@dataclass(slots=True)
class _Batch:
    """A batch that is being filled.

    Attributes:
        numbers: how many are in it.
        phones: which; a bare number where it is the only one, as it is where everybody's text differs.
        is_written: whether the database has it, with the numbers of then.
    """

    id: int
    text_id: int
    segments: int
    phones: OpenBatch | str
    numbers: int = 1
    is_written: bool = False

    def takes(self, phone: str) -> bool:
        """Put a number in, if it fits."""
        if isinstance(self.phones, str):
            first, self.phones = self.phones, OpenBatch()
            self.phones.add(first)
        if not self.phones.fits(phone):
            return False
        self.phones.add(phone)
        self.numbers += 1
        return True


class CampaignWriter:
    """Puts recipients into batches as they come. To be used within one transaction, and finished in it.

    Attributes:
        count: recipients so far.
    """

    def __init__(self, db: sqlite3.Connection, campaign_id: int) -> None:
        self.count = 0
        self._db = db
        self._campaign_id = campaign_id
        self._credits = 0
        self._next_text = _next_id(db, "texts")
        self._next_batch = _next_id(db, "batches")
        self._open: dict[bytes, _Batch] = {}  # by the text's digest: all texts would take too much memory
        self._texts: list[tuple[int, int, str, str, int]] = []
        self._batches: list[_Batch] = []
        self._grown: dict[int, _Batch] = {}
        self._recipients: list[tuple[int, int, int, int, str, str]] = []
        db.execute(f"PRAGMA {_CACHE}")

    def add(self, recipient: PlannedRecipient) -> None:
        """One more recipient, who joins the batch of this text if that has room."""
        phone = recipient.phone
        digest = hashlib.blake2b(recipient.text.encode(), digest_size=16).digest()
        batch = self._open.get(digest)
        if batch is None:
            batch = self._new_batch(self._new_text(recipient), recipient.segments, phone)
            self._open[digest] = batch
        elif not batch.takes(phone):
            batch = self._new_batch(batch.text_id, batch.segments, phone)
            self._open[digest] = batch
        elif batch.is_written:
            self._grown[batch.id] = batch
        self._credits += batch.segments
        self._recipients.append(
            (self._campaign_id, batch.id, batch.text_id, recipient.row, phone, recipient.stored_cells)
        )
        self.count += 1
        if len(self._recipients) >= _AT_ONCE:
            self._write()

    def finish(self, list_rows: int) -> None:
        """Write the rest, and what can only be known now: expected cost, rows left out of so many."""
        self._write()
        self._db.executemany(
            _GROWN,
            [(batch.numbers, batch.numbers * batch.segments, batch.id) for batch in self._grown.values()],
        )
        self._db.execute(_FIGURES, (self._credits, list_rows, self._campaign_id))
        self._db.execute(f"PRAGMA {_USUAL_CACHE}")

    def _new_text(self, recipient: PlannedRecipient) -> int:
        text_id = self._next_text
        self._next_text += 1
        self._texts.append(
            (text_id, self._campaign_id, recipient.text, recipient.encoding, recipient.segments)
        )
        return text_id

    def _new_batch(self, text_id: int, segments: int, phone: str) -> _Batch:
        batch = _Batch(self._next_batch, text_id, segments, phone)
        self._next_batch += 1
        self._batches.append(batch)
        return batch

    def _write(self) -> None:
        self._db.execute(f"PRAGMA {_NO_CHECKS}")
        try:
            self._write_rows()
        finally:
            self._db.execute(f"PRAGMA {_CHECKS}")

    def _write_rows(self) -> None:
        self._db.executemany(_TEXT, self._texts)
        self._db.executemany(
            _BATCH,
            [
                (
                    batch.id,
                    self._campaign_id,
                    batch.text_id,
                    batch.numbers,
                    batch.numbers * batch.segments,
                )
                for batch in self._batches
            ],
        )
        self._db.executemany(_RECIPIENT, self._recipients)
        for batch in self._batches:
            batch.is_written = True
        self._texts.clear()
        self._batches.clear()
        self._recipients.clear()


def _next_id(db: sqlite3.Connection, table: str) -> int:
    (last,) = db.execute(f"SELECT ifnull(MAX(id), 0) FROM {table}").fetchone()
    return int(last) + 1
