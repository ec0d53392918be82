from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.services.lists import MOST_PARTS
from kwtsms_desktop.storage.contact_lists import ContactLists, NewList
from kwtsms_desktop.storage.rows import Rows
from kwtsms_desktop.ui.dialogs.ask_name import NameDialog
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.dialogs.split_list import SplitDialog
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.block_list import BlockListPanel
from kwtsms_desktop.ui.pages.contact_lists import ContactListsPage
from kwtsms_desktop.ui.widgets.busy import BusyLine
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.labels import Label
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from kwtsms_desktop.ui.widgets.table_view import TableView
from tests.support.office import Office, open_office
from tests.support.shells import keep


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def shown(qtbot: QtBot, office: Office) -> ContactListsPage:
    page = ContactListsPage(office.shell)
    keep(qtbot, page)
    page.resize(944, 640)
    page.show()
    page.on_shown()
    rest(qtbot, office)
    return page


def rest(qtbot: QtBot, office: Office) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: office.shell.background.is_idle, timeout=20_000)


def store_table(office: Office, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """A stored list with these columns, of which the first holds the phones."""
    with office.app.open_database() as database:
        lists = ContactLists(database)
        list_id = lists.create(
            NewList(
                name=name,
                file_name=f"{name}.csv",
                sheet=None,
                encoding="utf-8",
                delimiter=",",
                header_row=1,
                headings=tuple(headings),
                phone_columns=(0,),
                hidden_rows=0,
            )
        )
        Rows(database).add(list_id, ((row, tuple(cells), 0) for row, cells in enumerate(rows, start=2)))
        lists.mark_ready(list_id)
    return list_id


def clients(office: Office) -> int:
    """Three people in two areas."""
    rows = [("98765432", "Hawally"), ("98765433", "Jahra"), ("98765434", "Hawally")]
    return store_table(office, "Clients", ("Mobile", "Area"), rows)


def cells(table: TableView) -> list[list[str]]:
    model = table.model()
    return [
        [
            without_isolates(str(model.index(row, column).data() or ""))
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def lines(page: ContactListsPage) -> list[list[str]]:
    return cells(page.lists.table)


def names(page: ContactListsPage) -> list[str]:
    return [line[0] for line in lines(page)]


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def dialog(qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def words_in(widget: QWidget) -> str:
    words = " ".join(label.text() for label in widget.findChildren(Label))
    return words.replace("\u2068", "").replace("\u2069", "")


def said(page: ContactListsPage) -> str:
    """What the strip over the table says."""
    strips = page.lists.findChildren(MessageStrip)
    return " ".join(strip.text() for strip in strips).replace("\u2068", "").replace("\u2069", "").strip()


def select_rows(page: ContactListsPage, *rows: int) -> None:
    table = page.lists.table
    table.clearSelection()
    for row in rows:
        table.selectionModel().select(
            table.model().index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def test_lists_stand_newest_first(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    office.store_list(["98765432", "98765433"])
    newer, older = lines(shown(qtbot, office))
    assert newer == ["clients", "clients.csv", "2", "just now", "Not yet", "No campaign"]
    assert older[:3] == ["clients", "clients.csv", "1"]


def test_a_list_starts_a_campaign(qtbot: QtBot, office: Office) -> None:
    wanted_list = office.store_list(["98765432"])
    office.store_list(["98765433"])
    page = shown(qtbot, office)
    page.lists.table.selectRow(1)
    with qtbot.waitSignal(office.shell.new_campaign_wanted) as wanted:
        press(qtbot, page, "useList")
    assert wanted.args == [wanted_list]


def test_a_list_is_selected_also_where_the_keyboard_was_there_first(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    page.lists.table.clearSelection()
    page.on_shown()
    qtbot.waitUntil(lambda: button(page, "useList").isEnabled())


def test_enter_starts_a_campaign_with_the_list(qtbot: QtBot, office: Office) -> None:
    wanted_list = office.store_list(["98765432"])
    page = shown(qtbot, office)
    with qtbot.waitSignal(office.shell.new_campaign_wanted) as wanted:
        qtbot.keyClick(page.lists.table, Qt.Key.Key_Return)
    assert wanted.args == [wanted_list]


def test_lists_are_found_by_a_part_of_their_name(qtbot: QtBot, office: Office) -> None:
    store_table(office, "Members", ("Mobile",), [("98765432",)])
    store_table(office, "Clients", ("Mobile",), [("98765432",)])
    page = shown(qtbot, office)
    search = page.findChild(QLineEdit, "listSearch")
    assert search is not None
    search.setText("MEMB")
    assert names(page) == ["Members"]
    search.setText("nothing like it")
    assert names(page) == []
    assert not button(page, "useList").isEnabled()
    search.clear()
    assert names(page) == ["Clients", "Members"]


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_list_gets_another_name(qtbot: QtBot, office: Office, way: str) -> None:
    clients(office)
    page = shown(qtbot, office)
    if way == "button":
        press(qtbot, page, "renameList")
    else:
        qtbot.keyClick(page.lists.table, Qt.Key.Key_F2)
    asked = dialog(qtbot)
    assert isinstance(asked, NameDialog)
    assert asked.field.text() == "Clients"
    asked.field.setText("  Members of 2026 ")
    with qtbot.waitSignal(office.shell.lists_changed):
        press(qtbot, asked, "accept")
    qtbot.waitUntil(lambda: names(page) == ["Members of 2026"])


def test_a_list_cannot_be_left_without_a_name(qtbot: QtBot, office: Office) -> None:
    clients(office)
    page = shown(qtbot, office)
    press(qtbot, page, "renameList")
    asked = dialog(qtbot)
    assert isinstance(asked, NameDialog)
    asked.field.setText("  ")
    assert not button(asked, "accept").isEnabled()
    press(qtbot, asked, "cancel")


def test_selected_lists_are_merged_under_a_name(qtbot: QtBot, office: Office) -> None:
    clients(office)
    store_table(office, "Members", ("Mobile", "Area"), [("98765432", "Hawally"), ("98765439", "Jahra")])
    page = shown(qtbot, office)
    select_rows(page, 0, 1)
    press(qtbot, page, "mergeLists")
    asked = dialog(qtbot)
    assert "Merge 2 lists into one" in words_in(asked)
    assert isinstance(asked, NameDialog)
    assert asked.field.text() == "Members + Clients"
    asked.field.setText("All")
    press(qtbot, asked, "accept")
    qtbot.waitUntil(lambda: names(page) == ["All", "Members", "Clients"], timeout=20_000)
    assert lines(page)[0][2] == "5"
    assert said(page) == "“All” was made. It has 5 rows."
    assert [page.lists.table.model().id_at(0)] == list(page.lists.table.selected_ids())


def test_a_merge_that_is_cancelled_leaves_nothing(qtbot: QtBot, office: Office) -> None:
    for name, first in (("Clients", 0), ("Members", 30_000)):
        rows = [(f"9{first + number:07d}", "Hawally") for number in range(30_000)]
        store_table(office, name, ("Mobile", "Area"), rows)
    page = shown(qtbot, office)
    select_rows(page, 0, 1)
    press(qtbot, page, "mergeLists")
    press(qtbot, dialog(qtbot), "accept")
    busy = page.findChild(BusyLine)
    assert busy is not None
    assert not button(page, "deleteList").isEnabled()
    busy.cancel_requested.emit()
    rest(qtbot, office)
    assert names(page) == ["Members", "Clients"]
    assert busy.isHidden()


def test_what_cannot_be_done_is_said(qtbot: QtBot, office: Office) -> None:
    list_id = clients(office)
    page = shown(qtbot, office)
    press(qtbot, page, "renameList")
    asked = dialog(qtbot)
    office.app.lists.delete(list_id)  # by another window
    press(qtbot, asked, "accept")
    rest(qtbot, office)
    assert f"There is no contact list {list_id}." in said(page)


def test_one_list_cannot_be_merged(qtbot: QtBot, office: Office) -> None:
    clients(office)
    page = shown(qtbot, office)
    select_rows(page, 0)
    assert not button(page, "mergeLists").isEnabled()


def values(asked: SplitDialog) -> list[list[str]]:
    table = asked.findChild(TableView, "valuesTable")
    assert table is not None
    return cells(table)


def open_split(qtbot: QtBot, office: Office) -> tuple[ContactListsPage, SplitDialog]:
    page = shown(qtbot, office)
    press(qtbot, page, "splitList")
    asked = dialog(qtbot)
    assert isinstance(asked, SplitDialog)
    rest(qtbot, office)
    return page, asked


def test_before_a_list_is_split_its_parts_are_shown(qtbot: QtBot, office: Office) -> None:
    clients(office)
    _page, asked = open_split(qtbot, office)
    assert values(asked) == [["Hawally", "2"], ["Jahra", "1"]]
    assert button(asked, "accept").text() == "Make 2 lists"
    press(qtbot, asked, "cancel")


def test_a_list_is_split_by_a_column(qtbot: QtBot, office: Office) -> None:
    clients(office)
    page, asked = open_split(qtbot, office)
    press(qtbot, asked, "accept")
    qtbot.waitUntil(lambda: len(names(page)) == 3, timeout=20_000)
    assert sorted(names(page)) == ["Clients", "Clients – Hawally", "Clients – Jahra"]
    assert said(page) == "2 lists were made."


def test_the_phone_column_is_none_to_split_by(qtbot: QtBot, office: Office) -> None:
    clients(office)
    _page, asked = open_split(qtbot, office)
    field = asked.findChild(QComboBox, "columnField")
    assert field is not None
    assert [field.itemData(index) for index in range(field.count())] == [1]
    press(qtbot, asked, "cancel")


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        pytest.param(["Hawally"] * 3, "nothing to split", id="one value"),
        pytest.param([f"Area {n}" for n in range(MOST_PARTS + 1)], "too many", id="too many values"),
    ],
)
def test_a_column_that_is_of_no_use_is_said_beforehand(
    qtbot: QtBot, office: Office, areas: Sequence[str], words: str
) -> None:
    rows = [(f"9876{number:04d}", area) for number, area in enumerate(areas)]
    store_table(office, "Clients", ("Mobile", "Area"), rows)
    _page, asked = open_split(qtbot, office)
    assert words in words_in(asked)
    assert not button(asked, "accept").isEnabled()
    press(qtbot, asked, "cancel")


def test_deleting_asks_and_says_what_stays(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    press(qtbot, page, "deleteList")
    asked = dialog(qtbot)
    assert isinstance(asked, Question)
    assert "Delete the list “clients”?" in words_in(asked)
    assert "Campaigns keep their record" in words_in(asked)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert len(office.app.history.lists()) == 1


def test_the_delete_key_asks_too(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    qtbot.keyClick(page.lists.table, Qt.Key.Key_Delete)
    asked = dialog(qtbot)
    assert isinstance(asked, Question)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)


def test_deleted_lists_are_gone_and_everybody_is_told(qtbot: QtBot, office: Office) -> None:
    for number in range(3):
        office.store_list([f"9876543{number}"])
    page = shown(qtbot, office)
    select_rows(page, 0, 1)
    assert not button(page, "useList").isEnabled()  # a campaign has one list
    press(qtbot, page, "deleteList")
    asked = dialog(qtbot)
    assert isinstance(asked, Question)
    assert "Delete 2 lists?" in words_in(asked)
    with qtbot.waitSignal(office.shell.lists_changed):
        qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
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


def test_the_block_list_is_behind_the_second_tab(qtbot: QtBot, office: Office) -> None:
    office.store_list(["98765432"])
    office.app.blocking.add("98765439")
    page = shown(qtbot, office)
    page.tabs.bar.setCurrentIndex(1)
    rest(qtbot, office)
    panel = page.findChild(BlockListPanel)
    assert panel is not None
    assert panel.isVisible()
    assert cells(panel.table)[0][0] == "96598765439"
    assert not button(page, "useList").isVisible()
    page.tabs.bar.setCurrentIndex(0)
    assert button(page, "useList").isVisible()


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]]) -> None:
    office.store_list(["98765432"])
    page = shown(qtbot, office)
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert page.lists.table.horizontalHeader().length() <= page.lists.table.viewport().width()


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped_in_the_dialogs(
    qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]]
) -> None:
    clients(office)
    _page, asked = open_split(qtbot, office)
    qtbot.waitUntil(lambda: clipped(asked) == [])
    press(qtbot, asked, "cancel")
