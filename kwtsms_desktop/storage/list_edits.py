"""The user's changes to a list, as steps that can be undone and done again. They survive a restart.

A step keeps the other state of what it changed: how things were before it, or after it once it was undone.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from kwtsms_desktop.core.verdict import Choice, GatewayView
from kwtsms_desktop.storage.database import Database, utc_text
from kwtsms_desktop.storage.row_changes import ChoicesBefore, EntryState

MOST_STEPS = 100
"""So many steps of a list can be undone; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be undone, or done again.

    Attributes:
        kind: the caller's word for it.
        rows: how many rows it changed.
        states: entries as they were before (or after, once undone), where cells were changed.
        choices: the same for choices: ids by choice.
        made_at: UTC time.
    """

    id: int
    kind: str
    rows: int
    made_at: str
    states: tuple[EntryState, ...] = ()
    choices: ChoicesBefore = ()


class ListEdits:
    """The steps of one list, within a transaction that the caller began."""

    def __init__(self, transaction: sqlite3.Connection, list_id: int) -> None:
        self._db = transaction
        self._list_id = list_id

    def add(
        self,
        kind: str,
        states: Sequence[EntryState] = (),
        choices: ChoicesBefore = (),
        rows: int | None = None,
    ) -> Step:
        """Remember how things were before a change. What was undone before it cannot be done again."""
        count = sum(len(ids) for _, ids in choices) + len(states) if rows is None else rows
        self._db.execute("DELETE FROM list_edits WHERE list_id = ? AND is_undone = 1", (self._list_id,))
        moment = utc_text()
        cursor = self._db.execute(
            "INSERT INTO list_edits (list_id, kind, changes, made_at) VALUES (?, ?, ?, ?)",
            (self._list_id, kind, _changes(count, states, choices), moment),
        )
        self._db.execute(
            """DELETE FROM list_edits WHERE list_id = ?1 AND id NOT IN
                   (SELECT id FROM list_edits WHERE list_id = ?1 ORDER BY id DESC LIMIT ?2)""",
            (self._list_id, MOST_STEPS),
        )
        return Step(int(cursor.lastrowid or 0), kind, count, moment)

    def turn(
        self,
        step: Step,
        states: Sequence[EntryState],
        choices: ChoicesBefore,
        *,
        is_undone: bool,
    ) -> None:
        """A step was undone, or done again: these are the entries as they were just before that."""
        self._db.execute(
            "UPDATE list_edits SET changes = ?, is_undone = ? WHERE id = ?",
            (_changes(step.rows, states, choices), int(is_undone), step.id),
        )

    def next(self, *, is_undone: bool) -> Step | None:
        """The step that can be undone, or the one that can be done again (``is_undone``), in full."""
        row = self._db.execute(
            f"SELECT * FROM list_edits {_next(is_undone=is_undone)}", (self._list_id, int(is_undone))
        ).fetchone()
        if row is None:
            return None
        head, _, body = row["changes"].partition("\n")
        states, choices = json.loads(body)
        return Step(
            row["id"],
            row["kind"],
            int(head),
            row["made_at"],
            tuple(_unpacked(state) for state in states),
            tuple((Choice(choice) if choice else None, _expanded(runs)) for choice, runs in choices),
        )


def step_in_short(database: Database, list_id: int, *, is_undone: bool) -> Step | None:
    """The step of a list that is next to be undone, or done again, without states and choices."""
    # The first line of the changes is their number: a cast reads the digits a text begins with.
    row = database.read_one(
        f"""SELECT id, kind, made_at, CAST(substr(changes, 1, 12) AS INTEGER) AS n FROM list_edits
            {_next(is_undone=is_undone)}""",
        list_id,
        int(is_undone),
    )
    return None if row is None else Step(row["id"], row["kind"], row["n"], row["made_at"])


def _next(*, is_undone: bool) -> str:
    order = "ASC" if is_undone else "DESC"
    return f"WHERE list_id = ? AND is_undone = ? ORDER BY id {order} LIMIT 1"


def _changes(count: int, states: Sequence[EntryState], choices: ChoicesBefore) -> str:
    """The number of rows on a line of its own, then everything, with ids as runs."""
    return f"{count}\n" + json.dumps(
        [[_packed(state) for state in states], [[choice, _runs(ids)] for choice, ids in choices]],
        ensure_ascii=False,
    )


def _packed(state: EntryState) -> list[object]:
    return [
        state.id,
        state.row,
        state.cells,
        state.input,
        state.phone_column,
        state.choice,
        state.original,
        state.gateway,
    ]


def _unpacked(values: list[object]) -> EntryState:
    id_, row, cells, input_, phone_column, choice, original, gateway = values
    return EntryState(
        id=int(str(id_)),
        row=int(str(row)),
        cells=_texts(cells),
        input=str(input_),
        phone_column=int(str(phone_column)),
        choice=Choice(str(choice)) if choice else None,
        original=None if original is None else _texts(original),
        gateway=GatewayView(str(gateway)) if gateway else None,
    )


def _texts(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else ()


def _runs(ids: array[int]) -> list[int]:
    """Ascending ids as gap, length, gap, length …: neighbours, the usual case, cost nothing."""
    runs: list[int] = []
    end = 0
    for id_ in ids:
        if runs and id_ == end:
            runs[-1] += 1
        else:
            runs += (id_ - end, 1)
        end = id_ + 1
    return runs


def _expanded(runs: Sequence[int]) -> array[int]:
    ids = array("q")
    end = 0
    for gap, length in zip(runs[::2], runs[1::2], strict=True):
        ids.extend(range(end + gap, end + gap + length))
        end += gap + length
    return ids
