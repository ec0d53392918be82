"""kwtSMS's answers in our words. Case ids (G10 …) are those of the gateway's case table."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwtsms_desktop.core.account import Balance
from kwtsms_desktop.core.errors import GatewayError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway import wire
from kwtsms_desktop.gateway.codes import OutcomeKind
from kwtsms_desktop.gateway.exchange import Reply
from kwtsms_desktop.gateway.outcomes import DeliveryReport, QueueState, SendOutcome, Validation
from kwtsms_desktop.gateway.wire import UnreadableError

ACCEPTED = {
    "result": "OK",
    "msg-id": "9f0c2b7e51d84a36b0a7c4e2d1f35a68",
    "numbers": 2,
    "points-charged": 4,
    "balance-after": 413,
    "unix-timestamp": 1766000000,
}
READERS: dict[str, Callable[[Reply], object]] = {
    "balance": wire.read_balance,
    "sender_ids": wire.read_sender_ids,
    "coverage": wire.read_coverage,
    "validation": wire.read_validation,
    "status": wire.read_status,
    "delivery_reports": wire.read_delivery_reports,
    "send": wire.read_send,
}
EVERY_FIELD = [
    *(*ACCEPTED, "code", "description", "available", "purchased"),
    *("senderid", "prefixes", "mobile", "status", "report"),
]
TEXTS = st.text(st.sampled_from("aB1 .-_&#?\"\\<>%'/,{}\n\t\0لا٤😀\u200f"), max_size=20)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)
every_reader = pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())


def reply(fields: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(fields).encode())


def refusal(code: str, description: str = "No.") -> Reply:
    return reply({"result": "ERROR", "code": code, "description": description}, 400)


def sent(**changes: object) -> SendOutcome:
    return wire.read_send(reply({**ACCEPTED, **changes}))


class TestWhatAnAnswerIs:
    @every_reader
    @pytest.mark.parametrize("status", [200, 400, 403, 406, 500])
    def test_g1_g2_an_error_is_read_whatever_the_status(
        self, read: Callable[[Reply], object], status: int
    ) -> None:
        answer = reply({"result": "ERROR", "code": "ERR003", "description": "Wrong."}, status)
        if read is wire.read_send:
            outcome = wire.read_send(answer)
            assert (outcome.kind, outcome.reason) == (OutcomeKind.STOP, Reason.ERR003)
            return
        with pytest.raises(GatewayError) as caught:
            read(answer)
        assert caught.value.reason is Reason.ERR003
        assert caught.value.parameters["description"] == "Wrong."

    @pytest.mark.parametrize("status", [200, 400, 403, 502])
    def test_an_ok_is_read_whatever_the_status(self, status: int) -> None:
        assert wire.read_send(reply(ACCEPTED, status)).kind is OutcomeKind.ACCEPTED

    @every_reader
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"   ",
            b"<html><h1>502 Bad Gateway</h1></html>",
            b'{"result":"OK","msg-id":"9f0c',
            b'{"result":"OK"} trailing',
            b"OK:9f0c2b7e:1:1:416:1766000000",
            b"[]",
            b'[{"result":"OK"}]',
            b'"OK"',
            b"null",
            b"42",
            b"true",
            b"{}",
            b'{"available":417}',
            b'{"result":null}',
            b'{"result":true}',
            b'{"result":["OK"]}',
            b'{"result":"SUCCESS"}',
            b'{"result":"ok"}',
            b"\xff\xfe\x00",
            b"[" * 10_000 + b"]" * 10_000,
            b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
            b'{"result":"OK","balance-after":' + b"9" * 5_000 + b"}",
        ],
        ids=lambda body: body[:24].decode("latin-1"),
    )
    def test_g4_g5_g6_g28_what_says_neither_ok_nor_error_is_unreadable(
        self, read: Callable[[Reply], object], body: bytes
    ) -> None:
        with pytest.raises(UnreadableError):
            read(Reply(200, body))

    @every_reader
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_g27_a_redirect_is_unreadable_even_if_it_says_ok(
        self, read: Callable[[Reply], object], status: int
    ) -> None:
        with pytest.raises(UnreadableError):
            read(reply({**ACCEPTED, "available": 1}, status))

    @pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b" \t", b"\n\xef\xbb\xbf\n"])
    def test_g7_a_byte_order_mark_or_white_space_before_it_does_not_matter(self, before: bytes) -> None:
        assert wire.read_send(Reply(200, before + json.dumps(ACCEPTED).encode())) == sent()

    def test_a_description_that_is_not_utf8_does_not_hide_the_answer(self) -> None:
        body = '{"result":"ERROR","code":"ERR003","description":"خطأ"}'.encode("cp1256")
        assert wire.read_send(Reply(403, body)).code == "ERR003"

    def test_g8_an_unlisted_code_passes_through_with_its_text(self) -> None:
        with pytest.raises(GatewayError) as caught:
            wire.read_balance(refusal("ERR777", "New rule."))
        assert (caught.value.reason, caught.value.code) == (Reason.GATEWAY_OTHER, "ERR777")
        assert caught.value.parameters["description"] == "New rule."

    @every_reader
    @pytest.mark.parametrize(
        "fields",
        [{}, {"code": None}, {"code": ""}, {"code": []}, {"description": None}, {"description": {"a": 1}}],
        ids=str,
    )
    def test_g9_an_error_without_code_or_description_is_still_a_refusal(
        self, read: Callable[[Reply], object], fields: dict[str, object]
    ) -> None:
        answer = reply({"result": "ERROR", **fields})
        if read is wire.read_send:
            outcome = wire.read_send(answer)
            assert (outcome.kind, outcome.code) == (OutcomeKind.REFUSED, "ERROR")
            assert (outcome.reason, outcome.description) == (Reason.GATEWAY_OTHER, None)
            return
        with pytest.raises(GatewayError) as caught:
            read(answer)
        assert (caught.value.reason, caught.value.code) == (Reason.GATEWAY_OTHER, "ERROR")

    def test_a_description_is_one_line_of_bounded_length(self) -> None:
        outcome = wire.read_send(refusal("ERR777", "a\r\n2026-11-22 ERROR forged\x1b[31m" + "x" * 5000))
        assert outcome.description is not None
        assert outcome.description.isprintable()
        assert len(outcome.description) <= 500

    @settings(deadline=None)
    @given(body=st.binary(max_size=200))
    def test_no_bytes_make_a_reader_fail_otherwise(self, body: bytes) -> None:
        for read in READERS.values():
            with pytest.raises((UnreadableError, GatewayError)):
                read(Reply(200, body))

    @settings(deadline=None)
    @given(
        fields=st.dictionaries(st.sampled_from(EVERY_FIELD), ANYTHING),
        result=st.sampled_from(["OK", "ERROR"]),
    )
    def test_no_types_make_a_reader_fail_otherwise(self, fields: dict[str, object], result: str) -> None:
        for read in READERS.values():
            try:
                read(reply({**fields, "result": result}))
            except (UnreadableError, GatewayError):
                assert read is not wire.read_send


class TestBalance:
    @pytest.mark.parametrize(
        ("available", "number"), [("417", 417), ("417.0", 417), ("149.5", 149.5), ('"417.00"', 417), ("0", 0)]
    )
    def test_g10_every_kind_of_number_is_kept(self, available: str, number: float) -> None:
        body = f'{{"result":"OK","available":{available},"purchased":2000}}'
        assert wire.read_balance(Reply(200, body.encode())) == Balance(number, 2000)

    def test_purchased_may_be_missing(self) -> None:
        assert wire.read_balance(reply({"result": "OK", "available": 5})) == Balance(5, None)

    @pytest.mark.parametrize("available", [None, "", "many", True, [], "1_000", "NaN", "1e3", 10**400, 1e300])
    def test_g3_without_a_number_there_is_no_balance_to_show(self, available: object) -> None:
        with pytest.raises(UnreadableError):
            wire.read_balance(reply({"result": "OK", "available": available}))

    def test_the_key_is_not_balance(self) -> None:
        with pytest.raises(UnreadableError):
            wire.read_balance(reply({"result": "OK", "balance": 5}))


class TestSenderIds:
    def test_each_letter_is_kept(self) -> None:
        names = ["KWT-SMS", "myShop ", "متجر", "A.B-C"]
        assert wire.read_sender_ids(reply({"result": "OK", "senderid": names})) == tuple(names)

    @pytest.mark.parametrize("fields", [{}, {"senderid": []}, {"senderid": None}, {"senderid": {}}], ids=str)
    def test_g3_g17_none_is_an_empty_list(self, fields: dict[str, object]) -> None:
        assert wire.read_sender_ids(reply({"result": "OK", **fields})) == ()

    def test_php_writes_a_list_with_gaps_as_an_object(self) -> None:
        answer = reply({"result": "OK", "senderid": {"0": "KWT-SMS", "2": "MYSHOP"}})
        assert wire.read_sender_ids(answer) == ("KWT-SMS", "MYSHOP")


class TestCoverage:
    def test_g18_a_flat_list_of_texts(self) -> None:
        assert wire.read_coverage(reply({"result": "OK", "prefixes": ["965", "971"]})) == ("965", "971")

    def test_php_turns_them_into_numbers(self) -> None:
        assert wire.read_coverage(reply({"result": "OK", "prefixes": [965]})) == ("965",)

    @pytest.mark.parametrize("key", ["coverage", "list", "countries"])
    def test_g18_no_other_key_is_looked_at(self, key: str) -> None:
        assert wire.read_coverage(reply({"result": "OK", key: ["965"]})) == ()

    def test_g19_no_active_coverage_is_an_answer(self) -> None:
        assert wire.read_coverage(refusal("ERR033")) == ()


class TestValidation:
    def test_the_three_kinds(self) -> None:
        kinds = {"OK": ["96551234567"], "ER": ["0096551234567", "51234567"], "NR": ["966551234567"]}
        assert wire.read_validation(reply({"result": "OK", "mobile": kinds})) == Validation(
            ok=("96551234567",), wrong=("0096551234567", "51234567"), no_route=("966551234567",)
        )

    @pytest.mark.parametrize(
        "kinds",
        [{"OK": ["96551234567"]}, {"OK": ["96551234567"], "ER": None, "NR": {}}],
        ids=["missing", "null-and-object"],
    )
    def test_g14_a_missing_kind_is_empty(self, kinds: dict[str, object]) -> None:
        answer = reply({"result": "OK", "mobile": kinds})
        assert wire.read_validation(answer) == Validation(ok=("96551234567",))

    @pytest.mark.parametrize("kinds", [None, [], "x"])
    def test_g3_no_kinds_at_all(self, kinds: object) -> None:
        assert wire.read_validation(reply({"result": "OK", "mobile": kinds})) == Validation()


class TestSend:
    def test_accepted(self) -> None:
        assert sent() == SendOutcome(
            OutcomeKind.ACCEPTED,
            message_id="9f0c2b7e51d84a36b0a7c4e2d1f35a68",
            accepted_numbers=2,
            credits=4,
            balance_after=413,
            gateway_timestamp=1766000000,
        )

    def test_g3_ok_and_nothing_else_is_accepted_without_an_id(self) -> None:
        assert wire.read_send(reply({"result": "OK"})) == SendOutcome(OutcomeKind.ACCEPTED)

    @pytest.mark.parametrize("charged", [4, 4.0, "4", "4.00", " 4 "])
    def test_g11_points_as_any_kind_of_number(self, charged: object) -> None:
        assert sent(**{"points-charged": charged}).credits == 4

    @pytest.mark.parametrize("balance", [None, -1, "-0.01", 1e15, 1e300, "inf", "many", True, [413], ""])
    def test_g12_a_balance_that_cannot_be_is_none(self, balance: object) -> None:
        assert sent(**{"balance-after": balance}).balance_after is None

    @pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
    def test_g12_a_balance_that_is_no_number_does_not_hide_the_ok(self, number: bytes) -> None:
        outcome = wire.read_send(Reply(200, b'{"result":"OK","msg-id":"a","balance-after":' + number + b"}"))
        assert (outcome.kind, outcome.message_id) == (OutcomeKind.ACCEPTED, "a")
        assert outcome.balance_after is None

    def test_g12_a_missing_balance_is_none(self) -> None:
        assert wire.read_send(reply({"result": "OK", "msg-id": "a"})).balance_after is None

    @pytest.mark.parametrize("balance", [0, 0.5, "413.00"])
    def test_a_balance_that_can_be_is_kept(self, balance: float | str) -> None:
        assert sent(**{"balance-after": balance}).balance_after == float(balance)

    def test_g13_an_error_has_no_balance(self) -> None:
        answer = {"result": "ERROR", "code": "ERR011", "balance-after": 0}
        assert wire.read_send(reply(answer)).balance_after is None

    @pytest.mark.parametrize(("numbers", "count"), [(2, 2), ("2", 2), (2.0, 2), (1.5, None), (-1, None)])
    def test_the_count_of_numbers_is_whole_or_not_known(self, numbers: object, count: int | None) -> None:
        assert sent(numbers=numbers).accepted_numbers == count

    @pytest.mark.parametrize("timestamp", [1766000000, "1766000000", 1766010800])
    def test_g36_the_timestamp_is_not_converted(self, timestamp: int | str) -> None:
        assert sent(**{"unix-timestamp": timestamp}).gateway_timestamp == int(timestamp)

    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            ("ERR010", OutcomeKind.STOP),
            ("ERR011", OutcomeKind.STOP),
            ("ERR013", OutcomeKind.REFUSED_FOR_NOW),
            ("ERR024", OutcomeKind.STOP),
            ("ERR025", OutcomeKind.REFUSED),
            ("ERR026", OutcomeKind.REFUSED),
            ("ERR028", OutcomeKind.REFUSED_FOR_NOW),
        ],
    )
    def test_g33_a_refusal_is_an_outcome_with_its_own_reason(self, code: str, kind: OutcomeKind) -> None:
        outcome = wire.read_send(refusal(code, "Because."))
        assert (outcome.kind, outcome.code, outcome.reason) == (kind, code, Reason(code))
        assert outcome.description == "Because."

    @pytest.mark.parametrize(("code", "concerns"), [("ERR027", True), ("ERR025", False)])
    def test_an_outcome_tells_whether_the_text_was_refused(self, code: str, concerns: bool) -> None:
        assert wire.read_send(refusal(code)).concerns_text is concerns

    def test_an_accepted_text_was_not_refused(self) -> None:
        assert not sent().concerns_text


class TestStatus:
    @pytest.mark.parametrize(
        ("answer", "state", "raw"),
        [
            (reply({"result": "OK", "status": "sent"}), QueueState.SENT, "sent"),
            (reply({"result": "OK", "status": "Sent"}), QueueState.SENT, "Sent"),
            (reply({"result": "OK", "status": "queued"}), QueueState.QUEUED, "queued"),
            (refusal("ERR029"), QueueState.UNKNOWN_ID, "ERR029"),
            (refusal("ERR030"), QueueState.STUCK, "ERR030"),
            (reply({"result": "OK", "status": "DELIVERED"}), QueueState.OTHER, "DELIVERED"),
            (reply({"result": "OK"}), QueueState.OTHER, ""),
        ],
        ids=["sent", "Sent", "queued", "unknown-id", "stuck", "undocumented", "nothing"],
    )
    def test_g20_each_state_is_told_apart(self, answer: Reply, state: QueueState, raw: str) -> None:
        status = wire.read_status(answer)
        assert (status.state, status.raw) == (state, raw)

    def test_the_gateways_sentence_is_kept(self) -> None:
        assert wire.read_status(refusal("ERR030", "Stuck.")).description == "Stuck."


class TestDeliveryReports:
    def test_g21_capitalised_keys_and_texts_as_they_come(self) -> None:
        report = [
            {"Number": "971501234567", "Status": "Received by recipient"},
            {"Number": 971501234568, "Status": "Lost at sea"},
        ]
        assert wire.read_delivery_reports(reply({"result": "OK", "report": report})) == (
            DeliveryReport("971501234567", "Received by recipient"),
            DeliveryReport("971501234568", "Lost at sea"),
        )

    @pytest.mark.parametrize("report", [None, [], {}, ["x"], [{"number": "971501234567"}]], ids=str)
    def test_g3_what_names_no_number_is_no_report(self, report: object) -> None:
        assert wire.read_delivery_reports(reply({"result": "OK", "report": report})) == ()

    @pytest.mark.parametrize("code", ["ERR019", "ERR020", "ERR021", "ERR022", "ERR023"])
    def test_g22_each_reason_for_none_is_told_apart(self, code: str) -> None:
        with pytest.raises(GatewayError) as caught:
            wire.read_delivery_reports(refusal(code))
        assert caught.value.reason is Reason(code)
