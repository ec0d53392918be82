"""``campaign …``: plan, send, resume, cancel, list, show."""

from __future__ import annotations

from collections.abc import Iterator

from kwtsms_desktop.cli.check import guess_line, import_and_check
from kwtsms_desktop.cli.documents import (
    Document,
    campaign_document,
    ending_document,
    error_document,
    evidence_document,
    merged,
    plan_document,
)
from kwtsms_desktop.cli.exit_status import exit_status, exit_status_of_campaign
from kwtsms_desktop.cli.session import Session, ends_at_a_safe_point
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import KwtsmsDesktopError, UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import Recipient, RecipientStatus
from kwtsms_desktop.services.history import CampaignSummary
from kwtsms_desktop.services.planning import Audience, Duplicates, Plan, PlanRequest
from kwtsms_desktop.services.settling import Evidence, Settled
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import duration_text, number_text, time_text
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.texts.statuses import campaign_state_text, finding_text, recipient_status_text


def run_plan(session: Session) -> int:
    """Freeze a campaign and print what would happen."""
    with ends_at_a_safe_point(session.stop):
        plan = _plan(session)
    if plan is None:
        return 130
    session.say(plan_document(plan), list(_plan_lines(plan)))
    return 0


def run_send(session: Session) -> int:
    """Plan and send, or send what was planned before."""
    arguments = session.arguments
    if (arguments.file is None) == (arguments.plan is None):
        raise UserError(Reason.NOT_UNDERSTOOD, problem=_("campaign send takes a FILE or --plan ID"))
    with ends_at_a_safe_point(session.stop):
        if arguments.plan is not None:
            campaign_id = arguments.plan
            _require_yes(session, live=not session.app.history.campaign(campaign_id).campaign.test)
        else:
            _require_yes(session, live=arguments.live)
            plan = _plan(session)
            if plan is None:
                return 130
            campaign_id = plan.campaign.id
            session.note(f"campaign {campaign_id} planned")
        return _send(session, campaign_id)


def run_resume(session: Session) -> int:
    """Go on with a campaign; it was confirmed when it was planned and sent."""
    campaign_id = session.arguments.campaign
    with ends_at_a_safe_point(session.stop):
        live = not session.app.history.campaign(campaign_id).campaign.test
        if live and session.app.logins.environment.live_forbidden:
            raise UserError(Reason.LIVE_NOT_ALLOWED)
        if session.arguments.this_computer:
            session.app.guarding.confirm()
        return _send(session, campaign_id)


def run_cancel(session: Session) -> int:
    """Cancel what is left of a campaign."""
    summary = session.app.sending.cancel(session.arguments.campaign)
    session.say(campaign_document(summary), list(_campaign_lines(summary)))
    return 0


def run_retry(session: Session) -> int:
    """Plan a new campaign to the refused recipients of one, and send it if confirmed."""
    with ends_at_a_safe_point(session.stop):
        session.choose_account()
        plan = session.app.planning.plan_retry(session.arguments.campaign, session.stop)
        if plan is None:
            return 130
        session.note(f"campaign {plan.campaign.id} planned")
        if session.arguments.yes:
            if not plan.campaign.test and session.app.logins.environment.live_forbidden:
                raise UserError(Reason.LIVE_NOT_ALLOWED)
            return _send(session, plan.campaign.id)
    session.say(plan_document(plan), list(_plan_lines(plan)))
    return 0


def run_resolve(session: Session) -> int:
    """Settle the requests of a campaign whose answer was lost."""
    arguments, settling = session.arguments, session.app.settling
    with ends_at_a_safe_point(session.stop):
        if arguments.by_balance:
            session.choose_account()
            settled = settling.by_balance(arguments.campaign, session.mailbox, session.stop)
        elif arguments.assume == "sent":
            settled = settling.assume_sent(arguments.campaign)
        else:
            settled = settling.send_again(arguments.campaign)
    document = campaign_document(settled.summary)
    document["settled"] = settled.people
    lines = [_settled_line(settled), *_campaign_lines(settled.summary)]
    if settled.evidence is not None:
        document["evidence"] = evidence_document(settled.evidence)
        lines[:0] = _evidence_lines(settled.evidence)
    session.say(document, lines)
    return exit_status_of_campaign(settled.summary, interrupted=session.stop.is_set())


def run_show(session: Session) -> int:
    """Print one campaign in figures, and person by person if wished."""
    campaign_id = session.arguments.campaign
    session.app.sending.recover()
    summary = session.app.history.campaign(campaign_id)
    people = session.app.history.everyone(campaign_id) if session.arguments.recipients else None
    lines = [*_campaign_lines(summary), *map(_recipient_line, people or ())]
    session.say(campaign_document(summary, people), lines)
    return 0


def run_list(session: Session) -> int:
    """Print all campaigns, newest first."""
    session.app.sending.recover()
    summaries = session.app.history.campaigns()
    document: Document = {"campaigns": [campaign_document(summary) for summary in summaries]}
    session.say(document, [_list_line(summary) for summary in summaries])
    return 0


def _require_yes(session: Session, *, live: bool) -> None:
    if live and session.app.logins.environment.live_forbidden:
        raise UserError(Reason.LIVE_NOT_ALLOWED)
    if live and not session.arguments.yes:
        raise UserError(Reason.YES_NEEDED)


def _plan(session: Session) -> Plan | None:
    arguments = session.arguments
    if arguments.live and session.app.logins.environment.live_forbidden:
        raise UserError(Reason.LIVE_NOT_ALLOWED)
    template = _template(session)
    account = session.choose_account()
    session.app.account.know_coverage(account, session.stop)
    session.app.importing.clean_up()  # what an import left behind that was killed
    summary = import_and_check(session, session.app.importing)
    if summary is None:
        return None
    if not session.wants_json:
        session.note(guess_line(summary))
    request = PlanRequest(
        audience=Audience(
            list_id=summary.contact_list.id,
            accept_review=arguments.accept_review,
            duplicates=Duplicates(arguments.duplicates),
            account=account,
        ),
        template=template,
        account=account,
        sender=arguments.sender or _usual_sender(session, account),
        test=not arguments.live,
        rate=arguments.rate,
        max_segments=session.app.settings.load().max_segments,
    )
    try:
        return session.app.planning.plan(request, session.mailbox, session.stop)
    except KwtsmsDesktopError:
        session.app.history.delete_list(summary.contact_list.id)  # nothing half-done stays behind
        raise


def _template(session: Session) -> str:
    arguments = session.arguments
    if arguments.text is not None:
        return str(arguments.text)
    if arguments.text_file is None:
        raise UserError(Reason.NOT_UNDERSTOOD, problem=_("--text or --text-file is missing"))
    try:
        text: str = arguments.text_file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(Reason.TEXT_FILE_UNREADABLE, file=str(arguments.text_file)) from error
    return text.removesuffix("\n").removesuffix("\r")


def _usual_sender(session: Session, account: str) -> str:
    environment = session.app.logins.environment.sender
    return session.app.logins.settings_of(account).sender or environment or ""


def _send(session: Session, campaign_id: int) -> int:
    app = session.app
    try:
        account = session.choose_account()
        summary = app.sending.send(campaign_id, account, session.mailbox, session.stop)
    except KwtsmsDesktopError as error:
        if not session.wants_json:
            raise
        document = campaign_document(app.history.campaign(campaign_id))
        session.say(merged(document, error=error_document(error)), [])
        return exit_status(error)
    document = campaign_document(summary, _people_if_wished(session, campaign_id))
    if summary.state in {CampaignState.STOPPED, CampaignState.PAUSED}:
        document["error"] = ending_document(summary)
    session.say(document, list(_campaign_lines(summary)))
    return exit_status_of_campaign(summary, interrupted=session.stop.is_set())


def _people_if_wished(session: Session, campaign_id: int) -> list[Recipient] | None:
    wished = getattr(session.arguments, "recipients", False)
    return session.app.history.everyone(campaign_id) if wished else None


def _plan_lines(plan: Plan) -> Iterator[str]:
    campaign = plan.campaign
    yield _("Campaign {id} is planned; nothing was sent.").format(id=campaign.id)
    yield _row(_("To"), _people(plan.recipients))
    yield _row(_("Left out"), number_text(campaign.left_out))
    yield _row(_("From"), campaign.sender)
    yield _row(_("Mode"), _("test") if campaign.test else _("live"))
    segments = " · ".join(f"{size}: {number_text(people)}" for size, people in plan.segments.items())
    yield _row(_("Segments"), segments)
    yield _row(_("Credits"), number_text(plan.credits))
    if plan.balance is not None and plan.balance_after is not None:
        amounts = {"before": number_text(plan.balance), "after": number_text(plan.balance_after)}
        yield _row(_("Balance"), _("{before} → {after}").format(**amounts))
    yield _row(_("Time needed"), duration_text(plan.seconds))
    for warning in plan.warnings:
        yield f"! {reason_text(warning)} {action_text(warning)}".rstrip()


def _campaign_lines(summary: CampaignSummary) -> Iterator[str]:
    campaign = summary.campaign
    yield _("Campaign {id}: {state}").format(id=campaign.id, state=campaign_state_text(summary.state))
    if summary.state is CampaignState.SCHEDULED and campaign.send_at:
        yield _row(_("Time to send it"), time_text(campaign.send_at))
    if campaign.reason:
        text = reason_text(campaign.reason, campaign.reason_details)
        yield f"! {text} {action_text(campaign.reason, campaign.reason_details)}".rstrip()
    for status in RecipientStatus:
        count = summary.counts.get(status, 0)
        if count:
            yield _row(recipient_status_text(status), number_text(count))
    yield _row(_("Credits used"), number_text(summary.credits))
    if summary.balance_after is not None:
        yield _row(_("Balance"), number_text(summary.balance_after))
    for code, count in summary.reasons.items():
        yield f"  {number_text(count):>9}  {reason_text(code)}"


def _list_line(summary: CampaignSummary) -> str:
    campaign = summary.campaign
    state = campaign_state_text(summary.state)
    people, when = _people(summary.recipients), time_text(campaign.created_at)
    return f"{campaign.id:>5}  {when}  {state:<10}  {people:<14}  {campaign.list_name}"


def _recipient_line(recipient: Recipient) -> str:
    status = recipient_status_text(recipient.status)
    why = reason_text(recipient.reason) if recipient.reason else ""
    return f"  {recipient.row:>7}  {recipient.phone:<15}  {status}  {why}".rstrip()


def _settled_line(settled: Settled) -> str:
    sentence = ngettext("{count} person settled.", "{count} people settled.", settled.people)
    return sentence.format(count=number_text(settled.people))


def _evidence_lines(evidence: Evidence) -> Iterator[str]:
    if evidence.balance_before is not None:
        yield _row(_("Balance before"), number_text(evidence.balance_before))
    yield _row(_("Charged since"), number_text(evidence.charged_since))
    yield _row(_("Balance now"), number_text(evidence.readings[-1]))
    yield _row(_("Cost of what is unsure"), number_text(evidence.cost))
    yield finding_text(evidence.finding)


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=number_text(count))


def _row(label: str, value: str) -> str:
    return f"  {label:<24} {value}"
