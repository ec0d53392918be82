"""Lists: the stored contact lists are named, laid together, taken apart and deleted.

What comes of laying together and taking apart is checked like an imported file: someone who is in two
lists is one person and one duplicate afterwards. What was stopped leaves nothing behind.
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from kwtsms_desktop.contacts.columns import column_letter, column_names
from kwtsms_desktop.contacts.heading_words import fold
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.checking import (
    Checking,
    CheckOptions,
    CheckSummary,
    assumptions_of,
    mark_checked,
    open_checker,
    policy_of,
    settle_duplicates,
    summary_of,
)
from kwtsms_desktop.services.events import Event, Mailbox, Progress
from kwtsms_desktop.services.list_marks import existing_list
from kwtsms_desktop.services.rechecking import recheck_entries
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.list_copies import ColumnMapping, ListCopies
from kwtsms_desktop.storage.row_changes import RowChanges
from kwtsms_desktop.texts import _

__all__ = ["ColumnValue", "ContactList", "Lists"]

MOST_PARTS = 50
"""Into more lists none is split: the column holds names or numbers rather than groups."""

_LEAST_PARTS = 2
_LONGEST_NAME = 120
_ROWS_PER_WRITE = 1000


class ColumnValue(NamedTuple):
    """A text in a column, and how many rows have it."""

    value: str
    rows: int

    @property
    def text(self) -> str:
        """The value as it is shown: blank cells have a word."""
        return self.value or _("(blank)")


class Lists:
    """Works on whole lists."""

    def __init__(self, open_database: Callable[[], Database], checking: Checking) -> None:
        self._open_database = open_database
        self._checking = checking

    def all(self) -> list[ContactList]:
        """Every finished list, newest first."""
        with self._open_database() as database:
            return ContactLists(database).all()

    def rename(self, list_id: int, name: str) -> ContactList:
        """Give a list another name, white space tidied.

        Raises:
            UserError: the name is blank, or there is no such list.
        """
        tidy = _tidy(name)
        if not tidy:
            raise UserError(Reason.LIST_NAME_EMPTY)
        with self._open_database() as database:
            existing_list(database, list_id)
            ContactLists(database).rename(list_id, tidy)
            return existing_list(database, list_id)

    def delete(self, list_id: int) -> None:
        """Forget a list. Campaigns sent to it keep their own copy of what they sent."""
        with self._open_database() as database:
            ContactLists(database).delete(list_id)

    def merge(
        self, ids: Sequence[int], name: str, check: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> CheckSummary | None:
        """Lay lists together in a new one, in this order; None when stopped, and nothing is left then.

        Columns with the same heading become one (case, spaces, ``_`` and ``-`` do not count), except that
        a phone column never becomes one with a column that was not sent to. Rows are numbered anew from
        1; choices, corrections and what the gateway said are kept.

        Args:
            ids: at least two lists; one that is named twice counts once.
            name: of the new list; blank for the names of the lists.
            check: what the check of the new list assumes.
            mailbox: gets ``Progress`` in rows: each is copied, then checked.
            stop: set it to give up.

        Raises:
            UserError: one of the lists is not there, or there are fewer than two.
        """
        with self._open_database() as database:
            sources = [existing_list(database, list_id) for list_id in dict.fromkeys(ids)]
            if len(sources) < _LEAST_PARTS:
                raise UserError(Reason.TOO_FEW_LISTS)
            verdicts = self._verdicts(database, sources, check)
            headings, mappings = united_columns(sources)
            wanted = _tidy(name) or _tidy(" + ".join(source.name for source in sources))
            lists = ContactLists(database)
            name = _free_name(wanted, {found.name for found in lists.all()})
            list_id = lists.create(_merged(sources, headings, mappings, name))
            total = sum(source.entries for source in sources)
            with _Unfinished(database, [list_id]) as unfinished:
                copies, first_row = ListCopies(database), 1
                part = _Part(mailbox, 0, 2 * total)
                for source, mapping in zip(sources, mappings, strict=True):
                    for last_row in copies.append(
                        source.id, list_id, mapping, first_row, with_verdicts=verdicts.are_copied
                    ):
                        first_row = last_row + 1
                        part.put(Progress(last_row, None))
                        if stop.is_set():
                            return None
                verdicts.give(list_id, _Part(mailbox, total, 2 * total), stop)
                if stop.is_set():
                    return None
                lists.mark_ready(list_id)
                unfinished.is_done = True
            mailbox.put(Progress(2 * total, 2 * total))
            return summary_of(database, list_id, 0.0)

    def column_values(self, list_id: int, column: int, limit: int = 200) -> list[ColumnValue]:
        """The different texts in a column (0-based), trimmed, the commonest first; "" for blank cells."""
        with self._open_database() as database:
            return [ColumnValue(*found) for found in ListCopies(database).values(list_id, column, limit)]

    def split(
        self, list_id: int, column: int, check: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> list[int]:
        """Make a list of each value in a column, the commonest first; row numbers stay. Stopped: nothing.

        Raises:
            UserError: there is no such list or column, or its values are too many or only one.
        """
        with self._open_database() as database:
            source = existing_list(database, list_id)
            values = _values_to_split(database, source, column)
            verdicts = self._verdicts(database, [source], check)
            lists = ContactLists(database)
            taken = {found.name for found in lists.all()}
            targets: dict[str, int] = {}
            part = _Part(mailbox, 0, 2 * source.entries)
            with _Unfinished(database, targets.values()) as unfinished:
                for value in values:
                    name = _free_name(_part_name(source.name, value.text), taken)
                    taken.add(name)
                    targets[value.value] = lists.create(_part_of(source, name))
                copies = ListCopies(database)
                for done in copies.distribute(source.id, column, targets, with_verdicts=verdicts.are_copied):
                    part.put(Progress(done, None))
                    if stop.is_set():
                        return []
                done = source.entries
                for value in values:
                    verdicts.give(targets[value.value], _Part(mailbox, done, 2 * source.entries), stop)
                    done += value.rows
                    if stop.is_set():
                        return []
                for target in targets.values():
                    lists.mark_ready(target)
                unfinished.is_done = True
            mailbox.put(Progress(2 * source.entries, 2 * source.entries))
        return list(targets.values())

    def _verdicts(self, database: Database, sources: Sequence[ContactList], check: CheckOptions) -> _Verdicts:
        are_current = all(self._checking.is_current(source, check) for source in sources)
        return _Verdicts(database, self._checking, check, are_copied=are_current)


class _Verdicts:
    """How the entries of a new list get their verdicts.

    Where the lists it is made of were checked under the same assumptions, their verdicts are copied and
    only those of numbers that became repeated, or ceased to be, are given anew: no other can differ.

    Attributes:
        are_copied: whether they are.
    """

    def __init__(
        self, database: Database, checking: Checking, check: CheckOptions, *, are_copied: bool
    ) -> None:
        self.are_copied = are_copied
        self._database = database
        self._checking = checking
        self._check = check
        self._against = assumptions_of(database, check)

    def give(self, list_id: int, mailbox: Mailbox, stop: threading.Event) -> None:
        """Have every entry of a list judged; when stopped, some are not."""
        if not self.are_copied:
            self._checking.check(list_id, self._check, mailbox, stop)
            return
        settle_duplicates(self._database, list_id, self._check, stop)
        policy, alone = policy_of(self._check), ListCopies(self._database).lone_duplicates(list_id)
        for start in range(0, len(alone), _ROWS_PER_WRITE):
            if stop.is_set():
                return
            checker = open_checker(self._database, self._check)
            with self._database.write() as transaction:
                changes = RowChanges(transaction, list_id)
                recheck_entries(
                    changes, checker, policy, self._check.keep, alone[start : start + _ROWS_PER_WRITE]
                )
        if not stop.is_set():
            mark_checked(self._database, list_id, self._check, self._against)


def united_columns(lists: Sequence[ContactList]) -> tuple[tuple[str, ...], tuple[ColumnMapping, ...]]:
    """The headings of several lists laid together, and where the cells of each go."""
    headings: list[str] = []
    places: dict[tuple[str, bool, int], int] = {}
    found: list[dict[int, int]] = []
    for contact_list in lists:
        seen: Counter[tuple[str, bool]] = Counter()
        targets: dict[int, int] = {}
        for column, heading in enumerate(contact_list.headings):
            kind = (fold(heading), column in contact_list.phone_columns)
            place = places.setdefault((*kind, seen[kind]), len(headings))
            seen[kind] += 1
            if place == len(headings):
                headings.append(heading)
            targets[place] = column
        found.append(targets)
    mappings = (
        ColumnMapping(tuple(targets.get(place) for place in range(len(headings)))) for targets in found
    )
    return tuple(headings), tuple(mappings)


class _Part(Mailbox):
    """Passes on the progress of one part of the work as progress of the whole."""

    def __init__(self, whole: Mailbox, before: int, total: int) -> None:
        super().__init__()
        self._whole = whole
        self._before = before
        self._total = total

    def put(self, event: Event) -> None:
        """Hand the event on, counted from the beginning."""
        if isinstance(event, Progress):
            event = Progress(self._before + event.done, self._total)
        self._whole.put(event)


class _Unfinished:
    """Lists that are deleted at the end of the block unless they were done."""

    def __init__(self, database: Database, ids: Iterable[int]) -> None:
        self._lists = ContactLists(database)
        self._ids = ids
        self.is_done = False

    def __enter__(self) -> _Unfinished:
        return self

    def __exit__(self, *_error: object) -> None:
        if not self.is_done:
            for list_id in self._ids:
                self._lists.delete(list_id)


def _values_to_split(database: Database, source: ContactList, column: int) -> list[ColumnValue]:
    names = column_names(source.headings)
    if not 0 <= column < len(names):
        raise UserError(Reason.NO_SUCH_COLUMN, column=column_letter(column), columns=", ".join(names))
    values = [ColumnValue(*found) for found in ListCopies(database).values(source.id, column, MOST_PARTS + 1)]
    if len(values) > MOST_PARTS:
        raise UserError(Reason.TOO_MANY_VALUES, column=names[column], limit=MOST_PARTS)
    if len(values) < _LEAST_PARTS:
        raise UserError(Reason.ONE_VALUE_ONLY, column=names[column])
    return values


def _merged(
    sources: Sequence[ContactList], headings: tuple[str, ...], mappings: Sequence[ColumnMapping], name: str
) -> NewList:
    pairs = list(zip(sources, mappings, strict=True))
    phones = {mapping.target(column) for source, mapping in pairs for column in source.phone_columns}
    mixed = {mapping.target(column) for source, mapping in pairs for column in source.mixed_columns}
    return NewList(
        name=name,
        file_name=name,
        sheet=None,
        encoding=None,
        delimiter=None,
        header_row=0,
        headings=headings,
        phone_columns=tuple(sorted(phones)),
        hidden_rows=0,
        mixed_columns=tuple(sorted(mixed)),
    )


def _part_of(source: ContactList, name: str) -> NewList:
    return NewList(
        name=name,
        file_name=source.file_name,
        sheet=source.sheet,
        encoding=source.encoding,
        delimiter=source.delimiter,
        header_row=source.header_row,
        headings=source.headings,
        phone_columns=source.phone_columns,
        hidden_rows=0,
        hidden_columns=source.hidden_columns,
        mixed_columns=source.mixed_columns,
    )


def _tidy(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME].strip()


def _part_name(name: str, value: str) -> str:
    return _tidy(_("{list} – {value}").format(list=name, value=value))


def _free_name(wanted: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where a list has it already."""
    return next(name for name in _numbered(wanted) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in itertools.count(2):
        yield f"{name} ({number})"
