"""The text of a workbook cell, written so that no digit of a phone number is lost.

Whole numbers come out with all their digits and never in E-notation; other numbers with the 15 digits a
spreadsheet program keeps; dates and times in ISO 8601's order; texts as they are, not even trimmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta

_FEW_DIGITS = 16  # characters: 15 digits and a point


def cell_text(value: CellValue) -> str:
    """The text of one value."""
    return value if type(value) is str else _TEXT[type(value)](value)


def row_texts(values: Iterable[CellValue]) -> list[str]:
    """The texts of a row, empty cells at its end left off."""
    # type() rather than isinstance: this runs for every cell of a file, and most are texts
    texts = [
        value
        if type(value) is str
        else str(int(value))  # nearly every number of a list is a whole one
        if type(value) is float and value.is_integer()
        else _TEXT[type(value)](value)
        for value in values
    ]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _float_text(value: float) -> str:
    text = repr(value)  # the fewest digits that mean this value: nearly always those one sees
    if text.endswith(".0"):
        return text[:-2] if value else "0"
    if len(text) <= _FEW_DIGITS and "e" not in text:
        return text
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
    # kept as a fraction of a day: half past nine may come as 9:29:59.9996
    rounded = value + _HALF_A_SECOND if value < _LAST_MOMENT else value
    return rounded.isoformat(sep=" ", timespec="seconds")


def _time_text(value: dt.time) -> str:
    rounded = dt.datetime.combine(_ANY_DAY, value) + _HALF_A_SECOND
    return (rounded.time() if rounded.date() == _ANY_DAY else value).isoformat(timespec="seconds")


_HALF_A_SECOND = dt.timedelta(microseconds=500_000)
_ANY_DAY = dt.date(2000, 1, 1)
_LAST_MOMENT = dt.datetime.max - _HALF_A_SECOND  # noqa: DTZ901  (spreadsheets know no time zones)


_TEXT: dict[type, Callable[..., str]] = {
    str: str,
    bool: _bool_text,
    int: str,
    float: _float_text,
    dt.date: dt.date.isoformat,
    dt.datetime: _moment_text,
    dt.time: _time_text,
    dt.timedelta: _duration_text,
}
