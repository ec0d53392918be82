"""The commands but ``send/``, over real HTTP (gateway-api.md §2, §3)."""

from __future__ import annotations

import random
import threading
import time
from typing import Any

import pytest

from kwtsms_desktop.simulator import Endpoint, Record, SimulatedAccount, Simulator, Switches
from kwtsms_desktop.simulator.backend import Backend
from tests.simulator.client import ABROAD, NUMBER, OTHER, UNCOVERED, Client, Clock, Starter

ENDPOINTS = ["balance", "senderid", "coverage", "validate", "send", "status", "dlr"]


def test_balance(client: Client) -> None:
    reply = client.ask("balance")
    assert (reply.status, reply.body) == (200, b'{"result": "OK", "available": 5000, "purchased": 10000}')


def test_senderid(client: Client) -> None:
    assert client.ask("senderid").json == {"result": "OK", "senderid": ["KWT-SMS", "MYSHOP"]}


def test_an_account_without_sender_ids_has_an_empty_list(start: Starter) -> None:
    assert start(SimulatedAccount(sender_ids=[])).ask("senderid")["senderid"] == []


def test_coverage_is_a_flat_list_of_texts(client: Client) -> None:
    assert client.ask("coverage").json == {"result": "OK", "prefixes": ["965", "971"]}


def test_no_coverage_is_err033(start: Starter) -> None:
    assert start(SimulatedAccount(prefixes=[])).ask("coverage").code == "ERR033"


def test_validate_sorts_and_echoes_what_was_sent(client: Client) -> None:
    entries = [NUMBER, f"00{NUMBER}", "+99123456", "99123456", "96522123456", "9651812345", UNCOVERED]
    assert client.ask("validate", mobile=",".join(entries))["mobile"] == {
        "OK": [NUMBER],
        "ER": entries[1:6],
        "NR": [UNCOVERED],
    }


def test_validate_costs_nothing(client: Client) -> None:
    client.ask("validate", mobile=NUMBER)
    assert client.simulator.account.balance == 5000


def test_validate_may_omit_empty_buckets(start: Starter) -> None:
    client = start(validate_buckets="omit_empty")
    assert client.ask("validate", mobile=NUMBER)["mobile"] == {"OK": [NUMBER]}


def test_validate_refuses_a_field_that_is_too_long(client: Client) -> None:
    assert client.ask("validate", mobile=",".join([NUMBER] * 209)).code == "ERR006"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("missing", ["username", "password"])
def test_credentials_are_mandatory_everywhere(client: Client, endpoint: str, missing: str) -> None:
    reply = client.ask(endpoint, **{missing: None})
    assert (reply.status, reply.code) == (400, "ERR002")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("wrong", [{"username": "Demo"}, {"password": "wrong"}])
def test_wrong_credentials_are_err003(client: Client, endpoint: str, wrong: dict[str, str]) -> None:
    reply = client.ask(endpoint, **wrong)
    assert (reply.status, reply["result"], reply.code) == (403, "ERROR", "ERR003")
    assert reply["description"]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"api_on": False}, "ERR001"),
        ({"access": False}, "ERR004"),
        ({"blocked": True}, "ERR005"),
        ({"allow_list": ["10.0.0.1"]}, "ERR024"),
    ],
)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_the_account_may_be_shut(start: Starter, endpoint: str, state: dict[str, Any], code: str) -> None:
    reply = start(SimulatedAccount(**state)).ask(endpoint)
    assert (reply.status, reply.code) == (403, code)


def test_an_address_on_the_allow_list_may_come_in(start: Starter) -> None:
    assert start(SimulatedAccount(allow_list=["127.0.0.1"])).ask("balance").status == 200


@pytest.mark.parametrize("password", ['a"b\\c', "<&'#?%>", "كلمة السر", "with space "])
def test_a_password_arrives_as_it_is(start: Starter, password: str) -> None:
    assert start(SimulatedAccount(password=password)).ask("balance", password=password).status == 200


@pytest.mark.parametrize("endpoint", ["validate", "send", "status", "dlr"])
def test_a_missing_field_is_err002(client: Client, endpoint: str) -> None:
    assert client.ask(endpoint).code == "ERR002"


@pytest.mark.parametrize(
    ("style", "ok", "wrong_password", "wrong_request"),
    [("usual", 200, 403, 400), ("200", 200, 200, 200), ("403", 200, 403, 403), ("406", 200, 406, 406)],
)
def test_http_status_of_errors(
    start: Starter, style: str, ok: int, wrong_password: int, wrong_request: int
) -> None:
    client = start(error_status=style)
    statuses = (
        client.ask("balance").status,
        client.ask("balance", password="x").status,
        client.ask("status").status,
    )
    assert statuses == (ok, wrong_password, wrong_request)


@pytest.mark.parametrize(
    ("style", "written"), [("ints", b"5000"), ("floats", b"5000.0"), ("strings", b'"5000.00"')]
)
def test_how_credits_are_written(start: Starter, style: str, written: bytes) -> None:
    assert b'"available": ' + written + b"," in start(json_numbers=style).ask("balance").body


def test_a_fraction_of_a_credit_is_never_lost(start: Starter) -> None:
    assert start(SimulatedAccount(balance=149.5)).ask("balance")["available"] == 149.5


def test_a_second_account_signs_in_beside_the_first(start: Starter) -> None:
    with Simulator(other_accounts=[SimulatedAccount(username="other", balance=7)]) as simulator:
        client = Client(simulator)
        message_id = client.send().id
        assert client.ask("balance", username="other")["available"] == 7
        assert client.ask("status", username="other", msgid=message_id).code == "ERR029"


class TestStatus:
    def test_a_live_message_is_queued_and_then_sent(self, client: Client, clock: Clock) -> None:
        message_id = client.send().id
        assert client.ask("status", msgid=message_id)["status"] == "queued"
        clock.time += 1
        reply = client.ask("status", msgid=message_id)
        assert reply.json == {
            "result": "OK",
            "status": "sent",
            "description": "Message successfully sent to gateway",
        }

    def test_the_queue_drains_at_its_speed(self, start: Starter, clock: Clock) -> None:
        client = start(drain_per_second=1.0)
        first = client.send(NUMBER, OTHER).id
        second = client.send("96566666666").id
        clock.time += 2
        assert client.ask("status", msgid=first)["status"] == "sent"
        assert client.ask("status", msgid=second)["status"] == "queued"
        clock.time += 1
        assert client.ask("status", msgid=second)["status"] == "sent"

    def test_a_queue_that_stands_still_keeps_its_messages(self, start: Starter, clock: Clock) -> None:
        client = start(drain_per_second=0.0)
        message_id = client.send().id
        clock.time += 1e6
        assert client.ask("status", msgid=message_id)["status"] == "queued"

    def test_a_test_message_is_stuck_at_once(self, client: Client) -> None:
        assert client.ask("status", msgid=client.send(test="1").id).code == "ERR030"

    def test_a_test_message_may_be_queued_first(self, start: Starter, clock: Clock) -> None:
        client = start(test_queued_seconds=30.0)
        message_id = client.send(test="1").id
        assert client.ask("status", msgid=message_id)["status"] == "queued"
        clock.time += 30
        assert client.ask("status", msgid=message_id).code == "ERR030"

    def test_an_emoji_is_charged_and_stuck(self, client: Client, clock: Clock) -> None:
        reply = client.send(message="Hi 😀")
        clock.time += 1000
        assert reply["points-charged"] == 1
        assert client.ask("status", msgid=reply.id).code == "ERR030"

    def test_an_unknown_id_is_err029(self, client: Client) -> None:
        assert client.ask("status", msgid="0" * 32).code == "ERR029"

    @pytest.mark.parametrize("name", ["msg-id", "msg_id"])
    def test_the_field_is_msgid(self, client: Client, name: str) -> None:
        assert client.ask("status", **{name: client.send().id}).code == "ERR002"


class TestDlr:
    def test_a_report_comes_for_numbers_abroad_only(self, client: Client, clock: Clock) -> None:
        message_id = client.send(NUMBER, ABROAD).id
        clock.time += 301
        assert client.ask("dlr", msgid=message_id).json == {
            "result": "OK",
            "report": [{"Number": ABROAD, "Status": "Received by recipient"}],
        }

    def test_it_is_not_ready_at_first(self, client: Client, clock: Clock) -> None:
        message_id = client.send(ABROAD).id
        assert client.ask("dlr", msgid=message_id).code == "ERR022"
        clock.time += 299
        assert client.ask("dlr", msgid=message_id).code == "ERR022"

    def test_the_time_to_a_report_can_be_set(self, start: Starter, clock: Clock) -> None:
        client = start(dlr_ready_seconds=0.0)
        message_id = client.send(ABROAD).id
        clock.time += 1
        assert client.ask("dlr", msgid=message_id).status == 200

    def test_statuses_are_given_out_in_turn(self, start: Starter, clock: Clock) -> None:
        client = start(dlr_statuses=("Blacklisted", "Delivered to mobile"))
        numbers = ["971501234567", "971501234568", "971501234569"]
        message_id = client.send(*numbers).id
        clock.time += 400
        rows = client.ask("dlr", msgid=message_id).json["report"]
        assert [row["Status"] for row in rows] == ["Blacklisted", "Delivered to mobile", "Blacklisted"]

    @pytest.mark.parametrize("code", ["ERR021", "ERR019"])
    @pytest.mark.parametrize("message", [{"mobile": NUMBER}, {"mobile": ABROAD, "test": 1}])
    def test_kuwait_and_test_messages_have_none(
        self, start: Starter, clock: Clock, code: str, message: dict[str, Any]
    ) -> None:
        client = start(no_dlr=code)
        message_id = client.send(**message).id
        clock.time += 1000
        assert client.ask("dlr", msgid=message_id).code == code

    def test_an_unknown_id_is_err020(self, client: Client) -> None:
        assert client.ask("dlr", msgid="0" * 32).code == "ERR020"

    def test_an_unknown_failure_is_err023(self, client: Client) -> None:
        client.simulator.faults.add("error:ERR023", endpoint="dlr")
        assert client.ask("dlr", msgid="0" * 32).code == "ERR023"


class SlowIds(random.Random):
    """A source of IDs that lets all other threads run in the middle of a command."""

    def getrandbits(self, k: int, /) -> int:
        time.sleep(0.005)
        return super().getrandbits(k)


def test_a_command_is_one_step_for_all_threads() -> None:
    account, record = SimulatedAccount(), Record()
    backend = Backend([account], record, SlowIds(1))
    fields = {
        "username": "demo",
        "password": "demo",
        "sender": "MYSHOP",
        "mobile": NUMBER,
        "message": "Hello",
    }
    codes: list[str | None] = []

    def send() -> None:
        codes.append(backend.answer(Endpoint.SEND, fields, "127.0.0.1", Switches(), 0.0).code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, codes)) == ["ERR028"] * 7 + ["None"]
    assert (len(record.messages), account.balance) == (1, 4999)
