"""Connections through proxies, and the rule that only a connection that notices is used."""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys
from collections.abc import Iterator
from typing import ClassVar

import pytest
import requests
import truststore
from requests.exceptions import InvalidSchema
from urllib3.connectionpool import HTTPSConnectionPool

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.transport import AnswerLost, NeverLeft, RequestsTransport
from kwtsms_desktop.gateway.witness import WatchedAdapter
from tests.support import raw_server
from tests.support.raw_server import Peer, RawServer, answering, response

BODY = b'{"username":"someone","password":"hunter2"}'
OK = b'{"result":"OK"}'
URL = "https://gateway.test/API/send/"

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="SSL_CERT_FILE adds to the system's store on Linux only"
)


@pytest.fixture
def transport(monkeypatch: pytest.MonkeyPatch) -> Iterator[RequestsTransport]:
    """A transport to which the test certificate is one of the system's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(raw_server.CERTIFICATE))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr(truststore, "SSLContext", SystemStore)
    SystemStore.asked_about.clear()
    with contextlib.closing(RequestsTransport(connect_seconds=5, silence_seconds=5)) as made:
        yield made


class SystemStore(truststore.SSLContext):
    """The system's certificates, with a note of whom they were asked about."""

    asked_about: ClassVar[list[str | None]] = []

    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        self.asked_about.append(server_hostname)
        return super().wrap_socket(
            sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session
        )


@contextlib.contextmanager
def proxy(
    monkeypatch: pytest.MonkeyPatch, act: raw_server.Act, login: str = "", scheme: str = "http"
) -> Iterator[RawServer]:
    """A proxy that the environment names for https addresses."""
    with RawServer(act, scheme=scheme) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"{scheme}://{login}127.0.0.1:{server.port}")
        yield server


def tunnel_to(act: raw_server.Act) -> raw_server.Act:
    """A proxy that opens a tunnel, at whose end ``act`` speaks TLS."""

    def open_tunnel(peer: Peer) -> None:
        peer.read()
        peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        peer.start_tls()
        act(peer)

    return open_tunnel


def test_an_office_proxy_is_asked_for_a_tunnel_and_sees_nothing_else(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(monkeypatch, tunnel_to(answering(response(OK))), login="user:pass@") as server:
        assert transport.post(URL, BODY).body == OK
    connect, request = server.requests
    assert connect.line.startswith("CONNECT gateway.test:443 ")
    assert connect.headers["proxy-authorization"].startswith("Basic ")
    assert connect.body == b""
    assert request.line == "POST /API/send/ HTTP/1.1"
    assert "proxy-authorization" not in request.headers
    assert SystemStore.asked_about == ["gateway.test"]


def test_a_direct_connection_is_verified_by_the_systems_store(transport: RequestsTransport) -> None:
    with RawServer(answering(response(OK)), scheme="https") as server:
        transport.post(server.url, BODY)
    assert SystemStore.asked_about == ["127.0.0.1"]


def test_a_proxy_that_is_itself_reached_over_tls(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(peer: Peer) -> None:
        peer.read()
        peer.send(b"HTTP/1.1 403 Forbidden\r\n\r\n")

    with proxy(monkeypatch, refuse, scheme="https") as server, pytest.raises(NeverLeft):
        transport.post(URL, BODY)
    assert [request.line[:7] for request in server.requests] == ["CONNECT"]
    assert SystemStore.asked_about == ["127.0.0.1"]


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
def test_a_refused_tunnel_is_never_left(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    def refuse(peer: Peer) -> None:
        peer.read()
        peer.send(f"HTTP/1.1 {status}\r\n\r\n".encode())

    with proxy(monkeypatch, refuse, login="user:hush@"), pytest.raises(NeverLeft) as caught:
        transport.post(URL, BODY)
    assert caught.value.reason is Reason.NOT_CONNECTED
    assert status in caught.value.detail
    assert "hush" not in f"{caught.value!r}"


@pytest.mark.parametrize(
    "act", [raw_server.reset_at_once, raw_server.reset_after_head, raw_server.close_after_body]
)
def test_a_proxy_that_breaks_off_before_the_tunnel_is_never_left(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch, act: raw_server.Act
) -> None:
    with proxy(monkeypatch, act), pytest.raises(NeverLeft) as caught:
        transport.post(URL, BODY)
    assert caught.value.reason is Reason.NOT_CONNECTED


def test_a_proxy_that_drips_is_not_waited_for_for_ever(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drip(peer: Peer) -> None:
        peer.read()
        peer.drip(b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 2000)

    with (
        contextlib.closing(RequestsTransport(whole_seconds=0.5)) as hasty,
        proxy(monkeypatch, drip),
        pytest.raises(NeverLeft),
    ):
        hasty.post(URL, BODY)


def test_a_proxy_that_is_not_there_is_never_left(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw_server.refusing_port() as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        with pytest.raises(NeverLeft):
            transport.post(URL, BODY)


def test_a_tunnel_to_somebody_else_is_never_left(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(monkeypatch, tunnel_to(answering(response(OK)))) as server:
        with pytest.raises(NeverLeft) as caught:
            transport.post("https://other.test/API/send/", BODY)
        assert caught.value.reason is Reason.TLS_FAILED
    assert [request.line[:7] for request in server.requests] == ["CONNECT"]


@pytest.mark.parametrize("act", [raw_server.reset_after_head, raw_server.reset_after_body])
def test_a_tunnel_that_breaks_under_the_request_is_a_lost_answer(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch, act: raw_server.Act
) -> None:
    with proxy(monkeypatch, tunnel_to(act)), pytest.raises(AnswerLost):
        transport.post(URL, BODY)


@pytest.mark.parametrize(
    "address", ["socks5://127.0.0.1:1", "http://", "http://us er:hush@[::1", "nonsense://x"]
)
def test_a_proxy_of_a_kind_that_is_not_watched_is_not_used(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(NeverLeft) as caught:
        transport.post(URL, BODY)
    assert "hush" not in f"{caught.value!r}"


def test_this_machine_is_not_reached_through_a_proxy(
    transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer(answering(response(b"{}"))) as stranger, RawServer(answering(response(OK))) as server:
        monkeypatch.setenv("HTTP_PROXY", stranger.url)
        monkeypatch.setenv("ALL_PROXY", stranger.url)
        assert transport.post(server.url, BODY).body == OK
    assert stranger.connections == 0


def test_a_connection_that_does_not_notice_is_not_handed_out() -> None:
    adapter = WatchedAdapter(ssl.create_default_context())
    adapter.poolmanager.pool_classes_by_scheme = {"https": HTTPSConnectionPool}
    request = requests.Request("POST", URL).prepare()
    with contextlib.closing(adapter), pytest.raises(InvalidSchema):
        adapter.get_connection_with_tls_context(request, verify=True)
