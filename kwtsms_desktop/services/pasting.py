"""Paste: text from the clipboard becomes a file, which is then looked into and imported like any other.

What is copied from a spreadsheet is a table with tabs, one column of it is lines, and numbers out of a
message stand on one line with anything between them. Cells stay as they were copied.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from kwtsms_desktop.contacts.delimiters import guess_delimiter
from kwtsms_desktop.contacts.records import read_records
from kwtsms_desktop.core.errors import StorageError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import KUWAIT

__all__ = ["Pasting"]

MOST_MEGABYTES = 20
_BYTES = MOST_MEGABYTES * 1024**2
_LINES_FOR_GUESS = 200
_OLD_SECONDS = 24 * 3600
_TABLE_SHARE = 0.8  # of the lines that must have as many cells as each other for the text to be a table
_DECLARATION = "sep=\t\n"  # one cell a line, whatever it holds; the reader does not count it as a row

_SIGNS = re.compile(r"[,;|،؛]+")
_NUMBER = r"(?:(?:(?:\+|00)\d{1,4}|9(?:65|66|68|71|73|74))[ \-])?(?:\+?\d{7,15}|(?!00)\d{4}[ \-]\d{4})"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER})+")
_ONE_NUMBER = re.compile(rf"{_NUMBER}(?=\s|$)")
_NUMBER_ALONE = re.compile(r"['’+(]*\d[\d\s.()+\-/]*")


class Pasting:
    """Keeps pasted texts as files."""

    def __init__(self, open_database: Callable[[], Database], folder: Path) -> None:
        self._open_database = open_database
        self._folder = folder

    def keep(self, text: str) -> Path:
        """Write a text down as a file that can be looked into.

        Raises:
            UserError: there is nothing in it, or more than 20 MB.
            StorageError: the file cannot be written.
        """
        if not text.strip():
            raise UserError(Reason.PASTED_NOTHING)
        content = _as_table(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
        data = content.encode("utf-8-sig", "replace")
        if len(text) > _BYTES or len(data) > _BYTES:
            raise UserError(Reason.PASTED_TOO_MUCH, limit=MOST_MEGABYTES)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._free_path("tsv" if "\t" in content else "csv")
            path.write_bytes(data)
        except OSError as error:
            raise StorageError(Reason.DATA_READ_ONLY, folder=str(self._folder)) from error
        return path

    def clean_up(self, now: float | None = None) -> int:
        """Remove files of yesterday and before of which no list was made; returns how many."""
        with self._open_database() as database:
            used = {found.file_name for found in ContactLists(database).all()}
        latest = (time.time() if now is None else now) - _OLD_SECONDS
        removed = 0
        for path in self._folder.glob("*"):
            try:
                if path.is_file() and path.name not in used and path.stat().st_mtime < latest:
                    path.unlink()
                    removed += 1
            except OSError:  # in use: next time
                continue
        return removed

    def _free_path(self, suffix: str) -> Path:
        moment = datetime.now(KUWAIT).strftime("%Y-%m-%d %H.%M")
        name = _("Pasted {moment}").format(moment=moment)
        path, number = self._folder / f"{name}.{suffix}", 1
        while path.exists():
            number += 1
            path = self._folder / f"{name} ({number}).{suffix}"
        return path


def _as_table(text: str) -> str:
    """The text as the reader of delimited text takes it."""
    if "\t" in text:
        return text
    lines = text.strip("\n").split("\n")
    filled = [line for line in lines if line.strip()]
    pieces = [_pieces(line) for line in breathing(filled, threading.Event())]
    several = sum(1 for parts in pieces if len(parts) > 1)
    if several and (len(filled) == 1 or several > len(filled) / 2) and _are_numbers(pieces):
        return _DECLARATION + "\n".join(piece for parts in pieces for piece in parts)
    return text if _is_table(filled) else _DECLARATION + "\n".join(lines)


def _pieces(line: str) -> list[str]:
    """The numbers of a line, cut at signs, and at spaces where whole numbers stand between them."""
    return [number for part in _SIGNS.split(line) if part.strip() for number in _numbers(part.strip())]


def _numbers(part: str) -> Iterator[str]:
    found = _ONE_NUMBER.findall(part) if _NUMBERS.fullmatch(part) else []
    is_all = "".join("".join(found).split()) == "".join(part.split())
    yield from found if is_all else [part]


def _are_numbers(lines: Sequence[Sequence[str]]) -> bool:
    """Whether most pieces are numbers: a list of people in a chat has names among them."""
    pieces = [piece for line in lines for piece in line]
    return sum(1 for piece in pieces if _NUMBER_ALONE.fullmatch(piece)) > len(pieces) / 2


def _is_table(lines: Sequence[str]) -> bool:
    """Whether a sign other than the tab cuts the lines into equally many cells."""
    delimiter = guess_delimiter([f"{line}\n" for line in lines[:_LINES_FOR_GUESS]])
    if delimiter is None or len(lines) < 2:
        return False
    widths = Counter(len(record) for record in read_records(lines[:_LINES_FOR_GUESS], delimiter))
    return max(widths.values()) >= _TABLE_SHARE * widths.total() and max(widths, key=widths.__getitem__) > 1
