"""What the gateway said of the numbers of a list: whom to ask about, and the answers.

A cell of several numbers has no place for several answers: it is not asked about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import GatewayView
from kwtsms_desktop.storage.database import Database

_ONE_NUMBER = "phone IS NOT NULL AND proposals NOT LIKE '%,%'"


class GatewayViews:
    """Questions about what the gateway said."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def unasked(self, list_id: int) -> list[str]:
        """Numbers that would be sent to and were not asked about yet, each once, in file order."""
        return self._numbers(list_id, "verdict = 'valid' AND gateway IS NULL")

    def all(self, list_id: int) -> list[str]:
        """Numbers that would be sent to if the gateway had nothing against them, each once, in file order."""
        refused = f"'{Reason.GATEWAY_SAYS_WRONG}', '{Reason.GATEWAY_NO_ROUTE}'"
        return self._numbers(list_id, f"(verdict = 'valid' OR reason IN ({refused}))")

    def _numbers(self, list_id: int, condition: str) -> list[str]:
        found = self._db.read(
            f"SELECT phone FROM rows WHERE list_id = ? AND {_ONE_NUMBER} AND {condition} "
            "GROUP BY phone ORDER BY MIN(id)",
            list_id,
        )
        return [str(row["phone"]) for row in found]


def save_views(transaction: sqlite3.Connection, list_id: int, views: Mapping[str, GatewayView]) -> list[str]:
    """Store answers within a transaction; returns the numbers whose entries must be judged anew."""
    changed: list[str] = []
    for phone, view in views.items():
        entries = f"list_id = ? AND phone = ? AND {_ONE_NUMBER}"
        before = {
            row["gateway"]
            for row in transaction.execute(f"SELECT gateway FROM rows WHERE {entries}", (list_id, phone))
        }
        transaction.execute(f"UPDATE rows SET gateway = ? WHERE {entries}", (view.value, list_id, phone))
        if {view.value, *before} - {GatewayView.OK.value, None}:
            changed.append(phone)
    return changed
