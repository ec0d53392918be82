from __future__ import annotations

from array import array
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.models.paged import CellKind, PagedTableModel, TableColumn
from kwtsms_desktop.ui.theme import current_tokens
from kwtsms_desktop.ui.tokens import ROW_HEIGHT, TALL_ROW_HEIGHT, Role
from kwtsms_desktop.ui.widgets.table_delegate import CellDelegate
from kwtsms_desktop.ui.widgets.table_view import MOST_COPIED, TableView


@dataclass(frozen=True)
class Person:
    id: int
    phone: str
    name: str


def person(row_id: int) -> Person:
    return Person(row_id, f"+965 9876 {row_id:04}", "نورة" if row_id % 2 else "Ahmad")


def make(qtbot: QtBot, count: int = 1000, reason: str = "") -> TableView:
    columns = [
        TableColumn[Person](
            "phone",
            lambda: "Phone",
            lambda row: row.phone,
            CellKind.PHONE,
            width=200,
            role=lambda _row: Role.DANGER,
            reason=(lambda _row: reason) if reason else None,
            is_sortable=True,
            is_editable=lambda row: row.id in (3, 5),
            is_marked=lambda row: row.id == 5,
            tip=lambda row: "the whole story" if row.id == 3 else "",
        ),
        TableColumn[Person]("name", lambda: "Name", lambda row: row.name, stretches=True),
    ]
    model = PagedTableModel(columns, lambda ids: [person(row_id) for row_id in ids])
    model.set_order(array("q", range(count)))
    view = TableView(model, "People")
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def press(
    view: TableView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(view, key, modifier)


def cell(view: TableView, row: int, column: int) -> QRect:
    return view.visualRect(view.model().index(row, column))


def is_near(pixel: QColor, colour: str) -> bool:
    """Whether a pixel has a colour, or nearly: letters have soft edges."""
    wanted = QColor(colour)
    return all(
        abs(one - other) < 60
        for one, other in zip(pixel.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    )


def ink_columns(image: QImage, box: QRect, colour: str) -> list[int]:
    """Where, from left to right, a colour is drawn inside a box."""
    return [
        x
        for x in range(box.left(), box.right())
        if any(is_near(image.pixelColor(x, y), colour) for y in range(box.top(), box.bottom() - 1))
    ]


def ink_rows(image: QImage, box: QRect, colour: str) -> list[int]:
    """Where, from top to bottom, a colour is drawn inside a box."""
    return [
        y
        for y in range(box.top(), box.bottom() - 1)
        if any(is_near(image.pixelColor(x, y), colour) for x in range(box.left(), box.right()))
    ]


def test_rows_breathe(qtbot: QtBot) -> None:
    view = make(qtbot)
    assert cell(view, 0, 0).height() == ROW_HEIGHT
    assert not view.showGrid()
    assert not view.alternatingRowColors()


def test_rows_with_a_reason_are_taller(qtbot: QtBot) -> None:
    view = make(qtbot, reason="One digit is missing")
    assert cell(view, 0, 0).height() == TALL_ROW_HEIGHT
    view.set_two_line_rows(False)
    assert cell(view, 0, 0).height() == ROW_HEIGHT


def test_reason_stands_above_the_value_in_its_colour(qtbot: QtBot) -> None:
    view = make(qtbot, reason="One digit is missing")
    image = view.viewport().grab().toImage()
    box = cell(view, 0, 0)
    upper, lower = QRect(box), QRect(box)
    upper.setHeight(box.height() // 2)
    lower.setTop(upper.bottom() + 1)
    assert ink_columns(image, upper, current_tokens().danger)
    assert not ink_columns(image, lower, current_tokens().danger)
    assert ink_columns(image, lower, current_tokens().text)


def test_text_stands_at_the_start_edge_in_english(qtbot: QtBot) -> None:
    view = make(qtbot)
    image = view.viewport().grab().toImage()
    for row in (0, 1):  # Latin and Arabic letters
        box = cell(view, row, 1)
        columns = ink_columns(image, box, current_tokens().text)
        assert columns[0] - box.left() < 16
        assert box.right() - columns[-1] > 100


@pytest.mark.usefixtures("arabic")
def test_text_stands_at_the_start_edge_in_arabic(qtbot: QtBot) -> None:
    view = make(qtbot)
    image = view.viewport().grab().toImage()
    for row in (0, 1):
        box = cell(view, row, 1)
        columns = ink_columns(image, box, current_tokens().text)
        assert box.right() - columns[-1] < 16
        assert columns[0] - box.left() > 100


@pytest.mark.usefixtures("language")
def test_plus_of_a_phone_stands_at_its_left_end(qtbot: QtBot) -> None:
    view = make(qtbot, count=1)
    image, box, ink = view.viewport().grab().toImage(), cell(view, 0, 0), current_tokens().text
    columns = ink_columns(image, box, ink)
    first, last = QRect(box), QRect(box)
    first.setX(columns[0])
    first.setWidth(6)
    last.setX(columns[-1] - 5)
    last.setWidth(7)
    # A plus sign is lower than the digits.
    assert len(ink_rows(image, first, ink)) < len(ink_rows(image, last, ink))


@pytest.mark.usefixtures("arabic")
def test_first_column_is_on_the_right_in_arabic(qtbot: QtBot) -> None:
    view = make(qtbot)
    assert cell(view, 0, 0).left() > cell(view, 0, 1).left()


def test_last_column_takes_the_room_that_is_left(qtbot: QtBot) -> None:
    view = make(qtbot)
    assert view.columnWidth(0) == 200
    assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width()


def test_copied_rows_are_plain_text(qtbot: QtBot) -> None:
    view = make(qtbot)
    view.selectRow(1)
    view.setFocus()
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "+965 9876 0001\tنورة"


def test_rows_selected_apart_are_copied_in_view_order(qtbot: QtBot) -> None:
    view = make(qtbot)
    flags = view.selectionModel().SelectionFlag
    for row in (5, 2):
        view.selectionModel().select(view.model().index(row, 0), flags.Select | flags.Rows)
    view.copy_selected()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["+965 9876 0002", "+965 9876 0005"]


def test_one_cell_can_be_copied(qtbot: QtBot) -> None:
    view = make(qtbot)
    view.setCurrentIndex(view.model().index(3, 0))
    view.copy_cell()
    assert QGuiApplication.clipboard().text() == "+965 9876 0003"


def test_more_rows_than_can_be_copied_are_refused(qtbot: QtBot) -> None:
    view = make(qtbot, count=MOST_COPIED + 1)
    QGuiApplication.clipboard().setText("before")
    view.selectAll()
    with qtbot.waitSignal(view.copy_refused) as refused:
        view.copy_selected()
    assert refused.args == [MOST_COPIED + 1]
    assert QGuiApplication.clipboard().text() == "before"


def test_all_of_a_million_rows_can_be_selected(qtbot: QtBot) -> None:
    view = make(qtbot, count=1_000_000)
    view.selectAll()
    assert len(view.selected_ids()) == 1_000_000


def test_selected_ids_are_in_view_order(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    model.set_order([30, 10, 20])
    view.selectAll()
    assert list(view.selected_ids()) == [30, 10, 20]


def test_enter_opens_the_row(qtbot: QtBot) -> None:
    view = make(qtbot)
    view.setCurrentIndex(view.model().index(7, 0))
    with qtbot.waitSignal(view.row_activated) as activated:
        press(view, Qt.Key.Key_Return)
    assert activated.args == [7]


def test_double_click_opens_a_row_that_cannot_be_edited(qtbot: QtBot) -> None:
    view = make(qtbot)
    where = cell(view, 2, 0).center()
    with qtbot.waitSignal(view.row_activated) as activated:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert activated.args == [2]


def test_f2_edits_a_cell_that_can_be(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    view.setFocus()
    view.setCurrentIndex(model.index(3, 0))
    press(view, Qt.Key.Key_F2)
    field = view.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "+965 9876 0003"
    assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight
    field.setText("98765432")
    with qtbot.waitSignal(model.edited) as edited:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert edited.args == [3, "phone", "98765432"]


def test_tab_leaves_the_table(qtbot: QtBot) -> None:
    assert not make(qtbot).tabKeyNavigation()


def test_heading_asks_for_an_order_then_for_the_reverse_then_for_the_first_one(qtbot: QtBot) -> None:
    view = make(qtbot)
    asked: list[tuple[str, bool]] = []
    view.sort_requested.connect(lambda key, descends: asked.append((key, descends)))
    heads = view.horizontalHeader()
    for section in (0, 0, 1, 0):
        where = QPoint(heads.sectionViewportPosition(section) + 20, 10)
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked == [("phone", False), ("phone", True), ("", False)]


def test_place_is_kept_when_new_rows_arrive(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    view.setCurrentIndex(model.index(500, 0))
    view.verticalScrollBar().setValue(500 * ROW_HEIGHT)
    model.set_order(array("q", range(1100)), keep_place=True)
    assert view.verticalScrollBar().value() == 500 * ROW_HEIGHT
    assert view.current_id() == 500


def test_another_filter_starts_at_the_top(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    view.verticalScrollBar().setValue(500 * ROW_HEIGHT)
    model.set_order(array("q", range(900)))
    assert view.verticalScrollBar().value() == 0


def test_refresh_keeps_selection_and_place(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    view.selectRow(400)
    view.verticalScrollBar().setValue(400 * ROW_HEIGHT)
    model.refresh()
    assert list(view.selected_ids()) == [400]
    assert view.verticalScrollBar().value() == 400 * ROW_HEIGHT


def test_empty_table_says_so(qtbot: QtBot) -> None:
    view = make(qtbot, count=0)
    silent = view.viewport().grab().toImage()
    view.set_empty_text("Nobody has this problem.")
    assert view.viewport().grab().toImage() != silent


def test_selection_is_told(qtbot: QtBot) -> None:
    view = make(qtbot)
    with qtbot.waitSignal(view.selection_changed):
        view.selectRow(3)


def test_row_under_the_pointer_lights_up_as_a_whole(qtbot: QtBot) -> None:
    view = make(qtbot)
    QTest.mouseMove(view.viewport(), cell(view, 2, 0).center())
    image = view.viewport().grab().toImage()
    for column in (0, 1):
        box = cell(view, 2, column)
        assert image.pixelColor(box.left() + 2, box.top() + 3).name() == current_tokens().hover


def test_table_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    assert make(qtbot).accessibleName() == "People"


def open_field(view: TableView) -> QLineEdit | None:
    fields = [field for field in view.viewport().findChildren(QLineEdit) if not field.isHidden()]
    return fields[0] if fields else None


def edit(view: TableView, row: int) -> QLineEdit:
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    press(view, Qt.Key.Key_F2)
    field = open_field(view)
    assert field is not None
    return field


def test_typing_edits_a_cell_that_can_be(qtbot: QtBot) -> None:
    view = make(qtbot)
    view.setFocus()
    view.setCurrentIndex(view.model().index(3, 0))
    press(view, Qt.Key.Key_7)
    field = open_field(view)
    assert field is not None
    assert field.text() == "7"


def test_enter_in_a_field_goes_down(qtbot: QtBot) -> None:
    view = make(qtbot)
    QTest.keyClick(edit(view, 3), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.currentIndex().row() == 4)


@pytest.mark.parametrize(
    ("row", "key", "expected"),
    [
        pytest.param(3, Qt.Key.Key_Tab, 5, id="Tab to the next"),
        pytest.param(5, Qt.Key.Key_Backtab, 3, id="Shift+Tab to the one before"),
    ],
)
def test_tab_in_a_field_opens_another(qtbot: QtBot, row: int, key: Qt.Key, expected: int) -> None:
    view = make(qtbot)
    QTest.keyClick(edit(view, row), key)
    assert view.currentIndex().row() == expected
    assert open_field(view) is not None


def test_tab_behind_the_last_cell_that_can_be_edited_just_closes_the_field(qtbot: QtBot) -> None:
    view = make(qtbot, count=6)
    QTest.keyClick(edit(view, 5), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: open_field(view) is None)


def test_escape_tells_nothing(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    field = edit(view, 3)
    field.setText("other")
    with qtbot.assertNotEmitted(model.edited):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def test_what_is_typed_is_told_before_other_rows_come(qtbot: QtBot) -> None:
    view = make(qtbot)
    model = view.model()
    assert isinstance(model, PagedTableModel)
    edit(view, 3).setText("98765432")
    with qtbot.waitSignal(model.edited) as edited:
        model.set_order([1, 2])
    assert edited.args == [3, "phone", "98765432"]


def test_delete_is_told(qtbot: QtBot) -> None:
    view = make(qtbot)
    with qtbot.waitSignal(view.delete_pressed):
        press(view, Qt.Key.Key_Delete)


def test_a_row_can_be_gone_to(qtbot: QtBot) -> None:
    view = make(qtbot)
    assert view.show_row(700)
    assert list(view.selected_ids()) == [700]
    first, last = view.rows_on_show()
    assert first < 700 < last
    assert not view.show_row(10**9)


def test_selecting_everything_asks_no_cell(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = make(qtbot, count=100_000)
    view.grab()
    asked: list[QModelIndex] = []
    usual = PagedTableModel.flags

    def _counted(model: PagedTableModel[Person], index: QModelIndex) -> Qt.ItemFlag:
        asked.append(index)
        return usual(model, index)

    monkeypatch.setattr(PagedTableModel, "flags", _counted)
    view.selectAll()
    view.grab()
    assert len(asked) < 1000


def test_a_changed_cell_has_a_pencil_at_its_end(qtbot: QtBot) -> None:
    view = make(qtbot)
    image = view.viewport().grab().toImage()
    plain, marked = (ink_columns(image, cell(view, row, 0), current_tokens().accent) for row in (4, 5))
    right = cell(view, 5, 0).right() - 30
    assert max(marked) > right > max(plain)


def told(view: TableView, row: int) -> str:
    """What the tool tip of a phone cell says."""
    where = cell(view, row, 0).center()
    event = QHelpEvent(QEvent.Type.ToolTip, where, view.viewport().mapToGlobal(where))
    option = QStyleOptionViewItem()
    option.rect = cell(view, row, 0)
    delegate = view.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    delegate.helpEvent(event, view, option, view.model().index(row, 0))
    return QToolTip.text()


def test_a_cell_tells_its_story_to_who_points_at_it(qtbot: QtBot) -> None:
    assert "the whole story" in told(make(qtbot), 3)


def test_a_text_that_is_cut_is_told_whole(qtbot: QtBot) -> None:
    view = make(qtbot)
    view.setColumnWidth(0, 60)
    assert "+965 9876 0004" in told(view, 4)
