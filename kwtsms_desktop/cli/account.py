"""``verify``, ``balance``, ``senderid``, ``coverage``: what the gateway says of the account."""

from __future__ import annotations

from kwtsms_desktop.cli.session import Session
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text


def run_balance(session: Session) -> int:
    """Print the balance (``verify`` too: asking for it is what shows that the credentials are right)."""
    balance = session.app.account.refresh_balance(session.choose_account(), session.stop)
    if balance is None:
        return 130
    lines = [_("Balance: {credits} credits").format(credits=number_text(balance.available))]
    if balance.purchased is not None:
        lines.append(_("Ever bought: {credits} credits").format(credits=number_text(balance.purchased)))
    session.say({"balance": balance.available, "purchased": balance.purchased}, lines)
    return 0


def run_senderid(session: Session) -> int:
    """Print the account's sender IDs, letter for letter."""
    account = session.choose_account()
    sender_ids = session.app.account.sender_ids(account, session.stop)
    default = session.app.logins.settings_of(account).sender or None
    session.say({"sender_ids": list(sender_ids), "default": default}, list(sender_ids))
    return 0


def run_coverage(session: Session) -> int:
    """Print the country codes the account can send to."""
    prefixes = session.app.account.coverage(session.choose_account(), session.stop)
    session.say({"prefixes": list(prefixes)}, list(prefixes))
    return 0
