"""Check: every entry of a list gets one verdict, and the verdicts add up to the list."""

from __future__ import annotations

import dataclasses
import itertools
import json
import threading
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kwtsms_desktop.core.checks import Checker, KeepDuplicate
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.phone import Policy
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.storage.accounts import AccountFacts, Accounts
from kwtsms_desktop.storage.block_list import BlockList
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.row_counts import RowCounts
from kwtsms_desktop.storage.row_queries import EVERY_ROW, FILE_ORDER, RowFilter, RowOrder, RowQueries
from kwtsms_desktop.storage.rows import ListRow, Rows

__all__ = [
    "CheckOptions",
    "CheckSummary",
    "Checking",
    "ContactList",
    "KeepDuplicate",
    "ListRow",
    "RowFilter",
    "RowOrder",
    "assumptions_of",
    "coverage_of",
    "mark_checked",
    "open_checker",
    "policy_of",
    "settle_duplicates",
    "summary_of",
]

_ROWS_PER_WRITE = 500


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
    """The outcome of a check. ``verdicts`` adds up to ``contact_list.entries``.

    Attributes:
        repaired: valid entries whose number was repaired.
        review_numbers: how many people more are sent to when the rows to look at are accepted. A cell may
            hold several numbers, and numbers that other rows have.
        seconds: how long the check took.
        reasons: for invalid, needs_review and not_covered: how many entries by the code of their reason,
            the most first.
        people: how many different numbers would be sent to as things stand, rows to look at left out.
        edited: entries that the user corrected.
        coverage_at: UTC time when the coverage was asked that was checked against; None: it is not known.
    """

    contact_list: ContactList
    verdicts: Mapping[Verdict, int]
    repaired: int
    review_numbers: int
    seconds: float
    reasons: Mapping[Verdict, Mapping[str, int]]
    people: int
    edited: int
    coverage_at: str | None


class Checking:
    """Checks lists and answers questions about their rows."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def check(
        self, list_id: int, options: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> CheckSummary:
        """Give every entry its verdict, in file order (backwards where the last duplicate is kept).

        What the user chose and corrected and what the gateway said is kept. A list counts as unchecked from
        the first verdict to the last: stopping leaves it so.

        Raises:
            UserError: there is no such list, or no such country.
        """
        began = time.monotonic()
        with self._open_database() as database:
            contact_list = _existing(database, list_id)
            lists, rows = ContactLists(database), Rows(database)
            checker = open_checker(database, options)
            against = assumptions_of(database, options)
            lists.mark_unchecked(list_id)
            found = breathing(rows.to_check(list_id, backwards=options.keep is KeepDuplicate.LAST), stop)
            done = 0
            while chunk := list(itertools.islice(found, _ROWS_PER_WRITE)):
                rows.save_verdicts(
                    checker.check(row.row, row.input, row.id, row.choice, row.gateway) for row in chunk
                )
                done += len(chunk)
                mailbox.put(Progress(done, contact_list.entries))
            if not stop.is_set():
                mark_checked(database, list_id, options, against)
            return summary_of(database, list_id, time.monotonic() - began)

    def is_current(self, contact_list: ContactList, options: CheckOptions) -> bool:
        """Whether a list was checked to the end, under these assumptions and by what is known today."""
        assumed = (contact_list.default_country, contact_list.keep_duplicate)
        if contact_list.checked_at is None or assumed != (options.default_country, options.keep.value):
            return False
        with self._open_database() as database:
            now, then = _assumptions(database, options), _read(contact_list.checked_against)
            return (now.coverage, now.block_list) == (then.coverage, then.block_list)

    def summary(self, list_id: int) -> CheckSummary:
        """The verdicts of a list as they stand.

        Raises:
            UserError: there is no such list.
        """
        with self._open_database() as database:
            return summary_of(database, list_id, 0.0)

    def row_ids(
        self, list_id: int, wanted: RowFilter = EVERY_ROW, order: RowOrder = FILE_ORDER
    ) -> array[int]:
        """The ids of rows to show, in this order."""
        with self._open_database() as database:
            return RowQueries(database).ids(list_id, wanted, order)

    def rows(self, ids: Sequence[int]) -> list[ListRow]:
        """The rows of these ids, in this order."""
        with self._open_database() as database:
            return Rows(database).page(ids)

    def all_rows(self, list_id: int) -> list[ListRow]:
        """Every row of a list, in file order."""
        with self._open_database() as database:
            return list(Rows(database).everything(list_id))


def open_checker(database: Database, options: CheckOptions) -> Checker:
    """A checker that assumes what a check of today assumes: country, coverage, block list.

    Raises:
        UserError: there is no such country.
    """
    coverage = _facts(database, options).prefixes
    return Checker(policy_of(options), BlockList(database).numbers(), coverage)


def policy_of(options: CheckOptions) -> Policy:
    """How cells are read.

    Raises:
        UserError: there is no such country.
    """
    try:
        return Policy(default_country=options.default_country or None)
    except ValueError as error:
        raise UserError(Reason.COUNTRY_CODE_UNKNOWN, country=options.default_country) from error


def coverage_of(database: Database, options: CheckOptions) -> tuple[str, ...]:
    """Prefixes the account can send to; none where that is not known."""
    return _facts(database, options).prefixes or ()


def assumptions_of(database: Database, options: CheckOptions) -> str:
    """What a check that begins now depends on beside its options, for ``mark_checked`` at its end."""
    return json.dumps(dataclasses.astuple(_assumptions(database, options)))


def mark_checked(database: Database, list_id: int, options: CheckOptions, against: str) -> None:
    """Note that every entry of a list has its verdict by these options and assumptions."""
    ContactLists(database).mark_checked(list_id, options.default_country, options.keep.value, against)


def settle_duplicates(database: Database, list_id: int, options: CheckOptions, stop: threading.Event) -> None:
    """Judge the entries of numbers that occur more than once anew: which of them is kept has changed.

    Entries of other numbers cannot change by that. Stopping leaves some of them as they were.

    Raises:
        UserError: there is no such country.
    """
    checker, rows = open_checker(database, options), Rows(database)
    found = rows.to_check(list_id, backwards=options.keep is KeepDuplicate.LAST, only_repeated=True)
    found = breathing(found, stop)
    while chunk := list(itertools.islice(found, _ROWS_PER_WRITE)):
        rows.save_verdicts(
            checker.check(row.row, row.input, row.id, row.choice, row.gateway) for row in chunk
        )


def summary_of(database: Database, list_id: int, seconds: float) -> CheckSummary:
    """The figures of a list as they stand.

    Raises:
        UserError: there is no such list.
    """
    counts = RowCounts(database)
    contact_list = _existing(database, list_id)
    verdicts = counts.verdicts(list_id)
    return CheckSummary(
        contact_list=contact_list,
        verdicts=verdicts,
        repaired=counts.repaired(list_id, verdicts[Verdict.VALID]),
        review_numbers=counts.review_numbers(list_id),
        seconds=seconds,
        reasons=counts.reasons(list_id),
        people=counts.people(list_id, verdicts[Verdict.VALID]),
        edited=counts.edited(list_id),
        coverage_at=_read(contact_list.checked_against).coverage_at,
    )


@dataclass(frozen=True, slots=True)
class _Assumptions:
    """What a check depends on beside its options.

    Attributes:
        coverage: a fingerprint of the prefixes; empty where they are not known.
        coverage_at: when they were asked; no reason to check again.
        block_list: its version.
    """

    coverage: str = ""
    coverage_at: str | None = None
    block_list: int = 0


def _assumptions(database: Database, options: CheckOptions) -> _Assumptions:
    facts = _facts(database, options)
    version = BlockList(database).version()
    if not facts.prefixes:
        return _Assumptions("", None, version)
    fingerprint = sha256(",".join(sorted(facts.prefixes)).encode()).hexdigest()[:16]
    return _Assumptions(fingerprint, facts.prefixes_at, version)


def _read(checked_against: str) -> _Assumptions:
    return _Assumptions(*json.loads(checked_against)) if checked_against else _Assumptions()


def _facts(database: Database, options: CheckOptions) -> AccountFacts:
    return Accounts(database).facts(options.account) if options.account else AccountFacts()


def _existing(database: Database, list_id: int) -> ContactList:
    found = ContactLists(database).get(list_id)
    if found is None:
        raise UserError(Reason.NO_SUCH_LIST, list=list_id)
    return found
