from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QMenu,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.busy import BusyLine
from tests.support.builders import people, write_csv, write_workbook
from tests.support.list_steps import (
    button,
    check_list,
    choose,
    click,
    first_column,
    message,
    open_file,
    said,
    sheet,
    wait_for_work,
    wait_to_read,
)
from tests.support.shells import demo_shell, keep

HEADINGS = ("Name", "Mobile", "Area")


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with demo_shell(tmp_path / "data") as made:
        yield made


@pytest.fixture
def preparation(shell: Shell) -> Preparation:
    return Preparation(shell)


@pytest.fixture
def step(qtbot: QtBot, shell: Shell, preparation: Preparation) -> ListStep:
    made = ListStep(shell, preparation)
    keep(qtbot, made)
    made.resize(960, 460)
    made.show()
    made.enter()
    return made


def stored_list(shell: Shell, path: Path) -> int:
    """A list that was imported and checked before."""
    summary = shell.app.importing.store(path, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert summary is not None
    return summary.contact_list.id


def test_without_a_file_there_is_nothing_to_check(step: ListStep) -> None:
    assert not step.is_ready()


def test_the_sample_is_opened_with_one_click_and_understood(qtbot: QtBot, step: ListStep) -> None:
    click(qtbot, button(step, "openSample"))
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "Headings in row 4")
    wait_to_read(qtbot, step, "Phone numbers in “الموبايل”")
    assert step.is_ready()


def test_a_list_is_imported_and_checked_when_the_user_says_so(
    qtbot: QtBot, step: ListStep, preparation: Preparation, tmp_path: Path
) -> None:
    open_file(qtbot, step, write_workbook(tmp_path / "clients.xlsx", [HEADINGS, *people(300)]))
    assert step.shell.app.history.lists() == []
    check_list(qtbot, step)
    assert preparation.summary is not None
    assert preparation.summary.contact_list.name == "clients"
    assert sum(preparation.summary.verdicts.values()) == 300


def test_rows_have_the_numbers_of_the_file(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    rows = [("A title",), (), HEADINGS, *people(5)]
    open_file(qtbot, step, write_workbook(tmp_path / "titled.xlsx", rows))
    model = sheet(step).model()
    numbers = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
    assert numbers == [str(number) for number in range(1, 9)]
    assert first_column(sheet(step))[2] == "Name"


def test_cells_are_painted(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, ("Sara", "98765432", "")]))
    view = sheet(step)

    def has_ink(row: int, column: int) -> bool:
        cell = view.viewport().grab(view.visualRect(view.model().index(row, column))).toImage()
        inside = range(4, cell.height() - 4)  # without the line beneath
        return any(cell.pixelColor(x, y).lightness() < 100 for x in range(cell.width()) for y in inside)

    assert [has_ink(1, column) for column in range(3)] == [True, True, False]


def test_the_phone_column_is_marked(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    model = sheet(step).model()
    marks = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is not None
        for column in range(3)
    ]
    assert marks == [False, True, False]


@pytest.fixture
def without_phones(tmp_path: Path) -> Path:
    """No heading and no cell says which column holds the numbers."""
    rows = [("Person", "Remark", "Place"), *(("Ali", f"no {number}", "Hawalli") for number in range(5))]
    return write_csv(tmp_path / "odd.csv", rows)


def test_without_a_phone_column_the_list_cannot_be_checked(
    qtbot: QtBot, step: ListStep, without_phones: Path
) -> None:
    open_file(qtbot, step, without_phones)
    assert not step.is_ready()
    assert "Which column holds the phone numbers?" in message(step)


def test_a_click_on_a_column_makes_it_the_phone_column(
    qtbot: QtBot, step: ListStep, preparation: Preparation, without_phones: Path
) -> None:
    open_file(qtbot, step, without_phones)
    view = sheet(step)
    cell = view.visualRect(view.model().index(2, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert step.is_ready()
    assert message(step) == ""
    check_list(qtbot, step)
    assert preparation.summary is not None
    assert preparation.summary.contact_list.phone_column == 1


def test_enter_chooses_the_column_that_the_keyboard_is_in(
    qtbot: QtBot, step: ListStep, without_phones: Path
) -> None:
    open_file(qtbot, step, without_phones)
    view = sheet(step)
    view.setCurrentIndex(view.model().index(1, 2))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    wait_to_read(qtbot, step, "Phone numbers in “Place”")


def test_a_click_on_a_row_number_makes_it_the_row_of_the_headings(
    qtbot: QtBot, step: ListStep, preparation: Preparation, tmp_path: Path
) -> None:
    rows = [("Name", "Mobile"), ("Full name", "Number"), *((row[0], row[1]) for row in people(5))]
    open_file(qtbot, step, write_csv(tmp_path / "twice.csv", rows))
    wait_to_read(qtbot, step, "Headings in row")
    before = "Headings in row 1" in said(step)
    heads = sheet(step).verticalHeader()
    target = 1 if before else 0
    place = QPoint(10, heads.sectionViewportPosition(target) + 10)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, f"Headings in row {target + 1}")
    check_list(qtbot, step)
    assert preparation.summary is not None
    assert preparation.summary.contact_list.header_row == target + 1


def test_a_column_chosen_by_hand_stays_when_the_headings_are_elsewhere(
    qtbot: QtBot, step: ListStep, without_phones: Path
) -> None:
    open_file(qtbot, step, without_phones)
    sheet(step).horizontalHeader().sectionClicked.emit(1)
    sheet(step).verticalHeader().sectionClicked.emit(2)
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "Headings in row 3")
    wait_to_read(qtbot, step, "Phone numbers in “no 1”")


def test_there_may_be_no_headings(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    click(qtbot, button(step, "change"))
    field = step.findChild(QSpinBox, "headerRowField")
    assert field is not None
    field.setValue(0)
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "No headings")
    wait_to_read(qtbot, step, "Phone numbers in column B")


def test_another_sheet_can_be_chosen(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name, heading in (("Spring", "Mobile"), ("Autumn", "Telephone")):
        page = book.create_sheet(name)
        page.append(["Name", heading])
        for row in people(5):
            page.append(list(row[:2]))
    del book["Sheet"]
    book.save(tmp_path / "two.xlsx")
    open_file(qtbot, step, tmp_path / "two.xlsx")
    wait_to_read(qtbot, step, "Sheet “Spring”, 1 of 2")
    click(qtbot, button(step, "change"))
    choose(step, "sheetField", "Autumn")
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "Phone numbers in “Telephone”")


def test_the_sample_changes_with_the_encoding(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    rows = [("الاسم", "الموبايل"), *(("نورة", f"5000000{digit}") for digit in range(8))]
    open_file(qtbot, step, write_csv(tmp_path / "arabic.csv", rows, encoding="windows-1256"))
    assert first_column(sheet(step))[:2] == ["الاسم", "نورة"]
    click(qtbot, button(step, "change"))
    choose(step, "encodingField", "windows-1252")
    wait_for_work(qtbot, step)
    assert first_column(sheet(step))[1] == "نورة".encode("windows-1256").decode("windows-1252")


def test_an_encoding_that_does_not_fit_changes_nothing(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    rows = [("الاسم", "الموبايل"), *(("نورة", f"5000000{digit}") for digit in range(8))]
    open_file(qtbot, step, write_csv(tmp_path / "arabic.csv", rows, encoding="windows-1256"))
    click(qtbot, button(step, "change"))
    choose(step, "encodingField", "utf-8")
    wait_for_work(qtbot, step)
    field = step.findChild(QComboBox, "encodingField")
    assert field is not None
    assert "is not written in utf-8" in message(step)
    assert field.currentData() == "windows-1256"
    assert first_column(sheet(step))[1] == "نورة"
    assert step.is_ready()


def test_the_sample_changes_with_the_separator(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    rows = [("Name|Mobile", "Area"), *((f"{name}|{phone}", area) for name, phone, area in people(5))]
    open_file(qtbot, step, write_csv(tmp_path / "odd.csv", rows, delimiter=";"))
    click(qtbot, button(step, "change"))
    choose(step, "delimiterField", "|")
    wait_for_work(qtbot, step)
    assert first_column(sheet(step))[0] == "Name"


def test_a_workbook_has_no_encoding_to_choose(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_workbook(tmp_path / "clients.xlsx", [HEADINGS, *people(5)]))
    click(qtbot, button(step, "change"))
    fields = ("sheetField", "encodingField", "delimiterField")
    seen = [field.isVisible() for name in fields if (field := step.findChild(QComboBox, name))]
    assert seen == [True, False, False]


def make_picture(folder: Path) -> Path:
    path = folder / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def make_empty(folder: Path) -> Path:
    path = folder / "empty.csv"
    path.touch()
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(make_picture, "is not a spreadsheet", id="picture named xlsx"),
        pytest.param(make_empty, "is empty", id="empty"),
        pytest.param(lambda folder: folder / "gone.xlsx", "There is no file", id="missing"),
        pytest.param(lambda folder: folder, "is a folder", id="folder"),
    ],
)
def test_a_file_that_is_no_list_is_named_with_the_next_step(
    qtbot: QtBot, step: ListStep, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    open_file(qtbot, step, make(tmp_path))
    assert words in message(step)
    assert not step.is_ready()
    assert button(step, "chooseFile").isVisible()
    assert step.shell.app.history.lists() == []


def test_a_file_is_chosen_in_the_systems_dialog(
    qtbot: QtBot, step: ListStep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    click(qtbot, button(step, "chooseFile"))
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "clients.csv")


def test_a_dialog_that_was_cancelled_changes_nothing(
    qtbot: QtBot, step: ListStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: ("", ""))
    click(qtbot, button(step, "chooseFile"))
    wait_for_work(qtbot, step)
    assert message(step) == ""
    assert button(step, "chooseFile").isVisible()


def test_of_a_very_wide_sheet_the_beginning_is_shown(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    rows = [(*HEADINGS, *("",) * 1000, "far"), *((*row, *("",) * 1000, "x") for row in people(5))]
    open_file(qtbot, step, write_csv(tmp_path / "wide.csv", rows))
    assert sheet(step).model().columnCount() == 256
    assert step.is_ready()


def test_of_two_files_chosen_in_a_row_the_second_counts(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    first = write_workbook(tmp_path / "first.xlsx", [HEADINGS, *people(500)])
    second = write_workbook(tmp_path / "second.xlsx", [("Other", "Mobile"), *people(5)])
    step.open_file(first)
    step.open_file(second)
    wait_for_work(qtbot, step)
    assert first_column(sheet(step))[0] == "Other"


def test_a_file_may_be_dropped_on_the_sheet_of_another(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "first.csv", [HEADINGS, *people(5)]))
    second = write_csv(tmp_path / "second.csv", [("Other", "Mobile"), *((a, b) for a, b, _c in people(5))])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(second))])
    step.dropEvent(
        QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    wait_for_work(qtbot, step)
    assert first_column(sheet(step))[0] == "Other"


def test_another_file_leads_back_to_the_drop_area(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    click(qtbot, button(step, "otherFile"))
    assert button(step, "chooseFile").isVisible()
    assert not step.is_ready()


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "long.csv", [HEADINGS, *people(40_000)])


def test_cancelling_leaves_nothing_behind(qtbot: QtBot, step: ListStep, long_file: Path) -> None:
    open_file(qtbot, step, long_file)
    step.proceed()
    busy = step.findChild(BusyLine)
    assert busy is not None
    qtbot.waitUntil(busy.isVisible)
    busy.cancel_requested.emit()
    assert step.is_ready()
    wait_for_work(qtbot, step)
    assert step.shell.app.history.lists() == []
    assert not step.is_done()


def test_leaving_the_step_while_it_reads_leaves_nothing_behind(
    qtbot: QtBot, step: ListStep, long_file: Path
) -> None:
    open_file(qtbot, step, long_file)
    step.proceed()
    step.leave()
    wait_for_work(qtbot, step)
    assert step.shell.app.history.lists() == []


def test_a_check_that_fails_leaves_no_list_behind(
    qtbot: QtBot, step: ListStep, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    step.shell.change_settings(default_country="no country")
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    step.proceed()
    wait_for_work(qtbot, step)
    assert message(step) != ""
    assert step.shell.app.history.lists() == []


def test_progress_is_told_in_words(qtbot: QtBot, step: ListStep, long_file: Path) -> None:
    open_file(qtbot, step, long_file)
    busy = step.findChild(BusyLine)
    assert busy is not None
    heard: list[str] = []
    qtbot.waitUntil(step.is_ready)
    step.proceed()
    qtbot.waitUntil(lambda: _heard(busy, heard, "Reading and checking… "), timeout=20_000)
    assert heard[-1].endswith(" rows")


def _heard(busy: BusyLine, heard: list[str], beginning: str) -> bool:
    heard.append(busy.accessibleName())
    return heard[-1].startswith(beginning)


def test_stored_lists_are_offered(qtbot: QtBot, step: ListStep, shell: Shell, tmp_path: Path) -> None:
    assert not button(step, "savedLists").isVisible()
    stored_list(shell, write_csv(tmp_path / "members.csv", [HEADINGS, *people(5)]))
    step.enter()
    qtbot.waitUntil(button(step, "savedLists").isVisible)
    menu = button(step, "savedLists").menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["members\t5 rows"]


def test_a_stored_list_is_used_with_one_click(
    qtbot: QtBot, step: ListStep, shell: Shell, preparation: Preparation, tmp_path: Path
) -> None:
    list_id = stored_list(shell, write_csv(tmp_path / "members.csv", [HEADINGS, *people(5)]))
    step.enter()
    qtbot.waitUntil(button(step, "savedLists").isVisible)
    recent = next(found for found in step.findChildren(QPushButton) if found.text() == "members")
    with qtbot.waitSignal(step.step_done):
        click(qtbot, recent)
    assert preparation.list_id == list_id


def test_a_list_that_was_deleted_meanwhile_is_named(qtbot: QtBot, step: ListStep) -> None:
    step.open_list(4711)
    wait_for_work(qtbot, step)
    assert "There is no contact list 4711." in message(step)
    assert not step.is_done()


def test_coming_back_one_can_go_on_with_the_same_list(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    check_list(qtbot, step)
    step.leave()
    step.enter()
    assert step.primary_text() == "Continue with this list"
    wait_to_read(qtbot, step, "This campaign is for “clients” (5 rows)")
    with qtbot.waitSignal(step.step_done):
        step.proceed()


def test_the_sheet_stays_small_for_a_long_file(qtbot: QtBot, step: ListStep, long_file: Path) -> None:
    open_file(qtbot, step, long_file)
    assert sheet(step).model().rowCount() == 50


def test_nothing_is_clipped(
    qtbot: QtBot,
    language: str,
    shell: Shell,
    preparation: Preparation,
    clipped: Callable[[QWidget], list[str]],
    tmp_path: Path,
) -> None:
    step = ListStep(shell, preparation)
    keep(qtbot, step)
    step.resize(896, 428)  # what a window of 1024 by 640 has left for it
    step.show()
    step.enter()
    wait_for_work(qtbot, step)
    assert clipped(step) == []
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    click(qtbot, button(step, "change"))
    qtbot.waitUntil(lambda: clipped(step) == [])
    letters, numbers = sheet(step).horizontalHeader(), sheet(step).verticalHeader()
    is_mirrored = numbers.x() > letters.x()
    assert is_mirrored == (language == "ar")
