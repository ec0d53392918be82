"""The queue behind ``send/``: entries leave it at a steady speed, or stay in it for ever.

Nothing runs in the background: when an entry leaves is known from the moment it is accepted, so the
queue at any time is a question, not a process.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(slots=True)
class QueueEntry:
    """One accepted request.

    Attributes:
        message_id: 32 hex characters.
        username: the account it belongs to.
        numbers: the numbers it goes to.
        charged: credits taken.
        is_test: accepted for a test.
        is_stuck: never leaves although it is live.
        accepted_at: UTC seconds.
        dispatched_at: UTC seconds at which it has left the queue; infinite for one that never does.
        drain_per_second: the speed at which its numbers leave.
    """

    message_id: str
    username: str
    numbers: tuple[str, ...]
    charged: float
    is_test: bool
    is_stuck: bool
    accepted_at: float
    dispatched_at: float
    drain_per_second: float

    @property
    def is_held(self) -> bool:
        """Whether it is never sent."""
        return self.is_test or self.is_stuck

    def is_queued(self, now: float) -> bool:
        """Whether it is still in the queue."""
        return now < self.dispatched_at

    def numbers_left(self, now: float) -> int:
        """How many of its numbers are still in the queue."""
        if not self.is_queued(now):
            return 0
        if math.isinf(self.dispatched_at):
            return len(self.numbers)
        return min(len(self.numbers), math.ceil((self.dispatched_at - now) * self.drain_per_second))


class Outbox:
    """All entries of all accounts. Not thread safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._entries: dict[str, QueueEntry] = {}
        self._live: dict[str, list[QueueEntry]] = {}
        self._held: dict[str, list[QueueEntry]] = {}
        self._free_at: dict[str, float] = {}

    def add(
        self,
        message_id: str,
        username: str,
        numbers: tuple[str, ...],
        *,
        charged: float,
        is_test: bool,
        is_stuck: bool,
        now: float,
        drain_per_second: float,
    ) -> QueueEntry:
        """Put an accepted request at the end of the queue of its account."""
        dispatched_at = math.inf
        if not (is_test or is_stuck) and drain_per_second > 0:
            dispatched_at = max(now, self._free_at.get(username, now)) + len(numbers) / drain_per_second
            self._free_at[username] = dispatched_at
        entry = QueueEntry(
            message_id,
            username,
            numbers,
            charged,
            is_test,
            is_stuck,
            accepted_at=now,
            dispatched_at=dispatched_at,
            drain_per_second=drain_per_second,
        )
        self._entries[message_id] = entry
        (self._held if entry.is_held else self._live).setdefault(username, []).append(entry)
        return entry

    def find(self, message_id: str, username: str | None = None) -> QueueEntry | None:
        """The entry with this ID, if there is one and it is this account's (or anybody's for None)."""
        entry = self._entries.get(message_id)
        if entry is None or username not in (None, entry.username):
            return None
        return entry

    def waiting(self, username: str, now: float, *, with_held: bool) -> list[QueueEntry]:
        """The entries of an account that are in the queue.

        Args:
            username: the account.
            now: UTC seconds.
            with_held: whether entries that are never sent count.
        """
        # Those that have left are forgotten here: time does not go back.
        live = [entry for entry in self._live.get(username, ()) if entry.is_queued(now)]
        self._live[username] = live
        return live + self._held.get(username, []) if with_held else list(live)

    def delete(self, message_id: str, now: float) -> QueueEntry | None:
        """Take an entry out of the queue; None if there is none or it has left."""
        entry = self._entries.get(message_id)
        if entry is None or not entry.is_queued(now):
            return None
        del self._entries[message_id]
        (self._held if entry.is_held else self._live)[entry.username].remove(entry)
        return entry
