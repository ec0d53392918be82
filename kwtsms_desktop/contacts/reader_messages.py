"""What the program and its reader say to each other: one line a message, both ways.

JSON, not pickle: whatever a broken file makes the reader say, it can only ever be read as text.

First an ``OpenRequest``, answered by ``Opened`` or ``Refused``. Then orders, each answered by some rows:

- ``AGAIN``: the first rows as they are in the file; ``MORE``: the next
- a ``CheckOrder``: the first rows with their verdicts; ``MORE``: the next

After the last rows comes an answer without any. A text file is opened as soon as it is asked for rows, and
the request is not answered.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder, StoredEntry, WireRow
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

AGAIN = b"again\n"
MORE = b"more\n"
TEXT = "text"
"""Kind of an ``OpenRequest`` for a text file."""

_COLUMN = "\x1f"  # before each column of texts that follows, and
_NEXT = "\x1e"  # between two of its texts: JSON has no control characters in it
_CELLS_PLACE = 1  # of a column among those of an entry


class Refusal(StrEnum):
    """Why the reader cannot give rows."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_BIG = "too_big"
    EMPTY = "empty"
    NO_SUCH_SHEET = "no_such_sheet"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Which sheet of which workbook to open, or which text file.

    Attributes:
        kind: what the content is (``FileKind``).
        sheet: None for the first visible one that holds a table.
        memory_bytes: the reader may not use more.
        encoding: of a text file.
        delimiter: of a text file; None where each line is one cell.
        skipped_lines: lines of a text file that stand above the first row.
    """

    path: str
    kind: str
    sheet: str | None
    include_hidden: bool
    memory_bytes: int
    encoding: str = ""
    delimiter: str | None = None
    skipped_lines: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheet is read.

    Attributes:
        sheets: names that can be chosen.
        hidden: first and last number of each run of hidden rows with something in them.
        hidden_columns: 0-based; those with something in a visible row.
        mixed_columns: 0-based; their numbers are shown in more than one way.
    """

    sheet: str
    sheets: list[str]
    hidden: list[tuple[int, int]]
    hidden_columns: list[int] = field(default_factory=list)
    mixed_columns: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refused:
    """The sheet cannot be read."""

    refusal: Refusal
    sheets: list[str]


def encode(message: OpenRequest | Opened | Refused | list[WireRow]) -> bytes:
    """One line."""
    document = message if isinstance(message, list) else dataclasses.asdict(message)
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def decode_request(line: bytes) -> OpenRequest:
    """The request in a line."""
    return OpenRequest(**json.loads(line))


def decode_answer(line: bytes) -> Opened | Refused:
    """The answer to a request."""
    document = json.loads(line)
    if "refusal" in document:
        return Refused(Refusal(document["refusal"]), document["sheets"])
    return Opened(**document)


def decode_rows(line: bytes) -> list[WireRow]:
    """The answer to ``AGAIN``, and to ``MORE`` after it."""
    rows: list[WireRow] = json.loads(line)
    return rows


def encode_order(order: CheckOrder) -> bytes:
    """The order to check rows, in one line."""
    document = {**dataclasses.asdict(order), "blocked": sorted(order.blocked)}
    return json.dumps(document).encode("ascii") + b"\n"


def decode_order(line: bytes) -> CheckOrder | None:
    """The order to check rows; None where the line is another order."""
    if not line.startswith(b"{"):
        return None
    document = json.loads(line)
    return CheckOrder(
        **{
            **document,
            "phone_columns": tuple(document["phone_columns"]),
            "coverage": tuple(document["coverage"]),
            "blocked": frozenset(document["blocked"]),
        }
    )


def encode_checked(chunk: CheckedChunk) -> bytes:
    """Some checked rows in one line: by columns, and once what is the same in all of them.

    First a JSON document: how many rows, how many entries, the number of the first row where each has the
    next one (else all numbers), the other columns, the notes. A column of texts that is null there follows.
    """
    numbers, *columns = zip(*chunk.entries, strict=True)
    first, count = numbers[0], len(numbers)
    in_turn = numbers == tuple(range(first, first + count))
    described: list[tuple[object, ...] | None] = []
    following: list[str] = []
    for place, column in enumerate(columns, start=1):
        if column.count(column[0]) == count:
            described.append(column[:1])
        elif type(column[0]) is str and (place == _CELLS_PLACE or "".join(column).isprintable()):
            described.append(None)
            following.append(_NEXT.join(column))
        else:
            described.append(column)
    notes = [(place, noted) for place, noted in chunk.notes.items()]
    document = [chunk.rows, count, first if in_turn else numbers, described, notes]
    head = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return _bytes(_COLUMN.join([head, *following])) + b"\n"


def encode_failure(error: UserError) -> bytes:
    """Why there are no more rows, in one line."""
    document = {"reason": error.reason.value, "parameters": dict(error.parameters)}
    return json.dumps(document).encode("ascii") + b"\n"


def decode_checked(line: bytes) -> CheckedChunk:
    """The answer to a ``CheckOrder``, and to ``MORE`` after it.

    Raises:
        UserError: there are no more rows because the file cannot be read any further.
    """
    head, *following = line.rstrip(b"\n").decode().split(_COLUMN)
    document = json.loads(head)
    if isinstance(document, dict):
        raise UserError(Reason(document["reason"]), **document["parameters"])
    if not document:
        return CheckedChunk(0, [], {})
    rows, count, numbers, described, notes = document
    columns: list[Sequence[object]] = [
        range(numbers, numbers + count) if isinstance(numbers, int) else numbers
    ]
    texts = iter(following)
    for column in described:
        if column is None:
            columns.append(next(texts).split(_NEXT))
        else:
            columns.append(column if len(column) == count else column * count)
    entries: list[StoredEntry] = list(zip(*columns, strict=True))
    return CheckedChunk(rows, entries, {place: tuple(noted) for place, noted in notes})


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # half of a surrogate pair cannot be stored either
