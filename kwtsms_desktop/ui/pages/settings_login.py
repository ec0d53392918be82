"""The setting that has the program start when the user logs in."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.pages.setting_row import SettingRow
from kwtsms_desktop.ui.shell import Shell


class LoginRow(SettingRow):
    """Shows what the system says, and changes it there. Hidden in the demo, which forgets everything."""

    def __init__(self, shell: Shell) -> None:
        self.box = QCheckBox(_("Start the program at login"))
        self.box.setObjectName("startAtLogin")
        super().__init__(
            _("At login"),
            _("Campaigns that are sent later need the program running. It starts without its window."),
            self.box,
        )
        self._shell = shell
        self.box.clicked.connect(self._on_clicked)

    def show_present(self) -> None:
        """Show whether it does now; the system's own settings may have changed it."""
        item = self._shell.app.login_item
        self.setVisible(item is not None)
        self.box.setChecked(item is not None and item.is_on())

    def _on_clicked(self, is_wanted: bool) -> None:
        item = self._shell.app.login_item
        if item is None:
            return
        try:
            if is_wanted:
                item.turn_on()
            else:
                item.turn_off()
        except KwtsmsDesktopError as error:
            self.say_problem(self._shell.words_for(error))
            self.show_present()
        else:
            self.say_saved()
