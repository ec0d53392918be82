"""Recheck: after a change, judge anew what the change can have touched, and nothing else.

The rule: entries influence one another only where they have the same number. So of a changed entry the
number before and the number now are looked up, every entry of the list that has one of them is judged anew
in file order (backwards where the last duplicate is kept), and the outcome is that of a whole check.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Collection, Sequence

from kwtsms_desktop.core.checks import Checker, KeepDuplicate
from kwtsms_desktop.core.phone import Policy, read_phone
from kwtsms_desktop.services.breathing import BREATH_SECONDS, ROWS_PER_BREATH
from kwtsms_desktop.services.events import Mailbox, Progress
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.row_changes import EntryToJudge, RowChanges, verdict_values

MOST_AT_ONCE = 5000
"""With more entries than this to judge, the whole list is gone through in small transactions."""

_BEHIND_ALL = 2**62


def recheck_entries(
    changes: RowChanges,
    checker: Checker,
    policy: Policy,
    keep: KeepDuplicate,
    ids: Sequence[int],
    phones: Collection[str] = (),
) -> array[int] | None:
    """Judge changed entries anew, and all that have a number of theirs, within the caller's transaction.

    Args:
        changes: the transaction.
        checker: a fresh one.
        policy: how it reads cells.
        keep: which of several entries with one number is sent to.
        ids: changed entries, stored as they are now but with the number they had.
        phones: more numbers to look at.

    Returns:
        Entries whose verdict, number or reason is another one now; None where there is too much to judge,
        and then nothing was written.
    """
    if len(ids) + len(phones) > MOST_AT_ONCE:
        return None
    entries = {entry.id: entry for entry in changes.to_judge(ids)}
    touched = {*phones, *(entry.phone for entry in entries.values())}
    touched.update(read_phone(entry.input, policy).phone for entry in entries.values())
    related = changes.with_phones([phone for phone in touched if phone], MOST_AT_ONCE)
    entries.update((entry.id, entry) for entry in related)
    if len(entries) > MOST_AT_ONCE:
        return None
    in_order = sorted(entries.values(), reverse=keep is KeepDuplicate.LAST)
    return _judge(changes, checker, in_order)


def recheck_list(
    database: Database,
    list_id: int,
    checker: Checker,
    keep: KeepDuplicate,
    total: int,
    mailbox: Mailbox,
    stop: threading.Event,
) -> array[int]:
    """Judge every entry of a list, writing only what is new; returns those entries. Ends when stopped."""
    backwards = keep is KeepDuplicate.LAST
    last = _BEHIND_ALL if backwards else 0
    done = 0
    changed = array("q")
    while not stop.is_set():
        with database.write() as transaction:
            changes = RowChanges(transaction, list_id)
            entries = changes.slice_to_judge(last, backwards=backwards, limit=ROWS_PER_BREATH)
            changed.extend(_judge(changes, checker, entries))
        if not entries:
            break
        last = entries[-1].id
        done += len(entries)
        mailbox.put(Progress(done, total))
        stop.wait(BREATH_SECONDS)
    return changed


def _judge(changes: RowChanges, checker: Checker, entries: Sequence[EntryToJudge]) -> array[int]:
    found = []
    for id_, row, text, choice, gateway, _phone, verdict in entries:
        values = verdict_values(checker.check(row, text, id_, choice, gateway))
        if values != verdict:
            found.append((id_, values))
    changes.write_verdicts(found)
    return array("q", (id_ for id_, _ in found))
