"""Edit: correct cells of a checked list, leave rows out or accept them, and take all of it back.

Every change is stored together with what it needs to be undone, and the verdicts it touches change with it:
a list that was checked stays checked. Of big changes the choices are stored first, all of them or none; a
recheck that is stopped then leaves the list unchecked.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kwtsms_desktop.core.checks import KeepDuplicate
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Choice
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.checking import (
    Checking,
    CheckOptions,
    CheckSummary,
    open_checker,
    policy_of,
    summary_of,
)
from kwtsms_desktop.services.corrections import Corrections, put_back
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.services.rechecking import MOST_AT_ONCE, recheck_entries, recheck_list
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.list_edits import ListEdits, Step, step_in_short
from kwtsms_desktop.storage.row_changes import ChoicesBefore, RowChanges

__all__ = ["Edit", "EditKind", "EditResult", "Editing", "KeepDuplicate"]

_ROWS_PER_REPORT = 500


class EditKind(StrEnum):
    """What the user did."""

    CORRECTED = "corrected"
    EXCLUDED = "excluded"
    INCLUDED = "included"
    ACCEPTED = "accepted"
    PUT_BACK = "put_back"  # corrections came back in a file


@dataclass(frozen=True, slots=True)
class Edit:
    """One step that can be undone.

    Attributes:
        rows: how many rows it changed; for choices, entries.
        made_at: UTC time.
    """

    id: int
    kind: EditKind
    rows: int
    made_at: str


@dataclass(frozen=True, slots=True)
class EditResult:
    """How a list is after an edit.

    Attributes:
        changed: ids of entries that are not what they were, in ascending order: those that were edited, and
            those whose verdict changed with them. Where the whole list had to be checked, all its entries.
        edit: the step that was made, undone or done again; None where nothing changed.
    """

    summary: CheckSummary
    changed: array[int]
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class _Change:
    """What a change did, before the verdicts were looked at."""

    step: Step | None
    ids: Sequence[int]
    phones: Sequence[str] = ()


_Work = Callable[[RowChanges, ListEdits], _Change | None]


class Editing:
    """Changes rows of lists."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database
        self._checking = Checking(open_database)

    def correct(self, list_id: int, row_id: int, column: int, text: str, options: CheckOptions) -> EditResult:
        """Write a cell of a row; where it is a phone cell, the number is read anew.

        Args:
            list_id: the list.
            row_id: id of one of the row's entries; the others share the cell.
            column: 0-based index into the list's headings.
            text: what the cell holds from now on.
            options: what the list was checked under.

        Raises:
            UserError: there is no such list.
        """
        corrections = [(row_id, column, text)]
        return self.correct_many(
            list_id, corrections, options, Mailbox(), threading.Event(), EditKind.CORRECTED
        )

    def correct_many(
        self,
        list_id: int,
        corrections: Sequence[tuple[int, int, str]],
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
        kind: EditKind = EditKind.PUT_BACK,
    ) -> EditResult:
        """Write many cells (entry, column, text) as one step. Stopping while they are written writes none.

        Raises:
            UserError: there is no such list.
        """
        with self._open_database() as database:
            contact_list = _existing(database, list_id)

            def work(changes: RowChanges, edits: ListEdits) -> _Change | None:
                desk = Corrections(changes, contact_list.phone_columns, policy_of(options))
                for number, (row_id, column, text) in enumerate(breathing(corrections, stop), start=1):
                    desk.correct(row_id, column, text)
                    if number % _ROWS_PER_REPORT == 0:
                        mailbox.put(Progress(number, len(corrections)))
                if stop.is_set():
                    return None
                before = desk.store()
                rows = len({state.row for state in before})
                step = edits.add(kind.value, before, rows=rows) if before else None
                return _Change(step, [state.id for state in before]) if step else None

            return self._edit(database, contact_list, options, mailbox, stop, work)

    def exclude(
        self,
        list_id: int,
        ids: Sequence[int],
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> EditResult:
        """Leave entries out.

        Raises:
            UserError: there is no such list.
        """
        return self._choose(list_id, ids, Choice.EXCLUDED, EditKind.EXCLUDED, options, mailbox, stop)

    def include(
        self,
        list_id: int,
        ids: Sequence[int],
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> EditResult:
        """Take back whatever was chosen for entries: left out, or accepted.

        Raises:
            UserError: there is no such list.
        """
        return self._choose(list_id, ids, None, EditKind.INCLUDED, options, mailbox, stop)

    def accept(
        self,
        list_id: int,
        ids: Sequence[int],
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> EditResult:
        """Send to the numbers that were read in entries to look at; other entries stay as they are.

        Raises:
            UserError: there is no such list.
        """
        return self._choose(list_id, ids, Choice.ACCEPTED, EditKind.ACCEPTED, options, mailbox, stop)

    def keep(
        self,
        list_id: int,
        keep: KeepDuplicate,
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> EditResult:
        """Change which of several entries with one number is sent to.

        Args:
            list_id: the list.
            keep: what is kept from now on.
            options: everything else that the list was checked under.
            mailbox: gets the progress.
            stop: leaves the list unchecked.

        Raises:
            UserError: there is no such list.
        """
        with self._open_database() as database:
            contact_list = _existing(database, list_id)
            before = replace(options, keep=KeepDuplicate(contact_list.keep_duplicate))

            def work(changes: RowChanges, _edits: ListEdits) -> _Change | None:
                if contact_list.keep_duplicate == keep.value:
                    return None
                changes.set_keep(keep.value)
                return _Change(None, (), changes.repeated_phones(MOST_AT_ONCE + 1))

            is_current = self._checking.is_current(contact_list, before)
            wanted = replace(options, keep=keep)
            return self._edit(database, contact_list, wanted, mailbox, stop, work, is_current=is_current)

    def undo(
        self, list_id: int, options: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> EditResult | None:
        """Take the last step back: cells, choices and verdicts are what they were. None: there is none.

        Raises:
            UserError: there is no such list.
        """
        return self._turn(list_id, options, mailbox, stop, is_undone=False)

    def redo(
        self, list_id: int, options: CheckOptions, mailbox: Mailbox, stop: threading.Event
    ) -> EditResult | None:
        """Do again what was undone last. None: there is nothing.

        Raises:
            UserError: there is no such list.
        """
        return self._turn(list_id, options, mailbox, stop, is_undone=True)

    def last(self, list_id: int) -> tuple[Edit | None, Edit | None]:
        """The step that can be undone, and the one that can be done again."""
        with self._open_database() as database:
            back = step_in_short(database, list_id, is_undone=False)
            again = step_in_short(database, list_id, is_undone=True)
            return _edit(back), _edit(again)

    def _choose(
        self,
        list_id: int,
        ids: Sequence[int],
        choice: Choice | None,
        kind: EditKind,
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
    ) -> EditResult:
        def work(changes: RowChanges, edits: ListEdits) -> _Change | None:
            only_to_review = choice is Choice.ACCEPTED
            before = changes.choose(((id_, choice) for id_ in ids), only_to_review=only_to_review)
            changed = _ids(before)
            return _Change(edits.add(kind.value, choices=before), changed) if changed else None

        with self._open_database() as database:
            contact_list = _existing(database, list_id)
            return self._edit(database, contact_list, options, mailbox, stop, work)

    def _turn(
        self,
        list_id: int,
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
        *,
        is_undone: bool,
    ) -> EditResult | None:
        """Change places: what a step keeps is stored, and it keeps what was stored."""

        def work(changes: RowChanges, edits: ListEdits) -> _Change | None:
            step = edits.next(is_undone=is_undone)
            if step is None:
                return None
            now = put_back(changes, step.states, policy_of(options))
            before = changes.choose((id_, choice) for choice, ids in step.choices for id_ in ids)
            edits.turn(step, now, before, is_undone=not is_undone)
            return _Change(step, sorted({*(state.id for state in now), *_ids(before)}))

        with self._open_database() as database:
            contact_list = _existing(database, list_id)
            result = self._edit(database, contact_list, options, mailbox, stop, work)
            return result if result.edit else None

    def _edit(
        self,
        database: Database,
        contact_list: ContactList,
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
        work: _Work,
        *,
        is_current: bool | None = None,
    ) -> EditResult:
        """One change in one transaction, and the verdicts it touches: at once, or in a second pass."""
        if is_current is None:
            is_current = self._checking.is_current(contact_list, options)
        policy, judged = policy_of(options), None
        with database.write() as transaction:
            changes = RowChanges(transaction, contact_list.id)
            change = work(changes, ListEdits(transaction, contact_list.id))
            if change is not None:
                if is_current:
                    checker = open_checker(database, options)
                    judged = recheck_entries(
                        changes, checker, policy, options.keep, change.ids, change.phones
                    )
                if judged is None:
                    changes.set_checked_at(None)
        if change is None:
            return EditResult(summary_of(database, contact_list.id, 0.0), array("q"), None)
        if judged is None:
            judged = self._check(database, contact_list, options, mailbox, stop, is_current=is_current)
        changed = array("q", sorted({*judged, *change.ids}))
        return EditResult(summary_of(database, contact_list.id, 0.0), changed, _edit(change.step))

    def _check(
        self,
        database: Database,
        contact_list: ContactList,
        options: CheckOptions,
        mailbox: Mailbox,
        stop: threading.Event,
        *,
        is_current: bool,
    ) -> array[int]:
        """Judge the whole list; only what is new is written where the other verdicts can be relied on."""
        if not is_current:
            self._checking.check(contact_list.id, options, mailbox, stop)
            return self._checking.row_ids(contact_list.id)
        checker = open_checker(database, options)
        total = contact_list.entries
        judged = recheck_list(database, contact_list.id, checker, options.keep, total, mailbox, stop)
        if not stop.is_set():
            with database.write() as transaction:
                RowChanges(transaction, contact_list.id).set_checked_at(contact_list.checked_at)
        return judged


def _existing(database: Database, list_id: int) -> ContactList:
    found = ContactLists(database).get(list_id)
    if found is None:
        raise UserError(Reason.NO_SUCH_LIST, list=list_id)
    return found


def _edit(step: Step | None) -> Edit | None:
    return None if step is None else Edit(step.id, EditKind(step.kind), step.rows, step.made_at)


def _ids(choices: ChoicesBefore) -> list[int]:
    return sorted(id_ for _, ids in choices for id_ in ids)
