"""Which row holds the headings, and which columns the phone numbers and the names. Pure guesses.

Headings in English and Arabic are weighed together with what stands below them, because neither is enough:
"Number" may be a serial number, and twelve digits may be a civil ID. Whatever is guessed here is shown to
the user, who can choose otherwise.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from kwtsms_desktop.contacts.heading_words import (
    ALL_WORDS,
    LANDLINE_WORDS,
    MOBILE_WORDS,
    NAME_WORDS,
    OTHER_NAME_WORDS,
    OTHER_WORDS,
    PHONE_WORDS,
    STRONG_NAME_WORDS,
    WEAK_PHONE_WORDS,
    fold,
    words_of,
)
from kwtsms_desktop.contacts.phone_shape import PHONE_LIKE, phone_likeness
from kwtsms_desktop.contacts.source import TableRow

_HEADER_ROWS = 40  # a heading further down is not looked for
_LONGEST_HEADING = 60  # characters; longer texts are sentences
_NUMBERS_ABOVE_HEADINGS = 2  # a letterhead may hold the sender's own
_CLEAR_HEADING = 0.8  # with such a heading a column is taken whatever it holds
_ENOUGH_NUMBERS = 0.5
_MOST_CELLS = 40_000  # of very wide files fewer rows are looked at: guessing must not take long
_FEWEST_ROWS = 10


def column_letter(index: int) -> str:
    """The letters a spreadsheet shows above a column: 0 → A, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_names(headings: Sequence[str]) -> tuple[str, ...]:
    """A name for every column, no two alike: the heading, with its letter where it repeats, or the letter."""
    seen: set[str] = set()
    names: list[str] = []
    for index, heading in enumerate(headings):
        letter = column_letter(index)
        name = heading.strip() or letter
        if fold(name) in seen:
            name = f"{name} ({letter})"
        seen.add(fold(name))
        names.append(name)
    return tuple(names)


def find_column(name_or_letter: str, headings: Sequence[str]) -> int | None:
    """The column a user means: by its exact heading, by one that differs in case or spaces, by its letter.

    Of several columns with the same heading it is the first; ``column_names`` tells the others apart.
    """
    wanted = fold(name_or_letter)
    if not wanted:
        return None
    if name_or_letter in headings:
        return headings.index(name_or_letter)
    for names in (headings, column_names(headings)):
        folded = [fold(name) for name in names]
        if wanted in folded:
            return folded.index(wanted)
    letters = [column_letter(index) for index in range(len(headings))]
    letter = name_or_letter.strip().upper()
    return letters.index(letter) if letter in letters else None


def guess_header_row(sample: Sequence[TableRow]) -> int:
    """Number of the row that holds the headings; 0 where there are none.

    The first row of several cells with a heading for phone numbers wins, and of such rows below each other
    (English above Arabic) the last. Failing that, the first full row above the first phone number; failing
    that, a lone heading for phone numbers.
    """
    rows = [row for row in sample if not row.is_blank][:_HEADER_ROWS]
    named = _rows_naming_phones(rows)
    # a title above the headings may name phones too, but it fills one cell
    full = [index for index in named if _filled(rows[index]) >= min(2, _usual_width(rows))]
    if full:
        last = full[0]
        while last + 1 in full:
            last += 1
        return rows[last].number
    by_shape = _header_by_shape(rows)
    return rows[named[0]].number if named and not by_shape else by_shape


def rank_phone_columns(headings: Sequence[str], rows: Sequence[TableRow]) -> tuple[tuple[int, float], ...]:
    """Columns that may hold phone numbers with their scores, the likeliest first.

    Args:
        headings: one for each column, empty where there is none.
        rows: some rows from below the headings.
    """
    rows = rows[: max(_FEWEST_ROWS, _MOST_CELLS // max(1, _width(headings, rows)))]
    ranked = [
        (index, score)
        for index in range(_width(headings, rows))
        if (score := _phone_score(_at(headings, index), [_at(row.cells, index) for row in rows])) is not None
    ]
    return tuple(sorted(ranked, key=lambda item: (-item[1], item[0])))


def guess_phone_column(headings: Sequence[str], rows: Sequence[TableRow]) -> int | None:
    """0-based index of the column with the mobile numbers; None where no column looks like one."""
    ranked = rank_phone_columns(headings, rows)
    return ranked[0][0] if ranked else None


def guess_name_column(
    headings: Sequence[str], rows: Sequence[TableRow], phone_column: int | None = None
) -> int | None:
    """0-based index of the column with people's names; None where no column looks like one."""
    candidates = [index for index in range(_width(headings, rows)) if index != phone_column]
    scores = {index: _name_score(_at(headings, index)) for index in candidates}
    best = max(candidates, key=lambda index: (scores[index], -index), default=None)
    if best is not None and scores[best] > 0:
        return best
    unnamed = (index for index in candidates if not _at(headings, index).strip())
    return next((index for index in unnamed if _reads_like_names(rows, index)), None)


def heading_likeness(heading: str) -> float:
    """How much a heading speaks for (up to 1.2) or against (down to -1) a column of mobile numbers."""
    words = words_of(heading)
    if words & MOBILE_WORDS:
        score = 1.2
    elif words & PHONE_WORDS:
        score = 1.0
    elif words & WEAK_PHONE_WORDS:
        score = 0.4
    else:
        score = 0.0
    if words & LANDLINE_WORDS and score:
        return score - 0.3
    return score - 1.0 if words & OTHER_WORDS else score


def _phone_score(heading: str, cells: Sequence[str]) -> float | None:
    """A column's score; None where it holds no phone numbers."""
    said = heading_likeness(heading)
    held = _content_likeness(cells)
    clear = said >= _CLEAR_HEADING
    if not clear and (held < _ENOUGH_NUMBERS / 2 or said <= -0.5):
        return None
    if not clear and said < 0.4 and held < _ENOUGH_NUMBERS:
        return None
    return said + 2 * held


def _content_likeness(cells: Sequence[str]) -> float:
    """Mean likeness of the cells with something in them, less where many are empty or they just count up."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return 0.0
    mean = sum(map(phone_likeness, filled)) / len(filled)
    if _counts_up(filled):
        mean *= 0.7
    return mean * (0.5 + 0.5 * len(filled) / len(cells))


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether these are serial numbers: each the last plus one."""
    if len(cells) < 5 or not all(cell.isdecimal() and len(cell) < 20 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    steps = sum(after - before == 1 for before, after in itertools.pairwise(numbers))
    return steps > 0.8 * (len(numbers) - 1)


def _rows_naming_phones(rows: Sequence[TableRow]) -> list[int]:
    """Indexes of the rows with a clear heading for phone numbers, as far as headings are to be expected."""
    named: list[int] = []
    numbers_seen = 0
    for index, row in enumerate(rows):
        if _holds_number(row):
            numbers_seen += 1
            if numbers_seen > _NUMBERS_ABOVE_HEADINGS:
                break
        elif _names_phones(row) and (not numbers_seen or _is_mostly_known(row)):
            named.append(index)
    return named


def _header_by_shape(rows: Sequence[TableRow]) -> int:
    """The first row above the first phone number that is as full as the others and holds no figures."""
    if len(rows) < 2:
        return 0
    width = _usual_width(rows)
    first_number = next((index for index, row in enumerate(rows) if _holds_number(row)), None)
    above = rows[:1] if first_number is None else rows[:first_number]
    texts = [row for row in above if _could_be_headings(row) and not any(map(_is_figure, row.cells))]
    if width > 1:
        full = [row for row in texts if _filled(row) >= max(2, width / 2)]
        return full[0].number if full else 0
    figures_below = first_number is not None or any(
        _is_figure(cell) for row in rows[1:] for cell in row.cells
    )
    return texts[-1].number if texts and figures_below else 0


def _holds_number(row: TableRow) -> bool:
    return any(phone_likeness(cell) >= PHONE_LIKE for cell in row.cells)


def _could_be_headings(row: TableRow) -> bool:
    return not any(len(cell) > _LONGEST_HEADING or "@" in cell for cell in row.cells)


def _names_phones(row: TableRow) -> bool:
    return _could_be_headings(row) and any(heading_likeness(cell) >= _CLEAR_HEADING for cell in row.cells)


def _is_mostly_known(row: TableRow) -> bool:
    """Whether most cells have words of headings in them; a row of data with "no mobile" in it has not."""
    return sum(1 for cell in row.cells if words_of(cell) & ALL_WORDS) > _filled(row) / 2


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number or a date, as hardly a heading is."""
    digits = sum(map(str.isdigit, cell))
    return digits > 0 and not any(map(str.isalpha, cell))


def _filled(row: TableRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _usual_width(rows: Sequence[TableRow]) -> int:
    """How many cells a row usually fills."""
    widths = Counter(map(_filled, rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _name_score(heading: str) -> float:
    words = words_of(heading)
    if not words & NAME_WORDS or (words & OTHER_NAME_WORDS):
        return 0.0
    return 2.0 if words & STRONG_NAME_WORDS else 1.0


def _reads_like_names(rows: Sequence[TableRow], index: int) -> bool:
    cells = [cell for row in rows if (cell := _at(row.cells, index).strip())]
    lettered = [cell for cell in cells if any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))]
    distinct = len(set(lettered))
    return (
        bool(cells) and len(lettered) > 0.8 * len(cells) and "@" not in cells[0] and distinct * 2 > len(cells)
    )


def _width(headings: Sequence[str], rows: Sequence[TableRow]) -> int:
    return max(len(headings), max((len(row.cells) for row in rows), default=0))


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""
