"""The way through Excel, dropped files, coverage, and lists of several phone columns on the check step."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.pages.new_campaign.page import NewCampaignPage
from tests.support.builders import write_csv
from tests.support.check import (
    NAME,
    ROWS,
    entered,
    headline,
    is_offered,
    part,
    press,
    press_strip,
    shown,
    strip,
    table,
    wait,
)
from tests.support.desk import Desk, open_desk
from tests.support.shells import keep


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, ROWS, is_asked=False) as made:
        yield made


@pytest.fixture
def step(qtbot: QtBot, desk: Desk) -> CheckStep:
    return entered(qtbot, desk)


@pytest.fixture
def problems(qtbot: QtBot, step: CheckStep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The problem rows, saved by the button."""
    target = tmp_path / "to correct.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    press(qtbot, step, "saveProblems")
    assert target.exists()
    return target


def drop(step: CheckStep, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where, keys = QPointF(10, 10), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(
        where.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys
    )
    step.dragEnterEvent(entering)
    assert entering.isAccepted()
    step.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys))


def correct(file: Path, texts: dict[str, str]) -> None:
    """Write other texts over cells, as somebody would in Excel."""
    book = load_workbook(file)
    assert isinstance(book, Workbook)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value in texts:
                cell.value = texts[str(cell.value)]
    book.save(file)


def verdicts(desk: Desk) -> dict[int, Verdict | None]:
    return {row.row: row.verdict for row in desk.app.checking.all_rows(1)}


# Out and back


def test_the_button_says_how_many_rows_are_saved(step: CheckStep) -> None:
    assert part(step, QPushButton, "saveProblems").text() == "Save the 2 problem rows to Excel…"


def test_saved_rows_are_told_with_what_to_do(step: CheckStep, problems: Path) -> None:
    assert problems.name in strip(step).text()
    assert "drop it here again" in strip(step).text()
    assert strip(step).action_button().isVisible()


def test_the_name_gets_its_ending(
    qtbot: QtBot, step: CheckStep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "x"), ""))
    press(qtbot, step, "saveProblems")
    assert (tmp_path / "x.xlsx").exists()


def test_nothing_is_saved_without_a_name(
    qtbot: QtBot, step: CheckStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: ("", ""))
    press(qtbot, step, "saveProblems")
    assert strip(step).text() == ""


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, step: CheckStep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "nowhere" / "x.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    press(qtbot, step, "saveProblems")
    assert "cannot be written" in strip(step).text()


def test_corrected_rows_are_put_back(qtbot: QtBot, step: CheckStep, desk: Desk, problems: Path) -> None:
    correct(problems, {"9876": "98761234"})
    drop(step, problems)
    wait(qtbot, step)
    assert "that you saved to be corrected" in strip(step).text()
    press_strip(step)
    wait(qtbot, step)
    assert verdicts(desk)[6] is Verdict.VALID
    assert headline(step) == "4 of 7 people can be sent to."
    assert strip(step).text() == "1 row was corrected. 1 is as it was."


def test_what_was_put_back_is_undone_as_one_step(
    qtbot: QtBot, step: CheckStep, desk: Desk, problems: Path
) -> None:
    correct(problems, {"9876": "98761234", "50009101 / 66009102": "50009101"})
    drop(step, problems)
    wait(qtbot, step)
    press_strip(step)
    wait(qtbot, step)
    assert part(step, QPushButton, "undo").text() == "Undo: 2 rows put back"
    press(qtbot, step, "undo")
    assert (verdicts(desk)[6], verdicts(desk)[8]) == (Verdict.INVALID, Verdict.NEEDS_REVIEW)


def test_another_file_is_handed_on(qtbot: QtBot, step: CheckStep, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "others.csv", [("Name", "Mobile"), ("Sara", "98765432")])
    with qtbot.waitSignal(step.file_dropped) as dropped:
        drop(step, other)
    assert dropped.args == [other]


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, step: CheckStep, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    drop(step, broken)
    wait(qtbot, step)
    assert "broken.xlsx" in strip(step).text()


# Coverage


def test_that_coverage_is_not_known_is_said_quietly(step: CheckStep) -> None:
    words = part(step, QLabel, "coverage").text()
    assert words == "kwtSMS was not asked yet which countries your account reaches."
    assert is_offered(step, "askNumbers")


def test_without_an_account_nobody_can_be_asked(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path, ROWS, has_account=False, is_asked=False) as desk:
        assert not is_offered(entered(qtbot, desk), "askNumbers")


def test_asking_says_first_what_it_means(qtbot: QtBot, step: CheckStep) -> None:
    part(step, QPushButton, "askNumbers").click()
    assert "these 3 numbers: 1 request, about 1 second" in strip(step).text()
    assert "costs nothing" in strip(step).text()


def test_what_kwtsms_says_is_told_and_shown(qtbot: QtBot, step: CheckStep, desk: Desk) -> None:
    part(step, QPushButton, "askNumbers").click()
    press_strip(step)
    wait(qtbot, step)
    assert strip(step).text() == "kwtSMS answered about 3 numbers. It can send to all of them."
    told = table(step).model().index(0, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "kwtSMS says that it can send to this number." in told


# Several phone columns


def test_entries_of_several_phone_columns_say_which_one_they_are_of(qtbot: QtBot, desk: Desk) -> None:
    file = write_csv(
        desk.app.paths.root / "two.csv",
        [("Name", "Mobile", "Second"), ("Sara", "98765432", "55512345"), ("Ali", "66612345", "")],
    )
    options = ImportOptions(phone_columns=("Mobile", "Second"))
    summary = desk.app.importing.store(
        file, options, desk.preparation.check_options(), Mailbox(), threading.Event()
    )
    assert summary is not None
    desk.preparation.set_list(summary)
    step = entered(qtbot, desk)
    model = table(step).model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads[:3] == ["Row", "Column", "In your file"]
    assert heads[-1] == "Name"
    assert shown(step, 1) == ["Mobile", "Second", "Mobile"]
    assert headline(step) == "3 of 3 people can be sent to."


def test_columns_that_the_sheet_hides_are_not_shown(qtbot: QtBot, desk: Desk) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Name", "Secret", "Mobile"), ("Sara", "x", "98765432")):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    file = desk.app.paths.root / "hidden.xlsx"
    book.save(file)
    summary = desk.app.importing.store(
        file, ImportOptions(), desk.preparation.check_options(), Mailbox(), threading.Event()
    )
    assert summary is not None
    desk.preparation.set_list(summary)
    step = entered(qtbot, desk)
    model = table(step).model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads[NAME:] == ["Name"]


def test_the_page_opens_another_file_in_the_first_step(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "others.csv", [("Name", "Mobile"), ("Sara", "98765432")])
    page = NewCampaignPage(desk.shell)
    keep(qtbot, page)
    page.show()
    qtbot.waitUntil(lambda: desk.shell.background.is_idle)
    check = page.findChild(CheckStep)
    assert check is not None
    check.file_dropped.emit(other)
    assert isinstance(page.current_step, ListStep)
    qtbot.waitUntil(lambda: page.current_step.primary_text() == "Check this list")


def test_a_column_of_mixed_formats_says_so_in_its_heading(qtbot: QtBot, desk: Desk) -> None:
    summary = desk.preparation.summary
    assert summary is not None
    mixed = dataclasses.replace(summary.contact_list, mixed_columns=(1, 2))  # the phone cells, the amounts
    desk.preparation.set_list(dataclasses.replace(summary, contact_list=mixed))
    step = entered(qtbot, desk)
    model, heading, tip = table(step).model(), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    hints = [model.headerData(column, heading, tip) for column in range(model.columnCount())]
    assert [hint is not None for hint in hints] == [False] * 5 + [True]
