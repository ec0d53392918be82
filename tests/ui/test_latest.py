from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.events import Event, Finished
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.latest import Latest


class Listener(QObject):
    """Remembers the results it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []

    def hear(self, event: Event) -> None:
        if isinstance(event, Finished):
            self.results.append(event.result)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.stop_all(10)


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_its_result_is_told(qtbot: QtBot, background: Background, listener: Listener) -> None:
    Latest(background, listener).start(lambda _mailbox, _stop: "done", "one", listener.hear)
    qtbot.waitUntil(lambda: listener.results == ["done"])


def test_of_two_only_the_newer_is_heard_of(qtbot: QtBot, background: Background, listener: Listener) -> None:
    work = Latest(background, listener)
    work.start(lambda _mailbox, stop: stop.wait(10), "older", listener.hear)
    work.start(lambda _mailbox, _stop: "newer", "newer", listener.hear)
    qtbot.waitUntil(lambda: background.is_idle)
    assert listener.results == ["newer"]


def test_nothing_is_heard_of_cancelled_work(qtbot: QtBot, background: Background, listener: Listener) -> None:
    work = Latest(background, listener)
    work.start(lambda _mailbox, stop: stop.wait(10), "one", listener.hear)
    work.cancel()
    assert not work.is_running
    qtbot.waitUntil(lambda: background.is_idle)
    assert listener.results == []


def test_the_work_is_cancelled_when_its_owner_goes(qtbot: QtBot, background: Background) -> None:
    owner = Listener()
    Latest(background, owner).start(lambda _mailbox, stop: stop.wait(60), "one", owner.hear)
    owner.deleteLater()
    qtbot.waitUntil(lambda: background.is_idle)


def test_new_work_can_be_started_from_the_end_of_the_old(
    qtbot: QtBot, background: Background, listener: Listener
) -> None:
    work = Latest(background, listener)

    def _again(event: Event) -> None:
        assert not work.is_running
        work.start(lambda _mailbox, _stop: "second", "second", listener.hear)

    work.start(lambda _mailbox, _stop: "first", "first", _again)
    qtbot.waitUntil(lambda: listener.results == ["second"])
