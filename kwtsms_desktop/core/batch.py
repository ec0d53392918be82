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


class OpenBatch:
    """A batch while it is being filled: says whether one more number fits."""

    def __init__(self, max_numbers: int = MAX_NUMBERS, max_characters: int = MAX_NUMBER_CHARACTERS) -> None:
        self.phones: list[str] = []
        self._max_numbers = max_numbers
        self._max_characters = max_characters
        self._characters = 0
        self._seen: set[str] = set()

    def fits(self, phone: str) -> bool:
        """Whether ``phone`` may join.

        The same number twice never shares a batch: the gateway would drop or charge the second one, and
        nobody could tell which (gateway-api.md §4, Duplicates inside one request).
        """
        if not self.phones:
            return True
        if phone in self._seen or len(self.phones) >= self._max_numbers:
            return False
        return self._characters + 1 + len(phone) <= self._max_characters  # 1 for the comma

    def add(self, phone: str) -> None:
        """Put a number in that fits."""
        self._characters += len(phone) + (1 if self.phones else 0)
        self.phones.append(phone)
        self._seen.add(phone)


def group_numbers(
    phones: Iterable[str],
    max_numbers: int = MAX_NUMBERS,
    max_characters: int = MAX_NUMBER_CHARACTERS,
) -> Iterator[tuple[str, ...]]:
    """The numbers of one text, in order, cut into batches that keep both limits."""
    batch = OpenBatch(max_numbers, max_characters)
    for phone in phones:
        if not batch.fits(phone):
            yield tuple(batch.phones)
            batch = OpenBatch(max_numbers, max_characters)
        batch.add(phone)
    if batch.phones:
        yield tuple(batch.phones)
