"""The columns of a table: what a cell says, and how it is drawn, one answer for each role Qt asks for."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt

from kwtsms_desktop.ui.direction import direction_of_language, isolate_ltr, without_isolates
from kwtsms_desktop.ui.icons import Glyph, icon
from kwtsms_desktop.ui.tokens import Role

RowT = TypeVar("RowT")
_FIRST_STRONG_ISOLATE = "\u2068"  # around names from files

ID_ROLE = Qt.ItemDataRole.UserRole + 1
"""The id of the row."""
REASON_ROLE = Qt.ItemDataRole.UserRole + 2
"""The line above the value, empty where there is none."""
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 3
"""The ``Role`` of the cell's icon and reason, None for ordinary text."""
GLYPH_ROLE = Qt.ItemDataRole.UserRole + 4
"""The ``Glyph`` before the value, None for none."""
MARK_ROLE = Qt.ItemDataRole.UserRole + 5
"""Whether the user changed the cell: a pencil stands at its end edge."""
LTR_ROLE = Qt.ItemDataRole.UserRole + 6
"""Whether the value is read, and typed, from left to right in every language."""
LOOK_ROLE = Qt.ItemDataRole.UserRole + 7
"""The ``CellLook``: everything that is painted of the cell, asked for at once."""


class CellLook(NamedTuple):
    """What is painted of a cell. One answer instead of five: each question costs as much as an answer.

    Attributes:
        text: what it says.
        reason: the line above the text; empty for none.
        role: colour of icon and reason; None for ordinary text.
        glyph: icon before the text; None for none.
        is_marked: whether the user changed it.
    """

    text: str
    reason: str
    role: Role | None
    glyph: Glyph | None
    is_marked: bool


class CellKind(Enum):
    """What a column holds, which decides how its cells are drawn."""

    TEXT = "text"  # in the direction of its own letters
    NUMBER = "number"  # left to right in both languages, as are the next two
    PHONE = "phone"
    ID = "id"
    STATUS = "status"  # a word of ours, with icon and colour

    @property
    def is_ltr(self) -> bool:
        """Whether cells are drawn inside left-to-right isolates."""
        return self is CellKind.PHONE or self is CellKind.NUMBER or self is CellKind.ID


@dataclass(frozen=True)  # without slots: with them, Python 3.11 cannot make a TableColumn[Row](…)
class TableColumn(Generic[RowT]):
    """One column.

    Attributes:
        key: its name in signals (``sort_requested``, ``edited``).
        heading: the words above it, asked for when shown.
        text: what a cell says, without isolates and without formatting by hand.
        kind: how cells are drawn.
        width: in pixels; the least width of the column that stretches.
        stretches: whether it takes the room that is left (one column of a table).
        glyph: icon before the text, None for none.
        role: colour of icon and reason; None for ordinary text.
        reason: a short line above the text ("One digit is missing"); empty for none. A table with such a
            column has rows of two lines.
        is_muted: whether the text is quiet (columns that do not matter for sending).
        is_sortable: whether a click on the heading asks for another order.
        is_editable: whether this row's cell may be corrected on the spot.
        is_marked: whether this row's cell was changed by the user.
        tip: what is told of this row's cell beyond what it shows; empty for nothing. A value that is cut is
            told without it.
        hint: what is told of the column; its heading carries a sign then. Asked for when shown; empty for
            nothing.
    """

    key: str
    heading: Callable[[], str]
    text: Callable[[RowT], str]
    kind: CellKind = CellKind.TEXT
    width: int = 120
    stretches: bool = False
    glyph: Callable[[RowT], Glyph | None] | None = None
    role: Callable[[RowT], Role | None] | None = None
    reason: Callable[[RowT], str] | None = None
    is_muted: bool = False
    is_sortable: bool = False
    is_editable: Callable[[RowT], bool] | None = None
    is_marked: Callable[[RowT], bool] | None = None
    tip: Callable[[RowT], str] | None = None
    hint: Callable[[], str] | None = None


def answer(column: TableColumn[RowT], row: RowT, role: int) -> object:
    """One aspect of a row's cell; None for a role nobody here knows."""
    return _ROLES[role](column, row) if role in _ROLES else None


def typed_answer(column: TableColumn[RowT], row: RowT, typed: str, role: int) -> object:
    """The same where the user typed something that is not stored yet."""
    shown = isolate_ltr(typed) if column.kind.is_ltr else typed
    if role == Qt.ItemDataRole.EditRole:
        return typed
    if role == Qt.ItemDataRole.DisplayRole:
        return shown
    return _look(column, row)._replace(text=shown) if role == LOOK_ROLE else answer(column, row, role)


def heading_answer(column: TableColumn[RowT], role: int) -> object:
    """One aspect of a column's heading, which stands at the start edge like its cells."""
    if role == Qt.ItemDataRole.DisplayRole:
        return column.heading()
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    if column.hint is None or role not in _HINT_ROLES or not (hint := column.hint()):
        return None
    return icon(Glyph.INFO, Role.MUTED) if role == Qt.ItemDataRole.DecorationRole else as_tip(hint)


def is_known(role: int) -> bool:
    """Whether ``answer`` knows a role: a row is not read for any other."""
    return role in _ROLES


def as_tip(text: str) -> str:
    """A text of any origin as a tool tip: never read as HTML, in the direction of the program's language."""
    if not text:
        return ""
    is_rtl = direction_of_language() is Qt.LayoutDirection.RightToLeft
    lines = "<br>".join(html.escape(line) for line in text.splitlines())
    return f'<div dir="{"rtl" if is_rtl else "ltr"}">{lines}</div>'


def _shown(column: TableColumn[RowT], row: RowT) -> str:
    text = column.text(row)
    return isolate_ltr(text) if column.kind.is_ltr else text


def _plain(column: TableColumn[RowT], row: RowT) -> str:
    return column.text(row)


def _reason(column: TableColumn[RowT], row: RowT) -> str:
    return column.reason(row) if column.reason else ""


def _role(column: TableColumn[RowT], row: RowT) -> Role | None:
    role = column.role(row) if column.role else None
    return Role.MUTED if role is None and column.is_muted else role


def _glyph(column: TableColumn[RowT], row: RowT) -> Glyph | None:
    return column.glyph(row) if column.glyph else None


def _icon(column: TableColumn[RowT], row: RowT) -> object:
    glyph = _glyph(column, row)
    return None if glyph is None else icon(glyph, _role(column, row) or Role.TEXT)


def _said(column: TableColumn[RowT], row: RowT) -> str:
    """For screen readers: the reason belongs to the value."""
    reason = _reason(column, row)
    return f"{reason}: {column.text(row)}" if reason else column.text(row)


def _marked(column: TableColumn[RowT], row: RowT) -> bool:
    return column.is_marked is not None and column.is_marked(row)


def _look(column: TableColumn[RowT], row: RowT) -> CellLook:
    return CellLook(
        _shown(column, row),
        _reason(column, row),
        _role(column, row),
        _glyph(column, row),
        _marked(column, row),
    )


def _ltr(column: TableColumn[RowT], _row: RowT) -> bool:
    return column.kind.is_ltr


def _tip(column: TableColumn[RowT], row: RowT) -> str:
    return as_tip(column.tip(row)) if column.tip else ""


def _told(column: TableColumn[RowT], row: RowT) -> str:
    """For screen readers: what others see when they point at the cell."""
    return without_isolates(column.tip(row)).replace(_FIRST_STRONG_ISOLATE, "") if column.tip else ""


def _aligned(_column: TableColumn[RowT], _row: RowT) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


_ROLES: dict[int, Callable[[TableColumn[Any], Any], object]] = {
    Qt.ItemDataRole.DisplayRole: _shown,
    Qt.ItemDataRole.EditRole: _plain,
    Qt.ItemDataRole.DecorationRole: _icon,
    Qt.ItemDataRole.TextAlignmentRole: _aligned,
    Qt.ItemDataRole.AccessibleTextRole: _said,
    Qt.ItemDataRole.AccessibleDescriptionRole: _told,
    Qt.ItemDataRole.ToolTipRole: _tip,
    REASON_ROLE: _reason,
    COLOUR_ROLE: _role,
    GLYPH_ROLE: _glyph,
    MARK_ROLE: _marked,
    LTR_ROLE: _ltr,
    LOOK_ROLE: _look,
}
_HINT_ROLES = frozenset({Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole})
