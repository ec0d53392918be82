"""What the campaign page says of a campaign's figures, in sentences. No widgets.

Rule: "delivered" is never said; kwtSMS *accepts* messages, and what it accepted may still not arrive.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kwtsms_desktop.core.campaign import CampaignState, taken
from kwtsms_desktop.core.pacing import seconds_needed
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import OPEN, RecipientStatus
from kwtsms_desktop.services.history import Unsure
from kwtsms_desktop.services.sending import SendingProgress
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import duration_text, number_text
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.amounts import people_text
from kwtsms_desktop.ui.direction import isolate_ltr

Counts = Mapping[RecipientStatus, int]


def people_left(counts: Counts) -> int:
    """How many have not been sent to yet."""
    return sum(counts.get(status, 0) for status in OPEN)


def headline(state: CampaignState, counts: Counts, credits_used: float, *, is_test: bool) -> str:
    """The one sentence that says how it stands.

    Args:
        state: of the campaign.
        counts: recipients by status.
        credits_used: what the gateway said it charged.
        is_test: whether it is a test.
    """
    accepted, left = taken(counts), people_left(counts)
    if state is CampaignState.PLANNED or (not accepted and left == sum(counts.values())):
        return ngettext(
            "Nothing was sent yet: {count} person is waiting.",
            "Nothing was sent yet: {count} people are waiting.",
            left,
        ).format(count=number_text(left))
    if left:
        return _("{accepted} of {total} accepted by kwtSMS").format(
            accepted=number_text(accepted), total=number_text(sum(counts.values()))
        )
    return _outcome(counts, credits_used, is_test=is_test)


def pace_text(rate: float, requests: int, people: int) -> str:
    """``2 requests a second, about 400 people``.

    Args:
        rate: request starts a second.
        requests: that the campaign takes in all.
        people: recipients in all.
    """
    reached = min(people, max(1, round(rate * people / max(1, requests))))
    # A fraction takes the plural in English and never occurs as a count in Arabic: 2 stands for both.
    form = int(rate) if rate.is_integer() else 2
    return ngettext(
        "{rate} request a second, about {people}", "{rate} requests a second, about {people}", form
    ).format(rate=f"{rate:g}", people=people_text(reached))


def time_left_text(state: CampaignState, requests_left: int, rate: float) -> str:
    """How long the rest takes, at so many requests a second; empty where nothing is left to be made."""
    is_running = state is CampaignState.RUNNING
    if not requests_left:
        return _("Waiting for the last answers") if is_running else ""
    duration = duration_text(seconds_needed(requests_left, rate))
    if is_running:
        return _("About {duration} left").format(duration=duration)
    if state in {CampaignState.PLANNED, CampaignState.SCHEDULED}:
        return _("It will take about {duration}").format(duration=duration)
    return _("The rest takes about {duration}").format(duration=duration)


def credits_used_text(credits_used: float) -> str:
    """``1,624 credits used``."""
    return ngettext("{count} credit used", "{count} credits used", _form(credits_used)).format(
        count=number_text(credits_used)
    )


def waiting_text(progress: SendingProgress) -> str:
    """Why nothing is sent at this moment and when it goes on; empty while sending."""
    if progress.waiting is None:
        return ""
    duration = duration_text(progress.wait_seconds)
    if progress.waiting is Reason.ERR013:
        return _("kwtSMS's queue is full: trying again in {duration}.").format(duration=duration)
    return _("{reason} Trying again in {duration}.").format(
        reason=reason_text(progress.waiting.value), duration=duration
    )


def held_text(credits_held: float) -> str:
    """What a test means, with the credits that kwtSMS holds for it."""
    if not credits_held:
        return _(
            "Test: nobody receives anything. kwtSMS holds the credits until you delete the messages on "
            "kwtsms.com."
        )
    return ngettext(
        "Test: nobody receives anything. {count} credit is held until you delete the messages on kwtsms.com.",
        "Test: nobody receives anything. {count} credits are held until you delete the messages on "
        "kwtsms.com.",
        _form(credits_held),
    ).format(count=number_text(credits_held))


def unsure_text(people: int, reasons: Mapping[str, int]) -> str:
    """What happened to the people nobody knows about, and what will not happen by itself.

    Args:
        people: how many they are.
        reasons: how many recipients have which reason code.
    """
    if reasons.get(Reason.INTERRUPTED.value, 0) >= people:
        sentence = ngettext(
            "The program ended while {count} person was being submitted. kwtSMS may or may not have taken "
            "them. They are not sent again by themselves.",
            "The program ended while {count} people were being submitted. kwtSMS may or may not have taken "
            "them. They are not sent again by themselves.",
            people,
        )
    else:
        sentence = ngettext(
            "The connection broke while {count} person was being submitted. kwtSMS may or may not have taken "
            "them. They are not sent again by themselves.",
            "The connection broke while {count} people were being submitted. kwtSMS may or may not have "
            "taken them. They are not sent again by themselves.",
            people,
        )
    return sentence.format(count=number_text(people))


def unsure_figures(unsure: Unsure, balance_now: float | None) -> list[tuple[str, str]]:
    """Name and amount of what the records know about it: the user compares them."""
    figures = []
    if unsure.balance_before is not None:
        figures.append((_("Balance before"), unsure.balance_before))
    if unsure.charged_since:
        figures.append((_("Charged for other messages since"), unsure.charged_since))
    if balance_now is not None:
        figures.append((_("Balance now"), balance_now))
    figures.append((_("Cost of the unsure messages"), float(unsure.credits)))
    return [(name, isolate_ltr(number_text(amount))) for name, amount in figures]


def _outcome(counts: Counts, credits_used: float, *, is_test: bool) -> str:
    """How it ended: ``1,148 accepted by kwtSMS, 2 refused, nobody unsure. 2,296 credits used.``."""
    parts = {
        "accepted": _accepted(taken(counts)),
        "refused": _refused(counts.get(RecipientStatus.REFUSED, 0)),
        "unsure": _unsure(counts.get(RecipientStatus.UNKNOWN, 0)),
        "credits": _spent(credits_used, is_test=is_test),
    }
    left_out = counts.get(RecipientStatus.CANCELLED, 0) + counts.get(RecipientStatus.SKIPPED, 0)
    if not left_out:
        return _("{accepted}, {refused}, {unsure}. {credits}").format(**parts)
    words = ngettext("{count} not sent to", "{count} not sent to", left_out)
    parts["cancelled"] = words.format(count=number_text(left_out))
    return _("{accepted}, {refused}, {unsure}, {cancelled}. {credits}").format(**parts)


def _accepted(count: int) -> str:
    if not count:
        return _("None accepted by kwtSMS")
    words = ngettext("{count} accepted by kwtSMS", "{count} accepted by kwtSMS", count)
    return words.format(count=number_text(count))


def _refused(count: int) -> str:
    if not count:
        return _("nobody refused")
    return ngettext("{count} refused", "{count} refused", count).format(count=number_text(count))


def _unsure(count: int) -> str:
    if not count:
        return _("nobody unsure")
    return ngettext("{count} unsure", "{count} unsure", count).format(count=number_text(count))


def _spent(amount: float, *, is_test: bool) -> str:
    if is_test:
        words = ngettext("{count} credit held.", "{count} credits held.", _form(amount))
    else:
        words = ngettext("{count} credit used.", "{count} credits used.", _form(amount))
    return words.format(count=number_text(amount))


def _form(amount: float) -> int:
    """The count that chooses the plural form of an amount that may be a fraction."""
    return math.ceil(amount)
