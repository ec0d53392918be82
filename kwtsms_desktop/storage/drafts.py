"""The campaign that is being prepared: kept from step to step, so that a crash loses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kwtsms_desktop.storage.database import Database, utc_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A campaign before it is planned.

    Attributes:
        list_id: the list that was imported for it; None before that, or when it was deleted.
        template: the text as far as it is written.
        sender: chosen sender ID, empty before it is chosen.
        accept_review: whether rows to look at are sent to.
        step: how far the user has come: 0 list, 1 check, 2 message, 3 review.
    """

    list_id: int | None = None
    template: str = ""
    sender: str = ""
    accept_review: bool = False
    step: int = 0


class Drafts:
    """Keeps one draft."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def load(self) -> Draft:
        """The draft, or an empty one."""
        row = self._db.read_one("SELECT * FROM drafts WHERE id = 1")
        if row is None:
            return Draft()
        return Draft(
            list_id=row["list_id"],
            template=row["template"],
            sender=row["sender"],
            accept_review=bool(row["accept_review"]),
            step=row["step"] if row["list_id"] is not None else 0,
        )

    def save(self, draft: Draft) -> None:
        """Keep this draft in the place of the last one; without its list where that was deleted meanwhile."""
        with self._db.write() as db:
            db.execute(
                """INSERT INTO drafts (id, list_id, template, sender, accept_review, step, saved_at)
                   VALUES (1, (SELECT id FROM contact_lists WHERE id = ?1), ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (id) DO UPDATE SET list_id = excluded.list_id, template = ?2, sender = ?3,
                       accept_review = ?4, step = ?5, saved_at = ?6""",
                (
                    draft.list_id,
                    draft.template,
                    draft.sender,
                    int(draft.accept_review),
                    draft.step,
                    utc_text(),
                ),
            )

    def clear(self) -> None:
        """The campaign was planned, or given up."""
        with self._db.write() as db:
            db.execute("DELETE FROM drafts")
