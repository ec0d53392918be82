"""The account's last known facts: balance, sender IDs and covered countries, each with its age."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kwtsms_desktop.core.account import Balance
from kwtsms_desktop.storage.database import Database, utc_text


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the gateway said last.

    Attributes:
        balance: None before the first answer.
        balance_at: UTC time of the balance.
        sender_ids: exactly as the account spells them; None before the first answer.
        prefixes: country codes the account can send to; None before the first answer.
        sender_ids_at: UTC time of the sender IDs.
        prefixes_at: UTC time of the prefixes.
    """

    balance: Balance | None = None
    balance_at: str | None = None
    sender_ids: tuple[str, ...] | None = None
    prefixes: tuple[str, ...] | None = None
    sender_ids_at: str | None = None
    prefixes_at: str | None = None


class Accounts:
    """Facts of accounts by the account's name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def facts(self, account: str) -> AccountFacts:
        """What is known of an account; all None when nothing is."""
        row = self._db.read_one("SELECT * FROM account_facts WHERE account = ?", account)
        if row is None:
            return AccountFacts()
        return AccountFacts(
            balance=Balance(row["available"], row["purchased"]) if row["available"] is not None else None,
            balance_at=row["balance_at"],
            sender_ids=tuple(json.loads(row["sender_ids"])) if row["sender_ids"] else None,
            prefixes=tuple(json.loads(row["prefixes"])) if row["prefixes"] else None,
            sender_ids_at=row["sender_ids_at"],
            prefixes_at=row["prefixes_at"],
        )

    def save_balance(self, account: str, available: float, purchased: float | None = None) -> None:
        """Remember a balance; ``purchased`` is kept when this answer did not name it."""
        with self._db.write() as db:
            db.execute(
                """INSERT INTO account_facts (account, available, purchased, balance_at)
                   VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (account) DO UPDATE SET available = ?2,
                       purchased = COALESCE(?3, purchased), balance_at = ?4""",
                (account, available, purchased, utc_text()),
            )

    def save_sender_ids(self, account: str, sender_ids: tuple[str, ...]) -> None:
        """Remember the account's sender IDs."""
        self._save(account, "sender_ids", sender_ids)

    def save_prefixes(self, account: str, prefixes: tuple[str, ...]) -> None:
        """Remember the countries the account can send to."""
        self._save(account, "prefixes", prefixes)

    def forget(self, account: str) -> None:
        """Forget everything about an account."""
        with self._db.write() as db:
            db.execute("DELETE FROM account_facts WHERE account = ?", (account,))

    def _save(self, account: str, column: str, values: tuple[str, ...]) -> None:
        with self._db.write() as db:
            db.execute(
                f"""INSERT INTO account_facts (account, {column}, {column}_at) VALUES (?1, ?2, ?3)
                    ON CONFLICT (account) DO UPDATE SET {column} = ?2, {column}_at = ?3""",
                (account, json.dumps(values, ensure_ascii=False), utc_text()),
            )
