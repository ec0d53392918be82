"""The menu of a table's row offers what the buttons above the table do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPushButton


def offer_buttons(menu: QMenu, buttons: Sequence[QPushButton]) -> None:
    """Add those of ``buttons`` that can be pressed now, before what the menu has already."""
    present = menu.actions()
    before = present[0] if present else None
    usable = [button for button in buttons if button.isEnabled() and not button.isHidden()]
    for button in usable:
        action = menu.addAction(button.icon(), button.text(), button.click)
        if before is not None:
            menu.insertAction(before, action)
    if usable and before is not None:
        menu.insertSeparator(before)
