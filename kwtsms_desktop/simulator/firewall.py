"""The firewall in front of the gateway: it counts arrivals per address and then says nothing at all."""

from __future__ import annotations

import threading
from collections import deque


class Firewall:
    """More than so many requests in a second, and an address is blocked (gateway-api.md §1). Thread safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._arrivals: dict[str, deque[float]] = {}
        self._blocked_until: dict[str, float] = {}

    def admits(self, address: str, now: float, *, per_second: int, block_seconds: float) -> bool:
        """Count an arrival; False if it is to be dropped.

        Args:
            address: where it came from.
            now: time of arrival in seconds.
            per_second: arrivals allowed within one second; 0 for any number.
            block_seconds: how long one arrival too many closes the door. Attempts do not prolong it.
        """
        with self._lock:
            if now < self._blocked_until.get(address, now):
                return False
            recent = self._arrivals.setdefault(address, deque())
            recent.append(now)
            while now - recent[0] >= 1.0:
                recent.popleft()
            if per_second == 0 or len(recent) <= per_second:
                return True
            self._blocked_until[address] = now + block_seconds
            recent.clear()
            return False

    def is_blocked(self, address: str, now: float) -> bool:
        """Whether an address gets no answer now."""
        with self._lock:
            return now < self._blocked_until.get(address, now)

    def forgive(self) -> None:
        """Lift all blocks and forget all arrivals."""
        with self._lock:
            self._arrivals.clear()
            self._blocked_until.clear()
