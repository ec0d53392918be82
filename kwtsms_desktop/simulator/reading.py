"""What a request says: which command it means, in which of the two formats, with which fields.

Pure: bytes and headers in, fields out. Errors of the client become ``None``, which the gateway answers with
ERR002.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from kwtsms_desktop.simulator.faults import Endpoint

_ROOT = "/API/"
_CONTROL = "/control/"


class Place(StrEnum):
    """What is at an address."""

    COMMAND = "command"
    MISSING_SLASH = "missing_slash"  # a command but for the slash at its end
    CONTROL = "control"  # the simulator's own hooks
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes.

    Attributes:
        place: what is there.
        name: the command, the hook, or the path if there is nothing.
        query: what follows the question mark.
    """

    place: Place
    name: str
    query: str


def target_of(address: str) -> Target:
    """Where a request line points to."""
    parts = urlsplit(address)
    path = parts.path
    if path.startswith(_CONTROL):
        return Target(Place.CONTROL, path.removeprefix(_CONTROL).strip("/"), parts.query)
    if path.startswith(_ROOT):
        name = path.removeprefix(_ROOT)
        if name in set(Endpoint):
            return Target(Place.MISSING_SLASH, name, parts.query)
        if name.removesuffix("/") in set(Endpoint):
            return Target(Place.COMMAND, name.removesuffix("/"), parts.query)
    return Target(Place.NOTHING, path, parts.query)


def wants_json(method: str, content_type: str, accept: str) -> bool:
    """Whether the JSON format is meant: a POST with either header saying so (gateway-api.md §1)."""
    return method == "POST" and any("application/json" in header.lower() for header in (content_type, accept))


def json_fields(body: bytes | None) -> dict[str, object] | None:
    """The object in a JSON body; None if there is none (or no body could be read)."""
    if body is None:
        return None
    try:
        document = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def form_fields(query: str, body: bytes | None) -> Mapping[str, object]:
    """The fields of a query string and of a form body; what is not UTF-8 is replaced."""
    text = (body or b"").decode("utf-8", errors="replace")
    return dict(parse_qsl(query, keep_blank_values=True) + parse_qsl(text, keep_blank_values=True))
