"""What ``send/`` does with one request, step by step: read it, check it, price it, record it.

Pure but for the table of last sends, which its owner hands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kwtsms_desktop.simulator import rules
from kwtsms_desktop.simulator.account import SimulatedAccount
from kwtsms_desktop.simulator.answers import RefusedError
from kwtsms_desktop.simulator.choices import (
    Duplicates,
    HiddenCharacters,
    LongMobile,
    Partial,
    QueueCounts,
    SameNumberKey,
    Timestamp,
)
from kwtsms_desktop.simulator.outbox import QueueEntry
from kwtsms_desktop.simulator.record import RecordedMessage
from kwtsms_desktop.simulator.rules import Bucket, numbers_in
from kwtsms_desktop.simulator.switches import Switches

LastSends: TypeAlias = dict[tuple[str, str, str], float]
"""When (account, number, sender) was last sent to; the sender is empty unless it is part of the key."""

_KUWAIT_OFFSET_SECONDS = 3 * 60 * 60


@dataclass(frozen=True, slots=True)
class Order:
    """A request that passed the checks so far.

    Attributes:
        username: the account.
        sender: what handsets show.
        sender_asked: what was asked for.
        numbers: those it goes to, in order.
        text: the message.
        pages: how many pages the text has.
        is_test: not sent to handsets.
        is_stuck: will never leave the queue because of what is in the text.
    """

    username: str
    sender: str
    sender_asked: str
    numbers: tuple[str, ...]
    text: str
    pages: int
    is_test: bool
    is_stuck: bool

    def charges(self, switches: Switches) -> list[float]:
        """Credits for each number."""
        abroad = self.pages * switches.international_multiplier
        return [self.pages if number.startswith(rules.KUWAIT) else abroad for number in self.numbers]


def order_of(
    account: SimulatedAccount,
    *,
    sender: str | None,
    mobile: str | None,
    message: str | None,
    test: object,
    switches: Switches,
) -> Order:
    """The order that a request is, after all checks that need neither the time nor the queue.

    Raises:
        RefusedError: 002, 006, 007, 008, 009, 012, 025, 026, 027, 031 or 032.
    """
    if sender is None or mobile is None or message is None:
        raise RefusedError("ERR002")
    is_test = _is_test(test)
    _check_sender(sender, account, switches)
    pages = _checked_pages(message, switches)
    is_stuck = rules.has_emoji(message) or (
        switches.hidden_characters is HiddenCharacters.STUCK and rules.has_hidden_characters(message)
    )
    return Order(
        account.username,
        account.sender_shown(sender),
        sender,
        _sendable(mobile, account, switches),
        message,
        pages,
        is_test,
        is_stuck,
    )


def mobile_of(mobile: str, switches: Switches) -> str:
    """The ``mobile`` field as far as the gateway reads it.

    Raises:
        RefusedError: ERR006, it is too long.
    """
    if len(mobile) > rules.MAX_MOBILE_CHARACTERS:
        if switches.long_mobile is LongMobile.REFUSE:
            raise RefusedError("ERR006")
        if switches.long_mobile is LongMobile.TRUNCATE:
            return mobile[: rules.MAX_MOBILE_CHARACTERS]
    return mobile


def kept_apart(order: Order, last_sends: LastSends, switches: Switches, now: float) -> Order:
    """The order without numbers that had a message a moment ago.

    Raises:
        RefusedError: ERR028, there is such a number (or nothing but such numbers, where they are dropped).
    """
    if not _rule_of_same_number_holds(order, switches):
        return order
    recent = {
        number
        for number in order.numbers
        if now - last_sends.get(_key(order, number, switches), float("-inf")) < switches.same_number_seconds
    }
    if not recent:
        return order
    if switches.same_number_extends:
        for number in recent:
            last_sends[_key(order, number, switches)] = now
    left = tuple(number for number in order.numbers if number not in recent)
    if switches.same_number_effect is Partial.REJECT or not left:
        raise RefusedError("ERR028")
    return replace(order, numbers=left)


def note_sends(order: Order, last_sends: LastSends, switches: Switches, now: float) -> None:
    """Remember when these numbers were sent to, if the rule counts this kind of message."""
    if _rule_of_same_number_holds(order, switches):
        for number in order.numbers:
            last_sends[_key(order, number, switches)] = now


def check_affordable(order: Order, account: SimulatedAccount, switches: Switches) -> None:
    """See that the balance is enough.

    Raises:
        RefusedError: ERR010 for no credits at all, ERR011 for too few.
    """
    if account.balance <= 0:
        raise RefusedError("ERR010")
    if account.balance < sum(order.charges(switches)):
        raise RefusedError("ERR011")


def check_queue(waiting: Sequence[QueueEntry], switches: Switches, now: float) -> None:
    """See that the queue has room.

    Raises:
        RefusedError: ERR013.
    """
    by_number = switches.queue_counts is QueueCounts.NUMBERS
    length = sum(entry.numbers_left(now) for entry in waiting) if by_number else len(waiting)
    if length >= switches.queue_limit:
        raise RefusedError("ERR013")


def recorded(
    order: Order, entry: QueueEntry, account: SimulatedAccount, switches: Switches
) -> list[RecordedMessage]:
    """What the record keeps of an accepted order: a message for each number."""
    return [
        RecordedMessage(
            id=entry.message_id,
            number=number,
            text=order.text,
            sender=order.sender,
            sender_asked=order.sender_asked,
            test=order.is_test,
            charged=charged,
            time=entry.accepted_at,
            stuck=order.is_stuck,
            username=account.username,
        )
        for number, charged in zip(order.numbers, order.charges(switches), strict=True)
    ]


def timestamp(now: float, switches: Switches) -> int:
    """The ``unix-timestamp`` of a reply (gateway-api.md §7)."""
    return int(now) + (_KUWAIT_OFFSET_SECONDS if switches.timestamp is Timestamp.SHIFTED else 0)


def _is_test(test: object) -> bool:
    """Whether ``test`` asks for a test: 1 or "1"; absent, 0 or "0" is live; nothing else is documented."""
    if isinstance(test, bool) or test not in (None, 0, 1, "0", "1", ""):
        raise RefusedError("ERR002")
    return test in (1, "1")


def _check_sender(sender: str, account: SimulatedAccount, switches: Switches) -> None:
    if not sender:
        raise RefusedError(switches.empty_sender)
    if account.bans(sender):
        raise RefusedError("ERR008")


def _checked_pages(message: str, switches: Switches) -> int:
    if not message.strip():
        raise RefusedError(switches.empty_message)
    if rules.has_markup(message, switches.markup):
        raise RefusedError("ERR027")
    if rules.has_bad_language(message):
        raise RefusedError("ERR031")
    hides_spam = switches.hidden_characters is HiddenCharacters.SPAM and rules.has_hidden_characters(message)
    if hides_spam or rules.looks_like_spam(message):
        raise RefusedError("ERR032")
    pages = rules.pages_of(
        message, extension_units=switches.gsm_extension_units, page_count=switches.page_count
    )
    if pages > switches.max_pages:
        raise RefusedError("ERR012")
    return pages


def _sendable(mobile: str, account: SimulatedAccount, switches: Switches) -> tuple[str, ...]:
    entries = numbers_in(mobile)
    if not entries:
        raise RefusedError("ERR006")
    if len(entries) > rules.MAX_NUMBERS:
        raise RefusedError("ERR007")
    entries = numbers_in(mobile_of(mobile, switches))
    if switches.duplicates is Duplicates.COLLAPSE:
        entries = list(dict.fromkeys(entries))
    well_formed = [number for number in entries if rules.is_well_formed(number)]
    if not well_formed:
        raise RefusedError(switches.no_valid_number)
    if len(well_formed) < len(entries) and switches.partly_invalid is Partial.REJECT:
        raise RefusedError("ERR025")
    routed = [n for n in well_formed if rules.bucket_of(n, account.prefixes) is Bucket.OK]
    if not routed or (len(routed) < len(well_formed) and switches.mixed_uncovered is Partial.REJECT):
        raise RefusedError("ERR026")
    return tuple(routed)


def _rule_of_same_number_holds(order: Order, switches: Switches) -> bool:
    return switches.same_number_in_test or not order.is_test


def _key(order: Order, number: str, switches: Switches) -> tuple[str, str, str]:
    by_sender = switches.same_number_key is SameNumberKey.NUMBER_AND_SENDER
    return (order.username, number, order.sender if by_sender else "")
