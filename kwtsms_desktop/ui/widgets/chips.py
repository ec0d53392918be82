"""Filter chips: how many rows there are of each kind, and which kind is shown.

Rule: the counts of all chips but the first add up to the first, which shows everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.icons import Glyph, paint_icon
from kwtsms_desktop.ui.theme import colour, current_tokens, font, soft_colour
from kwtsms_desktop.ui.tokens import Role
from kwtsms_desktop.ui.widgets.flow_layout import FlowLayout
from kwtsms_desktop.ui.widgets.painting import (
    PaintedButton,
    is_mirrored,
    paint_box,
    paint_line,
    placed,
    share_tab_stop,
)

ALL = ""
"""Key of the chip that shows everything."""

_HEIGHT = 32
_EDGE = 8
_ICON = 16
_GAP = 6
_BETWEEN = 6

_Part = tuple[str, float, bool, QColor]


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """One kind of rows.

    Attributes:
        key: what ``selection_changed`` carries.
        glyph: its icon.
        word: its name, as the user reads it.
        count: how many there are.
        role: colour of icon and, while chosen, of the ground.
        note: a few quiet words after the count ("212 repaired"); may be empty.
    """

    key: str
    glyph: Glyph
    word: str
    count: int
    role: Role = Role.MUTED
    note: str = ""


class ChipBar(QWidget):
    """Chips of which exactly one is chosen.

    Where one line has no room for all, the notes go first (they stay in the tool tips); then the chips wrap.

    The chip with key ``ALL`` ("All") is made here. Arrow keys move between the chips, Tab leaves them.
    Choosing the chosen chip again shows everything.

    Signals:
        selection_changed(str): key of the chip the user chose; ``ALL`` for everything.
    """

    selection_changed = Signal(str)

    def __init__(self, name: str) -> None:
        """Make an empty bar; ``name`` is what a screen reader calls it ("Verdicts")."""
        super().__init__()
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, _BETWEEN)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self._chips: dict[str, _Chip] = {}
        self._selected = ALL
        self._shows_notes = True

    @property
    def selected(self) -> str:
        """Key of the chosen chip."""
        return self._selected

    def set_chips(self, specs: Sequence[ChipSpec], total: int) -> None:
        """Show these chips after "All"; the choice stays where its key is still there."""
        wanted = [ChipSpec(ALL, Glyph.ALL, _("All"), total, Role.ACCENT), *specs]
        is_new = [spec.key for spec in wanted] != list(self._chips)
        if is_new:
            self._make(wanted)
        changes = [self._chips[spec.key].set_spec(spec) for spec in wanted]
        self.select(self._selected if self._selected in self._chips else ALL)
        if any(changes) or is_new:
            self._arrange_anew()

    def set_counts(self, counts: Mapping[str, int], total: int) -> None:
        """Renew the counts; a key that is missing counts none."""
        changes = [
            chip.set_count(total if key == ALL else counts.get(key, 0)) for key, chip in self._chips.items()
        ]
        if any(changes):
            self._arrange_anew()

    def select(self, key: str) -> None:
        """Choose a chip without telling anyone.

        Raises:
            KeyError: there is no such chip.
        """
        self._chips[key].setChecked(True)
        self._selected = key
        share_tab_stop(self._chips.values(), self._chips[key])

    def chip(self, key: str) -> PaintedButton:
        """The button of a chip, for tests and tool tips."""
        return self._chips[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there may be room for notes now, or none any more."""
        super().resizeEvent(event)
        self._fit_notes()

    def _fit_notes(self) -> None:
        chips = self._chips.values()
        needed = sum(chip.width_with_note() for chip in chips) + self._flow.spacing() * (len(chips) - 1)
        shows = needed <= self.width()
        if shows != self._shows_notes:
            self._shows_notes = shows
            for chip in chips:
                chip.show_note(shows)
            self._flow.invalidate()
            self.updateGeometry()

    def _arrange_anew(self) -> None:
        self._fit_notes()
        self._flow.invalidate()
        self.updateGeometry()

    def _make(self, specs: Sequence[ChipSpec]) -> None:
        for old in self._chips.values():
            self._group.removeButton(old)
        self._flow.clear()
        self._chips = {spec.key: _Chip(spec) for spec in specs}
        for chip in self._chips.values():
            chip.show_note(self._shows_notes)
            self._group.addButton(chip)
            self._flow.addWidget(chip)

    def _on_clicked(self, button: _Chip) -> None:
        key = button.spec.key
        chosen = ALL if key == self._selected else key
        if chosen != self._selected:
            self.select(chosen)
            self.selection_changed.emit(chosen)


class _Chip(PaintedButton):
    """Icon, word, count."""

    ring_radius = _HEIGHT / 2

    def __init__(self, spec: ChipSpec) -> None:
        super().__init__()
        self.setCheckable(True)
        self.spec = spec
        self._size: QSize | None = None
        self._shows_note = True
        self._show_spec()

    def show_note(self, is_shown: bool) -> None:
        """Have the note in the chip, or only in its tool tip."""
        self._shows_note = is_shown
        self._show_spec()

    def width_with_note(self) -> int:
        """The room it takes with its note."""
        return self._width(self._parts(with_note=True))

    def set_spec(self, spec: ChipSpec) -> bool:
        """Show another count, word or note; whether anything is different now."""
        if spec == self.spec:
            return False
        self.spec = spec
        self._show_spec()
        return True

    def _show_spec(self) -> None:
        spec = self.spec
        self._size = None
        self.setText(spec.word)
        said = f"{spec.word}: {spec.count:,}"
        self.setAccessibleName(f"{said} ({spec.note})" if spec.note else said)
        self.setToolTip(spec.note if spec.note and not self._shows_note else "")
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> bool:
        """Show another count; whether it is different now."""
        return self.set_spec(replace(self.spec, count=count))

    def sizeHint(self) -> QSize:
        """Qt: all that is shown of it. Asked for many times in each layout, so measured once."""
        if self._size is None:
            self._size = QSize(self._width(self._parts(with_note=self._shows_note)), _HEIGHT)
        return self._size

    @staticmethod
    def _width(parts: Sequence[_Part]) -> int:
        return round(_EDGE * 2 + _ICON + sum(width for _text, width, _bold, _ink in parts))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font takes other room."""
        if event.type() is QEvent.Type.FontChange:
            self._size = None
        super().changeEvent(event)

    def paint_content(self, painter: QPainter) -> None:
        """Draw the chip."""
        tokens = current_tokens()
        chosen = self.isChecked()
        ground = soft_colour(self.spec.role) if chosen else QColor(tokens.raised)
        if self.underMouse() and not chosen:
            ground = QColor(tokens.hover)
        edge = colour(self.spec.role) if chosen else QColor(tokens.border)
        paint_box(painter, QRectF(self.rect()), _HEIGHT / 2, fill=ground, edge=edge)
        box = placed(self, _EDGE, _ICON, top=(self.height() - _ICON) / 2, height=_ICON)
        role = self.spec.role if self.spec.count else Role.MUTED
        paint_icon(painter, box, self.spec.glyph, colour(role), is_rtl=is_mirrored(self))
        start = float(_EDGE + _ICON)
        for text, width, bold, ink in self._parts(with_note=self._shows_note):
            box = placed(self, start + _GAP, width - _GAP)
            paint_line(painter, self, box, text, font(bold=bold), ink)
            start += width

    def _parts(self, *, with_note: bool) -> list[_Part]:
        """Texts with the room they take, each after a gap."""
        texts = [
            (self.spec.word, False, colour(Role.TEXT)),
            (f"{self.spec.count:,}", True, colour(Role.TEXT)),
        ]
        if not self.spec.count:
            texts = [(self.spec.word, False, colour(Role.MUTED)), ("0", False, colour(Role.MUTED))]
        if self.spec.note and with_note:
            texts.append((f"({self.spec.note})", False, colour(Role.MUTED)))
        return [
            (text, _GAP + QFontMetrics(font(bold=bold)).horizontalAdvance(text) + 2, bold, ink)
            for text, bold, ink in texts
        ]
