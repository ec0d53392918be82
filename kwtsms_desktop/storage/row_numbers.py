"""Rows of a list found by the numbers that a spreadsheet shows."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from kwtsms_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row of a list.

    Attributes:
        id: of its first entry.
        cells: as they are now.
    """

    id: int
    cells: tuple[str, ...]


def rows_by_number(database: Database, list_id: int, numbers: Collection[int]) -> dict[int, NumberedRow]:
    """The rows with these numbers; a number that the list does not have is missing."""
    found = database.stream(
        """SELECT MIN(id) AS id, row, cells FROM rows
           WHERE list_id = ? AND row IN (SELECT value FROM json_each(?)) GROUP BY row""",
        list_id,
        json.dumps(list(numbers)),
    )
    return {row["row"]: NumberedRow(row["id"], tuple(json.loads(row["cells"]))) for row in found}
