"""Changes of rows find what they need by index, and steps keep ids as runs."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.verdict import Choice
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.list_edits import ListEdits, step_in_short
from kwtsms_desktop.storage.row_changes import RowChanges
from tests.support.builders import data_folder, store_list


@pytest.fixture(scope="module")
def database_of_steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(data_folder(tmp_path_factory.mktemp("steps") / "data")) as opened:
        store_list(opened, ["1"])
        yield opened


def plan_of(db: sqlite3.Connection, statement: str) -> list[str]:
    return [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}")]


def test_no_question_reads_all_rows(database: Database) -> None:
    list_id = store_list(database, ["55512345", "55512345", "66612345"])
    asked: list[str] = []
    with database.write() as db:
        db.set_trace_callback(asked.append)
        changes = RowChanges(db, list_id)
        states = changes.states([1, 2])
        changes.neighbours(states[1], 1)
        changes.write_states(states.values())
        changes.choose([(1, Choice.EXCLUDED)])
        changes.choose([(1, Choice.ACCEPTED)], only_to_review=True)
        changes.to_judge([1, 2])
        changes.with_phones(["96555512345"], 10)
        changes.write_verdicts([(1, (None, "", "blank", None, "", "", "", None))])
        db.set_trace_callback(None)
        db.execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY, choice TEXT) STRICT")
        about_rows = [one for one in asked if "rows" in one and not one.startswith("--")]
        scans = [one for one in about_rows for line in plan_of(db, one) if line.startswith("SCAN rows")]
    assert len(about_rows) >= 9
    assert scans == []


def test_choices_come_back_as_they_were(database: Database) -> None:
    list_id = store_list(database, ["1", "2", "3"])
    with database.write() as db:
        changes = RowChanges(db, list_id)
        assert changes.choose([(2, Choice.EXCLUDED)]) == ((None, array("q", [2])),)
        before = changes.choose((id_, Choice.EXCLUDED) for id_ in (1, 2, 3))
        assert before == ((None, array("q", [1, 3])),)


def test_more_entries_of_a_number_than_wished_for_are_noticed(database: Database) -> None:
    list_id = store_list(database, ["1"] * 5)
    with database.write() as db:
        db.execute("UPDATE rows SET phone = '96555512345'")
        assert len(RowChanges(db, list_id).with_phones(["96555512345"], 3)) == 4


@given(chosen=st.sets(st.integers(1, 2**40)), accepted=st.sets(st.integers(1, 60)))
def test_a_step_keeps_the_ids_of_choices(
    database_of_steps: Database, chosen: set[int], accepted: set[int]
) -> None:
    choices = ((None, array("q", sorted(chosen))), (Choice.ACCEPTED, array("q", sorted(accepted))))
    with database_of_steps.write() as db:
        edits = ListEdits(db, 1)
        edits.add("excluded", choices=choices)
        step = edits.next(is_undone=False)
    assert step is not None
    assert (step.choices, step.rows) == (choices, len(chosen) + len(accepted))
    short = step_in_short(database_of_steps, 1, is_undone=False)
    assert short is not None
    assert (short.kind, short.rows) == ("excluded", step.rows)


def test_a_million_neighbours_take_little_room(database: Database) -> None:
    list_id = store_list(database, ["1"])
    with database.write() as db:
        ListEdits(db, list_id).add("excluded", choices=((None, array("q", range(1, 1_000_001))),))
    row = database.read_one("SELECT length(changes) AS n FROM list_edits")
    assert row is not None
    assert row["n"] < 100
