"""The block list: numbers that must not be sent to, whatever list they stand in.

Every change bumps the list's version in the same transaction: a check knows by it that it is out of date.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kwtsms_desktop.core.phone import normalize
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage.database import Database, Value, utc_text

_VERSION = "block_list"
_AT_ONCE = 500  # question marks in one statement
_LOOKUPS_BEFORE_LOADING = 2000


class BlockSource(StrEnum):
    """Where a blocked number came from."""

    HAND = "hand"
    FILE = "file"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class BlockedNumber:
    """One number of the block list.

    Attributes:
        phone: digits with country code.
        note: what the user wrote beside it, or the name of the file or list it came from.
        added_at: UTC time.
    """

    id: int
    phone: str
    note: str
    source: BlockSource
    added_at: str


class BlockedNumbers:
    """Says whether a number is blocked: ``number in blocked``.

    Few questions are asked of the database one by one, so that correcting a cell does not load 100,000
    numbers; after many of them all numbers are loaded. Belongs to the database's thread.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self._asked = 0
        self._loaded: frozenset[str] | None = None
        if database.read_one("SELECT 1 FROM blocked_numbers LIMIT 1") is None:
            self._loaded = frozenset()

    def __contains__(self, phone: object) -> bool:
        if self._loaded is None:
            self._asked += 1
            if self._asked <= _LOOKUPS_BEFORE_LOADING:
                question = "SELECT 1 FROM blocked_numbers WHERE phone = ?"
                return self._db.read_one(question, str(phone)) is not None
            self._loaded = BlockList(self._db).phones()
        return phone in self._loaded


class BlockList:
    """Questions about blocked numbers, and changes to them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def numbers(self) -> BlockedNumbers:
        """All blocked numbers, to be asked with ``in``."""
        return BlockedNumbers(self._db)

    def phones(self) -> frozenset[str]:
        """All blocked numbers at once, for another process or for very many questions."""
        return frozenset(row["phone"] for row in self._db.stream("SELECT phone FROM blocked_numbers"))

    def version(self) -> int:
        """Grows with every change."""
        row = self._db.read_one("SELECT number FROM versions WHERE name = ?", _VERSION)
        return int(row["number"]) if row else 0

    def add(self, phones: Iterable[str], note: str, source: BlockSource) -> int:
        """Add numbers in one transaction; returns how many were not on the list yet."""
        now = utc_text()
        with self._db.write() as db:
            cursor = db.executemany(
                "INSERT OR IGNORE INTO blocked_numbers (phone, note, source, added_at) VALUES (?, ?, ?, ?)",
                ((phone, note, source.value, now) for phone in phones),
            )
            return _bumped(db, cursor.rowcount)

    def add_from_campaign(
        self, campaign_id: int, statuses: Iterable[RecipientStatus], note: str
    ) -> tuple[int, int]:
        """Add the numbers of a campaign's recipients; returns how many were new, and how many were known."""
        wanted = [status.value for status in statuses]
        where = f"campaign_id = ? AND status IN ({','.join('?' * len(wanted))})"
        with self._db.write() as db:
            found = f"SELECT COUNT(DISTINCT phone) FROM recipients WHERE {where}"
            count = int(db.execute(found, (campaign_id, *wanted)).fetchone()[0])
            cursor = db.execute(
                f"""INSERT OR IGNORE INTO blocked_numbers (phone, note, source, added_at)
                    SELECT phone, ?, ?, ? FROM recipients WHERE {where} ORDER BY id""",
                (note, BlockSource.CAMPAIGN.value, utc_text(), campaign_id, *wanted),
            )
            added = _bumped(db, cursor.rowcount)
        return added, count - added

    def remove(self, ids: Sequence[int]) -> int:
        """Take numbers off the list in one transaction; returns how many were on it."""
        with self._db.write() as db:
            cursor = db.executemany("DELETE FROM blocked_numbers WHERE id = ?", ((id_,) for id_ in ids))
            return _bumped(db, cursor.rowcount)

    def count(self) -> int:
        """How many numbers are blocked."""
        row = self._db.read_one("SELECT COUNT(*) AS n FROM blocked_numbers")
        return int(row["n"]) if row else 0

    def ids(self, search: str = "") -> array[int]:
        """The ids of blocked numbers, newest first: all, or those whose number or note holds a text."""
        where: list[str] = []
        parameters: list[Value] = []
        if search.strip():
            where.append("instr(lower(note), lower(?))")
            parameters.append(search.strip())
            if digits := normalize(search):
                where.append("instr(phone, ?)")
                parameters.append(digits)
        condition = f"WHERE {' OR '.join(where)}" if where else ""
        sql = f"SELECT id FROM blocked_numbers {condition} ORDER BY id DESC"
        return array("q", (row["id"] for row in self._db.stream(sql, *parameters)))

    def page(self, ids: Sequence[int]) -> list[BlockedNumber]:
        """The numbers of these ids, in this order."""
        by_id: dict[int, BlockedNumber] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for row in self._db.read(f"SELECT * FROM blocked_numbers WHERE id IN ({marks})", *some):
                by_id[row["id"]] = _blocked_number(row)
        return [by_id[id_] for id_ in ids if id_ in by_id]


def _bumped(db: sqlite3.Connection, changed: int) -> int:
    """Counts a change of the list, where there was one; hands back how much was changed."""
    if changed > 0:
        db.execute(
            """INSERT INTO versions (name, number) VALUES (?, 1)
               ON CONFLICT (name) DO UPDATE SET number = number + 1""",
            (_VERSION,),
        )
    return max(changed, 0)


def _blocked_number(row: sqlite3.Row) -> BlockedNumber:
    return BlockedNumber(
        id=row["id"],
        phone=row["phone"],
        note=row["note"],
        source=BlockSource(row["source"]),
        added_at=row["added_at"],
    )
