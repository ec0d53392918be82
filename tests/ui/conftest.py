"""What every test of the window gets: English, light, left to right; and the means to change that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

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
