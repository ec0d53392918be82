"""Two views of one campaign behind tabs, with a field at the end of their line.

A bare ``QTabBar`` over a stack, because a ``QTabWidget`` repaints everything in it whenever anything in it
asks for another layout (measured: the table again with every count of the chips, 30 ms a time).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kwtsms_desktop.ui.theme import set_kind


class Tabs(QWidget):
    """A line of tabs, and the view of the chosen one. A view is made when it is first chosen.

    Attributes:
        bar: the tabs.
    """

    def __init__(self, views: Sequence[tuple[str, Callable[[], QWidget]]], beside_first: QWidget) -> None:
        """Make the tabs and the first view.

        Args:
            views: each with its name and what makes it.
            beside_first: stands at the end of the line while the first view is on show.
        """
        super().__init__()
        self._factories = [factory for _name, factory in views]
        self._made: dict[int, QWidget] = {}
        self._stack = QStackedWidget()
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        for name, _factory in views:
            self.bar.addTab(name)
        self._beside_first = beside_first
        policy = beside_first.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        beside_first.setSizePolicy(policy)
        line = QFrame()
        set_kind(line, "line")
        head = QHBoxLayout()
        head.addWidget(self.bar)
        head.addStretch()
        head.addWidget(beside_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._on_changed)
        self._on_changed(0)

    def _on_changed(self, index: int) -> None:
        if index not in self._made:
            self._made[index] = self._factories[index]()
            self._stack.addWidget(self._made[index])
        self._stack.setCurrentWidget(self._made[index])
        self._beside_first.setVisible(index == 0)
