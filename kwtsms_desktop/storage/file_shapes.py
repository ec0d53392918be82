"""How files of a certain shape are to be read: what the user once said of such a file, for the next one."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from kwtsms_desktop.storage.database import Database, utc_text

MOST_SHAPES = 200
"""More are not remembered; those used longest ago go first."""


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """How files of one shape are read.

    Attributes:
        header: the cells of the heading row, folded for comparison; None where there are no headings.
        phones: the phone columns: folded heading (empty where there is none) and 0-based index.
        sheet: the sheet, where the user chose one.
        encoding: of a text file, where the user chose one.
        delimiter: of a text file, where the user chose one.
        include_hidden: whether hidden rows are read too.
    """

    header: tuple[str, ...] | None
    phones: tuple[tuple[str, int], ...]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    include_hidden: bool = False


class FileShapes:
    """Remembers mappings by the shape of the file they were made for."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, shape: str) -> RememberedMapping | None:
        """What is remembered of files of this shape; None for nothing, or nothing that can be read."""
        row = self._db.read_one("SELECT options FROM file_shapes WHERE shape = ?", shape)
        return _mapping(str(row["options"])) if row else None

    def save(self, shape: str, mapping: RememberedMapping) -> None:
        """Remember a mapping in the place of the last one for this shape; ``MOST_SHAPES`` are kept."""
        options = json.dumps(dataclasses.asdict(mapping), ensure_ascii=False)
        with self._db.write() as db:
            db.execute(
                """INSERT INTO file_shapes (shape, options, used_at) VALUES (?1, ?2, ?3)
                   ON CONFLICT (shape) DO UPDATE SET options = ?2, used_at = ?3""",
                (shape, options, utc_text()),
            )
            db.execute(
                """DELETE FROM file_shapes WHERE shape NOT IN
                   (SELECT shape FROM file_shapes ORDER BY used_at DESC, rowid DESC LIMIT ?)""",
                (MOST_SHAPES,),
            )


def _mapping(options: str) -> RememberedMapping | None:
    try:
        stored = json.loads(options)
        header = stored.pop("header")
        phones = stored.pop("phones")
        return RememberedMapping(
            None if header is None else tuple(map(str, header)),
            tuple((str(heading), int(index)) for heading, index in phones),
            **stored,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
