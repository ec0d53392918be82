"""The whole line from the command line: a 10,000-row workbook, and three records that must agree.

What the simulator says arrived, what the database says was accepted, and what the file held.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from kwtsms_desktop.simulator import SimulatedAccount, Simulator
from tests.support.builders import people, write_workbook

PASSWORD = "Zq7#never-on-disk"


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(account=SimulatedAccount(username="office.api", password=PASSWORD, balance=50_000))


def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "KWTSMS_USERNAME": "office.api",
        "KWTSMS_PASSWORD": PASSWORD,
        "KWTSMS_SENDER_ID": "MYSHOP",
        "HOME": str(tmp_path / "home"),
    }


def command(tmp_path: Path, simulator: Simulator, *words: str) -> list[str]:
    options = ["--data-dir", str(tmp_path / "data"), "--gateway", simulator.url]
    return [sys.executable, "-m", "kwtsms_desktop.cli.main", *options, *words]


@pytest.mark.slow
def test_10000_people_are_sent_to_once_and_all_records_agree(tmp_path: Path, simulator: Simulator) -> None:
    everyone = people(10_000)
    file = write_workbook(tmp_path / "clients.xlsx", [["Name", "Mobile", "Area"], *everyone])
    words = ["campaign", "send", str(file), "--text", "مرحبا", "--live", "--yes", "--rate", "4", "--json"]
    with simulator:
        done = subprocess.run(
            command(tmp_path, simulator, *words),
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )
        assert done.returncode == 0, done.stderr
        document = json.loads(done.stdout)
        arrived = Counter(number for number, _text in simulator.record.received)
        starts = sorted(simulator.record.starts)
    assert (document["taken"], document["credits"], document["batches"]) == (10_000, 10_000, 50)
    assert arrived == Counter(f"965{phone}" for _name, phone, _area in everyone)
    # Kept pace: never more than five arrivals within a second, or the firewall would have blocked us.
    assert all(later - first > 1.0 for first, later in zip(starts, starts[5:], strict=False))

    database = sqlite3.connect(tmp_path / "data" / "kwtsms-desktop.db")
    accepted = Counter(
        row[0] for row in database.execute("SELECT phone FROM recipients WHERE status = 'accepted'")
    )
    assert accepted == arrived
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    assert files_with(tmp_path / "data", PASSWORD) == []


def files_with(folder: Path, text: str) -> list[Path]:
    """The files under a folder that hold this text, in any encoding a program might write."""
    needles = [text.encode("utf-8"), text.encode("utf-16-le")]
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


@pytest.mark.parametrize("moment", [0.15, 0.6, 1.4, 2.3])
def test_killed_while_sending_and_resumed_nobody_gets_it_twice(
    tmp_path: Path, simulator: Simulator, moment: float
) -> None:
    file = write_workbook(tmp_path / "clients.xlsx", [["Name", "Mobile", "Area"], *people(14)])
    send = [
        "campaign",
        "send",
        str(file),
        "--text",
        "Hello {Name}",
        "--live",
        "--yes",
        "--rate",
        "4",
        "--json",
    ]
    with simulator:
        simulator.switch(latency=(0.05, 0.9), seed=7)
        with subprocess.Popen(
            command(tmp_path, simulator, *send),
            env=environment(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            assert process.stderr.readline() == "campaign 1 planned\n"
            threading.Event().wait(moment)  # where it is killed is the point, not a wait for something
            process.kill()
        resumed = subprocess.run(
            command(tmp_path, simulator, "campaign", "resume", "1", "--recipients", "--json"),
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )
        assert resumed.returncode in {0, 1}, resumed.stderr
        deadline = time.monotonic() + 10
        document = json.loads(resumed.stdout)
        statuses = {row["phone"]: row["status"] for row in document["details"]}
        assert document["state"] == "finished"
        assert set(statuses.values()) <= {"accepted", "unknown"}
        arrived = Counter(number for number, _text in simulator.record.received)
        accepted = {phone for phone, status in statuses.items() if status == "accepted"}
        while not accepted <= set(arrived) and time.monotonic() < deadline:
            arrived = Counter(number for number, _text in simulator.record.received)
    assert max(arrived.values()) == 1
    assert accepted <= set(arrived)
    assert set(arrived) - accepted <= {phone for phone, status in statuses.items() if status == "unknown"}
