"""What every page is made of: a title row, a content area, and a footer with the button that goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.tokens import CONTROL_HEIGHT, GRID, MARGIN
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.scrolling import scrolled


class Page(QWidget):
    """Base of all pages.

    From top to bottom: title and actions (at the end edge) · whatever ``add_header`` put there (a stepper) ·
    the page's own message strip · ``content`` · the footer. Subclasses add widgets to ``content`` and
    override ``on_shown`` and ``refresh``. A page is thrown away and made anew when the language changes: it
    keeps nothing that is not in the database or in a draft.

    Attributes:
        content: layout of the content area.
    """

    def __init__(self, title: str = "", explanation: str = "", *, scrolls: bool = False) -> None:
        """Make an empty page.

        Args:
            title: the headline; no title row where empty.
            explanation: one quiet line under it.
            scrolls: whether the content area scrolls. For pages of cards; not for pages whose table fills
                the room.
        """
        super().__init__()
        self._title = label(title, "title", wrap=True)
        self._explanation = label(explanation, "muted", wrap=True)
        self._explanation.setVisible(bool(explanation))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(GRID)
        self._headers = QVBoxLayout()
        self._headers.setSpacing(GRID)
        self._strip = MessageStrip()
        self.content = QVBoxLayout()
        self.content.setSpacing(2 * GRID)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(self._top(has_title=bool(title)))
        self._outer.addLayout(self._middle(scrolls=scrolls), 1)
        self._footer: QWidget | None = None

    def set_title(self, title: str, explanation: str = "") -> None:
        """Change headline and explanation."""
        self._title.setText(title)
        self._explanation.setText(explanation)
        self._explanation.setVisible(bool(explanation))

    def add_action(self, widget: QWidget) -> None:
        """A button at the end edge of the title row."""
        self._actions.addWidget(widget)

    def add_header(self, widget: QWidget) -> None:
        """A widget under the title, above the content, that does not scroll (a stepper, tabs)."""
        self._headers.addWidget(widget)

    def set_footer(
        self, primary: QPushButton, *others: QWidget, at_start: tuple[QWidget, ...] = ()
    ) -> QWidget:
        """A bar at the foot of the page.

        Args:
            primary: the button that goes on, at the end edge.
            others: buttons beside it, the nearest first.
            at_start: what stands at the start edge (Back, a count, "Saved").

        Returns:
            The bar.
        """
        if self._footer is not None:
            self._footer.hide()
            self._footer.deleteLater()
        self._footer = bar = QWidget()
        line = QFrame()
        set_kind(line, "line")
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.setSpacing(GRID)
        for widget in at_start:
            row.addWidget(widget)
        row.addStretch()
        for widget in (*reversed(others), primary):
            row.addWidget(widget)
        self._outer.addWidget(bar)
        return bar

    def show_message(
        self,
        kind: MessageKind,
        text: str,
        action_text: str | None = None,
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say what happened on this page, above its content (see ``MessageStrip.show_message``)."""
        self._strip.show_message(kind, text, action_text, on_action)

    def clear_message(self) -> None:
        """Take the message away."""
        self._strip.clear()

    def on_shown(self) -> None:
        """The user came to this page; may read anew what others may have changed."""

    def refresh(self) -> None:
        """The user pressed F5: read everything anew."""

    def _top(self, *, has_title: bool) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._explanation)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.addStrut(CONTROL_HEIGHT if has_title else 0)
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        top.setSpacing(2 * GRID)
        self._title.setVisible(has_title)
        top.addLayout(row)
        top.addLayout(self._headers)
        top.addWidget(self._strip)
        return top

    def _middle(self, *, scrolls: bool) -> QVBoxLayout:
        middle = QVBoxLayout()
        if not scrolls:
            middle.setContentsMargins(MARGIN, 2 * GRID, MARGIN, 2 * GRID)
            middle.addLayout(self.content)
            return middle
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(MARGIN, 2 * GRID, MARGIN, MARGIN)
        holder.addLayout(self.content)
        holder.addStretch()
        middle.addWidget(scrolled(inside))
        return middle
