from __future__ import annotations

import pytest

from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.file_shapes import MOST_SHAPES, FileShapes, RememberedMapping

MAPPING = RememberedMapping(
    ("name", "موبايل"), (("موبايل", 1),), "Clients", "cp1256", ";", include_hidden=True
)


@pytest.mark.parametrize(
    "mapping",
    [
        pytest.param(MAPPING, id="everything"),
        pytest.param(RememberedMapping(None, (("", 0), ("", 2))), id="no headings"),
    ],
)
def test_what_was_saved_is_found(database: Database, mapping: RememberedMapping) -> None:
    FileShapes(database).save("a", mapping)
    assert FileShapes(database).find("a") == mapping
    assert FileShapes(database).find("b") is None


def test_the_last_word_counts(database: Database) -> None:
    FileShapes(database).save("a", MAPPING)
    newer = RememberedMapping(None, (("", 0),))
    FileShapes(database).save("a", newer)
    assert FileShapes(database).find("a") == newer


def test_those_used_longest_ago_go_first(database: Database) -> None:
    shapes = FileShapes(database)
    for number in range(MOST_SHAPES):
        shapes.save(str(number), MAPPING)
    with database.write() as db:
        db.execute("UPDATE file_shapes SET used_at = '2020-01-01' WHERE shape = '7'")
    shapes.save("new", MAPPING)
    assert shapes.find("7") is None
    assert shapes.find("0") == shapes.find("new") == MAPPING


@pytest.mark.parametrize("options", ["", "[]", "{}", '{"header": 1, "phones": [], "colour": 2}'])
def test_what_cannot_be_read_is_forgotten(database: Database, options: str) -> None:
    with database.write() as db:
        db.execute("INSERT INTO file_shapes VALUES ('a', ?, '2020-01-01')", (options,))
    assert FileShapes(database).find("a") is None
