"""``KWTSMS_…`` settings from the environment and from a ``.env`` file in the current folder.

The environment beats the file, also where its value is empty. A value that begins with a quote ends at
the matching one; an unquoted value ends at `` #``. Values are passed on otherwise unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

_LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$")
_COMMENT = re.compile(r"\s#")
_SECRET = frozenset({"KWTSMS_USERNAME", "KWTSMS_PASSWORD"})
_CLEARLY_OFF = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Environment:
    """What the surroundings say.

    Attributes:
        login: user name and password, when both are there.
        sender: sender ID to use when none is named.
        live_forbidden: a test mode is set and not clearly off. Doubt never sends live.
        log_file: where the JSONL log of calls goes; None keeps it off.
    """

    login: Login | None
    sender: str | None
    live_forbidden: bool
    log_file: Path | None


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The settings among these variables."""
    username, password = variables.get("KWTSMS_USERNAME", ""), variables.get("KWTSMS_PASSWORD", "")
    log_file = variables.get("KWTSMS_LOG_FILE", "")
    return Environment(
        login=Login(username, password) if username and password else None,
        sender=variables.get("KWTSMS_SENDER_ID") or None,
        live_forbidden=variables.get("KWTSMS_TEST_MODE", "").strip().lower() not in _CLEARLY_OFF,
        log_file=Path(log_file) if log_file else None,
    )


def read_env_file(path: Path) -> dict[str, str]:
    """The variables of a ``.env`` file; none when there is no file.

    Understands ``export``, comments, blank lines, matching quotes, a byte order mark and Windows line
    ends (gateway-cases.md part F).

    Raises:
        UserError: a password or user name is cut short by an unquoted `` #``.
    """
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return {}
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            found[match[1]] = _value(match[2])
            if match[1] in _SECRET and _is_cut(match[2]):
                raise UserError(Reason.QUOTE_NEEDED, name=match[1], file=str(path))
    return found


def _is_cut(written: str) -> bool:
    """Whether an unquoted value goes on after `` #``: a comment, or the rest of a password?"""
    return written[:1] not in {'"', "'"} and _COMMENT.search(written) is not None


def _value(written: str) -> str:
    quote = written[:1]
    if quote in {'"', "'"}:
        end = written.find(quote, 1)
        rest = written[end + 1 :].strip()
        if end > 0 and (not rest or rest.startswith("#")):
            return written[1:end]
        return written
    # A value may begin with '#': only a '#' after white space starts a comment.
    return _COMMENT.split(written, maxsplit=1)[0].rstrip()
