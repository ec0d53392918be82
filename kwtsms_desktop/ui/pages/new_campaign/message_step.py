"""The third step, "What do they read?": the text, how one person sees it, what it costs for everybody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from kwtsms_desktop.core.message import is_blank
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.template import Column, placeholder_for
from kwtsms_desktop.services.composing import plain_text
from kwtsms_desktop.services.proofreading import Encoding, Proof, proofread
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.amounts import segments_text
from kwtsms_desktop.ui.direction import is_mostly_rtl, isolate_ltr
from kwtsms_desktop.ui.pages.new_campaign.cost_counter import CostCounter
from kwtsms_desktop.ui.pages.new_campaign.message_editor import MessageEditor
from kwtsms_desktop.ui.pages.new_campaign.money_line import MoneyLine
from kwtsms_desktop.ui.pages.new_campaign.preparation import Preparation
from kwtsms_desktop.ui.pages.new_campaign.row_preview import RowPreview
from kwtsms_desktop.ui.pages.new_campaign.sender_choice import SenderChoice
from kwtsms_desktop.ui.pages.new_campaign.step import Step
from kwtsms_desktop.ui.pages.new_campaign.text_notes import TextNotes
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID
from kwtsms_desktop.ui.widgets.buttons import MenuButton
from kwtsms_desktop.ui.widgets.labels import ElidedLabel

_PAUSE_MS = 250  # in the typing, before anything is counted for the whole list or called wrong
_LONG_TEXT = 5000  # characters from which on a text is not read anew at each key (20 ms)
_MOST_IN_MENU = 40  # characters of a heading or a value


class MessageStep(Step):
    """Editor and sender at the start side, the phone at the end side, the money below both."""

    def __init__(self, shell: Shell, preparation: Preparation) -> None:
        super().__init__(shell, preparation)
        self._is_shown = False
        self._goes_on = False
        self._count_error = ""
        self._balance: float | None = None
        self._proof = proofread("", (), None)
        self.editor = MessageEditor()
        self.sender_choice = SenderChoice(shell, preparation)
        self.notes = TextNotes()
        self.preview = RowPreview(shell, preparation)
        self.money = MoneyLine()
        self.counter = CostCounter(shell, preparation)
        self._columns_menu = QMenu(self)
        self.insert_button = MenuButton(_("Insert column"), self._columns_menu)
        self._figures = ElidedLabel("", "muted")
        self._figures.setObjectName("textFigures")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()

    def primary_text(self) -> str:
        """What the primary button says."""
        return _("Review")

    def is_ready(self) -> bool:
        """Whether the text can be sent as far as is known; what is still being counted may say no."""
        cost = self.counter.cost
        return (
            not self._goes_on
            and not self._count_error
            and self._proof.problem is None
            and not self._proof.missing
            and (cost is None or cost.problem is None)
            and self.preparation.people > 0
            and self.sender_choice.is_chosen
        )

    def enter(self) -> None:
        """Show the preparation, and read and count the text for the list as it is now."""
        self._is_shown = True
        self.editor.set_headings(self.preparation.headings)
        self.editor.set_text(self.preparation.template)
        self.insert_button.setEnabled(bool(self.preparation.headings))
        self.preview.load()
        self._on_account()
        self._read()
        self._on_pause()
        self.editor.setFocus()

    def leave(self) -> None:
        """Stop counting."""
        self._is_shown = self._goes_on = False
        self._pause.stop()
        self.counter.forget()
        self.preview.stop()

    def proceed(self) -> None:
        """Go on; while the list is being counted, wait until everybody's text is known to be fit."""
        if self.counter.cost is not None:
            self.step_done.emit()
            return
        self._goes_on = True
        if self._pause.isActive() or not self.counter.is_counting:
            self._on_pause()
        self.footer_changed.emit()

    def is_busy(self) -> bool:
        """Whether the text is still to be counted."""
        return self._pause.isActive() or self.counter.is_counting

    def figures_text(self) -> str:
        """The quiet line under the editor, for tests."""
        return self._figures.whole_text()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(2 * GRID)
        tools.addWidget(self.insert_button)
        tools.addWidget(self._figures, 1)
        writing = QVBoxLayout()
        writing.setSpacing(GRID)
        writing.addWidget(self.sender_choice)
        writing.addWidget(self.editor, 1)
        writing.addLayout(tools)
        writing.addWidget(self.notes)
        halves = QHBoxLayout()
        halves.setSpacing(3 * GRID)
        halves.addLayout(writing, 1)
        halves.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(halves, 1)
        column.addWidget(self.money)

    def _connect(self) -> None:
        self.editor.written.connect(self._on_written)
        self.notes.place_wanted.connect(self.editor.select)
        self.notes.replacing_wanted.connect(self._on_replacing)
        self.money.row_wanted.connect(self.preview.show_row)
        self.money.first_wanted.connect(self._on_first)
        self.sender_choice.chosen.connect(self._on_sender)
        self.preview.row_changed.connect(self._on_row)
        self.preview.failed.connect(self._on_failed)
        self.counter.counted.connect(self._on_counted)
        self.counter.progressed.connect(self._on_progress)
        self.counter.failed.connect(self._on_failed)
        self._pause.timeout.connect(self._on_pause)
        self._columns_menu.aboutToShow.connect(self._fill_columns_menu)
        self.preparation.text_changed.connect(self._on_template)
        self.preparation.list_changed.connect(self._on_list)
        self.shell.account_changed.connect(self._on_account)

    # What happens

    def _on_written(self) -> None:
        self.preparation.set_template(self.editor.text())

    def _on_template(self) -> None:
        self.editor.set_text(self.preparation.template)
        if not self._is_shown:
            return
        self._goes_on, self._count_error = False, ""
        self.counter.forget()
        if len(self.preparation.template) < _LONG_TEXT:
            self._read()
        self._pause.start()
        self._show_money()
        self.footer_changed.emit()

    def _on_pause(self) -> None:
        """The user stopped typing: say what is wrong, or count everybody's text."""
        self._pause.stop()
        self._read()
        if self._proof.problem is None and self.preparation.people:
            self.counter.count()
        else:
            self._goes_on = False
        self._show_problem()
        self._show_money()
        self.footer_changed.emit()

    def _on_counted(self) -> None:
        self._show_problem()
        self._show_money()
        goes_on, self._goes_on = self._goes_on, False
        self.footer_changed.emit()
        if goes_on and self.is_ready():
            self.step_done.emit()

    def _on_progress(self, done: int) -> None:
        self.money.show_progress(done, self.preparation.people)

    def _on_failed(self, error: Exception) -> None:
        self._goes_on = False
        self._count_error = self.shell.words_for(error)
        self._show_problem()
        self._show_money()
        self.footer_changed.emit()

    def _on_try_again(self) -> None:
        self._count_error = ""
        self.preview.load()
        self._on_pause()

    def _on_row(self) -> None:
        self._read()
        self._show_money()
        self.footer_changed.emit()

    def _on_replacing(self) -> None:
        """Plain quotes, dashes and the like, because the user wants them; undone in one step."""
        if self._proof.problem is None:
            self.editor.rewrite(plain_text(self.editor.text(), self.preparation.headings))

    def _on_first(self, people: int) -> None:
        self.preparation.set_first(people or None)

    def _on_sender(self) -> None:
        self._show_message()
        self.footer_changed.emit()

    def _on_list(self) -> None:
        if self._is_shown and self.preparation.summary is not None:
            self.enter()

    def _on_account(self) -> None:
        if not self._is_shown:
            return
        account = self.shell.account
        facts = self.shell.app.account.facts(account.name) if account else None
        self._balance = facts.balance.available if facts and facts.balance else None
        self.sender_choice.refresh()
        self._show_message()
        self._show_money()
        self.footer_changed.emit()

    # What is shown

    def _read(self) -> None:
        """Read the text for the row in the preview."""
        row = self.preview.row
        self._proof = proofread(
            self.preparation.template, self.preparation.headings, row.cells if row else None
        )
        self._figures.set_text(_figures_text(self._proof))
        self.notes.show_proof(self._proof, self._row_number())
        self._show_message()

    def _show_message(self) -> None:
        self.preview.phone.set_message(self.preparation.sender_id, self._proof.text)

    def _show_problem(self) -> None:
        """Say why the text cannot be sent as it is; nothing while nothing is written."""
        cost = self.counter.cost
        problem = self._proof.problem or (cost.problem if cost else None)
        if self._count_error:
            self.notes.show_problem(self._count_error, _("Try again"), self._on_try_again)
        elif problem is None or not self.preparation.template.strip():
            self.notes.show_problem("")
        elif "row" in problem.parameters and problem is not self._proof.problem:
            row = int(problem.parameters["row"])
            words = _("Show row {row}").format(row=isolate_ltr(str(row)))
            self.notes.show_problem(self.shell.words_for(problem), words, partial(self.preview.show_row, row))
        else:
            self.notes.show_problem(self.shell.words_for(problem))

    def _show_money(self) -> None:
        cost, people = self.counter.cost, self.preparation.people
        summary = self.preparation.summary
        self.notes.show_saving(cost.replacing_saves if cost else None)
        self.money.show_limit(self.preparation.first, summary.people if summary else 0)
        if is_blank(self._proof.text):
            self.money.show_nothing(_("Write a message to see what it costs."))
        elif not people:
            self.money.show_nothing(reason_text(Reason.NO_RECIPIENTS.value))
        elif self._proof.problem or self._count_error or (cost and cost.problem):
            self.money.show_nothing(_("You will see what it costs once the message can be sent."))
        elif cost is not None:
            self.money.show_cost(cost, self._balance)
        else:
            segments, row = self._proof.count.segments, self._row_number()
            self.money.show_estimate(people, segments, row, self._balance)

    def _row_number(self) -> int:
        return self.preview.row.row if self.preview.row else 0

    def _fill_columns_menu(self) -> None:
        """The list's columns, each with its value in the row on show."""
        self._columns_menu.clear()
        headings = self.preparation.headings
        cells = self.preview.row.cells if self.preview.row else ()
        for index, heading in enumerate(headings):
            name = heading or _("Column {letter}").format(letter=Column(index, heading).letter)
            value = _shortened(cells[index]) if index < len(cells) else ""
            action = QAction(f"{_shortened(name)}\t{value}".replace("&", "&&"), self._columns_menu)
            action.setData(placeholder_for(index, headings))
            action.triggered.connect(self._on_column)
            self._columns_menu.addAction(action)

    def _on_column(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.editor.insert(action.data())


def _figures_text(proof: Proof) -> str:
    """``128 characters · Arabic (Unicode) · 2 segments · 6 left in this one``."""
    count = proof.count
    characters = ngettext("{count} character", "{count} characters", count.characters).format(
        count=number_text(count.characters)
    )
    if not count.characters:
        return characters
    left = ngettext("{count} left in this one", "{count} left in this one", count.left)
    return _("{characters} · {encoding} · {segments} · {left}").format(
        characters=characters,
        encoding=_encoding_text(proof),
        segments=segments_text(count.segments),
        left=left.format(count=number_text(count.left)),
    )


def _encoding_text(proof: Proof) -> str:
    if proof.count.encoding is Encoding.GSM7:
        return _("Latin (GSM)")
    return _("Arabic (Unicode)") if is_mostly_rtl(proof.text) else _("Unicode")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_IN_MENU else line[: _MOST_IN_MENU - 1] + "…"
