"""What is too long for its place scrolls, without a frame and on the ground it stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kwtsms_desktop.ui.theme import set_kind


def scrolled(inside: QWidget) -> QScrollArea:
    """A frameless area that scrolls ``inside`` and is as wide as its place allows."""
    set_kind(inside, "scrolled")
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area
