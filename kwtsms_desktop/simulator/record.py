"""What the simulated gateway received and did: the witness that tests and harnesses ask.

Any thread may write and read. Everything handed out is a copy.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

HIDDEN = "(hidden)"
"""What stands where a password was."""


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request to the API, also one that was dropped.

    Attributes:
        endpoint: the command; empty for an address that is none.
        method: the HTTP method.
        wire: "json", "legacy", or empty when nothing was read.
        monotonic: seconds of ``time.monotonic`` when its first line arrived.
        time: UTC seconds of the simulator's clock at that moment.
        address: the client's IP.
        fields: what was sent, with the password replaced; None if it was not readable.
        status: HTTP status of the reply; None if there was none (yet).
        reply: body of the reply, shortened if huge; None if there was none (yet).
        fault: the fault that hit it, or ``rate_limit``; None if all went well.
    """

    endpoint: str
    method: str
    wire: str
    monotonic: float
    time: float
    address: str
    fields: Mapping[str, object] | None = None
    status: int | None = None
    reply: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedMessage:
    """One accepted message to one number.

    Attributes:
        id: the 32 hex characters the client was given, or would have been.
        number: digits as sent.
        text: the message.
        sender: what the handset shows.
        sender_asked: what the client asked for.
        test: True if it is never sent to a handset.
        charged: credits taken for it.
        time: UTC seconds of the simulator's clock when it was accepted.
        stuck: True if it stays in the queue for ever (emoji, hidden characters).
        deleted: True once it was deleted from the queue and its credits given back.
        username: the account it was charged to.
    """

    id: str
    number: str
    text: str
    sender: str
    sender_asked: str
    test: bool
    charged: float
    time: float
    stuck: bool
    username: str
    deleted: bool = False

    @property
    def reaches_handset(self) -> bool:
        """Whether somebody reads it: live, not stuck, not deleted before it left."""
        return not (self.test or self.stuck or self.deleted)


class Record:
    """Everything that happened, in the order of arrival."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[RecordedRequest] = []
        self._messages: list[RecordedMessage] = []
        self._positions: dict[str, list[int]] = {}

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """All requests to the API, in order of arrival."""
        with self._lock:
            return tuple(self._requests)

    def requests_to(self, endpoint: str) -> tuple[RecordedRequest, ...]:
        """The requests to one command."""
        return tuple(request for request in self.requests if request.endpoint == endpoint)

    @property
    def starts(self) -> tuple[float, ...]:
        """Arrival of each request, in seconds of ``time.monotonic``, also of those that were dropped."""
        return tuple(request.monotonic for request in self.requests)

    @property
    def messages(self) -> tuple[RecordedMessage, ...]:
        """Every accepted message, one for each number."""
        with self._lock:
            return tuple(self._messages)

    @property
    def accepted(self) -> list[tuple[str, str]]:
        """(number, text) of every accepted message, test ones and stuck ones too."""
        return [(message.number, message.text) for message in self.messages]

    @property
    def received(self) -> list[tuple[str, str]]:
        """(number, text) of every message that goes to a handset, in the order of acceptance."""
        return [(message.number, message.text) for message in self.messages if message.reaches_handset]

    @property
    def charged(self) -> float:
        """Credits taken and not given back."""
        return sum(message.charged for message in self.messages if not message.deleted)

    def arrived(self, request: RecordedRequest) -> int:
        """Note a request when it arrives; the number is for ``changed``."""
        with self._lock:
            self._requests.append(request)
            return len(self._requests) - 1

    def changed(
        self,
        position: int,
        *,
        wire: str | None = None,
        fields: Mapping[str, object] | None = None,
        status: int | None = None,
        reply: str | None = None,
        fault: str | None = None,
    ) -> None:
        """Note what became known about a request; None leaves a value as it is."""
        news = {"wire": wire, "fields": fields, "status": status, "reply": reply, "fault": fault}
        if fields is not None and "password" in fields:
            news["fields"] = {**fields, "password": HIDDEN}
        known: dict[str, Any] = {name: value for name, value in news.items() if value is not None}
        with self._lock:
            self._requests[position] = replace(self._requests[position], **known)

    def accept(self, messages: list[RecordedMessage]) -> None:
        """Note the messages of one accepted request."""
        with self._lock:
            for message in messages:
                self._positions.setdefault(message.id, []).append(len(self._messages))
                self._messages.append(message)

    def delete(self, message_id: str) -> None:
        """Note that an entry of the queue was deleted."""
        with self._lock:
            for position in self._positions.get(message_id, ()):
                self._messages[position] = replace(self._messages[position], deleted=True)

    def as_json(self) -> dict[str, object]:
        """The whole record, ready for ``json.dumps``."""
        return {
            "messages": [
                _plain(message) | {"reaches_handset": message.reaches_handset} for message in self.messages
            ],
            "requests": [_plain(request) for request in self.requests],
        }


def _plain(record: RecordedMessage | RecordedRequest) -> dict[str, object]:
    """The fields by name. ``dataclasses.asdict`` copies every value deeply, at six times the cost."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
