"""The simulated gateway as a running server on 127.0.0.1."""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, cast

from kwtsms_desktop.simulator.account import SimulatedAccount
from kwtsms_desktop.simulator.faults import Faults
from kwtsms_desktop.simulator.handler import Handler
from kwtsms_desktop.simulator.record import Record
from kwtsms_desktop.simulator.site import Site
from kwtsms_desktop.simulator.switches import Switches, SwitchValue

_log = logging.getLogger(__name__)

_HOST = "127.0.0.1"
_STOP_SECONDS = 5.0


class Simulator:
    """A kwtSMS gateway on this machine, over real HTTP.

    It can be stopped and started again: the port, the account and the record stay.

    Args:
        account: the account; the demo account if absent.
        switches: the behaviour; the defaults if absent.
        port: 0 for any free one.
        clock: UTC seconds. The firewall counts by it too: with a clock that stands still, turn
            ``rate_limit_per_second`` off.
        other_accounts: further accounts that may sign in.
    """

    def __init__(
        self,
        account: SimulatedAccount | None = None,
        switches: Switches | None = None,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        other_accounts: Iterable[SimulatedAccount] = (),
    ) -> None:
        accounts = (account or SimulatedAccount(), *other_accounts)
        self._site = Site(accounts, switches or Switches(), clock)
        self._port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Listen, and answer from threads of its own.

        Raises:
            OSError: the port is taken.
            RuntimeError: it is running.
        """
        if self._server is not None:
            raise RuntimeError("the simulator is running")
        self._site.closing.clear()
        self._server = _Server((_HOST, self._port), self._site)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve, name="simulator", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close every connection and the port. Nothing happens if it does not run."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return
        self._site.closing.set()
        server.wake_to_end()
        thread.join(_STOP_SECONDS)
        server.server_close()
        server.hang_up(_STOP_SECONDS)
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The port it listens (or listened) on.

        Raises:
            RuntimeError: it was never started and may take any.
        """
        if self._port == 0:
            raise RuntimeError("the simulator has no port before it is started")
        return self._port

    @property
    def url(self) -> str:
        """The base URL of the API, with its slash."""
        return f"http://{_HOST}:{self.port}/API/"

    @property
    def control_url(self) -> str:
        """The base URL of the control hooks, with its slash."""
        return f"http://{_HOST}:{self.port}/control/"

    @property
    def account(self) -> SimulatedAccount:
        """The first account, as it is now. May be changed."""
        self._site.settle()
        return self._site.account

    @property
    def record(self) -> Record:
        """What was received and done up to now."""
        self._site.settle()
        return self._site.record

    @property
    def faults(self) -> Faults:
        """The faults that wait for a request."""
        return self._site.faults

    @property
    def switches(self) -> Switches:
        """The behaviour. Replaced as a whole; the next request sees the new one."""
        return self._site.switches

    @switches.setter
    def switches(self, switches: Switches) -> None:
        self._site.switches = switches

    def switch(self, **values: SwitchValue) -> None:
        """Change some switches.

        Raises:
            ValueError: a value is not valid.
        """
        self._site.switches = self._site.switches.changed(**values)

    def now(self) -> float:
        """UTC seconds of its clock."""
        return self._site.now()

    def advance(self, seconds: float) -> None:
        """Put its clock forward."""
        self._site.advance(seconds)

    def delete(self, message_id: str) -> float:
        """Delete an entry of the queue, as a person does on the web site; the credits given back.

        Raises:
            KeyError: it is not in the queue.
        """
        return self._site.backend.delete(message_id, self._site.now())

    def set_balance(self, available: float, purchased: float | None = None) -> None:
        """Set the credits of the first account."""
        self._site.backend.set_balance(self._site.account.username, available, purchased)

    @property
    def blocks_clients(self) -> bool:
        """Whether the firewall drops every request from this machine now."""
        return self._site.firewall.is_blocked(_HOST, self._site.now())

    def forgive(self) -> None:
        """Lift the firewall's blocks."""
        self._site.firewall.forgive()

    def queue_length(self) -> int:
        """How many accepted requests of the first account are in the queue, held ones too."""
        return len(self._site.backend.queued(self._site.account.username, self._site.now()))


class _Server(socketserver.TCPServer):
    """Accepts connections, gives each a thread, and can hang up on all of them."""

    allow_reuse_address = os.name != "nt"  # on Windows the option would let two servers share a port
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        self._ending, self._end = socket.socketpair()  # first: a taken port leads to server_close
        super().__init__(address, Handler)

    def serve(self) -> None:
        """Accept connections until ``wake_to_end``. It sleeps until one comes: no polling, no delay."""
        self.socket.setblocking(False)  # a client that leaves before it is accepted must not block all others
        with selectors.DefaultSelector() as selector:
            selector.register(self.socket, selectors.EVENT_READ)
            selector.register(self._ending, selectors.EVENT_READ)
            while all(key.fileobj is not self._ending for key, _ in selector.select()):
                with contextlib.suppress(OSError):
                    self.process_request(*self.socket.accept())

    def wake_to_end(self) -> None:
        """Let ``serve`` return."""
        self._end.close()

    def server_close(self) -> None:
        """Free the port."""
        super().server_close()
        self._ending.close()
        self._end.close()

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Serve a new connection in a thread of its own."""
        connection = cast("socket.socket", request)  # a pair only comes with datagrams
        thread = threading.Thread(
            target=self._serve, args=(connection, client_address), name="simulator connection", daemon=True
        )
        with self._lock:
            self._open[thread] = connection
        thread.start()

    def hang_up(self, seconds: float) -> None:
        """Close all connections and wait for their threads, at most so many seconds for all of them."""
        with self._lock:
            connections = list(self._open.items())
        for _, connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        deadline = time.monotonic() + seconds
        for thread, _ in connections:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _serve(self, request: socket.socket, client_address: object) -> None:
        try:
            self.finish_request(request, client_address)
        except OSError:
            _log.debug("a client left in the middle")
        finally:
            self.shutdown_request(request)
            with self._lock:
                del self._open[threading.current_thread()]
