"""What people complain of in programs that send SMS to a list: repeats, corrections, and the block list.

Each test states its complaint in its name and says below what this program does instead; the number is its
place in the list of complaints (``test_complaints_lists.py`` has those about files).
"""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.simulator import Simulator
from tests.contacts.files import write_csv
from tests.end_to_end.conftest import Office, stored

SENT = "96550001234"
REPEATED = [["Name", "Mobile"], ["Ali", "50001234"], ["Sara", "50001235"], ["Abu Fahad", "+965 5000 1234"]]


def test_complaint_06_bad_numbers_must_be_cleaned_elsewhere_and_uploaded_again(
    tmp_path: Path, app: App
) -> None:
    """They are corrected or left out where they are seen; the file stays as it is."""
    file = write_csv(
        tmp_path / "list.csv", [["Name", "Mobile"], ["Ali", "5000123"], ["Sara", "x"], ["Huda", SENT]]
    )
    before = file.read_bytes()
    list_id = stored(app, file).contact_list.id
    short, letters, _ = app.checking.row_ids(list_id)
    app.editing.correct(list_id, short, 1, "50001239", CheckOptions())
    app.editing.exclude(list_id, [letters], CheckOptions(), Mailbox(), Event())
    found = [(row.phone, row.verdict) for row in app.checking.all_rows(list_id)]
    assert found == [("96550001239", Verdict.VALID), (None, Verdict.EXCLUDED), (SENT, Verdict.VALID)]
    assert file.read_bytes() == before


def test_complaint_38_one_person_several_times_in_the_list_gets_several_texts(
    tmp_path: Path, office: Office, simulator: Simulator
) -> None:
    """One number gets one text, in whatever spellings it is in the list."""
    file = write_csv(tmp_path / "list.csv", REPEATED)
    document = office("campaign", "send", str(file), "--text", "Hello", "--live", "--yes")
    assert (document["state"], document["recipients"]) == ("finished", {"accepted": 2})
    assert sorted(phone for phone, _ in simulator.record.received) == [SENT, "96550001235"]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ("first", ["Ali", "Sara"]),
        ("last", ["Sara", "Abu Fahad"]),
        ("all-texts", ["Ali", "Sara", "Abu Fahad"]),
    ],
)
def test_complaint_39_duplicates_were_taken_out_that_should_have_stayed(
    tmp_path: Path, office: Office, choice: str, names: list[str]
) -> None:
    """The user chooses: the first, the last, or everybody whose text differs."""
    file = write_csv(tmp_path / "list.csv", REPEATED)
    plan = office("campaign", "plan", str(file), "--text", "Dear {Name}", "--duplicates", choice)
    assert [text for _, text in office.sent_texts(plan["campaign"])] == [f"Dear {name}" for name in names]


def test_complaint_40_whoever_was_blocked_comes_back_with_the_next_import(tmp_path: Path, app: App) -> None:
    """The block list is asked at every check, in whatever spelling the number comes."""
    app.blocking.add("+965 5000 1234", "asked to be left alone")
    for spelling in ("50001234", "00965 5000 1234", "٥٠٠٠١٢٣٤"):
        file = write_csv(tmp_path / "list.csv", [["Mobile"], [spelling], ["50001235"]])
        verdicts = stored(app, file).verdicts
        assert (verdicts[Verdict.BLOCKED], verdicts[Verdict.VALID]) == (1, 1)


def test_complaint_40_whoever_was_blocked_after_planning_still_gets_the_text(
    tmp_path: Path, app: App, office: Office
) -> None:
    """The block list is asked once more when the text is about to be sent."""
    file = write_csv(tmp_path / "list.csv", [["Mobile"], ["50001234"], ["50001235"]])
    plan = office("campaign", "plan", str(file), "--text", "Hello", "--live")
    assert plan["recipients"] == 2
    app.blocking.add("50001234")
    document = office("campaign", "send", "--plan", str(plan["campaign"]), "--yes")
    assert document["recipients"] == {"accepted": 1, "skipped": 1}
    assert [phone for phone, _ in office.simulator.record.received] == ["96550001235"]


def test_complaint_41_numbers_that_always_fail_keep_costing_money(
    tmp_path: Path, app: App, office: Office
) -> None:
    """Those a campaign could not reach are blocked with one order, and the next one leaves them out."""
    file = write_csv(tmp_path / "list.csv", [["Mobile"], ["50001234"]])
    office.simulator.faults.add("error:ERR025", endpoint="send")
    document = office("campaign", "send", str(file), "--text", "Hello", "--live", "--yes")
    assert document["recipients"] == {"refused": 1}
    assert app.blocking.add_from_campaign(document["campaign"], [RecipientStatus.REFUSED]).added == 1
    write_csv(file, [["Mobile"], ["50001234"], ["50001235"]])
    plan = office("campaign", "plan", str(file), "--text", "Hello", "--live")
    assert (plan["recipients"], plan["left_out"]) == (1, 1)
