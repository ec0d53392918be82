"""The computers this data was used on. The one that was written down last is its home."""

from __future__ import annotations

from kwtsms_desktop.storage.database import Database, utc_text


class Homes:
    """Questions about them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def home(self) -> str | None:
        """The computer that may send; None before the first."""
        row = self._db.read_one("SELECT machine FROM homes ORDER BY id DESC LIMIT 1")
        return str(row["machine"]) if row else None

    def settle_in(self, machine: str) -> None:
        """Make this computer the home, if there is none yet."""
        if self.home() is not None:
            return
        with self._db.write(durable=True) as db:
            db.execute(
                """INSERT INTO homes (machine, confirmed_at)
                   SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM homes)""",
                (machine, utc_text()),
            )

    def move_to(self, machine: str) -> None:
        """This computer is the home from now on, whichever was before."""
        with self._db.write(durable=True) as db:
            db.execute("DELETE FROM homes WHERE machine = ?", (machine,))
            db.execute(
                "INSERT INTO homes (id, machine, confirmed_at) "
                "VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM homes), ?, ?)",
                (machine, utc_text()),
            )
