"""The account at the foot of the side bar: whose, how many credits, and whether people receive anything.

Rule: the mode is never only a colour and never out of sight, however narrow the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.badge import Badge
from kwtsms_desktop.ui.widgets.buttons import icon_button
from kwtsms_desktop.ui.widgets.labels import ElidedLabel, label

_AGE_RENEWED_MS = 20_000


@dataclass(frozen=True, slots=True)
class AccountState:
    """What the chip shows.

    Attributes:
        name: what the user calls the account.
        is_test: whether new campaigns are tests, which nobody receives.
        balance: credits that can be spent; None while nobody has asked yet.
        checked_at: when the balance was asked for, in UTC; None while nobody has.
        is_refreshing: whether it is being asked for now.
    """

    name: str
    is_test: bool
    balance: float | None = None
    checked_at: datetime | None = None
    is_refreshing: bool = False


class AccountChip(QWidget):
    """Mode badge, name, balance with its age, and a button that asks anew.

    Signals:
        refresh_requested(): the user wants the balance as it is now.
    """

    refresh_requested = Signal()

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Make the chip; ``now`` is the clock its ages are reckoned by (UTC)."""
        super().__init__()
        self._now = now
        self._state: AccountState | None = None
        self._is_narrow = False
        self._badge = Badge("", Glyph.TEST, Role.TEST)
        self._name = ElidedLabel("", "strong")
        self._balance = ElidedLabel()
        self._age = label("", "caption")
        self._refresh = icon_button(Glyph.REFRESH, _("Ask for the balance now (F5)"))
        self._refresh.clicked.connect(self.refresh_requested)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_AGE_RENEWED_MS)
        self._timer.timeout.connect(self._show_age)
        self._timer.start()
        self.set_state(None)

    def set_state(self, state: AccountState | None) -> None:
        """Show an account; None where there is none yet."""
        self._state = state
        self._show_mode()
        self._name.set_text(state.name if state else _("No account yet"))
        self._balance.setVisible(state is not None)
        self._refresh.setVisible(state is not None)
        self._refresh.setEnabled(state is not None and not state.is_refreshing)
        self._show_balance()
        self._show_age()

    def set_narrow(self, is_narrow: bool) -> None:
        """Fit into a collapsed side bar: the word of the mode, the amount, the button."""
        self._is_narrow = is_narrow
        self._name.setVisible(not is_narrow)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._money.setDirection(way)
        self._money.setStretch(0, 0 if is_narrow else 1)
        edge = Qt.AlignmentFlag.AlignHCenter if is_narrow else Qt.AlignmentFlag(0)
        self._money.setAlignment(self._refresh, edge)
        self._balance.centre(is_narrow)
        self.set_state(self._state)

    def badge(self) -> QLabel:
        """The mode badge, for tests."""
        return self._badge

    def refresh_button(self) -> QWidget:
        """The button that asks for the balance, for tests."""
        return self._refresh

    def said(self) -> str:
        """All of it in one line: what a screen reader hears and the tool tip says."""
        return self.accessibleName()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._balance)
        words.addWidget(self._age)
        self._money = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._money.setSpacing(4)
        self._money.addLayout(words, 1)
        self._money.addWidget(self._refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._badge)
        column.addWidget(self._name)
        column.addLayout(self._money)

    def _show_mode(self) -> None:
        self._badge.setVisible(self._state is not None)
        is_test = self._state is None or self._state.is_test
        if is_test:
            text = _("TEST") if self._is_narrow else _("TEST — nobody receives anything")
            self._badge.set_state(text, None if self._is_narrow else Glyph.TEST, Role.TEST)
        else:
            text = _("LIVE") if self._is_narrow else _("LIVE — messages are sent")
            self._badge.set_state(text, None if self._is_narrow else Glyph.LIVE, Role.ON_SUCCESS)
        self._badge.centre(self._is_narrow)
        self._badge.setWordWrap(not self._is_narrow)

    def _show_balance(self) -> None:
        if self._state is None or self._state.balance is None:
            amount = "–"
        else:
            amount = isolate_ltr(_amount(self._state.balance))
        self._balance.set_text(amount if self._is_narrow else _("Balance {amount}").format(amount=amount))

    def _show_age(self) -> None:
        text = self._age_text()
        self._age.setText(text)
        self._age.setVisible(bool(text) and not self._is_narrow)
        parts = [self._badge.text() if self._state else "", self._name.whole_text()]
        parts += [self._balance.whole_text(), text] if self._state else []
        said = " · ".join(part for part in parts if part)
        self.setAccessibleName(said)
        self.setToolTip(said)

    def _age_text(self) -> str:
        if self._state is None:
            return ""
        if self._state.is_refreshing:
            return _("asking…")
        if self._state.checked_at is None:
            return _("not asked yet")
        return age_text((self._now() - self._state.checked_at).total_seconds())


def age_text(seconds: float) -> str:
    """How long ago something was, in words; less than a minute, or the future: "just now"."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    hours = minutes // 60
    if hours < 24:
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    days = hours // 24
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def _amount(credits_left: float) -> str:
    """Credits with thousands parted; decimals only where there are some."""
    return f"{credits_left:,.0f}" if credits_left == int(credits_left) else f"{credits_left:,.2f}"
