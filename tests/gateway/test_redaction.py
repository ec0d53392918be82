"""User name and password leave in a request and in no other way (case F13)."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.gateway import redaction, wire
from kwtsms_desktop.gateway.exchange import Reply

LOGIN = Login("someone", 'p<a>"ß/&\\w')


@pytest.mark.parametrize("length", [10, 4096, 5000, 300_000])
def test_f13_the_login_of_a_request_is_masked_whatever_its_size(length: int) -> None:
    body = wire.send_request(LOGIN, "MYSHOP", ["96598765432"], "x" * length, test=True)
    fields = json.loads(redaction.request_without_login(body))
    assert fields["username"] == fields["password"] == "***"
    assert fields["sender"] == "MYSHOP"
    assert len(fields["message"]) == length


def test_a_text_that_holds_the_password_stays_as_it_is() -> None:
    body = wire.send_request(Login("a", "b"), "abba", ["96598765432"], "a b", test=True)
    fields = json.loads(redaction.request_without_login(body))
    assert (fields["sender"], fields["message"], fields["password"]) == ("abba", "a b", "***")


@pytest.mark.parametrize(
    "spelling",
    [
        LOGIN.password,
        json.dumps(LOGIN.password),
        json.dumps(LOGIN.password, ensure_ascii=False),
        json.dumps(LOGIN.password).replace("/", "\\/"),
        html.escape(LOGIN.password),
        quote(LOGIN.password, safe=""),
    ],
)
def test_an_answer_that_echoes_the_login_is_masked_in_every_spelling(spelling: str) -> None:
    reply = Reply(500, f"could not log in someone with {spelling} today".encode())
    text = redaction.reply_without_login(reply, LOGIN)
    assert text.replace('"', "") == "could not log in *** with *** today"


def test_a_short_secret_is_masked_as_a_word_only() -> None:
    reply = Reply(500, b"cannot take a, a1 or ab")
    assert redaction.reply_without_login(reply, Login("a", "b")) == "cannot take ***, a1 or ab"


def test_an_empty_secret_masks_nothing() -> None:
    assert redaction.reply_without_login(Reply(500, b"x y"), Login("", "")) == "x y"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", ""),
        (
            b"<html><head><style>p {color: red}</style></head>\n<h1>502 Bad Gateway</h1>\r\n<hr>nginx</html>",
            "502 Bad Gateway nginx",
        ),
        (b'{"result":', '{"result":'),
        (b"a\x1b[31m\r\n2026 ERROR forged", "a [31m 2026 ERROR forged"),
        (b"<b>someone</b> is not allowed", "*** is not allowed"),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_g6_an_excerpt_is_one_line_of_words_without_the_login(body: bytes, words: str) -> None:
    assert redaction.excerpt(Reply(502, body), LOGIN) == words


def test_g6_an_excerpt_is_short() -> None:
    text = redaction.excerpt(Reply(502, b"word " * 100_000), LOGIN)
    assert len(text) <= 160
    assert text.endswith("…")


def test_a_login_across_the_cut_is_masked_whole() -> None:
    body = b"x" * 156 + b" someone"
    assert "some" not in redaction.excerpt(Reply(502, body), LOGIN)
