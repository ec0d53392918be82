"""Which request a fault hits."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kwtsms_desktop.simulator.faults import (
    Endpoint,
    Fault,
    FaultKind,
    Faults,
    endpoint_named,
    random_fault,
)

SEND, BALANCE = Endpoint.SEND, Endpoint.BALANCE


def kinds(faults: Faults, *endpoints: Endpoint) -> list[str | None]:
    taken = [faults.take(endpoint) for endpoint in endpoints]
    return [None if fault is None else str(fault) for fault in taken]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("html_502", Fault(FaultKind.HTML_502)),
        ("slow:20", Fault(FaultKind.SLOW, seconds=20)),
        ("accept_late:0.5", Fault(FaultKind.ACCEPT_LATE, seconds=0.5)),
        ("error:ERR777", Fault(FaultKind.ERROR, code="ERR777")),
    ],
)
def test_a_fault_from_its_name_and_back(text: str, fault: Fault) -> None:
    assert Fault.parse(text) == fault
    assert str(fault) == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nothing", "accept_then_drop"),
        ("slow", "needs seconds"),
        ("slow:soon", "needs seconds"),
        ("slow:-1", "not a time"),
        ("slow:nan", "not a time"),
        ("error", "needs a code"),
        ("bom:3", "takes no argument"),
    ],
)
def test_a_wrong_fault_says_what_is_valid(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Fault.parse(text)


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_can_be_named(kind: FaultKind) -> None:
    argument = {"slow": ":1", "accept_late": ":1", "error": ":ERR001"}.get(kind, "")
    assert Fault.parse(f"{kind}{argument}").kind is kind


def test_a_fault_hits_once() -> None:
    faults = Faults()
    faults.add("bom")
    assert kinds(faults, SEND, SEND) == ["bom", None]
    assert faults.waiting == 0


def test_a_fault_lets_requests_pass_before_it() -> None:
    faults = Faults()
    faults.add("bom", skip=2)
    assert kinds(faults, SEND, SEND, SEND, SEND) == [None, None, "bom", None]


def test_a_fault_hits_as_often_as_wanted() -> None:
    faults = Faults()
    faults.add("bom", times=2)
    assert kinds(faults, SEND, SEND, SEND) == ["bom", "bom", None]


def test_a_lasting_fault_hits_always() -> None:
    faults = Faults()
    faults.add("bom", times=None)
    assert kinds(faults, SEND, SEND, SEND) == ["bom", "bom", "bom"]
    faults.clear()
    assert kinds(faults, SEND) == [None]


def test_a_fault_of_one_endpoint_counts_only_that() -> None:
    faults = Faults()
    faults.add("bom", endpoint="send", skip=1)
    assert kinds(faults, BALANCE, SEND, BALANCE, SEND) == [None, None, None, "bom"]


def test_the_first_of_two_that_are_due_wins_and_the_other_stays() -> None:
    faults = Faults()
    faults.add("bom")
    faults.add("hang")
    assert kinds(faults, SEND, SEND, SEND) == ["bom", "hang", None]


def test_a_fault_counts_requests_that_another_hits() -> None:
    faults = Faults()
    faults.add("bom")
    faults.add("hang", skip=1)
    assert kinds(faults, SEND, SEND) == ["bom", "hang"]


@pytest.mark.parametrize("wrong", [{"skip": -1}, {"times": 0}, {"endpoint": "report"}])
def test_a_fault_for_no_request_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"skip|endpoints"):
        Faults().add("bom", **wrong)


def test_an_unknown_endpoint_lists_the_known() -> None:
    with pytest.raises(ValueError, match="balance, senderid, coverage, validate, send, status, dlr"):
        endpoint_named("report")


def test_random_faults_have_the_wanted_probability_and_all_kinds() -> None:
    chance = random.Random(7)
    hits = [random_fault(chance, 0.25, ("bom", "hang")) for _ in range(2000)]
    found = [str(hit) for hit in hits if hit is not None]
    assert 400 < len(found) < 600
    assert set(found) == {"bom", "hang"}


def test_random_faults_repeat_with_their_seed() -> None:
    one, two = random.Random(3), random.Random(3)
    assert [random_fault(one, 0.5, ("bom",)) for _ in range(50)] == [
        random_fault(two, 0.5, ("bom",)) for _ in range(50)
    ]


def test_without_kinds_there_is_no_random_fault() -> None:
    assert random_fault(random.Random(1), 1.0, ()) is None


def test_a_rate_of_one_hits_every_time() -> None:
    chance = random.Random(1)
    assert all(random_fault(chance, 1.0, ("bom",)) for _ in range(50))
