"""The threads that make the requests of a campaign, each over a gateway connection that nobody else uses.

They touch no database: what came of a request is handed to the coordinating thread (``services.dispatch``).
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kwtsms_desktop.core.pacing import MAX_IN_FLIGHT
from kwtsms_desktop.gateway.client import Gateway
from kwtsms_desktop.gateway.outcomes import SendOutcome
from kwtsms_desktop.storage.batches import Batch
from kwtsms_desktop.storage.campaigns import Campaign


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request.

    Attributes:
        submitted: when the coordinating thread handed it over, by its clock.
    """

    batch: Batch
    outcome: SendOutcome
    submitted: float


class Senders:
    """The threads that make the requests, each over a gateway connection that nobody else uses meanwhile."""

    def __init__(self, open_gateway: Callable[[], Gateway], campaign: Campaign) -> None:
        # Opened before the first request, not within it: that would make requests arrive late and bunched.
        self._gateways = [open_gateway() for _number in range(MAX_IN_FLIGHT)]
        self._free: queue.SimpleQueue[Gateway] = queue.SimpleQueue()
        for gateway in self._gateways:
            self._free.put(gateway)
        self._campaign = campaign
        self._pool = ThreadPoolExecutor(MAX_IN_FLIGHT, thread_name_prefix=f"sender-{campaign.id}")
        self._answers: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()

    def send(self, batch: Batch, submitted: float) -> None:
        """Make the request of a batch in a thread of its own."""
        self._pool.submit(self._send, batch, submitted)

    def answer(self, wait_seconds: float) -> Answer | None:
        """The next outcome, waiting at most so long."""
        try:
            answer = self._answers.get(timeout=wait_seconds) if wait_seconds else self._answers.get_nowait()
        except queue.Empty:
            return None
        if isinstance(answer, BaseException):
            raise answer  # a bug in the client: the batch stays ``submitting`` and becomes unknown
        return answer

    def close(self) -> None:
        """Wait for requests under way and close the connections."""
        self._pool.shutdown(wait=True)
        for gateway in self._gateways:
            gateway.close()

    def _send(self, batch: Batch, submitted: float) -> None:
        gateway = self._free.get()
        try:
            outcome = gateway.send(self._campaign.sender, batch.phones, batch.text, test=self._campaign.test)
        except BaseException as error:  # noqa: BLE001  (handed to the coordinating thread)
            self._answers.put(error)
        else:
            self._answers.put(Answer(batch, outcome, submitted))
        finally:
            self._free.put(gateway)
