from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Choice, Verdict
from kwtsms_desktop.services.checking import CheckOptions, KeepDuplicate, ListRow
from kwtsms_desktop.services.events import Event, Mailbox, Progress
from kwtsms_desktop.services.importing import ImportOptions
from kwtsms_desktop.services.lists import ContactList, Lists
from tests.support.builders import people, store_list, write_csv

Rows = Sequence[Sequence[str]]
OTHERWISE = CheckOptions(default_country="966")
"""Not what the lists were checked under: then every row is checked anew."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


@pytest.fixture
def lists(app: App) -> Lists:
    return Lists(app.open_database, app.checking)


def store(app: App, path: Path, rows: Rows, *phones: str) -> ContactList:
    """A checked list of a CSV file with these rows."""
    options = ImportOptions(phone_columns=phones)
    stored = app.importing.store(write_csv(path, rows), options, CheckOptions(), Mailbox(), threading.Event())
    assert stored is not None
    return stored.contact_list


def merge(lists: Lists, *ids: int, name: str = "all") -> tuple[ContactList, dict[Verdict, int]]:
    summary = lists.merge(ids, name, CheckOptions(), Mailbox(), threading.Event())
    assert summary is not None
    return summary.contact_list, {verdict: count for verdict, count in summary.verdicts.items() if count}


def rows_of(app: App, found: ContactList) -> list[ListRow]:
    return app.checking.all_rows(found.id)


def kept(app: App) -> tuple[int, int]:
    """How many lists and rows the database holds, unfinished ones included."""
    with app.open_database() as database:
        row = database.read_one(
            "SELECT (SELECT COUNT(*) FROM contact_lists) AS a, (SELECT COUNT(*) FROM rows) AS b"
        )
    assert row is not None
    return row["a"], row["b"]


# Names


def test_a_list_is_renamed_with_its_spaces_tidied(app: App, lists: Lists, folder: Path) -> None:
    found = store(app, folder / "a.csv", [["Mobile"], ["98765432"]])
    assert lists.rename(found.id, "  VIP\n clients ").name == "VIP clients"
    assert [entry.name for entry in lists.all()] == ["VIP clients"]


@pytest.mark.parametrize("name", ["", "  \n"], ids=["empty", "spaces"])
def test_a_list_keeps_its_name_rather_than_having_none(
    app: App, lists: Lists, folder: Path, name: str
) -> None:
    found = store(app, folder / "a.csv", [["Mobile"], ["98765432"]])
    with pytest.raises(UserError) as caught:
        lists.rename(found.id, name)
    assert caught.value.reason is Reason.LIST_NAME_EMPTY
    assert lists.all()[0].name == "a"


def test_a_list_that_is_not_there_cannot_be_renamed(lists: Lists) -> None:
    with pytest.raises(UserError) as caught:
        lists.rename(7, "x")
    assert caught.value.reason is Reason.NO_SUCH_LIST


def test_a_deleted_list_is_gone_with_its_rows(app: App, lists: Lists, folder: Path) -> None:
    lists.delete(store(app, folder / "a.csv", [["Mobile"], ["98765432"]]).id)
    assert kept(app) == (0, 0)


# Merging


def test_columns_with_the_same_heading_become_one(app: App, lists: Lists, folder: Path) -> None:
    first = store(app, folder / "a.csv", [["Name", "Mobile No", "Area"], ["Sara", "98765432", "حولي"]])
    second = store(app, folder / "b.csv", [["mobile_no", "NAME", "Note"], ["55512345", "فهد", "VIP"]])
    found, _verdicts = merge(lists, first.id, second.id)
    assert (found.headings, found.phone_columns) == (("Name", "Mobile No", "Area", "Note"), (1,))
    assert [(row.row, row.cells, row.phone, row.phone_column) for row in rows_of(app, found)] == [
        (1, ("Sara", "98765432", "حولي", ""), "96598765432", 1),
        (2, ("فهد", "55512345", "", "VIP"), "96555512345", 1),
    ]


def test_phones_under_other_headings_stay_phones(app: App, lists: Lists, folder: Path) -> None:
    first = store(app, folder / "a.csv", [["Name", "Mobile"], ["Sara", "98765432"]])
    second = store(app, folder / "b.csv", [["Phone", "Name"], ["55512345", "Fahad"]])
    found, verdicts = merge(lists, first.id, second.id)
    assert (found.headings, found.phone_columns) == (("Name", "Mobile", "Phone"), (1, 2))
    assert verdicts == {Verdict.VALID: 2}
    assert [row.input for row in rows_of(app, found)] == ["98765432", "55512345"]


def test_a_number_that_was_not_sent_to_is_not_sent_to(app: App, lists: Lists, folder: Path) -> None:
    first = store(
        app,
        folder / "a.csv",
        [["Mobile", "Phone"], ["98765432", "66612345"], ["98765433", "66612346"]],
        "Mobile",
    )
    second = store(app, folder / "b.csv", [["Phone", "Name"], ["55512345", "Fahad"]])
    found, _verdicts = merge(lists, first.id, second.id)
    assert found.headings == ("Mobile", "Phone", "Phone", "Name")
    assert found.phone_columns == (0, 2)
    assert {row.phone for row in rows_of(app, found)} == {"96598765432", "96598765433", "96555512345"}


def test_a_person_in_both_lists_is_a_duplicate(app: App, lists: Lists, folder: Path) -> None:
    first = store(app, folder / "a.csv", [["Mobile"], ["98765432"], ["55512345"]])
    second = store(app, folder / "b.csv", [["Mobile"], ["965 9876 5432"], [""], ["66612345"]])
    found, verdicts = merge(lists, first.id, second.id)
    assert verdicts == {Verdict.VALID: 3, Verdict.DUPLICATE: 1, Verdict.BLANK: 1}
    assert [(row.row, row.duplicate_of) for row in rows_of(app, found) if row.duplicate_of] == [(3, 1)]


def test_rows_with_two_phones_keep_one_number(app: App, lists: Lists, folder: Path) -> None:
    both = [["Mobile", "Phone"], ["98765432", "55512345"], ["98765433", ""], ["98765434", "55512346"]]
    first = store(app, folder / "a.csv", both, "Mobile", "Phone")
    second = store(app, folder / "b.csv", [["Mobile"], ["66612345"]])
    found, _verdicts = merge(lists, first.id, second.id)
    assert [row.row for row in rows_of(app, found)] == [1, 1, 2, 3, 3, 4]
    assert (found.rows, found.entries) == (4, 6)


def test_choices_corrections_and_answers_are_kept(app: App, lists: Lists, folder: Path) -> None:
    first = store(app, folder / "a.csv", [["Name", "Mobile"], ["Sara", "98765432"], ["Huda", "1"]])
    second = store(app, folder / "b.csv", [["Mobile"], ["55512345"], ["55512346"]])
    ids = app.checking.row_ids(first.id)
    app.editing.exclude(first.id, [ids[0]], CheckOptions(), Mailbox(), threading.Event())
    app.editing.correct(first.id, ids[1], 1, "66612345", CheckOptions())
    with app.open_database() as database, database.write() as db:
        db.execute("UPDATE rows SET gateway = 'wrong' WHERE list_id = ? AND input = '55512346'", (second.id,))
    app.checking.check(second.id, CheckOptions(), Mailbox(), threading.Event())
    found, verdicts = merge(lists, second.id, first.id)
    rows = rows_of(app, found)
    assert [row.choice for row in rows] == [None, None, Choice.EXCLUDED, None]
    assert (rows[3].cells, rows[3].original) == (("66612345", "Huda"), ("1", "Huda"))
    assert verdicts == {Verdict.VALID: 2, Verdict.INVALID: 1, Verdict.EXCLUDED: 1}


def test_more_columns_than_sqlite_takes_arguments(app: App, lists: Lists, folder: Path) -> None:
    headings = [f"Column {number}" for number in range(300)]
    wide = store(app, folder / "a.csv", [["Mobile", *headings], ["98765432", *map(str, range(300))]])
    other = store(app, folder / "b.csv", [["Name", "Mobile"], ["Sara, \"the\" 'one'\\", "55512345"]])
    found, _verdicts = merge(lists, other.id, wide.id)
    rows = rows_of(app, found)
    assert rows[0].cells == ("Sara, \"the\" 'one'\\", "55512345", *[""] * 300)
    assert rows[1].cells == ("", "98765432", *map(str, range(300)))


def test_the_new_list_has_a_name_of_its_own(app: App, lists: Lists, folder: Path) -> None:
    first = store(app, folder / "a.csv", [["Mobile"], ["98765432"]])
    second = store(app, folder / "b.csv", [["Mobile"], ["55512345"]])
    names = [merge(lists, first.id, second.id, name=name)[0].name for name in ("", " ", "a")]
    assert names == ["a + b", "a + b (2)", "a (2)"]


def test_one_list_cannot_be_merged(app: App, lists: Lists, folder: Path) -> None:
    found = store(app, folder / "a.csv", [["Mobile"], ["98765432"]])
    with pytest.raises(UserError) as caught:
        lists.merge([found.id, found.id], "x", CheckOptions(), Mailbox(), threading.Event())
    assert caught.value.reason is Reason.TOO_FEW_LISTS


class StopsAt(Mailbox):
    """The user presses Stop once so much is done."""

    def __init__(self, stop: threading.Event, share: float) -> None:
        super().__init__()
        self._stop = stop
        self._share = share

    def put(self, event: Event) -> None:
        assert isinstance(event, Progress)
        assert event.total is not None
        assert event.done <= event.total
        if event.done >= self._share * event.total:
            self._stop.set()


@pytest.mark.parametrize("share", [0.1, 0.6], ids=["while copying", "while checking"])
def test_a_stopped_merge_leaves_nothing_behind(app: App, lists: Lists, folder: Path, share: float) -> None:
    first = store(app, folder / "a.csv", [["Name", "Mobile", "Area"], *people(1500)])
    second = store(app, folder / "b.csv", [["Name", "Mobile", "Area"], *people(1500, 9000)])
    before, stop = kept(app), threading.Event()
    assert lists.merge([first.id, second.id], "x", OTHERWISE, StopsAt(stop, share), stop) is None
    assert kept(app) == before


def test_progress_reaches_its_end(app: App, lists: Lists, folder: Path) -> None:
    first = store(app, folder / "a.csv", [["Mobile"], ["98765432"]])
    second = store(app, folder / "b.csv", [["Mobile"], ["55512345"]])
    mailbox = Mailbox()
    lists.merge([first.id, second.id], "x", CheckOptions(), mailbox, threading.Event())
    told = [event for event in mailbox.take_all() if isinstance(event, Progress)]
    assert told[-1] == Progress(4, 4)
    assert [event.done for event in told] == sorted(event.done for event in told)


# Splitting

AREAS = [
    ["Mobile", "Area"],
    ["98765432", "حولي"],
    ["98765433", " حولي\u00a0"],
    ["98765434", "Salmiya"],
    ["98765435", ""],
    ["98765436", "salmiya"],
    ["98765432", "حولي"],
]


def test_the_values_of_a_column_with_their_rows(app: App, lists: Lists, folder: Path) -> None:
    found = store(app, folder / "Clients.csv", AREAS)
    assert lists.column_values(found.id, 1) == [("حولي", 3), ("", 1), ("Salmiya", 1), ("salmiya", 1)]
    assert lists.column_values(found.id, 1)[1].text == "(blank)"
    assert lists.column_values(found.id, 1, limit=1) == [("حولي", 3)]


def test_a_list_is_split_by_the_values_of_a_column(app: App, lists: Lists, folder: Path) -> None:
    found = store(app, folder / "Clients.csv", AREAS)
    ids = lists.split(found.id, 1, CheckOptions(), Mailbox(), threading.Event())
    parts = {entry.id: entry for entry in lists.all()}
    assert [parts[id_].name for id_ in ids] == [
        "Clients – حولي",
        "Clients – (blank)",
        "Clients – Salmiya",
        "Clients – salmiya",
    ]
    first = rows_of(app, parts[ids[0]])
    assert [(row.row, row.cells) for row in first] == [
        (2, ("98765432", "حولي")),
        (3, ("98765433", " حولي\u00a0")),
        (7, ("98765432", "حولي")),
    ]
    assert [row.verdict for row in first] == [Verdict.VALID, Verdict.VALID, Verdict.DUPLICATE]
    assert (parts[ids[0]].rows, parts[ids[0]].entries, parts[ids[0]].checked_at is None) == (3, 3, False)


def test_both_phones_of_a_row_go_the_same_way(app: App, lists: Lists, folder: Path) -> None:
    rows = [["Mobile", "Phone", "Area"], ["98765432", "55512345", "A"], ["98765433", "55512346", "B"]]
    found = store(app, folder / "a.csv", rows, "Mobile", "Phone")
    assert lists.column_values(found.id, 2) == [("A", 1), ("B", 1)]
    ids = lists.split(found.id, 2, CheckOptions(), Mailbox(), threading.Event())
    assert [len(app.checking.row_ids(id_)) for id_ in ids] == [2, 2]


def test_splitting_again_gives_other_names(app: App, lists: Lists, folder: Path) -> None:
    found = store(app, folder / "C.csv", [["Mobile", "Area"], ["98765432", "A"], ["98765433", "B"]])
    for _ in range(2):
        lists.split(found.id, 1, CheckOptions(), Mailbox(), threading.Event())
    assert sorted(entry.name for entry in lists.all()) == ["C", "C – A", "C – A (2)", "C – B", "C – B (2)"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param([str(number) for number in range(51)], Reason.TOO_MANY_VALUES, id="51 values"),
        pytest.param(["A", " A "], Reason.ONE_VALUE_ONLY, id="one value"),
    ],
)
def test_a_column_that_holds_no_groups_is_refused(
    app: App, lists: Lists, folder: Path, values: list[str], reason: Reason
) -> None:
    rows = [[f"98765{number:03d}", value] for number, value in enumerate(values)]
    found = store(app, folder / "a.csv", [["Mobile", "Group"], *rows])
    with pytest.raises(UserError) as caught:
        lists.split(found.id, 1, CheckOptions(), Mailbox(), threading.Event())
    assert caught.value.reason is reason
    assert len(lists.all()) == 1


@pytest.mark.parametrize("column", [-1, 2])
def test_a_column_that_is_not_there_is_refused(app: App, lists: Lists, folder: Path, column: int) -> None:
    found = store(app, folder / "a.csv", AREAS)
    with pytest.raises(UserError) as caught:
        lists.split(found.id, column, CheckOptions(), Mailbox(), threading.Event())
    assert caught.value.reason is Reason.NO_SUCH_COLUMN


@pytest.mark.parametrize("share", [0.1, 0.6], ids=["while copying", "while checking"])
def test_a_stopped_split_leaves_nothing_behind(app: App, lists: Lists, folder: Path, share: float) -> None:
    found = store(app, folder / "a.csv", [["Name", "Mobile", "Area"], *people(3000)])
    before, stop = kept(app), threading.Event()
    assert lists.split(found.id, 2, OTHERWISE, StopsAt(stop, share), stop) == []
    assert kept(app) == before


# Verdicts: copied where they can be, and then the same as those of a check

PHONES = st.lists(
    st.sampled_from(["98765432", "96598765432", "55512345", "5551 2345x", "1", "", "98765432/55512345"]),
    min_size=1,
    max_size=8,
)


def verdicts_of(app: App, list_id: int) -> list[object]:
    return [
        (row.row, row.verdict, row.reason, row.phone, row.duplicate_of, row.details, row.warnings)
        for row in app.checking.all_rows(list_id)
    ]


def checked(app: App, inputs: list[str], options: CheckOptions) -> int:
    with app.open_database() as database:
        list_id = store_list(database, inputs)
    app.checking.check(list_id, options, Mailbox(), threading.Event())
    return list_id


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=PHONES, second=PHONES, keep=st.sampled_from(KeepDuplicate))
def test_a_merged_list_is_as_a_check_would_have_it(
    app: App, lists: Lists, first: list[str], second: list[str], keep: KeepDuplicate
) -> None:
    options = CheckOptions(keep=keep)
    ids = [checked(app, inputs, options) for inputs in (first, second)]
    summary = lists.merge(ids, "", options, Mailbox(), threading.Event())
    assert summary is not None
    merged = summary.contact_list
    assert app.checking.is_current(merged, options)
    found = verdicts_of(app, merged.id)
    app.checking.check(merged.id, options, Mailbox(), threading.Event())
    assert found == verdicts_of(app, merged.id)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(inputs=PHONES, more=PHONES, keep=st.sampled_from(KeepDuplicate))
def test_the_parts_of_a_list_are_as_a_check_would_have_them(
    app: App, lists: Lists, tmp_path: Path, inputs: list[str], more: list[str], keep: KeepDuplicate
) -> None:
    rows = [*([phone, "A"] for phone in inputs), *([phone, "B"] for phone in more)]
    file = write_csv(tmp_path / "a.csv", [["Mobile", "Area"], *sorted(rows, key=lambda row: row[0])])
    options = CheckOptions(keep=keep)
    said = ImportOptions(header_row=1, phone_columns=("Mobile",))
    stored = app.importing.store(file, said, options, Mailbox(), threading.Event())
    assert stored is not None
    ids = lists.split(stored.contact_list.id, 1, options, Mailbox(), threading.Event())
    assert len(ids) == 2
    for list_id in ids:
        found = verdicts_of(app, list_id)
        app.checking.check(list_id, options, Mailbox(), threading.Event())
        assert found == verdicts_of(app, list_id)
