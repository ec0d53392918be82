from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.block_list import BlockList, BlockSource
from kwtsms_desktop.storage.database import Database
from tests.cli.conftest import RunCli
from tests.support.builders import write_csv, write_workbook

ROWS = [
    ["Name", "Mobile"],
    ["Sara", "98765432"],
    ["فهد", "٩٨٧٦ ٥٤٣٣"],
    ["Huda", "+965 9876-5432"],
    ["Ali", "9.66551E+11"],
    ["Mona", ""],
    ["Omar", "55512345 / 66612345"],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "clients.xlsx", ROWS)


def test_the_verdicts_add_up_to_the_rows(cli: RunCli, file: Path) -> None:
    document = cli("check", str(file), "--json").document
    assert document["rows"] == 6
    assert sum(document["verdicts"].values()) == 6
    assert document["verdicts"] == {
        "valid": 2,
        "needs_review": 1,
        "duplicate": 1,
        "invalid": 1,
        "not_covered": 0,
        "blocked": 0,
        "blank": 1,
        "excluded": 0,
    }
    assert (document["file"], document["sheet"], document["header_row"]) == ("clients.xlsx", "Clients", 1)
    assert (document["phone_column"], document["repaired"]) == ("Mobile", 2)


def test_every_row_is_told_with_its_number_in_the_file(cli: RunCli, file: Path) -> None:
    details = cli("check", str(file), "--rows", "--json").document["details"]
    assert [row["row"] for row in details] == [2, 3, 4, 5, 6, 7]
    assert details[1]["phone"] == "96598765433"
    assert details[1]["repairs"] == ["arabic_digits", "separators_removed", "country_code_added"]
    assert (details[2]["verdict"], details[2]["duplicate_of"]) == ("duplicate", 2)
    assert (details[3]["verdict"], details[3]["reason"], details[3]["phone"]) == (
        "invalid",
        "lost_digits",
        None,
    )
    assert (details[4]["verdict"], details[4]["phone"]) == ("blank", None)
    assert (details[5]["verdict"], details[5]["reason"]) == ("needs_review", "several_numbers")
    assert details[5]["proposals"] == ["96555512345", "96566612345"]


def test_the_last_of_several_rows_can_be_kept(cli: RunCli, file: Path) -> None:
    details = cli("check", str(file), "--rows", "--json", "--duplicates", "last").document["details"]
    assert (details[0]["verdict"], details[0]["duplicate_of"]) == ("duplicate", 4)
    assert details[2]["verdict"] == "valid"


def test_without_a_default_country_bare_numbers_are_not_kuwaiti(cli: RunCli, file: Path) -> None:
    details = cli("check", str(file), "--rows", "--json", "--country", "none").document["details"]
    assert details[0]["phone"] != "96598765432"
    assert details[2]["phone"] == "96598765432"


def test_a_check_leaves_no_list_behind(cli: RunCli, file: Path) -> None:
    cli("check", str(file), "--json")
    second = cli("check", str(file), "--json")
    assert second.status == 0
    assert cli("campaign", "list", "--json").document == {"campaigns": []}


def test_the_report_is_a_workbook_of_texts(cli: RunCli, file: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    assert cli("check", str(file), "--report", str(report)).status == 0
    sheet = load_workbook(report).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Row", "Name", "Mobile", "Will be sent to", "Verdict", "Why"]
    assert rows[1][:5] == ["2", "Sara", "98765432", "96598765432", "Ready"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


def test_people_read_words(cli: RunCli, file: Path) -> None:
    ran = cli("check", str(file), "--rows")
    assert "2 of 6 rows can be sent to." in ran.output
    assert "Same number as row 2." in ran.output


def test_arabic_on_the_command_line(cli: RunCli, file: Path) -> None:
    ran = cli("check", str(file), "--lang", "ar")
    assert "جاهز" in ran.output


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("windows-1256", ",")],
)
def test_text_files_of_an_office(cli: RunCli, tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["الاسم", "رقم الهاتف"], ["فاطمة الصباح", "98765432"], ["خالد العجمي", "55512345"]]
    file = write_csv(tmp_path / "clients.csv", rows, encoding, delimiter)
    document = cli("check", str(file), "--json").document
    assert document["verdicts"]["valid"] == 2
    assert document["phone_column"] == "رقم الهاتف"


def test_the_sample_list_shows_every_kind_of_row(cli: RunCli) -> None:
    verdicts = cli("check", "sample", "--demo", "--json").document["verdicts"]
    assert verdicts["valid"] > 240
    for verdict in ("needs_review", "duplicate", "invalid", "blank"):
        assert verdicts[verdict] > 0


def test_several_phone_columns(cli: RunCli, tmp_path: Path) -> None:
    rows = [
        ["Name", "Mobile", ""],
        ["Sara", "98765432", "55512345"],
        ["Ali", "", ""],
        ["Huda", "", "66612345"],
    ]
    file = write_csv(tmp_path / "a.csv", rows)
    ran = cli("check", str(file), "--rows", "--json", "--phone-column", "Mobile", "--phone-column", "C")
    document = ran.document
    assert (document["rows"], document["entries"]) == (3, 4)
    assert sum(document["verdicts"].values()) == 4
    assert (document["phone_column"], document["phone_columns"]) == ("Mobile", ["Mobile", "C"])
    told = [(row["row"], row["phone_column"], row["phone"]) for row in document["details"]]
    assert told == [
        (2, "Mobile", "96598765432"),
        (2, "C", "96555512345"),
        (3, "Mobile", None),
        (4, "C", "96566612345"),
    ]


def test_people_read_of_several_phone_columns(cli: RunCli, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [["Mobile", "Other"], ["98765432", "55512345"]])
    ran = cli("check", str(file), "--phone-column", "A", "--phone-column", "B")
    assert "phone numbers in Mobile, Other" in ran.output
    assert "2 of 2 phone cells can be sent to." in ran.output


def test_a_check_knows_the_block_list_and_leaves_no_row(cli: RunCli, file: Path, tmp_path: Path) -> None:
    cli("check", str(file), "--json")
    with Database(Paths(tmp_path / "data")) as database:
        BlockList(database).add(["96598765432"], "", BlockSource.HAND)
    verdicts = cli("check", str(file), "--json").document["verdicts"]
    assert verdicts["blocked"] == 2
    with Database(Paths(tmp_path / "data")) as database:
        assert database.read("SELECT id FROM contact_lists") == []
        assert database.read("SELECT id FROM rows") == []
