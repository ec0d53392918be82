"""The campaign page while somebody sends and afterwards, on the simulator over HTTP."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.services.settling import SettlingPatience
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.dialogs.send_confirmation import SendConfirmation
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.campaign import CampaignPage
from kwtsms_desktop.ui.pages.campaign_requests import MOST_SHOWN
from kwtsms_desktop.ui.start import WindowControl
from kwtsms_desktop.ui.widgets.chips import ChipBar
from kwtsms_desktop.ui.widgets.labels import Label
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from kwtsms_desktop.ui.widgets.table_view import TableView
from tests.support.office import Office, one_text, open_office, own_texts

WAIT = 20_000  # milliseconds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def slow_office(tmp_path: Path) -> Iterator[Office]:
    """Its gateway takes a while to answer."""
    with open_office(tmp_path, latency=0.2) as opened:
        yield opened


def shown(qtbot: QtBot, office: Office, campaign: int) -> CampaignPage:
    """The page on show, with everything read."""
    page = CampaignPage(office.shell)
    qtbot.addWidget(page)
    page.resize(944, 640)
    page.show()
    page.show_campaign(campaign)
    qtbot.waitUntil(lambda: bool(headline(page)))
    return page


def text_of(page: QWidget, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    return without_isolates(label.text())


def headline(page: CampaignPage) -> str:
    return text_of(page, "campaignHeadline")


def state(page: CampaignPage) -> str:
    return text_of(page, "campaignState")


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    qtbot.mouseClick(button(parent, name), Qt.MouseButton.LeftButton)


def strip(page: CampaignPage) -> MessageStrip:
    found = page.findChild(MessageStrip)
    assert found is not None
    return found


def asked(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    """The dialog that is open now."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def words_in(widget: QWidget) -> str:
    return without_isolates(" ".join(label.text() for label in widget.findChildren(Label)))


def start(qtbot: QtBot, page: CampaignPage) -> None:
    """Send a live campaign: press the button and say yes."""
    press(qtbot, page, "goOn")
    press(qtbot, asked(qtbot, SendConfirmation), "confirm")


def wait_for_state(qtbot: QtBot, page: CampaignPage, word: str) -> None:
    qtbot.waitUntil(lambda: state(page) == word, timeout=WAIT)


# Sending


def test_a_campaign_goes_from_planned_over_sending_to_finished(qtbot: QtBot, slow_office: Office) -> None:
    page = shown(qtbot, slow_office, slow_office.plan(own_texts(3)))
    assert (state(page), headline(page)) == ("Planned", "Nothing was sent yet: 3 people are waiting.")
    start(qtbot, page)
    wait_for_state(qtbot, page, "Sending")
    assert button(page, "pause").isVisible()
    assert not button(page, "goOn").isVisible()
    qtbot.waitUntil(lambda: " of 3 accepted by kwtSMS" in headline(page), timeout=WAIT)
    assert "4 requests a second, about 3 people" in text_of(page, "campaignPace")
    wait_for_state(qtbot, page, "Finished")
    qtbot.waitUntil(lambda: "3 credits used." in headline(page), timeout=WAIT)
    assert headline(page) == "3 accepted by kwtSMS, nobody refused, nobody unsure. 3 credits used."
    assert "Balance afterwards 4,997" in text_of(page, "campaignPace")
    assert sorted(slow_office.simulator.record.received) == sorted(own_texts(3))
    qtbot.waitUntil(lambda: texts_of(people_of(page), 2) == ["Accepted by kwtSMS"] * 3, timeout=WAIT)
    for name in ("pause", "cancelRest", "goOn", "prepareReal"):
        assert not button(page, name).isVisible()


def test_a_live_campaign_does_not_start_without_naming_people_and_credits(
    qtbot: QtBot, office: Office
) -> None:
    page = shown(qtbot, office, office.plan(one_text(7)))
    press(qtbot, page, "goOn")
    dialog = asked(qtbot, SendConfirmation)
    assert "7 people" in words_in(dialog)
    assert "7 credits" in words_in(dialog)
    press(qtbot, dialog, "cancel")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert state(page) == "Planned"
    assert office.sends() == 0


def test_going_on_names_only_those_who_are_left(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("error:ERR010", endpoint="send", skip=1)
    campaign = office.plan(one_text(250))
    office.send(campaign)
    page = shown(qtbot, office, campaign)
    press(qtbot, page, "goOn")
    dialog = asked(qtbot, SendConfirmation)
    assert "50 credits" in words_in(dialog)
    press(qtbot, dialog, "cancel")


def test_a_pause_lets_go_on_and_nobody_is_sent_to_twice(qtbot: QtBot, slow_office: Office) -> None:
    people = own_texts(8)
    page = shown(qtbot, slow_office, slow_office.plan(people))
    start(qtbot, page)
    qtbot.waitUntil(lambda: " of 8 accepted" in headline(page), timeout=WAIT)
    press(qtbot, page, "pause")
    assert not button(page, "pause").isEnabled()
    assert "Pausing" in words_in(page)
    wait_for_state(qtbot, page, "Paused")
    qtbot.waitUntil(lambda: strip(page).text() == "Paused by you. Go on whenever you like.", timeout=WAIT)
    assert slow_office.sends() < 8
    start(qtbot, page)
    assert strip(page).text() == ""
    wait_for_state(qtbot, page, "Finished")
    assert sorted(slow_office.simulator.record.received) == sorted(people)


def test_what_stops_the_account_is_said_with_the_next_step(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("error:ERR010", endpoint="send", skip=1)
    page = shown(qtbot, office, office.plan(own_texts(3)))
    start(qtbot, page)
    wait_for_state(qtbot, page, "Stopped")
    qtbot.waitUntil(lambda: bool(strip(page).text()), timeout=WAIT)
    assert "Your balance is used up." in strip(page).text()
    assert "Top up at kwtsms.com" in strip(page).text()
    assert button(page, "goOn").isVisible()


def expect_the_password_is_said(qtbot: QtBot, office: Office, page: CampaignPage) -> None:
    """The strip says that the password is wrong and leads to the settings; nobody was sent to."""
    qtbot.waitUntil(lambda: "does not accept" in strip(page).text(), timeout=WAIT)
    assert list(office.simulator.record.received) == []
    qtbot.waitUntil(lambda: button(page, "goOn").isVisible(), timeout=WAIT)
    with qtbot.waitSignal(office.shell.page_wanted) as wanted:
        qtbot.mouseClick(strip(page).action_button(), Qt.MouseButton.LeftButton)
    assert wanted.args == ["settings"]


def test_a_password_that_is_wrong_from_the_start_sends_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with open_office(tmp_path, is_asked=False) as office:
        office.app.logins.use_for_now("Office", Login("office.api", "wrong"))
        page = shown(qtbot, office, office.plan(own_texts(2)))
        start(qtbot, page)
        expect_the_password_is_said(qtbot, office, page)
        assert state(page) == "Planned"
        assert office.sends() == 0


def test_a_password_that_turns_wrong_stops_the_campaign(qtbot: QtBot, office: Office) -> None:
    office.app.logins.use_for_now("Office", Login("office.api", "wrong"))
    page = shown(qtbot, office, office.plan(own_texts(2)))
    start(qtbot, page)
    expect_the_password_is_said(qtbot, office, page)
    assert state(page) == "Stopped"


def test_a_full_queue_is_said_with_the_time_it_takes(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("error:ERR013", endpoint="send")
    page = shown(qtbot, office, office.plan(own_texts(1)))
    start(qtbot, page)
    qtbot.waitUntil(
        lambda: "kwtSMS's queue is full: trying again in 1 second." in words_in(page), timeout=WAIT
    )
    wait_for_state(qtbot, page, "Finished")
    qtbot.waitUntil(lambda: "queue is full" not in words_in(page))


def test_a_second_page_finds_the_sending_that_is_under_way(qtbot: QtBot, slow_office: Office) -> None:
    campaign = slow_office.plan(own_texts(5))
    run = slow_office.shell.send_campaign(campaign, "Office")
    page = shown(qtbot, slow_office, campaign)
    assert state(page) == "Sending"
    assert button(page, "pause").isVisible()
    qtbot.waitUntil(lambda: not run.is_running, timeout=WAIT)
    wait_for_state(qtbot, page, "Finished")


def test_what_another_program_sends_is_followed(qtbot: QtBot, slow_office: Office) -> None:
    campaign = slow_office.plan(own_texts(6))
    other = threading.Thread(target=slow_office.send, args=(campaign,))
    other.start()
    qtbot.waitUntil(
        lambda: slow_office.app.history.campaign(campaign).state is CampaignState.RUNNING, timeout=WAIT
    )
    page = shown(qtbot, slow_office, campaign)
    qtbot.waitUntil(lambda: state(page) == "Sending", timeout=WAIT)
    assert "Another program on this computer is sending this campaign." in words_in(page)
    assert not button(page, "pause").isVisible()
    wait_for_state(qtbot, page, "Finished")
    other.join()
    assert "Another program" not in words_in(page)


def test_another_language_while_sending_keeps_following(
    qtbot: QtBot, qapp: QApplication, slow_office: Office
) -> None:
    control = WindowControl(qapp, slow_office.app)
    qtbot.addWidget(control.window)
    control.window.show()
    people = own_texts(8)
    campaign = slow_office.plan(people)
    control.shell.send_campaign(campaign, "Office")
    control.shell.campaign_wanted.emit(campaign)
    english = control.window.page("campaign")
    assert isinstance(english, CampaignPage)
    qtbot.waitUntil(lambda: " of 8 accepted" in headline(english), timeout=WAIT)
    control.shell.language_chosen.emit("ar")
    arabic = control.window.page("campaign")
    assert isinstance(arabic, CampaignPage)
    assert arabic is not english
    qtbot.waitUntil(lambda: button(arabic, "pause").isVisible(), timeout=WAIT)
    qtbot.waitUntil(lambda: not control.shell.is_sending, timeout=WAIT)
    qtbot.waitUntil(lambda: not button(arabic, "cancelRest").isVisible(), timeout=WAIT)
    assert slow_office.app.history.campaign(campaign).state is CampaignState.FINISHED
    assert sorted(slow_office.simulator.record.received) == sorted(people)
    control.end()


# Cancelling


def test_cancelling_names_how_many_are_not_sent_to(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, office.plan(one_text(250)))
    press(qtbot, page, "cancelRest")
    dialog = asked(qtbot, Question)
    assert "250 people will not be sent to." in words_in(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # the safe button has the focus
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert state(page) == "Planned"
    press(qtbot, page, "cancelRest")
    press(qtbot, asked(qtbot, Question), "accept")
    wait_for_state(qtbot, page, "Cancelled")
    assert "250 not sent to" in headline(page)
    assert not button(page, "goOn").isVisible()
    assert office.sends() == 0


def test_cancelling_while_sending_ends_it(qtbot: QtBot, slow_office: Office) -> None:
    page = shown(qtbot, slow_office, slow_office.plan(own_texts(20)))
    start(qtbot, page)
    qtbot.waitUntil(lambda: " of 20 accepted" in headline(page), timeout=WAIT)
    press(qtbot, page, "cancelRest")
    press(qtbot, asked(qtbot, Question), "accept")
    wait_for_state(qtbot, page, "Cancelled")
    assert 1 <= slow_office.sends() < 20


# Tests, and what is unsure


class _Opened(QObject):
    """Takes the addresses that would be opened in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.addresses.append(url.toString())


@pytest.fixture
def opened() -> Iterator[_Opened]:
    receiver = _Opened()
    QDesktopServices.setUrlHandler("https", receiver, "take")
    yield receiver
    QDesktopServices.unsetUrlHandler("https")


def test_a_test_says_what_it_holds_and_where_to_free_it(
    qtbot: QtBot, office: Office, opened: _Opened
) -> None:
    page = shown(qtbot, office, office.plan(one_text(5), test=True))
    assert text_of(page, "campaignMode") == "TEST — nobody receives anything"
    press(qtbot, page, "goOn")  # nobody receives it: nothing is asked
    wait_for_state(qtbot, page, "Finished")
    qtbot.waitUntil(lambda: "5 credits held." in headline(page), timeout=WAIT)
    held = "Test: nobody receives anything. 5 credits are held until you delete the messages on kwtsms.com."
    assert text_of(page, "heldText") == held
    press(qtbot, page, "openKwtsms")
    assert opened.addresses == ["https://www.kwtsms.com/"]
    assert list(office.simulator.record.received) == []


def test_after_a_test_the_draft_is_one_press_away(qtbot: QtBot, office: Office) -> None:
    campaign = office.plan(one_text(5), test=True)
    office.send(campaign)
    page = shown(qtbot, office, campaign)
    with qtbot.waitSignal(office.shell.page_wanted) as wanted:
        press(qtbot, page, "prepareReal")
    assert wanted.args == ["new"]


def unsure_page(qtbot: QtBot, office: Office, fault: str = "accept_then_drop") -> CampaignPage:
    """A campaign of three requests, of which the second, to 200 people, got no answer."""
    office.simulator.faults.add(fault, endpoint="send", skip=1)
    campaign = office.plan(one_text(450))
    office.send(campaign)
    return shown(qtbot, office, campaign)


def test_unsure_people_need_attention(qtbot: QtBot, office: Office) -> None:
    page = unsure_page(qtbot, office)
    card = page.findChild(QWidget, "campaignUnsure")
    assert card is not None
    assert card.isVisible()
    assert text_of(page, "unsureText").startswith(
        "The connection broke while 200 people were being submitted."
    )
    said = words_in(card)
    assert "Balance before 4,800" in said
    assert "Charged for other messages since 50" in said
    assert "Balance now 4,550" in said
    assert "Cost of the unsure messages 200" in said
    assert headline(page) == "250 accepted by kwtSMS, nobody refused, 200 unsure. 250 credits used."


def test_the_balance_can_prove_that_they_were_sent(qtbot: QtBot, office: Office) -> None:
    page = unsure_page(qtbot, office)
    press(qtbot, page, "settleByBalance")
    qtbot.waitUntil(lambda: headline(page).startswith("450 accepted by kwtSMS"), timeout=WAIT)
    card = page.findChild(QWidget, "campaignUnsure")
    assert card is not None
    assert not card.isVisible()


def test_waiting_for_the_balance_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    with open_office(tmp_path, settling=SettlingPatience(settling=600)) as office:
        page = unsure_page(qtbot, office)
        press(qtbot, page, "settleByBalance")
        qtbot.waitUntil(lambda: text_of(page, "settleWaiting").startswith("Waiting"), timeout=WAIT)
        press(qtbot, page, "stopSettling")
        assert button(page, "assumeSent").isVisible()
        assert text_of(page, "settleWaiting") == ""


def test_the_user_may_say_that_they_were_sent(qtbot: QtBot, office: Office) -> None:
    page = unsure_page(qtbot, office, "drop_after_read")
    press(qtbot, page, "assumeSent")
    qtbot.waitUntil(lambda: headline(page).startswith("450 accepted by kwtSMS"), timeout=WAIT)


def test_sending_again_is_asked_about_and_sends_nothing_by_itself(qtbot: QtBot, office: Office) -> None:
    page = unsure_page(qtbot, office, "drop_after_read")
    before = office.sends()
    press(qtbot, page, "sendAgain")
    question = asked(qtbot, Question)
    assert "Send again to 200 people?" in words_in(question)
    press(qtbot, question, "accept")
    qtbot.waitUntil(lambda: button(page, "goOn").isVisible(), timeout=WAIT)
    assert office.sends() == before
    start(qtbot, page)
    qtbot.waitUntil(lambda: headline(page).startswith("450 accepted by kwtSMS"), timeout=WAIT)
    assert max(Counter(office.simulator.record.received).values()) == 1


def test_the_refused_are_retried_as_a_campaign_of_their_own(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("error:ERR025", endpoint="send", skip=1)
    campaign = office.plan(one_text(450))
    office.send(campaign)
    page = shown(qtbot, office, campaign)
    assert button(page, "retryRefused").text() == "Retry the 200"
    with qtbot.waitSignal(office.shell.campaign_wanted, timeout=WAIT) as wanted:
        press(qtbot, page, "retryRefused")
    page.show_campaign(wanted.args[0])
    qtbot.waitUntil(lambda: headline(page) == "Nothing was sent yet: 200 people are waiting.")


def test_nobody_unsure_needs_no_attention(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, office.plan(one_text(2)))
    card = page.findChild(QWidget, "campaignUnsure")
    assert card is not None
    assert not card.isVisible()


# Below: people and requests


def people_of(page: CampaignPage) -> TableView:
    found = page.findChild(TableView, "peopleTable")
    assert found is not None
    return found


def texts_of(table: TableView, column: int) -> list[str]:
    model = table.model()
    return [without_isolates(str(model.index(row, column).data() or "")) for row in range(model.rowCount())]


@pytest.fixture
def mixed(office: Office) -> int:
    """A campaign with 200 accepted, 100 refused people."""
    office.simulator.faults.add("error:ERR025", endpoint="send", skip=1)
    campaign = office.plan([*one_text(200, "First"), ("96599999999", "Second"), ("96566666666", "Third")])
    office.send(campaign)
    return campaign


def test_chips_count_and_filter(qtbot: QtBot, office: Office, mixed: int) -> None:
    page = shown(qtbot, office, mixed)
    chips = page.findChild(ChipBar)
    assert chips is not None
    assert chips.chip("accepted").accessibleName() == "Accepted by kwtSMS: 201"
    assert chips.chip("refused").accessibleName() == "Refused: 1"
    qtbot.mouseClick(chips.chip("refused"), Qt.MouseButton.LeftButton)
    table = people_of(page)
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    assert texts_of(table, 1) == ["96599999999"]
    assert texts_of(table, 2) == ["Refused"]
    assert texts_of(table, 5) != [""]  # why


def test_search_finds_a_number(qtbot: QtBot, office: Office, mixed: int) -> None:
    page = shown(qtbot, office, mixed)
    search = page.findChild(QLineEdit, "peopleSearch")
    assert search is not None
    qtbot.keyClicks(search, "6666")
    qtbot.waitUntil(lambda: texts_of(people_of(page), 1) == ["96566666666"])


def test_following_keeps_the_place(qtbot: QtBot, slow_office: Office) -> None:
    campaign = slow_office.plan(own_texts(60))
    page = shown(qtbot, slow_office, campaign)
    table = people_of(page)
    qtbot.waitUntil(lambda: table.model().rowCount() == 60)
    assert texts_of(table, 2)[0] == "Waiting"
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 300)
    table.verticalScrollBar().setValue(300)
    run = slow_office.shell.send_campaign(campaign, "Office")
    page.on_shown()
    qtbot.waitUntil(lambda: texts_of(table, 2)[0] == "Accepted by kwtSMS", timeout=WAIT)
    assert table.verticalScrollBar().value() == 300
    run.cancel()
    wait_for_state(qtbot, page, "Paused")


def open_requests(qtbot: QtBot, page: CampaignPage) -> TableView:
    tabs = page.findChild(QTabBar)
    assert tabs is not None
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    found = page.findChild(TableView, "requestsTable")
    assert found is not None
    return found


def test_requests_say_what_kwtsms_said(qtbot: QtBot, office: Office, mixed: int) -> None:
    page = shown(qtbot, office, mixed)
    table = open_requests(qtbot, page)
    qtbot.waitUntil(lambda: table.model().rowCount() == 3)
    assert sorted(texts_of(table, 1)) == ["Accepted by kwtSMS", "Accepted by kwtSMS", "Refused"]
    assert sorted(texts_of(table, 2)) == ["1", "1", "200"]
    assert all(texts_of(table, 0))


def test_of_very_many_requests_the_newest_are_shown_and_it_is_said(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office, office.plan(own_texts(MOST_SHOWN + 1)))
    table = open_requests(qtbot, page)
    qtbot.waitUntil(lambda: table.model().rowCount() == MOST_SHOWN)
    assert text_of(page, "requestsNote") == "The newest 1,000 of 1,001 requests."


# Looks


@pytest.mark.parametrize("fault", ["", "accept_then_drop", "error:ERR010"])
@pytest.mark.usefixtures("language")
def test_nothing_is_clipped_in_the_smallest_window(
    qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]], fault: str
) -> None:
    campaign = office.plan(one_text(450), test=not fault)
    if fault:
        office.simulator.faults.add(fault, endpoint="send", skip=1)
    office.send(campaign)
    page = shown(qtbot, office, campaign)
    qtbot.waitUntil(lambda: office.shell.background.is_idle)
    qtbot.waitUntil(lambda: clipped(page) == [])
    search = page.findChild(QLineEdit, "peopleSearch")
    assert search is not None
    assert search.visibleRegion().boundingRect() == search.rect()


def test_delivered_is_never_said(qtbot: QtBot, office: Office) -> None:
    campaign = office.plan(one_text(3))
    office.send(campaign)
    page = shown(qtbot, office, campaign)
    qtbot.waitUntil(lambda: people_of(page).model().rowCount() == 3)
    said = words_in(page) + " ".join(texts_of(people_of(page), 2))
    assert "deliver" not in said.lower()
