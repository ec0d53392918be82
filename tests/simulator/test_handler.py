"""What happens on the wire: formats, addresses, and each fault (gateway-cases.md G)."""

from __future__ import annotations

import http.client
import json
import select
import socket

import pytest

from tests.simulator.client import (
    BODY,
    CREDENTIALS,
    JSON_HEADERS,
    NUMBER,
    OTHER,
    Client,
    Clock,
    Starter,
    http_request,
    raw,
    until,
)


class TestFormats:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Content-Type": "application/json"},
            {"Content-Type": "application/json; charset=utf-8"},
            {"Content-Type": "text/plain", "Accept": "application/json"},
        ],
    )
    def test_either_header_selects_json(self, client: Client, headers: dict[str, str]) -> None:
        reply = client.http("POST", "/API/balance/", BODY, headers)
        assert reply["available"] == 5000
        assert reply.headers["Content-Type"].startswith("application/json")

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(b"", id="empty"),
            pytest.param(b"{", id="broken"),
            pytest.param(b"[]", id="array"),
            pytest.param(b'"text"', id="text"),
            pytest.param(b'{"username": "\xff"}', id="not utf-8"),
            pytest.param(b"[" * 100_000, id="deep"),
        ],
    )
    def test_a_body_that_cannot_be_read_is_err002(self, client: Client, body: bytes) -> None:
        assert client.http("POST", "/API/balance/", body, JSON_HEADERS).code == "ERR002"

    def test_a_chunked_body_is_err002(self, client: Client) -> None:
        chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
        head = (
            b"POST /API/balance/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            connection.sendall(head + chunk)
            response = http.client.HTTPResponse(connection)
            response.begin()
            document = json.loads(response.read())
            response.close()
        assert document["code"] == "ERR002"
        assert client.simulator.record.requests[0].fields is None

    def test_a_chunked_body_with_a_length_too_is_err002(self, client: Client) -> None:
        headers = JSON_HEADERS | {"Transfer-Encoding": "chunked", "Content-Length": str(len(BODY))}
        assert client.http("POST", "/API/balance/", BODY, headers).code == "ERR002"

    def test_no_content_length_is_err002(self, client: Client) -> None:
        head = b"POST /API/balance/ HTTP/1.0\r\nContent-Type: application/json\r\n\r\n"
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            connection.sendall(head + BODY)
            connection.shutdown(socket.SHUT_WR)
            assert b"ERR002" in connection.makefile("rb").read()

    def test_an_enormous_body_is_err002(self, client: Client) -> None:
        assert client.http("POST", "/API/balance/", b" " * 2_000_000, JSON_HEADERS).code == "ERR002"

    def test_a_body_that_breaks_off_changes_nothing(self, client: Client) -> None:
        body = json.dumps(CREDENTIALS | {"sender": "MYSHOP", "mobile": NUMBER, "message": "x"}).encode()
        head = f"POST /API/send/ HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body) + 1}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            connection.sendall(head + body)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(10) == b""
        assert client.simulator.record.messages == ()
        assert client.simulator.record.requests[0].status is None


class TestLegacy:
    """The same addresses without a JSON header (gateway-api.md §9)."""

    def get(self, client: Client, endpoint: str, query: str = "") -> str:
        reply = client.http("GET", f"/API/{endpoint}/?username=demo&password=demo&{query}")
        assert reply.headers["Content-Type"].startswith("text/plain")
        return reply.text

    def test_balance(self, client: Client) -> None:
        assert self.get(client, "balance") == "5000.00/10000.00"

    def test_senderid_and_coverage(self, client: Client) -> None:
        assert self.get(client, "senderid") == "KWT-SMS\nMYSHOP"
        assert self.get(client, "coverage") == "965\n971"

    def test_validate(self, client: Client) -> None:
        text = self.get(client, "validate", f"mobile={NUMBER},12,966551234567")
        assert text == f"ER:12\nNR:966551234567\nOK:{NUMBER}"

    def test_send_status_and_dlr(self, client: Client, clock: Clock) -> None:
        text = self.get(client, "send", "sender=MYSHOP&mobile=971501234567&message=Hello+%D8%A3&lang=1")
        ok, message_id, *rest = text.split(":")
        assert (ok, rest) == ("OK", ["1", "1.00", "4999.00", str(int(clock.time))])
        clock.time += 1000
        assert self.get(client, "status", f"msgid={message_id}") == "OK:Sent"
        assert self.get(client, "dlr", f"msgid={message_id}") == "971501234567,Received by recipient"
        assert client.simulator.record.received == [("971501234567", "Hello أ")]

    def test_an_error_is_the_bare_code(self, client: Client) -> None:
        reply = client.http("GET", "/API/balance/?username=demo&password=x")
        assert (reply.status, reply.text) == (403, "ERR003")

    def test_a_form(self, client: Client) -> None:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = client.http("POST", "/API/balance/", b"username=demo&password=demo", headers)
        assert reply.text == "5000.00/10000.00"

    def test_the_record_tells_and_hides_the_password(self, client: Client) -> None:
        self.get(client, "balance")
        request = client.simulator.record.requests[0]
        assert (request.method, request.wire) == ("GET", "legacy")
        assert request.fields == {"username": "demo", "password": "(hidden)"}


class TestAddresses:
    def test_a_missing_slash_is_redirected(self, client: Client) -> None:
        reply = client.http("POST", "/API/balance", BODY, JSON_HEADERS)
        assert (reply.status, reply.headers["Location"]) == (301, "/API/balance/")

    def test_a_missing_slash_may_be_not_found(self, start: Starter) -> None:
        assert start(missing_slash="not_found").http("POST", "/API/balance", BODY).status == 404

    @pytest.mark.parametrize("path", ["/API/report/", "/API/", "/", "/API/balance/x", "/api/balance/"])
    def test_nothing_else_exists(self, client: Client, path: str) -> None:
        reply = client.http("POST", path, BODY, JSON_HEADERS)
        assert reply.status == 404
        assert reply.headers["Content-Type"].startswith("text/html")

    @pytest.mark.parametrize("path", ["/API/balance/", "/control/record"])
    def test_head_is_not_done(self, client: Client, path: str) -> None:
        assert client.http("HEAD", path).status == 405

    def test_a_connection_is_kept(self, client: Client) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", client.simulator.port, timeout=30)
        sockets = set()
        for _ in range(3):
            connection.request("POST", "/API/balance/", BODY, JSON_HEADERS)
            assert connection.getresponse().read()
            sockets.add(connection.sock)
        connection.close()
        assert len(sockets) == 1
        assert None not in sockets

    def test_an_idle_connection_is_closed_when_its_time_is_over(self, start: Starter) -> None:
        client = start(keep_alive_seconds=0.05)
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            assert connection.recv(1) == b""

    def test_garbage_is_answered_with_an_error_page(self, client: Client) -> None:
        assert b"400 - Bad request" in raw(client, b"\x16\x03\x01 is no HTTP\r\n\r\n")


class TestLatency:
    @pytest.mark.parametrize("latency", [600.0, (600.0, 700.0)])
    def test_an_answer_waits_but_the_message_is_processed(
        self, start: Starter, latency: float | tuple[float, float]
    ) -> None:
        client = start(latency=latency)
        message = CREDENTIALS | {"sender": "MYSHOP", "mobile": NUMBER, "message": "x"}
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            connection.sendall(http_request("send", message))
            until(lambda: client.simulator.record.messages)
            assert client.control("record").status == 200
            assert select.select([connection], [], [], 0)[0] == []

    def test_an_answer_comes_after_it(self, start: Starter) -> None:
        assert start(latency=(0.005, 0.01)).ask("balance").status == 200


def test_arrivals_are_recorded_in_order(client: Client) -> None:
    client.send(NUMBER)
    client.send(OTHER)
    starts = client.simulator.record.starts
    assert len(starts) == 2
    assert starts[0] < starts[1]
