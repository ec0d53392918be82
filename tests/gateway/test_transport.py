"""What a broken connection is taken for. A wrong "never left" sends messages twice: each fault is real."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.transport import AnswerLost, NeverLeft, Reply, RequestsTransport
from tests.support import raw_server
from tests.support.raw_server import Act, Peer, RawServer, answering, response

BODY = b'{"username":"someone","password":"hunter2","message":"x"}'
OK = b'{"result":"OK"}'

openssl_store = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="SSL_CERT_FILE adds to the system's store on Linux only"
)


@pytest.fixture
def transport() -> Iterator[RequestsTransport]:
    """A transport that loses patience soon: it is only ever kept waiting on purpose."""
    with contextlib.closing(
        RequestsTransport(connect_seconds=5, silence_seconds=0.4, whole_seconds=30)
    ) as made:
        yield made


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test certificate is one of the system's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(raw_server.CERTIFICATE))


def garbage(peer: Peer) -> None:
    peer.read()
    peer.send(b"\x16\x03\x01 this is not HTTP\r\n\r\n")


def too_many_headers(peer: Peer) -> None:
    peer.read()
    peer.send(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n")


def broken_chunks(peer: Peer) -> None:
    peer.read()
    peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")


def half_a_chunk(peer: Peer) -> None:
    peer.read()
    peer.send(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"result":"OK"')


def broken_gzip(peer: Peer) -> None:
    peer.read()
    peer.send(response(b"this is no gzip", "200 OK", "Content-Encoding: gzip"))


class TestAReply:
    def test_it_is_complete_with_its_status(self, transport: RequestsTransport) -> None:
        with RawServer(answering(response(OK, "403 Forbidden"))) as server:
            assert transport.post(server.url, BODY) == Reply(403, OK)

    def test_g24_g25_the_request_is_a_json_post_with_its_length(self, transport: RequestsTransport) -> None:
        with RawServer(answering(response(OK))) as server:
            transport.post(server.url + "send/", BODY)
        (request,) = server.requests
        assert request.line == "POST /API/send/ HTTP/1.1"
        assert request.body == BODY
        assert request.headers["content-length"] == str(len(BODY))
        assert request.headers["content-type"] == request.headers["accept"] == "application/json"
        assert "transfer-encoding" not in request.headers

    def test_chunks_are_put_together(self, transport: RequestsTransport) -> None:
        chunks = (
            b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{"result\r\n7\r\n":"OK"}\r\n0\r\n\r\n'
        )
        with RawServer(answering(chunks)) as server:
            assert transport.post(server.url, BODY).body == OK

    def test_gzip_of_a_proxy_is_undone(self, transport: RequestsTransport) -> None:
        packed = response(gzip.compress(OK), "200 OK", "Content-Encoding: gzip")
        with RawServer(answering(packed)) as server:
            assert transport.post(server.url, BODY).body == OK

    def test_neither_cookies_nor_netrc_logins_are_sent(
        self, transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login other password other")
        monkeypatch.setenv("NETRC", str(netrc))
        with RawServer(answering(response(OK, "200 OK", "Set-Cookie: session=1; Path=/"))) as server:
            transport.post(server.url, BODY)
            transport.post(server.url, BODY)
        assert [{"cookie", "authorization"} & set(request.headers) for request in server.requests] == [
            set(),
            set(),
        ]

    @openssl_store
    @pytest.mark.usefixtures("trusted")
    def test_over_tls_with_a_certificate_of_the_systems_store(self, transport: RequestsTransport) -> None:
        with RawServer(answering(response(OK)), scheme="https") as server:
            assert transport.post(server.url, BODY).body == OK


class TestRedirects:
    @pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Go", "308 Go"])
    def test_g27_none_is_followed(self, transport: RequestsTransport, status: str) -> None:
        with RawServer(answering(response(OK))) as elsewhere:
            moved = response(b"moved", status, f"Location: {elsewhere.url}")
            with RawServer(answering(moved)) as server:
                assert transport.post(server.url, BODY) == Reply(int(status[:3]), b"moved")
        assert elsewhere.connections == 0


class TestNeverLeft:
    def test_refused(self, transport: RequestsTransport) -> None:
        with raw_server.refusing_port() as port, pytest.raises(NeverLeft) as caught:
            transport.post(f"http://127.0.0.1:{port}/", BODY)
        assert caught.value.reason is Reason.NOT_CONNECTED

    def test_g32_no_such_host(self, transport: RequestsTransport) -> None:
        with pytest.raises(NeverLeft) as caught:
            transport.post("https://nonexistent.invalid/", BODY)
        assert caught.value.reason is Reason.NOT_CONNECTED

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps silent when its queue is full")
    def test_g31_a_firewall_that_keeps_silent(self) -> None:
        with socket.socket() as listener, contextlib.ExitStack() as others:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            for _ in range(2):
                other = others.enter_context(socket.socket())
                other.setblocking(False)
                other.connect_ex(listener.getsockname())
            transport = others.enter_context(contextlib.closing(RequestsTransport(connect_seconds=0.3)))
            with pytest.raises(NeverLeft) as caught:
                transport.post(f"http://127.0.0.1:{listener.getsockname()[1]}/", BODY)
        assert caught.value.reason is Reason.NOT_CONNECTED

    def test_g32_tls_to_a_port_that_speaks_plain_text(self, transport: RequestsTransport) -> None:
        def greet(peer: Peer) -> None:
            peer.send(b"220 mail.example ESMTP ready\r\n" * 10)

        with RawServer(greet) as server, pytest.raises(NeverLeft) as caught:
            transport.post(f"https://127.0.0.1:{server.port}/", BODY)
        assert caught.value.reason is Reason.TLS_FAILED

    def test_g32_a_certificate_that_nobody_signed(self, transport: RequestsTransport) -> None:
        with RawServer(answering(response(OK)), scheme="https") as server:
            with pytest.raises(NeverLeft) as caught:
                transport.post(server.url, BODY)
            assert caught.value.reason is Reason.TLS_FAILED
            assert "certificate" in caught.value.detail
        assert server.requests == []

    def test_no_certificate_bundle_beside_the_systems_store_is_trusted(
        self, transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(raw_server.CERTIFICATE))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(raw_server.CERTIFICATE))
        monkeypatch.setenv("CURL_CA_BUNDLE", str(raw_server.CERTIFICATE))
        with RawServer(answering(response(OK)), scheme="https") as server, pytest.raises(NeverLeft):
            transport.post(server.url, BODY)

    def test_a_reset_during_the_tls_handshake(self, transport: RequestsTransport) -> None:
        # Not before its first bytes are there: CPython 3.11 forgets to close its socket then.
        with RawServer(raw_server.reset_after_hello) as server, pytest.raises(NeverLeft):
            transport.post(f"https://127.0.0.1:{server.port}/", BODY)

    def test_a_tls_handshake_that_never_goes_on(self) -> None:
        with (
            contextlib.closing(RequestsTransport(connect_seconds=0.3)) as transport,
            RawServer(raw_server.mute) as server,
            pytest.raises(NeverLeft),
        ):
            transport.post(f"https://127.0.0.1:{server.port}/", BODY)

    @pytest.mark.parametrize("url", ["gopher://127.0.0.1/", "http://", "https://a b/", "http://[::1/"])
    def test_an_address_that_is_none(self, transport: RequestsTransport, url: str) -> None:
        with pytest.raises(NeverLeft):
            transport.post(url, BODY)


class TestAnswerLost:
    @pytest.mark.parametrize(
        "act",
        [
            raw_server.reset_after_hello,
            raw_server.reset_after_head,
            raw_server.reset_after_body,
            raw_server.close_after_body,
            raw_server.half_an_answer,
            garbage,
            too_many_headers,
            broken_chunks,
            half_a_chunk,
            broken_gzip,
        ],
        ids=lambda act: act.__name__,
    )
    def test_once_something_left_every_fault_is_a_lost_answer(
        self, transport: RequestsTransport, act: Act
    ) -> None:
        with RawServer(act) as server:
            with pytest.raises(AnswerLost) as caught:
                transport.post(server.url, BODY)
            assert server.connections == 1
        assert caught.value.reason is Reason.ANSWER_LOST
        assert not caught.value.timed_out

    def test_a_reset_at_once_hits_the_connecting_or_the_request(self, transport: RequestsTransport) -> None:
        # A race that both answers to are right; only a reply or a second attempt would be wrong.
        with RawServer(raw_server.reset_at_once) as server:
            with pytest.raises((NeverLeft, AnswerLost)):
                transport.post(server.url, BODY)
            assert server.connections == 1

    def test_half_of_the_headers_leave_nothing_that_could_be_read(self, transport: RequestsTransport) -> None:
        with RawServer(raw_server.half_a_head) as server:
            assert transport.post(server.url, BODY).body == b""

    @pytest.mark.parametrize("act", [raw_server.silent, raw_server.mute], ids=["silent", "mute"])
    def test_g29_silence(self, transport: RequestsTransport, act: Act) -> None:
        with RawServer(act) as server:
            with pytest.raises(AnswerLost) as caught:
                transport.post(server.url, BODY)
            assert server.connections == 1
        assert caught.value.timed_out

    @openssl_store
    @pytest.mark.usefixtures("trusted")
    @pytest.mark.parametrize(
        "act",
        [
            raw_server.reset_after_body,
            raw_server.close_after_body,
            raw_server.half_an_answer,
            raw_server.silent,
        ],
        ids=lambda act: act.__name__,
    )
    def test_over_tls_it_is_the_same(self, transport: RequestsTransport, act: Act) -> None:
        with RawServer(act, scheme="https") as server, pytest.raises(AnswerLost):
            transport.post(server.url, BODY)
        assert len(server.requests) == 1

    @pytest.mark.parametrize(
        "before", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"], ids=["head", "body"]
    )
    def test_a_server_that_drips_is_not_waited_for_for_ever(self, before: bytes) -> None:
        def drip(peer: Peer) -> None:
            peer.read()
            peer.send(before)
            peer.drip(b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 2000)

        with (
            contextlib.closing(RequestsTransport(silence_seconds=20, whole_seconds=0.5)) as transport,
            RawServer(drip) as server,
            pytest.raises(AnswerLost) as caught,
        ):
            transport.post(server.url, BODY)
        assert caught.value.timed_out

    def test_nor_is_one_that_begins_and_falls_silent(self) -> None:
        def begin(peer: Peer) -> None:
            peer.read()
            peer.send(b"HTTP/1.1 200")
            peer.keep_silent()

        with (
            contextlib.closing(RequestsTransport(silence_seconds=3600, whole_seconds=0.5)) as transport,
            RawServer(begin) as server,
            pytest.raises(AnswerLost) as caught,
        ):
            transport.post(server.url, BODY)
        assert caught.value.timed_out

    def test_a_request_that_stalls_half_way_out(self) -> None:
        with (
            contextlib.closing(RequestsTransport(connect_seconds=0.3)) as transport,
            RawServer(raw_server.mute) as server,
            pytest.raises(AnswerLost),
        ):
            transport.post(server.url, b"x" * 40_000_000)

    @pytest.mark.parametrize("status", [b"200 OK", b"302 Found\r\nLocation: http://127.0.0.1:1/"])
    def test_g28_50_megabytes_are_not_read(self, transport: RequestsTransport, status: bytes) -> None:
        all_sent = threading.Event()

        def flood(peer: Peer) -> None:
            peer.read()
            peer.send(b"HTTP/1.1 " + status + b"\r\nConnection: close\r\n\r\n")
            for _ in range(50):
                peer.send(b" " * 1_000_000)
            all_sent.set()

        with RawServer(flood) as server, pytest.raises(AnswerLost):
            transport.post(server.url, BODY)
        assert not all_sent.is_set()

    def test_g28_a_small_body_that_unpacks_to_a_large_one_is_bounded(
        self, transport: RequestsTransport
    ) -> None:
        packed = response(gzip.compress(b" " * 20_000_000), "200 OK", "Content-Encoding: gzip")
        with RawServer(answering(packed)) as server, pytest.raises(AnswerLost):
            transport.post(server.url, BODY)

    def test_the_next_request_is_not_given_the_rest_of_a_lost_answer(
        self, transport: RequestsTransport
    ) -> None:
        with RawServer(raw_server.silent, answering(response(OK))) as server:
            with pytest.raises(AnswerLost):
                transport.post(server.url, BODY)
            assert transport.post(server.url, BODY).body == OK
            assert server.connections == 2


class TestDetail:
    """What goes into the log."""

    def test_it_says_what_the_system_said(self, transport: RequestsTransport) -> None:
        with raw_server.refusing_port() as port, pytest.raises(NeverLeft) as caught:
            transport.post(f"http://127.0.0.1:{port}/", BODY)
        assert "ConnectionRefusedError" in caught.value.detail
        assert caught.value.detail.isprintable()

    @pytest.mark.parametrize("act", [raw_server.reset_after_body, raw_server.half_an_answer])
    def test_f13_no_form_of_the_error_shows_the_login(self, transport: RequestsTransport, act: Act) -> None:
        with RawServer(act) as server, pytest.raises(AnswerLost) as caught:
            transport.post(server.url, BODY)
        shown = (
            f"{caught.value!r} {caught.value} {caught.value.__context__!r} {transport!r} {vars(transport)}"
        )
        assert "hunter2" not in shown

    def test_the_request_is_not_kept_alive_by_the_error(self, transport: RequestsTransport) -> None:
        with RawServer(raw_server.reset_after_body) as server, pytest.raises(AnswerLost) as caught:
            transport.post(server.url, BODY)
        assert caught.value.__context__ is None
        assert caught.value.__cause__ is None

    def test_a_reply_does_not_show_its_body(self) -> None:
        assert repr(Reply(200, json.dumps({"a": 1}).encode())) == "Reply(status=200)"
