"""Replies as bytes."""

from __future__ import annotations

import pytest

from kwtsms_desktop.simulator import Fault, FaultKind, Switches
from kwtsms_desktop.simulator.faults import PROCESSED
from kwtsms_desktop.simulator.responses import Response, damaged, html_page, json_response, unprocessed


def test_the_head() -> None:
    lines = json_response({"a": "é"}).head(closes=False).decode("ascii").split("\r\n")
    assert lines[0] == "HTTP/1.1 200 OK"
    assert "Content-Length: 15" in lines
    assert "Connection: keep-alive" in lines
    assert lines[-2:] == ["", ""]


def test_the_head_of_a_last_reply() -> None:
    assert b"Connection: close\r\n" in json_response({}).head(closes=True)


def test_further_headers() -> None:
    head = html_page(301, {"Location": "/API/send/"}).head(closes=True)
    assert b"301 Moved Permanently" in head
    assert b"Location: /API/send/\r\n" in head


def test_half_a_reply_promises_the_whole() -> None:
    half = damaged(Response(200, b"0123456789"), Fault(FaultKind.HALF_REPLY))
    assert half.sent_body == b"01234"
    assert b"Content-Length: 10" in half.head(closes=True)
    assert half.breaks_off


@pytest.mark.parametrize("kind", sorted(PROCESSED - {FaultKind.SLOW, FaultKind.ACCEPT_THEN_DROP}))
def test_each_kind_of_damage_changes_what_is_sent(kind: FaultKind) -> None:
    reply = json_response({"result": "OK", "numbers": 1})
    changed = damaged(reply, Fault(kind))
    assert (changed.status, changed.sent_body) != (reply.status, reply.sent_body)


@pytest.mark.parametrize("kind", sorted(PROCESSED))
def test_what_is_processed_has_no_reply_of_its_own(kind: FaultKind) -> None:
    assert unprocessed(Fault(kind), "send", Switches()) is None
