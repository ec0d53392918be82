from __future__ import annotations

from kwtsms_desktop.core.account import Balance
from kwtsms_desktop.storage.accounts import AccountFacts, Accounts
from kwtsms_desktop.storage.database import Database


def test_nothing_is_known_of_a_new_account(database: Database) -> None:
    assert Accounts(database).facts("office") == AccountFacts()


def test_facts_are_remembered_with_their_age(database: Database) -> None:
    accounts = Accounts(database)
    accounts.save_balance("office", 417.5, 2000.0)
    accounts.save_sender_ids("office", ("KWT-SMS", "متجري"))
    accounts.save_prefixes("office", ("965",))
    facts = accounts.facts("office")
    assert facts.balance == Balance(417.5, 2000.0)
    assert (facts.sender_ids, facts.prefixes) == (("KWT-SMS", "متجري"), ("965",))
    assert facts.balance_at is not None
    assert facts.sender_ids_at is not None
    assert facts.prefixes_at is not None


def test_a_balance_after_a_batch_keeps_what_was_ever_bought(database: Database) -> None:
    accounts = Accounts(database)
    accounts.save_balance("office", 417.0, 2000.0)
    accounts.save_balance("office", 415.0)
    assert accounts.facts("office").balance == Balance(415.0, 2000.0)


def test_accounts_do_not_mix(database: Database) -> None:
    accounts = Accounts(database)
    accounts.save_balance("office", 1.0)
    accounts.save_balance("shop", 2.0)
    accounts.forget("office")
    assert accounts.facts("office") == AccountFacts()
    assert accounts.facts("shop").balance == Balance(2.0, None)
