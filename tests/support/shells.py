"""A window's inside without the window: the demo program with its simulator, and work in the background."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.shell import Shell

STOP_SECONDS = 20.0


@contextmanager
def demo_shell(data_dir: Path) -> Iterator[Shell]:
    """The demo on a data folder of its own; nothing is under way any more when the block ends."""
    with App(Options(data_dir=data_dir, demo=True, language="en"), variables={}) as app:
        background = Background()
        shell = Shell(app, background)
        try:
            yield shell
        finally:
            assert background.stop_all(STOP_SECONDS)


def keep(qtbot: QtBot, widget: QWidget) -> None:
    """Have a widget closed at the end of the test, and not collected as garbage before that.

    ``addWidget`` alone holds it weakly: once the test has returned, a collection may take its parts apart
    while Qt still shows it.
    """
    qtbot.addWidget(widget, before_close_func=lambda _closing: widget.hide())
