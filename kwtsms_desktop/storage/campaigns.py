"""Campaigns: frozen when planned, moved from state to state afterwards, counted from their recipients."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kwtsms_desktop.core.campaign import MOVES, CampaignState
from kwtsms_desktop.core.errors import Parameter, UserError
from kwtsms_desktop.core.moves import move
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.storage.campaign_writer import CampaignWriter, PlannedRecipient
from kwtsms_desktop.storage.database import Database, utc_text


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a campaign is planned with, its recipients apart.

    Attributes:
        template: the text as written, placeholders and all.
        rate: request starts per second.
        planned_balance: credits of the account when it was planned; None when unknown.
        list_rows: rows of the list, those that are not sent to included.
        first_only: a try with the first so many people; None for everybody.
        retry_of: the campaign whose refused recipients it is for; None for one of its own.
    """

    list_id: int | None
    list_name: str
    list_rows: int
    headings: tuple[str, ...]
    account: str
    sender: str
    template: str
    test: bool
    rate: float
    planned_balance: float | None
    first_only: int | None = None
    retry_of: int | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """One stored campaign. Times are UTC texts; credits are the gateway's unit.

    Attributes:
        left_out: rows of the list that are not sent to, those after a try's first few included.
        first_only: how many people a try was limited to; None for a campaign to everybody.
        retry_of: the campaign whose refused recipients it is for.
        send_at: when it was to begin by itself; None where it had no time of its own.
    """

    id: int
    list_id: int | None
    list_name: str
    headings: tuple[str, ...]
    account: str
    sender: str
    template: str
    test: bool
    rate: float
    state: CampaignState
    reason: str | None
    reason_details: Mapping[str, Parameter]
    planned_credits: int
    planned_balance: float | None
    left_out: int
    first_only: int | None
    created_at: str
    started_at: str | None
    ended_at: str | None
    sending_seconds: float
    retry_of: int | None = None
    send_at: str | None = None


class Campaigns:
    """Questions about campaigns, and their moves."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def plan(self, new: NewCampaign, recipients: Iterable[PlannedRecipient]) -> int:
        """Freeze a campaign with all its recipients and batches in one transaction; returns its id.

        Raises:
            UserError: there is nobody to send to; nothing is stored then. Whatever ``recipients``
                raises undoes everything as well.
        """
        with self._db.write(durable=True) as db:
            campaign_id = _insert_campaign(db, new)
            writer = CampaignWriter(db, campaign_id)
            for recipient in recipients:
                writer.add(recipient)
            if not writer.count:
                raise UserError(Reason.NO_RECIPIENTS)
            writer.finish(new.list_rows)
        return campaign_id

    def get(self, campaign_id: int) -> Campaign | None:
        """One campaign, or None when there is none of that number."""
        row = self._db.read_one("SELECT * FROM campaigns WHERE id = ?", campaign_id)
        return _campaign(row) if row else None

    def all(self) -> list[Campaign]:
        """Every campaign, newest first."""
        return [_campaign(row) for row in self._db.read("SELECT * FROM campaigns ORDER BY id DESC")]

    def counts(self, campaign_id: int) -> dict[RecipientStatus, int]:
        """How many recipients stand where."""
        rows = self._db.read(
            "SELECT status, COUNT(*) AS n FROM recipients WHERE campaign_id = ? GROUP BY status", campaign_id
        )
        return {RecipientStatus(row["status"]): int(row["n"]) for row in rows}

    def segments(self, campaign_id: int) -> dict[int, int]:
        """How many recipients get 1, 2, 3 … segments."""
        rows = self._db.read(
            """SELECT texts.segments AS segments, COUNT(*) AS n FROM recipients
               JOIN texts ON texts.id = recipients.text_id
               WHERE recipients.campaign_id = ? GROUP BY texts.segments ORDER BY texts.segments""",
            campaign_id,
        )
        return {int(row["segments"]): int(row["n"]) for row in rows}

    def encodings(self, campaign_id: int) -> tuple[str, ...]:
        """The encodings its texts take, in alphabetical order."""
        rows = self._db.read(
            "SELECT DISTINCT encoding FROM texts WHERE campaign_id = ? ORDER BY encoding", campaign_id
        )
        return tuple(row["encoding"] for row in rows)

    def text_count(self, campaign_id: int) -> int:
        """How many different texts are sent."""
        row = self._db.read_one("SELECT COUNT(*) AS n FROM texts WHERE campaign_id = ?", campaign_id)
        return int(row["n"]) if row else 0

    def start(self, campaign_id: int, appointed: str | None = None) -> None:
        """It is being sent from now on.

        Args:
            campaign_id: number of the campaign.
            appointed: the time it waits for, where it begins because of that; None where somebody pressed.

        Raises:
            UserError: it does not wait for that time any more: it has begun, was cancelled or put off.
        """
        with self._db.write(durable=True) as db:
            if appointed is not None:
                _require_appointment(db, campaign_id, appointed)
            _move(db, campaign_id, CampaignState.RUNNING)
            db.execute(
                """UPDATE campaigns SET started_at = COALESCE(started_at, ?), ended_at = NULL,
                       reason = NULL, reason_details = '' WHERE id = ?""",
                (utc_text(), campaign_id),
            )

    def end(
        self,
        campaign_id: int,
        state: CampaignState,
        reason: str | None = None,
        details: Mapping[str, Parameter] | None = None,
        seconds: float = 0.0,
    ) -> None:
        """Sending came to rest in ``state`` after ``seconds`` of work, for this reason."""
        with self._db.write(durable=True) as db:
            _move(db, campaign_id, state)
            db.execute(
                """UPDATE campaigns SET reason = ?, reason_details = ?, ended_at = ?,
                       sending_seconds = sending_seconds + ? WHERE id = ?""",
                (
                    reason,
                    json.dumps(dict(details), ensure_ascii=False) if details else "",
                    utc_text(),
                    seconds,
                    campaign_id,
                ),
            )

    def pause_orphans(self) -> int:
        """Campaigns called running although nobody sends are paused; to be called with the send lock."""
        with self._db.write() as db:
            cursor = db.execute(
                "UPDATE campaigns SET state = 'paused', reason = ? WHERE state = 'running'",
                (Reason.INTERRUPTED.value,),
            )
            return cursor.rowcount


def _insert_campaign(db: sqlite3.Connection, new: NewCampaign) -> int:
    cursor = db.execute(
        """INSERT INTO campaigns (list_id, list_name, headings, account, sender, template, test, rate, state,
               planned_credits, planned_balance, left_out, first_only, retry_of, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'planned', 0, ?, 0, ?, ?, ?)""",
        (
            new.list_id,
            new.list_name,
            json.dumps(new.headings, ensure_ascii=False),
            new.account,
            new.sender,
            new.template,
            int(new.test),
            new.rate,
            new.planned_balance,
            new.first_only,
            new.retry_of,
            utc_text(),
        ),
    )
    return int(cursor.lastrowid or 0)


def _require_appointment(db: sqlite3.Connection, campaign_id: int, appointed: str) -> None:
    found = db.execute(
        "SELECT 1 FROM campaigns WHERE id = ? AND state = 'scheduled' AND send_at = ? AND reason IS NULL",
        (campaign_id, appointed),
    ).fetchone()
    if found is None:
        raise UserError(Reason.NOT_SCHEDULED, campaign=campaign_id)


def _move(db: sqlite3.Connection, campaign_id: int, wanted: CampaignState) -> None:
    row = db.execute("SELECT state FROM campaigns WHERE id = ?", (campaign_id,)).fetchone()
    if row is None:
        raise UserError(Reason.NO_SUCH_CAMPAIGN, campaign=campaign_id)
    state = move(MOVES, CampaignState(row["state"]), wanted)
    db.execute("UPDATE campaigns SET state = ? WHERE id = ?", (state.value, campaign_id))


def _campaign(row: sqlite3.Row) -> Campaign:
    details: dict[str, Parameter] = json.loads(row["reason_details"]) if row["reason_details"] else {}
    return Campaign(
        id=row["id"],
        list_id=row["list_id"],
        list_name=row["list_name"],
        headings=tuple(json.loads(row["headings"])),
        account=row["account"],
        sender=row["sender"],
        template=row["template"],
        test=bool(row["test"]),
        rate=row["rate"],
        state=CampaignState(row["state"]),
        reason=row["reason"],
        reason_details=details,
        planned_credits=row["planned_credits"],
        planned_balance=row["planned_balance"],
        left_out=row["left_out"],
        first_only=row["first_only"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        sending_seconds=row["sending_seconds"],
        retry_of=row["retry_of"],
        send_at=row["send_at"],
    )
