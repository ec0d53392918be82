"""The ways into the List step besides dropping a file: pasting, and files used before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.app import sample_list
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from tests.support.builders import people, write_csv
from tests.support.list_steps import (
    button,
    check_list,
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
def step(qtbot: QtBot, shell: Shell, preparation: Preparation) -> Iterator[ListStep]:
    made = ListStep(shell, preparation)
    keep(qtbot, made)
    made.resize(960, 460)
    made.show()
    made.enter()
    wait_for_work(qtbot, made)
    yield made
    QGuiApplication.clipboard().clear()


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_numbers_are_pasted_with_the_button(qtbot: QtBot, step: ListStep, preparation: Preparation) -> None:
    copy("98765432\n98765433\n98765434")
    click(qtbot, button(step, "pasteNumbers"))
    wait_for_work(qtbot, step)
    assert first_column(sheet(step)) == ["98765432", "98765433", "98765434"]
    check_list(qtbot, step)
    assert preparation.people == 3


def test_numbers_are_pasted_with_the_keyboard(qtbot: QtBot, step: ListStep) -> None:
    copy("98765432\n98765433")
    step.activateWindow()
    qtbot.waitUntil(step.isActiveWindow)
    qtbot.keyClick(step, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_work(qtbot, step)
    assert first_column(sheet(step)) == ["98765432", "98765433"]


def test_a_table_is_pasted_as_it_was_copied(qtbot: QtBot, step: ListStep) -> None:
    copy("Name\tMobile\nSara\t98765432\nFahd\t98765433")
    step.paste()
    wait_for_work(qtbot, step)
    assert first_column(sheet(step)) == ["Name", "Sara", "Fahd"]
    wait_to_read(qtbot, step, "Phone numbers in “Mobile”")


def test_a_copied_file_is_opened(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)])))])
    QGuiApplication.clipboard().setMimeData(copied)
    step.paste()
    wait_for_work(qtbot, step)
    wait_to_read(qtbot, step, "clients.csv")


@pytest.mark.parametrize("text", ["", "   ", "no number in here"])
def test_a_clipboard_without_numbers_is_said(qtbot: QtBot, step: ListStep, text: str) -> None:
    copy(text)
    step.paste()
    wait_for_work(qtbot, step)
    assert "There are no numbers on the clipboard." in message(step)
    assert button(step, "chooseFile").isVisible()


def test_a_clipboard_that_never_held_anything_is_said(step: ListStep) -> None:
    QGuiApplication.clipboard().clear()
    step.paste()
    assert "There are no numbers on the clipboard." in message(step)


def test_while_a_list_is_imported_nothing_is_pasted(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(40_000)]))
    with qtbot.waitSignal(step.step_done, timeout=20_000):
        step.proceed()
        copy("98765432")
        step.paste()
    assert [found.name for found in step.shell.app.history.lists()] == ["clients"]


def recent(step: ListStep) -> list[str]:
    """The names under the drop area."""
    return [
        found.text()
        for found in step.findChildren(QPushButton)
        if found.isVisible() and not found.objectName() and found.text() and found.accessibleDescription()
    ]


def test_an_imported_file_is_offered_again(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)])
    assert recent(step) == []
    open_file(qtbot, step, path)
    check_list(qtbot, step)
    step.enter()
    qtbot.waitUntil(lambda: recent(step) == ["clients", "clients.csv"])
    assert "Recent files" in said(step)
    again = next(found for found in step.findChildren(QPushButton) if found.text() == "clients.csv")
    assert again.accessibleDescription().endswith("changed just now")
    click(qtbot, again)
    wait_for_work(qtbot, step)
    assert first_column(sheet(step))[0] == "Name"


def test_a_file_that_was_only_looked_at_is_not_offered(qtbot: QtBot, step: ListStep, tmp_path: Path) -> None:
    open_file(qtbot, step, write_csv(tmp_path / "clients.csv", [HEADINGS, *people(5)]))
    click(qtbot, button(step, "otherFile"))
    step.enter()
    wait_for_work(qtbot, step)
    assert recent(step) == []


def test_a_file_that_is_gone_is_not_offered(
    qtbot: QtBot, step: ListStep, shell: Shell, tmp_path: Path
) -> None:
    here = write_csv(tmp_path / "here.csv", [HEADINGS])
    for path in (tmp_path / "gone.xlsx", here, tmp_path):  # a folder is no file
        shell.change_settings(recent_files=shell.settings.with_recent_file(path).recent_files)
    step.enter()
    wait_for_work(qtbot, step)
    assert recent(step) == ["here.csv"]


@pytest.mark.parametrize("way", ["sample", "pasted"])
def test_what_is_no_file_of_the_users_own_is_not_offered(qtbot: QtBot, step: ListStep, way: str) -> None:
    if way == "sample":
        step.open_file(sample_list())
    else:
        copy("98765432\n98765433")
        step.paste()
    wait_for_work(qtbot, step)
    check_list(qtbot, step)
    assert step.shell.settings.recent_files == ()
