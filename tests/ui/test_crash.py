from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop import log
from kwtsms_desktop.ui.dialogs.crash import CrashDialog, CrashHook, crash_report


def failing() -> None:
    raise ValueError("Dear Sara, your code is 998877 for 96598765432")


def report() -> str:
    try:
        failing()
    except ValueError as error:
        return crash_report(type(error), error, error.__traceback__)
    raise AssertionError


def test_a_report_says_where_and_nothing_about_whom() -> None:
    text = report()
    assert "failing" in text
    assert "ValueError" in text
    for part in ("Sara", "998877", "98765432"):
        assert part not in text


def test_a_registered_secret_never_shows() -> None:
    log.formatter.hide("failing")
    try:
        assert "failing" not in report()
    finally:
        log.formatter._secrets.discard("failing")


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(report())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.findChild(QPushButton, "copy").click()
    assert QGuiApplication.clipboard().text() == dialog.report


def test_the_hook_shows_one_dialog_and_leaves_as_it_came(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    before = sys.excepthook
    hook = CrashHook()
    hook.install()
    try:
        for _turn in range(2):
            try:
                failing()
            except ValueError as error:
                sys.excepthook(type(error), error, error.__traceback__)
        dialog = hook.dialog
        assert dialog is not None
        qtbot.addWidget(dialog)
        assert "ValueError" in dialog.report
        assert len(caplog.records) == 2
    finally:
        hook.remove()
    assert sys.excepthook is before
