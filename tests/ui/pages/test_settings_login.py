from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.pages.settings_login import LoginRow
from tests.support.office import Office, open_office
from tests.support.shells import demo_shell


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path, has_account=False) as opened:
        yield opened


def test_it_shows_what_the_system_says_and_changes_it_there(qtbot: QtBot, office: Office) -> None:
    item = office.app.login_item
    assert item is not None
    row = LoginRow(office.shell)
    qtbot.addWidget(row)
    row.show_present()
    row.show()
    assert not row.box.isChecked()
    qtbot.mouseClick(row.box, Qt.MouseButton.LeftButton)
    assert item.is_on()
    assert row.is_said_saved()
    item.turn_off()
    row.show_present()
    assert not row.box.isChecked()


def test_a_system_that_does_not_take_it_is_told(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    (tmp_path / "home" / "autostart").write_text("no folder", "utf-8")
    row = LoginRow(office.shell)
    qtbot.addWidget(row)
    row.show_present()
    row.show()
    qtbot.mouseClick(row.box, Qt.MouseButton.LeftButton)
    assert row.problem()
    assert not row.box.isChecked()


def test_the_demo_is_nothing_to_start_with(qtbot: QtBot, tmp_path: Path) -> None:
    with demo_shell(tmp_path / "data") as shell:
        row = LoginRow(shell)
        qtbot.addWidget(row)
        row.show_present()
        assert row.isHidden()
