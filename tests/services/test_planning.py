from __future__ import annotations

import threading

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.blocking import Blocking
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.planning import Audience, Plan, PlanRequest
from kwtsms_desktop.simulator import Simulator
from tests.support.builders import store_list


def plan(app: App, inputs: list[str], template: str = "Hello", **values: object) -> Plan:
    with app.open_database() as database:
        list_id = store_list(database, inputs)
    mailbox, stop = Mailbox(), threading.Event()
    app.account.know_coverage("demo", stop)
    app.checking.check(list_id, CheckOptions(account="demo"), mailbox, stop)
    accept = bool(values.pop("accept_review", False))
    request = PlanRequest(
        audience=Audience(list_id, accept_review=accept, account="demo"),
        template=template,
        account="demo",
        sender="MYSHOP",
        test=True,
        rate=2.0,
        **values,  # type: ignore[arg-type]
    )
    planned = app.planning.plan(request, mailbox, stop)
    assert planned is not None
    return planned


def test_a_plan_counts_people_requests_credits_and_time(app: App) -> None:
    planned = plan(app, [f"5{number:07d}" for number in range(1, 402)], "م" * 71)
    assert (planned.recipients, planned.requests, planned.credits) == (401, 3, 802)
    assert (planned.segments, planned.encoding, planned.seconds) == ({2: 401}, "ucs2", 1.5)
    assert (planned.balance, planned.balance_after) == (5000, 4198)


def test_a_try_takes_the_first_few(app: App) -> None:
    planned = plan(app, [f"5{number:07d}" for number in range(1, 20)], first=5)
    assert (planned.recipients, planned.campaign.first_only) == (5, 5)


def test_rows_to_look_at_are_sent_to_only_where_the_account_covers_them(app: App) -> None:
    inputs = ["55512345", "66612345 / +966501234567"]
    assert plan(app, inputs).recipients == 1
    assert plan(app, inputs, accept_review=True).recipients == 2


def test_a_number_is_sent_to_once_however_its_rows_were_read(app: App) -> None:
    assert plan(app, ["call 55512345", "55512345", "66612345"], accept_review=True).recipients == 2


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("😀", Reason.TEXT_EMPTY),
        ("{Phone}", Reason.PLACEHOLDER_UNKNOWN),
        ("A" * 1072, Reason.TEXT_TOO_LONG),
        ("{", Reason.PLACEHOLDER_BROKEN),
    ],
)
def test_a_text_that_cannot_be_sent_plans_nothing(app: App, template: str, reason: Reason) -> None:
    with pytest.raises(UserError) as caught:
        plan(app, ["55512345"], template)
    assert caught.value.reason is reason
    assert app.history.campaigns() == []


def test_a_lower_limit_of_segments_is_kept(app: App) -> None:
    with pytest.raises(UserError) as caught:
        plan(app, ["55512345", "66612345"], "A" * 919, max_segments=6)
    assert dict(caught.value.parameters) == {"row": 2, "segments": 7, "limit": 6, "count": 2}


def test_stopping_stores_nothing(app: App) -> None:
    with app.open_database() as database:
        list_id = store_list(database, [f"5{number:07d}" for number in range(1, 2000)])
    mailbox, stop = Mailbox(), threading.Event()
    app.checking.check(list_id, CheckOptions(), mailbox, stop)

    class StopsSoon(Mailbox):
        """The user presses Cancel while the plan is being made."""

        def put(self, event: object) -> None:
            stop.set()

    request = PlanRequest(Audience(list_id), "Hello", "demo", "MYSHOP", test=True, rate=2.0)
    assert app.planning.plan(request, StopsSoon(), stop) is None
    assert app.history.campaigns() == []


def test_an_unknown_country_code_is_told(app: App) -> None:
    with app.open_database() as database:
        list_id = store_list(database, ["55512345"])
    with pytest.raises(UserError) as caught:
        app.checking.check(list_id, CheckOptions(default_country="999"), Mailbox(), threading.Event())
    assert caught.value.reason is Reason.COUNTRY_CODE_UNKNOWN


def test_the_account_is_asked_before_anything_is_stored(app: App, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR003", endpoint="senderid")
    with pytest.raises(Exception, match="ERR003"):
        plan(app, ["55512345"])
    assert app.history.campaigns() == []


def test_a_number_blocked_since_the_check_is_left_out(app: App) -> None:
    with app.open_database() as database:
        list_id = store_list(database, ["55512345", "66612345", "98765432 / 55512399"])
    mailbox, stop = Mailbox(), threading.Event()
    app.checking.check(list_id, CheckOptions(), mailbox, stop)
    Blocking(app.open_database).add("66612345, 55512399")
    audience = Audience(list_id, accept_review=True)
    assert app.composing.cost(audience, "Hello", 7, mailbox, stop).people == 2
    planned = app.planning.plan(PlanRequest(audience, "Hello", "demo", "MYSHOP", True, 2.0), mailbox, stop)
    assert planned is not None
    assert (planned.recipients, planned.campaign.left_out) == (2, 1)
