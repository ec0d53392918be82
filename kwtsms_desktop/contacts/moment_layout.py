"""Lays out dates and times by a format section: ``d/m/yyyy``, ``h:mm AM/PM``, ``[h]:mm:ss``.

The last figure of seconds is rounded, and where none are shown the milliseconds; larger units never are: a
spreadsheet keeps moments as fractions of a day, and half past nine may come as 9:29:59.9999. Names of
months and days are English or, where the code says so, Arabic.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from kwtsms_desktop.contacts.format_codes import Section, Token, UnknownFormatError

Moment: TypeAlias = dt.date | dt.time | dt.datetime | dt.timedelta
_Part: TypeAlias = Callable[[dt.datetime], str]

_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (spreadsheets know no time zones)
_SECONDS_OF_DAY = 86_400
_MOST_DECIMALS = 3

_MONTHS = {
    "en": [
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ],
    "ar": [
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
}
_HALVES = {"en": ("AM", "PM"), "ar": ("ص", "م")}


def moment_layout(section: Section) -> Callable[[Moment], str | None]:
    """What shows dates and times by a section; it gives None for those that have no such look.

    Raises:
        UnknownFormatError: a part of the section is not known.
    """
    tokens = _resolved(section.tokens)
    shows_seconds = any(kind in ("second", "seconds") for kind, _ in tokens)
    default = 0 if shows_seconds else _MOST_DECIMALS
    decimals = max((len(text) for kind, text in tokens if kind == "fraction"), default=default)
    parts = [_part(kind, text, section.language) for kind, text in tokens]
    needs_date = any(kind in ("day", "month", "year") for kind, _ in tokens)
    if any(kind == "half" for kind, _ in tokens):
        parts = [
            _twelve_hours(len(text)) if kind == "hour" else part
            for (kind, text), part in zip(tokens, parts, strict=True)
        ]

    def layout(value: Moment) -> str | None:
        moment = _moment(value, needs_date)
        if moment is None:
            return None
        try:
            moment = _rounded(moment, decimals)
        except OverflowError:
            return None
        return "".join(part(moment) for part in parts)

    return layout


def _moment(value: Moment, needs_date: bool) -> dt.datetime | None:
    """The day and time to show; None for a mere time where days are asked for, and before day zero."""
    if isinstance(value, dt.datetime):
        moment = value
    elif isinstance(value, dt.date):
        moment = dt.datetime.combine(value, dt.time())
    elif needs_date:
        return None
    elif isinstance(value, dt.time):
        moment = dt.datetime.combine(_DAY_ZERO, value)
    else:
        try:
            moment = _DAY_ZERO + value
        except OverflowError:
            return None
    return moment if moment.tzinfo is None and moment >= _DAY_ZERO else None


def _rounded(moment: dt.datetime, decimals: int) -> dt.datetime:
    unit = 10 ** (6 - decimals)
    excess = moment.microsecond % unit
    up = unit if excess * 2 >= unit else 0
    return moment + dt.timedelta(microseconds=up - excess)


def _resolved(tokens: Sequence[Token]) -> list[Token]:
    """Tokens by what they mean: m is minutes beside hours or seconds, else months."""
    resolved: list[Token] = []
    last = ""  # the unit before
    for index, (kind, text) in enumerate(tokens):
        follows = resolved[-1][0] if resolved else ""
        if kind in ("date", "elapsed"):
            unit = _UNITS[text[0]]
            if kind == "elapsed":
                unit = {"hour": "hours", "month": "minutes", "second": "seconds"}[unit]
            elif unit == "month" and (last in ("hour", "hours") or _next_unit(tokens, index) == "s"):
                unit = "minute"
            resolved.append((unit, text))
            last = unit
        elif kind == "point" and last in ("second", "seconds") and follows == last:
            resolved.append(("fraction", ""))
        elif kind == "digit" and follows == "fraction" and text == "0":
            resolved[-1] = ("fraction", resolved[-1][1] + "0")
        elif kind in ("literal", "slash", "comma", "point", "half"):
            resolved.append((kind, text))
        else:
            raise UnknownFormatError
    return resolved


def _next_unit(tokens: Sequence[Token], index: int) -> str:
    return next((text[0] for kind, text in tokens[index + 1 :] if kind in ("date", "elapsed")), "")


_UNITS = {"d": "day", "m": "month", "y": "year", "h": "hour", "s": "second"}


def _part(kind: str, text: str, language: str | None) -> _Part:
    width = len(text)
    if kind in ("day", "month") and width > 2:
        return _named_part(kind, width, language)
    if kind == "half":
        return _half_part(text, language)
    if kind == "fraction":
        if width > _MOST_DECIMALS:
            raise UnknownFormatError
        return lambda moment: f".{moment.microsecond:06}"[: width + 1] if width else "."
    if kind in _NUMBERS:
        number, digits = (
            _NUMBERS[kind],
            min(width, 2) if kind not in ("hours", "minutes", "seconds") else width,
        )
        return lambda moment: f"{number(moment):0{digits}}"
    if kind == "year":
        return (
            (lambda moment: f"{moment.year:04}") if width > 2 else (lambda moment: f"{moment.year % 100:02}")
        )
    return lambda _: text


def _elapsed(moment: dt.datetime) -> int:
    passed = moment - _DAY_ZERO
    return passed.days * _SECONDS_OF_DAY + passed.seconds


_NUMBERS: dict[str, Callable[[dt.datetime], int]] = {
    "day": lambda moment: moment.day,
    "month": lambda moment: moment.month,
    "hour": lambda moment: moment.hour,
    "minute": lambda moment: moment.minute,
    "second": lambda moment: moment.second,
    "hours": lambda moment: _elapsed(moment) // 3600,
    "minutes": lambda moment: _elapsed(moment) // 60,
    "seconds": _elapsed,
}


def _named_part(kind: str, width: int, language: str | None) -> _Part:
    if language is None:
        raise UnknownFormatError
    names = (_DAYS if kind == "day" else _MONTHS)[language]
    # Arabic has no short names
    length = None if width == 4 or language == "ar" else 3
    if kind == "month" and width == 5:
        length = 1
    shown = [name[:length] for name in names]
    if kind == "day":
        return lambda moment: shown[moment.weekday()]
    return lambda moment: shown[moment.month - 1]


def _half_part(text: str, language: str | None) -> _Part:
    if language is None:
        raise UnknownFormatError
    morning, evening = ("A", "P") if text == "a/p" else _HALVES[language]
    return lambda moment: morning if moment.hour < 12 else evening


def _twelve_hours(width: int) -> _Part:
    digits = min(width, 2)
    return lambda moment: f"{moment.hour % 12 or 12:0{digits}}"
