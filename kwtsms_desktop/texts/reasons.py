"""The sentence and the next step for a code, in the language in use.

Window, command line and programmer's interface say the same sentences. A parameter that is missing is
shown as an ellipsis rather than hiding the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.errors import KwtsmsDesktopError, Parameter
from kwtsms_desktop.core.reasons import Reason, Removal, Repair
from kwtsms_desktop.texts.language import _
from kwtsms_desktop.texts.sentences import HOLDERS, NO_SUGGESTION, REMOVALS, REPAIRS, SENTENCES
from kwtsms_desktop.texts.statuses import campaign_state_text


class _Shown(dict[str, Parameter]):
    """Parameters of a sentence; one that is missing is shown as an ellipsis."""

    def __missing__(self, key: str) -> Parameter:
        return "…"


def reason_text(code: str, parameters: Mapping[str, Parameter] | None = None) -> str:
    """The sentence of a code in the language in use; of an unlisted gateway code, what it said."""
    sentence, _action = _find(code)
    return _(sentence).format_map(_Shown(_named(code, parameters)))


def action_text(code: str, parameters: Mapping[str, Parameter] | None = None) -> str:
    """The next step for a code in the language in use; empty where there is none."""
    _sentence, action = _find(code)
    if code == Reason.PLACEHOLDER_UNKNOWN and not (parameters or {}).get("suggestion"):
        action = NO_SUGGESTION
    return _(action).format_map(_Shown(_named(code, parameters))) if action else ""


def error_text(error: KwtsmsDesktopError) -> tuple[str, str]:
    """What happened and what to do, for a known error."""
    return (
        reason_text(error.reason.value, error.parameters),
        action_text(error.reason.value, error.parameters),
    )


def repair_text(code: str) -> str:
    """What was done to a number, in the language in use."""
    return _(REPAIRS[Repair(code)])


def removal_text(kind: Removal) -> str:
    """What was taken out of a text, in the language in use."""
    return _(REMOVALS[kind])


def _find(code: str) -> tuple[str, str]:
    try:
        return SENTENCES[Reason(code)]
    except ValueError:
        return SENTENCES[Reason.GATEWAY_OTHER]


def _named(code: str, parameters: Mapping[str, Parameter] | None) -> dict[str, Parameter]:
    named = dict(parameters or {})
    if code == Reason.CAMPAIGN_ENDED and named.get("state") in set(CampaignState):
        named["state"] = campaign_state_text(CampaignState(str(named["state"])))
    if code == Reason.SENDING_ELSEWHERE and named.get("holder") in HOLDERS:
        named["holder"] = _(HOLDERS[str(named["holder"])])
    named.setdefault("code", code)
    named.setdefault("description", "")
    return named
