"""The command line on data that was copied from another computer, and on campaigns that are sent later."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kwtsms_desktop.simulator import Simulator
from tests.cli.conftest import RunCli
from tests.support.builders import people, write_csv


@pytest.fixture
def planned(cli: RunCli, tmp_path: Path) -> str:
    """The number of a campaign that is planned and not sent."""
    file = write_csv(tmp_path / "clients.csv", [["Name", "Mobile", "Area"], *people(3)])
    ran = cli("campaign", "plan", str(file), "--text", "Hello", "--live", "--json")
    return str(ran.document["campaign"])


def change(folder: Path, sql: str, *values: str) -> None:
    database = sqlite3.connect(folder / "data" / "kwtsms-desktop.db")
    with database:
        database.execute(sql, values)
    database.close()


def test_a_copied_database_sends_only_once_that_is_confirmed(
    cli: RunCli, tmp_path: Path, simulator: Simulator, planned: str
) -> None:
    change(tmp_path, "UPDATE homes SET machine = ?", "another computer")
    for words in (("send", "--plan", planned, "--yes"), ("resume", planned)):
        ran = cli("campaign", *words)
        assert ran.status == 2
        assert "copied from another computer" in ran.errors
        assert "--this-computer" in ran.errors
    assert cli("campaign", "show", planned).status == 0
    assert list(simulator.record.received) == []
    assert cli("campaign", "resume", planned, "--this-computer").status == 0
    assert len(list(simulator.record.received)) == 3


def test_a_scheduled_campaign_is_shown_with_its_time_and_sent_now_by_resume(
    cli: RunCli, tmp_path: Path, simulator: Simulator, planned: str
) -> None:
    send_at = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds")
    change(tmp_path, "UPDATE campaigns SET state = 'scheduled', send_at = ?", send_at)
    document = cli("campaign", "show", planned, "--json").document
    assert (document["state"], document["send_at"]) == ("scheduled", send_at)
    assert cli("campaign", "resume", planned, "--json").document["state"] == "finished"
    assert len(list(simulator.record.received)) == 3


def test_a_scheduled_campaign_is_cancelled(
    cli: RunCli, tmp_path: Path, simulator: Simulator, planned: str
) -> None:
    send_at = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds")
    change(tmp_path, "UPDATE campaigns SET state = 'scheduled', send_at = ?", send_at)
    assert cli("campaign", "cancel", planned, "--json").document["state"] == "cancelled"
    assert list(simulator.record.received) == []
