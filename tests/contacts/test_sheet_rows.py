from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import python_calamine as calamine

from kwtsms_desktop.contacts.number_formats import NumberFormat
from kwtsms_desktop.contacts.sheet_parts import SheetScan, ShownRow
from kwtsms_desktop.contacts.sheet_rows import sheet_rows
from tests.contacts.files import Table, write_xlsx

AMOUNT, DINARS = NumberFormat("0.000"), NumberFormat('0.0" KD"')


def rows_of(folder: Path, rows: Table, scan: SheetScan, shown: Iterable[ShownRow] = ()) -> list[list[str]]:
    path = write_xlsx(folder / "a.xlsx", rows)
    content = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [texts for _, texts in sheet_rows(content, scan, lambda: iter(shown))]


def test_without_anything_found_rows_are_plain(tmp_path: Path) -> None:
    assert rows_of(tmp_path, [["a", 12.5, None], [], ["b"]], SheetScan()) == [["a", "12.5"], [], ["b"]]


def test_values_look_as_their_column_does_from_that_row_on(tmp_path: Path) -> None:
    scan = SheetScan(looks=[(1, 1, AMOUNT), (3, 1, DINARS), (4, 1, None)])
    rows: Table = [["a", 1.5], ["b", 2.5], ["c", 3.5], ["d", 4.5]]
    shown = [["a", "1.500"], ["b", "2.500"], ["c", "3.5 KD"], ["d", "4.5"]]
    assert rows_of(tmp_path, rows, scan) == shown


def test_texts_and_phone_numbers_in_a_column_with_a_look_stay(tmp_path: Path) -> None:
    scan = SheetScan(looks=[(1, 0, AMOUNT)])
    assert rows_of(tmp_path, [["Amount"], [96598765432], ["12.5"], [True]], scan) == [
        ["Amount"],
        ["96598765432"],
        ["12.5"],
        ["TRUE"],
    ]


def test_columns_count_from_the_first_of_the_sheet(tmp_path: Path) -> None:
    scan = SheetScan(looks=[(1, 0, DINARS), (1, 2, AMOUNT)], hidden_columns={1}, errors={2: {3: "#N/A"}})
    assert rows_of(tmp_path, [[None, "a", 1.5], [None, None, 2.5]], scan) == [
        ["", "", "1.500"],
        ["", "", "2.500", "#N/A"],
    ]


def test_a_value_whose_look_is_empty_is_left_off_at_the_end(tmp_path: Path) -> None:
    assert rows_of(tmp_path, [["a", 5]], SheetScan(looks=[(1, 1, NumberFormat(";;;"))])) == [["a"]]


def test_texts_kept_in_the_file_stand_for_values(tmp_path: Path) -> None:
    shown: list[ShownRow] = [(range(2, 4), {1: "1.500", 2: "nothing there"}), (range(5, 6), {0: "five"})]
    rows: Table = [["a", 1.5], ["b", 1.5], ["c", 1.5], ["d", 1.5], [5]]
    assert rows_of(tmp_path, rows, SheetScan(), shown) == [
        ["a", "1.5"],
        ["b", "1.500"],
        ["c", "1.500"],
        ["d", "1.5"],
        ["five"],
    ]


def test_a_group_merged_downwards_is_repeated(tmp_path: Path) -> None:
    scan = SheetScan(merged={2: [(0, 3)], 3: [(2, 4)]})
    rows: Table = [
        ["Group", "Name"],
        ["North", "Ali"],
        [None, "Sara", "VIP"],
        [None, "Omar"],
        ["South", "Hind"],
    ]
    assert rows_of(tmp_path, rows, scan) == [
        ["Group", "Name"],
        ["North", "Ali"],
        ["North", "Sara", "VIP"],
        ["", "Omar", "VIP"],
        ["South", "Hind"],
    ]


def test_a_group_makes_no_rows_of_blank_ones(tmp_path: Path) -> None:
    rows: Table = [["North", "Ali"], [], [None, "Sara"]]
    assert rows_of(tmp_path, rows, SheetScan(merged={1: [(0, 1000)]})) == [
        ["North", "Ali"],
        [],
        ["North", "Sara"],
    ]


def test_a_repeated_value_looks_like_its_first(tmp_path: Path) -> None:
    scan = SheetScan(looks=[(1, 0, AMOUNT)], merged={1: [(0, 2)]})
    assert rows_of(tmp_path, [[12.5, "Ali"], [None, "Sara"]], scan) == [["12.500", "Ali"], ["12.500", "Sara"]]


def test_cells_of_hidden_columns_are_empty(tmp_path: Path) -> None:
    rows: Table = [["a", "b", "c"], ["d", None, "f"], [None, "x"]]
    assert rows_of(tmp_path, rows, SheetScan(hidden_columns={1})) == [["a", "", "c"], ["d", "", "f"], []]
    everything_behind = SheetScan(hidden_columns=set(range(1, 16_384)))
    assert rows_of(tmp_path, rows, everything_behind) == [["a"], ["d"], []]


def test_kept_texts_are_asked_for_anew_each_time(tmp_path: Path) -> None:
    content = calamine.CalamineWorkbook.from_path(
        write_xlsx(tmp_path / "a.xlsx", [[1.5]])
    ).get_sheet_by_index(0)

    def shown() -> Iterator[ShownRow]:
        yield range(1, 2), {0: "1.500"}

    for _ in range(2):
        assert list(sheet_rows(content, SheetScan(), shown)) == [(1, ["1.500"])]
