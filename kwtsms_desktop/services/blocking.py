"""Block: keep the list of numbers that must not be written to, from wherever they are told.

Whoever is blocked by mistake is not written to; whoever is missed is written to against their wish. So of
a cell that may mean several numbers all are blocked, and what is no number is told back.
"""

from __future__ import annotations

import re
import threading
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.contacts.columns import column_names
from kwtsms_desktop.contacts.table import ContactFile, ImportOptions, open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.phone import PhoneReading, Policy, read_phone
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.storage.block_list import BlockedNumber, BlockList, BlockSource
from kwtsms_desktop.storage.campaigns import Campaigns
from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import ListRow, Rows

__all__ = ["BlockResult", "BlockSource", "BlockedNumber", "Blocking"]

MOST_TOLD = 100
"""So many texts that are no number are told back."""

_ROWS_PER_REPORT = 500
_ROWS_PER_PAGE = 500
_BETWEEN_CELLS = re.compile(r"[\r\n\t,;|،؛]+")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class BlockResult:
    """What became of numbers to be blocked.

    Attributes:
        added: how many are new on the block list.
        known: how many were on it already; a number given twice counts once.
        unreadable: the first texts that are no number.
    """

    added: int
    known: int
    unreadable: tuple[str, ...] = ()


class Blocking:
    """The block list."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def add(self, text: str, note: str = "", country: str = "965") -> BlockResult:
        """Block every number in a text, in any spelling and separated by anything.

        Args:
            text: as typed or pasted.
            note: why; kept with the numbers that are new.
            country: code put before bare local numbers; empty for none.

        Raises:
            UserError: ``country`` is no country code.
        """
        found = _Found(_policy(country))
        for cell in _BETWEEN_CELLS.split(text):
            found.add(cell)
        with self._open_database() as database:
            return found.store(BlockList(database), note.strip(), BlockSource.HAND)

    def add_from_file(
        self,
        path: Path,
        options: ImportOptions,
        mailbox: Mailbox,
        stop: threading.Event,
        country: str = "965",
    ) -> BlockResult | None:
        """Block the numbers in all phone cells of a file; None when stopped first: nothing is blocked then.

        Raises:
            UserError: the file cannot be read or has no phone column, or ``country`` is no country code.
        """
        found = _Found(_policy(country))
        with open_contact_file(path, options, stop) as file:
            columns = _phone_columns(file, options)
            for number, row in enumerate(breathing(file.rows(), stop), start=1):
                for column in columns:
                    found.add(row.cells[column])
                if number % _ROWS_PER_REPORT == 0:
                    mailbox.put(Progress(number, None))
        if stop.is_set():
            return None
        with self._open_database() as database:
            return found.store(BlockList(database), path.name, BlockSource.FILE)

    def add_from_campaign(
        self, campaign_id: int, statuses: Collection[RecipientStatus] = tuple(RecipientStatus)
    ) -> BlockResult:
        """Block everybody a campaign was for, or those whose status is one of these.

        Raises:
            UserError: there is no such campaign.
        """
        with self._open_database() as database:
            campaign = Campaigns(database).get(campaign_id)
            if campaign is None:
                raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
            return BlockResult(
                *BlockList(database).add_from_campaign(campaign_id, statuses, campaign.list_name)
            )

    def add_rows(self, list_id: int, ids: Sequence[int]) -> BlockResult:
        """Block the numbers of rows of a list, as the last check read them.

        Raises:
            UserError: there is no such list.
        """
        with self._open_database() as database:
            contact_list = ContactLists(database).get(list_id)
            if contact_list is None:
                raise UserError(Reason.NO_SUCH_LIST, list=list_id)
            found = _Found(Policy())
            for row in _pages(Rows(database), ids):
                found.take(row.proposals or ((row.phone,) if row.phone else ()))
                if row.phone is None:
                    found.miss(row.input)
            return found.store(BlockList(database), contact_list.name, BlockSource.HAND)

    def remove(self, ids: Sequence[int]) -> int:
        """Take numbers off the list; returns how many were on it."""
        with self._open_database() as database:
            return BlockList(database).remove(ids)

    def ids(self, search: str = "") -> array[int]:
        """The ids of blocked numbers, newest first: all, or those whose number or note holds a text."""
        with self._open_database() as database:
            return BlockList(database).ids(search)

    def numbers(self, ids: Sequence[int]) -> list[BlockedNumber]:
        """The numbers of these ids, in this order."""
        with self._open_database() as database:
            return BlockList(database).page(ids)

    def count(self) -> int:
        """How many numbers are blocked."""
        with self._open_database() as database:
            return BlockList(database).count()

    def version(self) -> int:
        """Grows with every change of the list."""
        with self._open_database() as database:
            return BlockList(database).version()


class _Found:
    """Numbers on their way to the block list, each once, in the order they were met."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._phones: dict[str, None] = {}
        self._unreadable: dict[str, None] = {}

    def add(self, cell: str) -> None:
        """Everything that a cell may mean."""
        reading = read_phone(cell, self._policy)
        if reading.verdict is Verdict.VALID and reading.phone:
            self._phones[reading.phone] = None
        elif reading.verdict is not Verdict.BLANK:
            phones, left = _apart(cell, reading, self._policy)
            self.take(phones)
            for text in left:
                self.miss(text)

    def take(self, phones: Iterable[str]) -> None:
        """Numbers that were read before."""
        self._phones.update(dict.fromkeys(phones))

    def miss(self, text: str) -> None:
        """A text that is no number."""
        if text.strip() and len(self._unreadable) < MOST_TOLD:
            self._unreadable[text.strip()] = None

    def store(self, block_list: BlockList, note: str, source: BlockSource) -> BlockResult:
        """Put the numbers on the list."""
        added = block_list.add(self._phones, note, source)
        return BlockResult(added, len(self._phones) - added, tuple(self._unreadable))


def _apart(cell: str, whole: PhoneReading, policy: Policy) -> tuple[Sequence[str], Sequence[str]]:
    """The numbers of a cell that is not simply one, and the parts of it that are none.

    Its parts between spaces come first where they are numbers by themselves: read as a whole, a slip among
    them would be joined to its neighbour, or passed over.
    """
    good: list[str] = []
    bad: list[str] = []
    for part in cell.split():
        reading = read_phone(part, policy)
        if reading.verdict is Verdict.VALID and reading.phone:
            good.append(reading.phone)
        elif _HAS_DIGIT.search(part):
            bad.append(part)
    whole_says_more = set(good) < set(whole.proposals) and whole.reason is not Reason.EXTENSION
    if good and not (bad and whole_says_more):
        return good, bad
    return (whole.proposals, ()) if whole.proposals else ((), (cell,))


def _phone_columns(file: ContactFile, options: ImportOptions) -> tuple[int, ...]:
    """The columns that were named, else all that look like phone numbers: nobody in the file is missed."""
    columns = file.phone_columns if options.phone_columns else file.phone_candidates
    if not columns:
        raise UserError(Reason.NO_PHONE_COLUMN, columns=", ".join(column_names(file.headings)))
    return columns


def _pages(rows: Rows, ids: Sequence[int]) -> Iterator[ListRow]:
    for start in range(0, len(ids), _ROWS_PER_PAGE):
        yield from rows.page(ids[start : start + _ROWS_PER_PAGE])


def _policy(country: str) -> Policy:
    try:
        return Policy(default_country=country or None)
    except ValueError as error:
        raise UserError(Reason.COUNTRY_CODE_UNKNOWN, country=country) from error
