from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import MARGIN
from kwtsms_desktop.ui.widgets.buttons import primary_button, quiet_button, secondary_button
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.page import Page

WIDTH = 900


def show(qtbot: QtBot, page: Page) -> None:
    qtbot.addWidget(page)
    page.resize(WIDTH, 600)
    page.show()


def edges(page: Page, widget: QWidget) -> tuple[int, int]:
    """Distances of a widget from the left and from the right edge of its page."""
    left = widget.mapTo(page, QPoint(0, 0)).x()
    return left, WIDTH - left - widget.width()


def test_primary_button_stands_at_the_end_edge(qtbot: QtBot, language: str) -> None:
    page, primary, other, back = (
        Page("Check"),
        primary_button("Go"),
        secondary_button("Other"),
        quiet_button("Back"),
    )
    page.set_footer(primary, other, at_start=(back,))
    show(qtbot, page)
    left, right = edges(page, primary)
    assert (left if language == "ar" else right) == MARGIN
    assert (edges(page, back)[1] if language == "ar" else edges(page, back)[0]) == MARGIN
    order = [back.x(), other.x(), primary.x()]
    assert order == sorted(order, reverse=language == "ar")


def test_actions_stand_at_the_end_edge_of_the_title(qtbot: QtBot, language: str) -> None:
    page, action = Page("Campaigns"), QPushButton("Export")
    page.add_action(action)
    page.content.addWidget(QLabel("content"))
    show(qtbot, page)
    left, right = edges(page, action)
    assert (left if language == "ar" else right) == MARGIN


def test_content_keeps_its_distance(qtbot: QtBot) -> None:
    page, content = Page("Campaigns"), QWidget()
    page.content.addWidget(content)
    show(qtbot, page)
    assert edges(page, content) == (MARGIN, MARGIN)


def test_footer_can_be_replaced(qtbot: QtBot) -> None:
    page, old, new = Page("Check"), primary_button("Old"), primary_button("New")
    page.set_footer(old)
    show(qtbot, page)
    page.set_footer(new)
    assert not old.isVisible()
    qtbot.waitUntil(new.isVisible)


def test_page_without_a_title_has_none(qtbot: QtBot) -> None:
    page = Page()
    show(qtbot, page)
    assert [found.text() for found in page.findChildren(QLabel) if found.isVisible()] == []


def test_title_can_change(qtbot: QtBot) -> None:
    page = Page("1,150 of 1,204 people can be sent to.")
    show(qtbot, page)
    page.set_title("1,151 of 1,204 people can be sent to.", "One was mended.")
    assert [found.text() for found in page.findChildren(QLabel) if found.isVisible()] == [
        "1,151 of 1,204 people can be sent to.",
        "One was mended.",
    ]


def test_message_stands_between_title_and_content(qtbot: QtBot) -> None:
    page, header, content = Page("Check"), QLabel("header"), QLabel("content")
    page.add_header(header)
    page.content.addWidget(content)
    show(qtbot, page)
    page.show_message(MessageKind.INFO, "Saved.")
    strip = page.findChild(MessageStrip)
    assert strip is not None
    page.grab()
    places = [widget.mapTo(page, QPoint(0, 0)).y() for widget in (header, strip, content)]
    assert places == sorted(places)
    page.clear_message()
    assert strip.isHidden()


def test_content_that_is_too_long_scrolls(qtbot: QtBot) -> None:
    page, content = Page("Settings", scrolls=True), QWidget()
    content.setMinimumHeight(2000)
    page.content.addWidget(content)
    show(qtbot, page)
    area = page.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 1000)


@pytest.mark.usefixtures("language")
def test_nothing_is_clipped_at_the_least_width(qtbot: QtBot, clipped: Callable[[QWidget], list[str]]) -> None:
    page = Page(
        "1,150 of 1,204 people can be sent to. يمكن الإرسال إلى 1,150 من أصل 1,204 شخص", "Explanation " * 30
    )
    page.add_action(secondary_button("Save the 15 problem rows to Excel"))
    page.content.addStretch()
    page.set_footer(primary_button("Continue with 1,150 people"), at_start=(quiet_button("Back"),))
    show(qtbot, page)
    assert clipped(page) == []
