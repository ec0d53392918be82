"""Numbers, credits and times as they are shown: Latin digits and Kuwait time in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from kwtsms_desktop.texts.language import _, ngettext

KUWAIT = timezone(timedelta(hours=3))
"""Kuwait has no summer time: a fixed offset, no time-zone data needed."""


def number_text(value: float) -> str:
    """A count with separators: ``1,204``; a fraction keeps at most two decimals."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}"


def time_text(utc: str) -> str:
    """A UTC time of the database in Kuwait time: ``2026-03-01 14:05``."""
    return datetime.fromisoformat(utc).astimezone(KUWAIT).strftime("%Y-%m-%d %H:%M")


def age_text(utc: str, now: datetime | None = None) -> str:
    """How long ago a UTC time of the database was, roughly."""
    seconds = ((now or datetime.now(UTC)) - datetime.fromisoformat(utc)).total_seconds()
    minutes = int(seconds // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if minutes < 60 * 24:
        hours = minutes // 60
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    days = minutes // (60 * 24)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def duration_text(seconds: float) -> str:
    """How long something takes, in words: seconds below two minutes, minutes above."""
    if seconds < 120:
        count = max(1, round(seconds))
        return ngettext("{count} second", "{count} seconds", count).format(count=count)
    minutes = round(seconds / 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
