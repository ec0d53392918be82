from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.campaigns import CampaignsPage
from kwtsms_desktop.ui.widgets.empty_state import EmptyState
from tests.support.office import Office, one_text, open_office, own_texts

WAIT = 20_000  # milliseconds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


def shown(qtbot: QtBot, office: Office) -> CampaignsPage:
    page = CampaignsPage(office.shell)
    qtbot.addWidget(page)
    page.resize(944, 640)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: office.shell.background.is_idle)
    return page


def lines(page: CampaignsPage) -> list[list[str]]:
    model = page.table.model()
    return [
        [
            without_isolates(str(model.index(row, column).data() or ""))
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def test_campaigns_stand_newest_first_with_their_figures(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("error:ERR025", endpoint="send", skip=1)
    office.send(office.plan(own_texts(2)))
    office.plan(one_text(1204), test=True)
    test, live = lines(shown(qtbot, office))
    assert test[1:] == ["clients", "Test", "MYSHOP", "1,204", "Planned", "0", "0"]
    assert live[1:] == ["clients", "Live", "MYSHOP", "2", "Finished", "1", "1"]
    assert len(live[0]) == len("2026-11-22 09:30")


def test_unsure_people_show_in_the_state(qtbot: QtBot, office: Office) -> None:
    office.simulator.faults.add("accept_then_drop", endpoint="send")
    office.send(office.plan(one_text(3)))
    assert lines(shown(qtbot, office))[0][5] == "Finished, 3 unsure"


def test_enter_opens_a_campaign(qtbot: QtBot, office: Office) -> None:
    campaign = office.plan(one_text(1))
    page = shown(qtbot, office)
    with qtbot.waitSignal(office.shell.campaign_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)  # the newest has the keyboard
    assert wanted.args == [campaign]


def test_a_double_click_opens_a_campaign(qtbot: QtBot, office: Office) -> None:
    older, _newer = office.plan(one_text(1)), office.plan(one_text(1))
    page = shown(qtbot, office)
    place = page.table.visualRect(page.table.model().index(1, 1)).center()
    viewport, left = page.table.viewport(), Qt.MouseButton.LeftButton
    with qtbot.waitSignal(office.shell.campaign_wanted) as wanted:
        qtbot.mouseClick(viewport, left, pos=place)
        qtbot.mouseDClick(viewport, left, pos=place)
    assert wanted.args == [older]


def test_without_campaigns_there_is_a_way_to_begin(qtbot: QtBot, office: Office) -> None:
    page = shown(qtbot, office)
    empty = page.findChild(EmptyState, "noCampaign")
    assert empty is not None
    assert empty.isVisible()
    assert empty.button is not None
    with qtbot.waitSignal(office.shell.page_wanted) as wanted:
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["new"]


def test_a_running_campaign_is_followed(qtbot: QtBot, office: Office) -> None:
    failed: list[object] = []
    run = office.shell.send_campaign(office.plan(own_texts(4)), "Office")
    run.failed.connect(failed.append)
    page = CampaignsPage(office.shell)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    qtbot.waitUntil(
        lambda: bool(failed) or (bool(lines(page)) and lines(page)[0][5] == "Finished"), timeout=WAIT
    )
    assert failed == []
    assert lines(page)[0][6] == "4"
    qtbot.waitUntil(lambda: not run.is_running)


def test_f5_reads_anew_and_keeps_the_keyboard_where_it_is(qtbot: QtBot, office: Office) -> None:
    older = office.plan(one_text(1))
    office.plan(one_text(1))
    page = shown(qtbot, office)
    page.table.selectRow(1)
    office.plan(one_text(1))
    page.refresh()
    qtbot.waitUntil(lambda: len(lines(page)) == 3)
    assert page.table.current_id() == older


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(qtbot: QtBot, office: Office, clipped: Callable[[QWidget], list[str]]) -> None:
    office.plan(one_text(1))
    page = shown(qtbot, office)
    qtbot.waitUntil(lambda: clipped(page) == [])
    heads = page.table.horizontalHeader()
    assert heads.length() <= page.table.viewport().width()
