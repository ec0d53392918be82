"""One request to the gateway: its status, its limits, and how recipients are grouped into batches.

A batch has one text and at most 200 numbers that are at most 2,500 characters of the request's number
field together (gateway-api.md §4: both limits at once; no official client checks the second).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

MAX_NUMBERS = 200
MAX_NUMBER_CHARACTERS = 2500


class BatchStatus(StrEnum):
    """Where one request stands."""

    PLANNED = "planned"
    SUBMITTING = "submitting"  # committed before the request leaves
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # the answer was lost: never sent again by the program
    CANCELLED = "cancelled"


_S = BatchStatus

MOVES: Mapping[BatchStatus, frozenset[BatchStatus]] = MappingProxyType(
    {
        _S.PLANNED: frozenset({_S.SUBMITTING, _S.CANCELLED}),
        _S.SUBMITTING: frozenset({_S.PLANNED, _S.ACCEPTED, _S.REFUSED, _S.UNKNOWN}),
        _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.PLANNED}),  # planned: only by the user's hand
        _S.ACCEPTED: frozenset(),
        _S.REFUSED: frozenset(),
        _S.CANCELLED: frozenset(),
    }
)


def group_numbers(
    phones: Iterable[str],
    max_numbers: int = MAX_NUMBERS,
    max_characters: int = MAX_NUMBER_CHARACTERS,
) -> Iterator[tuple[str, ...]]:
    """The numbers of one text, in order, cut into batches that keep both limits.

    The same number twice never shares a batch: the gateway would drop or charge the second one, and
    nobody could tell which (gateway-api.md §4, Duplicates inside one request).
    """
    batch: list[str] = []
    seen: set[str] = set()
    characters = 0
    for phone in phones:
        needed = len(phone) + (1 if batch else 0)  # the comma
        full = len(batch) >= max_numbers or characters + needed > max_characters
        if batch and (full or phone in seen):
            yield tuple(batch)
            batch, seen, characters, needed = [], set(), 0, len(phone)
        batch.append(phone)
        seen.add(phone)
        characters += needed
    if batch:
        yield tuple(batch)
