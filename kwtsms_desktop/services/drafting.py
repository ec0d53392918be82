"""Draft: what the user has prepared so far, saved by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.drafts import Draft, Drafts

__all__ = ["Draft", "Drafting"]


class Drafting:
    """Keeps the one campaign that is being prepared."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database
        self._turn = threading.Lock()

    def load(self) -> Draft:
        """What was prepared last, or an empty draft."""
        with self._open_database() as database:
            return Drafts(database).load()

    def save(self, draft: Draft) -> None:
        """Keep a draft in the place of the last one.

        Raises:
            StorageError: the data folder cannot be written.
        """
        with self._open_database() as database:
            Drafts(database).save(draft)

    def save_newest(self, newest: Callable[[], Draft]) -> Draft:
        """Keep what ``newest`` gives at the moment of writing, and give it back.

        Of two savings that overlap, in two threads, the later one writes what is newest then: an older draft
        never comes after a newer one.

        Raises:
            StorageError: the data folder cannot be written.
        """
        with self._turn:
            draft = newest()
            self.save(draft)
            return draft

    def clear(self) -> None:
        """It was planned, or given up."""
        with self._open_database() as database:
            Drafts(database).clear()
