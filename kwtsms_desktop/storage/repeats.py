"""Whether the people of a list were sent this very text before, in whatever campaign."""

from __future__ import annotations

from dataclasses import dataclass

from kwtsms_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Repeat:
    """What was found.

    Attributes:
        people: numbers of the list that kwtSMS accepted this text for, or may have.
        last_at: UTC time of the last of these requests; None where there are none.
    """

    people: int
    last_at: str | None


class Repeats:
    """Compares contents, not names."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, list_id: int, template: str) -> Repeat:
        """How many ready rows of a list got a text made of this template before. Tests do not count."""
        row = self._db.read_one(
            """SELECT COUNT(DISTINCT recipients.phone) AS people, MAX(batches.submitted_at) AS last_at
               FROM campaigns
               JOIN recipients ON recipients.campaign_id = campaigns.id
               JOIN batches ON batches.id = recipients.batch_id
               WHERE campaigns.template = ? AND campaigns.test = 0
                   AND recipients.status NOT IN ('queued', 'refused', 'skipped', 'cancelled')
                   AND EXISTS (SELECT 1 FROM rows WHERE rows.list_id = ? AND rows.phone = recipients.phone
                                   AND rows.verdict = 'valid')""",
            template,
            list_id,
        )
        return Repeat(row["people"], row["last_at"]) if row else Repeat(0, None)
