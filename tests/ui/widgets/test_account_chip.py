from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT
from kwtsms_desktop.ui.widgets.account_chip import AccountChip, AccountState, age_text
from kwtsms_desktop.ui.widgets.labels import ElidedLabel

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TEST = AccountState("Gulf Trading", is_test=True, balance=4998, checked_at=NOW - timedelta(minutes=12))
LIVE = AccountState("Gulf Trading", is_test=False, balance=4998.5, checked_at=NOW)


@pytest.fixture
def chip(qtbot: QtBot) -> AccountChip:
    made = AccountChip(now=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(216, 120)
    made.show()
    return made


def shown(chip: AccountChip) -> list[str]:
    return [found.whole_text() for found in chip.findChildren(ElidedLabel) if found.isVisible()]


@pytest.mark.parametrize(
    ("state", "words", "ground"),
    [
        (TEST, "TEST — nobody receives anything", LIGHT.test_soft),
        (LIVE, "LIVE — messages are sent", LIGHT.success),
    ],
    ids=["test", "live"],
)
def test_mode_is_a_word_and_a_colour(chip: AccountChip, state: AccountState, words: str, ground: str) -> None:
    chip.set_state(state)
    badge = chip.badge()
    assert badge.isVisible()
    assert badge.text() == words
    assert badge.grab().toImage().pixelColor(badge.width() // 2, 3).name() == ground


@pytest.mark.parametrize(("state", "word"), [(TEST, "TEST"), (LIVE, "LIVE")], ids=["test", "live"])
def test_mode_stays_in_sight_when_collapsed(chip: AccountChip, state: AccountState, word: str) -> None:
    chip.set_state(state)
    chip.set_narrow(True)
    assert chip.badge().isVisible()
    assert chip.badge().text() == word


def test_name_and_balance(chip: AccountChip) -> None:
    chip.set_state(LIVE)
    assert shown(chip) == ["Gulf Trading", "Balance \u20664,998.50\u2069"]


def test_collapsed_chip_shows_the_amount(chip: AccountChip) -> None:
    chip.set_state(TEST)
    chip.set_narrow(True)
    assert shown(chip) == ["\u20664,998\u2069"]
    chip.set_narrow(False)
    assert shown(chip) == ["Gulf Trading", "Balance \u20664,998\u2069"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TEST, "12 minutes ago"),
        (LIVE, "just now"),
        (AccountState("A", True), "not asked yet"),
        (AccountState("A", True, 5, NOW, is_refreshing=True), "asking…"),
    ],
)
def test_age_of_the_balance(chip: AccountChip, state: AccountState, expected: str) -> None:
    chip.set_state(state)
    assert chip.said().split(" · ")[-1] == expected


def test_unknown_balance_is_a_dash(chip: AccountChip) -> None:
    chip.set_state(AccountState("A", is_test=True))
    assert shown(chip) == ["A", "Balance –"]


def test_without_an_account_there_is_no_mode(chip: AccountChip) -> None:
    chip.set_state(None)
    assert not chip.badge().isVisible()
    assert not chip.refresh_button().isVisible()
    assert shown(chip) == ["No account yet"]
    assert chip.said() == "No account yet"


def test_refresh_is_asked_for(qtbot: QtBot, chip: AccountChip) -> None:
    chip.set_state(TEST)
    with qtbot.waitSignal(chip.refresh_requested):
        QTest.mouseClick(chip.refresh_button(), Qt.MouseButton.LeftButton)


def test_refresh_cannot_be_asked_for_twice(chip: AccountChip) -> None:
    chip.set_state(AccountState("A", True, is_refreshing=True))
    assert not chip.refresh_button().isEnabled()


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3599, "59 minutes ago"),
        (3600, "1 hour ago"),
        (86399, "23 hours ago"),
        (86400, "1 day ago"),
        (86400 * 3, "3 days ago"),
    ],
)
def test_age_in_words(seconds: float, expected: str) -> None:
    assert age_text(seconds) == expected
