"""What is to be done, in words with counts, each a link that shows its rows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.composing import Duplicates
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.new_campaign.check_words import PROBLEMS, todo_text
from kwtsms_desktop.ui.widgets.buttons import MenuButton, quiet_button
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.labels import label

_TODO = (Verdict.INVALID, Verdict.NEEDS_REVIEW, Verdict.DUPLICATE)


class TodoLine(QWidget):
    """Links: wrong numbers, rows to look at, duplicates and which of them is kept, what was corrected.

    Signals:
        verdict_wanted(Verdict): show the rows with this verdict.
        edited_wanted(): show the rows that the user corrected.
        duplicates_chosen(Duplicates): which of several rows with one number are sent to.
        save_wanted(): save the problem rows to a file.
    """

    verdict_wanted = Signal(object)
    edited_wanted = Signal()
    duplicates_chosen = Signal(object)
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What is to be done"))
        flow = FlowLayout(self, 8)
        self._nothing = label(_("Nothing to fix."), "muted")
        self._nothing.setContentsMargins(0, 5, 8, 5)
        flow.addWidget(self._nothing)
        self._links = {verdict: link_button("") for verdict in _TODO}
        for verdict, link in self._links.items():
            link.setObjectName(f"todo-{verdict.value}")
            link.clicked.connect(self._on_link)
            flow.addWidget(link)
        self._keep = DuplicateChoice()
        self._keep.chosen.connect(self.duplicates_chosen)
        flow.addWidget(self._keep)
        self._edited = link_button("")
        self._edited.setObjectName("todo-edited")
        self._edited.clicked.connect(self.edited_wanted)
        flow.addWidget(self._edited)
        self._save = link_button("", Glyph.DOWNLOAD)
        self._save.setObjectName("saveProblems")
        self._save.setToolTip(
            _("Correct them in Excel, save, and drop the file here: the corrected rows are put back.")
        )
        self._save.clicked.connect(self.save_wanted)
        flow.addWidget(self._save)

    def show_summary(self, summary: CheckSummary, duplicates: Duplicates) -> None:
        """Say what this list needs."""
        for verdict, link in self._links.items():
            count = summary.verdicts[verdict]
            link.setText(todo_text(verdict, count))
            link.setVisible(count > 0)
        problems = sum(summary.verdicts[verdict] for verdict in PROBLEMS)
        self._nothing.setVisible(problems == 0)
        self._keep.setVisible(summary.verdicts[Verdict.DUPLICATE] > 0)
        self._keep.show_choice(duplicates)
        words = ngettext("You corrected {count}", "You corrected {count}", summary.edited)
        self._edited.setText(words.format(count=number_text(summary.edited)))
        self._edited.setVisible(summary.edited > 0)
        words = ngettext(
            "Save the {count} problem row to Excel…", "Save the {count} problem rows to Excel…", problems
        )
        self._save.setText(words.format(count=number_text(problems)))
        self._save.setVisible(problems > 0)
        self.updateGeometry()

    def _on_link(self) -> None:
        sender = self.sender()
        for verdict, link in self._links.items():
            if link is sender:
                self.verdict_wanted.emit(verdict)


class DuplicateChoice(MenuButton):
    """``Keep: the first ▾``.

    Signals:
        chosen(Duplicates): the user wants another way.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        self._menu = QMenu()
        self._group = QActionGroup(self._menu)
        super().__init__("", self._menu, "quiet")
        self.setObjectName("duplicates")
        self.setAutoDefault(False)
        make_compact(self, 10)  # beside the chevron
        self.setToolTip(_("Which of several rows with one number is sent to"))
        for way, words, why in self._ways():
            action = QAction(words, self._group)
            action.setCheckable(True)
            action.setData(way.value)
            action.setToolTip(why)
            action.triggered.connect(self._on_action)
            self._menu.addAction(action)
        self._menu.setToolTipsVisible(True)

    def show_choice(self, chosen: Duplicates) -> None:
        """Say what is chosen."""
        for action in self._group.actions():
            action.setChecked(action.data() == chosen.value)
            if action.isChecked():
                self.setText(_("Keep {which}").format(which=action.text()))
                self.setAccessibleName(_("Of equal numbers keep: {which}").format(which=action.text()))
        self.updateGeometry()

    @staticmethod
    def _ways() -> tuple[tuple[Duplicates, str, str], ...]:
        return (
            (Duplicates.FIRST, _("the first"), _("The first row with the number is sent to.")),
            (Duplicates.LAST, _("the last"), _("The last row with the number is sent to.")),
            (
                Duplicates.ALL_TEXTS,
                _("all with different texts"),
                _("A number gets each different text once: right where rows are about different things."),
            ),
        )

    def _on_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(Duplicates(action.data()))


def link_button(text: str, glyph: Glyph | None = None) -> QPushButton:
    """A quiet button of a line's height."""
    made = quiet_button(text, glyph)
    make_compact(made)
    return made


def make_compact(button: QPushButton, beside: int = 5) -> None:
    """Take no more room than a line of text needs, and so many pixels beside it."""
    usual, focused = f"padding: 3px {beside}px;", f"padding: 2px {beside - 1}px;"
    button.setStyleSheet(f"QPushButton {{ {usual} }} QPushButton:focus {{ {focused} }}")
