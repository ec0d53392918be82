"""The fourth step: the receipt, the mode, the warnings, and a button that sends once, and what was shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.planning import PlanRequest
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.dialogs.send_confirmation import SendConfirmation
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.new_campaign.campaign_planner import Asked
from kwtsms_desktop.ui.pages.new_campaign.review_step import ReviewStep
from kwtsms_desktop.ui.widgets.labels import Label
from tests.support.desk import THREE_PEOPLE, Desk, open_desk

SEVEN_PEOPLE = tuple((f"Person {number}", f"9876543{number}", "5") for number in range(7))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, SEVEN_PEOPLE) as opened:
        yield opened


@pytest.fixture
def live(desk: Desk) -> Desk:
    """The account sends for real."""
    desk.set_account(test_mode=False)
    return desk


def entered(qtbot: QtBot, desk: Desk, text: str = "Hello") -> ReviewStep:
    """The step on show, with this text, once everything is counted."""
    desk.preparation.set_template(text)
    step = ReviewStep(desk.shell, desk.preparation)
    qtbot.addWidget(step)
    step.resize(900, 480)
    step.show()
    step.enter()
    qtbot.waitUntil(lambda: not step.counter.is_counting and step.preview.row is not None)
    return step


def line(step: ReviewStep, key: str) -> str:
    """What the receipt says on a line."""
    return without_isolates(step.receipt.lines.value_label(key).text())


def asked(qtbot: QtBot, step: ReviewStep) -> SendConfirmation:
    """The question that a press of the live button brings up."""
    step.proceed()
    qtbot.waitUntil(lambda: bool(open_questions()))
    return open_questions()[0]


def open_questions() -> list[SendConfirmation]:
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, SendConfirmation) and widget.isVisible()]


def campaigns(desk: Desk) -> list[CampaignSummary]:
    return desk.app.history.campaigns()


def wait_until_sent(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: bool(campaigns(desk)) and not desk.shell.is_sending)


class TestReceipt:
    def test_says_what_will_happen(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        assert line(step, "from") == "MYSHOP"
        assert line(step, "to") == "7 people"
        assert line(step, "message") == "Everybody reads the same text."
        assert line(step, "segments") == "1 segment"
        assert line(step, "credits") == "7 credits"
        assert line(step, "balance") == "5,000 → 4,993 · account demo"
        assert line(step, "time") == "at least 1 second · 1 request, 4 a second"

    def test_texts_of_people_s_own_are_counted(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        assert line(step, "message") == "Everybody reads a text of their own: 7 different texts."
        assert line(step, "time") == "at least 2 seconds · 7 requests, 4 a second"

    def test_says_how_many_rows_are_left_out_and_why(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [*THREE_PEOPLE, ("Twin", "98765432", "5"), ("Nobody", "12", "5")]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk)
            said = [child.text() for child in step.receipt.lines.findChildren(Label)]
            assert "2 of 5 rows are left out: Duplicate 1 · Wrong number 1" in said

    def test_lengths_that_differ_are_told_apart(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [("Sara", "98765432", "5"), ("سارة", "55512345", "5")]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk, "Dear {Name}, " + "your appointment is on Monday. " * 3)
            assert line(step, "segments") == "1 segment for 1 person · 2 segments for 1 person"

    def test_shows_the_first_person_s_message(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        assert step.preview.phone.accessibleDescription() == "Dear Person 0"

    def test_a_text_that_cannot_be_sent_is_said_here_too(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Nam}")
        assert "no column “Nam”" in step.problem.text()
        assert not step.receipt.isVisible()
        assert not step.is_ready()

    def test_what_the_message_step_counted_is_not_counted_again(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        again = ReviewStep(desk.shell, desk.preparation)
        qtbot.addWidget(again)
        again.enter()
        assert again.counter.cost is step.counter.cost

    def test_another_list_is_counted_anew(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        assert desk.preparation.summary is not None
        desk.preparation.set_list(dataclasses.replace(desk.preparation.summary))
        assert step.counter.is_counting
        qtbot.waitUntil(step.is_ready)


class TestMode:
    def test_a_new_account_tests(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        assert step.mode.test.isChecked()
        assert step.primary_text() == "Try it with the first 5 people"
        assert step.all_button.text() == "Test all 7: holds 7 credits"
        assert not step.all_button.isHidden()

    def test_says_which_credits_a_test_holds(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        said = "Nobody receives it. 5 credits are held until you delete the messages on kwtsms.com."
        assert step.promise_text() == said

    def test_the_choice_is_the_account_s(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        step.mode.live.click()
        assert desk.shell.account is not None
        assert not desk.shell.account.test_mode
        assert step.primary_text() == "Send to 7 people"
        assert step.all_button.isHidden()

    def test_back_to_a_test(self, qtbot: QtBot, live: Desk) -> None:
        step = entered(qtbot, live)
        step.mode.test.click()
        assert step.primary_text() == "Try it with the first 5 people"

    def test_of_few_people_a_trial_is_all(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path) as desk:
            step = entered(qtbot, desk)
            assert step.primary_text() == "Try it with the first 3 people"
            assert step.all_button.isHidden()


class TestTrial:
    def test_goes_to_the_first_five_and_to_nobody_s_phone(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        with qtbot.waitSignal(desk.shell.campaign_wanted):
            step.proceed()
        wait_until_sent(qtbot, desk)
        assert [number for number, _text in desk.simulator.record.accepted] == [
            f"9659876543{number}" for number in range(5)
        ]
        assert desk.simulator.record.received == []

    def test_keeps_what_was_prepared(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        with qtbot.waitSignal(desk.shell.campaign_wanted):
            step.proceed()
        assert desk.preparation.template == "Hello"
        assert desk.preparation.summary is not None
        wait_until_sent(qtbot, desk)

    def test_the_second_button_tests_everybody(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        with qtbot.waitSignal(desk.shell.campaign_wanted):
            qtbot.mouseClick(step.all_button, Qt.MouseButton.LeftButton)
        wait_until_sent(qtbot, desk)
        assert len(desk.simulator.record.accepted) == 7
        assert desk.simulator.record.received == []


class TestLive:
    def test_asks_first_and_names_people_and_credits(self, qtbot: QtBot, live: Desk) -> None:
        step = entered(qtbot, live)
        question = asked(qtbot, step)
        assert question.confirm.text() == "Send to 7 people"
        said = [child.text() for child in question.findChildren(Label)]
        assert "Send this message to 7 people now?" in said
        assert "7 credits" in said
        question.reject()

    @pytest.mark.parametrize(
        "key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]
    )
    def test_no_single_key_sends(self, qtbot: QtBot, live: Desk, key: Qt.Key) -> None:
        step = entered(qtbot, live)
        question = asked(qtbot, step)
        qtbot.keyClick(question.focusWidget() or question, key)
        qtbot.waitUntil(lambda: not open_questions())
        assert campaigns(live) == []
        assert step.is_ready()

    def test_yes_sends_to_everybody(self, qtbot: QtBot, live: Desk) -> None:
        step = entered(qtbot, live, "Dear {Name}")
        question = asked(qtbot, step)
        with qtbot.waitSignal(live.shell.campaign_wanted) as wanted:
            qtbot.mouseClick(question.confirm, Qt.MouseButton.LeftButton)
        wait_until_sent(qtbot, live)
        assert wanted.args == [campaigns(live)[0].campaign.id]
        assert sorted(live.simulator.record.received) == [
            (f"9659876543{number}", f"Dear Person {number}") for number in range(7)
        ]

    def test_what_was_prepared_has_done_its_work(self, qtbot: QtBot, live: Desk) -> None:
        step = entered(qtbot, live)
        question = asked(qtbot, step)
        with qtbot.waitSignal(live.shell.campaign_wanted):
            question.confirm.click()
        assert live.preparation.template == ""
        wait_until_sent(qtbot, live)


class TestOnce:
    def test_nothing_can_be_pressed_while_it_is_planned(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        with qtbot.waitSignal(step.footer_changed):
            step.proceed()
        assert step.primary_text() == "Planning …"
        assert not step.is_ready()
        assert not step.all_button.isEnabled()
        assert not step.mode.isEnabled()
        wait_until_sent(qtbot, desk)

    def test_a_second_press_plans_nothing(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        step.proceed()
        step.proceed()
        step.all_button.click()
        wait_until_sent(qtbot, desk)
        assert len(campaigns(desk)) == 1

    def test_the_planner_takes_one_plan_at_a_time(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        assert step.counter.cost is not None
        audience = desk.preparation.audience()
        request = PlanRequest(audience, "Hello", "demo", "MYSHOP", test=True, rate=4.0, first=1)
        for _ in range(2):
            step.planner.begin(Asked(request, step.counter.cost, 5000))
        qtbot.waitUntil(lambda: desk.shell.background.is_idle)
        assert len(campaigns(desk)) == 1

    def test_a_plan_that_failed_keeps_everything_and_may_be_tried_again(
        self, qtbot: QtBot, desk: Desk
    ) -> None:
        desk.simulator.account.sender_ids.remove("MYSHOP")
        step = entered(qtbot, desk)
        step.proceed()
        qtbot.waitUntil(lambda: "no sender ID “MYSHOP”" in step.problem.text())
        assert campaigns(desk) == []
        assert desk.preparation.template == "Hello"
        assert step.is_ready()

    def test_a_plan_without_the_gateway_says_so(self, qtbot: QtBot, live: Desk) -> None:
        step = entered(qtbot, live)
        question = asked(qtbot, step)
        live.simulator.stop()
        question.confirm.click()
        qtbot.waitUntil(lambda: reason_text(Reason.NOT_CONNECTED.value) in step.problem.text())
        assert campaigns(live) == []
        assert step.is_ready()

    def test_a_cancelled_plan_stores_and_sends_nothing(self, qtbot: QtBot, desk: Desk) -> None:
        desk.simulator.faults.add("slow:0.5", "senderid")
        step = entered(qtbot, desk)
        step.proceed()
        qtbot.waitUntil(lambda: bool(desk.simulator.record.requests_to("senderid")))
        step.busy.cancel_requested.emit()
        qtbot.waitUntil(step.is_ready)
        assert campaigns(desk) == []
        assert desk.simulator.record.accepted == []

    def test_leaving_the_step_stops_the_plan(self, qtbot: QtBot, desk: Desk) -> None:
        desk.simulator.faults.add("slow:0.5", "senderid")
        step = entered(qtbot, desk)
        step.proceed()
        step.leave()
        qtbot.waitUntil(lambda: not step.planner.is_planning)
        assert campaigns(desk) == []

    def test_what_was_not_shown_is_not_sent(self, qtbot: QtBot, live: Desk) -> None:
        """The balance fell below the cost between the receipt and the plan."""
        step = entered(qtbot, live)
        question = asked(qtbot, step)
        live.simulator.set_balance(3)
        with qtbot.waitSignal(live.shell.campaign_wanted):
            question.confirm.click()
        assert campaigns(live)[0].campaign.state is CampaignState.PLANNED
        assert not live.shell.is_sending
        assert live.simulator.record.accepted == []
        assert live.preparation.template == "Hello"

    def test_waits_for_the_campaign_that_is_being_sent(self, qtbot: QtBot, desk: Desk) -> None:
        desk.simulator.faults.add("slow:0.7", "send")
        step = entered(qtbot, desk)
        with qtbot.waitSignal(desk.shell.campaign_wanted):
            step.proceed()
        assert not step.is_ready()
        assert "Another campaign is being sent" in step.warnings.said()
        qtbot.waitUntil(step.is_ready)
        assert step.warnings.said() == ""


class TestWarnings:
    def test_too_few_credits(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, SEVEN_PEOPLE, balance=4) as desk:
            step = entered(qtbot, desk)
            assert "The balance of 4 credits is enough for 4 people." in step.warnings.said()
            assert step.is_ready()

    def test_a_balance_nobody_knows_is_asked_for(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, is_asked=False) as desk:
            step = entered(qtbot, desk)
            qtbot.waitUntil(lambda: line(step, "balance").startswith("5,000 → 4,997"))

    def test_a_balance_that_cannot_be_asked_for(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, is_asked=False) as desk:
            desk.simulator.stop()
            step = entered(qtbot, desk)
            assert "The balance is not known yet" in step.warnings.said()
            assert step.warnings.lines()[0].action_button().text() == "Ask now"

    def test_the_shared_sender_in_earnest(self, qtbot: QtBot, live: Desk) -> None:
        live.preparation.set_sender_id("KWT-SMS")
        assert "KWT-SMS is a sender for tests" in entered(qtbot, live).warnings.said()

    def test_the_shared_sender_in_a_test_is_what_it_is_for(self, qtbot: QtBot, desk: Desk) -> None:
        desk.preparation.set_sender_id("KWT-SMS")
        assert entered(qtbot, desk).warnings.said() == ""

    def test_the_cheaper_way(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [(f"Person {number}", f"9{number:07d}", "5") for number in range(250)]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk, "Dear {Name}")
            assert step.warnings.said() == "Without {Name}: 1 second instead of 62 seconds."

    def test_without_an_account_nothing_is_sent(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, has_account=False) as desk:
            desk.preparation.set_sender_id("MYSHOP")
            step = entered(qtbot, desk)
            assert not step.is_ready()
            button = step.warnings.lines()[0].action_button()
            with qtbot.waitSignal(desk.shell.page_wanted) as wanted:
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            assert wanted.args == ["settings"]


@pytest.mark.parametrize("size", [(904, 415), (1078, 543)], ids=["1024x640", "1366x768"])
@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(
    qtbot: QtBot, live: Desk, size: tuple[int, int], clipped: Callable[[QWidget], list[str]]
) -> None:
    live.preparation.set_sender_id("KWT-SMS")
    step = entered(qtbot, live, "Dear {Name}, 5 {Amount}")
    step.resize(*size)
    qtbot.waitUntil(lambda: clipped(step) == [])


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped_in_the_question(qtbot: QtBot, clipped: Callable[[QWidget], list[str]]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = SendConfirmation(parent, "MYSHOP", 123_456, 1_234_567, 5000.5)
    question.show()
    assert clipped(question) == []
