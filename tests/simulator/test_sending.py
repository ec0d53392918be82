"""``send/`` over real HTTP: checks, charges, switches (gateway-api.md §2.5, §4, §5, §6)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kwtsms_desktop.simulator import SimulatedAccount
from tests.simulator.client import ABROAD, NUMBER, OTHER, UNCOVERED, Client, Clock, Starter, many

LANDLINE = "96522123456"


class TestReply:
    def test_its_fields(self, client: Client, clock: Clock) -> None:
        reply = client.send(NUMBER, OTHER, message="A" * 161)
        assert reply.status == 200
        assert list(reply.json) == [
            "result",
            "msg-id",
            "numbers",
            "points-charged",
            "balance-after",
            "unix-timestamp",
        ]
        assert re.fullmatch(r"[0-9a-f]{32}", reply.id)
        assert (reply["numbers"], reply["points-charged"], reply["balance-after"]) == (2, 4, 4996)
        assert reply["unix-timestamp"] == int(clock.time)

    def test_each_request_has_its_own_id(self, client: Client) -> None:
        assert client.send(NUMBER).id != client.send(OTHER).id

    def test_ids_repeat_with_their_seed(self, start: Starter) -> None:
        assert start(seed=5).send().id == start(seed=5).send().id
        assert start(seed=6).send().id != start(seed=5).send().id

    def test_the_timestamp_may_be_shifted(self, start: Starter, clock: Clock) -> None:
        assert start(timestamp="shifted").send()["unix-timestamp"] == int(clock.time) + 10800

    def test_numbers_may_be_texts(self, start: Starter) -> None:
        reply = start(json_numbers="strings").send()
        assert (reply["numbers"], reply["points-charged"], reply["balance-after"]) == ("1", "1.00", "4999.00")


class TestCharge:
    def test_the_balance_falls_by_it(self, client: Client) -> None:
        client.send(NUMBER, OTHER)
        assert client.ask("balance")["available"] == 4998

    def test_a_test_is_charged_too(self, client: Client) -> None:
        reply = client.send(test="1")
        assert (reply["points-charged"], reply["balance-after"]) == (1, 4999)

    def test_deleting_a_test_gives_the_credits_back(self, client: Client) -> None:
        message_id = client.send(NUMBER, OTHER, test="1").id
        assert client.simulator.delete(message_id) == 2
        assert client.ask("balance")["available"] == 5000
        assert client.ask("status", msgid=message_id).code == "ERR029"
        with pytest.raises(KeyError):
            client.simulator.delete(message_id)

    def test_what_has_left_the_queue_cannot_be_deleted(self, client: Client, clock: Clock) -> None:
        message_id = client.send().id
        clock.time += 1
        with pytest.raises(KeyError):
            client.simulator.delete(message_id)
        assert client.simulator.account.balance == 4999

    def test_a_live_message_deleted_in_time_reaches_nobody(self, client: Client) -> None:
        client.simulator.delete(client.send().id)
        assert client.simulator.record.received == []
        assert client.simulator.record.charged == 0

    def test_abroad_costs_the_same_unless_switched(self, start: Starter) -> None:
        assert start().send(NUMBER, ABROAD)["points-charged"] == 2
        assert start(international_multiplier=2.5).send(NUMBER, ABROAD)["points-charged"] == 3.5

    def test_no_credits_are_err010(self, start: Starter) -> None:
        assert start(SimulatedAccount(balance=0)).send().code == "ERR010"

    def test_too_few_credits_are_err011_and_nothing_is_charged(self, start: Starter) -> None:
        client = start(SimulatedAccount(balance=3))
        assert client.send(message="A" * 600).code == "ERR011"
        assert client.simulator.account.balance == 3
        assert client.simulator.record.messages == ()

    def test_the_last_credit_can_be_spent(self, start: Starter) -> None:
        assert start(SimulatedAccount(balance=2)).send(NUMBER, OTHER)["balance-after"] == 0


class TestSender:
    @pytest.mark.parametrize("asked", ["myshop", "NOBODY", " MYSHOP ", "NONEXISTENT-SENDER", "متجري"])
    def test_an_unknown_one_goes_out_as_kwt_sms_and_is_charged(self, client: Client, asked: str) -> None:
        assert client.send(sender=asked)["points-charged"] == 1
        message = client.simulator.record.messages[0]
        assert (message.sender, message.sender_asked) == ("KWT-SMS", asked)

    def test_an_own_one_is_shown(self, client: Client) -> None:
        client.send(sender="MYSHOP")
        assert client.simulator.record.messages[0].sender == "MYSHOP"

    def test_a_banned_one_is_err008(self, client: Client) -> None:
        assert client.send(sender="ZAIN").code == "ERR008"

    @pytest.mark.parametrize("code", ["ERR002", "ERR008"])
    def test_an_empty_one_is_an_error(self, start: Starter, code: str) -> None:
        client = start(empty_sender=code)
        assert client.send(sender="").code == code
        assert client.simulator.account.balance == 5000

    def test_a_missing_one_is_err002(self, client: Client) -> None:
        assert client.send(sender=None).code == "ERR002"


class TestMessage:
    @pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
    def test_a_blank_one_is_err009(self, client: Client, text: str) -> None:
        assert client.send(message=text).code == "ERR009"

    def test_an_empty_one_may_be_err002(self, start: Starter) -> None:
        assert start(empty_message="ERR002").send(message="").code == "ERR002"

    def test_a_missing_one_is_err002(self, client: Client) -> None:
        assert client.send(message=None).code == "ERR002"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("<b>Hello</b>", "ERR027"),
            ("what bullshit", "ERR031"),
            ("you have won a prize", "ERR032"),
            ("A" * 1072, "ERR012"),
            ("م" * 470, "ERR012"),
        ],
    )
    def test_a_wrong_one_is_refused_and_costs_nothing(self, client: Client, text: str, code: str) -> None:
        assert client.send(message=text).code == code
        assert client.simulator.account.balance == 5000

    @pytest.mark.parametrize("text", ["A" * 1071, "م" * 469])
    def test_seven_pages_are_the_most(self, client: Client, text: str) -> None:
        assert client.send(message=text)["points-charged"] == 7

    def test_six_pages_may_be_the_most(self, start: Starter) -> None:
        client = start(max_pages=6)
        assert client.send(message="A" * 918)["points-charged"] == 6
        assert client.send(message="A" * 919).code == "ERR012"

    def test_extension_characters_may_count_one(self, start: Starter) -> None:
        text = "A" * 159 + "€"
        assert start().send(message=text)["points-charged"] == 2
        assert start(gsm_extension_units=1).send(message=text)["points-charged"] == 1

    def test_pages_may_be_a_plain_division(self, start: Starter) -> None:
        text = "A" * 152 + "€" + "A" * 152
        assert start().send(message=text)["points-charged"] == 3
        assert start(page_count="plain_division").send(message=text)["points-charged"] == 2

    def test_what_counts_as_a_tag_can_be_switched(self, start: Starter) -> None:
        assert start().send(message="I <3 you").status == 200
        assert start(markup="less_than").send(message="I <3 you").code == "ERR027"

    def test_hidden_characters_get_stuck_unless_switched(self, start: Starter) -> None:
        text = "a\u200bb"
        assert self._fate(start(), text) == "ERR030"
        assert self._fate(start(hidden_characters="spam"), text) == "ERR032"
        assert self._fate(start(hidden_characters="send"), text) is None

    @staticmethod
    def _fate(client: Client, text: str) -> str | None:
        reply = client.send(message=text)
        return reply.code or client.ask("status", msgid=reply.id).code

    def test_a_stuck_one_reaches_nobody(self, client: Client) -> None:
        client.send(message="Hi 😀")
        assert client.simulator.record.accepted == [(NUMBER, "Hi 😀")]
        assert client.simulator.record.received == []

    def test_a_lone_surrogate_does_no_harm(self, client: Client) -> None:
        assert client.send(message="a\ud83db").status == 200
        assert client.control("record").status == 200


class TestNumbers:
    def test_two_hundred_are_taken(self, client: Client) -> None:
        assert client.send(*many(200))["numbers"] == 200

    def test_more_are_err007(self, client: Client) -> None:
        assert client.send(*many(201)).code == "ERR007"

    @pytest.mark.parametrize(("count", "digits"), [(200, 11), (192, 12), (178, 13)])
    def test_2500_characters_are_taken(self, start: Starter, count: int, digits: int) -> None:
        client = start(SimulatedAccount(prefixes=["965", "971", "44"]))
        assert client.send(*many(count, digits))["numbers"] == count

    @pytest.mark.parametrize(("count", "digits"), [(193, 12), (200, 12), (179, 13)])
    def test_more_characters_are_err006(self, start: Starter, count: int, digits: int) -> None:
        client = start(SimulatedAccount(prefixes=["965", "971", "44"]))
        assert client.send(*many(count, digits)).code == "ERR006"

    def test_exactly_2500_characters_are_taken(self, start: Starter) -> None:
        client = start(SimulatedAccount(prefixes=["971", "44"]))
        numbers = many(187, 12) + many(5, 13)
        assert len(",".join(numbers)) == 2500
        assert client.send(*numbers)["numbers"] == 192

    def test_more_characters_may_be_cut_off_or_accepted(self, start: Starter) -> None:
        # The 193rd entry loses its last 8 digits and is no number any more.
        assert start(long_mobile="truncate").send(*many(193, 12))["numbers"] == 192
        assert start(long_mobile="accept").send(*many(193, 12))["numbers"] == 193

    @pytest.mark.parametrize("mobile", ["", ",", ",,,"])
    def test_none_at_all_is_err006(self, client: Client, mobile: str) -> None:
        assert client.send(mobile=mobile).code == "ERR006"

    def test_the_missing_field_is_err002(self, client: Client) -> None:
        assert client.send(mobile=None).code == "ERR002"

    @pytest.mark.parametrize("code", ["ERR025", "ERR006"])
    def test_none_well_formed(self, start: Starter, code: str) -> None:
        assert start(no_valid_number=code).send("12345", LANDLINE).code == code

    def test_invalid_ones_are_dropped_in_silence(self, client: Client) -> None:
        reply = client.send(NUMBER, LANDLINE, f"+{OTHER}")
        assert (reply["numbers"], reply["points-charged"]) == (1, 1)
        assert client.simulator.record.received == [(NUMBER, "Hello")]

    def test_invalid_ones_may_spoil_the_request(self, start: Starter) -> None:
        assert start(partly_invalid="reject").send(NUMBER, LANDLINE).code == "ERR025"

    def test_only_uncovered_ones_are_err026(self, client: Client) -> None:
        assert client.send(UNCOVERED).code == "ERR026"

    def test_uncovered_ones_are_dropped_in_silence(self, client: Client) -> None:
        assert client.send(NUMBER, UNCOVERED)["numbers"] == 1

    def test_uncovered_ones_may_spoil_the_request(self, start: Starter) -> None:
        assert start(mixed_uncovered="reject").send(NUMBER, UNCOVERED).code == "ERR026"

    def test_a_number_twice_is_one(self, client: Client) -> None:
        reply = client.send(NUMBER, NUMBER)
        assert (reply["numbers"], reply["points-charged"]) == (1, 1)

    def test_a_number_twice_may_be_charged_twice(self, start: Starter) -> None:
        client = start(duplicates="charge_each")
        assert client.send(NUMBER, NUMBER)["points-charged"] == 2
        assert client.simulator.record.received == [(NUMBER, "Hello")] * 2

    def test_a_number_may_come_as_a_json_number(self, client: Client) -> None:
        assert client.send(mobile=int(NUMBER))["numbers"] == 1


class TestTestMode:
    @pytest.mark.parametrize("test", [1, "1"])
    def test_on(self, client: Client, test: object) -> None:
        client.send(test=test)
        assert client.simulator.record.messages[0].test
        assert client.simulator.record.received == []

    @pytest.mark.parametrize("test", [0, "0", None])
    def test_off(self, client: Client, test: object) -> None:
        client.send(test=test)
        assert client.simulator.record.received == [(NUMBER, "Hello")]

    @pytest.mark.parametrize("test", [True, "true", 2, [1]])
    def test_anything_else_is_refused(self, client: Client, test: object) -> None:
        assert client.send(test=test).code == "ERR002"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"password": "x", "sender": ""}, "ERR003", id="credentials before sender"),
        pytest.param({"sender": "ZAIN", "message": ""}, "ERR008", id="sender before message"),
        pytest.param({"message": "<b>", "mobile": "1"}, "ERR027", id="message before numbers"),
        pytest.param({"mobile": ",".join(["1"] * 201)}, "ERR007", id="count before numbers"),
        pytest.param({"mobile": f"1,{UNCOVERED}"}, "ERR026", id="numbers before balance"),
    ],
)
def test_the_order_of_checks(start: Starter, fields: dict[str, Any], code: str) -> None:
    client = start(SimulatedAccount(balance=0))
    assert client.send(**fields).code == code


def test_same_number_comes_before_balance(start: Starter) -> None:
    client = start(SimulatedAccount(balance=1))
    client.send()
    assert client.send().code == "ERR028"
