"""What every test of the window gets: English, light, left to right; and the means to change that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.direction import apply_language
from kwtsms_desktop.ui.garbage import GuiCollector
from kwtsms_desktop.ui.theme import apply_theme
from kwtsms_desktop.ui.widgets.labels import ElidedLabel

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The display without a screen warns of what it cannot do to windows (size hints, raising, grabbing)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support ", extend=True))


class _HoldingQtBot(QtBot):
    """Holds the widgets of a test until they were closed.

    The original holds them weakly: once the test's function has returned, a collection of garbage may take a
    widget's parts apart while Qt still shows it, and that ends the whole process.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        self._held: list[QWidget] = []

    def addWidget(  # noqa: N802  (the name is Qt's, and pytest-qt's)
        self, widget: QWidget, *, before_close_func: Callable[[QWidget], None] | None = None
    ) -> None:
        self._held.append(widget)
        super().addWidget(widget, before_close_func=before_close_func)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's helper, which closes the widgets of a test after it."""
    return _HoldingQtBot(request)


@pytest.fixture(scope="session", autouse=True)
def _garbage_dies_here(qapp: QApplication) -> Iterator[None]:
    """As in the program: a page that was thrown away must not die in a worker's or the simulator's thread."""
    collector = GuiCollector()
    collector.switch_on()
    yield
    collector.switch_off()


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light")
    apply_language(qapp, "en")
    yield
    apply_language(qapp, "en")
    apply_theme(qapp, "light")


@pytest.fixture
def arabic(qapp: QApplication) -> None:
    """The program speaks Arabic from here on."""
    apply_language(qapp, "ar")


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    """Once in each language."""
    apply_language(qapp, request.param)
    return str(request.param)


@pytest.fixture
def clipped() -> Callable[[QWidget], list[str]]:
    """Finds the texts that have less room than they need, but those that elide or scroll by design."""

    def find(widget: QWidget) -> list[str]:
        # A layout is worked out when its posted request is read, which may be after the widget is shown.
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
        found = []
        children: list[QLabel | QPushButton] = [
            *widget.findChildren(QLabel),
            *widget.findChildren(QPushButton),
        ]
        for child in children:
            if not child.isVisible() or isinstance(child, ElidedLabel):
                continue
            wraps = isinstance(child, QLabel) and child.wordWrap()
            needed = child.heightForWidth(child.width()) if wraps else child.sizeHint().height()
            if child.height() < needed or (not wraps and child.width() < child.sizeHint().width()):
                found.append(f"{child.text()!r} has {child.size()}, needs {child.sizeHint()}")
        return found

    return find
