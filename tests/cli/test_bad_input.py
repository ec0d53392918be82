"""Each bad input has a sentence, a next step and its exit status."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kwtsms_desktop.simulator import Simulator
from tests.cli.conftest import Ran, RunCli
from tests.support.builders import write_csv, write_workbook

DATA = Path(__file__).parent.parent / "data" / "contacts"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_workbook(
        tmp_path / "good.xlsx", [["Name", "Mobile"], ["Sara", "98765432"], ["", "55512345"]]
    )


def refused(ran: Ran, status: int, code: str) -> None:
    assert ran.status == status
    error = ran.document["error"]
    assert error["code"] == code
    assert error["message"]
    assert "…" not in error["message"]  # a parameter of the sentence was missing
    assert error["action"]


def test_a_missing_file(cli: RunCli) -> None:
    refused(cli("check", "nothing.xlsx", "--json"), 2, "file_missing")


def test_a_folder(cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    refused(cli("check", "folder.xlsx", "--json"), 2, "file_is_folder")


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.csv"])
def test_an_empty_file(cli: RunCli, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    refused(cli("check", name, "--json"), 2, "file_empty")


def test_a_picture_named_like_a_workbook(cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "photo.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    refused(cli("check", "photo.xlsx", "--json"), 2, "file_not_what_it_says")


def test_a_workbook_with_a_password(cli: RunCli) -> None:
    refused(cli("check", str(DATA / "locked.xlsx"), "--json"), 2, "file_encrypted")


def test_a_truncated_workbook(cli: RunCli, good: Path) -> None:
    good.write_bytes(good.read_bytes()[:-600])
    refused(cli("check", str(good), "--json"), 2, "file_damaged")


def test_no_phone_column(cli: RunCli, tmp_path: Path) -> None:
    write_csv(tmp_path / "names.csv", [["Name", "Area"], ["Sara", "Salmiya"], ["Huda", "Hawally"]])
    refused(cli("check", "names.csv", "--json"), 2, "no_phone_column")


def test_a_phone_column_that_is_not_there(cli: RunCli, good: Path) -> None:
    refused(cli("check", str(good), "--phone-column", "Telefon", "--json"), 2, "no_such_column")


def test_a_sheet_that_is_not_there(cli: RunCli, good: Path) -> None:
    refused(cli("check", str(good), "--sheet", "March", "--json"), 2, "no_such_sheet")


def test_headings_without_rows(cli: RunCli, tmp_path: Path) -> None:
    write_workbook(tmp_path / "headings.xlsx", [["Name", "Mobile"]])
    refused(cli("check", "headings.xlsx", "--header-row", "1", "--json"), 2, "no_rows")


def test_an_unknown_encoding(cli: RunCli, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [["Mobile"], ["98765432"]])
    refused(cli("check", "a.csv", "--encoding", "klingon", "--json"), 2, "encoding_unknown")


@pytest.mark.parametrize("text", ["", "   ", "😀 🔥", "<b></b>", "\u200b"])
def test_a_text_that_is_empty_after_cleaning(
    cli: RunCli, good: Path, simulator: Simulator, text: str
) -> None:
    refused(cli("campaign", "send", str(good), "--text", text, "--yes", "--json"), 2, "text_empty")
    assert list(simulator.record.accepted) == []


def test_an_unknown_placeholder(cli: RunCli, good: Path, simulator: Simulator) -> None:
    ran = cli("campaign", "send", str(good), "--text", "Hi {Nmae}", "--yes", "--json")
    refused(ran, 2, "placeholder_unknown")
    assert "Name" in ran.document["error"]["action"]
    assert list(simulator.record.accepted) == []


def test_a_placeholder_that_is_empty_in_a_row(cli: RunCli, good: Path) -> None:
    ran = cli("campaign", "plan", str(good), "--text", "Hi {Name}", "--json")
    refused(ran, 2, "placeholder_empty")
    assert "row 3" in ran.document["error"]["message"]
    assert cli("campaign", "plan", str(good), "--text", "Hi {Name|friend}", "--json").status == 0


def test_a_text_that_is_too_long(cli: RunCli, good: Path) -> None:
    refused(cli("campaign", "plan", str(good), "--text", "A" * 1072, "--json"), 2, "text_too_long")
    assert cli("campaign", "plan", str(good), "--text", "A" * 1071, "--json").document["segments"] == {"7": 2}


@pytest.mark.parametrize("sender", ["myshop", "MyShop", "OTHER"])
def test_a_sender_id_in_another_case(cli: RunCli, good: Path, simulator: Simulator, sender: str) -> None:
    ran = cli("campaign", "send", str(good), "--text", "Hi", "--sender", sender, "--yes", "--json")
    refused(ran, 2, "sender_not_yours")
    assert "MYSHOP" in ran.document["error"]["action"]
    assert list(simulator.record.accepted) == []


def test_live_without_yes(cli: RunCli, good: Path, simulator: Simulator) -> None:
    refused(cli("campaign", "send", str(good), "--text", "Hi", "--live", "--json"), 2, "yes_needed")
    assert list(simulator.record.accepted) == []


@pytest.mark.parametrize("value", ["1", "true", "yes", "maybe"])
def test_live_while_the_environment_says_test(
    cli: RunCli, good: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("KWTSMS_TEST_MODE", value)
    ran = cli("campaign", "send", str(good), "--text", "Hi", "--live", "--yes", "--json")
    refused(ran, 2, "live_not_allowed")
    assert list(simulator.record.accepted) == []


def test_the_wrong_password(cli: RunCli, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KWTSMS_PASSWORD", "wrong")
    refused(cli("balance", "--json"), 3, "ERR003")
    refused(cli("campaign", "send", str(good), "--text", "Hi", "--yes", "--json"), 3, "ERR003")


def test_no_account_at_all(cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KWTSMS_USERNAME")
    refused(cli("balance", "--json"), 3, "no_credentials")


def test_no_network(cli: RunCli, good: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/API/"
    refused(cli("balance", "--gateway", url, "--json"), 4, "not_connected")
    refused(
        cli("campaign", "send", str(good), "--text", "Hi", "--yes", "--gateway", url, "--json"),
        4,
        "not_connected",
    )


def test_plain_http_to_another_machine(cli: RunCli) -> None:
    refused(cli("balance", "--gateway", "http://192.0.2.1/API/", "--json"), 2, "gateway_not_https")


@pytest.mark.parametrize(
    "words",
    [("fly",), ("check",), ("campaign", "plan", "x.csv", "--rate", "9"), ("campaign", "show", "one")],
    ids=["unknown command", "no file", "too fast", "no number"],
)
def test_wrong_usage(cli: RunCli, words: tuple[str, ...]) -> None:
    refused(cli(*words, "--json"), 2, "not_understood")


def test_a_campaign_that_is_not_there(cli: RunCli) -> None:
    for action in ("show", "resume", "cancel"):
        refused(cli("campaign", action, "77", "--json"), 2, "no_such_campaign")


def test_people_read_the_sentence_on_standard_error(cli: RunCli) -> None:
    ran = cli("check", "nothing.xlsx")
    assert (ran.status, ran.output) == (2, "")
    assert "nothing.xlsx" in ran.errors


def test_nothing_half_done_stays_behind(cli: RunCli, good: Path) -> None:
    cli("campaign", "send", str(good), "--text", "Hi {Nmae}", "--yes", "--json")
    cli("campaign", "send", str(good), "--text", "Hi", "--sender", "OTHER", "--yes", "--json")
    assert cli("campaign", "list", "--json").document == {"campaigns": []}
