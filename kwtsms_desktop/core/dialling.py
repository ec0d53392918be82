"""What a row of digits means when an office dials it: default country, ``+`` or ``00``, trunk zero.

The rule: a bare number is tried as a local number of the default country and as an international one,
and the reading that the number plans support wins, the local one where both do. A number typed with ``+``
or with two zeros or more is international and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kwtsms_desktop.core.characters import digits_of
from kwtsms_desktop.core.numbering import (
    MAX_DIGITS,
    MIN_DIGITS,
    Details,
    Judgement,
    judge,
    local_lengths,
    rule_for,
    warnings_if_accepted,
)
from kwtsms_desktop.core.reasons import Reason, Repair


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rules apply to a cell.

    Attributes:
        default_country: code put before bare local numbers, as digits; ``+965`` and ``00965`` are
            understood, empty means None: no code is ever put before a number (cases A5.14, A5.15).
        second_opinion: ``phonenumbers`` is asked beside kwtSMS's rules, and alone where there is none;
            otherwise a country without a rule is judged by the length only.
        zero_means_national: a number that begins with one zero and yet reads as a foreign one is only
            proposed; otherwise the zero is dropped.

    Raises:
        ValueError: ``default_country`` is neither empty nor a country code.
    """

    default_country: str | None = "965"
    second_opinion: bool = True
    zero_means_national: bool = True

    def __post_init__(self) -> None:
        given = self.default_country or ""
        code = digits_of(given).lstrip("0")
        if given.strip() and not local_lengths(code):
            message = f"not a country code: {given!r}"
            raise ValueError(message)
        object.__setattr__(self, "default_country", code or None)


PROGRAM = Policy()
"""What the program does unless its settings say otherwise."""

BARE_CLIENT = Policy(default_country=None, second_opinion=False, zero_means_national=False)
"""What the official clients do: numbers with country code, kwtSMS's rules, else the length."""


_CODE_ADDED = (Repair.COUNTRY_CODE_ADDED,)
_PREFIX_REMOVED = (Repair.PREFIX_REMOVED,)


class Dialled(NamedTuple):
    """What a row of digits means. A named tuple because one is made for nearly every row.

    Attributes:
        phone: digits with country code; None when it is no number that SMS can be sent to.
        reason: why it is none; beside a phone: why that reading needs a look.
        repairs: what was done to the digits.
        warnings: what may go wrong although it is a number.
        details: parameters for the sentences of ``reason`` and ``warnings``.
        certain: the number plan of the country was looked at, not only the length.
    """

    phone: str | None
    reason: Reason | None
    repairs: tuple[Repair, ...]
    warnings: tuple[Reason, ...]
    details: Details
    certain: bool = True


def dial(digits: str, *, plus: bool, policy: Policy) -> Dialled:
    """The number that ``digits`` (ASCII, at least one) mean; ``plus``: a plus sign stood with them."""
    significant = digits.lstrip("0")
    zeros = len(digits) - len(significant)
    second = policy.second_opinion
    if plus or zeros > 1:
        warnings = warnings_if_accepted(significant, second_opinion=second)
        if warnings is not None:
            return Dialled(significant, None, _PREFIX_REMOVED, warnings, ())
        return _accepted_or_not(_judge_sized(significant, digits, policy), _PREFIX_REMOVED)
    if zeros == 0:
        default = policy.default_country
        local = default is not None and len(significant) in local_lengths(default)
        phone = f"{default}{significant}" if local else significant
        warnings = warnings_if_accepted(phone, second_opinion=second)
        if warnings is not None:
            return Dialled(phone, None, _CODE_ADDED if local else (), warnings, ())
    return _dial_bare(significant, digits, policy)


def _dial_bare(significant: str, digits: str, policy: Policy) -> Dialled:
    """A number without ``+`` or ``00`` that is not plainly one: both readings, compared."""
    repairs = (Repair.TRUNK_ZERO_REMOVED,) if len(significant) < len(digits) else ()
    default = policy.default_country
    if default is None or not MIN_DIGITS <= len(significant) <= MAX_DIGITS:
        return _doubtful_zero(_judge_sized(significant, digits, policy), repairs, policy)
    # A default country without a rule is always judged by its number plan: by the length alone every
    # foreign number would fit too, and get the code once more (cases A5.12).
    plan = policy.second_opinion or rule_for(default) is None
    home = judge(default + significant, second_opinion=plan, ask_library=False)
    if home.agreed:
        return _accepted_or_not(home, (*repairs, Repair.COUNTRY_CODE_ADDED))
    abroad = judge(significant, second_opinion=policy.second_opinion, ask_library=False)
    if abroad.phone is None and home.phone is None:
        number = _telling_refusal(default, significant, abroad, national=bool(repairs))
        plan = plan if number != significant else policy.second_opinion
        return _accepted_or_not(judge(number, second_opinion=plan), ())
    if home.phone and (repairs or not abroad.agreed):
        home = judge(default + significant, second_opinion=plan)
        return _accepted_or_not(home, (*repairs, Repair.COUNTRY_CODE_ADDED))
    return _doubtful_zero(judge(significant, second_opinion=policy.second_opinion), repairs, policy)


def _judge_sized(significant: str, digits: str, policy: Policy) -> Judgement:
    """``judge``; of nothing but zeros, all digits count."""
    return judge(significant or digits[: MIN_DIGITS - 1], second_opinion=policy.second_opinion)


def _doubtful_zero(abroad: Judgement, repairs: tuple[Repair, ...], policy: Policy) -> Dialled:
    """A foreign number behind one zero: more likely a national number of nobody knows which country."""
    dialled = _accepted_or_not(abroad, repairs)
    default = policy.default_country
    at_home = default is not None and (dialled.phone or "").startswith(default)
    if dialled.phone is None or not repairs or at_home or not policy.zero_means_national:
        return dialled
    return dialled._replace(reason=Reason.LEADING_ZERO)


def _telling_refusal(default: str, significant: str, abroad: Judgement, *, national: bool) -> str:
    """Of the local and the foreign reading, both refused, the one whose refusal tells more.

    Behind one zero, or with up to one digit more than a local number has, it was meant as one ("9 digits
    instead of 8"). A longer one is a foreign number if it is nearly one, else again a local one: read as
    country 98, a number like 9876543210 would only confuse (cases A5.1).
    """
    longest = max(local_lengths(default))
    local = default + significant
    if len(local) > MAX_DIGITS or (significant.startswith(default) and len(significant) > longest):
        return significant
    if national or len(significant) <= longest + 1 or not _is_nearly_a_number(abroad):
        return local
    return significant


def _is_nearly_a_number(refused: Judgement) -> bool:
    if refused.reason is not Reason.WRONG_LENGTH:
        return refused.reason is not Reason.UNKNOWN_COUNTRY
    details = dict(refused.details)
    lengths = local_lengths(str(details["country"]))
    return any(abs(length - int(details["digits"])) <= 1 for length in lengths)


def _accepted_or_not(judged: Judgement, repairs: tuple[Repair, ...]) -> Dialled:
    if judged.phone is None:
        return Dialled(None, judged.reason, (), (), judged.details)
    if judged.trunk_zero and Repair.TRUNK_ZERO_REMOVED not in repairs:
        repairs = (*repairs, Repair.TRUNK_ZERO_REMOVED)
    return Dialled(judged.phone, None, repairs, judged.warnings, judged.details, judged.certain)
