from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias, cast

import pytest

from kwtsms_desktop.core import batch, campaign, recipient
from kwtsms_desktop.core.moves import MoveError, move


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "off"


LIGHTS: Mapping[Light, frozenset[Light]] = {
    Light.RED: frozenset({Light.GREEN, Light.OFF}),
    Light.GREEN: frozenset({Light.RED}),
    Light.OFF: frozenset(),
}

Table: TypeAlias = Mapping[StrEnum, frozenset[StrEnum]]

TABLES = {
    "batch": cast("Table", batch.MOVES),
    "campaign": cast("Table", campaign.MOVES),
    "recipient": cast("Table", recipient.MOVES),
}

BATCH = batch.BatchStatus
BATCH_ALLOWED = {
    (BATCH.PLANNED, BATCH.SUBMITTING),
    (BATCH.PLANNED, BATCH.CANCELLED),
    (BATCH.SUBMITTING, BATCH.PLANNED),
    (BATCH.SUBMITTING, BATCH.ACCEPTED),
    (BATCH.SUBMITTING, BATCH.REFUSED),
    (BATCH.SUBMITTING, BATCH.UNKNOWN),
    (BATCH.UNKNOWN, BATCH.ACCEPTED),
    (BATCH.UNKNOWN, BATCH.PLANNED),
}


def test_a_listed_move_gives_the_wanted_status() -> None:
    assert move(LIGHTS, Light.RED, Light.GREEN) is Light.GREEN


@pytest.mark.parametrize(
    ("current", "wanted"),
    [(Light.GREEN, Light.OFF), (Light.RED, Light.RED), (Light.OFF, Light.RED)],
)
def test_any_other_move_raises_and_names_itself(current: Light, wanted: Light) -> None:
    with pytest.raises(MoveError, match=f"^Light: {current} -> {wanted} is not a move$"):
        move(LIGHTS, current, wanted)


def test_a_wrong_move_is_a_bug_and_no_known_error() -> None:
    assert issubclass(MoveError, RuntimeError)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_tables_list_every_status_of_one_kind_and_no_standing_still(
    table: Table,
) -> None:
    (kind,) = {type(status) for status in table}
    assert set(table) == set(kind)
    assert all(isinstance(wanted, kind) for reachable in table.values() for wanted in reachable)
    assert all(status not in reachable for status, reachable in table.items())


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_tables_cannot_be_changed(table: Table) -> None:
    assert isinstance(table, MappingProxyType)


@pytest.mark.parametrize(
    ("table", "first"),
    [
        pytest.param(TABLES["batch"], batch.BatchStatus.PLANNED, id="batch"),
        pytest.param(TABLES["campaign"], campaign.CampaignState.PLANNED, id="campaign"),
        pytest.param(TABLES["recipient"], recipient.RecipientStatus.QUEUED, id="recipient"),
    ],
)
def test_every_status_can_be_reached_from_the_first(table: Table, first: StrEnum) -> None:
    reached = {first}
    while more := {wanted for status in reached for wanted in table[status]} - reached:
        reached |= more
    assert reached == set(table)


@pytest.mark.parametrize(("current", "wanted"), sorted(BATCH_ALLOWED))
def test_listed_moves_of_a_batch_work(current: batch.BatchStatus, wanted: batch.BatchStatus) -> None:
    assert move(batch.MOVES, current, wanted) is wanted


@pytest.mark.parametrize(
    ("current", "wanted"), sorted({(a, b) for a in BATCH for b in BATCH if (a, b) not in BATCH_ALLOWED})
)
def test_unlisted_moves_of_a_batch_raise(current: batch.BatchStatus, wanted: batch.BatchStatus) -> None:
    with pytest.raises(MoveError):
        move(batch.MOVES, current, wanted)


@pytest.mark.parametrize("final", [BATCH.ACCEPTED, BATCH.REFUSED, BATCH.CANCELLED])
def test_nothing_leads_out_of_a_final_batch(final: batch.BatchStatus) -> None:
    assert batch.MOVES[final] == frozenset()


def test_a_batch_never_goes_out_without_being_marked_first() -> None:
    """Committed as submitting before the request leaves: every outcome comes from there."""
    outcomes = {BATCH.ACCEPTED, BATCH.REFUSED, BATCH.UNKNOWN}
    assert not batch.MOVES[BATCH.PLANNED] & outcomes
