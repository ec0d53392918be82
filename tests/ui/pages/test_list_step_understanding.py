"""What the List step understood of a file, and what can be done about it with one click."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
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
DATA = Path(__file__).parents[2] / "data" / "contacts"


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
    wait_for_work(qtbot, made)
    return made


# Several phone columns


@pytest.fixture
def two_phones(tmp_path: Path) -> Path:
    rows = [(name, phone, f"6{phone[1:]}", area) for name, phone, area in people(6)]
    return write_csv(tmp_path / "clients.csv", [("Name", "Mobile", "Phone 2", "Area"), *rows])


def marked(step: ListStep) -> list[int]:
    """The columns with the phone's mark."""
    model = sheet(step).model()
    return [
        column
        for column in range(model.columnCount())
        if model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is not None
    ]


def test_one_column_is_chosen_and_the_other_offered(qtbot: QtBot, step: ListStep, two_phones: Path) -> None:
    open_file(qtbot, step, two_phones)
    wait_to_read(qtbot, step, "Phone numbers in “Mobile”")
    assert marked(step) == [1]
    assert without_marks(button(step, "SEND_ALSO").text()) == "Also send to “Phone 2”"


def without_marks(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_with_a_click_both_are_sent_to(
    qtbot: QtBot, step: ListStep, preparation: Preparation, two_phones: Path
) -> None:
    open_file(qtbot, step, two_phones)
    click(qtbot, button(step, "SEND_ALSO"))
    wait_to_read(qtbot, step, "Phone numbers in “Mobile” and “Phone 2”")
    assert marked(step) == [1, 2]
    check_list(qtbot, step)
    assert preparation.summary is not None
    assert preparation.summary.contact_list.phone_columns == (1, 2)
    assert preparation.summary.contact_list.entries == 12


def boxes(step: ListStep) -> dict[str, QCheckBox]:
    """The boxes of the columns that can be sent to."""
    found = [box for box in step.findChildren(QCheckBox) if box.isVisible() and not box.objectName()]
    return {without_marks(box.text()): box for box in found}


def test_columns_are_ticked_in_the_form(qtbot: QtBot, step: ListStep, two_phones: Path) -> None:
    open_file(qtbot, step, two_phones)
    click(qtbot, button(step, "change"))
    qtbot.waitUntil(lambda: list(boxes(step)) == ["Mobile", "Phone 2"])
    boxes(step)["Phone 2"].click()
    assert marked(step) == [1, 2]
    qtbot.waitUntil(lambda: list(boxes(step)) == ["Mobile", "Phone 2"])
    boxes(step)["Mobile"].click()
    assert marked(step) == [2]


def test_the_last_ticked_column_stays(qtbot: QtBot, step: ListStep, two_phones: Path) -> None:
    open_file(qtbot, step, two_phones)
    click(qtbot, button(step, "change"))
    qtbot.waitUntil(lambda: list(boxes(step)) == ["Mobile", "Phone 2"])
    boxes(step)["Mobile"].click()
    assert boxes(step)["Mobile"].isChecked()
    assert marked(step) == [1]


def test_a_click_in_the_sheet_chooses_one_column_again(
    qtbot: QtBot, step: ListStep, two_phones: Path
) -> None:
    open_file(qtbot, step, two_phones)
    click(qtbot, button(step, "SEND_ALSO"))
    sheet(step).horizontalHeader().sectionClicked.emit(2)
    assert marked(step) == [2]


def pick(qtbot: QtBot, step: ListStep, row: int, column: int, words: str) -> None:
    """Choose from the menu of a cell."""
    view = sheet(step)
    view.setCurrentIndex(view.model().index(row, column))
    place = view.visualRect(view.currentIndex()).center()
    QApplication.sendEvent(
        view,
        QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard,
            place,
            view.viewport().mapToGlobal(place),
            Qt.KeyboardModifier(0),
        ),
    )
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in view.findChildren(QMenu)))
    menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == words)
    action.trigger()
    menu.close()
    wait_for_work(qtbot, step)


def test_any_column_can_be_sent_to_as_well(qtbot: QtBot, step: ListStep, two_phones: Path) -> None:
    open_file(qtbot, step, two_phones)
    pick(qtbot, step, 1, 3, "Also send to this column")
    assert marked(step) == [1, 3]
    pick(qtbot, step, 1, 1, "Do not send to this column")
    assert marked(step) == [3]


def test_the_menu_of_a_cell_says_that_there_are_no_headings(
    qtbot: QtBot, step: ListStep, two_phones: Path
) -> None:
    open_file(qtbot, step, two_phones)
    pick(qtbot, step, 1, 1, "There are no headings")
    wait_to_read(qtbot, step, "No headings")


# What is hidden


@pytest.fixture
def hiding(tmp_path: Path) -> Path:
    path = write_workbook(tmp_path / "hiding.xlsx", [HEADINGS, *people(8)])
    book = load_workbook(path)
    page = book.active
    assert page is not None
    for row in (3, 5):
        page.row_dimensions[row].hidden = True
    page.column_dimensions["A"].hidden = True
    book.save(path)
    return path


def test_what_is_left_out_is_said(qtbot: QtBot, step: ListStep, hiding: Path) -> None:
    open_file(qtbot, step, hiding)
    wait_to_read(qtbot, step, "2 hidden rows left out")
    wait_to_read(qtbot, step, "1 hidden column left out")
    assert len(first_column(sheet(step))) == 7
    assert sheet(step).isColumnHidden(0)


def test_what_is_hidden_is_read_when_the_user_wants_it(
    qtbot: QtBot, step: ListStep, preparation: Preparation, hiding: Path
) -> None:
    open_file(qtbot, step, hiding)
    click(qtbot, button(step, "INCLUDE_HIDDEN"))
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "Hidden rows and columns are read too")
    assert not sheet(step).isColumnHidden(0)
    check_list(qtbot, step)
    assert preparation.summary is not None
    assert preparation.summary.contact_list.rows == 8


def test_a_chosen_column_stays_when_what_is_hidden_is_read(
    qtbot: QtBot, step: ListStep, hiding: Path
) -> None:
    open_file(qtbot, step, hiding)
    sheet(step).horizontalHeader().sectionClicked.emit(2)
    click(qtbot, button(step, "INCLUDE_HIDDEN"))
    wait_for_work(qtbot, step)
    assert marked(step) == [2]


def test_and_left_out_again(qtbot: QtBot, step: ListStep, preparation: Preparation, hiding: Path) -> None:
    open_file(qtbot, step, hiding)
    click(qtbot, button(step, "INCLUDE_HIDDEN"))
    wait_for_work(qtbot, step)
    click(qtbot, button(step, "LEAVE_HIDDEN_OUT"))
    wait_for_work(qtbot, step)
    check_list(qtbot, step)
    assert preparation.summary is not None
    assert preparation.summary.contact_list.rows == 6


def test_hidden_sheets_are_offered_when_the_user_wants_what_is_hidden(
    qtbot: QtBot, step: ListStep, tmp_path: Path
) -> None:
    book = load_workbook(write_workbook(tmp_path / "two.xlsx", [HEADINGS, *people(5)]))
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(tmp_path / "two.xlsx")
    open_file(qtbot, step, tmp_path / "two.xlsx")
    click(qtbot, button(step, "change"))
    field = step.findChild(QComboBox, "sheetField")
    wanted = step.findChild(QCheckBox, "hiddenField")
    assert field is not None
    assert wanted is not None
    assert [field.itemText(index) for index in range(field.count())] == ["Clients"]
    wanted.click()
    wait_for_work(qtbot, step)
    assert [field.itemText(index) for index in range(field.count())] == ["Clients", "Secret"]


def test_a_kind_of_file_that_does_not_tell_is_named(qtbot: QtBot, step: ListStep) -> None:
    open_file(qtbot, step, DATA / "lo_clients.xls")
    wait_to_read(qtbot, step, "This kind of file does not tell which rows are hidden")


def test_mixed_number_formats_of_the_phone_column_are_said(
    qtbot: QtBot, step: ListStep, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Name", "Mobile", "Amount"])
    for name, phone, _area in people(6):
        page.append([name, int(phone), 5])
    page["B3"].number_format = "0.00"
    page["C3"].number_format = "0.00"  # of no interest: nobody is sent to it
    book.save(tmp_path / "mixed.xlsx")
    open_file(qtbot, step, tmp_path / "mixed.xlsx")
    wait_to_read(qtbot, step, "Mixed number formats in “Mobile”")
    assert "in “Amount”" not in said(step)


# How a text is written


def arabic_file(folder: Path) -> Path:
    rows = [("الاسم", "الموبايل"), *(("نورة", f"5000000{digit}") for digit in range(8))]
    return write_csv(folder / "arabic.csv", rows, encoding="windows-1256")


def test_a_guessed_encoding_is_asked_about(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, arabic_file(tmp_path))
    wait_to_read(qtbot, step, "Read as Arabic (Windows-1256): do the names look right?")


def test_a_chosen_encoding_is_not_asked_about(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, arabic_file(tmp_path))
    click(qtbot, button(step, "change"))
    choose(step, "encodingField", "windows-1256")
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "Arabic (Windows-1256)")
    assert "do the names look right?" not in said(step)


def test_an_encoding_that_was_right_the_last_time_is_not_asked_about(
    qtbot: QtBot, step: ListStep, tmp_path: Path
) -> None:
    path = arabic_file(tmp_path)
    open_file(qtbot, step, path)
    check_list(qtbot, step)
    open_file(qtbot, step, path)
    wait_to_read(qtbot, step, "Read like your last file of this kind")
    assert "do the names look right?" not in said(step)


def test_a_certain_encoding_is_not_asked_about(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    wait_to_read(qtbot, step, "Unicode (UTF-8)")
    assert "do the names look right?" not in said(step)


# Sheets and rows


def test_a_sheet_without_rows_leaves_a_way_out(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    book = load_workbook(write_workbook(tmp_path / "two.xlsx", [HEADINGS, *people(5)]))
    book.create_sheet("Empty")
    book.save(tmp_path / "two.xlsx")
    open_file(qtbot, step, tmp_path / "two.xlsx")
    wait_to_read(qtbot, step, "Sheet “Clients”, 1 of 2")
    click(qtbot, button(step, "change"))
    choose(step, "sheetField", "Empty")
    wait_for_work(qtbot, step)
    assert "There are no rows on this sheet." in message(step)
    assert not step.is_ready()
    choose(step, "sheetField", "Clients")
    wait_for_work(qtbot, step)
    assert message(step) == ""
    assert step.is_ready()


def test_headings_without_rows_leave_a_way_out(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "heads.csv", [HEADINGS]))
    assert "There are no rows under the headings." in message(step)
    assert sheet(step).isVisible()
    assert not step.is_ready()


# What is remembered


def imported_without_headings(qtbot: QtBot, step: ListStep, path: Path) -> None:
    """The user says of a file that it has no headings, and imports it."""
    open_file(qtbot, step, path)
    pick(qtbot, step, 1, 1, "There are no headings")
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "No headings")
    check_list(qtbot, step)


def test_the_next_file_of_this_kind_is_read_alike(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)])
    imported_without_headings(qtbot, step, path)
    open_file(qtbot, step, path)
    wait_to_read(qtbot, step, "Read like your last file of this kind")
    assert "No headings" in said(step)


def test_a_guess_is_made_anew_and_stays(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)])
    imported_without_headings(qtbot, step, path)
    open_file(qtbot, step, path)
    click(qtbot, button(step, "GUESS_ANEW"))
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "Headings in row 1")
    choose_delimiter_again(qtbot, step)
    wait_to_read(qtbot, step, "Headings in row 1")
    assert step.findChildren(QPushButton, "GUESS_ANEW") == [] or "your last file" not in said(step)


def choose_delimiter_again(qtbot: QtBot, step: ListStep) -> None:
    click(qtbot, button(step, "change"))
    choose(step, "delimiterField", ",")
    wait_for_work(qtbot, step)


# Corrected rows


@pytest.fixture
def corrected(shell: Shell, tmp_path: Path) -> tuple[int, Path]:
    """A stored list with two wrong numbers, and the exported file in which one of them was mended."""
    rows = [("Name", "Mobile"), ("Sara", "98765432"), ("Fahd", "9876"), ("Huda", "1234")]
    path = write_csv(tmp_path / "clients.csv", rows)
    summary = shell.app.importing.store(path, ImportOptions(), CheckOptions(), Mailbox(), threading.Event())
    assert summary is not None
    list_id = summary.contact_list.id
    exported = tmp_path / "problems.xlsx"
    shell.app.reporting.write_problems(list_id, exported)
    book = load_workbook(exported)
    page = book.active
    assert page is not None
    column = next(cell.column for cell in page[1] if cell.value == "Mobile")
    page.cell(2, column).value = "98765433"
    book.save(exported)
    return list_id, exported


def as_new(step: ListStep) -> QPushButton:
    """The page puts it beside its primary button."""
    (found,) = step.other_buttons()
    assert isinstance(found, QPushButton)
    return found


def test_corrected_rows_are_recognised(qtbot: QtBot, step: ListStep, corrected: tuple[int, Path]) -> None:
    open_file(qtbot, step, corrected[1])
    words = message(step).replace("\u2068", "").replace("\u2069", "")
    assert words == "These are corrected rows of your list “clients”."
    assert step.primary_text() == "Put 2 corrected rows back"
    assert not as_new(step).isHidden()


def test_corrected_rows_go_back_into_their_list(
    qtbot: QtBot,
    step: ListStep,
    preparation: Preparation,
    corrected: tuple[int, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[MessageKind, str]] = []
    monkeypatch.setattr(step.shell, "tell", lambda kind, words, *_more: told.append((kind, words)))
    list_id, exported = corrected
    open_file(qtbot, step, exported)
    check_list(qtbot, step)
    assert preparation.list_id == list_id
    assert preparation.people == 2
    assert len(step.shell.app.history.lists()) == 1
    ((kind, words),) = told
    assert kind is MessageKind.SUCCESS
    assert without_marks(words) == "1 row of “clients” was corrected. The rest is as it was."


def test_corrected_rows_may_be_a_list_of_their_own(
    qtbot: QtBot, step: ListStep, preparation: Preparation, corrected: tuple[int, Path]
) -> None:
    list_id, exported = corrected
    open_file(qtbot, step, exported)
    with qtbot.waitSignal(step.step_done, timeout=20_000):
        as_new(step).click()
    assert preparation.list_id != list_id
    assert preparation.summary is not None
    assert preparation.summary.contact_list.rows == 2


def test_an_ordinary_file_has_one_way_only(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    assert as_new(step).isHidden()
    assert step.primary_text() == "Check this list"


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped_with_everything_to_say(
    qtbot: QtBot,
    shell: Shell,
    preparation: Preparation,
    hiding: Path,
    clipped: Callable[[QPushButton], list[str]],
) -> None:
    step = ListStep(shell, preparation)
    keep(qtbot, step)
    step.resize(896, 428)
    step.show()
    step.open_file(hiding)
    wait_for_work(qtbot, step)
    click(qtbot, button(step, "change"))
    qtbot.waitUntil(lambda: clipped(step) == [])
