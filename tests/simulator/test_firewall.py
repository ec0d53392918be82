"""When an address is blocked (gateway-api.md §1)."""

from __future__ import annotations

import pytest

from kwtsms_desktop.simulator.firewall import Firewall


def admits(firewall: Firewall, now: float, address: str = "a", per_second: int = 5) -> bool:
    return firewall.admits(address, now, per_second=per_second, block_seconds=60)


def test_five_in_a_second_are_let_in_and_the_sixth_is_not() -> None:
    firewall = Firewall()
    assert [admits(firewall, 0.1 * n) for n in range(6)] == [True] * 5 + [False]


def test_just_under_five_a_second_for_long_are_let_in() -> None:
    firewall = Firewall()
    assert all(admits(firewall, 0.201 * n) for n in range(200))


def test_the_second_slides() -> None:
    firewall = Firewall()
    times = [0.0, 0.9, 0.92, 0.94, 0.96, 1.01, 1.02]
    assert [admits(firewall, now) for now in times] == [True] * 6 + [False]


def test_the_second_is_a_whole_one() -> None:
    firewall = Firewall()
    assert [admits(firewall, now) for now in [0.0] * 5 + [0.99]] == [True] * 5 + [False]


def test_a_short_block_forgets_what_led_to_it() -> None:
    firewall = Firewall()
    for _ in range(6):
        firewall.admits("a", 0.0, per_second=5, block_seconds=0.1)
    assert admits(firewall, 0.1)


def test_a_block_lasts_and_ends() -> None:
    firewall = Firewall()
    for _ in range(6):
        admits(firewall, 0.0)
    assert firewall.is_blocked("a", 59.9)
    assert not admits(firewall, 59.9)
    assert not firewall.is_blocked("a", 60.0)
    assert admits(firewall, 60.0)


def test_attempts_do_not_prolong_a_block() -> None:
    firewall = Firewall()
    for now in range(60):
        for _ in range(6):
            admits(firewall, float(now))
    assert admits(firewall, 60.0)


def test_addresses_are_counted_apart() -> None:
    firewall = Firewall()
    assert [admits(firewall, 0.0, "a") for _ in range(6)].count(False) == 1
    assert admits(firewall, 0.0, "b")


@pytest.mark.parametrize("per_second", [0, 100])
def test_the_limit_can_be_set_or_turned_off(per_second: int) -> None:
    firewall = Firewall()
    assert all(admits(firewall, 0.0, per_second=per_second) for _ in range(100))


def test_it_can_forgive() -> None:
    firewall = Firewall()
    for _ in range(6):
        admits(firewall, 0.0)
    firewall.forgive()
    assert admits(firewall, 0.0)
