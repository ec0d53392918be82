"""Requests and answers in a form that may be shown and logged: without the login.

The rule guarded here: user name and password leave this package in a request and in no other way.
"""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote, quote_plus

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.gateway.exchange import Reply
from kwtsms_desktop.gateway.wire import LOGIN_FIELDS

MASK = "***"
_LONGEST_EXCERPT = 160
_SHORT = 4


def request_without_login(body: bytes) -> str:
    """A request body of ours with the login masked field by field, whatever its size (case F13)."""
    fields = json.loads(body)
    fields.update(dict.fromkeys(LOGIN_FIELDS, MASK))
    return json.dumps(fields, ensure_ascii=False)


def reply_without_login(reply: Reply, login: Login) -> str:
    """An answer's text; should it echo the login, in any usual spelling, that is masked."""
    text = reply.body.decode("utf-8", errors="replace")
    for secret in sorted(_spellings(login), key=len, reverse=True):
        # A secret of one or two letters is part of every other word: only whole words are masked then.
        pattern = re.escape(secret)
        if len(secret) < _SHORT:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        text = re.sub(pattern, MASK, text)
    return text


def excerpt(reply: Reply, login: Login) -> str:
    """The first words of an answer that could not be read, without tags, on one line (case G6)."""
    text = re.sub(
        r"(?is)<(style|script)\b.*?</\1\s*>|<[^<>]*>", " ", reply_without_login(reply, login)[:20_000]
    )
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST_EXCERPT else line[: _LONGEST_EXCERPT - 1] + "…"


def _spellings(login: Login) -> set[str]:
    """Both secrets plain and as JSON, HTML and addresses write them."""
    spellings: set[str] = set()
    for secret in (login.username, login.password):
        spellings |= {
            secret,
            json.dumps(secret)[1:-1],
            json.dumps(secret, ensure_ascii=False)[1:-1],
            json.dumps(secret)[1:-1].replace("/", "\\/"),  # PHP's json_encode
            html.escape(secret),
            html.escape(secret, quote=False),
            quote(secret, safe="", errors="replace"),
            quote_plus(secret, errors="replace"),
        }
    return spellings - {""}
