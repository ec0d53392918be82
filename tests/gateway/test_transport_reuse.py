"""When a connection is used again: one that the other end may be closing costs an unknown outcome."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import pytest

from kwtsms_desktop.gateway.transport import AnswerLost, RequestsTransport
from tests.support.raw_server import Peer, RawServer, answering, response

BODY = b'{"username":"someone","password":"hunter2","message":"x"}'
OK = b'{"result":"OK"}'


class Clock:
    """A clock that stands still."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def transport(clock: Clock) -> Iterator[RequestsTransport]:
    with contextlib.closing(RequestsTransport(clock=clock)) as made:
        yield made


def connections(server: RawServer, transport: RequestsTransport, clock: Clock, idle: float) -> int:
    transport.post(server.url, BODY)
    clock.now += idle
    transport.post(server.url, BODY)
    return server.connections


def test_a_connection_is_used_again(transport: RequestsTransport, clock: Clock) -> None:
    with RawServer(answering(response(OK))) as server:
        assert connections(server, transport, clock, idle=4.9) == 1


def test_one_that_was_idle_for_over_5_seconds_is_not(transport: RequestsTransport, clock: Clock) -> None:
    with RawServer(answering(response(OK))) as server:
        assert connections(server, transport, clock, idle=5.1) == 2


@pytest.mark.parametrize(("idle", "expected"), [(0.9, 1), (1.1, 2)])
def test_half_of_what_the_server_announces_counts_if_shorter(
    transport: RequestsTransport, clock: Clock, idle: float, expected: int
) -> None:
    with RawServer(answering(response(OK, "200 OK", "Keep-Alive: timeout=2, max=100"))) as server:
        assert connections(server, transport, clock, idle) == expected


def test_one_that_the_server_closed_is_noticed(transport: RequestsTransport) -> None:
    closed = threading.Event()

    def answer_and_close(peer: Peer) -> None:
        peer.read()
        peer.send(response(OK))
        peer.close()
        closed.set()

    with RawServer(answer_and_close) as server:
        for _ in range(3):
            assert transport.post(server.url, BODY).body == OK
            assert closed.wait(10)
            closed.clear()
        assert server.connections == 3


def test_a_stale_connection_that_resets_is_a_lost_answer(transport: RequestsTransport) -> None:
    def answer_and_reset(peer: Peer) -> None:
        peer.read()
        peer.send(response(OK))
        peer.read()
        peer.reset()

    with RawServer(answer_and_reset) as server:
        transport.post(server.url, BODY)
        with pytest.raises(AnswerLost):
            transport.post(server.url, BODY)
        assert len(server.requests) == 2
