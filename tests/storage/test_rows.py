from __future__ import annotations

from collections.abc import Sequence

import pytest

from kwtsms_desktop.core.checks import Checker
from kwtsms_desktop.core.verdict import Choice, Verdict
from kwtsms_desktop.storage.contact_lists import ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.row_counts import RowCounts
from kwtsms_desktop.storage.row_queries import VERDICT_ORDER, RowFilter, RowOrder, RowQueries
from kwtsms_desktop.storage.rows import Rows

PEOPLE = [  # name, phone, amount
    ("sara", "98765432", "9"),
    ("Ali", "", "10"),
    ("Mona", "no phone", ""),
    ("عمر", "98765432", "n/a"),
    ("Bader", "55512345 / 66612345", "-1.5"),
    ("huda", "50001234", "A5"),
]


def stored(database: Database, rows: Sequence[tuple[str, ...]] = PEOPLE, column: int = 1) -> int:
    """A checked list without headings; the first row is number 1."""
    lists = ContactLists(database)
    new = NewList("a", "a.csv", None, "utf-8", ",", 0, ("",) * len(rows[0]), (column,), hidden_rows=0)
    list_id = lists.create(new)
    table = Rows(database)
    table.add(list_id, ((number, row, column) for number, row in enumerate(rows, start=1)))
    check(database, list_id)
    lists.mark_ready(list_id)
    return list_id


def check(database: Database, list_id: int) -> None:
    rows, checker = Rows(database), Checker()
    rows.save_verdicts(
        [checker.check(row.row, row.input, row.id, row.choice) for row in rows.to_check(list_id)]
    )


def choose(database: Database, list_id: int, row: int, choice: Choice) -> None:
    with database.write() as db:
        db.execute("UPDATE rows SET choice = ? WHERE list_id = ? AND row = ?", (choice.value, list_id, row))
    check(database, list_id)


def found(
    database: Database, list_id: int, wanted: RowFilter | None = None, order: RowOrder | None = None
) -> list[int]:
    """Numbers of the rows that are found."""
    ids = RowQueries(database).ids(list_id, wanted or RowFilter(), order or RowOrder())
    return [row.row for row in Rows(database).page(ids)]


@pytest.fixture
def list_id(database: Database) -> int:
    return stored(database)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        pytest.param(RowFilter(), [1, 2, 3, 4, 5, 6], id="all"),
        pytest.param(RowFilter((Verdict.VALID,)), [1, 6], id="a verdict"),
        pytest.param(RowFilter((Verdict.BLANK, Verdict.VALID)), [1, 2, 6], id="several verdicts"),
        pytest.param(RowFilter(reason="no_digits"), [3], id="a reason"),
        pytest.param(RowFilter(search="SARA"), [1], id="a text, whatever its case"),
        pytest.param(RowFilter(search="96598765432"), [1, 4], id="a number"),
        pytest.param(RowFilter(search="عمر"), [4], id="Arabic"),
        pytest.param(RowFilter(search="%"), [], id="a wildcard is a character"),
        pytest.param(RowFilter((Verdict.VALID,), search="huda"), [6], id="both"),
        pytest.param(RowFilter(is_edited=True), [], id="nothing edited"),
    ],
)
def test_filters(database: Database, list_id: int, wanted: RowFilter, numbers: list[int]) -> None:
    assert found(database, list_id, wanted) == numbers


def test_edited_rows_are_found(database: Database, list_id: int) -> None:
    with database.write() as db:
        db.execute("UPDATE rows SET original = cells WHERE row = 3")
    assert found(database, list_id, RowFilter(is_edited=True)) == [3]
    assert RowCounts(database).edited(list_id) == 1


@pytest.mark.parametrize(
    ("key", "ascending", "descending"),
    [
        ("row", [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]),
        ("phone", [6, 5, 1, 4, 2, 3], [4, 1, 5, 6, 2, 3]),
        ("verdict", [1, 6, 5, 3, 4, 2], [2, 4, 3, 5, 1, 6]),
        ("input", [6, 1, 4, 5, 3, 2], [3, 5, 1, 4, 6, 2]),
        ("column:0", [2, 5, 6, 3, 1, 4], [4, 1, 3, 6, 5, 2]),
        ("column:2", [5, 1, 2, 6, 4, 3], [4, 6, 2, 1, 5, 3]),
        ("column:9", [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
    ],
)
def test_orders(
    database: Database, list_id: int, key: str, ascending: list[int], descending: list[int]
) -> None:
    assert found(database, list_id, order=RowOrder(key)) == ascending
    assert found(database, list_id, order=RowOrder(key, is_descending=True)) == descending


def test_an_order_applies_to_what_is_found(database: Database, list_id: int) -> None:
    assert found(database, list_id, RowFilter((Verdict.VALID,)), RowOrder("column:0")) == [6, 1]


@pytest.mark.parametrize("key", ["", "name", "column:", "column:-1", "column:1)"])
def test_there_are_no_other_orders(database: Database, list_id: int, key: str) -> None:
    with pytest.raises(ValueError, match="order"):
        found(database, list_id, order=RowOrder(key))


def test_the_order_of_verdicts_has_every_verdict() -> None:
    assert set(VERDICT_ORDER) == set(Verdict)


def test_other_lists_do_not_interfere(database: Database) -> None:
    """Two imports at once: the ids of neither list follow each other."""
    first, second = stored(database, PEOPLE[:2]), stored(database, PEOPLE[2:4])
    Rows(database).add(first, [(3, PEOPLE[5], 1)])
    check(database, first)
    for key in ("row", "verdict", "phone", "column:0"):
        assert sorted(found(database, first, order=RowOrder(key))) == [1, 2, 3]
    assert found(database, second) == [1, 2]


def test_many_ids_arrive_whole(database: Database) -> None:
    list_id = stored(database, [(f"n{number}", f"5{number:07d}") for number in range(8000)])
    ids = RowQueries(database).ids(list_id, RowFilter((Verdict.VALID,)))
    assert list(ids) == sorted(ids)
    assert len(set(ids)) == 8000


def test_numbers_of_several_rows_are_checked_alone_backwards(database: Database, list_id: int) -> None:
    repeated = Rows(database).to_check(list_id, backwards=True, only_repeated=True)
    assert [row.row for row in repeated] == [4, 1]


def test_what_a_check_says_again_is_not_written(database: Database, list_id: int) -> None:
    with database.write() as db:
        before = db.total_changes
    check(database, list_id)
    with database.write() as db:
        assert db.total_changes == before


def test_figures(database: Database, list_id: int) -> None:
    counts = RowCounts(database)
    verdicts = counts.verdicts(list_id)
    assert sum(verdicts.values()) == len(PEOPLE)
    assert counts.repaired(list_id, verdicts[Verdict.VALID]) == 2
    assert counts.reasons(list_id) == {
        Verdict.INVALID: {"no_digits": 1},
        Verdict.NEEDS_REVIEW: {"several_numbers": 1},
        Verdict.NOT_COVERED: {},
    }
    assert counts.people(list_id, verdicts[Verdict.VALID]) == 2
    assert counts.review_numbers(list_id) == 2


@pytest.mark.parametrize(
    ("others", "people"),
    [
        pytest.param([], 2, id="both of its numbers"),
        pytest.param(["55512345"], 2, id="one of them has a row of its own"),
        pytest.param(["55512345", "66612345"], 2, id="both have"),
        pytest.param(["98765432"], 3, id="beside somebody else"),
    ],
)
def test_an_accepted_cell_counts_for_all_its_numbers(
    database: Database, others: list[str], people: int
) -> None:
    list_id = stored(database, [("a", "55512345 / 66612345"), *(("b", phone) for phone in others)])
    choose(database, list_id, 1, Choice.ACCEPTED)
    counts = RowCounts(database)
    assert counts.people(list_id, counts.verdicts(list_id)[Verdict.VALID]) == people


def test_numbers_of_an_accepted_cell_are_no_numbers_to_look_at(database: Database) -> None:
    cells = ["55512345 / 66612345", "55512345 / 50001234"]
    list_id = stored(database, [("a", cell) for cell in cells])
    assert RowCounts(database).review_numbers(list_id) == 3
    choose(database, list_id, 1, Choice.ACCEPTED)
    assert RowCounts(database).review_numbers(list_id) == 1


def test_entries_are_stored_as_they_were_checked(database: Database) -> None:
    list_id = stored(database, PEOPLE[:1])
    table = Rows(database)
    table.add_checked(
        list_id,
        [
            (7, '["a", "١"]', "x", 0, "96598765432", "valid", "arabic_digits,label_removed", ""),
            (8, "[]", "", 1, "", "duplicate", "", "unusual_range"),
        ],
        {1: ("1,2", "duplicate", '{"row": 7}', 7)},
    )
    _, plain, other = table.everything(list_id)
    assert (plain.row, plain.cells, plain.phone, plain.verdict) == (
        7,
        ("a", "١"),
        "96598765432",
        Verdict.VALID,
    )
    assert (plain.repairs, plain.reason, plain.duplicate_of) == (
        ("arabic_digits", "label_removed"),
        None,
        None,
    )
    assert (other.phone, other.proposals, other.reason) == (None, ("1", "2"), "duplicate")
    assert (other.warnings, other.details, other.duplicate_of) == (("unusual_range",), {"row": 7}, 7)
    assert (other.phone_column, other.input) == (1, "")
