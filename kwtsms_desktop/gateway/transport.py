"""One POST over TLS with requests; tells "never left" from "answer lost".

The rule guarded here: a request is made once. No retry, no redirect, no connection that has been idle
so long that the other end may be closing it (a reset there looks like a lost answer).
"""

from __future__ import annotations

import re
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
import truststore
import urllib3.exceptions
from requests.utils import get_environ_proxies

from kwtsms_desktop import __version__
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.address import is_loopback
from kwtsms_desktop.gateway.exchange import AnswerLost, NeverLeft, Reply, Transport
from kwtsms_desktop.gateway.witness import Watch, WatchedAdapter, watching

__all__ = ["AnswerLost", "NeverLeft", "Reply", "RequestsTransport", "Transport"]

BODY_LIMIT = 1 << 20
"""Bytes of an answer that are read; the longest documented one has some 20,000."""


class RequestsTransport:
    """A ``Transport`` over one requests session. Belongs to one thread."""

    def __init__(
        self,
        *,
        connect_seconds: float = 10,
        silence_seconds: float = 60,
        whole_seconds: float = 120,
        reuse_seconds: float = 5,
        body_limit: int = BODY_LIMIT,
        clock: Callable[[], float] | None = None,
    ) -> None:
        """A transport with its own connections.

        Args:
            connect_seconds: for each address of the host, and for the TLS handshake.
            silence_seconds: longest wait for the next byte of the answer.
            whole_seconds: longest time from the start to the last byte.
            reuse_seconds: a connection idle for longer is not used again.
            body_limit: bytes of an answer that are read.
            clock: tells how long a connection has been idle; by default one that goes on while the
                machine sleeps.
        """
        self._timeouts = (connect_seconds, silence_seconds)
        self._whole_seconds = whole_seconds
        self._reuse_seconds = reuse_seconds
        self._body_limit = body_limit
        self._clock = clock or _clock_of_machine
        self._used_at = 0.0
        self._may_idle = 0.0
        self._session = _session()

    def post(self, url: str, body: bytes) -> Reply:
        """See ``Transport.post``."""
        self._drop_idle_connections()
        watch = Watch(deadline=time.monotonic() + self._whole_seconds)
        try:
            with watching(watch):
                return self._exchange(url, body)
        except _TROUBLE as error:
            failure = _failure(error, watch)
        finally:
            self._used_at = self._clock()
        raise failure  # outside of the handler: requests' error holds the request, and that the login

    def close(self) -> None:
        """Drop the connections."""
        self._session.close()

    def _exchange(self, url: str, body: bytes) -> Reply:
        response = self._session.post(
            url,
            data=body,
            timeout=self._timeouts,
            allow_redirects=False,
            stream=True,
            proxies=_proxies(url),
        )
        with response:
            self._may_idle = _announced_idle_seconds(response)
            content = bytearray()
            for piece in response.iter_content(1 << 14):
                content += piece
                if len(content) > self._body_limit:
                    message = f"the answer is longer than {self._body_limit} bytes"
                    raise requests.RequestException(message)
        return Reply(response.status_code, bytes(content))

    def _drop_idle_connections(self) -> None:
        if self._clock() - self._used_at > min(self._reuse_seconds, self._may_idle):
            self._session.close()  # closes the connections; the session opens new ones


class _Session(requests.Session):
    """A session that follows nothing and keeps nothing."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: else requests reads a redirect's whole body, however long, to prepare the next request."""


def _clock_of_machine() -> float:
    """Seconds that count a sleeping laptop, too: its connections are dead when it wakes up."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        seconds = time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        seconds = time.monotonic()
    return seconds


def _session() -> requests.Session:
    session = _Session()
    session.trust_env = False  # no .netrc login, no certificate bundle of the environment
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update(
        {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"kwtSMS-Desktop/{__version__}",
        }
    )
    adapter = WatchedAdapter(truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    for kept in list(session.adapters.values()):
        kept.close()
    session.adapters.clear()
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _proxies(url: str) -> dict[str, str]:
    """The proxy of the environment or the system. This machine is never reached through one."""
    if is_loopback(urlsplit(url).hostname):
        return {}
    return dict(get_environ_proxies(url))


def _announced_idle_seconds(response: requests.Response) -> float:
    """Half of what the server says it keeps an idle connection for; no limit where it says nothing."""
    announced = re.search(r"\btimeout=([0-9]{1,6})\b", response.headers.get("Keep-Alive", ""))
    return int(announced[1]) / 2 if announced else float("inf")


# ValueError: addresses (of a proxy, too) and headers that cannot be parsed.
_TROUBLE = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)


def _failure(error: BaseException, watch: Watch) -> NeverLeft | AnswerLost:
    """What a broken request is to be taken for, decided by what was seen, not by the error's type."""
    causes = list(_chain(error))
    if watch.left:
        return AnswerLost(_detail(causes), timed_out=any(isinstance(cause, TimeoutError) for cause in causes))
    is_tls = any(isinstance(cause, ssl.SSLError | urllib3.exceptions.SSLError) for cause in causes)
    return NeverLeft(Reason.TLS_FAILED if is_tls else Reason.NOT_CONNECTED, _detail(causes))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those it was made of, outermost first."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [getattr(cause, "reason", None), *cause.args, cause.__cause__, cause.__context__]


def _detail(causes: list[BaseException]) -> str:
    """The errors' names and what the system said. Not their texts: a proxy's password may stand there."""
    names = list(dict.fromkeys(type(cause).__name__ for cause in causes))
    return ": ".join([" < ".join(names), *_words(causes)])


def _words(causes: list[BaseException]) -> Iterator[str]:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_message:
            yield cause.verify_message
            return
        if isinstance(cause, OSError) and cause.strerror:
            yield cause.strerror
            return
        if isinstance(cause, OSError) and str(cause).startswith("Tunnel connection failed"):
            yield "".join(c for c in str(cause)[:120] if c.isprintable())
            return
