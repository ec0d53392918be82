"""The page of a new campaign: List → Check → Message → Review & send, with one footer for all four.

Rule: after a step was changed the primary button rests for as long as a double click takes. It stands where
the last step's button stood, and a second click meant for "Review" must not press "Send".
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.events import Event, Failed, Finished
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.new_campaign.check_step import CheckStep
from kwtsms_desktop.ui.pages.new_campaign.list_step import ListStep
from kwtsms_desktop.ui.pages.new_campaign.message_step import MessageStep
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.review_step import ReviewStep
from kwtsms_desktop.ui.pages.new_campaign.step import FillingStack, Step
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.buttons import primary_button, quiet_button, secondary_button
from kwtsms_desktop.ui.widgets.labels import label
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.page import Page
from kwtsms_desktop.ui.widgets.stepper import Stepper

_LIST, _CHECK = 0, 1


class NewCampaignPage(Page):
    """The stepper, the steps in a stack, and the footer."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("New campaign"))
        self._shell = shell
        self._preparation = Preparation(shell)
        self._list_step = ListStep(shell, self._preparation)
        check_step = CheckStep(shell, self._preparation)
        check_step.file_dropped.connect(self._on_file_dropped)
        self._steps: tuple[Step, ...] = (
            self._list_step,
            check_step,
            MessageStep(shell, self._preparation),
            ReviewStep(shell, self._preparation),
        )
        self._current = _LIST
        self._furthest = _LIST
        self._is_on_show = False
        self._reading = Latest(shell.background, self)
        self._make_head()
        self._stack = FillingStack()
        for step in self._steps:
            self._stack.addWidget(step)
        self.content.addWidget(self._stack, 1)
        self._make_footer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(QApplication.doubleClickInterval())
        self._rest.timeout.connect(self._on_rested)
        self._takes_focus_back = False
        self._is_entering = False
        self._connect()
        self._show_footer()
        self._saved_step = self._preparation.step
        self._read_draft()

    @property
    def current_step(self) -> Step:
        """The step on show."""
        return self._steps[self._current]

    def begin(self, list_id: int | None) -> None:
        """Start a new campaign; a text that was begun is kept.

        Args:
            list_id: the stored list it is for; None for none yet.
        """
        self._reading.cancel()
        self._preparation.start_over(keep_text=True)
        if list_id is not None:
            self._list_step.open_list(list_id)

    def on_shown(self) -> None:
        """Settings and lists may have changed while other pages were on show."""
        self._is_on_show = True
        is_outdated = self._preparation.summary is not None and not self._preparation.is_list_current()
        if is_outdated and self._current > _CHECK:
            self._go(_CHECK)
        else:
            self.current_step.enter()
            self._show_footer()

    def refresh(self) -> None:
        """F5."""
        self.on_shown()

    # The draft

    def _read_draft(self) -> None:
        """Go on where the last run of the program, or the page in another language, left off."""
        list_id = self._preparation.list_id
        if list_id is None:
            return
        checking = self._shell.app.checking
        self._stack.hide()  # until it is known which step is shown
        self._reading.start(lambda _mailbox, _stop: checking.summary(list_id), "read-draft", self._on_draft)

    def _on_draft(self, event: Event) -> None:
        self._stack.show()
        if isinstance(event, Finished):
            self._preparation.set_list(event.result)
            is_current = self._preparation.is_list_current()
            self._go(self._saved_step if is_current else min(self._saved_step, _CHECK))
        elif isinstance(event, Failed):
            self._on_list_unreadable(event.error)

    def _on_lists_changed(self) -> None:
        """A list was added or deleted: perhaps the one this campaign is for."""
        list_id = self._preparation.list_id
        if list_id is not None and not self._reading.is_running:
            checking = self._shell.app.checking
            self._reading.start(
                lambda _mailbox, _stop: checking.summary(list_id), "look-for-list", self._on_looked_for
            )

    def _on_looked_for(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._on_list_unreadable(event.error)

    def _on_list_unreadable(self, error: Exception) -> None:
        """A deleted list takes the campaign back to its first step; the text stays."""
        if isinstance(error, UserError) and error.reason is Reason.NO_SUCH_LIST:
            self._preparation.start_over(keep_text=True)
            words = _("The contact list was deleted. Choose another one; your text is still there.")
            self.show_message(MessageKind.INFO, words)
        else:
            words = self._shell.words_for(error)
            self.show_message(MessageKind.DANGER, words, _("Try again"), self._read_draft)

    # Going

    def _go(self, number: int) -> None:
        """Show a step."""
        if number != self._current:
            self.current_step.leave()
        self._current = number
        self._furthest = max(self._furthest, number)
        self._stack.setCurrentIndex(number)
        self._stepper.set_current(number)
        self._preparation.set_step(number)
        self.clear_message()
        self._rest.start()
        if self._is_on_show:
            self._enter()
        self._takes_focus_back = self._primary.hasFocus()  # the step may have taken it
        self._show_footer()

    def _enter(self) -> None:
        """Leaves the footer as it is meanwhile: a disabled primary button loses the keyboard."""
        self._is_entering = True
        try:
            self.current_step.enter()
        finally:
            self._is_entering = False

    def _may_go(self, number: int) -> bool:
        """Back to any step, forward to one that was seen already if all before it are done."""
        if number <= self._current:
            return True
        return number <= self._furthest and all(step.is_done() for step in self._steps[:number])

    def _on_step_wanted(self) -> None:
        sender = self.sender()
        number = next(number for number, mark in enumerate(self._marks) if mark is sender)
        if number != self._current and self._may_go(number):
            self._go(number)

    def _on_step_done(self) -> None:
        if self.sender() is self.current_step and self._current + 1 < len(self._steps):
            self._go(self._current + 1)

    def _on_back(self) -> None:
        self._go(max(0, self._current - 1))

    def _on_file_dropped(self, file: Path) -> None:
        """A file that has nothing to do with the list being checked: perhaps another list."""
        self._go(_LIST)
        self._list_step.open_file(file)

    def _on_rested(self) -> None:
        self._show_footer()
        if self._takes_focus_back and self._primary.isEnabled():
            self._primary.setFocus()  # disabling it had sent the keyboard elsewhere

    def _on_primary(self) -> None:
        if not self._rest.isActive() and self.current_step.is_ready():
            self.current_step.proceed()

    # Starting over

    def _ask_to_start_over(self) -> None:
        """A list stays stored, so only a text can be lost."""
        if not self._preparation.template.strip():
            self._start_over()
            return
        words = _("Starting over throws away the text you wrote. The contact list stays stored.")
        self.show_message(MessageKind.WARNING, words, _("Throw away and start over"), self._start_over)

    def _start_over(self) -> None:
        self._reading.cancel()
        self._preparation.start_over(keep_text=False)

    def _on_started_over(self) -> None:
        self._stack.show()
        self._go(_LIST)
        self._furthest = _LIST
        self._show_footer()

    # Head and footer

    def _make_head(self) -> None:
        over = quiet_button(_("Start over"), Glyph.UNDO)
        over.setObjectName("startOver")
        over.clicked.connect(self._ask_to_start_over)
        self.add_action(over)
        names = (_("List"), _("Check"), _("Message"), _("Review & send"))
        self._stepper = Stepper(names)
        self._marks = [self._stepper.step(number) for number in range(len(names))]
        self.add_header(self._stepper)

    def _make_footer(self) -> None:
        self._back = secondary_button(_("Back"), Glyph.PREVIOUS)
        self._back.setObjectName("back")
        self._saved = label(_("Saved"), "caption")
        self._saved.setObjectName("saved")
        self._saved.hide()
        self._primary = primary_button("")
        self._primary.setObjectName("primary")
        self._others = [_side_by_side(step.other_buttons()) for step in self._steps]
        self.set_footer(self._primary, *self._others, at_start=(self._back, self._saved))

    def _show_footer(self) -> None:
        if self._is_entering:
            return
        step = self.current_step
        self._back.setVisible(self._current > _LIST)
        self._primary.setText(step.primary_text())
        self._primary.setEnabled(step.is_ready() and not self._rest.isActive())
        for number, buttons in enumerate(self._others):
            buttons.setVisible(number == self._current and bool(self._steps[number].other_buttons()))
        for number in range(self._current + 1, len(self._steps)):
            self._marks[number].setEnabled(self._may_go(number))

    def _connect(self) -> None:
        for step in self._steps:
            step.footer_changed.connect(self._show_footer)
            step.step_done.connect(self._on_step_done)
        for mark in self._marks:
            mark.clicked.connect(self._on_step_wanted)
        self._back.clicked.connect(self._on_back)
        self._primary.clicked.connect(self._on_primary)
        self._preparation.saved.connect(self._saved.show)
        self._preparation.unsaved.connect(self._saved.hide)
        self._preparation.started_over.connect(self._on_started_over)
        self._shell.lists_changed.connect(self._on_lists_changed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: another page is shown, or the window closes."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._is_on_show = False
            self._preparation.save_now()


def _side_by_side(buttons: tuple[QWidget, ...]) -> QWidget:
    """A step's own buttons; the nearest to the primary one comes first."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for button in reversed(buttons):
        row.addWidget(button)
    return box
