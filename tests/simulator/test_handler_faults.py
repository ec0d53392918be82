"""Each fault on the wire: what the client sees, and whether the gateway has charged (gateway-cases.md G)."""

from __future__ import annotations

import http.client
import json
import select
import socket
from typing import Any

import pytest

from kwtsms_desktop.simulator import FaultKind
from kwtsms_desktop.simulator.responses import HUGE_BODY_BYTES
from tests.simulator.client import (
    BODY,
    CREDENTIALS,
    JSON_HEADERS,
    NUMBER,
    Client,
    Clock,
    Starter,
    http_request,
    raw,
    until,
)

DROPPED = (ConnectionError, http.client.RemoteDisconnected)


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
