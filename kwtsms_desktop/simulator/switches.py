"""Every behaviour of the gateway that is unknown, disputed or worth trying, as a switch with a default.

The defaults follow gateway-api.md §12. A switch is changed by replacing the whole record, so a request
sees one set of switches from beginning to end.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias, TypeGuard, get_type_hints

from kwtsms_desktop.simulator.choices import (
    Buckets,
    DropWith,
    Duplicates,
    EmptyMessage,
    EmptySender,
    ErrorStatus,
    HiddenCharacters,
    JsonNumbers,
    LongMobile,
    MissingSlash,
    NoDlr,
    NoValidNumber,
    Partial,
    QueueCounts,
    SameNumberKey,
    Timestamp,
)
from kwtsms_desktop.simulator.faults import Fault, endpoint_named
from kwtsms_desktop.simulator.rules import Markup, PageCount

SwitchValue: TypeAlias = bool | int | float | str | tuple[float, float] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    r"""One set of switches. Every value may also be given as text, as on the command line.

    Attributes:
        error_status: HTTP status of error replies.
        json_numbers: how credits are written in JSON.
        timestamp: true epoch or shifted by three hours.
        missing_slash: what an address without its slash gets.
        max_pages: a longer text is ERR012; 7 was seen live, the vendor's paper says 6.
        gsm_extension_units: what ``€ [ ] { } ~ ^ | \`` count, 2 or 1.
        page_count: whether a two-unit character may cross the border of two pages.
        markup: what counts as an HTML tag.
        hidden_characters: what becomes of a message with invisible characters.
        empty_message: answer to an empty or blank message.
        empty_sender: answer to an empty sender.
        partly_invalid: some numbers are not well-formed.
        no_valid_number: none is.
        mixed_uncovered: some numbers have no route.
        duplicates: a number twice in one request.
        long_mobile: a ``mobile`` field over 2,500 characters.
        validate_buckets: empty buckets of ``validate/``.
        international_multiplier: credits of a page to a number outside Kuwait.
        same_number_seconds: time between two messages to one number (ERR028); 0 turns the rule off.
        same_number_in_test: whether the rule holds for test messages too.
        same_number_effect: whether such a number is dropped or the request refused.
        same_number_key: whether the time is counted per number or per number and sender.
        same_number_extends: whether a refused attempt starts the time anew.
        queue_limit: entries in the queue from which on ERR013 comes.
        queue_counts: whether the limit counts requests or numbers.
        drain_per_second: live messages a second that leave the queue; 0 stops it.
        held_entries_fill_queue: whether entries that are never sent (test, stuck) count as queued.
        test_queued_seconds: how long ``status/`` calls a test message queued before it says ERR030.
        no_dlr: answer of ``dlr/`` for Kuwait and for test messages.
        dlr_ready_seconds: time from dispatch to the delivery report; ERR022 until then.
        dlr_statuses: delivery statuses, given out in turn.
        rate_limit_per_second: requests a second from one address above which it is blocked; 0 turns it off.
        block_seconds: how long a blocked address gets no answer.
        drop_with: how dropped connections end.
        keep_alive_seconds: how long a connection may be idle before it is closed.
        latency: seconds until an answer, or (least, most).
        seed: makes latency, random faults and message IDs the same in each run; None for chance.
        fault_rate: probability of a fault for each request, 0 to 1.
        fault_kinds: the faults to choose from, as in ``Fault.parse``.
        fault_endpoints: the commands that random faults hit; empty for all.
    """

    error_status: ErrorStatus = ErrorStatus.USUAL
    json_numbers: JsonNumbers = JsonNumbers.INTS
    timestamp: Timestamp = Timestamp.EPOCH
    missing_slash: MissingSlash = MissingSlash.REDIRECT
    max_pages: int = 7
    gsm_extension_units: int = 2
    page_count: PageCount = PageCount.WHOLE_CHARACTERS
    markup: Markup = Markup.TAGS
    hidden_characters: HiddenCharacters = HiddenCharacters.STUCK
    empty_message: EmptyMessage = EmptyMessage.ERR009
    empty_sender: EmptySender = EmptySender.ERR002
    partly_invalid: Partial = Partial.DROP
    no_valid_number: NoValidNumber = NoValidNumber.ERR025
    mixed_uncovered: Partial = Partial.DROP
    duplicates: Duplicates = Duplicates.COLLAPSE
    long_mobile: LongMobile = LongMobile.REFUSE
    validate_buckets: Buckets = Buckets.ALL
    international_multiplier: float = 1.0
    same_number_seconds: float = 15.0
    same_number_in_test: bool = False
    same_number_effect: Partial = Partial.REJECT
    same_number_key: SameNumberKey = SameNumberKey.NUMBER
    same_number_extends: bool = False
    queue_limit: int = 1000
    queue_counts: QueueCounts = QueueCounts.REQUESTS
    drain_per_second: float = 50.0
    held_entries_fill_queue: bool = False
    test_queued_seconds: float = 0.0
    no_dlr: NoDlr = NoDlr.ERR021
    dlr_ready_seconds: float = 300.0
    dlr_statuses: tuple[str, ...] = ("Received by recipient",)
    rate_limit_per_second: int = 5
    block_seconds: float = 60.0
    drop_with: DropWith = DropWith.RESET
    keep_alive_seconds: float = 60.0
    latency: float | tuple[float, float] = 0.0
    seed: int | None = None
    fault_rate: float = 0.0
    fault_kinds: tuple[str, ...] = ()
    fault_endpoints: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, hint in _hints().items():
            value = getattr(self, name)
            if isinstance(value, str):
                value = _read(name, hint, value)
            elif isinstance(value, list):
                value = tuple(value)
            object.__setattr__(self, name, value)
            if type(value) not in _KINDS.get(hint, (hint,)):
                raise ValueError(f"{name}: {value!r} is of the wrong kind")
            if hint in (int, float) and not 0 <= value < math.inf:
                raise ValueError(f"{name}: {value!r} must be a number from 0 up")
        self._check()

    def _check(self) -> None:
        least, most = self.latency_range
        if not 0 <= least <= most < math.inf:
            raise ValueError(f"latency: {self.latency!r} is neither seconds nor a range like 0.1-2.0")
        if self.gsm_extension_units not in (1, 2):
            raise ValueError(f"gsm_extension_units: {self.gsm_extension_units} is not one of 1, 2")
        if self.fault_rate > 1:
            raise ValueError(f"fault_rate: {self.fault_rate} is not between 0 and 1")
        if self.keep_alive_seconds == 0:
            raise ValueError("keep_alive_seconds: must be more than 0")
        if not self.dlr_statuses:
            raise ValueError("dlr_statuses: needs at least one")
        for kind in self.fault_kinds:
            Fault.parse(kind)
        for endpoint in self.fault_endpoints:
            endpoint_named(endpoint)

    @property
    def latency_range(self) -> tuple[float, float]:
        """Least and most seconds until an answer."""
        return self.latency if isinstance(self.latency, tuple) else (self.latency, self.latency)

    @classmethod
    def parse(cls, name: str, value: str) -> SwitchValue:
        """The typed value of ``--switch NAME=VALUE``.

        Raises:
            ValueError: no switch has this name, or the switch cannot have this value; the message lists
                what is valid.
        """
        hint = _hints().get(name)
        if hint is None:
            raise ValueError(f"unknown switch {name!r}; switches: {', '.join(_hints())}")
        parsed = _read(name, hint, value)
        cls().changed(**{name: parsed})
        return parsed

    @classmethod
    def from_texts(cls, texts: Iterable[str], base: Switches | None = None) -> Switches:
        """The switches after all of these ``NAME=VALUE`` were set.

        Raises:
            ValueError: as ``parse``, or there is no ``=``.
        """
        values: dict[str, SwitchValue] = {}
        for text in texts:
            name, separator, value = text.partition("=")
            if not separator:
                raise ValueError(f"{text!r} is not NAME=VALUE; switches: {', '.join(_hints())}")
            values[name.strip()] = cls.parse(name.strip(), value)
        return (base or cls()).changed(**values)

    def changed(self, **values: SwitchValue) -> Switches:
        """A copy with some switches changed.

        Raises:
            ValueError: a value is not valid.
        """
        unchecked: dict[str, Any] = dict(values)  # __post_init__ checks every value
        return dataclasses.replace(self, **unchecked)


@dataclass(frozen=True, slots=True)
class SwitchDescription:
    """What a command line can print about one switch.

    Attributes:
        name: as in ``--switch NAME=VALUE``.
        default: the default, in the spelling of VALUE.
        choices: the valid values; empty where it is a number or a list.
    """

    name: str
    default: str
    choices: tuple[str, ...]


def describe_switches() -> tuple[SwitchDescription, ...]:
    """All switches, in the order of their declaration."""
    defaults = Switches()
    return tuple(
        SwitchDescription(name, _text_of(getattr(defaults, name)), _choices(hint))
        for name, hint in _hints().items()
    )


@cache
def _hints() -> dict[str, object]:
    hints = get_type_hints(Switches)
    return {field.name: hints[field.name] for field in dataclasses.fields(Switches)}


def _is_choice(hint: object) -> TypeGuard[type[StrEnum]]:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def _choices(hint: object) -> tuple[str, ...]:
    if _is_choice(hint):
        return tuple(hint)
    return ("on", "off") if hint is bool else ()


def _read(name: str, hint: object, value: str) -> SwitchValue:
    return _choice(name, hint, value) if _is_choice(hint) else _READERS[hint](name, value.strip())


def _choice(name: str, hint: type[StrEnum], value: str) -> StrEnum:
    try:
        return hint(value.strip())
    except ValueError:
        raise ValueError(f"{name}: {value!r} is not one of {', '.join(hint)}") from None


_ON, _OFF = ("on", "true", "yes", "1"), ("off", "false", "no", "0")


def _read_bool(name: str, value: str) -> bool:
    word = value.lower()
    if word not in _ON + _OFF:
        raise ValueError(f"{name}: {value!r} is not one of on, off")
    return word in _ON


def _read_int(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{name}: {value!r} is not a whole number") from None


def _read_float(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"{name}: {value!r} is not a number") from None


def _read_seed(name: str, value: str) -> int | None:
    return None if value.lower() in ("", "none") else _read_int(name, value)


def _read_latency(name: str, value: str) -> float | tuple[float, float]:
    least, separator, most = value.partition("-")
    if separator and least:
        return _read_float(name, least), _read_float(name, most)
    return _read_float(name, value)


def _read_list(_name: str, value: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in value.split(",") if item.strip())


_KINDS: dict[object, tuple[object, ...]] = {
    float: (int, float),
    int | None: (int, type(None)),
    float | tuple[float, float]: (int, float, tuple),
    tuple[str, ...]: (tuple,),
}

_READERS: dict[object, Callable[[str, str], SwitchValue]] = {
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
    int | None: _read_seed,
    float | tuple[float, float]: _read_latency,
    tuple[str, ...]: _read_list,
}


def _text_of(value: SwitchValue) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(str(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value is None else str(value)
