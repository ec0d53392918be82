"""The client against the simulated gateway, which states the rules on its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from kwtsms_desktop.core.account import Balance, Login
from kwtsms_desktop.core.errors import GatewayError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.client import Gateway, OutcomeKind, QueueState, Validation
from kwtsms_desktop.gateway.transport import RequestsTransport
from kwtsms_desktop.simulator import FaultKind, SimulatedAccount, Simulator, Switches
from kwtsms_desktop.simulator.faults import PROCESSED

KUWAIT = "96598765432"
EMIRATES = "971501234567"
SAUDI = "966551234567"
PASSWORD = 'p&#?"\\<>%ضص'

ARGUMENTS = {FaultKind.ERROR: ":ERR777", FaultKind.SLOW: ":0.1", FaultKind.ACCEPT_LATE: ":0.1"}
FAULTS = [f"{kind}{ARGUMENTS.get(kind, '')}" for kind in FaultKind]
READ_IN_SPITE = {FaultKind.BOM, FaultKind.SLOW}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    account = SimulatedAccount(username="demo", password=PASSWORD, balance=417, purchased=2000)
    with Simulator(account, Switches(rate_limit_per_second=0, same_number_seconds=0)) as running:
        yield running


@pytest.fixture
def gateway(simulator: Simulator) -> Iterator[Gateway]:
    with gateway_of(simulator) as made:
        yield made


def gateway_of(simulator: Simulator, password: str = PASSWORD, silence: float = 10) -> Gateway:
    return Gateway(simulator.url, Login("demo", password), RequestsTransport(silence_seconds=silence))


@pytest.mark.parametrize("numbers", ["ints", "floats", "strings"])
def test_g10_g11_numbers_of_every_kind(simulator: Simulator, gateway: Gateway, numbers: str) -> None:
    simulator.switch(json_numbers=numbers)
    assert gateway.balance() == Balance(417, 2000)
    outcome = gateway.send("MYSHOP", [KUWAIT, EMIRATES], "Hello", test=True)
    assert (outcome.credits, outcome.balance_after, outcome.accepted_numbers) == (2, 415, 2)


def test_what_the_account_may_use(gateway: Gateway) -> None:
    assert gateway.sender_ids() == ("KWT-SMS", "MYSHOP")
    assert gateway.coverage() == ("965", "971")


def test_g19_an_account_without_coverage(simulator: Simulator, gateway: Gateway) -> None:
    simulator.account.prefixes.clear()
    assert gateway.coverage() == ()


@pytest.mark.parametrize("buckets", ["all", "omit_empty"])
def test_g14_validate(simulator: Simulator, gateway: Gateway, buckets: str) -> None:
    simulator.switch(validate_buckets=buckets)
    assert gateway.validate([KUWAIT]) == Validation(ok=(KUWAIT,))
    assert gateway.validate([KUWAIT, "51234567", SAUDI]) == Validation((KUWAIT,), ("51234567",), (SAUDI,))


@pytest.mark.parametrize("test", [True, False])
def test_g37_a_message_arrives_as_it_was_given(simulator: Simulator, gateway: Gateway, test: bool) -> None:
    text = 'مرحبا "Sara"\nline \\ 2 & <3'
    outcome = gateway.send("MYSHOP", [KUWAIT], text, test)
    (message,) = simulator.record.messages
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert (message.id, message.number, message.text) == (outcome.message_id, KUWAIT, text)
    assert (message.sender, message.test) == ("MYSHOP", test)


def test_g38_a_test_message_costs_until_it_is_deleted(simulator: Simulator, gateway: Gateway) -> None:
    outcome = gateway.send("MYSHOP", [KUWAIT], "Hello", test=True)
    assert gateway.balance().available == 416
    assert outcome.message_id is not None
    simulator.delete(outcome.message_id)
    assert gateway.balance().available == 417


@pytest.mark.parametrize(("timestamp", "hours"), [("epoch", 0), ("shifted", 3)])
def test_g36_the_timestamp_stays_raw(
    simulator: Simulator, gateway: Gateway, timestamp: str, hours: int
) -> None:
    simulator.switch(timestamp=timestamp)
    outcome = gateway.send("MYSHOP", [KUWAIT], "Hello", test=True)
    (message,) = simulator.record.messages
    assert outcome.gateway_timestamp == int(message.time) + hours * 3600


@pytest.mark.parametrize("status", ["usual", "200", "403", "406"])
def test_g1_g2_wrong_credentials(simulator: Simulator, status: str) -> None:
    simulator.switch(error_status=status)
    with gateway_of(simulator, password="wrong") as gateway:
        outcome = gateway.send("MYSHOP", [KUWAIT], "Hello", test=True)
        with pytest.raises(GatewayError) as caught:
            gateway.balance()
    assert caught.value.reason is Reason.ERR003
    assert (outcome.kind, outcome.reason) == (OutcomeKind.STOP, Reason.ERR003)


@pytest.mark.parametrize(
    ("sender", "phone", "text", "kind", "code"),
    [
        ("ZAIN", KUWAIT, "Hello", OutcomeKind.STOP, "ERR008"),
        ("MYSHOP", "51234567", "Hello", OutcomeKind.REFUSED, "ERR025"),
        ("MYSHOP", SAUDI, "Hello", OutcomeKind.REFUSED, "ERR026"),
        ("MYSHOP", KUWAIT, "<b>Hello</b>", OutcomeKind.REFUSED, "ERR027"),
        ("MYSHOP", KUWAIT, "x" * 1072, OutcomeKind.REFUSED, "ERR012"),
    ],
)
def test_g33_refusals(
    gateway: Gateway, sender: str, phone: str, text: str, kind: OutcomeKind, code: str
) -> None:
    outcome = gateway.send(sender, [phone], text, test=True)
    assert (outcome.kind, outcome.code, outcome.reason) == (kind, code, Reason(code))


@pytest.mark.parametrize(("balance", "code"), [(0, "ERR010"), (1, "ERR011")])
def test_g33_too_few_credits_stop(simulator: Simulator, gateway: Gateway, balance: float, code: str) -> None:
    simulator.set_balance(balance)
    outcome = gateway.send("MYSHOP", [KUWAIT, EMIRATES], "Hello", test=True)
    assert (outcome.kind, outcome.code) == (OutcomeKind.STOP, code)


def test_g34_the_15_second_rule_refuses_for_now(simulator: Simulator, gateway: Gateway) -> None:
    simulator.switch(same_number_seconds=15.0)
    kinds = [gateway.send("MYSHOP", [KUWAIT], text, test=False).kind for text in ("a", "b")]
    simulator.advance(16)
    kinds.append(gateway.send("MYSHOP", [KUWAIT], "c", test=False).kind)
    assert kinds == [OutcomeKind.ACCEPTED, OutcomeKind.REFUSED_FOR_NOW, OutcomeKind.ACCEPTED]


def test_a_full_queue_refuses_for_now(simulator: Simulator, gateway: Gateway) -> None:
    simulator.switch(queue_limit=0)
    outcome = gateway.send("MYSHOP", [KUWAIT], "Hello", test=False)
    assert (outcome.kind, outcome.code) == (OutcomeKind.REFUSED_FOR_NOW, "ERR013")


def test_g20_the_queue(simulator: Simulator, gateway: Gateway) -> None:
    live = gateway.send("MYSHOP", [KUWAIT], "Hello", test=False)
    test = gateway.send("MYSHOP", [KUWAIT], "Hello", test=True)
    simulator.advance(60)
    states = [gateway.status(sent.message_id or "").state for sent in (live, test)]
    states.append(gateway.status("0" * 32).state)
    assert states == [QueueState.SENT, QueueState.STUCK, QueueState.UNKNOWN_ID]


def test_g21_g22_delivery_reports(simulator: Simulator, gateway: Gateway) -> None:
    abroad = gateway.send("MYSHOP", [EMIRATES], "Hello", test=False).message_id or ""
    at_home = gateway.send("MYSHOP", [KUWAIT], "Hello", test=False).message_id or ""
    simulator.advance(60)
    reasons = []
    for message_id in (abroad, at_home):
        with pytest.raises(GatewayError) as caught:
            gateway.delivery_reports(message_id)
        reasons.append(caught.value.reason)
    simulator.advance(600)
    (report,) = gateway.delivery_reports(abroad)
    assert reasons == [Reason.ERR022, Reason.ERR021]
    assert (report.phone, report.status_text) == (EMIRATES, "Received by recipient")


@pytest.mark.parametrize("fault", FAULTS)
def test_g29_no_fault_makes_an_outcome_that_promises_too_much(simulator: Simulator, fault: str) -> None:
    kind = FaultKind(fault.partition(":")[0])
    simulator.faults.add(fault, "send")
    with gateway_of(simulator, silence=1) as gateway:
        outcome = gateway.send("MYSHOP", [KUWAIT], "Hello", test=True)
    if kind is FaultKind.ERROR:
        assert (outcome.kind, outcome.code) == (OutcomeKind.REFUSED, "ERR777")
    elif kind in READ_IN_SPITE:
        assert outcome.kind is OutcomeKind.ACCEPTED
    else:
        assert outcome.kind is OutcomeKind.UNKNOWN
    if kind in PROCESSED:
        assert len(simulator.record.accepted) == 1
    assert len(simulator.record.requests_to("send")) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_g6_no_fault_makes_a_question_fail_otherwise_than_known(simulator: Simulator, fault: str) -> None:
    simulator.faults.add(fault, "balance")
    with gateway_of(simulator, silence=1) as gateway, contextlib.suppress(GatewayError):
        assert gateway.balance() == Balance(417, 2000)


def test_g31_a_gateway_that_is_gone(simulator: Simulator, gateway: Gateway) -> None:
    simulator.stop()
    outcome = gateway.send("MYSHOP", [KUWAIT], "Hello", test=True)
    assert (outcome.kind, outcome.reason) == (OutcomeKind.NEVER_LEFT, Reason.NOT_CONNECTED)
    assert simulator.record.accepted == []


def test_a_gateway_that_came_back(simulator: Simulator, gateway: Gateway) -> None:
    gateway.balance()
    simulator.stop()
    simulator.start()
    assert gateway.send("MYSHOP", [KUWAIT], "Hello", test=True).kind is OutcomeKind.ACCEPTED
