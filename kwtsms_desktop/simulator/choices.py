"""The choices that switches offer: what the gateway may do where nobody knows (gateway-api.md §12)."""

from __future__ import annotations

from enum import StrEnum


class ErrorStatus(StrEnum):
    """The HTTP status of an error reply (gateway-api.md §1)."""

    USUAL = "usual"  # 403 for credentials and account, 400 for the rest
    ALL_200 = "200"
    ALL_403 = "403"
    ALL_406 = "406"


class Partial(StrEnum):
    """What becomes of a list of which some numbers cannot be sent to."""

    DROP = "drop"  # those are left out in silence
    REJECT = "reject"  # the whole request is refused


class Duplicates(StrEnum):
    """What a number twice in one request costs."""

    COLLAPSE = "collapse"
    CHARGE_EACH = "charge_each"


class Timestamp(StrEnum):
    """What ``unix-timestamp`` is (gateway-api.md §7)."""

    EPOCH = "epoch"
    SHIFTED = "shifted"  # three hours ahead: Kuwait's wall clock


class JsonNumbers(StrEnum):
    """How credits are written in JSON."""

    INTS = "ints"  # 417
    FLOATS = "floats"  # 417.0
    STRINGS = "strings"  # "417.00"


class Buckets(StrEnum):
    """What ``validate/`` does with an empty bucket."""

    ALL = "all"
    OMIT_EMPTY = "omit_empty"


class LongMobile(StrEnum):
    """What happens to a ``mobile`` field of more than 2,500 characters."""

    REFUSE = "refuse"  # ERR006
    TRUNCATE = "truncate"
    ACCEPT = "accept"


class NoDlr(StrEnum):
    """The answer of ``dlr/`` for a message that never gets a report (Kuwait, test)."""

    ERR021 = "ERR021"
    ERR019 = "ERR019"


class NoValidNumber(StrEnum):
    """The answer to a list without one well-formed number."""

    ERR025 = "ERR025"
    ERR006 = "ERR006"


class EmptySender(StrEnum):
    """The answer to an empty sender."""

    ERR002 = "ERR002"
    ERR008 = "ERR008"


class EmptyMessage(StrEnum):
    """The answer to an empty message."""

    ERR009 = "ERR009"
    ERR002 = "ERR002"


class HiddenCharacters(StrEnum):
    """What becomes of a message with characters nobody sees."""

    STUCK = "stuck"  # accepted, charged, never sent
    SPAM = "spam"  # ERR032
    SEND = "send"


class SameNumberKey(StrEnum):
    """Whose 15 seconds are counted (ERR028)."""

    NUMBER = "number"
    NUMBER_AND_SENDER = "number_and_sender"


class QueueCounts(StrEnum):
    """What the limit of the queue counts (ERR013)."""

    REQUESTS = "requests"
    NUMBERS = "numbers"


class MissingSlash(StrEnum):
    """The answer to an address without the slash at its end."""

    REDIRECT = "redirect"  # 301, and most clients lose the body
    NOT_FOUND = "not_found"


class DropWith(StrEnum):
    """How a dropped connection ends."""

    RESET = "reset"
    CLOSE = "close"
