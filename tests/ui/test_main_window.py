from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.direction import apply_language
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.main_window import COLLAPSE_BELOW, MainWindow, PageEntry
from kwtsms_desktop.ui.theme import apply_theme
from kwtsms_desktop.ui.widgets.account_chip import AccountState
from kwtsms_desktop.ui.widgets.buttons import primary_button, quiet_button, secondary_button
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.page import Page
from kwtsms_desktop.ui.widgets.stepper import Stepper


class Probe(Page):
    """A page that keeps account of what it is told."""

    made: list[str]
    told: list[str]

    def __init__(self, key: str, told: list[str]) -> None:
        super().__init__(key)
        self.key = key
        self.told = told
        told.append(f"made {key}")

    def on_shown(self) -> None:
        self.told.append(f"shown {self.key}")

    def refresh(self) -> None:
        self.told.append(f"refreshed {self.key}")


def entries(told: list[str]) -> list[PageEntry]:
    def entry(key: str, words: str, glyph: Glyph, **more: str) -> PageEntry:
        return PageEntry(key, lambda: words, glyph, lambda: Probe(key, told), **more)  # type: ignore[arg-type]

    return [
        entry("new", "New campaign", Glyph.NEW_CAMPAIGN),
        entry("campaigns", "Campaigns", Glyph.CAMPAIGNS),
        entry("campaign", "Campaign", Glyph.CAMPAIGNS, under="campaigns"),
        entry("lists", "Contact lists", Glyph.LISTS),
        entry("settings", "Settings", Glyph.SETTINGS),
    ]


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, told: list[str]) -> MainWindow:
    made = MainWindow(entries(told))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def test_starts_with_the_first_page(window: MainWindow, told: list[str]) -> None:
    assert window.current_key == "new"
    assert told == ["made new", "shown new"]
    assert window.windowTitle() == "kwtSMS Desktop"


def test_pages_are_made_when_first_shown_and_kept(window: MainWindow, told: list[str]) -> None:
    window.show_page("lists")
    window.show_page("new")
    window.show_page("lists")
    assert told.count("made lists") == 1
    assert told[-1] == "shown lists"


def test_side_bar_leads_to_pages(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.page_shown) as shown:
        QTest.mouseClick(window.side_bar.button("lists"), Qt.MouseButton.LeftButton)
    assert shown.args == ["lists"]
    assert window.page("lists").isVisible()


def test_page_under_another_lights_its_entry(window: MainWindow) -> None:
    window.show_page("campaign")
    assert window.side_bar.button("campaigns").isChecked()
    with pytest.raises(KeyError):
        window.side_bar.button("campaign")


def test_unknown_page(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        window.show_page("no such")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_1, "new"),
        (Qt.Key.Key_2, "campaigns"),
        (Qt.Key.Key_3, "lists"),
        (Qt.Key.Key_4, "settings"),
        (Qt.Key.Key_9, "new"),
    ],
)
def test_control_and_number_lead_to_pages(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, expected: str
) -> None:
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == expected


def test_f5_refreshes_page_and_balance(qtbot: QtBot, window: MainWindow, told: list[str]) -> None:
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    with qtbot.waitSignal(window.refresh_requested):
        QTest.keyClick(window, Qt.Key.Key_F5)
    assert told[-1] == "refreshed new"


def test_button_of_the_account_asks_for_the_balance(qtbot: QtBot, window: MainWindow) -> None:
    window.set_account(AccountState("A", is_test=True))
    with qtbot.waitSignal(window.refresh_requested):
        QTest.mouseClick(window.side_bar.account.refresh_button(), Qt.MouseButton.LeftButton)


def test_side_bar_collapses_in_a_narrow_window(window: MainWindow) -> None:
    window.resize(COLLAPSE_BELOW, 700)
    assert not window.side_bar.is_narrow
    window.resize(COLLAPSE_BELOW - 1, 700)
    assert window.side_bar.is_narrow
    window.resize(1200, 700)
    assert not window.side_bar.is_narrow


def test_window_does_not_get_too_small(window: MainWindow) -> None:
    window.resize(200, 200)
    assert (window.width(), window.height()) == (1024, 640)


def test_side_bar_stands_at_the_start_edge(qtbot: QtBot, told: list[str], language: str) -> None:
    window = MainWindow(entries(told))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    x = window.side_bar.mapTo(window, QPoint(0, 0)).x()
    assert x == (1366 - window.side_bar.width() if language == "ar" else 0)


def test_message_stands_above_the_page(window: MainWindow) -> None:
    pressed: list[str] = []
    window.show_message(MessageKind.DANGER, "Not reached.", "Try again", lambda: pressed.append("again"))
    strip = next(found for found in window.findChildren(MessageStrip) if found.isVisible())
    assert strip.text() == "Not reached."
    QTest.mouseClick(strip.action_button(), Qt.MouseButton.LeftButton)
    assert pressed == ["again"]
    window.clear_message()
    assert strip.isHidden()


def test_rebuilt_window_speaks_the_new_language(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, told: list[str]
) -> None:
    window.set_account(AccountState("Gulf Trading", is_test=True, balance=10))
    window.show_page("lists")
    old = window.page("lists")
    with qtbot.waitSignal(old.destroyed):
        apply_language(qapp, "ar")
        window.rebuild(entries(told))
    assert window.current_key == "lists"
    assert window.side_bar.button("lists").isChecked()
    assert window.side_bar.mapTo(window, QPoint(0, 0)).x() > 1000
    assert "Gulf Trading" in window.side_bar.account.said()
    assert told.count("made lists") == 2


def test_rebuilt_window_falls_back_to_the_first_page(window: MainWindow, told: list[str]) -> None:
    window.show_page("settings")
    window.rebuild(entries(told)[:2])
    assert window.current_key == "new"


def test_geometry_is_handed_out_and_taken_back(qtbot: QtBot, told: list[str]) -> None:
    kept: list[str] = []
    first = MainWindow(entries(told), save_geometry=kept.append)
    qtbot.addWidget(first)
    first.resize(1111, 666)
    first.show()
    first.close()
    assert len(kept) == 1
    second = MainWindow(entries(told), geometry=kept[0])
    qtbot.addWidget(second)
    # Qt keeps a window inside the screen, which is 800 pixels wide here; the height is kept.
    assert second.height() == 666


@pytest.mark.parametrize("geometry", ["", "nonsense", "AAAA", "ؤ"])
def test_damaged_geometry_is_as_good_as_none(qtbot: QtBot, told: list[str], geometry: str) -> None:
    window = MainWindow(entries(told), geometry=geometry)
    qtbot.addWidget(window)
    assert window.width() >= 1024


def test_window_stays_open_when_it_may_not_close(qtbot: QtBot, told: list[str]) -> None:
    kept: list[str] = []
    window = MainWindow(entries(told), save_geometry=kept.append, may_close=lambda: False)
    qtbot.addWidget(window)
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert kept == []


def check_page() -> Page:
    page = Page("1,150 of 1,204 people can be sent to.")
    stepper = Stepper(["List", "Check", "Message", "Review & send"])
    page.add_header(stepper)
    page.add_action(secondary_button("Save the 15 problem rows to Excel", Glyph.DOWNLOAD))
    page.content.addWidget(QLabel("content"))
    page.set_footer(primary_button("Continue with 1,150 people"), at_start=(quiet_button("Back"),))
    return page


@pytest.mark.parametrize("width", [1024, 1366])
@pytest.mark.parametrize("is_test", [True, False], ids=["test", "live"])
def test_nothing_is_clipped(
    qtbot: QtBot, language: str, clipped: Callable[[QWidget], list[str]], width: int, is_test: bool
) -> None:
    window = MainWindow([PageEntry("check", lambda: "New campaign", Glyph.NEW_CAMPAIGN, check_page)])
    qtbot.addWidget(window)
    window.resize(width, 640)
    window.set_account(AccountState("A" * 60, is_test, balance=123_456_789))
    window.show_message(MessageKind.DANGER, "kwtSMS could not be reached. " * 8, "Try again now")
    window.show()
    window.grab()
    assert clipped(window) == []


@pytest.mark.parametrize("width", [1024, 1366])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_window_can_be_painted(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, scheme: str, width: int
) -> None:
    apply_theme(qapp, scheme)
    window.resize(width, 640)
    ground = window.grab().toImage().pixelColor(width - 4, 300)
    assert (ground.lightness() < 128) is (scheme == "dark")
