"""Starting, stopping, and the firewall on real connections."""

from __future__ import annotations

import ast
import contextlib
import http.client
import socket
import threading
from pathlib import Path

import pytest

import kwtsms_desktop.simulator
from kwtsms_desktop.simulator import Simulator, Switches
from tests.simulator.client import JSON_HEADERS, NUMBER, Client, Clock, Starter, until


def threads_of_simulators() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("simulator")]


def test_its_address_has_the_base_of_the_api() -> None:
    with Simulator() as simulator:
        assert simulator.url == f"http://127.0.0.1:{simulator.port}/API/"
        assert simulator.control_url == f"http://127.0.0.1:{simulator.port}/control/"


def test_it_has_no_address_before_it_starts() -> None:
    with pytest.raises(RuntimeError, match="before it is started"):
        _ = Simulator().url


def test_it_does_not_start_twice() -> None:
    with Simulator() as simulator, pytest.raises(RuntimeError, match="is running"):
        simulator.start()


def test_stopping_twice_is_stopping_once() -> None:
    simulator = Simulator().start()
    simulator.stop()
    simulator.stop()


def test_a_taken_port_is_an_error() -> None:
    with Simulator() as first, pytest.raises(OSError, match=r"in use|one usage"):
        Simulator(port=first.port).start()


def test_stopping_refuses_new_connections_and_leaves_no_thread() -> None:
    with Simulator() as simulator:
        Client(simulator).ask("balance")
    with pytest.raises(ConnectionRefusedError):
        Client(simulator).ask("balance")
    assert threads_of_simulators() == []


def test_stopping_closes_idle_connections() -> None:
    simulator = Simulator().start()
    with socket.create_connection(("127.0.0.1", simulator.port), timeout=30) as connection:
        until(lambda: len(threads_of_simulators()) == 2)
        simulator.stop()
        assert connection.recv(1) == b""


@pytest.mark.parametrize("fault", ["slow:600", "hang"])
def test_stopping_does_not_wait_for_slow_answers_and_sends_none(fault: str) -> None:
    simulator = Simulator().start()
    simulator.faults.add(fault)
    outcome: list[BaseException] = []

    def ask() -> None:
        try:
            Client(simulator).ask("balance")
        except (OSError, http.client.HTTPException) as error:
            outcome.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    until(lambda: simulator.record.requests and simulator.record.requests[0].wire)
    simulator.stop()
    asking.join(20)
    assert not asking.is_alive()
    assert len(outcome) == 1
    assert threads_of_simulators() == []


def test_it_comes_back_on_the_same_port_with_all_it_knows() -> None:
    simulator = Simulator().start()
    url = simulator.url
    message_id = Client(simulator).send(test=1).id
    simulator.stop()
    with simulator:
        assert simulator.url == url
        assert Client(simulator).ask("status", msgid=message_id).code == "ERR030"
        assert simulator.account.balance == 4999
        assert len(simulator.record.requests) == 2


def test_two_simulators_are_two_gateways() -> None:
    with Simulator() as one, Simulator() as two:
        Client(one).send()
        assert (one.account.balance, two.account.balance) == (4999, 5000)


def test_switches_can_be_changed_while_it_runs(client: Client) -> None:
    client.simulator.switch(max_pages=1)
    assert client.send(message="A" * 161).code == "ERR012"
    client.simulator.switches = Switches(rate_limit_per_second=0)
    assert client.send(message="A" * 161).status == 200


def test_a_client_that_says_nothing_disturbs_nobody(client: Client) -> None:
    with socket.create_connection(("127.0.0.1", client.simulator.port), timeout=30):
        assert client.ask("balance").status == 200


class TestFirewall:
    def test_the_sixth_request_of_a_second_is_dropped_and_all_after_it(self, start: Starter) -> None:
        client = start(rate_limit_per_second=5)
        for _ in range(5):
            assert client.ask("balance").status == 200
        for _ in range(3):
            with pytest.raises(ConnectionError):
                client.ask("balance")
        assert client.simulator.blocks_clients
        requests = client.simulator.record.requests
        assert [r.fault for r in requests] == [None] * 5 + ["rate_limit"] * 3
        assert len(client.simulator.record.starts) == 8

    def test_requests_of_one_connection_are_counted_too(self, start: Starter) -> None:
        client = start(rate_limit_per_second=2)

        def ask() -> bytes:
            connection.request("POST", "/API/balance/", b'{"username": "demo"}', JSON_HEADERS)
            return connection.getresponse().read()

        connection = http.client.HTTPConnection("127.0.0.1", client.simulator.port, timeout=30)
        with contextlib.closing(connection):
            assert ask()
            assert ask()
            with pytest.raises(ConnectionError):
                ask()

    def test_a_dropped_message_is_not_sent(self, start: Starter) -> None:
        client = start(rate_limit_per_second=1)
        client.send(NUMBER)
        with pytest.raises(ConnectionError):
            client.send("96555555555")
        assert client.simulator.record.received == [(NUMBER, "Hello")]

    def test_the_block_ends_by_the_clock(self, start: Starter, clock: Clock) -> None:
        client = start(rate_limit_per_second=1, block_seconds=10.0)
        client.ask("balance")
        with pytest.raises(ConnectionError):
            client.ask("balance")
        clock.time += 10
        assert client.ask("balance").status == 200
        assert not client.simulator.blocks_clients

    def test_the_block_can_be_lifted(self, start: Starter) -> None:
        client = start(rate_limit_per_second=1)
        client.ask("balance")
        with pytest.raises(ConnectionError):
            client.ask("balance")
        client.simulator.forgive()
        assert client.ask("balance").status == 200

    def test_it_may_close_instead_of_reset(self, start: Starter) -> None:
        client = start(rate_limit_per_second=1, drop_with="close")
        client.ask("balance")
        with pytest.raises(http.client.RemoteDisconnected):
            client.ask("balance")

    def test_it_is_on_by_default(self) -> None:
        with Simulator(clock=Clock()) as simulator:
            client = Client(simulator)
            for _ in range(5):
                client.ask("balance")
            with pytest.raises(ConnectionError):
                client.ask("balance")


def test_the_simulator_imports_nothing_else_of_the_package() -> None:
    folder = Path(kwtsms_desktop.simulator.__file__).parent
    imported = set()
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                imported.add(node.module or "")
    ours = {name for name in imported if name.startswith("kwtsms_desktop")}
    assert ours
    assert {name for name in ours if name.split(".")[:2] != ["kwtsms_desktop", "simulator"]} == set()
