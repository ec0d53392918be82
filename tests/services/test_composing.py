"""What a text costs for a whole list: people, segments, credits, requests, and what a trial takes."""

from __future__ import annotations

import threading

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.savings import Saving
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.composing import TRIAL_PEOPLE, Audience, TextCost, TextPlace, plain_text
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.planning import PlanRequest
from kwtsms_desktop.storage.contact_lists import ContactLists, NewList
from kwtsms_desktop.storage.rows import Rows

HEADINGS = ("Name", "Mobile")


def checked_list(app: App, rows: list[tuple[str, str]]) -> int:
    """A stored and checked list of names and numbers."""
    with app.open_database() as database:
        lists = ContactLists(database)
        list_id = lists.create(
            NewList(
                "clients", "clients.csv", None, "utf-8", ",", 1, HEADINGS, phone_columns=(1,), hidden_rows=0
            )
        )
        Rows(database).add(list_id, ((number, row, 1) for number, row in enumerate(rows, start=2)))
        lists.mark_ready(list_id)
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    return list_id


def kuwaitis(count: int) -> list[tuple[str, str]]:
    return [(f"Person {number}", f"9{number:07d}") for number in range(count)]


def cost_of(app: App, list_id: int, text: str) -> TextCost:
    return app.composing.cost(Audience(list_id), text, 7, Mailbox(), threading.Event())


class TestRequests:
    @pytest.mark.parametrize(
        ("people", "text", "requests"),
        [(201, "Hello", 2), (200, "Hello", 1), (30, "Dear {Name}", 30), (1, "Dear {Name}", 1)],
        ids=["one text, one number too many", "one text", "own texts", "one person"],
    )
    def test_are_those_that_the_plan_makes(self, app: App, people: int, text: str, requests: int) -> None:
        list_id = checked_list(app, kuwaitis(people))
        cost = cost_of(app, list_id, text)
        request = PlanRequest(Audience(list_id), text, "demo", "MYSHOP", test=True, rate=4.0)
        plan = app.planning.plan(request, Mailbox(), threading.Event())
        assert plan is not None
        assert cost.requests == plan.requests == requests

    def test_people_with_equal_texts_share_them(self, app: App) -> None:
        rows = [("Sara", phone) for _name, phone in kuwaitis(9)] + [("Huda", "66612345")]
        assert cost_of(app, checked_list(app, rows), "Dear {Name}").requests == 2

    def test_the_cheaper_way_is_known(self, app: App) -> None:
        cost = cost_of(app, checked_list(app, kuwaitis(250)), "Dear {Name}")
        assert (cost.requests, cost.plain_requests) == (250, 2)
        assert cost.seconds(2.0) == 125
        assert cost.plain_seconds(2.0) == 1

    @pytest.mark.parametrize(("rate", "is_slowed"), [(2.0, True), (4.0, False)])
    def test_a_minute_more_is_worth_saying(self, rate: float, is_slowed: bool) -> None:
        cost = TextCost(130, {1: 130}, 130, "gsm7", 130, None, requests=130, plain_requests=1)
        assert cost.is_slowed(rate) is is_slowed


class TestTrial:
    def test_costs_what_its_first_people_cost(self, app: App) -> None:
        rows = [("س" * 60, phone) for _name, phone in kuwaitis(2)] + kuwaitis(12)[2:]
        cost = cost_of(app, checked_list(app, rows), "Dear {Name}, " + "x" * 20)
        assert cost.trial_credits == 2 * 2 + 3
        assert cost.trial_people == TRIAL_PEOPLE

    def test_of_few_people_is_all_of_them(self, app: App) -> None:
        cost = cost_of(app, checked_list(app, kuwaitis(3)), "Hello")
        assert (cost.trial_people, cost.trial_credits) == (3, 3)


class TestBalance:
    @pytest.mark.parametrize(
        ("sizes", "balance", "people"),
        [
            ([2] * 10, 7, 3),
            ([2] * 10, 20, 10),
            ([3, 1, 1, 1], 3, 1),
            ([1, 1, 1, 3], 5, 3),
            ([2] * 10, 0, 0),
            ([2] * 10, -4, 0),
        ],
        ids=["too little", "enough", "the long one first", "the long one last", "nothing", "debts"],
    )
    def test_is_enough_for_the_first(self, sizes: list[int], balance: float, people: int) -> None:
        cost = TextCost(len(sizes), {}, sum(sizes), "gsm7", 1, None, sizes=bytes(sizes))
        assert cost.enough_for(balance) == people

    def test_only_the_first_are_counted_and_planned(self, app: App) -> None:
        list_id = checked_list(app, kuwaitis(30))
        audience = Audience(list_id, first=12)
        cost = app.composing.cost(audience, "Dear {Name}", 7, Mailbox(), threading.Event())
        request = PlanRequest(audience, "Dear {Name}", "demo", "MYSHOP", test=False, rate=4.0)
        plan = app.planning.plan(request, Mailbox(), threading.Event())
        assert plan is not None
        assert (cost.people, plan.recipients, plan.campaign.first_only) == (12, 12, 12)
        ids = app.history.recipient_ids(plan.campaign.id)
        rows = [recipient.row for recipient in app.history.recipients(ids)]
        assert rows == list(range(2, 14))


class TestLengths:
    def test_the_longest_and_the_shortest_are_found(self, app: App) -> None:
        rows = [("Sara", "98765432"), ("س" * 80, "55512345"), ("Al", "66612345"), ("Bo", "66612346")]
        cost = cost_of(app, checked_list(app, rows), "Dear {Name}")
        assert (cost.longest, cost.shortest) == (TextPlace(3, 85, 2), TextPlace(4, 7, 1))

    def test_what_a_shorter_text_saves(self, app: App) -> None:
        cost = cost_of(app, checked_list(app, kuwaitis(9)), "x" * 163)
        assert cost.saving == Saving(3, 9)

    def test_what_plain_quotes_save(self, app: App) -> None:
        rows = [*kuwaitis(4), ("سارة", "66612345")]
        cost = cost_of(app, checked_list(app, rows), "{Name}’s order is ready – " + "x" * 70)
        assert (cost.credits, cost.plain_credits, cost.replacing_saves) == (10, 6, 4)

    def test_a_text_without_any_has_nothing_to_replace(self, app: App) -> None:
        assert cost_of(app, checked_list(app, kuwaitis(1)), "Hello").plain_credits is None


def test_placeholders_are_not_made_plain() -> None:
    assert plain_text("‘Hi’ {Client’s name|“you”} …", ("Client’s name",)) == "'Hi' {Client’s name|“you”} ..."


def test_numbers_abroad_are_counted(app: App) -> None:
    rows = [*kuwaitis(2), ("Ali", "+971501234567")]
    assert cost_of(app, checked_list(app, rows), "Hello").abroad == 1


def test_a_problem_is_told_with_its_first_row_and_their_number(app: App) -> None:
    rows = [("Sara", "98765432"), ("", "55512345"), ("", "66612345")]
    problem = cost_of(app, checked_list(app, rows), "Dear {Name}").problem
    assert problem is not None
    assert problem.reason is Reason.PLACEHOLDER_EMPTY
    assert dict(problem.parameters) == {"name": "Name", "row": 3, "count": 2}


def test_a_stopped_count_ends_at_once(app: App) -> None:
    list_id = checked_list(app, kuwaitis(1200))
    stop = threading.Event()
    stop.set()
    assert app.composing.cost(Audience(list_id), "Hello", 7, Mailbox(), stop).people == 500


def test_a_plan_stopped_before_it_began_stores_nothing(app: App) -> None:
    list_id = checked_list(app, kuwaitis(3))
    stop = threading.Event()
    stop.set()
    request = PlanRequest(Audience(list_id), "Hello", "demo", "MYSHOP", test=True, rate=4.0)
    assert app.planning.plan(request, Mailbox(), stop) is None
    assert app.history.campaigns() == []
