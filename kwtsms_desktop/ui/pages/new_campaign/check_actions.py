"""The line under the table: what can be done with the selected rows, or with all that are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kwtsms_desktop.core.verdict import Choice, Verdict
from kwtsms_desktop.services.checking import CheckSummary, ListRow, RowFilter
from kwtsms_desktop.services.editing import Edit
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.new_campaign.check_todo import link_button
from kwtsms_desktop.ui.pages.new_campaign.check_words import edit_text, kind_text
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.inputs import choice_field
from kwtsms_desktop.ui.widgets.labels import label

FEW = 200
"""With so many selected rows it is looked at what they are, to offer only what can be done with them."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the user sees and has selected.

    Attributes:
        summary: of the list.
        wanted: which rows are on show.
        shown: how many these are.
        selected: how many of them are selected.
        few: the selected rows; None where there are too many to look at.
        is_stale: whether rows on show may not belong there any more.
    """

    summary: CheckSummary
    wanted: RowFilter
    shown: int
    selected: int = 0
    few: Sequence[ListRow] | None = ()
    is_stale: bool = False


class ActionLine(QWidget):
    """Buttons that come and go with the selection and the filter.

    Signals:
        leave_out(), include(), accept(), block(), copy(): with the selected rows.
        leave_out_all(), accept_all(): with all rows on show.
        find_again(): show only those rows again that belong here.
        reason_chosen(object): show only rows with this reason; None for any.
        original(): show the row that the selected one repeats.
        undo(), redo(): the last step.
    """

    leave_out = Signal()
    include = Signal()
    accept = Signal()
    block = Signal()
    copy = Signal()
    leave_out_all = Signal()
    accept_all = Signal()
    find_again = Signal()
    original = Signal()
    reason_chosen = Signal(object)
    undo = Signal()
    redo = Signal()

    def __init__(self, first: QWidget) -> None:
        """Make the line; ``first`` stands at its beginning while nothing else does."""
        super().__init__()
        self._flow = FlowLayout(self, 4)
        self._first = first
        self._flow.addWidget(first)
        self.count = label("", "muted")
        self.count.setObjectName("actionCount")
        self.count.setContentsMargins(0, 5, 8, 5)
        self.reasons = choice_field(_("Reasons"))
        self.reasons.setObjectName("reasons")
        self.reasons.setStyleSheet("QComboBox { padding: 2px 9px; }")
        self.reasons.activated.connect(self._on_reason)
        self.reasons.hide()
        self._flow.addWidget(self.count)
        self._flow.addWidget(self.reasons)
        for_rows = (
            ("leaveOut", _("Leave out"), Glyph.EXCLUDED, self.leave_out),
            ("include", _("Include again"), Glyph.READY, self.include),
            ("accept", _("Accept"), Glyph.ACCEPTED, self.accept),
            ("block", _("Add to block list"), Glyph.BLOCKED, self.block),
            ("copy", _("Copy"), Glyph.COPY, self.copy),
            ("original", "", Glyph.DUPLICATE, self.original),
        )
        for_all = (
            ("acceptAll", "", Glyph.ACCEPTED, self.accept_all),
            ("leaveOutAll", "", Glyph.EXCLUDED, self.leave_out_all),
            ("findAgain", _("Show only these rows again"), Glyph.FILTER, self.find_again),
            ("undo", "", Glyph.UNDO, self.undo),
            ("redo", "", None, self.redo),
        )
        self.buttons = {
            name: self._add(name, words, glyph, signal)
            for name, words, glyph, signal in (*for_rows, *for_all)
        }
        self.show_steps(None, None)

    def _add(self, name: str, words: str, glyph: Glyph | None, signal: SignalInstance) -> QPushButton:
        button = link_button(words, glyph)
        button.setObjectName(name)
        button.clicked.connect(signal)
        button.hide()
        self._flow.addWidget(button)
        return button

    def show_situation(self, now: Situation) -> None:
        """Offer what can be done now."""
        for name, is_offered in _offers(now).items():
            self.buttons[name].setVisible(is_offered)
        shown = number_text(now.shown)
        words = ngettext("Accept the {count} of this kind", "Accept all {count} of this kind", now.shown)
        self.buttons["acceptAll"].setText(words.format(count=shown))
        words = ngettext("Leave out the {count} shown", "Leave out all {count} shown", now.shown)
        self.buttons["leaveOutAll"].setText(words.format(count=shown))
        repeated = repeated_row(now.few)
        if repeated is not None:
            self.buttons["original"].setText(show_row_text(repeated))
        self.count.setText(_count_text(now))
        self.count.setVisible(bool(self.count.text()))
        self._first.setVisible(not self.count.text())
        self._show_reasons(now)
        self._flow.invalidate()
        self.updateGeometry()

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the same in the menu of the rows."""
        menu.addSeparator()
        for name, button in self.buttons.items():
            if not button.isHidden() and name != "copy":
                menu.addAction(button.icon(), button.text(), button.click)

    def show_steps(self, undo: Edit | None, redo: Edit | None) -> None:
        """Say what can be taken back, and what can be done again."""
        self.buttons["undo"].setVisible(undo is not None)
        self.buttons["redo"].setVisible(redo is not None)
        if undo is not None:
            self.buttons["undo"].setText(_("Undo: {step}").format(step=edit_text(undo)))
        if redo is not None:
            self.buttons["redo"].setText(_("Redo: {step}").format(step=edit_text(redo)))
        self._flow.invalidate()
        self.updateGeometry()

    def _show_reasons(self, now: Situation) -> None:
        """The kinds of rows there are of one verdict, where there are several."""
        verdict = now.wanted.verdicts[0] if len(now.wanted.verdicts) == 1 else None
        kinds = dict(now.summary.reasons.get(verdict, {})) if verdict else {}
        if now.wanted.reason is not None:
            kinds.setdefault(now.wanted.reason, 0)  # the last row of the kind that is shown was mended
        self.reasons.setVisible(len(kinds) > 1 and not now.selected)
        self.reasons.clear()
        self.reasons.addItem(_("All reasons"), None)
        for code, count in kinds.items():
            words = _("{kind} ({count})").format(kind=kind_text(code), count=number_text(count))
            self.reasons.addItem(words, code)
        self.reasons.setCurrentIndex(max(0, self.reasons.findData(now.wanted.reason)))

    def _on_reason(self, index: int) -> None:
        self.reason_chosen.emit(self.reasons.itemData(index))


def repeated_row(rows: Sequence[ListRow] | None) -> int | None:
    """The number of the row that the one selected row repeats."""
    return rows[0].duplicate_of if rows and len(rows) == 1 else None


def show_row_text(number: int) -> str:
    """``Show row 17``."""
    return _("Show row {row}").format(row=isolate_ltr(str(number)))


def _offers(now: Situation) -> dict[str, bool]:
    """Which buttons are of use now."""
    has_selected, is_filtered = now.selected > 0, now.wanted != RowFilter()
    of_all = is_filtered and not has_selected and now.shown > 0
    verdicts = set(now.wanted.verdicts)
    may_look_at = now.summary.verdicts[Verdict.NEEDS_REVIEW] > 0 and (
        not verdicts or Verdict.NEEDS_REVIEW in verdicts or now.is_stale
    )
    return {
        "leaveOut": has_selected and _has(now, lambda row: row.choice is not Choice.EXCLUDED),
        "include": has_selected and _has(now, lambda row: row.choice is not None),
        "accept": has_selected and may_look_at and _has(now, lambda row: row.verdict is Verdict.NEEDS_REVIEW),
        "block": has_selected and _has(now, lambda row: row.phone is not None and not _is_blocked(row)),
        "copy": has_selected,
        "original": repeated_row(now.few) is not None,
        "acceptAll": of_all and verdicts == {Verdict.NEEDS_REVIEW},
        "leaveOutAll": of_all and verdicts != {Verdict.EXCLUDED},
        "findAgain": now.is_stale and not has_selected,
    }


def _has(now: Situation, can_be_done: Callable[[ListRow], bool]) -> bool:
    return now.few is None or any(can_be_done(row) for row in now.few)


def _is_blocked(row: ListRow) -> bool:
    return row.verdict is Verdict.BLOCKED


def _count_text(now: Situation) -> str:
    if now.selected:
        words = ngettext("{count} row selected", "{count} rows selected", now.selected)
        return words.format(count=number_text(now.selected))
    if now.wanted == RowFilter():
        return ""
    words = ngettext("{count} row shown", "{count} rows shown", now.shown)
    return words.format(count=number_text(now.shown))
