from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.pages.campaign_follower import Follower


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.stop_all(10)


@pytest.fixture
def follower(qtbot: QtBot) -> Iterator[Follower]:
    owner = QObject()
    yield Follower(owner)
    owner.deleteLater()


def progress(credits_used: float) -> SendingProgress:
    return SendingProgress(counts={}, requests_left=0, credits=credits_used, balance=None)


def in_a_hurry(mailbox: Mailbox, stop: threading.Event) -> None:
    """A hundred snapshots at once; ends when it is asked to."""
    for number in range(100):
        mailbox.put(progress(number))
    stop.wait(10)


def test_a_hundred_snapshots_are_told_a_few_times_and_the_newest_is_not_lost(
    qtbot: QtBot, background: Background, follower: Follower
) -> None:
    told: list[float] = []
    follower.changed.connect(lambda: told.append(follower.progress.credits if follower.progress else -1))
    follower.follow(background.start(in_a_hurry, "hurry"))
    qtbot.waitUntil(lambda: told[-1:] == [99])
    assert len(told) < 10


def test_the_end_is_told_once_and_nothing_is_followed_any_more(
    qtbot: QtBot, background: Background, follower: Follower
) -> None:
    follower.follow(background.start(in_a_hurry, "hurry"))
    qtbot.waitUntil(lambda: follower.progress is not None)
    with qtbot.waitSignal(follower.ended):
        follower.pause()
        assert follower.is_pausing
    assert (follower.is_following, follower.is_pausing, follower.progress) == (False, False, None)


def test_a_failure_is_told_with_its_error(qtbot: QtBot, background: Background, follower: Follower) -> None:
    def fail(_mailbox: Mailbox, _stop: threading.Event) -> None:
        raise ValueError("broken")

    with qtbot.waitSignal(follower.failed) as failed:
        follower.follow(background.start(fail, "fail"))
    assert isinstance(failed.args[0], ValueError)
    assert not follower.is_following


def test_other_work_is_not_listened_to_any_more(
    qtbot: QtBot, background: Background, follower: Follower
) -> None:
    first = background.start(in_a_hurry, "first")
    follower.follow(first)
    qtbot.waitUntil(lambda: follower.progress is not None)
    follower.follow(None)
    with qtbot.assertNotEmitted(follower.ended):
        first.cancel()
        qtbot.waitUntil(lambda: not first.is_running)
