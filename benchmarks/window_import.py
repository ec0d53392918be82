"""How long the window stands still while a large contact list is imported and checked in it.

The real window without a display, a timer of 10 ms inside it, and beside it a process that shares nothing
with it: what that misses, the machine was busy elsewhere. Required while 1,000,000 rows import: p95 at most
16 ms, worst at most 60 ms.

    .venv/bin/python benchmarks/window_import.py
    .venv/bin/python benchmarks/window_import.py --rows 200000
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from benchmarks.list_data import csv_file
from kwtsms_desktop.app import App, Options
from kwtsms_desktop.ui.direction import apply_language
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.start import WindowControl
from kwtsms_desktop.ui.theme import apply_theme
from tests.support.heartbeat import Heartbeat

_PATIENCE_SECONDS = 600.0


def main() -> None:
    """Import a list through the window, and print what its heart did meanwhile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    made = csv_file(parser.parse_args().rows)
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    with (
        tempfile.TemporaryDirectory(prefix="kwtsms-benchmark-") as folder,
        App(Options(data_dir=Path(folder), language="en", demo=True), variables={}) as app,
    ):
        apply_theme(qt, "light")
        apply_language(qt, "en")
        app.account.know_coverage("demo", threading.Event())  # or the list is checked anew once it is known
        control = WindowControl(qt, app)
        control.window.resize(1366, 768)
        control.begin()
        _wait(lambda: not control.window.make_missing_page())
        try:
            _walk(control, made.path)
        finally:
            control.end()
            control.window.close()


def _walk(control: WindowControl, path: Path) -> None:
    (step,) = control.window.findChildren(ListStep)
    step.open_file(path)
    _wait(lambda: _primary(control, "Check this list") is not None)
    _measure("import", lambda: _press(control, "Check this list"), lambda: _is_shown(control))


def _is_shown(control: WindowControl) -> bool:
    (check,) = control.window.findChildren(CheckStep)
    return check.isVisible() and check.table is not None and check.table.model().rowCount() > 0


def _primary(control: WindowControl, words: str) -> QPushButton | None:
    for button in control.window.findChildren(QPushButton, "primary"):
        if button.isVisible() and button.isEnabled() and words in button.text():
            return button
    return None


def _press(control: WindowControl, words: str) -> None:
    button = _primary(control, words)
    assert button is not None
    button.click()


def _measure(name: str, begin: Callable[[], object], has_ended: Callable[[], bool]) -> None:
    with Heartbeat() as heartbeat:
        _pass_time(200)
        began = time.perf_counter()
        begin()
        _wait(has_ended)
        seconds = time.perf_counter() - began
        _pass_time(200)
    milliseconds = [1000 * value for value in (heartbeat.percentile(0.95), heartbeat.worst)]
    figures = "p95 {:.0f} ms, worst {:.0f} ms".format(*milliseconds)
    machine = f"machine: worst {1000 * heartbeat.machine_worst:.0f} ms"
    moments = list(itertools.accumulate(heartbeat.gaps))
    longest = sorted(zip(heartbeat.gaps, moments, strict=True), reverse=True)[:5]
    print("longest: " + ", ".join(f"{1000 * gap:.0f} ms at {at:.1f} s" for gap, at in longest))
    print(f"{name:<10} {seconds:6.1f} s   window: {figures}   {machine}", flush=True)


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit("that took too long")
        _pass_time(20)


def _pass_time(milliseconds: int) -> None:
    """Not QTest.qWait: it keeps the interpreter while it sleeps, and no worker would get on."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
