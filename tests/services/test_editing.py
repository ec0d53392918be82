"""Edits of checked lists: the verdicts are always those of a whole check, and everything can be undone."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Choice, GatewayView, Verdict
from kwtsms_desktop.services import rechecking
from kwtsms_desktop.services.checking import Checking, CheckOptions, KeepDuplicate
from kwtsms_desktop.services.editing import Editing, EditKind, EditResult
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.block_list import BlockList, BlockSource
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.list_edits import MOST_STEPS
from kwtsms_desktop.storage.rows import ListRow, Rows
from tests.support.builders import data_folder, store_list

OPTIONS = CheckOptions()


@dataclass
class Desk:
    """A data folder with the services that work on its lists."""

    open_database: Callable[[], Database]

    def __post_init__(self) -> None:
        self.editing = Editing(self.open_database)
        self.checking = Checking(self.open_database)
        self.stop = threading.Event()

    def checked(self, inputs: Sequence[str], options: CheckOptions = OPTIONS) -> int:
        """A checked list with these phone cells."""
        with self.open_database() as database:
            list_id = store_list(database, inputs)
        self.check(list_id, options)
        return list_id

    def checked_pairs(self, rows: Sequence[tuple[str, str, str]], options: CheckOptions = OPTIONS) -> int:
        """A checked list with two phone columns beside a name."""
        headings = ("Name", "Mobile", "Mobile 2")
        with self.open_database() as database:
            lists = ContactLists(database)
            new = NewList("pairs", "pairs.csv", None, "utf-8", ",", 1, headings, (1, 2), hidden_rows=0)
            list_id = lists.create(new)
            Rows(database).add(
                list_id,
                (
                    (number, cells, column)
                    for number, cells in enumerate(rows, start=2)
                    for column in [column for column in (1, 2) if cells[column].strip()] or [1]
                ),
            )
            lists.mark_ready(list_id)
        self.check(list_id, options)
        return list_id

    def check(self, list_id: int, options: CheckOptions = OPTIONS) -> None:
        self.checking.check(list_id, options, Mailbox(), threading.Event())

    def rows(self, list_id: int) -> list[ListRow]:
        return self.checking.all_rows(list_id)

    def ids(self, list_id: int) -> list[int]:
        return list(self.checking.row_ids(list_id))

    def verdicts(self, list_id: int) -> list[str]:
        return [str(row.verdict) for row in self.rows(list_id)]

    def contact_list(self, list_id: int) -> ContactList:
        return self.checking.summary(list_id).contact_list

    def correct(self, list_id: int, index: int, text: str, column: int = 0) -> EditResult:
        return self.editing.correct(list_id, self.ids(list_id)[index], column, text, OPTIONS)

    def exclude(self, list_id: int, *indices: int) -> EditResult:
        return self.editing.exclude(list_id, self._pick(list_id, indices), OPTIONS, Mailbox(), self.stop)

    def include(self, list_id: int, *indices: int) -> EditResult:
        return self.editing.include(list_id, self._pick(list_id, indices), OPTIONS, Mailbox(), self.stop)

    def accept(self, list_id: int, *indices: int) -> EditResult:
        return self.editing.accept(list_id, self._pick(list_id, indices), OPTIONS, Mailbox(), self.stop)

    def undo(self, list_id: int) -> EditResult | None:
        return self.editing.undo(list_id, OPTIONS, Mailbox(), self.stop)

    def redo(self, list_id: int) -> EditResult | None:
        return self.editing.redo(list_id, OPTIONS, Mailbox(), self.stop)

    def _pick(self, list_id: int, indices: Sequence[int]) -> list[int]:
        ids = self.ids(list_id)
        return [ids[index] for index in indices]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    paths = data_folder(tmp_path / "data")
    return Desk(lambda: Database(paths))


class TestCorrecting:
    def test_reads_the_number_anew(self, desk: Desk) -> None:
        list_id = desk.checked(["9876543", "55512345"])
        result = desk.correct(list_id, 0, "98765432")
        row = desk.rows(list_id)[0]
        assert (row.cells, row.input, row.phone, row.verdict) == (
            ("98765432",),
            "98765432",
            "96598765432",
            Verdict.VALID,
        )
        assert row.original == ("9876543",)
        assert list(result.changed) == [row.id]
        assert result.summary.verdicts[Verdict.VALID] == 2
        assert result.summary.edited == 1

    def test_changes_the_verdicts_of_both_numbers(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "55512345", "98765432", "66612345"])
        assert desk.verdicts(list_id) == ["valid", "duplicate", "valid", "valid"]
        result = desk.correct(list_id, 0, "98765432")
        assert desk.verdicts(list_id) == ["valid", "valid", "duplicate", "valid"]
        assert list(result.changed) == desk.ids(list_id)[:3]

    def test_of_another_column_leaves_the_number_alone(self, desk: Desk) -> None:
        list_id = desk.checked_pairs([("Sara", "98765432", "")])
        result = desk.correct(list_id, 0, "Huda", column=0)
        row = desk.rows(list_id)[0]
        assert (row.cells, row.input, row.verdict) == (("Huda", "98765432", ""), "98765432", Verdict.VALID)
        assert result.edit is not None

    def test_back_to_what_the_file_has_is_no_correction_any_more(self, desk: Desk) -> None:
        list_id = desk.checked(["9876543"])
        before = desk.rows(list_id)
        desk.correct(list_id, 0, "98765432")
        desk.correct(list_id, 0, "9876543")
        assert desk.rows(list_id) == before

    def test_the_first_original_stays(self, desk: Desk) -> None:
        list_id = desk.checked(["1"])
        desk.correct(list_id, 0, "2")
        desk.correct(list_id, 0, "3")
        assert desk.rows(list_id)[0].original == ("1",)

    def test_with_the_same_text_changes_nothing(self, desk: Desk) -> None:
        list_id = desk.checked(["9876543"])
        result = desk.correct(list_id, 0, "9876543")
        assert (result.edit, list(result.changed)) == (None, [])
        assert desk.editing.last(list_id) == (None, None)

    def test_of_an_entry_that_is_no_more_changes_nothing(self, desk: Desk) -> None:
        list_id, other = desk.checked(["55512345"]), desk.checked(["66612345"])
        result = desk.editing.correct(list_id, desk.ids(other)[0], 0, "98765432", OPTIONS)
        assert result.edit is None
        assert desk.rows(other)[0].input == "66612345"

    def test_takes_an_acceptance_back(self, desk: Desk) -> None:
        list_id = desk.checked(["98765432 / 55512345"])
        desk.accept(list_id, 0)
        desk.correct(list_id, 0, "98765432 / 66612345")
        row = desk.rows(list_id)[0]
        assert (row.verdict, row.choice) == (Verdict.NEEDS_REVIEW, None)

    def test_leaves_a_row_out_that_was_left_out(self, desk: Desk) -> None:
        list_id = desk.checked(["9876543"])
        desk.exclude(list_id, 0)
        desk.correct(list_id, 0, "98765432")
        assert desk.verdicts(list_id) == ["excluded"]

    @pytest.mark.parametrize(
        ("text", "verdict", "gateway"),
        [("66612345", "valid", None), ("+965 55512345", "invalid", GatewayView.WRONG)],
        ids=["of another number", "of the same number in other words"],
    )
    def test_the_gateways_word_is_about_a_number(
        self, desk: Desk, text: str, verdict: str, gateway: GatewayView | None
    ) -> None:
        list_id = desk.checked(["55512345"])
        with desk.open_database() as database, database.write() as db:
            db.execute("UPDATE rows SET gateway = 'wrong'")
        desk.check(list_id)
        desk.correct(list_id, 0, text)
        row = desk.rows(list_id)[0]
        assert (row.verdict, row.gateway) == (verdict, gateway)
        desk.undo(list_id)
        assert desk.rows(list_id)[0].gateway is GatewayView.WRONG

    def test_many_cells_are_one_step(self, desk: Desk) -> None:
        list_id = desk.checked(["1", "2", "3"])
        first, second, third = desk.ids(list_id)
        corrections = [(first, 0, "55512345"), (third, 0, "55512345"), (second, 0, "2")]
        result = desk.editing.correct_many(list_id, corrections, OPTIONS, Mailbox(), desk.stop)
        assert desk.verdicts(list_id) == ["valid", "invalid", "duplicate"]
        assert result.edit is not None
        assert (result.edit.kind, result.edit.rows) == (EditKind.PUT_BACK, 2)
        desk.undo(list_id)
        assert [row.input for row in desk.rows(list_id)] == ["1", "2", "3"]

    def test_stopped_while_many_are_written_writes_none(self, desk: Desk) -> None:
        list_id = desk.checked(["1", "2"])
        before = desk.rows(list_id)
        desk.stop.set()
        corrections = [(id_, 0, "55512345") for id_ in desk.ids(list_id)]
        result = desk.editing.correct_many(list_id, corrections, OPTIONS, Mailbox(), desk.stop)
        assert result.edit is None
        assert desk.rows(list_id) == before


class TestRowsOfSeveralNumbers:
    def test_share_their_cells(self, desk: Desk) -> None:
        list_id = desk.checked_pairs([("Sara", "98765432", "55512345"), ("Huda", "66612345", "")])
        result = desk.correct(list_id, 1, "66612345", column=1)
        first, second, third = desk.rows(list_id)
        assert first.cells == second.cells == ("Sara", "66612345", "55512345")
        assert (first.input, second.input) == ("66612345", "55512345")
        assert [row.verdict for row in (first, second, third)] == ["valid", "valid", "duplicate"]
        assert result.edit is not None
        assert result.edit.rows == 1
        assert len(result.changed) == 3

    def test_a_number_for_a_blank_row_is_read_where_it_was_written(self, desk: Desk) -> None:
        list_id = desk.checked_pairs([("Sara", "", "")])
        desk.correct(list_id, 0, "55512345", column=2)
        row = desk.rows(list_id)[0]
        assert (row.phone_column, row.input, row.verdict) == (2, "55512345", Verdict.VALID)
        desk.undo(list_id)
        assert desk.rows(list_id)[0].phone_column == 1

    def test_a_number_without_an_entry_is_refused_in_words(self, desk: Desk) -> None:
        list_id = desk.checked_pairs([("Sara", "98765432", "")])
        before = desk.rows(list_id)
        with pytest.raises(UserError) as caught:
            desk.correct(list_id, 0, "55512345", column=2)
        assert caught.value.reason is Reason.NO_ROOM_FOR_NUMBER
        assert dict(caught.value.parameters) == {"row": 2}
        assert desk.rows(list_id) == before

    def test_of_other_lists_are_left_alone(self, desk: Desk) -> None:
        """Another list's row may have the same row number and the next id."""
        list_id, other = (desk.checked_pairs([("Sara", "98765432", "")]) for _ in range(2))
        desk.correct(list_id, 0, "Huda", column=0)
        assert desk.rows(other)[0].cells[0] == "Sara"


class TestChoices:
    def test_leaving_out_makes_room_for_a_duplicate(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "55512345", "66612345"])
        result = desk.exclude(list_id, 0)
        assert desk.verdicts(list_id) == ["excluded", "valid", "valid"]
        assert list(result.changed) == desk.ids(list_id)[:2]
        assert result.edit is not None
        assert (result.edit.kind, result.edit.rows) == (EditKind.EXCLUDED, 1)

    def test_including_takes_any_choice_back(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "call 66612345", "98765432"])
        desk.accept(list_id, 1)
        desk.exclude(list_id, 0)
        result = desk.include(list_id, 0, 1, 2)
        assert desk.verdicts(list_id) == ["valid", "needs_review", "valid"]
        assert result.edit is not None
        assert result.edit.rows == 2

    def test_only_rows_to_look_at_are_accepted(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "call 66612345", "1", ""])
        result = desk.accept(list_id, 0, 1, 2, 3)
        assert [row.choice for row in desk.rows(list_id)] == [None, Choice.ACCEPTED, None, None]
        assert result.edit is not None
        assert result.edit.rows == 1

    def test_an_accepted_number_makes_others_duplicates(self, desk: Desk) -> None:
        list_id = desk.checked(["call 66612345", "66612345"])
        desk.accept(list_id, 0)
        assert desk.verdicts(list_id) == ["valid", "duplicate"]

    def test_that_change_nothing_are_no_step(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345"])
        assert desk.include(list_id, 0).edit is None
        assert desk.accept(list_id, 0).edit is None
        assert desk.editing.last(list_id) == (None, None)

    def test_ids_of_other_lists_are_left_alone(self, desk: Desk) -> None:
        list_id, other = desk.checked(["55512345"]), desk.checked(["66612345"])
        ids = desk.ids(list_id) + desk.ids(other)
        desk.editing.exclude(list_id, ids, OPTIONS, Mailbox(), desk.stop)
        assert desk.verdicts(other) == ["valid"]


class TestSteps:
    def test_are_named(self, desk: Desk) -> None:
        list_id = desk.checked(["1", "55512345"])
        desk.correct(list_id, 0, "66612345")
        desk.exclude(list_id, 0, 1)
        desk.undo(list_id)
        back, again = desk.editing.last(list_id)
        assert back is not None
        assert again is not None
        assert (back.kind, back.rows) == (EditKind.CORRECTED, 1)
        assert (again.kind, again.rows) == (EditKind.EXCLUDED, 2)

    def test_survive_a_restart(self, desk: Desk) -> None:
        list_id = desk.checked(["1"])
        before = desk.rows(list_id)
        desk.correct(list_id, 0, "66612345")
        Desk(desk.open_database).undo(list_id)
        assert desk.rows(list_id) == before

    def test_nothing_to_undo_or_do_again_is_said(self, desk: Desk) -> None:
        list_id = desk.checked(["1"])
        assert desk.undo(list_id) is None
        assert desk.redo(list_id) is None

    def test_a_new_one_forgets_what_was_undone(self, desk: Desk) -> None:
        list_id = desk.checked(["1", "2"])
        desk.correct(list_id, 0, "66612345")
        desk.undo(list_id)
        desk.correct(list_id, 1, "55512345")
        assert desk.redo(list_id) is None
        assert [row.input for row in desk.rows(list_id)] == ["1", "55512345"]

    def test_only_the_newest_are_kept(self, desk: Desk) -> None:
        list_id = desk.checked(["1"])
        for number in range(MOST_STEPS + 3):
            desk.correct(list_id, 0, f"text {number}")
        undone = 0
        while desk.undo(list_id):
            undone += 1
        assert undone == MOST_STEPS
        assert desk.rows(list_id)[0].input == "text 2"

    def test_go_with_their_list(self, desk: Desk) -> None:
        list_id = desk.checked(["1"])
        desk.correct(list_id, 0, "66612345")
        with desk.open_database() as database:
            ContactLists(database).delete(list_id)
            assert database.read("SELECT * FROM list_edits") == []

    def test_what_the_gateway_said_meanwhile_stays(self, desk: Desk) -> None:
        list_id = desk.checked_pairs([("Sara", "98765432", "")])
        desk.correct(list_id, 0, "Huda", column=0)
        with desk.open_database() as database, database.write() as db:
            db.execute("UPDATE rows SET gateway = 'wrong'")
        desk.undo(list_id)
        row = desk.rows(list_id)[0]
        assert (row.cells[0], row.gateway, row.verdict) == ("Sara", GatewayView.WRONG, Verdict.INVALID)


class TestKeeping:
    def test_the_last_of_equal_rows(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "55512345", "66612345", "55512345"])
        result = desk.editing.keep(list_id, KeepDuplicate.LAST, OPTIONS, Mailbox(), desk.stop)
        assert desk.verdicts(list_id) == ["duplicate", "duplicate", "valid", "valid"]
        assert result.summary.contact_list.keep_duplicate == "last"
        assert desk.checking.is_current(
            result.summary.contact_list, replace(OPTIONS, keep=KeepDuplicate.LAST)
        )
        assert result.edit is None

    def test_a_row_to_look_at_may_come_to_stand_behind_a_valid_one(self, desk: Desk) -> None:
        list_id = desk.checked(["call 55512345", "55512345"])
        assert desk.verdicts(list_id) == ["needs_review", "valid"]
        desk.editing.keep(list_id, KeepDuplicate.LAST, OPTIONS, Mailbox(), desk.stop)
        assert desk.verdicts(list_id) == ["duplicate", "valid"]

    def test_what_is_kept_already_changes_nothing(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "55512345"])
        result = desk.editing.keep(list_id, KeepDuplicate.FIRST, OPTIONS, Mailbox(), desk.stop)
        assert list(result.changed) == []


class TestStayingChecked:
    def test_a_checked_list_stays_so(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "1"])
        before = desk.contact_list(list_id)
        desk.correct(list_id, 1, "66612345")
        desk.exclude(list_id, 0)
        desk.undo(list_id)
        assert desk.contact_list(list_id) == before

    def test_a_list_that_is_out_of_date_is_checked_whole(self, desk: Desk) -> None:
        list_id = desk.checked(["55512345", "66612345", "1"])
        with desk.open_database() as database:
            BlockList(database).add(["96566612345"], "", BlockSource.HAND)
        result = desk.correct(list_id, 2, "98765432")
        assert desk.verdicts(list_id) == ["valid", "blocked", "valid"]
        assert list(result.changed) == desk.ids(list_id)
        assert desk.checking.is_current(result.summary.contact_list, OPTIONS)

    @pytest.mark.parametrize("repeated", [1, 2], ids=["different numbers", "equal numbers"])
    def test_big_changes_are_judged_in_small_transactions(
        self, desk: Desk, repeated: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rechecking, "MOST_AT_ONCE", 3)
        list_id = desk.checked([f"555000{number // repeated:02d}" for number in range(12)])
        before = desk.contact_list(list_id)
        result = desk.exclude(list_id, *range(0, 12, 2))
        verdicts = desk.verdicts(list_id)
        assert verdicts == ["excluded", "valid"] * 6
        assert len(result.changed) == (12 if repeated == 2 else 6)
        assert result.summary.contact_list == before
        desk.undo(list_id)
        assert desk.verdicts(list_id) == ["valid", "duplicate" if repeated == 2 else "valid"] * 6

    def test_a_stopped_recheck_leaves_all_choices_and_an_unchecked_list(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rechecking, "MOST_AT_ONCE", 3)
        list_id = desk.checked([f"555000{number:02d}" for number in range(8)])
        desk.stop.set()
        result = desk.exclude(list_id, *range(8))
        assert result.summary.contact_list.checked_at is None
        assert {row.choice for row in desk.rows(list_id)} == {Choice.EXCLUDED}
        desk.stop.clear()
        desk.undo(list_id)
        assert desk.verdicts(list_id) == ["valid"] * 8
        assert desk.contact_list(list_id).checked_at is not None


def test_an_unknown_list_is_told(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        desk.editing.correct(7, 1, 0, "1", OPTIONS)
    assert caught.value.reason is Reason.NO_SUCH_LIST


# Whatever is done: the verdicts of a whole check, and undoing everything gives the rows of the import.

_COMMON = st.sampled_from(["55512345", "+965 5551 2345", "98765432", "9876 5432", "call 98765432"])
_RARE = st.sampled_from(
    [
        "66612345",  # blocked
        "55512345 / 66612345",
        "98765432 / 55512345",
        "+971501234567",  # not covered
        "+971501234567 / 55512345",
        "9876543",
        "  ",
        "no number",
    ]
)
_CELLS = st.one_of(_COMMON, _COMMON, _RARE)
_NAMES = st.sampled_from(["Sara", "Huda", ""])
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # each try takes a while: none is made smaller
_INDICES = st.lists(st.integers(0, 11), min_size=1, max_size=6)
_STEPS = st.one_of(
    st.tuples(st.just("correct"), st.integers(0, 11), st.sampled_from([0, 1, 1, 2]), _CELLS),
    st.tuples(st.sampled_from(["exclude", "include", "accept"]), _INDICES),
    st.tuples(st.sampled_from(["undo", "redo"])),
    st.tuples(st.just("keep"), st.sampled_from(KeepDuplicate)),
    st.tuples(
        st.just("many"),
        st.lists(st.tuples(st.integers(0, 11), st.sampled_from([0, 1, 1, 2]), _CELLS), max_size=5),
    ),
)


@pytest.fixture(scope="module")
def strict_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a block list and an account that covers two countries."""
    paths = data_folder(tmp_path_factory.mktemp("editing") / "data")
    with Database(paths) as database:
        BlockList(database).add(["96566612345"], "", BlockSource.HAND)
        Accounts(database).save_prefixes("demo", ("965",))
    return Desk(lambda: Database(paths))


def _take(desk: Desk, list_id: int, step: tuple[object, ...], options: CheckOptions) -> CheckOptions:
    """One step of a user; returns what the list is checked under from then on."""
    ids = desk.ids(list_id)
    mailbox, stop = Mailbox(), threading.Event()
    match step:
        case ("correct", int(index), int(column), str(text)):
            with _allowing(Reason.NO_ROOM_FOR_NUMBER):
                desk.editing.correct(list_id, ids[index % len(ids)], column, text, options)
        case ("many", list(corrections)):
            wanted = [(ids[index % len(ids)], column, text) for index, column, text in corrections]
            with _allowing(Reason.NO_ROOM_FOR_NUMBER):
                desk.editing.correct_many(list_id, wanted, options, mailbox, stop)
        case ("keep", KeepDuplicate() as keep):
            desk.editing.keep(list_id, keep, options, mailbox, stop)
            return replace(options, keep=keep)
        case (str(name), list(indices)):
            chosen = [ids[index % len(ids)] for index in indices]
            getattr(desk.editing, name)(list_id, chosen, options, mailbox, stop)
        case (str(name),):
            getattr(desk.editing, name)(list_id, options, mailbox, stop)
    return options


class _allowing:  # noqa: N801  (reads as a statement)
    def __init__(self, reason: Reason) -> None:
        self._reason = reason

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        return isinstance(error, UserError) and error.reason is self._reason


@pytest.mark.parametrize("most_at_once", [5000, 2], ids=["at once", "in a second pass"])
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=_PHASES,
)
@given(
    rows=st.lists(st.tuples(_NAMES, _CELLS, _CELLS), min_size=2, max_size=6),
    steps=st.lists(_STEPS, min_size=1, max_size=8),
    keep=st.sampled_from(KeepDuplicate),
)
def test_any_edits_give_what_a_whole_check_gives_and_can_be_undone(
    strict_desk: Desk,
    most_at_once: int,
    rows: list[tuple[str, str, str]],
    steps: list[tuple[object, ...]],
    keep: KeepDuplicate,
) -> None:
    first_options = CheckOptions(keep=keep, account="demo")
    desk, options = strict_desk, first_options
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rechecking, "MOST_AT_ONCE", most_at_once)
        list_id = desk.checked_pairs(rows, options)
        as_imported = desk.rows(list_id)
        for step in steps:
            options = _take(desk, list_id, step, options)
            summary = desk.checking.summary(list_id)
            assert desk.checking.is_current(summary.contact_list, options)
            assert sum(summary.verdicts.values()) == summary.contact_list.entries == len(as_imported)
            quick = desk.rows(list_id)
            desk.check(list_id, options)
            assert quick == desk.rows(list_id)
        while desk.editing.undo(list_id, options, Mailbox(), desk.stop):
            pass
        desk.editing.keep(list_id, keep, options, Mailbox(), desk.stop)
        assert desk.rows(list_id) == as_imported
        assert desk.checking.is_current(desk.contact_list(list_id), first_options)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=_PHASES,
)
@given(
    rows=st.lists(st.tuples(_NAMES, _CELLS, _CELLS), min_size=1, max_size=6),
    steps=st.lists(_STEPS.filter(lambda step: step[0] not in {"undo", "redo", "keep"}), max_size=6),
)
def test_undone_and_done_again_is_as_if_nothing_had_been(
    strict_desk: Desk, rows: list[tuple[str, str, str]], steps: list[tuple[object, ...]]
) -> None:
    options = CheckOptions(account="demo")
    desk, list_id = strict_desk, strict_desk.checked_pairs(rows, CheckOptions(account="demo"))
    for step in steps:
        _take(desk, list_id, step, options)
    before = desk.rows(list_id)
    undone = 0
    while desk.editing.undo(list_id, options, Mailbox(), desk.stop):
        undone += 1
    for _ in range(undone):
        assert desk.editing.redo(list_id, options, Mailbox(), desk.stop)
    assert desk.editing.redo(list_id, options, Mailbox(), desk.stop) is None
    assert desk.rows(list_id) == before


def test_every_change_is_told(strict_desk: Desk) -> None:
    """Whatever differs afterwards is among the changed ids, and nothing else that stayed as it was."""
    options = CheckOptions(account="demo")
    list_id = strict_desk.checked(["55512345", "55512345", "98765432", "call 98765432"], options)
    before = {row.id: row for row in strict_desk.rows(list_id)}
    ids = strict_desk.ids(list_id)
    result = strict_desk.editing.correct(list_id, ids[0], 0, "98765432", options)
    after = {row.id: row for row in strict_desk.rows(list_id)}
    assert result.changed == array("q", [id_ for id_ in ids if before[id_] != after[id_]])
