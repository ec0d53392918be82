"""An HTTP server made of bare sockets, to do on the wire what no proper server does.

Each connection is handled by the next of the server's *acts* (the last one repeats): a function that is
given the connection's ``Peer`` and reads, answers, resets or keeps silent as it likes.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

TLS_FILES = Path(__file__).parents[1] / "data" / "tls"
CERTIFICATE = TLS_FILES / "cert.pem"
"""Self-signed, for localhost, 127.0.0.1 and gateway.test, valid until 2126. Made with::

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 \
    -subj "/CN=kwtSMS Desktop tests" -keyout key.pem -out cert.pem \
    -addext "subjectAltName=DNS:localhost,DNS:gateway.test,IP:127.0.0.1"
"""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: its start line, its headers (names in lower case) and its body."""

    line: str
    headers: dict[str, str]
    body: bytes


class Peer:
    """The server's end of one connection."""

    def __init__(self, server: RawServer, sock: socket.socket) -> None:
        self._server = server
        self._sock = sock
        self._unread = b""

    def read_head(self) -> Request | None:
        """Read up to the empty line and note the request, still without body; None at the end."""
        while b"\r\n\r\n" not in self._unread:
            piece = self._sock.recv(65536)
            if not piece:
                return None
            self._unread += piece
        head, _, self._unread = self._unread.partition(b"\r\n\r\n")
        line, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in rest)}
        return Request(line, headers, b"")

    def read(self) -> Request | None:
        """Read and note one whole request; None when the other end closed."""
        head = self.read_head()
        if head is None:
            return None
        length = int(head.headers.get("content-length", "0"))
        while len(self._unread) < length:
            piece = self._sock.recv(65536)
            if not piece:
                return None
            self._unread += piece
        body, self._unread = self._unread[:length], self._unread[length:]
        request = Request(head.line, head.headers, body)
        self._server.requests.append(request)
        return request

    def read_some(self) -> None:
        """Wait for first bytes, whatever they are."""
        self._unread += self._sock.recv(65536)

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._sock.sendall(data)

    def reset(self) -> None:
        """Close so that the other end sees "connection reset"."""
        linger = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._sock.close()

    def close(self) -> None:
        """Close politely."""
        self._sock.close()

    def start_tls(self) -> None:
        """From here on speak TLS with the test certificate."""
        self._sock = tls_context().wrap_socket(self._sock, server_side=True)
        self._server.keep(self._sock)

    def keep_silent(self) -> None:
        """Do nothing until the server is stopped."""
        self._server.stopped.wait(60)

    def drip(self, data: bytes, seconds: float = 0.05) -> None:
        """Send one byte at a time, with pauses, until the other end has had enough."""
        for byte in data:
            self.send(bytes([byte]))
            if self._server.stopped.wait(seconds):
                return


Act = Callable[[Peer], None]


class RawServer:
    """Listens on loopback while it is a context.

    Attributes:
        requests: every whole request that was read, in the order of arrival.
        connections: how many connections were accepted.
    """

    def __init__(self, *acts: Act, scheme: str = "http") -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self._acts = acts
        self._scheme = scheme
        self.stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        """The address to talk to."""
        return f"{self._scheme}://127.0.0.1:{self.port}/API/"

    def keep(self, sock: socket.socket) -> None:
        """Close this socket, too, when the server stops."""
        with self._lock:
            self._open.append(sock)

    def __enter__(self) -> RawServer:
        self._accepting = self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        # Some systems do not wake accept() when its socket is closed: connect once more instead.
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
            pass
        self._accepting.join(timeout=10)
        self._listener.close()
        with self._lock:
            still_open = list(self._open)
        for sock in still_open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(timeout=10)
            assert not thread.is_alive(), "an act of the raw server does not end"
        for sock in still_open:
            sock.close()

    def _start(self, target: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=target, args=arguments, name="raw-server", daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        while not self.stopped.is_set():
            sock, _ = self._listener.accept()
            if self.stopped.is_set():
                sock.close()
                return
            act = self._acts[min(self.connections, len(self._acts) - 1)]
            self.connections += 1
            self.keep(sock)
            self._start(self._run, act, sock)

    def _run(self, act: Act, sock: socket.socket) -> None:
        peer = Peer(self, sock)
        with contextlib.suppress(OSError):  # the other end went away: often the very point of a test
            if self._scheme == "https":
                peer.start_tls()
            act(peer)
            peer.close()


def tls_context() -> ssl.SSLContext:
    """The server's side of TLS with the test certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, TLS_FILES / "key.pem")
    return context


def response(body: bytes | dict[str, object], status: str = "200 OK", *headers: str) -> bytes:
    """A whole, proper HTTP answer; a dict goes out as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + content


def answering(*answers: bytes | dict[str, object]) -> Act:
    """An act that answers one request after the other on its connection; the last answer repeats."""

    def act(peer: Peer) -> None:
        count = 0
        while peer.read() is not None:
            answer = answers[min(count, len(answers) - 1)]
            peer.send(answer if isinstance(answer, bytes) else response(answer))
            count += 1

    return act


def reset_at_once(peer: Peer) -> None:
    """Accept and reset before anything was read."""
    peer.reset()


def reset_after_hello(peer: Peer) -> None:
    """Wait for the first bytes of whatever it is, then reset."""
    peer.read_some()
    peer.reset()


def reset_after_head(peer: Peer) -> None:
    """Read the headers, then reset."""
    peer.read_head()
    peer.reset()


def reset_after_body(peer: Peer) -> None:
    """Read the whole request, then reset: the request may well have been taken."""
    peer.read()
    peer.reset()


def close_after_body(peer: Peer) -> None:
    """Read the whole request, then close politely without a word."""
    peer.read()


def half_an_answer(peer: Peer) -> None:
    """Announce 200 bytes, send 20, close."""
    peer.read()
    peer.send(b'HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{"result":"OK","msg-')


def half_a_head(peer: Peer) -> None:
    """Close in the middle of the headers."""
    peer.read()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Le")


def silent(peer: Peer) -> None:
    """Read the whole request and never answer."""
    peer.read()
    peer.keep_silent()


def mute(peer: Peer) -> None:
    """Read nothing and answer nothing: also a TLS handshake that never goes on."""
    peer.keep_silent()


@contextmanager
def refusing_port() -> Iterator[int]:
    """A port of loopback on which nothing listens, kept from others for as long as this lasts."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]
