"""A bare HTTP client for the tests: the standard library's, and nothing of the package under test."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kwtsms_desktop.simulator import SimulatedAccount, Simulator, Switches
from kwtsms_desktop.simulator.switches import SwitchValue

NUMBER = "96598765432"
OTHER = "96555512345"
ABROAD = "971501234567"
UNCOVERED = "966551234567"
CREDENTIALS = {"username": "demo", "password": "demo"}
BODY = json.dumps(CREDENTIALS).encode()
JSON_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


def many(count: int, digits: int = 11) -> list[str]:
    """So many numbers of 11 digits (Kuwait), 12 (Emirates) or 13 (elsewhere)."""
    return {
        11: [f"9655{number:07}" for number in range(count)],
        12: [f"9715{number:08}" for number in range(count)],
        13: [f"4479{number:09}" for number in range(count)],
    }[digits]


def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.002)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = 1_766_000_000.0

    def __call__(self) -> float:
        return self.time


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> dict[str, Any]:
        document = json.loads(self.body)
        assert isinstance(document, dict)
        return document

    @property
    def id(self) -> str:
        """The message ID of an accepted request."""
        return str(self.json["msg-id"])

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def code(self) -> str | None:
        return self.json.get("code")

    def __getitem__(self, name: str) -> object:
        return self.json[name]


class Client:
    """Talks to one simulator, on a new connection for each request."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator

    def http(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.simulator.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Reply(response.status, response.read(), dict(response.headers))
        finally:
            connection.close()

    def ask(self, endpoint: str, **fields: object) -> Reply:
        everything = {"username": "demo", "password": "demo", **fields}
        body = json.dumps({name: value for name, value in everything.items() if value is not None})
        return self.http("POST", f"/API/{endpoint}/", body.encode(), JSON_HEADERS)

    def send(self, *numbers: str, message: str | None = "Hello", **fields: object) -> Reply:
        everything = {"sender": "MYSHOP", "mobile": ",".join(numbers or (NUMBER,)), "message": message}
        return self.ask("send", **(everything | fields))

    def control(self, hook: str, document: object = None, *, headers: dict[str, str] | None = None) -> Reply:
        if document is None:
            return self.http("GET", f"/control/{hook}", headers=headers)
        body = json.dumps(document).encode()
        return self.http("POST", f"/control/{hook}", body, headers or JSON_HEADERS)


class Starter:
    """Starts simulators for one test, and stops them all."""

    def __init__(self) -> None:
        self.clock = Clock()
        self._running: list[Simulator] = []

    def __call__(self, account: SimulatedAccount | None = None, **switches: SwitchValue) -> Client:
        # The clock stands still, so all requests come in the same second.
        chosen = Switches(rate_limit_per_second=0).changed(**switches)
        simulator = Simulator(account, chosen, clock=self.clock).start()
        self._running.append(simulator)
        return Client(simulator)

    def stop_all(self) -> None:
        for simulator in self._running:
            simulator.stop()


def http_request(endpoint: str, document: dict[str, str]) -> bytes:
    body = json.dumps(document)
    head = f"POST /API/{endpoint}/ HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode("ascii")


def raw(client: Client, data: bytes) -> bytes:
    """Everything that comes back for these bytes until the server closes."""
    with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
        connection.sendall(data)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received
