"""The text of a workbook cell, written so that no digit of a phone number is lost.

Whole numbers come out with all their digits and never in E-notation; other numbers with the 15 digits a
spreadsheet program keeps; dates and times in ISO 8601's order; texts as they are, not even trimmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta


def cell_text(value: CellValue) -> str:
    """The text of one value."""
    return value if type(value) is str else _TEXT[type(value)](value)


def row_texts(values: Iterable[CellValue]) -> list[str]:
    """The texts of a row, empty cells at its end left off."""
    # type() rather than isinstance: this runs for every cell of a file, and most are texts
    texts = [value if type(value) is str else _TEXT[type(value)](value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _float_text(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    # 15 digits are what a spreadsheet keeps and shows: a computed 19.990000000000002 is 19.99 there
    return repr(float(f"{value:.15g}"))


def _bool_text(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _duration_text(value: dt.timedelta) -> str:
    """Hours may exceed a day, as in a spreadsheet's ``[h]:mm:ss``."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}"


def _moment_text(value: dt.datetime) -> str:
    return value.isoformat(sep=" ", timespec="seconds")


_TEXT: dict[type, Callable[..., str]] = {
    str: str,
    bool: _bool_text,
    int: str,
    float: _float_text,
    dt.date: dt.date.isoformat,
    dt.datetime: _moment_text,
    dt.time: dt.time.isoformat,
    dt.timedelta: _duration_text,
}
