"""kwtSMS's JSON, both ways. Pure, and the only home of its field names (gateway-api.md §2).

The rule guarded here: an answer is decided by its ``result`` and nothing else, whatever the HTTP
status; one that does not say ``OK`` or ``ERROR`` in JSON decided nothing and is *unreadable*.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import NoReturn

from kwtsms_desktop.core.account import Balance, Login
from kwtsms_desktop.core.batch import MAX_NUMBER_CHARACTERS, MAX_NUMBERS
from kwtsms_desktop.core.errors import GatewayError
from kwtsms_desktop.gateway.codes import OutcomeKind, outcome_of, reason_of
from kwtsms_desktop.gateway.exchange import Reply
from kwtsms_desktop.gateway.outcomes import DeliveryReport, QueueState, QueueStatus, SendOutcome, Validation

LOGIN_FIELDS = ("username", "password")
"""The fields of every request that must never be written down."""


class Endpoint(StrEnum):
    """The seven documented commands, as they stand in the address."""

    BALANCE = "balance"
    SENDER_IDS = "senderid"
    COVERAGE = "coverage"
    VALIDATE = "validate"
    SEND = "send"
    STATUS = "status"
    DELIVERY_REPORTS = "dlr"


class UnreadableError(Exception):
    """An answer that says neither OK nor ERROR: HTML, nothing, half a JSON, something else's JSON.

    Attributes:
        reply: the answer; may hold anything, so it is not in this exception's text.
    """

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"status {reply.status}, {len(reply.body)} bytes")
        self.reply = reply


# Requests. User name and password go out exactly as they are (case F8).


def balance_request(login: Login) -> bytes:
    """The body that asks for the balance."""
    return _body(login)


def sender_ids_request(login: Login) -> bytes:
    """The body that asks for the account's sender IDs."""
    return _body(login)


def coverage_request(login: Login) -> bytes:
    """The body that asks for the account's active country codes."""
    return _body(login)


def validation_request(login: Login, phones: Collection[str]) -> bytes:
    """The body that asks about the numbers of one batch.

    Raises:
        ValueError: not one batch of numbers: a bug of the caller.
    """
    return _body(login, mobile=_numbers_field(phones))


def send_request(login: Login, sender: str, phones: Collection[str], text: str, test: bool) -> bytes:
    """The body that sends ``text`` to one batch of numbers; ``sender`` is case sensitive.

    Raises:
        ValueError: not one batch of numbers: a bug of the caller.
    """
    return _body(
        login,
        sender=sender,
        mobile=_numbers_field(phones),
        message=text,
        test=1 if test else 0,
    )


def status_request(login: Login, message_id: str) -> bytes:
    """The body that asks where a message stands in the queue (``msgid`` here, ``msg-id`` there: case G23)."""
    return _body(login, msgid=message_id)


def delivery_reports_request(login: Login, message_id: str) -> bytes:
    """The body that asks for the operators' reports on a message."""
    return _body(login, msgid=message_id)


# Answers. Each raises GatewayError where the gateway said ERROR, UnreadableError where nothing clear.


def read_balance(reply: Reply) -> Balance:
    """The credits. An answer without them is unreadable: there is no number to show in their place."""
    fields = _accepted(reply)
    available = _number(fields.get("available"))
    if available is None:
        raise UnreadableError(reply)
    return Balance(available, _number(fields.get("purchased")))


def read_sender_ids(reply: Reply) -> tuple[str, ...]:
    """The sender IDs, letter for letter."""
    return tuple(_strings(_accepted(reply).get("senderid")))


def read_coverage(reply: Reply) -> tuple[str, ...]:
    """The active country codes. None active (ERR033) is an answer, not a failure: nothing (case G19)."""
    fields = _answer(reply)
    if _is_error(fields) and _code(fields) == "ERR033":
        return ()
    return tuple(_strings(_accepted(reply).get("prefixes")))


def read_validation(reply: Reply) -> Validation:
    """The numbers in their three kinds; a kind that is missing, null or ``{}`` is empty (case G14)."""
    kinds = _accepted(reply).get("mobile")
    if not isinstance(kinds, Mapping):
        return Validation()
    return Validation(
        ok=tuple(_strings(kinds.get("OK"))),
        wrong=tuple(_strings(kinds.get("ER"))),
        no_route=tuple(_strings(kinds.get("NR"))),
    )


def read_send(reply: Reply) -> SendOutcome:
    """What became of a request to send. Raises UnreadableError only: a refusal is an outcome."""
    fields = _answer(reply)
    if _is_error(fields):
        code = _code(fields)
        return SendOutcome(
            outcome_of(code).kind,
            code=code,
            description=_text(fields.get("description")) or None,
            reason=reason_of(code),
        )
    return SendOutcome(
        OutcomeKind.ACCEPTED,
        message_id=_identifier(fields.get("msg-id")),
        accepted_numbers=_count(fields.get("numbers")),
        credits=_credits(fields.get("points-charged")),
        balance_after=_credits(fields.get("balance-after")),
        gateway_timestamp=_count(fields.get("unix-timestamp")),
    )


def read_status(reply: Reply) -> QueueStatus:
    """Where a message stands in the queue: ERR029 and ERR030 are answers here (case G20)."""
    fields = _answer(reply)
    description = _text(fields.get("description"))
    if _is_error(fields):
        code = _code(fields)
        if code not in _QUEUE_CODES:
            _refuse(fields)
        return QueueStatus(_QUEUE_CODES[code], code, description)
    raw = _text(fields.get("status"))
    return QueueStatus(_QUEUE_WORDS.get(raw.casefold(), QueueState.OTHER), raw, description)


def read_delivery_reports(reply: Reply) -> tuple[DeliveryReport, ...]:
    """The operators' reports; both keys are capitalised there (case G21)."""
    reports = []
    for entry in _members(_accepted(reply).get("report")):
        if not isinstance(entry, Mapping):
            continue
        phone = _identifier(entry.get("Number"))
        if phone is not None:
            reports.append(DeliveryReport(phone, _text(entry.get("Status"))))
    return tuple(reports)


_QUEUE_WORDS = {
    "sent": QueueState.SENT,
    "queued": QueueState.QUEUED,
    "pending": QueueState.QUEUED,
}
_QUEUE_CODES = {"ERR029": QueueState.UNKNOWN_ID, "ERR030": QueueState.STUCK}

_JSON_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
_LARGEST_NUMBER = 1e12
_MOST_CREDITS = 1e9
_LONGEST_TEXT = 500


def _body(login: Login, **fields: str | int) -> bytes:
    values = (login.username, login.password)
    request = {**dict(zip(LOGIN_FIELDS, values, strict=True)), **fields}
    return json.dumps(request, ensure_ascii=False).encode("utf-8")


def _numbers_field(phones: Collection[str]) -> str:
    """The numbers as one field. What the gateway does beyond its limits is not known, so they are kept."""
    if not all(phone.isascii() and phone.isdigit() for phone in phones):
        raise ValueError("a number that is not all digits would become another number")
    numbers = ",".join(phones)
    if not 0 < len(phones) <= MAX_NUMBERS or len(numbers) > MAX_NUMBER_CHARACTERS:
        message = f"{len(phones)} numbers of {len(numbers)} characters are not one batch"
        raise ValueError(message)
    return numbers


def _answer(reply: Reply) -> Mapping[str, object]:
    """The fields of an answer that says OK or ERROR. A redirect says neither (case G27)."""
    if 300 <= reply.status < 400:
        raise UnreadableError(reply)
    try:
        text = reply.body.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
        fields: object = json.loads(text)
    except (ValueError, RecursionError):  # not JSON, a number of 5,000 digits, 10,000 brackets deep
        raise UnreadableError(reply) from None
    if not isinstance(fields, dict) or fields.get("result") not in ("OK", "ERROR"):
        raise UnreadableError(reply)
    return fields


def _accepted(reply: Reply) -> Mapping[str, object]:
    fields = _answer(reply)
    if _is_error(fields):
        _refuse(fields)
    return fields


def _is_error(fields: Mapping[str, object]) -> bool:
    return fields["result"] == "ERROR"


def _refuse(fields: Mapping[str, object]) -> NoReturn:
    code = _code(fields)
    raise GatewayError(reason_of(code), code=code, description=_text(fields.get("description")))


def _code(fields: Mapping[str, object]) -> str:
    """The error code; where there is none (case G9), the one word that the gateway did say."""
    return _text(fields.get("code")) or "ERROR"


def _number(value: object) -> float | None:
    """417, 417.0 and "417.00" as a number (cases G10, G11); None where it is none."""
    if isinstance(value, str):
        return float(value) if _JSON_NUMBER.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= _LARGEST_NUMBER else None  # false for NaN and infinity too


def _credits(value: object) -> float | None:
    """An amount of credits that can be believed, None otherwise."""
    amount = _number(value)
    return amount if amount is not None and 0 <= amount <= _MOST_CREDITS else None


def _count(value: object) -> int | None:
    amount = _number(value)
    return int(amount) if amount is not None and amount >= 0 and amount.is_integer() else None


def _text(value: object) -> str:
    """A text of the gateway that can be shown and logged: one line, no control characters, not endless."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    characters = (" " if unicodedata.category(c)[0] in "CZ" else c for c in str(value)[: 2 * _LONGEST_TEXT])
    return " ".join("".join(characters).split())[:_LONGEST_TEXT]


def _identifier(value: object) -> str | None:
    return _text(value) or None


def _members(value: object) -> Iterator[object]:
    """The members of a list; PHP writes a list with gaps in its numbering as an object."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, Mapping):
        yield from value.values()


def _strings(value: object) -> Iterator[str]:
    """The texts of a list, letter for letter; PHP turns "965" into 965 on the way (gateway-api.md §8)."""
    for member in _members(value):
        if isinstance(member, str | int) and not isinstance(member, bool) and str(member):
            yield str(member)
