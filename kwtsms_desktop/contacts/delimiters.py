"""Which character separates the cells of a text file: the one that cuts most lines into equally many.

Quotes are respected, so that a comma in ``"Salem, Ali"`` counts for nothing, and so do lines that stand
apart, as a title above the headings does. ``csv.Sniffer`` is not used: it takes letters for delimiters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kwtsms_desktop.contacts.records import RecordTooLongError, read_records
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

DELIMITERS = ("\t", ";", ",", "|", "؛", "،")
"""The delimiters looked for. Of two that cut equally well the earlier wins: a comma is often part of a
cell (decimals, "Salem, Ali"), a tab or semicolon hardly ever."""

_WORDS = {
    "tab": "\t",
    "\\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "arabic comma": "،",
    "arabic semicolon": "؛",
}
_DECLARATION = re.compile(r'\ufeff?"?sep=(.)"?\r?\n?', re.IGNORECASE)
_NO_SCORE = (0.0, False, 0)
_LEAST_SHARE = 0.3  # of the lines that must hold a delimiter for the file to have one


def known_delimiter(name: str) -> str:
    """The character the user means.

    Raises:
        UserError: it is not one character, or one that cells are made of.
    """
    character = _WORDS.get(name.strip().lower(), name)
    if len(character) != 1 or character.isalnum() or character in '"\r\n\x00+ ':
        raise UserError(Reason.DELIMITER_UNKNOWN, delimiter=name)
    return character


def declared_delimiter(first_line: str) -> str | None:
    """The delimiter of a ``sep=;`` line, which Excel reads and does not count as a row."""
    match = _DECLARATION.fullmatch(first_line)
    if match is None or match[1] == '"' or match[1].isalnum():
        return None
    return match[1]


def guess_delimiter(lines: Sequence[str], suffix: str = "") -> str | None:
    """The delimiter of the first lines of a file; None where there is a single column.

    Args:
        lines: with their line ends.
        suffix: of the file name; ``.tsv`` and ``.tab`` prefer the tab.
    """
    if suffix.lower() in (".tsv", ".tab") and any("\t" in line for line in lines):
        return "\t"
    best, best_score = None, _NO_SCORE
    for delimiter in DELIMITERS:
        score = _score(lines, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, bool, int]:
    """How well a delimiter cuts, the larger the better.

    First the share of records with the commonest number of cells; then whether the first record, likely
    the headings, is one of them (``Name,Phone`` over ``Ali,9999;8888`` speaks for the comma); then how
    many cells those are (``Ali;9999;1,5``).
    """
    if not any(delimiter in line for line in lines):
        return _NO_SCORE
    try:
        widths = [len(record) for record in read_records(lines, delimiter) if any(record)]
    except RecordTooLongError:
        return _NO_SCORE
    several = Counter(width for width in widths if width > 1)
    if not several or several.total() < len(widths) * _LEAST_SHARE:
        return _NO_SCORE
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return round(count / len(widths), 1), widths[0] == width, width
