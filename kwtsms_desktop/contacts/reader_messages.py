"""What the program and its workbook reader say to each other: one JSON document a line, both ways.

JSON, not pickle: whatever a broken file makes the reader say, it can only ever be read as text.

First an ``OpenRequest``, answered by ``Opened`` or ``Refused``. Then, as often as wished, ``AGAIN`` or
``MORE``, each answered by a chunk of rows, the first or the next one; the chunk after the last is empty.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum

AGAIN = b"again\n"
MORE = b"more\n"

WireRow = tuple[int, list[str]]
"""Row number and texts, empty cells at the end left off."""


class Refusal(StrEnum):
    """Why the reader cannot give rows."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_BIG = "too_big"
    EMPTY = "empty"
    NO_SUCH_SHEET = "no_such_sheet"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Which sheet of which workbook to open.

    Attributes:
        kind: what the content is (``FileKind``).
        sheet: None for the first visible one that holds a table.
        memory_bytes: the reader may not use more.
    """

    path: str
    kind: str
    sheet: str | None
    include_hidden: bool
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheet is read.

    Attributes:
        sheets: names that can be chosen.
        hidden: first and last number of each run of hidden rows with something in them.
    """

    sheet: str
    sheets: list[str]
    hidden: list[tuple[int, int]]


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
    """The answer to ``AGAIN`` or ``MORE``."""
    rows: list[WireRow] = json.loads(line)
    return rows
