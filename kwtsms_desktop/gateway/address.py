"""Where the gateway is: its public address, and which addresses credentials may be sent to.

The rule guarded here: credentials and numbers travel over HTTPS, or stay on this machine.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

BASE_URL = "https://www.kwtsms.com/API/"
"""The gateway's public address (gateway-api.md §1)."""


def checked_base_url(url: str) -> str:
    """``url`` ending in exactly one slash.

    Raises:
        UserError: GATEWAY_NOT_HTTPS where it is no plain https address (http is allowed on loopback only).
    """
    try:
        parts = urlsplit(url.strip())
        usable = _is_plain(parts) and (parts.scheme == "https" or _is_local_http(parts))
    except ValueError:  # broken IPv6 brackets, a port that is no number
        usable = False
    if not usable:
        raise UserError(Reason.GATEWAY_NOT_HTTPS, url=_without_login(url))
    return parts.geturl().rstrip("/") + "/"


def is_loopback(host: str | None) -> bool:
    """Whether this host name or address is this machine itself."""
    if not host:
        return False
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_plain(parts: SplitResult) -> bool:
    """A host and perhaps a port and a path: no login (it would be printed), no query, no fragment."""
    extras = parts.username or parts.password or parts.query or parts.fragment
    return bool(parts.hostname) and parts.port != 0 and not extras


def _is_local_http(parts: SplitResult) -> bool:
    return parts.scheme == "http" and is_loopback(parts.hostname)


def _without_login(url: str) -> str:
    """The address as it may be shown: whatever stands before an @ is left out."""
    return url.rpartition("@")[2]
