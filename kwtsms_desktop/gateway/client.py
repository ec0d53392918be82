"""The gateway as the services see it: seven questions, answered in the program's own words.

The rule guarded here: ``send`` makes one request and always gives an outcome; a request that may have
arrived is *unknown* and is never repeated here (cases G29, G32).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Protocol, TypeVar

from kwtsms_desktop.core.account import Balance, Login
from kwtsms_desktop.core.errors import GatewayError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway import redaction, wire
from kwtsms_desktop.gateway.address import BASE_URL, checked_base_url
from kwtsms_desktop.gateway.codes import OutcomeKind
from kwtsms_desktop.gateway.exchange import AnswerLost, NeverLeft, Reply, Transport
from kwtsms_desktop.gateway.outcomes import (
    DeliveryReport,
    QueueState,
    QueueStatus,
    SendOutcome,
    Validation,
)
from kwtsms_desktop.gateway.wire import Endpoint, UnreadableError

__all__ = [
    "BASE_URL",
    "DeliveryReport",
    "ExchangeLog",
    "Gateway",
    "OutcomeKind",
    "QueueState",
    "QueueStatus",
    "SendOutcome",
    "Validation",
]

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class ExchangeLog(Protocol):
    """Told about every question, after it was answered or failed."""

    def __call__(self, endpoint: str, request: str, reply: str | None, ok: bool, error: str | None) -> None:
        """Note one exchange.

        Args:
            endpoint: the command (``send``).
            request: the request's JSON with the login masked.
            reply: the answer's text with the login masked; None where there was none.
            ok: whether the gateway said OK.
            error: the gateway's code or the Reason; None where it said OK.
        """
        ...


class Gateway:
    """The kwtSMS API with one login. Belongs to one thread, like its transport."""

    def __init__(
        self,
        base_url: str,
        login: Login,
        transport: Transport | None = None,
        log: ExchangeLog | None = None,
    ) -> None:
        """A gateway at an address (``BASE_URL`` is the public one).

        Args:
            base_url: https; http only on this machine (the simulator).
            login: goes out in every request and nowhere else.
            transport: how requests travel; closed with this gateway. By default over ``requests``.
            log: told about every exchange.

        Raises:
            UserError: GATEWAY_NOT_HTTPS.
        """
        self._base_url = checked_base_url(base_url)
        self._login = login
        self._log = log
        self._transport = transport or _default_transport()

    def __repr__(self) -> str:
        return f"Gateway({self._base_url!r})"

    def __enter__(self) -> Gateway:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop the connections."""
        self._transport.close()

    # All but ``send`` raise GatewayError: a Reason of the gateway's code, or NOT_CONNECTED, TLS_FAILED,
    # NO_ANSWER, STRANGE_ANSWER.

    def balance(self) -> Balance:
        """The account's credits. For after a request there is ``SendOutcome.balance_after``.

        Raises:
            GatewayError: refused, or no clear answer.
        """
        return self._ask_again(Endpoint.BALANCE, wire.balance_request(self._login), wire.read_balance)

    def sender_ids(self) -> tuple[str, ...]:
        """The account's sender IDs, to be compared letter for letter.

        Raises:
            GatewayError: refused, or no clear answer.
        """
        return self._ask_again(
            Endpoint.SENDER_IDS, wire.sender_ids_request(self._login), wire.read_sender_ids
        )

    def coverage(self) -> tuple[str, ...]:
        """The country codes the account may send to; none where no coverage is active (ERR033).

        Raises:
            GatewayError: refused, or no clear answer.
        """
        return self._ask_again(Endpoint.COVERAGE, wire.coverage_request(self._login), wire.read_coverage)

    def validate(self, phones: Collection[str]) -> Validation:
        """What the gateway says about the numbers of one batch; no request for none (case G16).

        Raises:
            GatewayError: refused, or no clear answer.
            ValueError: more than one batch, or not digits: a bug of the caller.
        """
        if not phones:
            return Validation()
        body = wire.validation_request(self._login, phones)
        return self._ask_again(Endpoint.VALIDATE, body, wire.read_validation)

    def status(self, message_id: str) -> QueueStatus:
        """Where a message stands in the gateway's queue.

        Raises:
            GatewayError: refused, or no clear answer.
        """
        return self._ask(Endpoint.STATUS, wire.status_request(self._login, message_id), wire.read_status)

    def delivery_reports(self, message_id: str) -> tuple[DeliveryReport, ...]:
        """The operators' reports; Kuwait numbers have none.

        Raises:
            GatewayError: ERR019 to ERR023 among others; refused, or no clear answer.
        """
        body = wire.delivery_reports_request(self._login, message_id)
        return self._ask(Endpoint.DELIVERY_REPORTS, body, wire.read_delivery_reports)

    def send(self, sender: str, phones: Collection[str], text: str, test: bool) -> SendOutcome:
        """Send one batch, once. Whatever the gateway or the connection do, there is an outcome.

        Raises:
            ValueError: not one batch of numbers: a bug of the caller, noticed before anything leaves.
        """
        body = wire.send_request(self._login, sender, phones, text, test)
        reply: Reply | None = None
        try:
            reply = self._post(Endpoint.SEND, body)
            outcome = wire.read_send(reply)
        except NeverLeft as trouble:
            outcome = SendOutcome(OutcomeKind.NEVER_LEFT, description=trouble.detail, reason=trouble.reason)
        except AnswerLost as trouble:
            outcome = SendOutcome(OutcomeKind.UNKNOWN, description=trouble.detail, reason=trouble.reason)
        except UnreadableError as trouble:
            outcome = SendOutcome(
                OutcomeKind.UNKNOWN,
                description=redaction.excerpt(trouble.reply, self._login),
                reason=Reason.ANSWER_UNREADABLE,
            )
        self._note(Endpoint.SEND, body, reply, outcome.code or outcome.reason, outcome.description)
        return outcome

    def _post(self, endpoint: Endpoint, body: bytes) -> Reply:
        return self._transport.post(f"{self._base_url}{endpoint}/", body)

    def _ask_again(self, endpoint: Endpoint, body: bytes, read: Callable[[Reply], Answer]) -> Answer:
        """Ask a question that changes nothing: once more if the answer did not come in time (case G30)."""
        return self._ask(endpoint, body, read, tries=2)

    def _ask(
        self, endpoint: Endpoint, body: bytes, read: Callable[[Reply], Answer], tries: int = 1
    ) -> Answer:
        reply: Reply | None = None
        try:
            reply = self._post(endpoint, body)
            answer = read(reply)
        except (NeverLeft, AnswerLost) as trouble:
            may_repeat = tries > 1 and isinstance(trouble, AnswerLost) and trouble.timed_out
            # A question took nothing with it: its lost answer is not a batch's lost answer.
            reason = Reason.NO_ANSWER if isinstance(trouble, AnswerLost) else trouble.reason
            failure = GatewayError(reason, detail=trouble.detail)
        except UnreadableError as trouble:
            may_repeat = False
            words = redaction.excerpt(trouble.reply, self._login)
            failure = GatewayError(Reason.STRANGE_ANSWER, excerpt=words, status=trouble.reply.status)
        except GatewayError as refusal:
            may_repeat = False
            failure = refusal
        else:
            self._note(endpoint, body, reply, None, None)
            return answer
        self._note(endpoint, body, reply, failure.code, str(failure))
        if may_repeat:
            return self._ask(endpoint, body, read, tries - 1)
        raise failure

    def _note(
        self, endpoint: Endpoint, body: bytes, reply: Reply | None, error: str | None, detail: str | None
    ) -> None:
        """Write one exchange down. Whatever goes wrong there must not cost the outcome."""
        if error is not None:
            _log.warning("%s: %s: %s", endpoint, error, detail)
        if self._log is None:
            return
        try:
            request = redaction.request_without_login(body)
            answer = redaction.reply_without_login(reply, self._login) if reply else None
            self._log(str(endpoint), request, answer, error is None, None if error is None else str(error))
        except Exception:  # noqa: BLE001  (a full disk in the log must not turn a sent batch into a failed one)
            _log.exception("the exchange could not be logged")


def _default_transport() -> Transport:
    from kwtsms_desktop.gateway.transport import RequestsTransport  # requests takes 0.2 s to import

    return RequestsTransport()
