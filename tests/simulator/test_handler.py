"""What happens on the wire: formats, addresses, and each fault (gateway-cases.md G)."""

from __future__ import annotations

import http.client
import json
import select
import socket
from typing import Any

import pytest

from kwtsms_desktop.simulator import FaultKind
from kwtsms_desktop.simulator.responses import HUGE_BODY_BYTES
from tests.simulator.client import JSON_HEADERS, NUMBER, OTHER, Client, Clock, Starter, until

CREDENTIALS = {"username": "demo", "password": "demo"}
BODY = json.dumps(CREDENTIALS).encode()
DROPPED = (ConnectionError, http.client.RemoteDisconnected)


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


class TestFaults:
    """Each fault: what the client sees, and whether the gateway has charged."""

    def balance_falls(self, client: Client) -> bool:
        return client.simulator.account.balance < 5000

    @pytest.mark.parametrize("style", ["reset", "close"])
    @pytest.mark.parametrize(
        ("fault", "charged"),
        [("drop_before_read", False), ("drop_after_read", False), ("accept_then_drop", True)],
    )
    def test_no_answer(self, start: Starter, fault: str, charged: bool, style: str) -> None:
        client = start(drop_with=style)
        client.simulator.faults.add(fault, endpoint="send")
        with pytest.raises(DROPPED):
            client.send()
        assert self.balance_falls(client) is charged
        request = client.simulator.record.requests[0]
        assert (request.fault, request.status) == (fault, None)

    def test_a_reset_is_a_reset(self, start: Starter) -> None:
        client = start(drop_with="reset")
        client.simulator.faults.add("drop_after_read")
        with pytest.raises(ConnectionResetError) as caught:
            client.send()
        assert caught.type is ConnectionResetError  # not its subclass for a proper goodbye

    def test_a_close_is_a_close(self, start: Starter) -> None:
        client = start(drop_with="close")
        client.simulator.faults.add("drop_after_read")
        with pytest.raises(http.client.RemoteDisconnected):
            client.send()

    def test_a_close_is_a_close_even_if_much_was_not_read(self, start: Starter) -> None:
        client = start(drop_with="close")
        client.simulator.faults.add("drop_before_read")
        head = b"POST /API/balance/ HTTP/1.1\r\nContent-Length: 500000\r\n\r\n"
        assert raw(client, head + b" " * 500_000) == b""

    def test_accept_late(self, client: Client, clock: Clock) -> None:
        client.simulator.faults.add("accept_late:90", endpoint="send")
        with pytest.raises(DROPPED):
            client.send()
        due = clock.time + 90
        clock.time = due - 1
        assert not self.balance_falls(client)
        clock.time = due + 1000
        assert client.ask("balance")["available"] == 4999
        assert client.simulator.record.messages[0].time == due

    def test_what_is_late_happens_without_a_further_request(self, client: Client) -> None:
        client.simulator.faults.add("accept_late:90", endpoint="send")
        with pytest.raises(DROPPED):
            client.send()
        client.simulator.advance(90)
        assert client.simulator.record.received == [(NUMBER, "Hello")]

    def test_hang_lasts_until_the_client_gives_up(self, client: Client) -> None:
        client.simulator.faults.add("hang", endpoint="balance")
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            connection.sendall(http_request("balance", CREDENTIALS))
            until(lambda: client.simulator.record.requests[0:1] and client.simulator.record.requests[0].wire)
            assert client.ask("balance")["available"] == 5000
            assert select.select([connection], [], [], 0)[0] == []

    @pytest.mark.parametrize(("fault", "charged"), [("html_502", False), ("accept_then_502", True)])
    def test_502(self, client: Client, fault: str, charged: bool) -> None:
        client.simulator.faults.add(fault)
        reply = client.send()
        assert reply.status == 502
        assert reply.body.startswith(b"<html>")
        assert self.balance_falls(client) is charged

    def test_redirect_works_when_followed(self, client: Client) -> None:
        client.simulator.faults.add("redirect")
        reply = client.send()
        assert (reply.status, reply.headers["Location"]) == (307, "/API/send/")
        assert not self.balance_falls(client)
        assert client.send().status == 200

    @pytest.mark.parametrize(("code", "status"), [("ERR011", 400), ("ERR003", 403), ("ERR777", 400)])
    def test_error(self, client: Client, code: str, status: int) -> None:
        client.simulator.faults.add(f"error:{code}")
        reply = client.send()
        assert (reply.status, reply["result"], reply.code) == (status, "ERROR", code)
        assert not self.balance_falls(client)

    def test_empty_200(self, client: Client) -> None:
        client.simulator.faults.add("empty_200")
        reply = client.send()
        assert (reply.status, reply.body) == (200, b"")
        assert self.balance_falls(client)

    def test_truncated_json(self, client: Client) -> None:
        client.simulator.faults.add("truncated_json")
        reply = client.send()
        assert reply.body.startswith(b'{"result": "OK"')
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            json.loads(reply.body)
        assert self.balance_falls(client)

    def test_half_reply(self, client: Client) -> None:
        client.simulator.faults.add("half_reply")
        with pytest.raises(http.client.IncompleteRead):
            client.send()
        assert self.balance_falls(client)

    def test_json_array(self, client: Client) -> None:
        client.simulator.faults.add("json_array")
        assert json.loads(client.send().body)[0]["result"] == "OK"
        assert self.balance_falls(client)

    def test_no_result(self, client: Client) -> None:
        client.simulator.faults.add("no_result")
        document = client.send().json
        assert "result" not in document
        assert document["numbers"] == 1
        assert self.balance_falls(client)

    def test_bom(self, client: Client) -> None:
        client.simulator.faults.add("bom")
        body = client.send().body
        assert body.startswith(b"\xef\xbb\xbf{")
        assert json.loads(body.decode("utf-8-sig"))["result"] == "OK"
        assert self.balance_falls(client)

    def test_huge_body(self, client: Client) -> None:
        client.simulator.faults.add("huge_body")
        reply = client.ask("balance")
        assert len(reply.body) == HUGE_BODY_BYTES == 50_000_000
        assert reply["available"] == 5000
        assert len(client.simulator.record.requests[0].reply or "") <= 20_000

    def test_a_client_may_leave_in_the_middle_of_a_huge_body(self, client: Client) -> None:
        client.simulator.faults.add("huge_body")
        connection = http.client.HTTPConnection("127.0.0.1", client.simulator.port, timeout=30)
        connection.request("POST", "/API/balance/", BODY, JSON_HEADERS)
        response = connection.getresponse()
        response.read(1000)
        response.close()
        connection.close()
        assert client.ask("balance").status == 200

    def test_deep_json(self, client: Client) -> None:
        client.simulator.faults.add("deep_json")
        body = client.send().body
        with pytest.raises(RecursionError):
            json.loads(body)
        assert self.balance_falls(client)

    def test_slow(self, client: Client) -> None:
        client.simulator.faults.add("slow:0.01", endpoint="send")
        assert client.send().status == 200
        assert client.simulator.record.requests[0].fault == "slow:0.01"

    def test_a_slow_answer_is_processed_at_once_and_others_are_served_meanwhile(self, client: Client) -> None:
        client.simulator.faults.add("slow:600", endpoint="send")
        message = CREDENTIALS | {"sender": "MYSHOP", "mobile": NUMBER, "message": "x"}
        with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30) as connection:
            connection.sendall(http_request("send", message))
            until(lambda: client.simulator.record.messages)
            assert client.ask("balance")["available"] == 4999
            assert select.select([connection], [], [], 0)[0] == []

    def test_every_kind_is_tested_here(self) -> None:
        names = " ".join(name for name in dir(type(self)) if name.startswith("test_"))
        elsewhere = {"drop_before_read", "drop_after_read", "accept_then_drop", "html_502", "accept_then_502"}
        assert {kind for kind in FaultKind if kind not in names} <= elsewhere

    def test_a_fault_leaves_the_next_request_alone(self, client: Client) -> None:
        client.simulator.faults.add("html_502", endpoint="send", skip=1, times=1)
        assert [client.send(test=1).status for _ in range(3)] == [200, 502, 200]

    def test_random_faults_by_switch(self, start: Starter) -> None:
        switches: dict[str, Any] = {"fault_rate": 0.5, "fault_kinds": ("html_502",), "seed": 4}
        statuses = [
            [client.ask("balance").status for _ in range(30)]
            for client in (start(**switches), start(**switches))
        ]
        assert statuses[0] == statuses[1]
        assert set(statuses[0]) == {200, 502}

    def test_random_faults_of_some_endpoints(self, start: Starter) -> None:
        client = start(fault_rate=1.0, fault_kinds=("html_502",), fault_endpoints=("send",))
        assert client.ask("balance").status == 200
        assert client.send().status == 502

    def test_a_fault_reaches_a_legacy_request_too(self, client: Client) -> None:
        client.simulator.faults.add("html_502")
        assert client.http("GET", "/API/balance/?username=demo&password=demo").status == 502


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
