"""The witness: what it keeps, what it hides, and that it counts right under threads."""

from __future__ import annotations

import json
import threading
from typing import Any

from kwtsms_desktop.simulator import Record, RecordedMessage, RecordedRequest, SimulatedAccount
from tests.simulator.client import NUMBER, Client, Starter


def request(endpoint: str = "send") -> RecordedRequest:
    return RecordedRequest(endpoint, "POST", "", 1.0, 2.0, "127.0.0.1")


def message(message_id: str, **changes: object) -> RecordedMessage:
    fields: dict[str, Any] = {
        "id": message_id,
        "number": NUMBER,
        "text": "Hello",
        "sender": "MYSHOP",
        "sender_asked": "MYSHOP",
        "test": False,
        "charged": 1.0,
        "time": 0.0,
        "stuck": False,
        "username": "demo",
    }
    return RecordedMessage(**(fields | changes))


def test_a_request_is_known_when_it_arrives_and_completed_later() -> None:
    record = Record()
    position = record.arrived(request())
    assert record.requests[0].status is None
    record.changed(position, status=200, reply="{}", wire="json", fault="bom")
    done = record.requests[0]
    assert (done.status, done.reply, done.wire, done.fault) == (200, "{}", "json", "bom")


def test_passwords_are_hidden() -> None:
    record = Record()
    fields = {"username": "demo", "password": "secret", "mobile": NUMBER}
    record.changed(record.arrived(request()), fields=fields)
    assert record.requests[0].fields == {"username": "demo", "password": "(hidden)", "mobile": NUMBER}
    assert "secret" not in json.dumps(record.as_json())
    assert fields["password"] == "secret"


def test_requests_can_be_asked_for_by_endpoint() -> None:
    record = Record()
    for endpoint in ("send", "balance", "send"):
        record.arrived(request(endpoint))
    assert [r.endpoint for r in record.requests_to("send")] == ["send", "send"]


def test_only_live_messages_that_are_not_stuck_are_received() -> None:
    record = Record()
    record.accept([message("a"), message("b", test=True), message("c", stuck=True)])
    assert len(record.accepted) == 3
    assert record.received == [(NUMBER, "Hello")]
    assert record.charged == 3


def test_deleting_marks_every_message_of_the_request() -> None:
    record = Record()
    record.accept([message("a"), message("a"), message("b")])
    record.delete("a")
    assert [m.deleted for m in record.messages] == [True, True, False]
    assert record.charged == 1


def test_what_is_handed_out_does_not_grow() -> None:
    record = Record()
    messages, requests = record.messages, record.requests
    record.accept([message("a")])
    record.arrived(request())
    assert (messages, requests) == ((), ())


def test_as_json(client: Client) -> None:
    client.send(test=1)
    document = json.loads(json.dumps(client.simulator.record.as_json()))
    assert document["messages"][0]["number"] == NUMBER
    assert document["messages"][0]["reaches_handset"] is False
    assert document["requests"][0]["fields"]["password"] == "(hidden)"
    assert json.loads(document["requests"][0]["reply"])["numbers"] == 1


def test_eight_threads_lose_and_double_nothing(start: Starter, sharp_threads: None) -> None:
    client = start(SimulatedAccount(balance=1000))
    threads, each = 8, 15

    def work(thread: int) -> None:
        for n in range(each):
            ids.append(client.send(f"9655{thread:03}{n:04}", message=f"{thread}/{n}").id)

    ids: list[str] = []
    workers = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    record = client.simulator.record
    expected = {(f"9655{t:03}{n:04}", f"{t}/{n}") for t in range(threads) for n in range(each)}
    assert len(record.received) == threads * each
    assert set(record.received) == expected
    assert len(set(ids)) == threads * each
    assert {m.id for m in record.messages} == set(ids)
    assert len(record.requests) == threads * each
    assert all(r.status == 200 and r.fields is not None for r in record.requests)
    assert client.simulator.account.balance == 1000 - threads * each
    for r in record.requests:  # each reply stands beside its own request
        assert r.fields is not None
        sent = next(m for m in record.messages if m.text == r.fields["message"])
        assert json.loads(r.reply or "")["msg-id"] == sent.id
