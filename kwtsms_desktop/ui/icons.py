"""Icons by meaning, drawn from QtAwesome's Phosphor font in the colours of the scheme in use.

The glyphs are read straight from QtAwesome's font file: importing the package costs 0.45 s at start-up
(measured; it loads twelve fonts and a binding wrapper), and its icons keep the colour they were made with.
Ours look their colour up while painting, and those that point somewhere are mirrored in a right-to-left
window.
"""

from __future__ import annotations

import importlib.util
import json
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
    QTransform,
)

from kwtsms_desktop.ui.theme import colour, current_tokens
from kwtsms_desktop.ui.tokens import Role

_DRAWN_AT = 256.0  # pixels per em of the cached outlines


class Glyph(StrEnum):
    """What an icon means; the value is its name in the Phosphor font."""

    # Places
    HOME = "house"
    NEW_CAMPAIGN = "paper-plane-tilt"
    CAMPAIGNS = "megaphone-simple"
    LISTS = "users-three"
    TEMPLATES = "note"
    SETTINGS = "gear-six"
    ACCOUNT = "user-circle"
    # Verdicts
    ALL = "list-bullets"
    READY = "check-circle"
    REPAIRED = "wrench"
    REVIEW = "eye"
    WRONG = "x-circle"
    DUPLICATE = "copy"
    BLOCKED = "prohibit"
    NOT_COVERED = "globe-hemisphere-east"
    BLANK = "circle-dashed"
    EXCLUDED = "minus-circle"
    # What became of a message
    QUEUED = "clock"
    SUBMITTING = "arrow-circle-up"
    ACCEPTED = "check"
    DISPATCHED = "paper-plane-right"
    RECEIVED = "checks"
    REFUSED = "x"
    UNSURE = "question"
    STUCK = "hourglass"
    UNDELIVERED = "phone-x"
    SKIPPED = "skip-forward"
    CANCELLED = "stop-circle"
    # States of the program
    TEST = "flask"
    LIVE = "broadcast"
    SUCCESS = "check-circle-fill"
    WARNING = "warning-fill"
    DANGER = "warning-octagon-fill"
    INFO = "info-fill"
    RUNNING = "play-circle"
    PAUSED = "pause-circle"
    SCHEDULED = "calendar"
    FINISHED = "flag"
    # Things
    BRAND = "chat-teardrop-text-fill"
    FILE = "file-text"
    SHEET = "table"
    FOLDER = "folder-open"
    PHONE = "device-mobile"
    MESSAGE = "chat-text"
    KEY = "key"
    LOCK = "lock-key"
    CREDITS = "stack"
    LANGUAGE = "translate"
    # Acts
    UPLOAD = "upload-simple"
    DOWNLOAD = "download-simple"
    EXPORT = "export"
    PASTE = "clipboard-text"
    COPY = "copy-simple"
    ADD = "plus"
    REMOVE = "trash"
    EDIT = "pencil-simple"
    SEARCH = "magnifying-glass"
    FILTER = "funnel"
    REFRESH = "arrows-clockwise"
    UNDO = "arrow-u-up-left"
    NEXT = "caret-right"
    PREVIOUS = "caret-left"
    DOWN = "caret-down"
    UP = "caret-up"
    CLOSE = "x-bold"
    MORE = "dots-three"
    OPEN_OUTSIDE = "arrow-square-out"
    SEND = "paper-plane-tilt-fill"
    PAUSE = "pause"
    RESUME = "play"
    STOP = "stop"
    HELP = "question-bold"
    DONE = "check-bold"


_POINTING = frozenset(
    {
        Glyph.NEW_CAMPAIGN,
        Glyph.SEND,
        Glyph.DISPATCHED,
        Glyph.CAMPAIGNS,
        Glyph.ALL,
        Glyph.SKIPPED,
        Glyph.UNDO,
        Glyph.NEXT,
        Glyph.PREVIOUS,
        Glyph.OPEN_OUTSIDE,
        Glyph.EXPORT,
        Glyph.FILE,
        Glyph.MESSAGE,
    }
)
"""Icons with a reading direction. Ticks, clocks and media keys have none."""


def icon(glyph: Glyph, role: Role = Role.TEXT) -> QIcon:
    """An icon for buttons, menus and tables, in the colour of ``role`` whatever the scheme becomes."""
    return QIcon(_GlyphEngine(glyph, role))


def paint_icon(painter: QPainter, rect: QRectF, glyph: Glyph, ink: QColor, *, is_rtl: bool) -> None:
    """Draw an icon into ``rect`` of a hand-painted widget.

    Args:
        painter: an active painter; left as it was.
        rect: a square; the icon fills it.
        glyph: what to draw.
        ink: its colour.
        is_rtl: whether the widget is laid out from right to left (icons that point are mirrored then).
    """
    side = min(rect.width(), rect.height())
    scale = side / _DRAWN_AT
    mirror = -1 if is_rtl and glyph in _POINTING else 1
    placed = QTransform()
    placed.translate(rect.center().x(), rect.center().y())
    placed.scale(scale * mirror, scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(placed.map(_outline(glyph)), ink)
    painter.restore()


class _GlyphEngine(QIconEngine):
    """Paints a glyph at any size; asks for its colour each time."""

    def __init__(self, glyph: Glyph, role: Role) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Qt: draw the icon."""
        ink = QColor(current_tokens().disabled) if mode is QIcon.Mode.Disabled else colour(self._role)
        is_rtl = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = min(rect.width(), rect.height())
        # In a box wider than high, the icon stands at the start edge: that is how buttons get their gap.
        box = QRectF(rect.x() + (rect.width() - side if is_rtl else 0), rect.y(), side, side)
        paint_icon(painter, box, self._glyph, ink, is_rtl=is_rtl)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt: the icon as a picture with a clear ground."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Qt: a copy, for an icon that is about to be changed."""
        return _GlyphEngine(self._glyph, self._role)


@cache
def _outline(glyph: Glyph) -> QPainterPath:
    """The outline of a glyph, centred on 0, 0, at ``_DRAWN_AT`` pixels per em."""
    font, characters = _font()
    index = font.glyphIndexesForString(characters[glyph])[0]
    advance = font.advancesForGlyphIndexes([index])[0].x()
    path = font.pathForGlyph(index)
    # The em square, not the ink, is centred: icons of one set keep their optical alignment.
    middle = (font.descent() - font.ascent()) / 2
    return path.translated(QPointF(-advance / 2, -middle))


@cache
def _font() -> tuple[QRawFont, dict[str, str]]:
    """QtAwesome's Phosphor font, and its characters by name."""
    folder = _qtawesome_folder() / "fonts"
    font = QRawFont(
        str(next(folder.glob("phosphor-[0-9]*.ttf"))), _DRAWN_AT, QFont.HintingPreference.PreferNoHinting
    )
    names = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text("utf-8"))
    return font, {name: chr(int(code, 16)) for name, code in names.items()}


def _qtawesome_folder() -> Path:
    """Where QtAwesome is installed, found without importing it."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        message = "QtAwesome is not installed"
        raise ModuleNotFoundError(message)
    return Path(spec.submodule_search_locations[0])
