from __future__ import annotations

import threading

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import CredentialsError, GatewayError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import GatewayView, Verdict
from kwtsms_desktop.services import rechecking
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Event, Mailbox, Progress
from kwtsms_desktop.services.validating import ValidationResult
from kwtsms_desktop.simulator import Simulator
from tests.support.builders import store_list

GOOD, WRONG, NO_ROUTE = "98765432", "+290 51234", "+20 10 1234 5678"


def checked(app: App, *inputs: str) -> int:
    with app.open_database() as database:
        list_id = store_list(database, inputs)
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    return list_id


def many(count: int) -> tuple[str, ...]:
    return tuple(f"9{number:07d}" for number in range(5_000_000, 5_000_000 + count))


def ask(app: App, list_id: int, mailbox: Mailbox | None = None) -> ValidationResult:
    return app.validating.ask(list_id, "demo", CheckOptions(), mailbox or Mailbox(), threading.Event())


def asked(simulator: Simulator) -> list[list[str]]:
    """The numbers of each question."""
    requests = simulator.record.requests_to("validate")
    return [str(request.fields["mobile"]).split(",") for request in requests if request.fields]


def verdicts(app: App, list_id: int) -> list[tuple[Verdict | None, str | None, GatewayView | None]]:
    return [(row.verdict, row.reason, row.gateway) for row in app.checking.all_rows(list_id)]


def test_answers_become_verdicts(app: App) -> None:
    list_id = checked(app, GOOD, WRONG, NO_ROUTE, "123")
    result = ask(app, list_id)
    assert (result.asked, result.wrong, result.no_route, result.left) == (3, 1, 1, 0)
    assert verdicts(app, list_id) == [
        (Verdict.VALID, None, GatewayView.OK),
        (Verdict.INVALID, Reason.GATEWAY_SAYS_WRONG, GatewayView.WRONG),
        (Verdict.NOT_COVERED, Reason.GATEWAY_NO_ROUTE, GatewayView.NO_ROUTE),
        (Verdict.INVALID, Reason.TOO_SHORT, None),
    ]
    assert result.summary.verdicts[Verdict.VALID] == 1
    assert app.checking.is_current(result.summary.contact_list, CheckOptions())


def test_each_number_is_asked_about_once_and_nothing_else(app: App, simulator: Simulator) -> None:
    ask(app, checked(app, GOOD, GOOD, "", "abc", "66612345 / 66612346", "55512345"))
    assert asked(simulator) == [["96598765432", "96555512345"]]


def test_what_is_no_valid_number_makes_no_duplicates(app: App) -> None:
    list_id = checked(app, WRONG, WRONG)
    ask(app, list_id)
    assert [verdict for verdict, _, _ in verdicts(app, list_id)] == [Verdict.INVALID, Verdict.INVALID]


def test_a_wrong_number_in_thousands_of_rows_is_wrong_in_all(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecking, "MOST_AT_ONCE", 5)
    list_id = checked(app, GOOD, *[WRONG] * 9)
    summary = ask(app, list_id).summary
    assert (summary.verdicts[Verdict.VALID], summary.verdicts[Verdict.INVALID]) == (1, 9)
    assert app.checking.is_current(summary.contact_list, CheckOptions())


def test_a_cell_of_several_accepted_numbers_is_not_asked_about(app: App, simulator: Simulator) -> None:
    list_id = checked(app, "66612345 / 66612346", GOOD)
    app.editing.accept(
        list_id, list(app.checking.row_ids(list_id)), CheckOptions(), Mailbox(), threading.Event()
    )
    ask(app, list_id)
    assert asked(simulator) == [["96598765432"]]


def test_questions_hold_200_numbers_and_progress_counts_them(app: App, simulator: Simulator) -> None:
    mailbox = Mailbox()
    ask(app, checked(app, *many(450)), mailbox)
    assert [len(numbers) for numbers in asked(simulator)] == [200, 200, 50]
    told = [event for event in mailbox.take_all() if isinstance(event, Progress)]
    assert told == [Progress(done, 450) for done in (0, 200, 400, 450)]


def test_it_costs_nothing(app: App, simulator: Simulator) -> None:
    before = simulator.account.balance
    ask(app, checked(app, GOOD))
    assert simulator.account.balance == before


class StopsAt(Mailbox):
    """The user presses Stop once so many were asked about."""

    def __init__(self, stop: threading.Event, done: int) -> None:
        super().__init__()
        self._stop = stop
        self._done = done

    def put(self, event: Event) -> None:
        if isinstance(event, Progress) and event.done >= self._done:
            self._stop.set()


def test_what_was_answered_before_a_stop_is_kept_and_not_asked_again(app: App, simulator: Simulator) -> None:
    list_id, stop = checked(app, WRONG, *many(300)), threading.Event()
    result = app.validating.ask(list_id, "demo", CheckOptions(), StopsAt(stop, 200), stop)
    assert (result.asked, result.wrong, result.left) == (200, 1, 101)
    assert result.summary.verdicts[Verdict.INVALID] == 1
    assert ask(app, list_id).asked == 101
    assert [len(numbers) for numbers in asked(simulator)] == [200, 101]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("error:ERR003", Reason.ERR003),
        ("html_502", Reason.STRANGE_ANSWER),
        ("drop_after_read", Reason.NO_ANSWER),
    ],
)
def test_what_was_answered_before_an_error_is_kept(
    app: App, simulator: Simulator, fault: str, reason: Reason
) -> None:
    list_id = checked(app, WRONG, *many(300))
    simulator.faults.add(fault, endpoint="validate", skip=1)
    with pytest.raises(GatewayError) as caught:
        ask(app, list_id)
    assert caught.value.reason is reason
    assert app.checking.summary(list_id).verdicts[Verdict.INVALID] == 1
    assert ask(app, list_id).asked == 101


def test_when_all_were_asked_all_are_asked_again(app: App, simulator: Simulator) -> None:
    list_id = checked(app, GOOD, NO_ROUTE)
    ask(app, list_id)
    with app.open_database() as database, database.write() as db:
        db.execute("UPDATE rows SET gateway = 'no_route' WHERE input = ?", (GOOD,))
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    result = ask(app, list_id)
    assert (result.asked, result.no_route) == (2, 1)
    assert [verdict for verdict, _, _ in verdicts(app, list_id)] == [Verdict.VALID, Verdict.NOT_COVERED]


def test_a_list_without_numbers_asks_nothing(app: App, simulator: Simulator) -> None:
    assert ask(app, checked(app, "abc")).asked == 0
    assert asked(simulator) == []


def test_a_list_that_is_not_there_is_told(app: App) -> None:
    with pytest.raises(UserError) as caught:
        ask(app, 7)
    assert caught.value.reason is Reason.NO_SUCH_LIST


def test_without_a_login_nothing_is_asked(app: App) -> None:
    with pytest.raises(CredentialsError):
        app.validating.ask(checked(app, GOOD), "nobody", CheckOptions(), Mailbox(), threading.Event())
