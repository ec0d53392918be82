"""Which exit status an outcome has: a contract that scripts rely on.

0 all well · 1 finished, but somebody is refused, unknown or left · 2 wrong usage or unusable input ·
3 stopped by the account · 4 gateway not reached · 130 interrupted
"""

from __future__ import annotations

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import CredentialsError, GatewayError, KwtsmsDesktopError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.history import CampaignSummary

_NOT_REACHED = frozenset(
    {
        Reason.NOT_CONNECTED,
        Reason.TLS_FAILED,
        Reason.NO_ANSWER,
        Reason.STRANGE_ANSWER,
        Reason.ANSWER_LOST,
        Reason.ANSWER_UNREADABLE,
    }
)


def exit_status(error: KwtsmsDesktopError) -> int:
    """The exit status of a command that failed."""
    if isinstance(error, GatewayError):
        return 4 if error.reason in _NOT_REACHED else 3
    if isinstance(error, CredentialsError):
        return 3
    return 2


def exit_status_of_campaign(summary: CampaignSummary, *, interrupted: bool) -> int:
    """The exit status of a command that sent a campaign."""
    if summary.state is CampaignState.STOPPED:
        return 3
    if summary.state is CampaignState.PAUSED:
        if interrupted:
            return 130
        return 4 if summary.campaign.reason in _NOT_REACHED else 1
    return 0 if summary.taken == summary.recipients else 1
