"""Everything the simulator is but its sockets: clock, switches, faults, firewall, record, backend.

It decides what becomes of a request; the handler does it.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kwtsms_desktop.simulator.account import SimulatedAccount
from kwtsms_desktop.simulator.backend import Backend
from kwtsms_desktop.simulator.faults import PROCESSED, Endpoint, Fault, FaultKind, Faults, random_fault
from kwtsms_desktop.simulator.firewall import Firewall
from kwtsms_desktop.simulator.record import Record, RecordedRequest
from kwtsms_desktop.simulator.responses import Response, answer_response, damaged, unprocessed
from kwtsms_desktop.simulator.switches import Switches


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a request arrived.

    Attributes:
        time: UTC seconds of the simulator's clock.
        monotonic: seconds of ``time.monotonic``.
    """

    time: float
    monotonic: float


class Site:
    """The simulator without HTTP. Thread safe.

    Args:
        accounts: at least one; the first is the one that control hooks mean.
        switches: the behaviour to begin with.
        clock: UTC seconds.
    """

    def __init__(
        self, accounts: Iterable[SimulatedAccount], switches: Switches, clock: Callable[[], float]
    ) -> None:
        self.accounts = tuple(accounts)
        self.record = Record()
        self.faults = Faults()
        self.firewall = Firewall()
        self.closing = threading.Event()
        # One source each, so that one seed gives one sequence of each whatever the others do.
        self._ids, self._fault_chance, self._latency_chance = (_chance(switches.seed) for _ in range(3))
        self.backend = Backend(self.accounts, self.record, self._ids)
        self._clock = clock
        self._advanced = 0.0
        self._lock = threading.Lock()
        self._switches = switches

    @property
    def account(self) -> SimulatedAccount:
        """The first account."""
        return self.accounts[0]

    @property
    def switches(self) -> Switches:
        """The switches that the next request sees."""
        return self._switches

    @switches.setter
    def switches(self, switches: Switches) -> None:
        with self._lock:
            if switches.seed != self._switches.seed:
                for chance in (self._ids, self._fault_chance, self._latency_chance):
                    chance.seed(switches.seed)
            self._switches = switches

    def now(self) -> float:
        """UTC seconds of the simulator's clock."""
        return self._clock() + self._advanced

    def advance(self, seconds: float) -> None:
        """Put the clock forward, and let happen what then has happened.

        Raises:
            ValueError: seconds are negative or not finite.
        """
        if not 0 <= seconds < float("inf"):
            raise ValueError(f"the clock cannot be advanced by {seconds} seconds")
        with self._lock:
            self._advanced += seconds
        self.settle()

    def settle(self) -> None:
        """Process late requests whose time has come."""
        self.backend.settle(self.now())

    def arrival(self) -> Arrival:
        """The present moment."""
        return Arrival(self.now(), time.monotonic())

    def arrived(self, arrival: Arrival, *, endpoint: str, method: str, address: str) -> tuple[int, bool]:
        """Note a request to the API; its number in the record, and whether the firewall lets it in."""
        switches = self.switches
        position = self.record.arrived(
            RecordedRequest(endpoint, method, "", arrival.monotonic, arrival.time, address)
        )
        admitted = self.firewall.admits(
            address,
            arrival.time,
            per_second=switches.rate_limit_per_second,
            block_seconds=switches.block_seconds,
        )
        if not admitted:
            self.record.changed(position, fault="rate_limit")
        return position, admitted

    def fault_for(self, endpoint: Endpoint, position: int) -> Fault | None:
        """The fault that hits this request: one that waits for it, else perhaps one at random."""
        switches = self.switches
        fault = self.faults.take(endpoint)
        with self._lock:
            by_chance = random_fault(self._fault_chance, switches.fault_rate, switches.fault_kinds)
        if fault is None and (not switches.fault_endpoints or endpoint in switches.fault_endpoints):
            fault = by_chance
        if fault is not None:
            self.record.changed(position, fault=str(fault))
        return fault

    def respond(
        self,
        endpoint: Endpoint,
        fields: Mapping[str, object] | None,
        address: str,
        fault: Fault | None,
        *,
        is_legacy: bool,
    ) -> Response | None:
        """Process a request, as far as its fault lets it; None if nothing is to be answered."""
        switches = self.switches
        if fault is not None and fault.kind not in PROCESSED:
            if fault.kind is FaultKind.ACCEPT_LATE:
                self.backend.answer_late(endpoint, fields, address, switches, self.now() + fault.seconds)
            return unprocessed(fault, endpoint, switches)
        answer = self.backend.answer(endpoint, fields, address, switches, self.now())
        if fault is None:
            return answer_response(answer, endpoint, switches, is_legacy=is_legacy)
        if fault.kind is FaultKind.ACCEPT_THEN_DROP:
            return None
        # Damage is about JSON: a legacy request that meets a fault gets the JSON answer, damaged.
        return damaged(answer_response(answer, endpoint, switches, is_legacy=False), fault)

    def wait_before_reply(self, fault: Fault | None) -> bool:
        """Let the latency pass, and the time a slow answer takes; False if the site closes meanwhile."""
        least, most = self.switches.latency_range
        with self._lock:
            seconds = self._latency_chance.uniform(least, most)
        if fault is not None and fault.kind is FaultKind.SLOW:
            seconds += fault.seconds
        return seconds == 0 or not self.closing.wait(seconds)


def _chance(seed: int | None) -> random.Random:
    return random.Random(seed)  # noqa: S311 - chance of a simulation: reproducible, not secret
