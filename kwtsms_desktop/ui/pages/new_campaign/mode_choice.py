"""Test or live: what each means, in words, side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.tokens import GRID
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.labels import label

_INDENT = 28  # under the words of the button, not under its dot


class ModeChoice(Card):
    """Two options, each with what will happen.

    Signals:
        chosen(bool): the user wants tests (True) or live messages (False).
    """

    chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Test or live"))
        self.test = QRadioButton(_("Test — nobody receives anything"))
        self.test.setObjectName("modeTest")
        self.live = QRadioButton(_("Live — it is sent to people"))
        self.live.setObjectName("modeLive")
        self._group = QButtonGroup(self)
        options = QHBoxLayout()
        options.setSpacing(3 * GRID)
        for button, meaning in (
            (self.test, _("kwtSMS holds the credits until you delete the messages on kwtsms.com.")),
            (self.live, _("kwtSMS sends the messages and the credits are spent.")),
        ):
            self._group.addButton(button)
            button.setAccessibleDescription(meaning)
            option = QVBoxLayout()
            option.setSpacing(0)
            option.addWidget(button)
            caption = QHBoxLayout()
            caption.addSpacing(_INDENT)
            caption.addWidget(label(meaning, "caption", wrap=True), 1)
            option.addLayout(caption)
            option.addStretch()
            options.addLayout(option, 1)
        self._group.buttonClicked.connect(self._on_clicked)
        self.body.addLayout(options)

    def set_test(self, is_test: bool) -> None:
        """Show the mode in use, without telling anyone."""
        (self.test if is_test else self.live).setChecked(True)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.test.isChecked())
