"""Connections that notice when a request begins to leave, and that do not wait for ever.

The rule guarded here: "nothing left" must be certain. The exceptions of ``requests`` do not tell (its
ConnectionError covers a refused connection and a reset after the body), so the moment is noted where
bytes are handed to the socket, and a connection that does not note it is not used at all.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import TYPE_CHECKING

from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidSchema
from requests.models import PreparedRequest
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

if TYPE_CHECKING:
    from http.client import _DataType

    from _typeshed import WriteableBuffer


@dataclass(slots=True)
class Watch:
    """What is known about the request that this thread has under way.

    Attributes:
        deadline: ``time.monotonic()`` at which waiting for more of the answer ends.
        left: whether a first byte was handed to the network; from then on doubt means lost.
    """

    deadline: float
    left: bool = False


_current: ContextVar[Watch] = ContextVar("watch")


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Everything this thread does on a watched connection is noted in ``watch``."""
    token = _current.set(watch)
    try:
        yield
    finally:
        _current.reset(token)


class WatchedAdapter(HTTPAdapter):
    """Makes watched connections only, verified by one TLS context, and never tries again by itself."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls  # before the next line, which asks for it
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object
    ) -> None:
        """Direct connections; the signature is that of requests."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._tls, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> PoolManager:
        """Connections through an office proxy; the signature is that of requests."""
        manager: PoolManager = super().proxy_manager_for(
            proxy, ssl_context=self._tls, proxy_ssl_context=self._tls, **proxy_kwargs
        )
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def get_connection_with_tls_context(
        self,
        request: PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: tuple[str, str] | str | None = None,
    ) -> ConnectionPool:
        """A pool of watched connections.

        Raises:
            InvalidSchema: the way there (a SOCKS proxy) has connections that do not notice.
        """
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if not isinstance(pool, _WatchedPool | _WatchedTlsPool):
            raise InvalidSchema("a connection of this kind cannot tell whether a request left")
        return pool

    def cert_verify(self, conn: HTTPConnectionPool, _url: str, _verify: object, _cert: object) -> None:
        """Always verify, by the context's certificates alone: requests would add its own bundle here."""
        if isinstance(conn, HTTPSConnectionPool):
            conn.cert_reqs = "CERT_REQUIRED"


class _TimedReader(io.RawIOBase):
    """Reads a socket until the watch's deadline, however slowly the bytes drip."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw = raw
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = _current.get().deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole answer took too long")
        silence = self._sock.gettimeout()
        self._sock.settimeout(left if silence is None else min(silence, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """An answer, status line and headers included, read through a ``_TimedReader``."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), sock))


class _WatchedConnection(HTTPConnection):
    """Notes the moment before the first byte of a request is handed to the socket."""

    response_class = _TimedResponse
    _is_connecting = False

    def connect(self) -> None:
        """Connect: name, socket, the proxy's CONNECT, TLS. What is sent meanwhile is no request of ours."""
        self._is_connecting = True
        try:
            super().connect()
        finally:
            self._is_connecting = False

    def send(self, data: _DataType | str) -> None:
        """Hand bytes to the socket; everything that is sent comes through here."""
        if not self._is_connecting:
            if self.sock is None:
                self.connect()
            _current.get().left = True
        super().send(data)


class _WatchedTlsConnection(_WatchedConnection, HTTPSConnection):
    """The same over TLS."""


class _WatchedPool(HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTlsConnection


_POOLS = {"http": _WatchedPool, "https": _WatchedTlsPool}
