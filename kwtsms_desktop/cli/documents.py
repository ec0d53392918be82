"""The JSON documents of the command line: a contract that scripts rely on. Keys are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.core.recipient import Recipient
from kwtsms_desktop.core.template import Column
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary, ContactList, ListRow
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.planning import Plan
from kwtsms_desktop.services.settling import Evidence
from kwtsms_desktop.texts.reasons import action_text, error_text, reason_text

Document: TypeAlias = dict[str, object]

_SENDABLE = frozenset({Verdict.VALID, Verdict.NEEDS_REVIEW, Verdict.DUPLICATE})


def check_document(summary: CheckSummary, rows: Iterable[ListRow] | None, seconds: float) -> Document:
    """``check``: the list, what was understood of it, and the verdicts."""
    found = summary.contact_list
    names = phone_column_names(found)
    document: Document = {
        "file": found.file_name,
        "sheet": found.sheet,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "header_row": found.header_row,
        "phone_column": names[found.phone_column],
        "phone_columns": list(names.values()),
        "rows": found.rows,
        "entries": found.entries,
        "hidden_rows": found.hidden_rows,
        "verdicts": {verdict.value: summary.verdicts[verdict] for verdict in Verdict},
        "repaired": summary.repaired,
        "seconds": round(seconds, 2),
    }
    if rows is not None:
        document["details"] = [row_document(row, names[row.phone_column]) for row in rows]
    return document


def phone_column_names(contact_list: ContactList) -> dict[int, str]:
    """The heading of each phone column, or its letter where it has none."""
    headings = contact_list.headings
    return {
        column: (headings[column] if column < len(headings) else "") or Column(column, "").letter
        for column in contact_list.phone_columns
    }


def row_document(row: ListRow, column: str) -> Document:
    """One row of ``check --rows``, or one of its phone cells where there are several phone columns."""
    return {
        "row": row.row,
        "phone_column": column,
        "input": row.input,
        "phone": row.phone if row.verdict in _SENDABLE else None,
        "verdict": row.verdict.value if row.verdict else None,
        "repairs": list(row.repairs),
        "reason": row.reason,
        "duplicate_of": row.duplicate_of,
        "warnings": list(row.warnings),
        "proposals": list(row.proposals),
    }


def evidence_document(evidence: Evidence) -> Document:
    """What the balance tells of lost answers."""
    return {
        "finding": evidence.finding.value,
        "cost": evidence.cost,
        "balance_before": evidence.balance_before,
        "charged_since": evidence.charged_since,
        "readings": list(evidence.readings),
        "missing": evidence.missing,
    }


def plan_document(plan: Plan) -> Document:
    """``campaign plan``: what would happen."""
    return {
        "campaign": plan.campaign.id,
        "recipients": plan.recipients,
        "left_out": plan.campaign.left_out,
        "texts": plan.texts,
        "requests": plan.requests,
        "segments": {str(size): people for size, people in plan.segments.items()},
        "credits": plan.credits,
        "balance": plan.balance,
        "balance_after": plan.balance_after,
        "minutes": round(plan.seconds / 60, 1),
        "encoding": plan.encoding,
        "test": plan.campaign.test,
        "sender": plan.campaign.sender,
        "account": plan.campaign.account,
        "warnings": [warning.value for warning in plan.warnings],
    }


def campaign_document(summary: CampaignSummary, recipients: Iterable[Recipient] | None = None) -> Document:
    """``campaign send | resume | show``: what happened so far."""
    campaign = summary.campaign
    document: Document = {
        "campaign": campaign.id,
        "state": summary.state.value,
        "reason": campaign.reason,
        "recipients": {status.value: count for status, count in summary.counts.items()},
        "batches": summary.batches,
        "taken": summary.taken,
        "credits": _whole_if_possible(summary.credits),
        "balance_after": summary.balance_after,
        "message_ids": list(summary.message_ids),
        "reasons": dict(summary.reasons),
        "seconds": round(campaign.sending_seconds, 1),
        "test": campaign.test,
        "sender": campaign.sender,
        "list": campaign.list_name,
        "created_at": campaign.created_at,
        "send_at": campaign.send_at,
    }
    if recipients is not None:
        document["details"] = [recipient_document(recipient) for recipient in recipients]
    return document


def recipient_document(recipient: Recipient) -> Document:
    """One person of ``campaign show --recipients``."""
    return {
        "row": recipient.row,
        "phone": recipient.phone,
        "text": recipient.text,
        "status": recipient.status.value,
        "message_id": recipient.message_id,
        "reason": recipient.reason,
    }


def error_document(error: KwtsmsDesktopError) -> Document:
    """Why a command failed, with the sentence and the next step."""
    message, action = error_text(error)
    return {"code": error.code, "message": message, "action": action}


def ending_document(summary: CampaignSummary) -> Document:
    """Why a campaign came to rest before its end, in the form of an error."""
    code, details = summary.campaign.reason or "", summary.campaign.reason_details
    return {
        "code": code,
        "message": reason_text(code, details),
        "action": action_text(code, details),
    }


def _whole_if_possible(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def merged(document: Mapping[str, object], **more: object) -> Document:
    """A copy of a document with more keys."""
    return {**document, **more}
