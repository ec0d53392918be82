"""``send/`` over time: the same-number rule (ERR028) and the queue (ERR013), gateway-api.md §4."""

from __future__ import annotations

import pytest

from kwtsms_desktop.simulator import SimulatedAccount
from tests.simulator.client import NUMBER, OTHER, Client, Clock, Starter, many


class TestSameNumber:
    def test_within_15_seconds_live_is_err028(self, client: Client, clock: Clock) -> None:
        client.send(NUMBER)
        clock.time += 14.9
        assert client.send(OTHER, NUMBER, message="Another text").code == "ERR028"
        assert client.simulator.record.received == [(NUMBER, "Hello")]

    def test_after_15_seconds_it_is_fine(self, client: Client) -> None:
        client.send(NUMBER)
        client.simulator.advance(15)
        assert client.send(NUMBER).status == 200

    def test_tests_are_free_of_it(self, client: Client) -> None:
        assert [client.send(test=1).status for _ in range(3)] == [200] * 3
        assert client.send().status == 200

    def test_tests_may_be_bound_by_it(self, start: Starter) -> None:
        client = start(same_number_in_test=True)
        client.send(test=1)
        assert client.send(test=1).code == "ERR028"

    def test_the_number_may_be_dropped_instead(self, start: Starter) -> None:
        client = start(same_number_effect="drop")
        client.send(NUMBER)
        assert client.send(NUMBER, OTHER)["numbers"] == 1
        assert client.send(NUMBER, OTHER).code == "ERR028"

    def test_a_refused_attempt_does_not_prolong_it(self, client: Client, clock: Clock) -> None:
        assert self._third_attempt(client, clock) is None

    def test_a_refused_attempt_may_prolong_it(self, start: Starter, clock: Clock) -> None:
        assert self._third_attempt(start(same_number_extends=True), clock) == "ERR028"

    @staticmethod
    def _third_attempt(client: Client, clock: Clock) -> str | None:
        client.send()
        clock.time += 10
        assert client.send().code == "ERR028"
        clock.time += 10
        return client.send().code

    def test_it_may_be_counted_for_each_sender(self, start: Starter) -> None:
        client = start(same_number_key="number_and_sender")
        client.send(sender="MYSHOP")
        assert client.send(sender="KWT-SMS").status == 200
        assert client.send(sender="MYSHOP").code == "ERR028"

    def test_its_time_can_be_set(self, start: Starter, clock: Clock) -> None:
        client = start(same_number_seconds=3.0)
        client.send()
        clock.time += 3
        assert client.send().status == 200

    def test_a_refused_request_starts_no_time(self, start: Starter) -> None:
        client = start(SimulatedAccount(balance=0))
        client.send()
        client.simulator.set_balance(10)
        assert client.send().status == 200


class TestQueue:
    def test_a_full_queue_is_err013_until_it_drains(self, start: Starter, clock: Clock) -> None:
        client = start(queue_limit=2, drain_per_second=1.0)
        numbers = many(4)
        assert [client.send(number).code for number in numbers[:3]] == [None, None, "ERR013"]
        clock.time += 1
        assert client.send(numbers[2]).code is None
        assert client.send(numbers[3]).code == "ERR013"

    def test_it_may_count_numbers(self, start: Starter, clock: Clock) -> None:
        client = start(queue_limit=3, queue_counts="numbers", drain_per_second=1.0)
        numbers = many(6)
        assert client.send(*numbers[:4]).code is None
        assert client.send(numbers[4]).code == "ERR013"
        clock.time += 1.5
        assert client.send(numbers[4]).code == "ERR013"  # 2.5 left, so 3
        clock.time += 0.5
        assert client.send(numbers[4]).code is None

    @pytest.mark.parametrize(("fills", "code"), [(False, None), (True, "ERR013")])
    def test_tests_may_fill_it(self, start: Starter, fills: bool, code: str | None) -> None:
        client = start(queue_limit=2, held_entries_fill_queue=fills)
        for _ in range(2):
            client.send(test=1)
        assert client.send(test=1).code == code

    def test_deleting_makes_room(self, start: Starter) -> None:
        client = start(queue_limit=1, held_entries_fill_queue=True)
        client.simulator.delete(client.send(test=1).id)
        assert client.send(test=1).code is None

    def test_ten_thousand_live_recipients_pass_at_two_requests_a_second(
        self, start: Starter, clock: Clock
    ) -> None:
        client = start(SimulatedAccount(balance=10_000))
        numbers = many(10_000)
        for first in range(0, 10_000, 200):
            assert client.send(*numbers[first : first + 200])["numbers"] == 200
            clock.time += 0.5
        assert len(client.simulator.record.received) == 10_000
        assert client.simulator.account.balance == 0

    def test_its_length_can_be_asked(self, client: Client, clock: Clock) -> None:
        client.send()
        client.send(test=1)
        assert client.simulator.queue_length() == 2
        clock.time += 1
        assert client.simulator.queue_length() == 1
