"""The simulator without sockets: clock, switches, chance."""

from __future__ import annotations

from typing import Any

import pytest

from kwtsms_desktop.simulator import Endpoint, SimulatedAccount, Switches
from kwtsms_desktop.simulator.site import Site
from kwtsms_desktop.simulator.switches import SwitchValue
from tests.simulator.client import Clock

CREDENTIALS = {"username": "demo", "password": "demo"}
MESSAGE = CREDENTIALS | {"sender": "MYSHOP", "mobile": "96598765432", "message": "Hello"}


def site_with(clock: Clock, **switches: SwitchValue) -> Site:
    return Site([SimulatedAccount()], Switches().changed(**switches), clock)


def faults_of(site: Site, count: int) -> list[str]:
    found = []
    for _ in range(count):
        position, _ = site.arrived(site.arrival(), endpoint="send", method="POST", address="127.0.0.1")
        found.append(str(site.fault_for(Endpoint.SEND, position)))
    return found


def test_its_clock_is_the_one_it_was_given_and_what_it_was_advanced_by() -> None:
    clock = Clock()
    site = site_with(clock)
    site.advance(60)
    clock.time += 5
    assert site.now() == Clock().time + 65


@pytest.mark.parametrize("seconds", [-1, float("inf"), float("nan")])
def test_the_clock_does_not_go_back(seconds: float) -> None:
    with pytest.raises(ValueError, match="cannot be advanced"):
        site_with(Clock()).advance(seconds)


def test_a_new_seed_starts_chance_anew() -> None:
    settings: dict[str, Any] = {"fault_rate": 0.5, "fault_kinds": ("bom",), "rate_limit_per_second": 0}
    site = site_with(Clock(), seed=1, **settings)
    first = faults_of(site, 20)
    site.switches = site.switches.changed(seed=2)
    assert faults_of(site, 20) != first
    site.switches = site.switches.changed(seed=1)
    assert faults_of(site, 20) == first


def test_other_switches_leave_chance_alone() -> None:
    settings: dict[str, Any] = {
        "fault_rate": 0.5,
        "fault_kinds": ("bom",),
        "seed": 1,
        "rate_limit_per_second": 0,
    }
    one, two = site_with(Clock(), **settings), site_with(Clock(), **settings)
    expected = faults_of(one, 20)
    found = faults_of(two, 10)
    two.switches = two.switches.changed(max_pages=6)
    assert found + faults_of(two, 10) == expected


def test_late_requests_happen_in_the_order_of_their_time() -> None:
    clock = Clock()
    site = site_with(clock)
    for seconds, text in ((20, "late"), (10, "early")):
        due = clock.time + seconds
        site.backend.answer_late(Endpoint.SEND, MESSAGE | {"message": text}, "127.0.0.1", site.switches, due)
    site.advance(30)
    # 10 s apart, so the second is within 15 s of the first (ERR028).
    assert [text for _, text in site.record.received] == ["early"]
