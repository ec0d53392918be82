from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.theme import apply_theme, colour, current_tokens, font, set_kind, soft_colour
from kwtsms_desktop.ui.tokens import DARK, LIGHT, Role


@pytest.mark.parametrize(("scheme", "tokens"), [("light", LIGHT), ("dark", DARK)], ids=["light", "dark"])
def test_scheme_dresses_palette_and_tokens(qapp: QApplication, scheme: str, tokens: object) -> None:
    apply_theme(qapp, scheme)
    assert current_tokens() is tokens
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == current_tokens().surface
    assert current_tokens().accent in qapp.styleSheet()


@pytest.mark.parametrize("scheme", ["system", "no such scheme", ""])
def test_anything_else_follows_the_system(qapp: QApplication, scheme: str) -> None:
    apply_theme(qapp, scheme)
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert current_tokens().is_dark is is_dark


def test_change_of_the_system_is_followed(qapp: QApplication) -> None:
    apply_theme(qapp, "system")
    qapp.setStyleSheet("")
    # The display without a screen has no scheme of its own to change; its signal dresses the program anew.
    QGuiApplication.styleHints().colorSchemeChanged.emit(QGuiApplication.styleHints().colorScheme())
    assert current_tokens().accent in qapp.styleSheet()


def test_colours_follow_the_scheme(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    assert colour(Role.DANGER).name() == DARK.danger
    assert soft_colour(Role.DANGER).name() == DARK.danger_soft


def test_kind_takes_effect_on_a_widget_that_is_already_shown(qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    set_kind(label, "title")
    assert label.sizeHint().height() > before


def test_primary_button_is_filled_with_the_accent(qtbot: QtBot) -> None:
    button = QPushButton("Go")
    qtbot.addWidget(button)
    set_kind(button, "primary")
    button.resize(120, 36)
    assert button.grab().toImage().pixelColor(60, 4).name() == LIGHT.accent


def test_body_text_is_not_smaller_than_14_pixels(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).pixelSize() >= 14


def test_digits_have_equal_width() -> None:
    assert font().featureValue(QFont.Tag("tnum")) == 1


def test_sizes_of_type_descend() -> None:
    sizes = [font(kind).pixelSize() for kind in ("title", "headline", "body", "caption")]
    assert sizes == sorted(set(sizes), reverse=True)
