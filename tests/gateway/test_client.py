"""The gateway as the services see it, over real HTTP."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import astuple

import pytest

from kwtsms_desktop.core.account import Balance, Login
from kwtsms_desktop.core.errors import GatewayError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.client import BASE_URL, Gateway, OutcomeKind, QueueState, Validation
from kwtsms_desktop.gateway.transport import RequestsTransport
from tests.support import raw_server
from tests.support.raw_server import Act, RawServer, answering, response

LOGIN = Login("someone", "hunter2")
ACCEPTED: dict[str, object] = {
    "result": "OK",
    "msg-id": "9f0c2b7e51d84a36b0a7c4e2d1f35a68",
    "numbers": 1,
    "points-charged": 1,
    "balance-after": 416,
    "unix-timestamp": 1766000000,
}
PHONE = "96598765432"

QUESTIONS: dict[str, Callable[[Gateway], object]] = {
    "balance": lambda gateway: gateway.balance(),
    "senderid": lambda gateway: gateway.sender_ids(),
    "coverage": lambda gateway: gateway.coverage(),
    "validate": lambda gateway: gateway.validate([PHONE]),
    "status": lambda gateway: gateway.status("abc"),
    "dlr": lambda gateway: gateway.delivery_reports("abc"),
}
ANSWERS: dict[str, dict[str, object]] = {
    "balance": {"result": "OK", "available": 417, "purchased": 2000},
    "senderid": {"result": "OK", "senderid": ["KWT-SMS"]},
    "coverage": {"result": "OK", "prefixes": ["965"]},
    "validate": {"result": "OK", "mobile": {"OK": [PHONE]}},
    "status": {"result": "OK", "status": "sent"},
    "dlr": {"result": "OK", "report": [{"Number": PHONE, "Status": "Blacklisted"}]},
}
REPEATABLE = ["balance", "senderid", "coverage", "validate"]

every_question = pytest.mark.parametrize("endpoint", QUESTIONS)


@contextlib.contextmanager
def gateway_at(url: str, **options: float) -> Iterator[Gateway]:
    transport = RequestsTransport(silence_seconds=options.get("silence", 10.0))
    with Gateway(url, LOGIN, transport) as gateway:
        yield gateway


def send(gateway: Gateway, test: bool = True) -> object:
    return gateway.send("MYSHOP", [PHONE], "Hello", test)


class TestAddress:
    def test_plain_http_is_refused(self) -> None:
        with pytest.raises(UserError) as caught:
            Gateway("http://www.kwtsms.com/API/", LOGIN)
        assert caught.value.reason is Reason.GATEWAY_NOT_HTTPS

    def test_the_public_address_is_usable(self) -> None:
        with Gateway(BASE_URL, LOGIN) as gateway:
            assert repr(gateway) == "Gateway('https://www.kwtsms.com/API/')"

    @pytest.mark.parametrize("endpoint", [*QUESTIONS, "send"])
    def test_g26_every_address_ends_in_a_slash(self, endpoint: str) -> None:
        answer = ANSWERS.get(endpoint, ACCEPTED)
        with RawServer(answering(answer)) as server, gateway_at(server.url.rstrip("/")) as gateway:
            QUESTIONS.get(endpoint, send)(gateway)
        assert [request.line for request in server.requests] == [f"POST /API/{endpoint}/ HTTP/1.1"]


class TestQuestions:
    @pytest.mark.parametrize(
        ("endpoint", "answer"),
        [
            ("balance", Balance(417, 2000)),
            ("senderid", ("KWT-SMS",)),
            ("coverage", ("965",)),
            ("validate", Validation(ok=(PHONE,))),
        ],
    )
    def test_the_answer_in_our_words(self, endpoint: str, answer: object) -> None:
        with RawServer(answering(ANSWERS[endpoint])) as server, gateway_at(server.url) as gateway:
            assert QUESTIONS[endpoint](gateway) == answer

    def test_status_and_reports_ask_for_a_message_id(self) -> None:
        with (
            RawServer(answering(ANSWERS["status"], ANSWERS["dlr"])) as server,
            gateway_at(server.url) as gateway,
        ):
            assert gateway.status("abc").state is QueueState.SENT
            assert [astuple(report) for report in gateway.delivery_reports("def")] == [(PHONE, "Blacklisted")]
        assert [json.loads(request.body)["msgid"] for request in server.requests] == ["abc", "def"]

    def test_the_login_arrives_exactly(self) -> None:
        login = Login("u", ' p&#?"\\<>%ضص\t')
        with (
            RawServer(answering(ANSWERS["balance"])) as server,
            Gateway(server.url, login) as gateway,
        ):
            gateway.balance()
        assert json.loads(server.requests[0].body) == {"username": "u", "password": login.password}

    def test_g16_no_numbers_no_request(self) -> None:
        with RawServer(answering({})) as server, gateway_at(server.url) as gateway:
            assert gateway.validate([]) == Validation()
        assert server.connections == 0

    @every_question
    @pytest.mark.parametrize("status", ["403 Forbidden", "400 Bad Request", "406 Not Acceptable", "200 OK"])
    def test_g1_g2_a_refusal_has_the_gateways_code(self, endpoint: str, status: str) -> None:
        refusal = response({"result": "ERROR", "code": "ERR003", "description": "Wrong."}, status)
        with RawServer(answering(refusal)) as server, gateway_at(server.url) as gateway:
            with pytest.raises(GatewayError) as caught:
                QUESTIONS[endpoint](gateway)
            assert caught.value.reason is Reason.ERR003
            assert caught.value.parameters["description"] == "Wrong."

    @every_question
    def test_g6_an_unreadable_answer_is_shown_in_part(self, endpoint: str) -> None:
        page = response(b"<h1>Bad Gateway</h1> for someone:hunter2", "502 Bad Gateway")
        with RawServer(answering(page)) as server, gateway_at(server.url) as gateway:
            with pytest.raises(GatewayError) as caught:
                QUESTIONS[endpoint](gateway)
            assert caught.value.reason is Reason.STRANGE_ANSWER
            assert dict(caught.value.parameters) == {"excerpt": "Bad Gateway for ***:***", "status": 502}

    @every_question
    def test_g31_g32_not_connected(self, endpoint: str) -> None:
        with (
            raw_server.refusing_port() as port,
            gateway_at(f"http://127.0.0.1:{port}/API/") as gateway,
            pytest.raises(GatewayError) as caught,
        ):
            QUESTIONS[endpoint](gateway)
        assert caught.value.reason is Reason.NOT_CONNECTED

    def test_g32_tls_failed(self) -> None:
        with RawServer(answering({}), scheme="https") as server, gateway_at(server.url) as gateway:
            with pytest.raises(GatewayError) as caught:
                gateway.balance()
            assert caught.value.reason is Reason.TLS_FAILED

    @pytest.mark.parametrize("endpoint", REPEATABLE)
    def test_g30_a_question_that_timed_out_is_asked_once_more(self, endpoint: str) -> None:
        acts = (raw_server.silent, answering(ANSWERS[endpoint]))
        with RawServer(*acts) as server, gateway_at(server.url, silence=0.2) as gateway:
            QUESTIONS[endpoint](gateway)
        assert len(server.requests) == 2

    @pytest.mark.parametrize("endpoint", REPEATABLE)
    def test_g30_but_not_twice_more(self, endpoint: str) -> None:
        with RawServer(raw_server.silent) as server, gateway_at(server.url, silence=0.2) as gateway:
            with pytest.raises(GatewayError) as caught:
                QUESTIONS[endpoint](gateway)
            assert caught.value.reason is Reason.NO_ANSWER
        assert len(server.requests) == 2

    @pytest.mark.parametrize(
        ("endpoint", "act"),
        [
            ("balance", raw_server.reset_after_body),
            ("balance", answering(response(b"", "502 Bad Gateway"))),
            ("status", raw_server.silent),
            ("dlr", raw_server.silent),
        ],
        ids=["reset", "unreadable", "status", "dlr"],
    )
    def test_nothing_else_is_asked_again(self, endpoint: str, act: Act) -> None:
        with (
            RawServer(act) as server,
            gateway_at(server.url, silence=0.2) as gateway,
            pytest.raises(GatewayError),
        ):
            QUESTIONS[endpoint](gateway)
        assert len(server.requests) == 1


class TestSend:
    def test_accepted(self) -> None:
        with RawServer(answering(ACCEPTED)) as server, gateway_at(server.url) as gateway:
            outcome = gateway.send("MYSHOP", (PHONE,), "Hello", test=False)
        assert (outcome.kind, outcome.message_id) == (OutcomeKind.ACCEPTED, ACCEPTED["msg-id"])
        assert (outcome.credits, outcome.balance_after, outcome.reason) == (1, 416, None)
        assert json.loads(server.requests[0].body)["test"] == 0

    def test_g39_two_requests_have_two_ids(self) -> None:
        answers = ({**ACCEPTED, "msg-id": "a"}, {**ACCEPTED, "msg-id": "b"})
        with RawServer(answering(*answers)) as server, gateway_at(server.url) as gateway:
            outcomes = [gateway.send("A", [PHONE], text, test=True) for text in ("x", "y")]
        assert [outcome.message_id for outcome in outcomes] == ["a", "b"]

    def test_g1_a_refusal_is_an_outcome(self) -> None:
        refusal = response({"result": "ERROR", "code": "ERR003", "description": "Wrong."}, "403 Forbidden")
        with RawServer(answering(refusal)) as server, gateway_at(server.url) as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
        assert (outcome.kind, outcome.reason, outcome.code) == (OutcomeKind.STOP, Reason.ERR003, "ERR003")
        assert outcome.description == "Wrong."

    @pytest.mark.parametrize(
        "act",
        [
            raw_server.reset_after_hello,
            raw_server.reset_after_head,
            raw_server.reset_after_body,
            raw_server.close_after_body,
            raw_server.half_an_answer,
            raw_server.half_a_head,
            raw_server.silent,
        ],
        ids=lambda act: act.__name__,
    )
    def test_g29_whatever_may_have_arrived_is_unknown_and_sent_once(self, act: Act) -> None:
        with RawServer(act) as server, gateway_at(server.url, silence=0.2) as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
            assert server.connections == 1
        assert outcome.kind is OutcomeKind.UNKNOWN
        assert outcome.reason in {Reason.ANSWER_LOST, Reason.ANSWER_UNREADABLE}
        assert len(server.requests) <= 1

    @pytest.mark.parametrize(
        "answer",
        [
            response(b"", "200 OK"),
            response(b"<h1>Bad Gateway</h1>", "502 Bad Gateway"),
            response(b'{"result":"OK","msg-id":"9f', "200 OK"),
            response(b"[]", "200 OK"),
            response({"msg-id": "a"}, "200 OK"),
            response(ACCEPTED, "302 Found", "Location: http://127.0.0.1:1/"),
            response(b"Too Many Requests", "429 Too Many Requests"),
            response(b"[" * 10_000, "200 OK"),
        ],
        ids=["empty", "html", "truncated", "array", "no-result", "redirect", "429", "deep"],
    )
    def test_g4_g5_g6_g27_g28_an_unreadable_answer_is_unknown(self, answer: bytes) -> None:
        with RawServer(answering(answer)) as server, gateway_at(server.url) as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
        assert (outcome.kind, outcome.reason) == (OutcomeKind.UNKNOWN, Reason.ANSWER_UNREADABLE)
        assert len(server.requests) == 1

    def test_g6_its_first_words_are_kept_without_the_login(self) -> None:
        page = response(b"<h1>Bad Gateway</h1> for someone:hunter2", "502 Bad Gateway")
        with RawServer(answering(page)) as server, gateway_at(server.url) as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
        assert outcome.description == "Bad Gateway for ***:***"

    def test_g31_refused_is_never_left(self) -> None:
        with raw_server.refusing_port() as port, gateway_at(f"http://127.0.0.1:{port}/") as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
        assert (outcome.kind, outcome.reason) == (OutcomeKind.NEVER_LEFT, Reason.NOT_CONNECTED)

    def test_g32_no_such_host_is_never_left(self) -> None:
        with gateway_at("https://nonexistent.invalid/API/") as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
        assert (outcome.kind, outcome.reason) == (OutcomeKind.NEVER_LEFT, Reason.NOT_CONNECTED)

    def test_g32_an_unknown_certificate_is_never_left(self) -> None:
        with RawServer(answering(ACCEPTED), scheme="https") as server, gateway_at(server.url) as gateway:
            outcome = gateway.send("A", [PHONE], "x", test=True)
        assert (outcome.kind, outcome.reason) == (OutcomeKind.NEVER_LEFT, Reason.TLS_FAILED)
        assert server.requests == []

    def test_what_is_not_a_batch_is_noticed_before_anything_leaves(self) -> None:
        with (
            RawServer(answering(ACCEPTED)) as server,
            gateway_at(server.url) as gateway,
            pytest.raises(ValueError, match="another number"),
        ):
            gateway.send("A", ["965 98765432"], "x", test=True)
        assert server.connections == 0


Exchange = tuple[str, str, str | None, bool, str | None]


class TestLog:
    def noted(self, act: Act, ask: Callable[[Gateway], object]) -> Exchange:
        exchanges: list[Exchange] = []
        with (
            RawServer(act) as server,
            Gateway(server.url, LOGIN, log=lambda *args: exchanges.append(args)) as gateway,
            contextlib.suppress(GatewayError),
        ):
            ask(gateway)
        (exchange,) = exchanges
        return exchange

    def test_an_exchange_that_went_well(self) -> None:
        endpoint, request, reply, ok, error = self.noted(answering(ACCEPTED), send)
        assert (endpoint, ok, error) == ("send", True, None)
        assert json.loads(request)["message"] == "Hello"
        assert reply is not None
        assert json.loads(reply) == ACCEPTED

    @pytest.mark.parametrize(
        ("ask", "unreadable", "lost"),
        [(send, "answer_unreadable", "answer_lost"), (QUESTIONS["balance"], "strange_answer", "no_answer")],
        ids=["send", "balance"],
    )
    def test_one_that_did_not(self, ask: Callable[[Gateway], object], unreadable: str, lost: str) -> None:
        acts = {
            "ERR777": answering({"result": "ERROR", "code": "ERR777"}),
            "ERR003": answering({"result": "ERROR", "code": "ERR003"}),
            unreadable: answering(response(b"", "502 Bad Gateway")),
            lost: raw_server.reset_after_body,
        }
        for error, act in acts.items():
            _, _, reply, ok, noted = self.noted(act, ask)
            assert (ok, noted) == (False, error)
            assert (reply is None) == (error == lost)

    @pytest.mark.parametrize("length", [1, 5000])
    def test_f13_the_login_never_reaches_it(self, length: int) -> None:
        echo = answering(response(b"someone:hunter2 " * length, "500 Oops"))
        exchange = self.noted(echo, lambda gateway: gateway.send("A", [PHONE], "x" * length, test=True))
        assert "someone" not in str(exchange)
        assert "hunter2" not in str(exchange)

    def test_a_log_that_fails_does_not_cost_the_outcome(self, caplog: pytest.LogCaptureFixture) -> None:
        def full_disk(endpoint: str, request: str, reply: str | None, ok: bool, error: str | None) -> None:
            raise OSError("No space left on device")

        with RawServer(answering(ACCEPTED)) as server, Gateway(server.url, LOGIN, log=full_disk) as gateway:
            assert gateway.send("A", [PHONE], "x", test=True).kind is OutcomeKind.ACCEPTED
        assert "could not be logged" in caplog.text

    @pytest.mark.parametrize("ask", [send, QUESTIONS["balance"]], ids=["send", "balance"])
    def test_the_programs_own_log_names_the_code_and_neither_login_nor_text(
        self, ask: Callable[[Gateway], object], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        self.noted(answering({"result": "ERROR", "code": "ERR003", "description": "Wrong."}), ask)
        assert "ERR003" in caplog.text
        assert not [secret for secret in ("someone", "hunter2", "Hello", PHONE) if secret in caplog.text]


def test_f13_no_form_of_the_gateway_or_its_errors_shows_the_login() -> None:
    with (
        RawServer(answering(response(b"someone:hunter2", "500 Oops"))) as server,
        gateway_at(server.url) as gateway,
    ):
        with pytest.raises(GatewayError) as caught:
            gateway.balance()
        shown = f"{gateway!r} {gateway} {vars(gateway)} {caught.value!r} {caught.value}"
    assert "hunter2" not in shown
    assert "someone" not in shown
