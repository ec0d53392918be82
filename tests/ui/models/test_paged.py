from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.models.columns import LOOK_ROLE, CellLook
from kwtsms_desktop.ui.models.paged import (
    COLOUR_ROLE,
    GLYPH_ROLE,
    ID_ROLE,
    KEPT_PAGES,
    PAGE,
    REASON_ROLE,
    CellKind,
    PagedTableModel,
    TableColumn,
)
from kwtsms_desktop.ui.tokens import Role

DISPLAY = Qt.ItemDataRole.DisplayRole
EDIT = Qt.ItemDataRole.EditRole


@dataclass(frozen=True)
class Person:
    id: int
    phone: str
    name: str
    problem: str = ""


class People:
    """A table of a million people, which counts how often and what it is asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.names: dict[int, str] = {}
        self.gone: set[int] = set()

    def fetch(self, ids: Sequence[int]) -> list[Person | None]:
        self.asked.append(list(ids))
        return [None if row_id in self.gone else self.person(row_id) for row_id in ids]

    def person(self, row_id: int) -> Person:
        problem = "One digit is missing" if row_id % 10 == 9 else ""
        return Person(row_id, f"+965 {row_id:08}", self.names.get(row_id, f"name {row_id}"), problem)


COLUMNS = [
    TableColumn[Person](
        "phone", lambda: "Phone", lambda person: person.phone, CellKind.PHONE, is_sortable=True
    ),
    TableColumn[Person](
        "name",
        lambda: "Name",
        lambda person: person.name,
        stretches=True,
        glyph=lambda person: Glyph.WRONG if person.problem else None,
        role=lambda person: Role.DANGER if person.problem else None,
        reason=lambda person: person.problem,
        is_editable=lambda person: bool(person.problem),
    ),
    TableColumn[Person]("note", lambda: "Note", lambda _person: "quiet", is_muted=True),
]


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def model(people: People) -> PagedTableModel[Person]:
    made = PagedTableModel(COLUMNS, people.fetch)
    made.set_order(array("q", range(1000)))
    return made


def test_keeps_the_rules_of_models(
    qtmodeltester: ModelTester, model: PagedTableModel[Person], people: People
) -> None:
    qtmodeltester.check(model, force_py=True)
    model.set_order(array("q"))
    qtmodeltester.check(model, force_py=True)


def test_a_million_ids_are_shown_without_reading_a_row(people: People) -> None:
    model = PagedTableModel(COLUMNS, people.fetch)
    model.set_order(array("q", range(1_000_000)))
    assert model.rowCount() == 1_000_000
    assert people.asked == []


def test_one_cell_reads_one_page(model: PagedTableModel[Person], people: People) -> None:
    assert model.index(250, 1).data() == "name 250"
    assert people.asked == [list(range(PAGE, 2 * PAGE))]


def test_painted_rows_are_not_read_again(model: PagedTableModel[Person], people: People) -> None:
    for row in range(PAGE):
        for column in range(len(COLUMNS)):
            model.index(row, column).data()
    assert len(people.asked) == 1


def test_memory_is_bounded(people: People) -> None:
    model = PagedTableModel(COLUMNS, people.fetch)
    model.set_order(array("q", range(1_000_000)))
    for row in range(0, PAGE * (KEPT_PAGES + 10), PAGE):
        model.index(row, 0).data()
    assert model.rows_in_memory == PAGE * KEPT_PAGES


def test_page_painted_last_is_kept(people: People) -> None:
    model = PagedTableModel(COLUMNS, people.fetch)
    model.set_order(array("q", range(100_000)))
    for page in range(KEPT_PAGES):
        model.index(page * PAGE, 0).data()
    model.index(0, 0).data()
    model.index(KEPT_PAGES * PAGE, 0).data()
    asked = len(people.asked)
    model.index(0, 0).data()
    assert len(people.asked) == asked


def test_last_page_may_be_short(people: People) -> None:
    model = PagedTableModel(COLUMNS, people.fetch)
    model.set_order(array("q", [7, 8, 9]))
    assert model.index(2, 1).data() == "name 9"
    assert people.asked == [[7, 8, 9]]


def test_rows_stand_in_the_order_of_the_ids(model: PagedTableModel[Person]) -> None:
    model.set_order(array("q", [30, 10, 20]))
    assert [model.index(row, 1).data() for row in range(3)] == ["name 30", "name 10", "name 20"]
    assert model.index(1, 0).data(ID_ROLE) == 10


def test_order_may_be_any_iterable(model: PagedTableModel[Person]) -> None:
    model.set_order(iter([3, 1]))
    assert model.ids_at(0, 1) == array("q", [3, 1])


def test_invalidated_rows_are_read_again(
    qtbot: QtBot, model: PagedTableModel[Person], people: People
) -> None:
    model.index(5, 1).data()
    people.names[5] = "changed"
    assert model.index(5, 1).data() == "name 5"
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.invalidate([5])
    assert [index.row() for index in changed.args[:2]] == [5, 5]
    assert model.index(5, 1).data() == "changed"


def test_invalidating_what_is_not_in_memory_costs_nothing(
    qtbot: QtBot, model: PagedTableModel[Person], people: People
) -> None:
    with qtbot.assertNotEmitted(model.dataChanged):
        model.invalidate([5, 10**9])
    assert people.asked == []


def test_refresh_reads_anew_and_resets_nothing(
    qtbot: QtBot, model: PagedTableModel[Person], people: People
) -> None:
    model.index(5, 1).data()
    people.names[5] = "changed"
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert model.index(5, 1).data() == "changed"


def test_row_that_is_gone_is_empty(model: PagedTableModel[Person], people: People) -> None:
    people.gone.add(5)
    assert model.index(5, 1).data() is None
    assert model.row_at(5) is None
    assert model.plain_text(5, 1) == ""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (CellKind.PHONE, "\u2066+965\u2069"),
        (CellKind.NUMBER, "\u2066+965\u2069"),
        (CellKind.ID, "\u2066+965\u2069"),
        (CellKind.TEXT, "+965"),
        (CellKind.STATUS, "+965"),
    ],
)
def test_isolates_by_kind_of_cell(kind: CellKind, expected: str) -> None:
    column = TableColumn[int]("key", lambda: "Heading", lambda _row: "+965", kind)
    model = PagedTableModel([column], list)
    model.set_order([1])
    assert model.index(0, 0).data(DISPLAY) == expected
    assert model.index(0, 0).data(EDIT) == "+965"


def test_empty_phone_has_no_isolates() -> None:
    model = PagedTableModel([TableColumn[int]("key", str, lambda _row: "", CellKind.PHONE)], list)
    model.set_order([1])
    assert model.index(0, 0).data(DISPLAY) == ""


def test_cells_tell_how_they_are_drawn(model: PagedTableModel[Person]) -> None:
    bad, good, quiet = model.index(9, 1), model.index(8, 1), model.index(8, 2)
    assert (bad.data(GLYPH_ROLE), bad.data(COLOUR_ROLE)) == (Glyph.WRONG, Role.DANGER)
    assert bad.data(REASON_ROLE) == "One digit is missing"
    assert (good.data(GLYPH_ROLE), good.data(COLOUR_ROLE), good.data(REASON_ROLE)) == (None, None, "")
    assert quiet.data(COLOUR_ROLE) == Role.MUTED


def test_screen_reader_hears_the_reason_with_the_value(model: PagedTableModel[Person]) -> None:
    assert model.index(9, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "One digit is missing: name 9"


def test_headings_are_asked_for_when_shown() -> None:
    words = ["Name"]
    model = PagedTableModel([TableColumn[int]("key", lambda: words[0], str)], list)
    words[0] = "الاسم"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "الاسم"


def test_only_cells_that_may_be_edited_can_be(model: PagedTableModel[Person]) -> None:
    assert model.flags(model.index(9, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(8, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(9, 0)) & Qt.ItemFlag.ItemIsEditable


def test_edit_is_told_and_not_stored(qtbot: QtBot, model: PagedTableModel[Person]) -> None:
    with qtbot.waitSignal(model.edited) as edited:
        assert model.setData(model.index(9, 1), "98765432")
    assert edited.args == [9, "name", "98765432"]
    assert model.index(9, 1).data() == "name 9"


def test_edit_that_changes_nothing_is_not_told(qtbot: QtBot, model: PagedTableModel[Person]) -> None:
    with qtbot.assertNotEmitted(model.edited):
        assert not model.setData(model.index(9, 1), "name 9")


def test_ids_larger_than_32_bits_arrive_whole(qtbot: QtBot, model: PagedTableModel[Person]) -> None:
    large = 2**40 + 9
    model.set_order([large])
    with qtbot.waitSignal(model.edited) as edited:
        model.setData(model.index(0, 1), "new")
    assert edited.args is not None
    assert edited.args[0] == large


def test_rows_that_cannot_be_read_are_empty_and_reported_once(qtbot: QtBot) -> None:
    def fetch(_ids: Sequence[int]) -> list[Person]:
        raise StorageError(Reason.DATA_LOCKED)

    model = PagedTableModel(COLUMNS, fetch)
    model.set_order(range(10))
    heard: list[object] = []
    model.unreadable.connect(heard.append)
    assert [model.index(row, 1).data() for row in range(10)] == [None] * 10
    assert heard == []  # not while painting
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert isinstance(heard[0], StorageError)


def test_position_of_an_id(model: PagedTableModel[Person]) -> None:
    model.set_order([30, 10])
    assert model.position_of(10) == 1
    assert model.position_of(99) is None


@pytest.mark.parametrize("kind", [QModelIndex, QPersistentModelIndex])
def test_cells_have_no_children(model: PagedTableModel[Person], kind: type) -> None:
    parent = kind(model.index(0, 0))
    assert model.rowCount(parent) == 0
    assert model.columnCount(parent) == 0
    assert model.data(parent) == "\u2066+965 00000000\u2069"


def test_renewing_paints_only_what_differs(
    qtbot: QtBot, model: PagedTableModel[Person], people: People
) -> None:
    model.index(0, 1).data()
    people.names[3] = "another"
    people.asked.clear()
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.renew(0, 11)
    top, bottom = changed.args[:2]
    assert (top.row(), bottom.row()) == (3, 3)
    assert people.asked == [list(range(12))]
    assert model.index(3, 1).data() == "another"


def test_renewing_what_is_as_it_was_paints_nothing(
    qtbot: QtBot, model: PagedTableModel[Person], people: People
) -> None:
    model.index(0, 1).data()
    with qtbot.assertNotEmitted(model.dataChanged):
        model.renew(0, 11)
        model.renew(0, -1)


def test_renewing_forgets_the_pages_that_are_not_on_show(
    model: PagedTableModel[Person], people: People
) -> None:
    model.index(0, 1).data()
    model.index(900, 1).data()
    people.names[900] = "another"
    model.renew(0, 11)
    assert model.index(900, 1).data() == "another"


def test_what_is_typed_is_shown_until_it_is_stored(model: PagedTableModel[Person]) -> None:
    model.show_typed(9, "name", "new")
    assert model.index(9, 1).data() == "new"
    assert model.plain_text(9, 1) == "new"
    model.forget_typed(9, "name", "new")
    assert model.index(9, 1).data() == "name 9"


def test_typed_numbers_have_isolates_too(model: PagedTableModel[Person]) -> None:
    model.show_typed(9, "phone", "98765432")
    assert model.index(9, 0).data() == "\u206698765432\u2069"


def test_what_was_typed_later_stays(model: PagedTableModel[Person]) -> None:
    model.show_typed(9, "name", "first")
    model.show_typed(9, "name", "second")
    model.forget_typed(9, "name", "first")
    assert model.index(9, 1).data() == "second"


def test_all_that_is_painted_of_a_cell_comes_at_once(model: PagedTableModel[Person]) -> None:
    look = model.index(9, 1).data(LOOK_ROLE)
    assert look == CellLook("name 9", "One digit is missing", Role.DANGER, Glyph.WRONG, is_marked=False)


def test_a_heading_may_carry_a_hint() -> None:
    columns = [TableColumn[int]("a", str, str, hint=lambda: "<mixed>"), TableColumn[int]("b", str, str)]
    model = PagedTableModel(columns, list)
    horizontal, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    assert "&lt;mixed&gt;" in str(model.headerData(0, horizontal, tip))
    assert model.headerData(0, horizontal, Qt.ItemDataRole.DecorationRole) is not None
    assert model.headerData(1, horizontal, tip) is None
    assert model.headerData(1, horizontal, Qt.ItemDataRole.DecorationRole) is None
