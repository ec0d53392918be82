"""What a corrected cell means for the entries of its row.

The entries of a row share its cells. What the user or the gateway said of a number is about that number:
it does not outlive it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.phone import Policy, read_phone
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Choice
from kwtsms_desktop.storage.row_changes import EntryState, RowChanges


class Corrections:
    """Corrected cells on their way into a list, within one transaction."""

    def __init__(self, changes: RowChanges, phone_columns: Sequence[int], policy: Policy) -> None:
        self._changes = changes
        self._phone_columns = phone_columns
        self._policy = policy
        self._before: dict[int, EntryState] = {}
        self._now: dict[int, EntryState] = {}
        self._rows: dict[int, tuple[int, ...]] = {}  # the entries of the row that an entry belongs to

    def correct(self, row_id: int, column: int, text: str) -> None:
        """Write a cell of the row that has this entry; an entry that is no more is passed over.

        Raises:
            UserError: the column is one of phones, and the row has no entry that could take the number.
        """
        ids = self._entries_of_row(row_id)
        taker = self._taker(ids, column) if text.strip() else None
        for id_ in ids:
            state = self._now[id_]
            if id_ == taker:
                state = replace(state, phone_column=column)
            self._now[id_] = self._corrected(state, column, text)

    def store(self) -> list[EntryState]:
        """Write what is new; returns those entries as they were, in ascending order of their ids."""
        changed = [id_ for id_ in sorted(self._now) if self._now[id_] != self._before[id_]]
        self._changes.write_states(self._now[id_] for id_ in changed)
        return [self._before[id_] for id_ in changed]

    def _entries_of_row(self, row_id: int) -> Sequence[int]:
        if row_id not in self._rows:
            found = self._changes.states([row_id])
            if row_id in found and len(self._phone_columns) > 1:
                reach = len(self._phone_columns) - 1
                found.update((one.id, one) for one in self._changes.neighbours(found[row_id], reach))
            self._before.update(found)
            self._now.update(found)
            self._rows.update(dict.fromkeys(found, tuple(sorted(found))))
        return self._rows.get(row_id, ())

    def _taker(self, ids: Sequence[int], column: int) -> int | None:
        """The entry that is about the phone cell in ``column`` from now on; None where nothing changes."""
        entries = [self._now[id_] for id_ in ids]
        if column not in self._phone_columns or column in {state.phone_column for state in entries}:
            return None
        for state in entries:
            if not state.input.strip():
                return state.id
        if not entries:
            return None
        raise UserError(Reason.NO_ROOM_FOR_NUMBER, row=entries[0].row)

    def _corrected(self, state: EntryState, column: int, text: str) -> EntryState:
        cells = list(state.cells) + [""] * (column + 1 - len(state.cells))
        cells[column] = text
        changed = _with_cells(state, tuple(cells))
        return _with_input(changed, text, self._policy) if column == state.phone_column else changed


def put_back(changes: RowChanges, states: Sequence[EntryState], policy: Policy) -> list[EntryState]:
    """Store entries as they were at another time; returns them as they are now.

    What the gateway said of a number stays where the number does.
    """
    present = changes.states([state.id for state in states])
    kept = [state for state in states if state.id in present]
    changes.write_states(
        replace(state, gateway=present[state.id].gateway)
        if _is_same_number(state.input, present[state.id].input, policy)
        else state
        for state in kept
    )
    return [present[state.id] for state in kept]


def _with_cells(state: EntryState, cells: tuple[str, ...]) -> EntryState:
    """Other cells; once they are those of the file again, the entry counts as never corrected."""
    original = state.cells if state.original is None else state.original
    if _trimmed(cells) == _trimmed(original):
        return replace(state, cells=original, original=None)
    return replace(state, cells=cells, original=original)


def _with_input(state: EntryState, text: str, policy: Policy) -> EntryState:
    """Another text in the phone cell. What was accepted was accepted as it was read before."""
    if text == state.input:
        return state
    return replace(
        state,
        input=text,
        choice=None if state.choice is Choice.ACCEPTED else state.choice,
        gateway=state.gateway if _is_same_number(text, state.input, policy) else None,
    )


def _is_same_number(text: str, other: str, policy: Policy) -> bool:
    return text == other or read_phone(text, policy).phone == read_phone(other, policy).phone


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Cells without the empty ones at the end."""
    width = max((index for index, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:width]
