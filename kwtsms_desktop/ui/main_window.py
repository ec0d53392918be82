"""The frame around the pages: side bar, message strip, the present page.

Switching the language throws all pages away and makes them anew (``rebuild``): what they show lives in the
database and in drafts, so that there is nothing to translate in place and nothing to forget.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QKeyCombination, QMargins, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import GRID, MARGIN
from kwtsms_desktop.ui.widgets.account_chip import AccountState
from kwtsms_desktop.ui.widgets.message_strip import MessageKind, MessageStrip
from kwtsms_desktop.ui.widgets.page import Page
from kwtsms_desktop.ui.widgets.side_bar import NavEntry, SideBar

COLLAPSE_BELOW = 1100
"""Width of the window in pixels under which the side bar shows only icons."""

_LEAST_WIDTH, _LEAST_HEIGHT = 1024, 640
_FIRST_WIDTH, _FIRST_HEIGHT = 1280, 760
_MOST_SHORTCUTS = 9


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page, as the composition hands it in.

    Attributes:
        key: its name in ``show_page``.
        label: its words in the side bar, asked for whenever the bar is made.
        glyph: its icon.
        factory: makes the page; called when it is first shown.
        is_main: whether it is the one most people came for.
        under: key of the page whose entry stays lit while this one is shown. Such a page has no entry of its
            own (one campaign, under "Campaigns").
    """

    key: str
    label: Callable[[], str]
    glyph: Glyph
    factory: Callable[[], QWidget]
    is_main: bool = False
    under: str | None = None


class MainWindow(QMainWindow):
    """The one window.

    Keys: Ctrl+1 … Ctrl+9 the pages of the side bar, F5 renews the page and asks for the balance.

    Signals:
        refresh_requested(): the user wants the balance as it is now.
        page_shown(str): another page is on show.
    """

    refresh_requested = Signal()
    page_shown = Signal(str)

    def __init__(
        self,
        entries: Sequence[PageEntry],
        *,
        geometry: str = "",
        save_geometry: Callable[[str], object] = lambda _text: None,
        may_close: Callable[[], bool] = lambda: True,
    ) -> None:
        """Make the window with its first page.

        Args:
            entries: the pages, in the order of the side bar.
            geometry: what ``save_geometry`` was last given; anything else is as good as nothing.
            save_geometry: takes size and place, as text, when the window closes.
            may_close: asked before closing; a page that is sending says no, or asks the user.
        """
        super().__init__()
        self._save_geometry = save_geometry
        self._may_close = may_close
        self._account: AccountState | None = None
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.resize(_FIRST_WIDTH, _FIRST_HEIGHT)
        if geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(geometry.encode("ascii", "ignore"))))
        refresh = QShortcut(self)
        # F5 everywhere, and what else the platform calls "refresh"; a key given twice would not work at all.
        usual = QKeySequence.keyBindings(QKeySequence.StandardKey.Refresh)
        f5 = QKeySequence(Qt.Key.Key_F5)
        refresh.setKeys([f5, *(keys for keys in usual if keys != f5)])
        refresh.activated.connect(self._on_refresh)
        for number in range(_MOST_SHORTCUTS):
            self._add_page_shortcut(number)
        self._current = ""
        self.rebuild(entries)

    def rebuild(self, entries: Sequence[PageEntry]) -> None:
        """Throw everything away and make it anew, in the language now in use.

        The present page stays the present one, and the account stays on show; a message does not, for its
        words are of the old language.
        """
        self._entries = {entry.key: entry for entry in entries}
        self._made: dict[str, QWidget] = {}
        self.setWindowTitle(_("kwtSMS Desktop"))
        self._side_bar = SideBar(_("kwtSMS Desktop"), self._nav_entries())
        self._side_bar.page_chosen.connect(self.show_page)
        self._side_bar.account.refresh_requested.connect(self.refresh_requested)
        self._strip = MessageStrip(QMargins(MARGIN, 2 * GRID, MARGIN, 0))
        self._pages = QStackedWidget()
        self.setCentralWidget(self._frame())
        self._side_bar.set_narrow(self.width() < COLLAPSE_BELOW)
        self.set_account(self._account)
        first = self._current if self._current in self._entries else next(iter(self._entries), "")
        self._current = ""
        if first:
            self.show_page(first)

    @property
    def current_key(self) -> str:
        """Key of the page on show."""
        return self._current

    @property
    def side_bar(self) -> SideBar:
        """The side bar now in use (another one after ``rebuild``)."""
        return self._side_bar

    def page(self, key: str) -> QWidget:
        """A page, made now if it was not yet: to tell it what to show before ``show_page``.

        Raises:
            KeyError: there is no such page.
        """
        if key not in self._made:
            made = self._entries[key].factory()
            self._made[key] = made
            self._pages.addWidget(made)
        return self._made[key]

    def make_missing_page(self) -> bool:
        """Make one page that was not shown yet, in the looks it will have; False when none is left to make.

        The page on show comes last: its steps that are not to be seen yet are dressed.
        """
        key = next((key for key in self._entries if key not in self._made), None)
        page = self.page(key or self._current)
        page.resize(self._pages.size())
        for child in (page, *page.findChildren(QWidget)):
            child.ensurePolished()
        return key is not None

    def show_page(self, key: str) -> None:
        """Go to a page.

        Raises:
            KeyError: there is no such page.
        """
        page = self.page(key)
        self._pages.setCurrentWidget(page)
        self._current = key
        self._side_bar.select(self._entries[key].under or key)
        if isinstance(page, Page):
            page.on_shown()
        self.page_shown.emit(key)

    def set_account(self, state: AccountState | None) -> None:
        """Show an account at the foot of the side bar; None where there is none yet."""
        self._account = state
        self._side_bar.account.set_state(state)

    def come_forward(self) -> None:
        """Be the window in front: the program was started again."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def show_message(
        self,
        kind: MessageKind,
        text: str,
        action_text: str | None = None,
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say something about the whole program, above the page (see ``MessageStrip.show_message``)."""
        self._strip.show_message(kind, text, action_text, on_action)

    def clear_message(self) -> None:
        """Take the message away."""
        self._strip.clear()

    def _nav_entries(self) -> list[NavEntry]:
        shown = [entry for entry in self._entries.values() if entry.under is None]
        return [
            NavEntry(
                entry.key,
                entry.label(),
                entry.glyph,
                entry.is_main,
                self._key_of(number).toString(QKeySequence.SequenceFormat.NativeText),
            )
            for number, entry in enumerate(shown)
        ]

    def _frame(self) -> QWidget:
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._strip)
        beside.addWidget(self._pages, 1)
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side_bar)
        row.addLayout(beside, 1)
        return frame

    def _key_of(self, number: int) -> QKeySequence:
        """Ctrl+1 for the first entry, and so on; none after the ninth."""
        if number >= _MOST_SHORTCUTS:
            return QKeySequence()
        return QKeySequence(
            QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key(Qt.Key.Key_1 + number))
        )

    def _add_page_shortcut(self, number: int) -> None:
        shortcut = QShortcut(self._key_of(number), self)
        shortcut.setProperty("number", number)
        shortcut.activated.connect(self._on_page_shortcut)

    def _on_page_shortcut(self) -> None:
        shortcut = self.sender()
        shown = [key for key, entry in self._entries.items() if entry.under is None]
        number = int(shortcut.property("number"))
        if number < len(shown):
            self.show_page(shown[number])

    def _on_refresh(self) -> None:
        page = self._made.get(self._current)
        if isinstance(page, Page):
            page.refresh()
        self.refresh_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: collapse or open the side bar."""
        super().resizeEvent(event)
        is_narrow = self.width() < COLLAPSE_BELOW
        if is_narrow is not self._side_bar.is_narrow:
            self._side_bar.set_narrow(is_narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: remember where the window was."""
        if not self._may_close():
            event.ignore()
            return
        self._save_geometry(base64.b64encode(self.saveGeometry().data()).decode("ascii"))
        super().closeEvent(event)
