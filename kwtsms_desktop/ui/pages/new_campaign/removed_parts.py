"""What was taken out of the message: each thing drawn, named, with its place and why it matters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.core.reasons import Removal
from kwtsms_desktop.services.proofreading import Proof, RemovedPart
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.reasons import removal_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.theme import colour, font, soft_colour
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.labels import Label, label
from kwtsms_desktop.ui.widgets.note_line import NoteLine
from kwtsms_desktop.ui.widgets.painting import PaintedButton, paint_box

_INDENT = 18  # with the spacing: under the words of the headline, not under its icon
_ROW_HEIGHT = 28
_MOST_ROWS = 5
_MOST_CHARACTERS = 24
_MOST_EXAMPLES = 3
_CHANGED = frozenset({Removal.DIGIT, Removal.LINE_BREAK})  # written otherwise, not taken out


@dataclass(slots=True)
class _Found:
    """One thing, wherever it stands.

    Attributes:
        positions: where it begins in the text as typed; none where a row's cell brings it.
        column: the placeholder that brings it; empty for what was typed.
    """

    removed: str
    kind: Removal
    positions: list[int]
    column: str = ""


class RemovedParts(QWidget):
    """The list; hidden while nothing was taken out.

    Signals:
        place_wanted(int, int): show this part of the text: first character, number of characters.
    """

    place_wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("removedParts")
        self._shown: object = None
        self._headline = NoteLine(Role.WARNING)
        self._why = label("", "caption", wrap=True)
        why = QHBoxLayout()
        why.addSpacing(_INDENT + GRID)
        why.addWidget(self._why, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._digits = NoteLine(Role.INFO)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._headline)
        column.addLayout(why)
        column.addLayout(self._rows)
        column.addWidget(self._digits)
        self.hide()

    def set_proof(self, proof: Proof, row: int) -> None:
        """Show what cleaning did.

        Args:
            proof: the text as read for one row.
            row: that row's number in the file.
        """
        state = (proof.removed, proof.removed_from_cells, row if proof.removed_from_cells else 0)
        if state == self._shown:
            return
        self._shown = state
        found = _grouped(proof)
        count = sum(max(1, len(one.positions)) for one in found)
        self._headline.say(_headline(count) if count else "")
        self._why.setText(_why({one.kind for one in found}))
        self._why.setVisible(bool(count))
        self._make_rows(found, row)
        self._digits.say(_digits_text(proof.removed))
        self.setVisible(bool(count or self._digits.text()))

    def said(self) -> str:
        """All of it as text, for tests."""
        parts = [self._headline.text()] + [row.accessibleName() for row in self.findChildren(_Row)]
        return "\n".join(part for part in [*parts, self._digits.text()] if part)

    def place_buttons(self) -> list[QPushButton]:
        """The buttons that lead to a place, for tests."""
        return [row.place for row in self.findChildren(_Row) if row.place is not None]

    def _make_rows(self, found: Sequence[_Found], row: int) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for one in found[:_MOST_ROWS]:
            made = _Row(one, row)
            made.place_wanted.connect(self.place_wanted)
            self._rows.addWidget(made)
        more = len(found) - _MOST_ROWS
        if more > 0:
            text = ngettext("and {count} other thing", "and {count} other things", more)
            self._rows.addWidget(label(text.format(count=number_text(more)), "muted"))


class _Row(QWidget):
    """The thing itself, what it is, and where.

    Signals:
        place_wanted(int, int): as ``RemovedParts``; the next place with each press.
    """

    place_wanted = Signal(int, int)

    def __init__(self, found: _Found, row: int) -> None:
        super().__init__()
        self._found = found
        self._next = 0
        self.place: QPushButton | None = None
        kind, place = _kind_text(found), _place_text(found, row)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addSpacing(_INDENT)
        line.addWidget(_Chip(_drawn(found)))
        line.addWidget(label(kind, wrap=True), 1)
        if found.positions:
            self.place = _Link(place)
            self.place.setAccessibleDescription(kind)
            self.place.clicked.connect(self._on_place)
            line.addWidget(self.place)
        else:
            line.addWidget(label(place, "muted"))
        self.setAccessibleName(f"{_drawn(found)} {kind} {place}")

    def _on_place(self) -> None:
        position = self._found.positions[self._next]
        self._next = (self._next + 1) % len(self._found.positions)
        self.place_wanted.emit(position, len(self._found.removed))


class _Link(PaintedButton):
    """A button no higher than a line of text."""

    ring_radius = 6.0

    def sizeHint(self) -> QSize:
        """Qt: the words and a little room."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * GRID, _ROW_HEIGHT)

    def paint_content(self, painter: QPainter) -> None:
        """Draw the words."""
        if self.underMouse():
            paint_box(painter, QRectF(self.rect()), self.ring_radius, fill=soft_colour(Role.ACCENT))
        painter.setFont(font())
        painter.setPen(colour(Role.ACCENT))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class _Chip(Label):
    """The thing on a small ground of its own."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setContentsMargins(GRID, 2, GRID, 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: ground, then the text."""
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), 6, fill=soft_colour(Role.TEXT))
        painter.end()
        super().paintEvent(event)


def _grouped(proof: Proof) -> list[_Found]:
    """What was taken out, equal things together; first what was typed, then what the row brings."""
    found: dict[tuple[str, Removal, str], _Found] = {}
    for part in proof.removed:
        if part.kind not in _CHANGED:
            one = found.setdefault((part.removed, part.kind, ""), _Found(part.removed, part.kind, []))
            one.positions.append(part.position)
    for cell in proof.removed_from_cells:
        part, name = cell.part, cell.placeholder
        if part.kind not in _CHANGED:
            found.setdefault((part.removed, part.kind, name), _Found(part.removed, part.kind, [], name))
    return list(found.values())


def _headline(count: int) -> str:
    return ngettext(
        "We took out {count} thing that would block your message.",
        "We took out {count} things that would block your message.",
        count,
    ).format(count=number_text(count))


def _why(kinds: set[Removal]) -> str:
    """Why it matters (gateway-api.md §5: accepted and charged, then never sent; tags: ERR027)."""
    if kinds == {Removal.TAG}:
        return _("kwtSMS refuses messages with HTML tags.")
    if Removal.TAG in kinds:
        return _(
            "kwtSMS refuses messages with HTML tags; with the others a message stays in the queue and keeps "
            "your credits."
        )
    return _("A message with this stays in kwtSMS's queue and keeps your credits.")


def _drawn(found: _Found) -> str:
    """The thing as it can be seen: itself, or the code of what nobody sees."""
    if found.kind in {Removal.EMOJI, Removal.TAG}:
        whole = found.removed
        return whole if len(whole) <= _MOST_CHARACTERS else whole[: _MOST_CHARACTERS - 1] + "…"
    return isolate_ltr(f"U+{ord(found.removed[0]):04X}")


def _kind_text(found: _Found) -> str:
    """Its kind in words; what nobody sees gets its Unicode name too."""
    kind = removal_text(found.kind)
    name = unicodedata.name(found.removed[0], "") if found.kind is Removal.HIDDEN else ""
    return _("{kind}: {name}").format(kind=kind, name=isolate_ltr(name.lower())) if name else kind


def _place_text(found: _Found, row: int) -> str:
    if not found.positions:
        return _("from {column} in row {row}").format(column=found.column, row=isolate_ltr(str(row)))
    first = number_text(found.positions[0] + 1)
    if len(found.positions) == 1:
        return _("at character {position}").format(position=first)
    return ngettext(
        "{count} time, first at character {position}",
        "{count} times, first at character {position}",
        len(found.positions),
    ).format(count=number_text(len(found.positions)), position=first)


def _digits_text(removed: Sequence[RemovedPart]) -> str:
    changed = [part for part in removed if part.kind is Removal.DIGIT]
    examples = dict.fromkeys(f"{part.removed} = {isolate_ltr(part.replacement)}" for part in changed)
    if not examples:
        return ""
    return _("Arabic digits are sent as Latin ones: {examples}").format(
        examples=" · ".join(list(examples)[:_MOST_EXAMPLES])
    )
