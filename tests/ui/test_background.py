from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Event, Failed, Finished, Job, Mailbox, Progress
from kwtsms_desktop.ui.background import Background, Running


class Listener(QObject):
    """Keeps what it hears, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.threads: list[tuple[int, QThread]] = []

    def hear(self, event: Event) -> None:
        self.events.append(event)
        self.threads.append((threading.get_ident(), QThread.currentThread()))


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.stop_all(5)


def counting(count: int) -> Job[str]:
    def job(mailbox: Mailbox, stop: threading.Event) -> str:
        for done in range(count):
            mailbox.put(Progress(done, count))
        return "done"

    return job


def waiting(mailbox: Mailbox, stop: threading.Event) -> str:
    """Works until it is told to stop."""
    stop.wait(20)
    return "stopped" if stop.is_set() else "never told"


def failing(mailbox: Mailbox, stop: threading.Event) -> str:
    raise UserError(Reason.FILE_MISSING, file="list.xlsx")


def ended(run: Running) -> Callable[[], bool]:
    return lambda: not run.is_running


def test_events_arrive_on_the_gui_thread(qtbot: QtBot, background: Background) -> None:
    worker: list[int] = []
    listener = Listener()

    def job(mailbox: Mailbox, stop: threading.Event) -> None:
        worker.append(threading.get_ident())
        mailbox.put(Progress(1, 2))

    run = background.start(job, "job", listener.hear)
    qtbot.waitUntil(ended(run))
    here = (threading.get_ident(), QThread.currentThread())
    assert worker != [threading.get_ident()]
    assert listener.threads == [here, here]


def test_signals_arrive_on_the_gui_thread(qtbot: QtBot, background: Background) -> None:
    listener = Listener()
    run = background.start(counting(1), "job")
    run.progressed.connect(listener.hear)
    run.finished.connect(listener.hear)
    qtbot.waitUntil(ended(run))
    assert listener.events == [Progress(0, 1), Finished("done")]
    assert {ident for ident, _thread in listener.threads} == {threading.get_ident()}


def test_thread_has_the_name_given(qtbot: QtBot, background: Background) -> None:
    names: list[str] = []
    run = background.start(
        lambda _mailbox, _stop: names.append(threading.current_thread().name), "import list"
    )
    qtbot.waitUntil(ended(run))
    assert names == ["import list"]


def test_only_the_newest_snapshot_is_told(qtbot: QtBot, background: Background) -> None:
    listener = Listener()
    run = background.start(counting(1000), "job", listener.hear)
    assert run._join(5)
    qtbot.waitUntil(ended(run))
    assert listener.events == [Progress(999, 1000), Finished("done")]


def test_other_events_are_all_told_in_order(qtbot: QtBot, background: Background) -> None:
    class Row(Event):
        pass

    rows = [Row(), Row(), Row()]

    def job(mailbox: Mailbox, stop: threading.Event) -> None:
        for number, row in enumerate(rows):
            mailbox.put(Progress(number, 3))
            mailbox.put(row)

    listener = Listener()
    run = background.start(job, "job", listener.hear)
    qtbot.waitUntil(ended(run))
    assert [event for event in listener.events if isinstance(event, Row)] == rows


def test_cancelled_job_ends_as_cancelled(qtbot: QtBot, background: Background) -> None:
    listener = Listener()
    run = background.start(waiting, "job", listener.hear)
    assert run.is_running
    run.cancel()
    qtbot.waitUntil(ended(run))
    assert listener.events == [Finished("stopped", cancelled=True)]


def test_failure_reaches_handler_and_signal(qtbot: QtBot, background: Background) -> None:
    listener, other = Listener(), Listener()
    run = background.start(failing, "job", listener.hear)
    run.failed.connect(other.hear)
    qtbot.waitUntil(ended(run))
    assert [type(event) for event in listener.events + other.events] == [Failed, Failed]
    failed = listener.events[0]
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, UserError)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_worker_that_exits_is_a_failure(qtbot: QtBot, background: Background) -> None:
    listener = Listener()
    run = background.start(lambda _mailbox, _stop: sys.exit(1), "job", listener.hear)
    qtbot.waitUntil(ended(run))
    assert [type(event) for event in listener.events] == [Failed]


def test_two_jobs_do_not_mix(qtbot: QtBot, background: Background) -> None:
    first, second = Listener(), Listener()
    one = background.start(waiting, "one", first.hear)
    two = background.start(counting(1), "two", second.hear)
    qtbot.waitUntil(ended(two))
    assert one.is_running
    assert first.events == []
    assert second.events[-1] == Finished("done")


def test_handler_of_a_deleted_page_is_not_called(qtbot: QtBot, background: Background) -> None:
    listener, heard = Listener(), []
    run = background.start(waiting, "job", listener.hear)
    run.finished.connect(listener.hear)
    bystander = background.start(waiting, "other", lambda event: heard.append(event), owner=listener)
    listener.deleteLater()
    QCoreApplication.sendPostedEvents(listener, QEvent.Type.DeferredDelete)
    run.cancel()
    bystander.cancel()
    qtbot.waitUntil(lambda: background.is_idle)
    assert listener.events == []
    assert heard == []


def test_page_made_anew_finds_the_work_again(qtbot: QtBot, background: Background) -> None:
    run = background.start(waiting, "send 12")
    assert background.running("send 12") is run
    assert background.running("send 13") is None
    run.cancel()
    qtbot.waitUntil(ended(run))
    assert background.running("send 12") is None


def test_finished_work_can_be_started_again_from_its_handler(qtbot: QtBot, background: Background) -> None:
    runs: list[Running] = []

    def again(_event: Event) -> None:
        if len(runs) < 2 and background.running("job") is None:
            runs.append(background.start(counting(0), "job", again))

    runs.append(background.start(counting(0), "job", again))
    qtbot.waitUntil(lambda: background.is_idle)
    assert len(runs) == 2


def test_exception_in_one_handler_stops_nobody_else(qtbot: QtBot, background: Background) -> None:
    def broken(_event: Event) -> None:
        message = "a bug in a page"
        raise RuntimeError(message)

    after, other = Listener(), Listener()
    run = background.start(counting(0), "one", broken)
    run.finished.connect(after.hear)
    background.start(counting(0), "two", other.hear)
    with capture_exceptions() as exceptions:
        qtbot.waitUntil(lambda: background.is_idle)
    assert [kind for kind, *_rest in exceptions] == [RuntimeError]
    assert after.events == [Finished("done")]
    assert other.events == [Finished("done")]


def test_events_stay_in_order_when_a_handler_waits_in_a_dialog(qtbot: QtBot, background: Background) -> None:
    class Row(Event):
        pass

    heard: list[Event] = []

    def job(mailbox: Mailbox, stop: threading.Event) -> None:
        mailbox.put(first)
        mailbox.put(second)

    def hear(event: Event) -> None:
        heard.append(event)
        if event is first:
            background._on_tick()  # what the event loop of a dialog would do

    first, second = Row(), Row()
    run = background.start(job, "job", hear)
    assert run._join(5)
    qtbot.waitUntil(ended(run))
    assert heard == [first, second, Finished(None)]
    assert background.is_idle


def test_stop_all_waits_and_tells(qtbot: QtBot, background: Background) -> None:
    listener = Listener()
    background.start(waiting, "one", listener.hear)
    background.start(waiting, "two", listener.hear)
    assert background.stop_all(5)
    assert listener.events == [Finished("stopped", cancelled=True)] * 2
    assert background.is_idle


def test_stop_all_gives_up_on_what_does_not_stop(qtbot: QtBot, background: Background) -> None:
    release = threading.Event()
    background.start(lambda _mailbox, _stop: release.wait(20), "stubborn")
    assert not background.stop_all(0)
    assert not background.is_idle
    release.set()


def test_timer_rests_while_nothing_is_under_way(qtbot: QtBot, background: Background) -> None:
    assert not background._timer.isActive()
    run = background.start(counting(0), "job")
    assert background._timer.isActive()
    qtbot.waitUntil(ended(run))
    assert not background._timer.isActive()


def test_what_a_job_holds_dies_on_the_gui_thread(qtbot: QtBot, background: Background) -> None:
    died_in: list[int] = []

    class Page:
        """Stands for a page that was thrown away while its work was under way."""

        def __del__(self) -> None:
            died_in.append(threading.get_ident())

    def start() -> Running:
        page = Page()

        def job(mailbox: Mailbox, stop: threading.Event) -> str:
            stop.wait(0.05)
            return type(page).__name__

        return background.start(job, "held")

    run = start()
    qtbot.waitUntil(lambda: bool(died_in), timeout=5_000)
    assert not run.is_running
    assert died_in == [threading.get_ident()]
