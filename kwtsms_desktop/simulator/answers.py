"""What the gateway answers, before it is put on the wire: fields of a reply, or an error code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kwtsms_desktop.simulator.choices import ErrorStatus, JsonNumbers
from kwtsms_desktop.simulator.switches import Switches

# Our own words for each code (gateway-api.md §3).
DESCRIPTIONS = {
    "ERR001": "The API is switched off for this account.",
    "ERR002": "A mandatory parameter is missing.",
    "ERR003": "Wrong username or password.",
    "ERR004": "This account has no access to the API.",
    "ERR005": "This account is blocked.",
    "ERR006": "No valid number was submitted.",
    "ERR007": "More than 200 numbers in one request.",
    "ERR008": "This sender ID is banned.",
    "ERR009": "The message is empty.",
    "ERR010": "The balance is zero.",
    "ERR011": "The balance is too small for this message.",
    "ERR012": "The message has too many pages.",
    "ERR013": "The queue is full, try again later.",
    "ERR019": "There are no delivery reports.",
    "ERR020": "There is no such message.",
    "ERR021": "This message has no delivery report.",
    "ERR022": "The delivery report is not ready, try again after 24 hours.",
    "ERR023": "Delivery reports could not be fetched.",
    "ERR024": "This IP address is not on the allow-list.",
    "ERR025": "No valid number: digits with a country code, nothing else.",
    "ERR026": "There is no route to this country on your account.",
    "ERR027": "The message contains HTML tags.",
    "ERR028": "A message to the same number within 15 seconds.",
    "ERR029": "There is no such message, or the message ID is wrong.",
    "ERR030": "The message is stuck in the queue with an error.",
    "ERR031": "The message contains bad language.",
    "ERR032": "The message looks like spam.",
    "ERR033": "No coverage is active on this account.",
}

_ACCOUNT_CODES = frozenset({"ERR001", "ERR003", "ERR004", "ERR005", "ERR024"})


class RefusedError(Exception):
    """The gateway's no, as one of its codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Credits:
    """A number of credits; how it is written depends on a switch."""

    amount: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        fields: keys of the reply beside ``result``, in order; empty for an error.
        code: the error code; None if all is well.
    """

    fields: Mapping[str, object]
    code: str | None = None

    @classmethod
    def refusal(cls, code: str) -> Answer:
        """The answer that says no."""
        return cls({}, code)

    def http_status(self, switches: Switches) -> int:
        """The status it is sent with (gateway-api.md §1)."""
        if self.code is None:
            return 200
        if switches.error_status is not ErrorStatus.USUAL:
            return int(switches.error_status)
        return 403 if self.code in _ACCOUNT_CODES else 400

    def as_json(self, switches: Switches) -> dict[str, object]:
        """The JSON object of the reply."""
        if self.code is not None:
            description = DESCRIPTIONS.get(self.code, "Unknown error.")
            return {"result": "ERROR", "code": self.code, "description": description}
        return {"result": "OK"} | {
            name: _json_value(value, switches.json_numbers) for name, value in self.fields.items()
        }

    def as_text(self, endpoint: str) -> str:
        """The legacy plain-text reply (gateway-api.md §9); an error is the bare code."""
        if self.code is not None:
            return self.code
        return "\n".join(_LEGACY[endpoint](self.fields))


def _json_value(value: object, style: JsonNumbers) -> object:
    if isinstance(value, Credits):
        if style is JsonNumbers.STRINGS:
            return f"{value.amount:.2f}"
        is_whole = style is JsonNumbers.INTS and float(value.amount).is_integer()
        return int(value.amount) if is_whole else float(value.amount)
    if isinstance(value, int) and style is JsonNumbers.STRINGS:
        return str(value)
    return value


def _legacy_credits(value: object) -> str:
    return f"{value.amount:.2f}" if isinstance(value, Credits) else str(value)


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _legacy_balance(fields: Mapping[str, object]) -> list[str]:
    return [f"{_legacy_credits(fields['available'])}/{_legacy_credits(fields['purchased'])}"]


def _legacy_validate(fields: Mapping[str, object]) -> list[str]:
    buckets = fields["mobile"]
    if not isinstance(buckets, Mapping):
        return []
    return [f"{name}:{number}" for name in ("ER", "NR", "OK") for number in _items(buckets.get(name))]


def _legacy_send(fields: Mapping[str, object]) -> list[str]:
    names = ("msg-id", "numbers", "points-charged", "balance-after", "unix-timestamp")
    return [":".join(["OK", *(_legacy_credits(fields[name]) for name in names)])]


def _legacy_dlr(fields: Mapping[str, object]) -> list[str]:
    rows = [row for row in _items(fields["report"]) if isinstance(row, Mapping)]
    return [f"{row['Number']},{row['Status']}" for row in rows]


_LEGACY: dict[str, Callable[[Mapping[str, object]], list[str]]] = {
    "balance": _legacy_balance,
    "senderid": lambda fields: [str(name) for name in _items(fields["senderid"])],
    "coverage": lambda fields: [str(prefix) for prefix in _items(fields["prefixes"])],
    "validate": _legacy_validate,
    "send": _legacy_send,
    "status": lambda fields: [f"OK:{str(fields['status']).capitalize()}"],
    "dlr": _legacy_dlr,
}
