from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.contact_lists import ContactListsPage
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.labels import Label
from tests.support.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def shown(qtbot: QtBot, office: Office) -> ContactListsPage:
    page = ContactListsPage(office.shell)
    qtbot.addWidget(page)
    page.resize(944, 640)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: office.shell.background.is_idle)
    return page


def lines(page: ContactListsPage) -> list[list[str]]:
    model = page.table.model()
    return [
        [
            without_isolates(str(model.index(row, column).data() or ""))
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def button(page: ContactListsPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def press(qtbot: QtBot, page: ContactListsPage, name: str) -> None:
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def question(qtbot: QtBot) -> Question:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Question))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Question)
    return dialog


def words_in(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(Label))


def test_lists_stand_newest_first(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    office.store_list(["98765432", "98765433"])
    newer, older = lines(shown(qtbot, office))
    assert (newer[:3], older[:3]) == (["clients", "clients.csv", "2"], ["clients", "clients.csv", "1"])
    assert newer[4] == "Not yet"


def test_a_list_starts_a_campaign(qtbot: QtBot, office: Office) -> None:
    wanted_list = office.store_list(["98765432"])
    office.store_list(["98765433"])
    page = shown(qtbot, office)
    page.table.selectRow(1)
    with qtbot.waitSignal(office.shell.new_campaign_wanted) as wanted:
        press(qtbot, page, "useList")
    assert wanted.args == [wanted_list]


def test_a_list_is_selected_also_where_the_keyboard_was_there_first(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    page.table.clearSelection()
    page.on_shown()
    qtbot.waitUntil(lambda: button(page, "useList").isEnabled())


def test_enter_starts_a_campaign_with_the_list(qtbot: QtBot, office: Office) -> None:
    wanted_list = office.store_list(["98765432"])
    page = shown(qtbot, office)
    with qtbot.waitSignal(office.shell.new_campaign_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [wanted_list]


def test_deleting_asks_and_says_what_stays(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    press(qtbot, page, "deleteList")
    dialog = question(qtbot)
    assert "Delete the list “clients”?" in words_in(dialog)
    assert "Campaigns keep their record" in words_in(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert len(office.app.history.lists()) == 1


def test_deleted_lists_are_gone_and_everybody_is_told(qtbot: QtBot, office: Office) -> None:
    for number in range(3):
        office.store_list([f"9876543{number}"])
    page = shown(qtbot, office)
    page.table.selectionModel().select(
        page.table.model().index(1, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    assert not button(page, "useList").isEnabled()  # a campaign has one list
    press(qtbot, page, "deleteList")
    dialog = question(qtbot)
    assert "Delete 2 lists?" in words_in(dialog)
    with qtbot.waitSignal(office.shell.lists_changed):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    assert [entry.rows for entry in office.app.history.lists()] == [1]


def test_without_lists_there_is_a_way_to_begin(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    empty = page.findChild(EmptyState, "noList")
    assert empty is not None
    assert empty.isVisible()
    assert empty.button is not None
    assert not button(page, "deleteList").isVisible()
    with qtbot.waitSignal(office.shell.page_wanted) as wanted:
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["new"]


def test_a_list_that_was_added_elsewhere_appears(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    office.store_list(["98765432"])
    office.shell.lists_changed.emit()
    qtbot.waitUntil(lambda: len(lines(page)) == 1)


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]]) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert page.table.horizontalHeader().length() <= page.table.viewport().width()
