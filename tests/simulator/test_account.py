"""The state of one simulated account."""

from __future__ import annotations

import pytest

from kwtsms_desktop.simulator import SimulatedAccount


def test_the_default_is_the_demo_account() -> None:
    account = SimulatedAccount()
    assert (account.username, account.password, account.balance, account.purchased) == (
        "demo",
        "demo",
        5000,
        10000,
    )
    assert account.sender_ids == ["KWT-SMS", "MYSHOP"]
    assert account.prefixes == ["965", "971"]


def test_accounts_share_no_lists() -> None:
    SimulatedAccount().sender_ids.append("OTHER")
    assert "OTHER" not in SimulatedAccount().sender_ids


def test_the_password_is_not_printed() -> None:
    assert "secret" not in repr(SimulatedAccount(password="secret"))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("MYSHOP", "MYSHOP"), ("myshop", "KWT-SMS"), ("NOBODY", "KWT-SMS"), (" MYSHOP ", "KWT-SMS")],
)
def test_an_unknown_sender_is_replaced_in_silence(asked: str, shown: str) -> None:
    assert SimulatedAccount().sender_shown(asked) == shown


@pytest.mark.parametrize("name", ["ZAIN", "zain", "Ooredoo", "KFH", "NBK"])
def test_bank_and_telecom_names_are_banned_in_any_case(name: str) -> None:
    assert SimulatedAccount().bans(name)


def test_an_ordinary_name_is_not_banned() -> None:
    assert not SimulatedAccount().bans("ZAINAB")
