from __future__ import annotations

import threading

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import CredentialsError, GatewayError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.account import Kept, Store
from kwtsms_desktop.settings import AccountSettings

KEPT = Login("demo", "demo")


def test_a_kept_login_tells_its_user_name_and_its_place(app: App) -> None:
    assert app.account.kept_login("demo") == ("demo", Kept(Store.MEMORY))


def test_no_login_is_kept_for_an_unknown_account(app: App) -> None:
    with pytest.raises(CredentialsError) as caught:
        app.account.kept_login("other")
    assert caught.value.reason is Reason.NO_CREDENTIALS


@pytest.mark.parametrize(
    ("username", "password", "expected"),
    [
        pytest.param("new", "secret", Login("new", "secret"), id="both typed"),
        pytest.param("", "", KEPT, id="nothing typed"),
        pytest.param("new", "", Login("new", "demo"), id="user name typed"),
        pytest.param("", "secret", Login("demo", "secret"), id="password typed"),
    ],
)
def test_what_is_left_empty_is_filled_up_with_what_is_kept(
    app: App, username: str, password: str, expected: Login
) -> None:
    assert app.account.completed_login("demo", username, password) == expected


def test_a_login_typed_in_full_needs_none_that_is_kept(app: App) -> None:
    assert app.account.completed_login("nobody", "new", "secret") == Login("new", "secret")


def test_half_a_login_without_one_that_is_kept_is_none(app: App) -> None:
    with pytest.raises(CredentialsError):
        app.account.completed_login("nobody", "new", "")


def test_everything_is_asked_and_remembered(app: App) -> None:
    facts = app.account.refresh("demo", threading.Event())
    assert facts == app.account.facts("demo")
    assert facts.balance is not None
    assert (facts.balance.available, facts.sender_ids) == (5000, ("KWT-SMS", "MYSHOP"))
    assert facts.prefixes == ("965", "971")


def test_a_login_is_tried_without_being_kept(app: App) -> None:
    with pytest.raises(GatewayError) as caught:
        app.account.try_login(Login("demo", "wrong"), threading.Event())
    assert caught.value.reason is Reason.ERR003
    assert app.account.kept_login("demo") == ("demo", Kept(Store.MEMORY))


def test_a_forgotten_account_leaves_nothing_but_its_campaigns(app: App) -> None:
    app.account.refresh("demo", threading.Event())
    app.account.forget_login("demo")
    assert app.settings.load().accounts == ()
    assert app.account.facts("demo").balance is None
    with pytest.raises(CredentialsError):
        app.account.kept_login("demo")


def test_forgetting_the_default_account_makes_another_one_the_default(app: App) -> None:
    app.account.save_login(AccountSettings("second"), KEPT)
    app.account.forget_login("demo")
    assert app.settings.load().default_account == "second"
