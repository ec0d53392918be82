"""When something is to happen, in words, and how long it is until then. Times of day are Kuwait's."""

from __future__ import annotations

from datetime import datetime

from kwtsms_desktop.texts.formats import KUWAIT
from kwtsms_desktop.texts.language import _, ngettext, pgettext

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_NEAR_DAYS = 6  # on the seventh day its name would be today's again
_LTR, _END = "\u2066", "\u2069"  # among Arabic letters a date would be written in reverse


def moment_text(utc: str, now: datetime) -> str:
    """``today at 09:00``, ``on Sunday at 09:00``; with the date where it is further away than a week.

    Args:
        utc: a UTC time of the database.
        now: the present moment.
    """
    moment = datetime.fromisoformat(utc).astimezone(KUWAIT)
    days = (moment.date() - now.astimezone(KUWAIT).date()).days
    time = moment.strftime("%H:%M")
    if days == 0:
        return _("today at {time}").format(time=time)
    if days == 1:
        return _("tomorrow at {time}").format(time=time)
    weekday = _weekday_text(moment.weekday())
    if -_NEAR_DAYS <= days <= _NEAR_DAYS:
        return _("on {weekday} at {time}").format(weekday=weekday, time=time)
    return _("on {weekday}, {date}, at {time}").format(
        weekday=weekday, date=f"{_LTR}{moment:%Y-%m-%d}{_END}", time=time
    )


def countdown_text(seconds: float) -> str:
    """How long it is until something happens: ``in 3 h 20 min``."""
    left = max(0, round(seconds))
    if left < _MINUTE:
        return _("in less than a minute")
    if left < _HOUR:
        minutes = left // _MINUTE
        return ngettext("in {count} minute", "in {count} minutes", minutes).format(count=minutes)
    if left < 2 * _DAY:
        return _("in {hours} h {minutes} min").format(hours=left // _HOUR, minutes=left % _HOUR // _MINUTE)
    days = left // _DAY
    return ngettext("in {count} day", "in {count} days", days).format(count=days)


def _weekday_text(number: int) -> str:
    """The name of a day, Monday being 0."""
    names = (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )
    return names[number]
