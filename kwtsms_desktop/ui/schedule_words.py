"""What is said of campaigns that are to be sent later. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.moments import countdown_text, moment_text
from kwtsms_desktop.texts.reasons import reason_text


def send_later_text(people: int, send_at: str, now: datetime) -> str:
    """What the button says that has it sent later: ``Send to 1,150 people on Sunday at 09:00``."""
    return ngettext("Send to {count} person {when}", "Send to {count} people {when}", people).format(
        count=number_text(people), when=moment_text(send_at, now)
    )


def waiting_text(send_at: str, now: datetime) -> str:
    """``It will be sent on Sunday at 09:00, in 3 h 20 min.``."""
    return _("It will be sent {when}, {countdown}.").format(
        when=moment_text(send_at, now), countdown=seconds_text(send_at, now)
    )


def seconds_text(send_at: str, now: datetime) -> str:
    """``in 3 h 20 min``."""
    return countdown_text((datetime.fromisoformat(send_at) - now).total_seconds())


def asked_text(send_at: str, reason: str, details: Mapping[str, Parameter], now: datetime) -> str:
    """Why it did not begin at its time."""
    when = moment_text(send_at, now)
    if reason == Reason.SCHEDULE_MISSED:
        return _("It was to be sent {when}; the program was not running, or the computer slept.").format(
            when=when
        )
    return _("It was to be sent {when} and was not. {reason}").format(
        when=when, reason=reason_text(reason, details)
    )
