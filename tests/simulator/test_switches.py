"""Switches as Python values and as ``NAME=VALUE``."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kwtsms_desktop.simulator import SwitchDescription, Switches, describe_switches
from kwtsms_desktop.simulator.choices import ErrorStatus, Partial


def test_the_defaults_of_the_proposal() -> None:
    switches = Switches()
    assert switches.max_pages == 7
    assert switches.rate_limit_per_second == 5
    assert switches.block_seconds == 60
    assert switches.queue_limit == 1000
    assert switches.same_number_seconds == 15
    assert not switches.same_number_in_test
    assert switches.drain_per_second == 50
    assert switches.partly_invalid is Partial.DROP
    assert switches.fault_kinds == ()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("error_status", "406", ErrorStatus.ALL_406),
        ("partly_invalid", "reject", Partial.REJECT),
        ("max_pages", "6", 6),
        ("same_number_in_test", "on", True),
        ("same_number_in_test", "No", False),
        ("block_seconds", "2.5", 2.5),
        ("latency", "0.5", 0.5),
        ("latency", "0.1-2.0", (0.1, 2.0)),
        ("seed", "7", 7),
        ("seed", "none", None),
        ("fault_kinds", "accept_then_drop, slow:3", ("accept_then_drop", "slow:3")),
        ("fault_kinds", "", ()),
        ("fault_endpoints", "send", ("send",)),
        ("dlr_statuses", "Blacklisted,Delivered to mobile", ("Blacklisted", "Delivered to mobile")),
    ],
)
def test_a_value_from_text(name: str, text: str, value: object) -> None:
    assert Switches.parse(name, text) == value
    assert getattr(Switches.from_texts([f"{name}={text}"]), name) == value


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("max_page", "6", "max_pages, gsm_extension_units"),
        ("error_status", "500", "usual, 200, 403, 406"),
        ("partly_invalid", "", "drop, reject"),
        ("max_pages", "six", "whole number"),
        ("max_pages", "-1", "from 0 up"),
        ("same_number_in_test", "perhaps", "on, off"),
        ("block_seconds", "long", "not a number"),
        ("block_seconds", "nan", "from 0 up"),
        ("latency", "2-1", "range"),
        ("latency", "-1", "range"),
        ("latency", "1-x", "not a number"),
        ("fault_rate", "1.5", "between 0 and 1"),
        ("fault_kinds", "nothing", "accept_then_drop"),
        ("fault_endpoints", "report", "endpoints"),
        ("gsm_extension_units", "3", "1, 2"),
        ("keep_alive_seconds", "0", "more than 0"),
        ("dlr_statuses", "", "at least one"),
    ],
)
def test_a_wrong_text_says_what_is_valid(name: str, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Switches.parse(name, text)


def test_a_text_without_equals_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="NAME=VALUE"):
        Switches.from_texts(["max_pages"])


def test_texts_change_a_given_set() -> None:
    switches = Switches.from_texts(["max_pages=6", "seed=1"], Switches(queue_limit=5))
    assert (switches.max_pages, switches.seed, switches.queue_limit) == (6, 1, 5)


def test_python_values_may_be_texts_and_lists_too() -> None:
    values: dict[str, Any] = {"partly_invalid": "reject", "max_pages": "6", "fault_kinds": ["bom"]}
    switches = Switches(**values)
    assert switches.partly_invalid is Partial.REJECT
    assert switches.max_pages == 6
    assert switches.fault_kinds == ("bom",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_pages": None},
        {"max_pages": 6.5},
        {"same_number_in_test": 1},
        {"duplicates": True},
        {"seed": 1.5},
    ],
)
def test_a_python_value_of_the_wrong_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="wrong kind"):
        Switches(**wrong)


@pytest.mark.parametrize(
    ("latency", "expected"), [(0.5, (0.5, 0.5)), ((0.1, 0.2), (0.1, 0.2)), ("0.1-0.2", (0.1, 0.2))]
)
def test_latency_is_a_range(latency: object, expected: tuple[float, float]) -> None:
    values: dict[str, Any] = {"latency": latency}
    assert Switches(**values).latency_range == expected


def test_every_switch_is_described() -> None:
    names = {field.name for field in dataclasses.fields(Switches)}
    assert {description.name for description in describe_switches()} == names
    assert all(f"        {name}:" in str(Switches.__doc__) for name in names)


@pytest.mark.parametrize("description", describe_switches(), ids=lambda description: description.name)
def test_every_default_can_be_given_as_text(description: SwitchDescription) -> None:
    if description.choices:
        assert description.default in description.choices
    assert Switches.from_texts([f"{description.name}={description.default}"]) == Switches()
