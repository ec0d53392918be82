"""The stored contact lists, and the block list, behind two tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.pages.block_list import BlockListPanel
from kwtsms_desktop.ui.pages.campaign_tabs import Tabs
from kwtsms_desktop.ui.pages.stored_lists import ListsPanel
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.page import Page


class ContactListsPage(Page):
    """What was imported, and who must not be written to.

    Attributes:
        lists: the first tab.
        tabs: both.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Contact lists"))
        self._shell = shell
        self._blocked: BlockListPanel | None = None
        self.lists = ListsPanel(shell)
        self.tabs = Tabs(
            ((_("Lists"), lambda: self.lists), (_("Block list"), self._make_block_list)),
            beside_first=_holding(self.lists.use_button),
        )
        self.content.addWidget(self.tabs, 1)

    def on_shown(self) -> None:
        """Read what was imported or blocked meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        self.lists.read()
        if self._blocked is not None:
            self._blocked.read()

    def _make_block_list(self) -> QWidget:
        """Made when it is first looked at."""
        self._blocked = BlockListPanel(self._shell)
        self._blocked.read()
        return self._blocked


def _holding(button: QWidget) -> QWidget:
    """The tabs show and hide what stands beside them, the panel its button."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 4)
    row.addWidget(button)
    return box
