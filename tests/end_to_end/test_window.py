"""The real window, real clicks: a 10,000-row workbook becomes a campaign that everybody receives once."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.ui.start import WindowControl
from kwtsms_desktop.ui.widgets.drop_area import DropArea
from tests.support.builders import people, write_workbook
from tests.support.gateway_process import GatewayProcess
from tests.support.heartbeat import Heartbeat

FREEZE_SECONDS = 0.5
"""A window that stands still for longer has frozen; ``benchmarks/window_alive.py`` prints true figures."""

PASSWORD = "Zq7#never-on-disk"


@pytest.fixture
def gateway() -> Iterator[GatewayProcess]:
    options = ("--username", "office.api", "--password", PASSWORD, "--balance", "50000")
    with GatewayProcess(*options) as running:
        yield running


@pytest.fixture
def control(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, gateway: GatewayProcess
) -> Iterator[WindowControl]:
    options = Options(data_dir=tmp_path / "data", gateway=gateway.url, language="en")
    with App(options, variables={}) as app:
        app.settings.save(dataclasses.replace(app.settings.load(), requests_per_second=4.0))
        office = AccountSettings("Office", sender="MYSHOP", test_mode=False)
        app.account.save_login(office, Login("office.api", PASSWORD))
        opened = WindowControl(qapp, app)
        opened.window.resize(1366, 768)
        opened.begin()
        qtbot.waitUntil(lambda: not opened.window.make_missing_page(), timeout=10_000)
        yield opened
        opened.end()
        opened.window.close()


def visible(parent: QWidget, kind: type[QWidget], name: str = "") -> list[QWidget]:
    return [widget for widget in parent.findChildren(kind, name or None) if widget.isVisible()]


def drop(area: DropArea, file: Path) -> None:
    """What Qt does when somebody lets a file go over the drop area."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place, copy = area.rect().center(), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(area, QDragEnterEvent(place, copy, data, buttons, keys))
    QApplication.sendEvent(area, QDropEvent(QPointF(place), copy, data, buttons, keys))


def press_primary(qtbot: QtBot, control: WindowControl, words: str) -> None:
    """Wait until the page's primary button says these words and can be pressed; press it."""

    def _button() -> QPushButton | None:
        for button in visible(control.window, QPushButton, "primary"):
            assert isinstance(button, QPushButton)
            if words in button.text() and button.isEnabled():
                return button
        return None

    qtbot.waitUntil(lambda: _button() is not None, timeout=60_000)
    button = _button()
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.slow
def test_10000_people_through_the_window(
    qtbot: QtBot, control: WindowControl, gateway: GatewayProcess, tmp_path: Path
) -> None:
    everyone = people(10_000)
    file = write_workbook(tmp_path / "عملاء.xlsx", [["الاسم", "الموبايل", "المنطقة"], *everyone])
    app = control.shell.app
    with Heartbeat() as heartbeat:
        (area,) = visible(control.window, DropArea)
        assert isinstance(area, DropArea)
        drop(area, file)
        press_primary(qtbot, control, "Check this list")
        press_primary(qtbot, control, "Continue with 10,000 people")
        (editor,) = visible(control.window, QPlainTextEdit)
        qtbot.keyClicks(editor, "Sale ends today. MYSHOP")
        press_primary(qtbot, control, "Review")
        for choice in visible(control.window, QRadioButton):
            assert isinstance(choice, QRadioButton)
            if choice.text().startswith("Live"):
                qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
        press_primary(qtbot, control, "Send to 10,000 people")
        confirm(qtbot, control)
        qtbot.waitUntil(lambda: control.window.current_key == "campaign", timeout=60_000)
        qtbot.waitUntil(lambda: not control.shell.is_sending, timeout=110_000)
        qtbot.wait(200)  # what the page does with the end belongs to the measurement

    (summary,) = app.history.campaigns()
    assert (summary.state, summary.taken, summary.credits) == (CampaignState.FINISHED, 10_000, 10_000)
    received = Counter(gateway.received())
    assert received == Counter((f"965{phone}", "Sale ends today. MYSHOP") for _name, phone, _area in everyone)
    assert heartbeat.worst <= FREEZE_SECONDS + heartbeat.machine_worst

    assert files_with_password(tmp_path / "data") == []


def confirm(qtbot: QtBot, control: WindowControl) -> None:
    """Sending for real asks once more, naming people and credits; its default is not to send."""
    qtbot.waitUntil(lambda: bool(visible(control.window, QDialog)), timeout=10_000)
    (dialog,) = visible(control.window, QDialog)
    buttons = [button for button in dialog.findChildren(QPushButton) if "10,000" in button.text()]
    assert len(buttons) == 1
    assert not buttons[0].isDefault()
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def files_with_password(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
