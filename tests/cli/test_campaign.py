from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kwtsms_desktop.simulator import Simulator
from tests.cli.conftest import RunCli
from tests.support.builders import people, write_csv, write_workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "clients.xlsx", [["Name", "Mobile", "Area"], *people(120)])


def test_a_plan_says_what_would_happen_and_sends_nothing(
    cli: RunCli, file: Path, simulator: Simulator
) -> None:
    ran = cli("campaign", "plan", str(file), "--text", "Hello", "--json")
    document = ran.document
    assert ran.status == 0
    wanted = {
        "campaign": 1,
        "recipients": 120,
        "texts": 1,
        "requests": 1,
        "segments": {"1": 120},
        "credits": 120,
        "balance": 5000.0,
        "balance_after": 4880.0,
        "encoding": "gsm7",
        "test": True,
        "sender": "MYSHOP",
        "warnings": [],
    }
    assert {key: document[key] for key in wanted} == wanted
    assert list(simulator.record.accepted) == []


def test_a_campaign_is_sent_and_told(cli: RunCli, file: Path, simulator: Simulator) -> None:
    ran = cli("campaign", "send", str(file), "--text", "Hello", "--live", "--yes", "--json")
    document = ran.document
    assert ran.status == 0
    assert "campaign 1 planned" in ran.errors
    assert (document["state"], document["taken"], document["credits"]) == ("finished", 120, 120)
    assert document["recipients"] == {"accepted": 120}
    assert document["balance_after"] == 4880.0
    assert re.fullmatch(r"[0-9a-f]{32}", document["message_ids"][0])
    assert len(simulator.record.received) == 120


def test_test_mode_is_the_default(cli: RunCli, file: Path, simulator: Simulator) -> None:
    assert cli("campaign", "send", str(file), "--text", "Hello", "--yes", "--json").document["test"] is True
    assert list(simulator.record.received) == []
    assert len(simulator.record.accepted) > 0


def test_a_plan_is_sent_later(cli: RunCli, tmp_path: Path, simulator: Simulator) -> None:
    file = write_workbook(tmp_path / "few.xlsx", [["Name", "Mobile", "Area"], *people(9)])
    cli("campaign", "plan", str(file), "--text", "Hello {Name}", "--live", "--rate", "4", "--json")
    refused = cli("campaign", "send", "--plan", "1", "--json")
    assert refused.status == 2
    ran = cli("campaign", "resume", "1", "--recipients", "--json")
    assert ran.status == 0
    details = ran.document["details"]
    assert len(details) == 9
    assert details[0]["row"] == 2
    assert details[0]["text"].startswith("Hello نورة")
    assert Counter(simulator.record.received) == Counter((row["phone"], row["text"]) for row in details)


def test_some_refused_is_exit_status_1(cli: RunCli, file: Path, simulator: Simulator) -> None:
    simulator.faults.add("error:ERR026", endpoint="send", times=1)
    ran = cli("campaign", "send", str(file), "--text", "Hello", "--yes", "--json")
    assert ran.status == 1
    assert ran.document["reasons"] == {"ERR026": 120}
    assert ran.document["state"] == "finished"


def test_an_empty_balance_is_exit_status_3_with_the_campaign_in_the_document(
    cli: RunCli, file: Path, simulator: Simulator
) -> None:
    simulator.set_balance(0)
    ran = cli("campaign", "send", str(file), "--text", "Hello", "--yes", "--json")
    assert ran.status == 3
    assert (ran.document["campaign"], ran.document["state"]) == (1, "stopped")
    assert ran.document["error"]["code"] == "ERR010"
    assert ran.document["recipients"] == {"queued": 120}
    simulator.set_balance(500)
    assert cli("campaign", "resume", "1", "--json").document["recipients"] == {"accepted": 120}


def test_a_lost_answer_is_exit_status_1_and_unknown(cli: RunCli, file: Path, simulator: Simulator) -> None:
    simulator.faults.add("accept_then_drop", endpoint="send", times=1)
    ran = cli("campaign", "send", str(file), "--text", "Hello", "--live", "--yes", "--json")
    assert (ran.status, ran.document["state"], ran.document["taken"]) == (1, "finished", 0)
    assert ran.document["recipients"] == {"unknown": 120}
    again = cli("campaign", "resume", "1", "--json")
    assert again.status == 2
    assert len(simulator.record.received) == 120


def test_too_few_credits_are_warned_of(cli: RunCli, file: Path, simulator: Simulator) -> None:
    simulator.set_balance(100)
    document = cli("campaign", "plan", str(file), "--text", "Hello", "--json").document
    assert document["warnings"] == ["too_few_credits"]
    assert document["balance_after"] == -20.0


def test_a_cancelled_campaign_sends_nothing(cli: RunCli, file: Path, simulator: Simulator) -> None:
    cli("campaign", "plan", str(file), "--text", "Hello", "--json")
    document = cli("campaign", "cancel", "1", "--json").document
    assert (document["state"], document["recipients"]) == ("cancelled", {"cancelled": 120})
    assert cli("campaign", "resume", "1", "--json").status == 2
    assert list(simulator.record.accepted) == []


def test_the_list_and_one_campaign(cli: RunCli, file: Path) -> None:
    cli("campaign", "plan", str(file), "--text", "One", "--json")
    cli("campaign", "plan", str(file), "--text", "Two", "--json")
    listed = cli("campaign", "list", "--json").document["campaigns"]
    assert [campaign["campaign"] for campaign in listed] == [2, 1]
    shown = cli("campaign", "show", "1", "--json").document
    assert (shown["state"], shown["recipients"]) == ("planned", {"queued": 120})
    assert "clients" in cli("campaign", "list").output


def test_rows_to_look_at_are_sent_to_only_when_accepted(cli: RunCli, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [["Mobile"], ["98765432"], ["55512345 / 66612345"]])
    without = cli("campaign", "plan", str(file), "--text", "Hi", "--json").document
    accepted = cli("campaign", "plan", str(file), "--text", "Hi", "--accept-review", "--json").document
    assert (without["recipients"], accepted["recipients"]) == (1, 3)


def test_all_different_texts_for_one_number(cli: RunCli, tmp_path: Path) -> None:
    rows = [["Mobile", "Child"], ["98765432", "Sara"], ["98765432", "Ali"], ["98765432", "Sara"]]
    file = write_csv(tmp_path / "parents.csv", rows)
    words = ("campaign", "plan", str(file), "--text", "About {Child}", "--json")
    assert cli(*words).document["recipients"] == 1
    assert cli(*words, "--duplicates", "all-texts").document["recipients"] == 2


def test_countries_the_account_does_not_cover_are_left_out_beforehand(
    cli: RunCli, tmp_path: Path, simulator: Simulator
) -> None:
    file = write_csv(tmp_path / "a.csv", [["Mobile"], ["98765432"], ["+966501234567"]])
    ran = cli("campaign", "send", str(file), "--text", "Hi", "--live", "--yes", "--json")
    assert (ran.status, ran.document["recipients"]) == (0, {"accepted": 1})
    assert cli("check", str(file), "--json").document["verdicts"]["not_covered"] == 1


def test_a_text_file_loses_its_last_line_break_only(cli: RunCli, file: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("line 1\n\nline 3\n\n", "utf-8")
    cli("campaign", "send", str(file), "--text-file", "text.txt", "--yes", "--json")
    details = cli("campaign", "show", "1", "--recipients", "--json").document["details"]
    assert details[0]["text"] == "line 1\n\nline 3\n"


def test_balance_and_sender_ids(cli: RunCli) -> None:
    assert cli("verify", "--json").document == {"balance": 5000.0, "purchased": 10000.0}
    assert cli("--json", "balance").document == {"balance": 5000.0, "purchased": 10000.0}
    assert cli("senderid", "--json").document == {"sender_ids": ["KWT-SMS", "MYSHOP"], "default": "MYSHOP"}
    assert "965" in cli("coverage", "--json").document["prefixes"]


def test_ctrl_c_ends_at_a_safe_point_and_can_go_on(cli: RunCli, tmp_path: Path, simulator: Simulator) -> None:
    file = write_workbook(tmp_path / "many.xlsx", [["Name", "Mobile", "Area"], *people(30)])
    words = [sys.executable, "-m", "kwtsms_desktop.cli.main", "--data-dir", str(tmp_path / "data")]
    words += ["--gateway", simulator.url, "campaign", "send", str(file), "--text", "Hello {Name}"]
    with subprocess.Popen(
        [*words, "--live", "--yes", "--rate", "4", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "campaign 1 planned\n"
        process.send_signal(signal.SIGINT)
        output, _errors = process.communicate(timeout=60)
    assert process.returncode == 130
    document = json.loads(output)
    assert document["state"] == "paused"
    assert document["recipients"].get("submitting", 0) == 0
    ran = cli("campaign", "resume", "1", "--json")
    assert ran.status == 0
    assert ran.document["recipients"] == {"accepted": 30}
    assert max(Counter(simulator.record.received).values()) == 1
    assert len(simulator.record.received) == 30


def test_the_simulator_is_a_command(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    words = [
        sys.executable,
        "-m",
        "kwtsms_desktop.cli.main",
        "simulate",
        "--balance",
        "77",
        "--record",
        str(record),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert re.fullmatch(r"listening on http://127\.0\.0\.1:\d+/API/\n", first)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert "requests" in json.loads(record.read_text("utf-8"))


def test_a_retry_goes_to_the_refused_alone_with_the_texts_of_then(
    cli: RunCli, tmp_path: Path, simulator: Simulator
) -> None:
    file = write_csv(tmp_path / "few.csv", [["Name", "Mobile", "Area"], *people(3)])
    simulator.faults.add("error:ERR025", endpoint="send")
    cli("campaign", "send", str(file), "--text", "Hi {Name}", "--rate", "4", "--yes", "--json")
    refused = cli("campaign", "show", "1", "--json").document["recipients"]["refused"]
    planned = cli("campaign", "retry", "1", "--json").document
    assert (planned["campaign"], planned["recipients"], planned["left_out"]) == (2, refused, 0)
    sent = cli("campaign", "resume", "2", "--recipients", "--json").document
    assert sent["recipients"] == {"accepted": refused}
    assert all(person["text"].startswith("Hi ") for person in sent["details"])


def test_nobody_refused_is_nobody_to_retry(cli: RunCli, file: Path) -> None:
    cli("campaign", "send", str(file), "--text", "Hello", "--yes")
    ran = cli("campaign", "retry", "1", "--json")
    assert (ran.status, ran.document["error"]["code"]) == (2, "no_recipients")


@pytest.mark.parametrize(("word", "status"), [("sent", "accepted"), ("not-sent", "queued")])
def test_lost_answers_are_settled_by_word(
    cli: RunCli, file: Path, simulator: Simulator, word: str, status: str
) -> None:
    simulator.faults.add("drop_after_read", endpoint="send")
    lost = cli("campaign", "send", str(file), "--text", "Hello", "--yes", "--json")
    assert (lost.status, lost.document["recipients"]) == (1, {"unknown": 120})
    document = cli("campaign", "resolve", "1", "--assume", word, "--json").document
    assert (document["recipients"], document["settled"]) == ({status: 120}, 120)


def test_where_nothing_is_unsure_the_balance_is_not_asked(cli: RunCli, file: Path) -> None:
    cli("campaign", "send", str(file), "--text", "Hello", "--yes")
    ran = cli("campaign", "resolve", "1", "--by-balance", "--json")
    assert (ran.status, ran.document["settled"]) == (0, 0)
    assert "evidence" not in ran.document
