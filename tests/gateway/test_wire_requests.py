"""Our words as kwtSMS's requests."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.gateway import wire

LOGIN = Login("someone", "s3cret")
TEXTS = st.text(st.sampled_from("aB1 .-_&#?\"\\<>%'/,{}\n\t\0لا٤😀\u200f"), max_size=20)


def test_send() -> None:
    body = wire.send_request(LOGIN, "MYSHOP", ["96598765432", "96550001234"], "مرحبا\nHello", test=True)
    assert json.loads(body) == {
        "username": "someone",
        "password": "s3cret",
        "sender": "MYSHOP",
        "mobile": "96598765432,96550001234",
        "message": "مرحبا\nHello",
        "test": 1,
    }


@pytest.mark.parametrize(("test", "field"), [(True, "1"), (False, "0")])
def test_g37_test_is_the_number_1_or_0(test: bool, field: str) -> None:
    body = wire.send_request(LOGIN, "A", ["96598765432"], "x", test=test)
    assert f'"test": {field}}}'.encode() in body


def test_text_goes_out_as_utf8() -> None:
    body = wire.send_request(LOGIN, "A", ["96598765432"], "سلام", test=True)
    assert "سلام".encode() in body


@pytest.mark.parametrize("build", [wire.status_request, wire.delivery_reports_request])
def test_g23_the_message_id_is_msgid_in_requests(build: Callable[[Login, str], bytes]) -> None:
    fields = json.loads(build(LOGIN, "abc"))
    assert fields == {"username": "someone", "password": "s3cret", "msgid": "abc"}


@pytest.mark.parametrize("build", [wire.balance_request, wire.sender_ids_request, wire.coverage_request])
def test_the_plain_questions_hold_the_login_only(build: Callable[[Login], bytes]) -> None:
    assert json.loads(build(LOGIN)) == {"username": "someone", "password": "s3cret"}


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_f8_the_login_arrives_unchanged(username: str, password: str) -> None:
    fields = json.loads(wire.balance_request(Login(username, password)).decode("utf-8"))
    assert (fields["username"], fields["password"]) == (username, password)


@pytest.mark.parametrize(
    "phones",
    [
        [],
        ["96598765432,96550001234"],
        ["+96598765432"],
        [""],
        ["٩٦٥٩٨٧٦٥٤٣٢"],
        [f"965{number:08}" for number in range(201)],
        ["9" * 13 for _ in range(200)],
    ],
    ids=["none", "comma", "plus", "empty", "arabic-digits", "201", "2799-characters"],
)
def test_what_is_not_one_batch_of_digits_is_a_bug(phones: list[str]) -> None:
    with pytest.raises(ValueError, match=r"not one batch|another number"):
        wire.send_request(LOGIN, "A", phones, "x", test=True)


def test_200_numbers_of_11_digits_are_one_batch() -> None:
    phones = [f"965{number:08}" for number in range(200)]
    assert json.loads(wire.validation_request(LOGIN, phones))["mobile"].count(",") == 199
