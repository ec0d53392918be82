"""Check: every row of a list gets one verdict, and the verdicts add up to the list."""

from __future__ import annotations

import itertools
import threading
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kwtsms_desktop.core.checks import Checker, KeepDuplicate
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.phone import Policy
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import ListRow, Rows

__all__ = ["CheckOptions", "CheckSummary", "Checking", "KeepDuplicate", "ListRow"]

_ROWS_PER_WRITE = 500  # also the rhythm of the pauses that keep the window alive
_BREATH_SECONDS = 0.0005


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check assumes.

    Attributes:
        default_country: code put before bare local numbers; empty for none.
        keep: which of several rows with one number is sent to.
        account: whose cached coverage decides "not covered"; empty for no account.
    """

    default_country: str = "965"
    keep: KeepDuplicate = KeepDuplicate.FIRST
    account: str = ""


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """The outcome of a check. ``verdicts`` adds up to ``contact_list.rows``.

    Attributes:
        review_numbers: how many people more are sent to when the rows to look at are accepted. A cell may
            hold several numbers, and numbers that other rows have.
    """

    contact_list: ContactList
    verdicts: Mapping[Verdict, int]
    repaired: int
    review_numbers: int
    seconds: float


class Checking:
    """Checks lists and answers questions about their rows."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def check(
        self, list_id: int, options: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> CheckSummary:
        """Give every row its verdict, in file order (backwards where the last duplicate is kept).

        A list counts as unchecked from the first verdict to the last: stopping leaves it so.

        Raises:
            UserError: there is no such list.
        """
        began = time.monotonic()
        with self._open_database() as database:
            contact_list = _existing(database, list_id)
            lists, rows = ContactLists(database), Rows(database)
            lists.mark_unchecked(list_id)
            coverage = Accounts(database).facts(options.account).prefixes if options.account else None
            checker = Checker(_policy(options.default_country), coverage=coverage)
            found = rows.to_check(list_id, backwards=options.keep is KeepDuplicate.LAST)
            done = 0
            while not stop.is_set():
                chunk = list(itertools.islice(found, _ROWS_PER_WRITE))
                if not chunk:
                    break
                rows.save_verdicts(
                    checker.check(row.row, row.input, row.id, row.choice, row.gateway) for row in chunk
                )
                done += len(chunk)
                mailbox.put(Progress(done, contact_list.rows))
                stop.wait(_BREATH_SECONDS)
            if not stop.is_set():
                lists.mark_checked(list_id, options.default_country, options.keep.value, "")
            return _summary(database, list_id, time.monotonic() - began)

    def is_current(self, contact_list: ContactList, options: CheckOptions) -> bool:
        """Whether a list was checked to the end, under these assumptions."""
        assumed = (contact_list.default_country, contact_list.keep_duplicate)
        return contact_list.checked_at is not None and assumed == (
            options.default_country,
            options.keep.value,
        )

    def summary(self, list_id: int) -> CheckSummary:
        """The verdicts of a list as they stand.

        Raises:
            UserError: there is no such list.
        """
        with self._open_database() as database:
            return _summary(database, list_id, 0.0)

    def row_ids(self, list_id: int, verdicts: Sequence[Verdict] = (), search: str = "") -> array[int]:
        """The ids of rows to show, in file order."""
        with self._open_database() as database:
            return Rows(database).ids(list_id, verdicts, search)

    def rows(self, ids: Sequence[int]) -> list[ListRow]:
        """The rows of these ids, in this order."""
        with self._open_database() as database:
            return Rows(database).page(ids)

    def all_rows(self, list_id: int) -> list[ListRow]:
        """Every row of a list, in file order."""
        with self._open_database() as database:
            return list(Rows(database).everything(list_id))


def _policy(default_country: str) -> Policy:
    try:
        return Policy(default_country=default_country or None)
    except ValueError as error:
        raise UserError(Reason.COUNTRY_CODE_UNKNOWN, country=default_country) from error


def _existing(database: Database, list_id: int) -> ContactList:
    found = ContactLists(database).get(list_id)
    if found is None:
        raise UserError(Reason.NO_SUCH_LIST, list=list_id)
    return found


def _summary(database: Database, list_id: int, seconds: float) -> CheckSummary:
    rows = Rows(database)
    return CheckSummary(
        contact_list=_existing(database, list_id),
        verdicts=rows.counts(list_id),
        repaired=rows.repaired(list_id),
        review_numbers=rows.review_numbers(list_id),
        seconds=seconds,
    )
