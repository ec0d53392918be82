from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.storage.locks import HeldLock


def test_a_second_holder_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "send.lock"
    with HeldLock(path, "window"):
        other = HeldLock(path, "command line")
        assert not other.is_free()
        with pytest.raises(UserError) as caught:
            other.acquire()
    assert caught.value.reason is Reason.SENDING_ELSEWHERE
    assert "window" in str(caught.value.parameters["holder"])


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "send.lock"
    with HeldLock(path, "window"):
        pass
    with HeldLock(path, "command line") as second:
        assert not second.is_free()


def test_asking_whether_it_is_free_does_not_take_it(tmp_path: Path) -> None:
    path = tmp_path / "send.lock"
    lock = HeldLock(path, "window")
    assert lock.is_free()
    with HeldLock(path, "command line"):
        assert not lock.is_free()


def test_those_who_ask_whether_it_is_free_are_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "send.lock"
    ended = threading.Event()

    def ask() -> list[bool]:
        answers = []
        while not ended.is_set():
            answers.append(HeldLock(path, "window").is_free())
        return answers

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        try:
            for _ in range(100):
                with HeldLock(path, "command line"):
                    pass
        finally:
            ended.set()
    assert all(any(answers.result()) for answers in asking)


def test_two_who_ask_at_once_both_hear_that_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "send.lock"

    def ask() -> list[bool]:
        return [HeldLock(path, "window").is_free() for _ in range(200)]

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
    assert all(all(answers.result()) for answers in asking)


def test_another_process_is_seen_and_its_death_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "send.lock"
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from kwtsms_desktop.storage.locks import HeldLock\n"
        "lock = HeldLock(Path(sys.argv[1]), 'command line')\n"
        "lock.acquire()\n"
        "print('held', flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        mine = HeldLock(path, "window")
        assert not mine.is_free()
        assert mine.held_by() == ("command line", holder.pid)
        holder.kill()
        holder.wait()
    assert mine.is_free()
