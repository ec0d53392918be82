"""What to think of before sending: the text, the hour in Kuwait, and what these people were sent already."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from kwtsms_desktop.app import App
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.advising import Advising, Message
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.planning import Audience, PlanRequest
from tests.support.builders import store_list

NOON = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)  # 12:00 in Kuwait
NIGHT = datetime(2026, 3, 1, 19, 0, tzinfo=UTC)  # 22:00


def checked_list(app: App, numbers: list[str]) -> int:
    with app.open_database() as database:
        list_id = store_list(database, numbers)
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    return list_id


def send(app: App, list_id: int, text: str, *, test: bool) -> None:
    request = PlanRequest(
        audience=Audience(list_id), template=text, account="demo", sender="MYSHOP", test=test, rate=4.0
    )
    plan = app.planning.plan(request, Mailbox(), threading.Event())
    assert plan is not None
    app.sending.send(plan.campaign.id, "demo", Mailbox(), threading.Event())


def cautions(
    app: App, list_id: int, text: str, now: datetime = NOON, *, is_test: bool = False
) -> list[Reason]:
    message = Message(list_id, text, text, "MYSHOP", abroad=0, is_test=is_test)
    return [caution.reason for caution in Advising(app.open_database, lambda: now).cautions(message)]


def test_says_when_these_people_were_sent_the_same_text(app: App) -> None:
    send(app, checked_list(app, ["98765432", "55512345", "66612345"]), "Sale today", test=False)
    again = checked_list(app, ["55512345", "66612345", "97712345"])  # another file, two of the people
    message = Message(again, "Sale today", "Sale today", "MYSHOP", abroad=0, is_test=False)
    (caution,) = Advising(app.open_database, lambda: NOON).cautions(message)
    assert (caution.reason, caution.details["count"]) == (Reason.SAME_TEXT_SENT, 2)
    assert str(caution.details["when"]).startswith("20")


def test_another_text_is_no_repeat(app: App) -> None:
    people = checked_list(app, ["98765432"])
    send(app, people, "Sale today", test=False)
    assert cautions(app, people, "Sale tomorrow") == []


def test_a_test_reached_nobody_and_is_no_repeat(app: App) -> None:
    people = checked_list(app, ["98765432"])
    send(app, people, "Sale today", test=True)
    assert cautions(app, people, "Sale today") == []


def test_it_is_late_in_kuwait_not_here(app: App) -> None:
    people = checked_list(app, ["98765432"])
    assert cautions(app, people, "Sale today", NIGHT) == [Reason.QUIET_TIME]
    assert cautions(app, people, "Sale today", NIGHT, is_test=True) == []
