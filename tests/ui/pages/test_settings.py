"""The settings page on real files, a real (in-memory) login and the simulator over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.setting_row import SettingRow
from kwtsms_desktop.ui.pages.settings import SettingsPage
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.key_value import KeyValueList
from kwtsms_desktop.ui.widgets.note_line import NoteLine
from tests.support.office import PASSWORD, Office, open_office

WAIT = 20_000  # milliseconds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[Office]:
    """Nobody has set up an account yet."""
    with open_office(tmp_path, has_account=False) as opened:
        yield opened


def shown(qtbot: QtBot, shell: Shell) -> SettingsPage:
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.resize(944, 1600)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: shell.background.is_idle)
    return page


def field(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def box(page: QWidget, name: str) -> QComboBox:
    found = page.findChild(QComboBox, name)
    assert found is not None
    return found


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def note(page: QWidget, name: str) -> str:
    found = page.findChild(NoteLine, name)
    assert found is not None
    return without_isolates(found.text())


def fact(page: QWidget, key: str) -> str:
    found = page.findChild(KeyValueList, "accountFacts")
    assert found is not None
    return without_isolates(found.value_label(key).text())


def row_of(page: QWidget, control: str) -> SettingRow:
    found = page.findChild(QWidget, control)
    assert found is not None
    row = found.parentWidget()
    assert isinstance(row, SettingRow)
    return row


def choose(page: QWidget, name: str, value: object) -> None:
    """Choose an entry as a click in the open list does."""
    chooser = box(page, name)
    index = chooser.findData(value)
    assert index >= 0
    chooser.setCurrentIndex(index)
    chooser.activated.emit(index)


def type_login(qtbot: QtBot, page: QWidget, username: str, password: str) -> None:
    for name, text in (("apiUsername", username), ("apiPassword", password)):
        field(page, name).clear()
        qtbot.keyClicks(field(page, name), text)


def on_disk(folder: Path, secret: str) -> list[str]:
    """The files that contain it."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if secret.encode() in file.read_bytes()]


# The account


def test_a_new_account_is_saved_asked_about_and_starts_with_tests(
    qtbot: QtBot, new_office: Office, tmp_path: Path
) -> None:
    page = shown(qtbot, new_office.shell)
    assert not button(page, "forgetAccount").isVisible()
    field(page, "accountName").clear()
    qtbot.keyClicks(field(page, "accountName"), "Gulf Trading")
    type_login(qtbot, page, "office.api", PASSWORD)
    with qtbot.waitSignal(new_office.shell.account_changed, timeout=WAIT):
        press(qtbot, page, "saveAccount")
    assert new_office.shell.account == AccountSettings("Gulf Trading", sender="", test_mode=True)
    assert note(page, "accountResult") == "Saved. The connection works."
    assert fact(page, "balance") == "5,000 of 10,000 bought, just now"
    assert fact(page, "senders") == "KWT-SMS · MYSHOP"
    assert fact(page, "coverage") == "2 countries: +965 · +971"
    assert "nothing is written to disk" in note(page, "accountKeptAt")
    assert field(page, "apiPassword").text() == ""
    qtbot.waitUntil(lambda: field(page, "apiPassword").placeholderText() == "kept")
    assert on_disk(tmp_path, PASSWORD) == []


def test_a_wrong_password_is_said_and_what_was_typed_stays(
    qtbot: QtBot, new_office: Office, tmp_path: Path
) -> None:
    page = shown(qtbot, new_office.shell)
    type_login(qtbot, page, "office.api", "wr0ng-secret")
    press(qtbot, page, "testConnection")
    qtbot.waitUntil(lambda: "does not accept" in note(page, "accountResult"), timeout=WAIT)
    assert field(page, "apiPassword").text() == "wr0ng-secret"
    assert new_office.shell.account is None
    assert on_disk(tmp_path, "wr0ng-secret") == []


def test_testing_keeps_nothing(qtbot: QtBot, new_office: Office) -> None:
    page = shown(qtbot, new_office.shell)
    type_login(qtbot, page, "office.api", PASSWORD)
    press(qtbot, page, "testConnection")
    qtbot.waitUntil(lambda: note(page, "accountResult") == "It works. Balance: 5,000", timeout=WAIT)
    assert new_office.shell.account is None
    assert field(page, "apiPassword").text() == PASSWORD


def test_a_wrong_password_can_be_saved_and_is_told(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    qtbot.keyClicks(field(page, "apiPassword"), "wrong")
    press(qtbot, page, "saveAccount")
    qtbot.waitUntil(lambda: note(page, "accountResult").startswith("Saved, but:"), timeout=WAIT)
    assert "does not accept" in note(page, "accountResult")


def test_a_kept_login_is_tested_without_typing_it_again(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    assert field(page, "apiUsername").text() == "office.api"
    assert field(page, "apiPassword").text() == ""
    assert field(page, "apiPassword").placeholderText() == "kept"
    assert field(page, "apiPassword").echoMode() is QLineEdit.EchoMode.Password
    assert fact(page, "coverage") == "Not asked yet"
    press(qtbot, page, "testConnection")
    qtbot.waitUntil(lambda: fact(page, "coverage") == "2 countries: +965 · +971", timeout=WAIT)


def test_new_facts_do_not_touch_what_is_being_typed(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    type_login(qtbot, page, "other.api", "half-typ")
    office.shell.account_changed.emit()
    qtbot.waitUntil(lambda: office.shell.background.is_idle)
    assert (field(page, "apiUsername").text(), field(page, "apiPassword").text()) == ("other.api", "half-typ")
    assert field(page, "apiPassword").placeholderText() == "kept"


def test_nothing_typed_is_said_and_nobody_is_asked(qtbot: QtBot, new_office: Office) -> None:
    page = shown(qtbot, new_office.shell)
    press(qtbot, page, "testConnection")
    assert note(page, "accountResult") == "Type the API user name and password first."
    assert field(page, "apiUsername").property("invalid")
    assert new_office.simulator.record.requests == ()


def test_enter_saves(qtbot: QtBot, new_office: Office) -> None:
    page = shown(qtbot, new_office.shell)
    type_login(qtbot, page, "office.api", PASSWORD)
    qtbot.keyClick(field(page, "apiPassword"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: new_office.shell.account is not None, timeout=WAIT)


def test_forgetting_asks_first_and_removes_the_login(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    press(qtbot, page, "forgetAccount")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Question))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Question)
    with qtbot.waitSignal(office.shell.account_changed, timeout=WAIT):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert office.shell.account is None
    assert field(page, "apiUsername").text() == ""
    assert field(page, "accountName").isEnabled()
    assert field(page, "apiPassword").placeholderText() == ""


def test_the_name_of_an_account_with_campaigns_stays(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    assert field(page, "accountName").text() == "Office"
    assert not field(page, "accountName").isEnabled()


def test_the_default_sender_comes_from_the_accounts_own_list(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    senders = box(page, "defaultSender")
    assert [senders.itemText(index) for index in range(senders.count())] == ["KWT-SMS", "MYSHOP"]
    assert not senders.isEditable()
    choose(page, "defaultSender", "KWT-SMS")
    assert office.shell.account == AccountSettings("Office", sender="KWT-SMS", test_mode=True)
    assert row_of(page, "defaultSender").is_said_saved()


def test_test_mode_is_switched_for_new_campaigns(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    switch = page.findChild(QCheckBox, "testMode")
    assert switch is not None
    assert switch.isChecked()
    with qtbot.waitSignal(office.shell.account_changed):
        switch.click()
    assert office.shell.account == AccountSettings("Office", sender="MYSHOP", test_mode=False)
    assert row_of(page, "testMode").is_said_saved()


# The other settings


def test_the_pace_is_saved_at_once(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    rates = box(page, "requestsPerSecond")
    assert [rates.itemData(index) for index in range(rates.count())] == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    assert rates.currentData() == 4.0
    choose(page, "requestsPerSecond", 2.0)
    assert office.shell.settings.requests_per_second == 2.0
    assert row_of(page, "requestsPerSecond").is_said_saved()


def test_the_longest_message_is_saved_at_once(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    segments = page.findChild(QSpinBox, "maxSegments")
    assert segments is not None
    assert (segments.minimum(), segments.maximum(), segments.value()) == (1, 7, 7)
    segments.setValue(3)
    assert office.shell.settings.max_segments == 3
    assert row_of(page, "maxSegments").is_said_saved()


@pytest.mark.parametrize(
    ("typed", "kept", "why"),
    [
        ("965", "965", "98765432 → 965 98765432"),
        ("+966", "966", "get 966 in front"),
        ("00971", "971", "get 971 in front"),
        ("٩٧٣", "973", "get 973 in front"),
        ("", "", "Off:"),
    ],
)
def test_a_country_code_is_understood_however_it_is_typed(
    qtbot: QtBot, office: Office, typed: str, kept: str, why: str
) -> None:
    page = shown(qtbot, office.shell)
    country = field(page, "defaultCountry")
    country.selectAll()
    qtbot.keyClick(country, Qt.Key.Key_Delete)
    commit = QInputMethodEvent()
    commit.setCommitString(typed)  # keyClicks knows no Arabic digits
    QApplication.sendEvent(country, commit)
    qtbot.keyClick(country, Qt.Key.Key_Return)
    assert office.shell.settings.default_country == kept
    assert country.text() == kept
    assert why in without_isolates(row_of(page, "defaultCountry").why())
    assert not country.property("invalid")


def test_what_is_no_country_code_is_said_and_not_saved(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    country = field(page, "defaultCountry")
    country.clear()
    qtbot.keyClicks(country, "999")
    qtbot.keyClick(country, Qt.Key.Key_Return)
    assert row_of(page, "defaultCountry").problem() == "No country has this code."
    assert country.property("invalid")
    assert office.shell.settings.default_country == "965"


def test_a_language_is_saved_and_asked_for(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    with qtbot.waitSignal(office.shell.language_chosen) as chosen:
        choose(page, "language", "ar")
    assert chosen.args == ["ar"]
    assert office.shell.settings.language == "ar"


def test_the_language_in_use_is_not_asked_for_again(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    with qtbot.assertNotEmitted(office.shell.language_chosen):
        choose(page, "language", "en")
    assert office.shell.settings.language == "en"


def test_a_look_is_saved_and_asked_for(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    with qtbot.waitSignal(office.shell.scheme_chosen) as chosen:
        choose(page, "scheme", "dark")
    assert chosen.args == ["dark"]
    assert office.shell.settings.scheme == "dark"


def test_a_wheel_over_a_setting_changes_nothing(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    rates = box(page, "requestsPerSecond")
    turn = QWheelEvent(
        QPointF(20, 10),
        rates.mapToGlobal(QPointF(20, 10)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(rates, turn)
    assert rates.currentData() == 4.0
    assert not turn.isAccepted()  # so that the page scrolls


class _Opened(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.addresses.append(url)


def test_the_data_folder_is_named_and_opened(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office.shell)
    folder = page.findChild(QLabel, "dataFolder")
    assert folder is not None
    assert without_isolates(folder.text()) == str(office.app.paths.root)
    opened = _Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    press(qtbot, page, "openFolder")
    QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened.addresses] == [str(office.app.paths.root)]


def test_the_demo_says_what_it_is_and_takes_no_password(qtbot: QtBot, tmp_path: Path) -> None:
    with App(Options(data_dir=tmp_path / "data", demo=True, language="en"), variables={}) as app:
        background = Background()
        page = shown(qtbot, Shell(app, background))
        assert any(
            "demo account on the built-in gateway" in label.text() for label in page.findChildren(QLabel)
        )
        for name in ("accountName", "apiUsername", "apiPassword"):
            assert not field(page, name).isVisible()
        for name in ("saveAccount", "forgetAccount"):
            assert not button(page, name).isVisible()
        press(qtbot, page, "testConnection")
        qtbot.waitUntil(lambda: note(page, "accountResult") == "It works. Balance: 5,000", timeout=WAIT)
        assert background.stop_all(10)


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]]) -> None:
    page = shown(qtbot, office.shell)
    page.resize(944, 640)
    qtbot.waitUntil(lambda: clipped(page) == [])
