from __future__ import annotations

import traceback
from collections.abc import MutableMapping
from typing import cast

import pytest

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import (
    CredentialsError,
    GatewayError,
    KwtsmsDesktopError,
    Parameter,
    StorageError,
    UserError,
)
from kwtsms_desktop.core.reasons import Reason

KINDS = [UserError, GatewayError, StorageError, CredentialsError]
SECRETS = ("office-user", "s3cret; pass")
LOGIN = Login(*SECRETS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_known_error_and_no_other_kind(kind: type[KwtsmsDesktopError]) -> None:
    assert kind.__bases__ == (KwtsmsDesktopError,)
    assert KwtsmsDesktopError.__bases__ == (Exception,)


def test_the_tree_has_no_other_branches() -> None:
    assert set(KwtsmsDesktopError.__subclasses__()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_carries_its_reason_and_parameters(kind: type[KwtsmsDesktopError]) -> None:
    error = kind(Reason.FILE_EMPTY, file="list.xlsx")
    assert error.reason is Reason.FILE_EMPTY
    assert dict(error.parameters) == {"file": "list.xlsx"}
    assert error.code == "file_empty"


def test_parameters_cannot_be_changed() -> None:
    error = UserError(Reason.FILE_EMPTY, file="list.xlsx")
    with pytest.raises(TypeError):
        cast("MutableMapping[str, Parameter]", error.parameters)["file"] = "other"


@pytest.mark.parametrize("reason", list(Reason))
def test_the_code_is_the_reasons_own_word(reason: Reason) -> None:
    assert UserError(reason).code == reason.value
    assert str(UserError(reason)) == reason.value


def test_an_unlisted_gateway_code_comes_through() -> None:
    error = GatewayError(Reason.GATEWAY_OTHER, code="ERR099", description="Something new")
    assert error.code == "ERR099"
    assert error.reason is Reason.GATEWAY_OTHER


def test_an_unlisted_answer_without_code_has_the_general_one() -> None:
    assert GatewayError(Reason.GATEWAY_OTHER).code == "gateway_other"


def test_only_the_unlisted_code_is_taken_from_the_parameters() -> None:
    assert GatewayError(Reason.ERR003, code="ERR099").code == "ERR003"
    assert UserError(Reason.GATEWAY_OTHER, code="ERR099").code == "gateway_other"


def test_as_text_an_error_tells_code_and_parameters_for_the_log() -> None:
    error = UserError(Reason.TEXT_TOO_LONG, row=17, segments=8, limit=7)
    assert str(error) == "text_too_long(row=17, segments=8, limit=7)"


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(repr(LOGIN), id="repr"),
        pytest.param(str(LOGIN), id="str"),
        pytest.param(f"{LOGIN} {LOGIN!r} {LOGIN!s} {LOGIN!a}", id="formatted"),
        pytest.param(repr([LOGIN, {"login": LOGIN}]), id="inside-other-things"),
        pytest.param(repr(KwtsmsDesktopError(Reason.ERR003)), id="error"),
        pytest.param(repr(ValueError(LOGIN)), id="in-a-foreign-error"),
    ],
)
def test_nothing_shows_a_login(shown: str) -> None:
    assert not any(secret in shown for secret in SECRETS)


def test_a_traceback_does_not_show_a_login() -> None:
    def fail(login: Login) -> None:
        raise GatewayError(Reason.ERR003) from ValueError(login)

    with pytest.raises(GatewayError) as caught:
        fail(LOGIN)
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "Login(…)" in shown
    assert not any(secret in shown for secret in SECRETS)


def test_logins_are_passed_on_exactly_as_given() -> None:
    assert (LOGIN.username, LOGIN.password) == SECRETS
    assert Login(" a ", "#b ") == Login(" a ", "#b ")
    assert Login("a", "b") != Login("a", "B")
