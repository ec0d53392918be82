from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import LIGHT, Role
from kwtsms_desktop.ui.widgets.badge import Badge


@pytest.mark.parametrize("role", [Role.TEST, Role.SUCCESS, Role.ON_SUCCESS])
def test_ground_has_the_colour_of_the_role(qtbot: QtBot, role: Role) -> None:
    badge = Badge("TEST", Glyph.TEST, role)
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())
    image = badge.grab().toImage()
    assert image.pixelColor(badge.width() // 2, 3).name() == LIGHT.soft(role)


def test_state_can_change(qtbot: QtBot) -> None:
    badge = Badge("TEST", Glyph.TEST, Role.TEST)
    qtbot.addWidget(badge)
    badge.set_state("LIVE", Glyph.LIVE, Role.ON_SUCCESS)
    badge.resize(badge.sizeHint())
    assert badge.text() == "LIVE"
    assert badge.grab().toImage().pixelColor(badge.width() // 2, 3).name() == LIGHT.success


def test_room_for_the_icon_is_at_the_start_edge(qtbot: QtBot) -> None:
    badge = Badge("TEST", Glyph.TEST, Role.TEST)
    qtbot.addWidget(badge)
    start = badge.contentsMargins().left()
    badge.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert badge.contentsMargins().right() == start > badge.contentsMargins().left()


def test_wrapping_badge_grows_in_height(qtbot: QtBot) -> None:
    badge = Badge("TEST — nobody receives anything", Glyph.TEST, Role.TEST)
    qtbot.addWidget(badge)
    one_line = badge.sizeHint().height()
    badge.setWordWrap(True)
    assert badge.heightForWidth(120) > one_line
