from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.ui.dialogs.block_campaign import BlockCampaignDialog
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.block_list import BlockListPanel
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip
from kwtsms_desktop.ui.widgets.table_view import MOST_COPIED
from tests.support.builders import write_csv
from tests.support.office import Office, one_text, open_office
from tests.support.shells import keep


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def shown(qtbot: QtBot, office: Office) -> BlockListPanel:
    panel = BlockListPanel(office.shell)
    keep(qtbot, panel)
    panel.resize(896, 520)
    panel.show()
    panel.read()
    rest(qtbot, office)
    return panel


def rest(qtbot: QtBot, office: Office) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: office.shell.background.is_idle)


def button(panel: QWidget, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None
    return found


def press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def dialog(qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def lines(panel: BlockListPanel) -> list[list[str]]:
    model = panel.table.model()
    return [
        [
            without_isolates(str(model.index(row, column).data() or ""))
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def said(panel: BlockListPanel) -> str:
    strip = panel.findChild(MessageStrip)
    assert strip is not None
    return strip.text().replace("\u2068", "").replace("\u2069", "")


def type_numbers(qtbot: QtBot, office: Office, text: str, note: str = "") -> None:
    asked = dialog(qtbot)
    numbers, field = asked.findChild(QPlainTextEdit, "numbersField"), asked.findChild(QLineEdit, "noteField")
    assert numbers is not None
    assert field is not None
    numbers.setPlainText(text)
    field.setText(note)
    press(qtbot, button(asked, "accept"))
    rest(qtbot, office)


def test_an_empty_list_says_what_it_is_for_and_has_one_button(qtbot: QtBot, office: Office) -> None:
    panel = shown(qtbot, office)
    empty = panel.findChild(EmptyState, "nobodyBlocked")
    assert empty is not None
    assert empty.isVisible()
    assert not button(panel, "addNumbers").isVisible()
    assert empty.button is not None
    press(qtbot, empty.button)
    type_numbers(qtbot, office, "98765432")
    assert [line[0] for line in lines(panel)] == ["96598765432"]


def test_numbers_are_added_in_any_spelling_with_their_note(qtbot: QtBot, office: Office) -> None:
    panel = shown(qtbot, office)
    office.app.blocking.add("98765432")
    panel.read()
    rest(qtbot, office)
    press(qtbot, button(panel, "addNumbers"))
    type_numbers(qtbot, office, "+965 9876-5433\n٩٨٧٦٥٤٣٤", "asked by phone")
    added = [line for line in lines(panel) if line[0] != "96598765432"]
    assert sorted(line[0] for line in added) == ["96598765433", "96598765434"]
    assert {(line[1], line[2]) for line in added} == {("asked by phone", "Typed in")}


def test_what_came_of_them_is_said_and_nothing_left_out(qtbot: QtBot, office: Office) -> None:
    office.app.blocking.add("98765432")
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addNumbers"))
    type_numbers(qtbot, office, "98765432\n98765433\n98765434\nnobody\n12")
    assert said(panel) == ("2 numbers were added. 1 was there already. 2 are no numbers: nobody · 12")


def test_nothing_typed_cannot_be_added(qtbot: QtBot, office: Office) -> None:
    panel = shown(qtbot, office)
    empty = panel.findChild(EmptyState, "nobodyBlocked")
    assert empty is not None
    assert empty.button is not None
    press(qtbot, empty.button)
    asked = dialog(qtbot)
    assert not button(asked, "accept").isEnabled()
    press(qtbot, button(asked, "cancel"))
    assert office.app.blocking.count() == 0


def test_numbers_are_added_from_a_file(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "stop.csv", [("Name", "Mobile"), ("Ali", "98765432"), ("Sara", "98765433")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addFromFile"))
    rest(qtbot, office)
    assert said(panel) == "2 numbers were added."
    assert {(line[1], line[2]) for line in lines(panel)} == {("stop.csv", "From a file")}


def test_a_file_without_numbers_is_said(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "odd.csv", [("Person", "Remark"), ("Ali", "none"), ("Sara", "none")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addFromFile"))
    rest(qtbot, office)
    assert "column" in said(panel)
    assert office.app.blocking.count() == 0


def test_everybody_of_a_campaign_is_added(qtbot: QtBot, office: Office) -> None:
    office.plan(one_text(3))
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addFromCampaign"))
    asked = dialog(qtbot)
    press(qtbot, button(asked, "accept"))
    rest(qtbot, office)
    assert said(panel) == "3 numbers were added."
    assert {line[2] for line in lines(panel)} == {"From a campaign"}


def test_only_those_whom_a_campaign_did_not_reach_are_added(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("error:ERR025", endpoint="send")
    office.send(office.plan([("96598765432", "Hello"), ("96598765433", "Hello you")]))
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addFromCampaign"))
    asked = dialog(qtbot)
    assert isinstance(asked, BlockCampaignDialog)
    whom = asked.findChild(QComboBox, "whomField")
    assert whom is not None
    assert [whom.itemText(index) for index in range(2)] == [
        "Everybody: 2 people",
        "Only those whom it did not reach: 1",
    ]
    whom.setCurrentIndex(1)
    assert RecipientStatus.ACCEPTED not in asked.statuses
    press(qtbot, button(asked, "accept"))
    rest(qtbot, office)
    assert said(panel) == "1 number was added."


def test_where_nobody_was_missed_there_is_nobody_to_add(qtbot: QtBot, office: Office) -> None:
    office.plan(one_text(2))
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addFromCampaign"))
    asked = dialog(qtbot)
    whom = asked.findChild(QComboBox, "whomField")
    assert whom is not None
    whom.setCurrentIndex(1)
    assert not button(asked, "accept").isEnabled()
    press(qtbot, button(asked, "cancel"))


def test_without_a_campaign_that_is_said(qtbot: QtBot, office: Office) -> None:
    panel = shown(qtbot, office)
    press(qtbot, button(panel, "addFromCampaign"))
    rest(qtbot, office)
    assert said(panel) == "There is no campaign yet."


def test_numbers_are_taken_off_after_a_question(qtbot: QtBot, office: Office) -> None:
    office.app.blocking.add("98765432\n98765433")
    panel = shown(qtbot, office)
    assert not button(panel, "removeNumbers").isEnabled()
    panel.table.selectRow(0)
    gone = lines(panel)[0][0]
    press(qtbot, button(panel, "removeNumbers"))
    asked = dialog(qtbot)
    assert "Take 1 number off the block list?" in [label.text() for label in asked.findChildren(QLabel)]
    press(qtbot, button(asked, "accept"))
    rest(qtbot, office)
    assert said(panel) == "1 number was taken off the block list."
    assert gone not in [line[0] for line in lines(panel)]
    assert office.app.blocking.count() == 1


def test_the_delete_key_takes_nobody_off_without_the_question(qtbot: QtBot, office: Office) -> None:
    office.app.blocking.add("98765432")
    panel = shown(qtbot, office)
    panel.table.selectRow(0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    asked = dialog(qtbot)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    rest(qtbot, office)
    assert office.app.blocking.count() == 1


@pytest.mark.parametrize("text", ["5433", "phone", "9876 5433"])
def test_numbers_and_notes_are_found(qtbot: QtBot, office: Office, text: str) -> None:
    office.app.blocking.add("98765432")
    office.app.blocking.add("98765433", "asked by phone")
    panel = shown(qtbot, office)
    search = panel.findChild(QLineEdit, "blockSearch")
    assert search is not None
    search.setText(text)
    qtbot.waitUntil(lambda: [line[0] for line in lines(panel)] == ["96598765433"])


def test_the_count_is_that_of_all_also_while_some_are_found(qtbot: QtBot, office: Office) -> None:
    office.app.blocking.add("98765432\n98765433")
    panel = shown(qtbot, office)
    search = panel.findChild(QLineEdit, "blockSearch")
    assert search is not None
    search.setText("nobody like this")
    qtbot.waitUntil(lambda: lines(panel) == [])
    count = panel.findChild(QLabel, "blockCount")
    assert count is not None
    assert count.text().startswith("2 people")
    assert panel.table.isVisible()


def test_more_than_can_be_copied_is_said(qtbot: QtBot, office: Office) -> None:
    office.app.blocking.add("\n".join(f"9{number:07d}" for number in range(MOST_COPIED + 1)))
    panel = shown(qtbot, office)
    panel.table.selectAll()
    panel.table.copy_selected()
    assert said(panel) == "At most 10,000 rows can be copied at once."


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]]) -> None:
    office.app.blocking.add("98765432", "asked by phone")
    panel = shown(qtbot, office)
    qtbot.waitUntil(lambda: clipped(panel) == [])
    assert panel.table.horizontalHeader().length() <= panel.table.viewport().width()
