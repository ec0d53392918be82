from __future__ import annotations

from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.row_numbers import rows_by_number
from kwtsms_desktop.storage.rows import Rows
from tests.support.builders import store_list


def test_rows_are_found_by_their_numbers_with_their_first_entry(database: Database) -> None:
    list_id, other = store_list(database, ["1", "2", "3"]), store_list(database, ["4"])
    with database.write() as db:
        db.execute(
            "INSERT INTO rows (list_id, row, cells, input, phone_column) VALUES (?, 3, '[\"2\"]', '2', 1)",
            (list_id,),
        )
    found = rows_by_number(database, list_id, [3, 4, 99])
    first = {row.row: row.id for row in reversed(list(Rows(database).everything(list_id)))}
    assert {number: (row.id, row.cells) for number, row in found.items()} == {
        3: (first[3], ("2",)),
        4: (first[4], ("3",)),
    }
    assert rows_by_number(database, other, []) == {}
