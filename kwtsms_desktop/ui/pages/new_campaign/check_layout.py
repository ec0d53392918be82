"""What stands where in the check: made once, and given life by the step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.pages.new_campaign.check_actions import ActionLine
from kwtsms_desktop.ui.pages.new_campaign.check_coverage import CoverageLine
from kwtsms_desktop.ui.pages.new_campaign.check_rows import CheckRows
from kwtsms_desktop.ui.pages.new_campaign.check_todo import TodoLine
from kwtsms_desktop.ui.pages.new_campaign.step import busy_line
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.chips import ChipBar
from kwtsms_desktop.ui.widgets.inputs import search_field
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, label
from kwtsms_desktop.ui.widgets.message_strip import MessageStrip

_SEARCH_WIDTH = 240


class CheckLayout:
    """The parts of the check.

    Attributes:
        strip: what happened, and one action.
        content: everything that rests while the list is checked anew.
        headline, todo, search, sum, chips, rows, coverage, actions: from the top.
        busy: a check of the whole list.
        changing: a long change; can be cancelled.
        asking: kwtSMS is asked; can be cancelled.
    """

    def __init__(self, step: QWidget, shell: Shell) -> None:
        self.strip = MessageStrip()
        self.headline = label("", "headline")
        self.headline.setObjectName("headline")
        self.todo = TodoLine()
        self.search = search_field(_("Find in the list"))
        self.search.setObjectName("search")
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.sum = ElidedLabel("", "muted")
        self.sum.setObjectName("sum")
        self.chips = ChipBar(_("Verdicts"))
        self.rows = CheckRows(shell)
        self.busy = busy_line(can_cancel=False)
        self.changing = busy_line()
        self.asking = busy_line()
        self.coverage = CoverageLine(shell, self.strip, self.asking)
        self.actions = ActionLine(self.coverage)
        self.content = self._content()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.strip, self.content, self.busy, self.changing, self.asking):
            column.addWidget(part, 1 if part is self.content else 0)

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.headline)
        head.addWidget(self.sum, 1)
        head.addWidget(self.search)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.todo)
        inside.addWidget(self.chips)
        inside.addWidget(self.rows, 1)
        inside.addWidget(self.actions)
        return content


def add_keys(
    owner: QWidget, standard: QKeySequence.StandardKey, more: tuple[str, ...], act: Callable[[], object]
) -> None:
    """Have keys do something anywhere in ``owner``, but where a field has a use for them of its own.

    Args:
        owner: where they count.
        standard: the keys of the system for it.
        more: others that people are used to.
        act: what they do.
    """
    known = QKeySequence.keyBindings(standard)
    others = [keys for keys in map(QKeySequence, more) if keys not in known]
    shortcut = QShortcut(owner)
    shortcut.setKeys([*known, *others])
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
