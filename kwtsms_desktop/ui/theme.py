"""How the window looks: Fusion, a palette and one style sheet, all made from the tokens.

Widgets say *what* they are (``set_kind(button, "primary")``); the style sheet decides what that looks like.
What is painted by hand asks ``current_tokens()`` while it paints, so that a change of scheme needs no more
than a repaint.
"""

from __future__ import annotations

from importlib import resources
from typing import Final

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kwtsms_desktop.ui.stylesheet import style_sheet
from kwtsms_desktop.ui.tokens import DARK, LIGHT, Role, Tokens

SCHEMES: Final = ("light", "dark", "system")
"""What can be chosen; ``system`` follows the operating system while the program runs."""

SCALES: Final = {"title": 1.5, "headline": 1.2, "body": 1.0, "caption": 0.875}
"""Sizes of type, as parts of the body size."""

_BODY_PIXELS = 14.0
_ARABIC_FAMILIES = ("Segoe UI", "SF Arabic", "Noto Sans Arabic UI", "Noto Sans Arabic")


def apply_theme(app: QApplication, scheme: str) -> None:
    """Dress the whole program; may be called again at any time.

    Args:
        app: the application.
        scheme: one of ``SCHEMES``; anything else, as from a damaged settings file, means ``system``.
    """
    theme = _theme_of(app)
    theme.wanted = scheme if scheme in SCHEMES else "system"
    # Tells the system too, so that title bars and native dialogs match.
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(
        {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(scheme, Qt.ColorScheme.Unknown)
    )
    theme.dress()


def current_tokens() -> Tokens:
    """The colours in use now."""
    return _Theme.tokens


def colour(role: Role) -> QColor:
    """Foreground of a role in the scheme in use, for hand-painted widgets."""
    return QColor(_Theme.tokens.colour(role))


def soft_colour(role: Role) -> QColor:
    """Soft ground of a role in the scheme in use, for hand-painted widgets."""
    return QColor(_Theme.tokens.soft(role))


def font(kind: str = "body", *, bold: bool = False) -> QFont:
    """The program's font in one of the sizes of ``SCALES``, for hand-painted widgets."""
    made = QFont(QApplication.font())
    made.setPixelSize(round(QFontInfo(made).pixelSize() * SCALES[kind]))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget its look.

    Args:
        widget: a button (``primary``, ``secondary``, ``quiet``, ``danger``) or a label (``title``,
            ``headline``, ``caption``, ``muted``, or the name of a ``Role``).
        kind: the look, by name.
    """
    widget.setProperty("kind", kind)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class _Theme(QObject):
    """Follows the system's scheme while the user leaves the choice to it."""

    tokens: Tokens = LIGHT

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self.wanted = "system"
        self._app = app
        QDir.setSearchPaths("icons", [str(resources.files("kwtsms_desktop.resources") / "icons")])
        app.setStyle("Fusion")
        app.setFont(_program_font(app.font()))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    def dress(self) -> None:
        """Put on the scheme that is wanted now."""
        system_is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        is_dark = self.wanted == "dark" or (self.wanted == "system" and system_is_dark)
        tokens = DARK if is_dark else LIGHT
        if tokens is _Theme.tokens and self._app.styleSheet():
            return
        _Theme.tokens = tokens
        self._app.setPalette(_palette(tokens))
        body = QFontInfo(self._app.font()).pixelSize()
        self._app.setStyleSheet(style_sheet(tokens, {kind: round(body * s) for kind, s in SCALES.items()}))


def _theme_of(app: QApplication) -> _Theme:
    return app.findChild(_Theme, "theme") or _Theme(app)


def _program_font(system: QFont) -> QFont:
    """The system's font, not smaller than we need, with digits of equal width and an Arabic companion."""
    made = QFont(system)
    size = QFontInfo(made).pixelSize()
    if size < _BODY_PIXELS:
        made.setPixelSize(round(_BODY_PIXELS))
    # The family the system really uses, not an alias such as "Sans Serif": otherwise the Arabic one would
    # come first and lend its Latin letters too.
    installed = set(QFontDatabase.families())
    own = QFontInfo(system).family()
    made.setFamilies([own, *(name for name in _ARABIC_FAMILIES if name in installed and name != own)])
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in {
        role.Window: tokens.surface,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.outline,
        role.Shadow: tokens.border,
    }.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.border))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(tokens.muted))
    return palette
