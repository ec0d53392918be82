"""What the four steps of a new campaign have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.busy import BusyLine


class Step(QWidget):
    """One step: its content, and what the footer's primary button says and does.

    Signals:
        footer_changed(): the primary button's words or whether it can be pressed changed.
        step_done(): the user may go on to the next step.
    """

    footer_changed = Signal()
    step_done = Signal()

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__()
        self.shell = shell
        self.preparation = preparation

    def primary_text(self) -> str:
        """What the primary button says: what will happen, with the count."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether the primary button can be pressed."""
        raise NotImplementedError

    def is_done(self) -> bool:
        """Whether the steps after this one may be shown, as far as this one is concerned."""
        return self.is_ready()

    def other_buttons(self) -> tuple[QWidget, ...]:
        """Buttons beside the primary one, made once; none by default."""
        return ()

    def enter(self) -> None:
        """The step is shown: bring it up to date with the preparation."""

    def leave(self) -> None:
        """The step is left, in either direction: stop what only it needs."""

    def proceed(self) -> None:
        """The primary button was pressed; emits ``step_done`` once the step is truly done."""
        self.step_done.emit()


class FillingStack(QStackedWidget):
    """Widgets of which one is shown and fills the room there is.

    Unlike Qt's own, it does not ask all of them, seen or not, how high they would be for every width: that
    was most of the time of the first layout (measured: 0.1 s).
    """

    def hasHeightForWidth(self) -> bool:
        """Qt: the room is given, not asked for."""
        return False


def busy_line(*, can_cancel: bool = True) -> BusyLine:
    """A line for work that is rarely long enough to be seen: it takes no room while there is none."""
    made = BusyLine(can_cancel=can_cancel)
    policy: QSizePolicy = made.sizePolicy()
    policy.setRetainSizeWhenHidden(False)
    made.setSizePolicy(policy)
    return made
