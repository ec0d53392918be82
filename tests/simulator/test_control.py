"""The hooks under /control/, over real HTTP."""

from __future__ import annotations

import pytest

from tests.simulator.client import JSON_HEADERS, NUMBER, Client, Starter


def test_the_record(client: Client) -> None:
    client.send()
    document = client.control("record").json
    assert [m["number"] for m in document["messages"]] == [NUMBER]
    assert [r["endpoint"] for r in document["requests"]] == ["send"]
    assert document["account"]["balance"] == 4999
    assert "password" not in document["account"]


def test_the_record_holds_what_came_late(client: Client, start: Starter) -> None:
    client.simulator.faults.add("accept_late:10")
    with pytest.raises(ConnectionError):
        client.send()
    start.clock.time += 10
    assert len(client.control("record").json["messages"]) == 1


def test_balance(client: Client) -> None:
    assert client.control("balance", {"available": 10}).status == 200
    assert client.ask("balance").json == {"result": "OK", "available": 10, "purchased": 10000}
    client.control("balance", {"available": 1, "purchased": 2})
    assert client.ask("balance")["purchased"] == 2


def test_delete_refunds(client: Client) -> None:
    reply = client.control("delete", {"msg-id": client.send(test=1).id})
    assert reply.json == {"refunded": 1}
    assert client.ask("balance")["available"] == 5000


def test_deleting_what_is_not_there_is_404(client: Client) -> None:
    assert client.control("delete", {"msg-id": "0" * 32}).status == 404


def test_advance(client: Client) -> None:
    client.send()
    client.control("advance", {"seconds": 15})
    assert client.send().status == 200


def test_fault(client: Client) -> None:
    reply = client.control("fault", {"fault": "html_502", "endpoint": "balance", "skip": 1, "times": 2})
    assert reply.json == {"waiting": 1}
    assert [client.ask("balance").status for _ in range(4)] == [200, 502, 502, 200]


def test_a_lasting_fault_until_it_is_cleared(client: Client) -> None:
    client.control("fault", {"fault": "html_502", "times": None})
    assert [client.ask("balance").status for _ in range(3)] == [502] * 3
    assert client.control("fault", {"clear": True}).json == {"waiting": 0}
    assert client.ask("balance").status == 200


def test_switch(client: Client) -> None:
    reply = client.control("switch", {"max_pages": 6, "error_status": "200", "fault_kinds": ["bom"]})
    assert (reply["max_pages"], reply["error_status"], reply["fault_kinds"]) == (6, "200", ["bom"])
    assert client.send(message="A" * 1000).code == "ERR012"


def test_account(client: Client) -> None:
    client.control("account", {"blocked": True})
    assert client.ask("balance").code == "ERR005"
    client.control("account", {"blocked": False, "prefixes": ["966"], "allow_list": ["10.0.0.1"]})
    assert client.ask("balance").code == "ERR024"
    client.control("account", {"allow_list": None, "password": "new"})
    assert client.ask("coverage", password="new")["prefixes"] == ["966"]


@pytest.mark.parametrize(
    ("hook", "document", "problem"),
    [
        ("balance", {}, "available"),
        ("balance", {"available": "many"}, "available"),
        ("balance", {"available": True}, "available"),
        ("delete", {"msg_id": "x"}, "msg-id"),
        ("advance", {"seconds": -1}, "advanced"),
        ("fault", {"fault": "nothing"}, "accept_then_drop"),
        ("fault", {}, "name of a fault"),
        ("fault", {"fault": "bom", "endpoint": "report"}, "endpoints"),
        ("fault", {"fault": "bom", "skip": "two"}, "skip"),
        ("switch", {"max_page": 6}, "max_pages"),
        ("switch", {"max_pages": "six"}, "whole number"),
        ("account", {"is_blocked": True}, "blocked"),
        ("account", {"blocked": 1}, "wrong kind"),
        ("account", {"balance": True}, "wrong kind"),
        ("account", {"prefixes": "965"}, "wrong kind"),
        ("account", {"username": 5}, "wrong kind"),
    ],
)
def test_a_wrong_document_is_400_and_says_why(
    client: Client, hook: str, document: dict[str, object], problem: str
) -> None:
    reply = client.control(hook, document)
    assert reply.status == 400
    assert problem in reply.json["error"]


def test_a_wrong_value_changes_nothing(client: Client) -> None:
    client.control("switch", {"max_pages": 6, "seed": "x"})
    assert client.simulator.switches.max_pages == 7
    client.control("account", {"balance": 1, "api_on": "no"})
    assert client.simulator.account.balance == 5000


def test_an_unknown_hook_lists_the_known(client: Client) -> None:
    reply = client.control("nothing")
    assert reply.status == 404
    assert "POST advance" in reply.json["error"]


def test_a_form_is_no_control(client: Client) -> None:
    reply = client.control("balance", {"available": 1}, headers={"Content-Type": "text/plain"})
    assert reply.status == 400
    assert client.simulator.account.balance == 5000


def test_a_foreign_page_cannot_read_the_record(client: Client) -> None:
    assert client.control("record", headers={"Host": "evil.example"}).status == 403
    assert client.control("record", headers={"Host": "localhost:1234"}).status == 200


def test_control_is_not_recorded_and_not_blocked(start: Starter) -> None:
    client = start(rate_limit_per_second=1)
    client.ask("balance")
    for _ in range(5):
        assert client.control("record").status == 200
    assert len(client.simulator.record.requests) == 1
    with pytest.raises(ConnectionError):
        client.ask("balance")
    assert client.http("POST", "/control/advance", b'{"seconds": 60}', JSON_HEADERS).status == 200
    assert client.ask("balance").status == 200
