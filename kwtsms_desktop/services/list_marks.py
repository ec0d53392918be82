"""The mark that an exported file of problem rows carries, so that its corrections find the way back.

It stands in the heading of the column of row numbers, since a heading is what survives Excel, LibreOffice
and CSV: ``Row [12-7f3a9c]`` is list 12, whose moment of creation has that checksum. Another computer's
list 12 has another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kwtsms_desktop.contacts.columns import column_letter, column_names
from kwtsms_desktop.contacts.heading_words import fold
from kwtsms_desktop.contacts.source import TableRow
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.storage.contact_lists import ContactList, ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.texts import _


@dataclass(frozen=True, slots=True)
class ExportedFrom:
    """Where an exported file comes from.

    Attributes:
        row: number of its row with the headings, the mark among them.
    """

    contact_list: ContactList
    row: int


_MARK = re.compile(r"\[(\d{1,18})-([0-9a-f]{6})\]")


def mark_of(contact_list: ContactList) -> str:
    """The mark of a list, brackets included."""
    return f"[{contact_list.id}-{_checksum(contact_list)}]"


def marked_column(headings: Sequence[str]) -> int | None:
    """The first column whose heading carries the mark of any list; None where no column does."""
    return next((index for index, heading in enumerate(headings) if _MARK.search(heading)), None)


def marked_list(database: Database, headings: Sequence[str]) -> ContactList | None:
    """The stored list that a file with these headings was exported from; None for any other file."""
    column = marked_column(headings)
    match = None if column is None else _MARK.search(headings[column])
    found = ContactLists(database).get(int(match[1])) if match else None
    return found if match and found and _checksum(found) == match[2] else None


def existing_list(database: Database, list_id: int) -> ContactList:
    """The list of this number.

    Raises:
        UserError: there is none.
    """
    found = ContactLists(database).get(list_id)
    if found is None:
        raise UserError(Reason.NO_SUCH_LIST, list=list_id)
    return found


def exported_from(database: Database, sample: Sequence[TableRow]) -> ExportedFrom | None:
    """The stored list that a file was exported from, whatever was written above its headings since.

    Args:
        database: where the lists are.
        sample: the first rows of the file.
    """
    for row in sample:
        found = marked_list(database, row.cells)
        if found is not None:
            return ExportedFrom(found, row.number)
    return None


def exported_headings(contact_list: ContactList) -> list[str]:
    """The headings of a list in an exported file: every column has one, and no two are alike."""
    names = list(column_names(contact_list.headings))
    for column in contact_list.phone_columns:
        if not contact_list.headings[column].strip():  # a reader must see that it holds phone numbers
            names[column] = _("Mobile ({column})").format(column=column_letter(column))
    return names


def exported_columns(headings: Sequence[str], contact_list: ContactList) -> dict[int, int]:
    """Which columns of an exported file are which columns of the list; those that tell are left out."""
    names = {fold(name): index for index, name in enumerate(column_names(contact_list.headings))}
    for column in contact_list.phone_columns:
        if not contact_list.headings[column].strip():
            names[fold(f"({column_letter(column)})")] = column
    folded = [fold(heading) for heading in headings]
    found: dict[int, int] = {}
    for index, heading in enumerate(folded):
        of_list = names.get(heading, names.get(heading[heading.rfind("(") :] if "(" in heading else ""))
        if of_list is not None and heading and folded.count(heading) == 1:
            found[index] = of_list
    return found


def _checksum(contact_list: ContactList) -> str:
    return hashlib.sha256(contact_list.created_at.encode()).hexdigest()[:6]
