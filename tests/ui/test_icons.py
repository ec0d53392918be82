from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.theme import apply_theme, current_tokens
from kwtsms_desktop.ui.tokens import Role


def picture(glyph: Glyph, role: Role = Role.TEXT, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon(glyph, role).pixmap(QSize(64, 64), 1.0, mode).toImage()


def ink(image: QImage) -> QRect:
    """The box around everything that is drawn."""
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    step, bits = alpha.bytesPerLine(), bytes(alpha.constBits())
    lines = [bits[y * step : y * step + alpha.width()] for y in range(alpha.height())]
    rows = [y for y, line in enumerate(lines) if max(line) > 60]
    columns = [x for x, column in enumerate(zip(*lines, strict=True)) if max(column) > 60]
    return QRect(columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)


def solid_colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("glyph", list(Glyph), ids=lambda glyph: glyph.name)
def test_every_icon_fits_its_box_and_stands_near_its_middle(glyph: Glyph) -> None:
    box = ink(picture(glyph))
    assert box.width() >= 8
    assert box.left() > 0
    assert box.top() > 0
    assert box.right() < 63
    assert box.bottom() < 63
    assert abs(box.center().x() - 32) <= 8
    assert abs(box.center().y() - 32) <= 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_icon_made_before_takes_the_colour_of_the_scheme(qapp: QApplication, scheme: str) -> None:
    made_before = icon(Glyph.READY, Role.SUCCESS)
    apply_theme(qapp, scheme)
    drawn = made_before.pixmap(QSize(64, 64), 1.0).toImage()
    assert solid_colours(drawn) == {current_tokens().success}


def test_disabled_icon_is_grey() -> None:
    drawn = picture(Glyph.READY, Role.SUCCESS, QIcon.Mode.Disabled)
    assert solid_colours(drawn) == {current_tokens().disabled}


@pytest.mark.parametrize(
    ("glyph", "is_mirrored"),
    [(Glyph.NEXT, True), (Glyph.SEND, True), (Glyph.DONE, False), (Glyph.RESUME, False)],
)
def test_only_what_points_is_mirrored(qapp: QApplication, glyph: Glyph, is_mirrored: bool) -> None:
    there = picture(glyph)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    back = picture(glyph)
    assert (back != there) is is_mirrored


def test_icon_beside_text_stands_at_the_start_edge(qapp: QApplication) -> None:
    wide = QSize(96, 64)
    assert ink(icon(Glyph.DONE).pixmap(wide, 1.0).toImage()).right() < 64
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert ink(icon(Glyph.DONE).pixmap(wide, 1.0).toImage()).left() >= 32
