"""The gateway itself: the seven commands over the accounts, the queue and the clock. No HTTP in here.

The order of the checks is a proposal (gateway-api.md §12): fields, credentials, account, sender, message,
count, numbers, routes, the same-number rule, balance, queue. One lock makes each command one step; nobody
sleeps while holding it.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kwtsms_desktop.simulator import sending
from kwtsms_desktop.simulator.account import SimulatedAccount
from kwtsms_desktop.simulator.answers import Answer, Credits, RefusedError
from kwtsms_desktop.simulator.choices import Buckets
from kwtsms_desktop.simulator.faults import Endpoint
from kwtsms_desktop.simulator.outbox import Outbox, QueueEntry
from kwtsms_desktop.simulator.record import Record
from kwtsms_desktop.simulator.rules import KUWAIT, Bucket, bucket_of, numbers_in
from kwtsms_desktop.simulator.switches import Switches

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _LateRequest:
    """A request that is processed when its time has come, although its client is gone."""

    due: float
    endpoint: Endpoint
    fields: Fields | None
    address: str
    switches: Switches


class Backend:
    """All state behind the API. Thread safe.

    Args:
        accounts: the accounts it knows.
        record: where accepted messages are noted.
        ids: the source of message IDs.
    """

    def __init__(self, accounts: Iterable[SimulatedAccount], record: Record, ids: random.Random) -> None:
        self._lock = threading.Lock()
        self._accounts = tuple(accounts)
        self._record = record
        self._ids = ids
        self._outbox = Outbox()
        self._last_sends: sending.LastSends = {}
        self._late: list[_LateRequest] = []
        self._commands: dict[Endpoint, Callable[[SimulatedAccount, Fields, Switches, float], Answer]] = {
            Endpoint.BALANCE: self._balance,
            Endpoint.SENDERID: self._senderid,
            Endpoint.COVERAGE: self._coverage,
            Endpoint.VALIDATE: self._validate,
            Endpoint.SEND: self._send,
            Endpoint.STATUS: self._status,
            Endpoint.DLR: self._dlr,
        }

    def answer(
        self, endpoint: Endpoint, fields: Fields | None, address: str, switches: Switches, now: float
    ) -> Answer:
        """Process one request completely.

        Args:
            endpoint: the command.
            fields: what was sent; None if the body was not readable.
            address: the client's IP.
            switches: the behaviour wanted.
            now: UTC seconds.
        """
        with self._lock:
            self._settle(now)
            return self._process(endpoint, fields, address, switches, now)

    def answer_late(
        self, endpoint: Endpoint, fields: Fields | None, address: str, switches: Switches, due: float
    ) -> None:
        """Process a request at a later time; nobody hears the answer."""
        with self._lock:
            self._late.append(_LateRequest(due, endpoint, fields, address, switches))
            self._late.sort(key=lambda request: request.due)

    def settle(self, now: float) -> None:
        """Process the late requests whose time has come."""
        with self._lock:
            self._settle(now)

    def delete(self, message_id: str, now: float) -> float:
        """Delete an entry of the queue, as a person does on the web site, and give its credits back.

        Returns:
            The credits given back.

        Raises:
            KeyError: no such entry is in the queue (it may have left it).
        """
        with self._lock:
            self._settle(now)
            entry = self._outbox.delete(message_id, now)
            if entry is None:
                raise KeyError(message_id)
            self._account(entry.username).balance += entry.charged
            self._record.delete(message_id)
            return entry.charged

    def set_balance(self, username: str, available: float, purchased: float | None = None) -> None:
        """Set the credits of an account.

        Raises:
            KeyError: no such account.
        """
        with self._lock:
            account = self._account(username)
            account.balance = available
            if purchased is not None:
                account.purchased = purchased

    def queued(self, username: str, now: float, *, with_held: bool = True) -> tuple[QueueEntry, ...]:
        """The entries of an account that are in the queue."""
        with self._lock:
            self._settle(now)
            return tuple(self._outbox.waiting(username, now, with_held=with_held))

    def _settle(self, now: float) -> None:
        while self._late and self._late[0].due <= now:
            late = self._late.pop(0)
            self._process(late.endpoint, late.fields, late.address, late.switches, late.due)

    def _process(
        self, endpoint: Endpoint, fields: Fields | None, address: str, switches: Switches, now: float
    ) -> Answer:
        try:
            account = self._signed_in(fields or {}, address)
            return self._commands[endpoint](account, fields or {}, switches, now)
        except RefusedError as refusal:
            return Answer.refusal(refusal.code)

    def _signed_in(self, fields: Fields, address: str) -> SimulatedAccount:
        username, password = required(fields, "username"), required(fields, "password")
        account = next((known for known in self._accounts if known.username == username), None)
        if account is None or account.password != password:
            raise RefusedError("ERR003")
        if not account.api_on:
            raise RefusedError("ERR001")
        if not account.access:
            raise RefusedError("ERR004")
        if account.blocked:
            raise RefusedError("ERR005")
        if account.allow_list is not None and address not in account.allow_list:
            raise RefusedError("ERR024")
        return account

    def _account(self, username: str) -> SimulatedAccount:
        return next(known for known in self._accounts if known.username == username)

    def _balance(
        self, account: SimulatedAccount, _fields: Fields, _switches: Switches, _now: float
    ) -> Answer:
        return Answer({"available": Credits(account.balance), "purchased": Credits(account.purchased)})

    def _senderid(
        self, account: SimulatedAccount, _fields: Fields, _switches: Switches, _now: float
    ) -> Answer:
        return Answer({"senderid": list(account.sender_ids)})

    def _coverage(
        self, account: SimulatedAccount, _fields: Fields, _switches: Switches, _now: float
    ) -> Answer:
        if not account.prefixes:
            raise RefusedError("ERR033")
        return Answer({"prefixes": list(account.prefixes)})

    def _validate(self, account: SimulatedAccount, fields: Fields, switches: Switches, _now: float) -> Answer:
        mobile = sending.mobile_of(required(fields, "mobile"), switches)
        buckets: dict[str, list[str]] = {bucket.value: [] for bucket in Bucket}
        for number in numbers_in(mobile):
            buckets[bucket_of(number, account.prefixes)].append(number)
        if switches.validate_buckets is Buckets.OMIT_EMPTY:
            buckets = {name: numbers for name, numbers in buckets.items() if numbers}
        return Answer({"mobile": buckets})

    def _send(self, account: SimulatedAccount, fields: Fields, switches: Switches, now: float) -> Answer:
        order = sending.order_of(
            account,
            sender=field_text(fields, "sender"),
            mobile=field_text(fields, "mobile"),
            message=field_text(fields, "message"),
            test=fields.get("test"),
            switches=switches,
        )
        order = sending.kept_apart(order, self._last_sends, switches, now)
        waiting = self._outbox.waiting(account.username, now, with_held=switches.held_entries_fill_queue)
        sending.check_affordable(order, account, switches)
        sending.check_queue(waiting, switches, now)
        message_id = f"{self._ids.getrandbits(128):032x}"
        charged = sum(order.charges(switches))
        entry = self._outbox.add(
            message_id,
            account.username,
            order.numbers,
            charged=charged,
            is_test=order.is_test,
            is_stuck=order.is_stuck,
            now=now,
            drain_per_second=switches.drain_per_second,
        )
        account.balance -= charged
        sending.note_sends(order, self._last_sends, switches, now)
        self._record.accept(sending.recorded(order, entry, account, switches))
        return Answer(
            {
                "msg-id": message_id,
                "numbers": len(order.numbers),
                "points-charged": Credits(charged),
                "balance-after": Credits(account.balance),
                "unix-timestamp": sending.timestamp(now, switches),
            }
        )

    def _status(self, account: SimulatedAccount, fields: Fields, switches: Switches, now: float) -> Answer:
        entry = self._outbox.find(required(fields, "msgid"), account.username)
        if entry is None:
            raise RefusedError("ERR029")
        waits_as_test = entry.is_test and now < entry.accepted_at + switches.test_queued_seconds
        if entry.is_held and not waits_as_test:
            raise RefusedError("ERR030")
        if entry.is_queued(now):
            return Answer({"status": "queued", "description": "Message accepted and waiting in the queue"})
        return Answer({"status": "sent", "description": "Message successfully sent to gateway"})

    def _dlr(self, account: SimulatedAccount, fields: Fields, switches: Switches, now: float) -> Answer:
        entry = self._outbox.find(required(fields, "msgid"), account.username)
        if entry is None:
            raise RefusedError("ERR020")
        abroad = [number for number in entry.numbers if not number.startswith(KUWAIT)]
        if entry.is_held or not abroad:
            raise RefusedError(switches.no_dlr)
        if now < entry.dispatched_at + switches.dlr_ready_seconds:
            raise RefusedError("ERR022")
        statuses = switches.dlr_statuses
        return Answer(
            {
                "report": [
                    {"Number": number, "Status": statuses[index % len(statuses)]}
                    for index, number in enumerate(abroad)
                ]
            }
        )


def field_text(fields: Fields, name: str) -> str | None:
    """A field as text; None if it was not sent. Numbers are taken as their digits, as a form would."""
    value = fields.get(name)
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def required(fields: Fields, name: str) -> str:
    """A mandatory field.

    Raises:
        RefusedError: ERR002, it is missing or empty.
    """
    text = field_text(fields, name)
    if not text:
        raise RefusedError("ERR002")
    return text
