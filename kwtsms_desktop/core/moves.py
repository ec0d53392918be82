"""Status tables: a status changes only along a listed move; any other move raises."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Status = TypeVar("Status", bound=StrEnum)


class MoveError(RuntimeError):
    """A move that the table does not list: a bug of ours, never the user's doing."""


def move(table: Mapping[Status, frozenset[Status]], current: Status, wanted: Status) -> Status:
    """``wanted``, if the table allows going there from ``current``.

    Raises:
        MoveError: the table has no such move.
    """
    if wanted not in table[current]:
        message = f"{type(current).__name__}: {current} -> {wanted} is not a move"
        raise MoveError(message)
    return wanted
