"""Guard: data that was copied from another computer sends nothing until its user says who sends.

Rule: the same campaign on two computers is sent twice, and neither can know. So the data knows its home, and
away from it everything can be looked at and planned, but nothing is sent or settled.
"""

from __future__ import annotations

from collections.abc import Callable

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.homes import Homes


class Guarding:
    """Knows whether this computer may send."""

    def __init__(self, open_database: Callable[[], Database], machine: Callable[[], str]) -> None:
        """Make it.

        Args:
            open_database: opens a connection for the calling thread.
            machine: what tells this computer from others.
        """
        self._open_database = open_database
        self._machine = machine

    def settle_in(self) -> None:
        """New data is at home where it is made."""
        with self._open_database() as database:
            Homes(database).settle_in(self._machine())

    def is_at_home(self) -> bool:
        """Whether this computer may send."""
        with self._open_database() as database:
            home = Homes(database).home()
        return home is None or home == self._machine()

    def require_home(self) -> None:
        """Go on only where this computer may send.

        Raises:
            UserError: the data was copied from another computer, and nobody confirmed it here yet.
        """
        if not self.is_at_home():
            raise UserError(Reason.DATA_COPIED)

    def confirm(self) -> None:
        """The user says that no other computer sends with this data any more."""
        with self._open_database() as database:
            Homes(database).move_to(self._machine())
