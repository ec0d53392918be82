"""Reads one cell as a phone number: the number to send to and what was repaired, or why it is none.

The order is the rule. Damage by the spreadsheet is recognised before any digit is extracted
(``core.damage``); then the cell is read as one number; only then as several, or as a number with
something beside it. What cannot be read with confidence is proposed, never sent unasked, and letters are
never dropped in silence.

A bare local number gets the default country's code; one typed with ``+`` or ``00`` never does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kwtsms_desktop.core import damage
from kwtsms_desktop.core.characters import HIDDEN, ODD_SPACE, digit_repairs, digits_of, plain
from kwtsms_desktop.core.dialling import BARE_CLIENT, PROGRAM, Dialled, Policy, dial
from kwtsms_desktop.core.numbering import (
    KUWAIT,
    MIN_DIGITS,
    Details,
    calling_code_of,
    judge,
    usual_kuwaiti_beginnings,
)
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict

__all__ = ["BARE_CLIENT", "PROGRAM", "PhoneReading", "Policy", "mask", "normalize", "read_phone"]

MAX_CELL = 1000
"""A cell with more characters is not read: it is no phone number, and reading must not take long."""


_LOCAL_LENGTH = 8
_KUWAITI = re.compile("(?:965)?[4569][0-9]{7}").fullmatch
_USUAL = usual_kuwaiti_beginnings(4)
_UNUSUAL = (Reason.UNUSUAL_RANGE,)
_CODE_ADDED = (Repair.COUNTRY_CODE_ADDED,)
_PREFIX_REMOVED = (Repair.PREFIX_REMOVED,)
_DECIMAL_ZERO_REMOVED = (Repair.DECIMAL_ZERO_REMOVED,)
_SEPARATORS_REMOVED = (Repair.SEPARATORS_REMOVED,)
_VALID = Verdict.VALID
_NEW = tuple.__new__  # what a named tuple's own constructor calls, without the detour
_TYPED = re.compile(r"(\+)?([0-9]+)(?:((?:[ -][0-9]+)+)|\.(0+))?").fullmatch

_LONG_ENOUGH_FOR_A_HEAD = 10
_LONG_ENOUGH_FOR_A_TAIL = 5

# All of these are met by the plain form of a cell (core.characters).
_BLANKS = " \n" + HIDDEN + ODD_SPACE
_EDGES = " \n-*#=:.,;/|'\"&"
_LABEL = re.compile("tel:(?://)? *", re.IGNORECASE)
_HARMLESS = re.compile(r"[0-9+ ()\-]+")  # nothing a spreadsheet would leave, but for dates with dashes
_SOFT = re.compile(r"[0-9+ \-.()/'\"]+")  # may stand inside one number
_LISTED = re.compile(r"[0-9+ \-.()/'\",;|\n]+")  # may, but parts numbers more often
_PARTS = re.compile(r"[^0-9 \-.()'\"+]+|(?<=[0-9])[ ().-]*(?=\+)")
_SEPARATOR = re.compile(r"[ \n\-.,;:/|()'\"#*=&]")
_LETTER = re.compile(r"[^0-9+ \n\-.,;:/|()'\"#*=&]")
_DIGITS = re.compile("[0-9]+")
_NOT_DIGIT = re.compile("[^0-9]")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_AMOUNT = re.compile(r"[-(]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.([0-9]+)\)?")
_VARIANT = re.compile(r"(.*[0-9]{4}) ?[/-] ?([0-9]{1,3})")
_LOOKALIKE = re.compile(r"\+?[0-9][0-9 \-.()]*(?:[OoIl][0-9 \-.()]*){1,2}")
_LOOKALIKES = str.maketrans("OoIl", "0011")
_MOST_GROUPS = 16


class PhoneReading(NamedTuple):
    """What one cell was read as. A named tuple: made a million times, in a third of a frozen class's time.

    Attributes:
        verdict: ``valid``, ``needs_review``, ``invalid`` or ``blank``.
        phone: digits with country code; the first proposal of ``needs_review``; None for the other two.
        proposals: every number a ``needs_review`` cell may mean.
        reason: why it is not simply valid.
        repairs: what was done to make ``phone`` of the cell.
        warnings: what may go wrong with a number that is sent to.
        details: parameters for the sentences of ``reason`` and ``warnings``.
    """

    verdict: Verdict
    phone: str | None
    proposals: tuple[str, ...]
    reason: Reason | None
    repairs: tuple[Repair, ...]
    warnings: tuple[Reason, ...]
    details: Details


def read_phone(text: str, policy: Policy = PROGRAM) -> PhoneReading:
    """Read a cell. Never raises, whatever the text."""
    if _KUWAITI(text):  # nearly every row of nearly every list: no more work than this for them
        if len(text) > _LOCAL_LENGTH:
            warnings = () if text[3:7] in _USUAL else _warnings(text[3:7], policy)
            return _NEW(PhoneReading, (_VALID, text, (), None, (), warnings, ()))
        if policy.default_country == KUWAIT:
            warnings = () if text[:4] in _USUAL else _warnings(text[:4], policy)
            return _NEW(PhoneReading, (_VALID, KUWAIT + text, (), None, _CODE_ADDED, warnings, ()))
    form = text if text.isascii() else plain(text)
    if (typed := _TYPED(form)) is not None:
        reading = _read_typed(form, typed, text, policy)
        if reading is not None:
            return reading
    if len(text) > MAX_CELL:
        digits = len(normalize(text))
        return _invalid(Reason.TOO_LONG, digits=digits) if digits else _invalid(Reason.NO_DIGITS)
    return _read_cell(text, policy)


def normalize(text: str) -> str:
    """The digits of ``text`` as ASCII, without leading zeros; empty when there are none.

    What the official clients call normalizing: no judgement, no repair, no country code.
    """
    return digits_of(text).lstrip("0")


def mask(phone: str) -> str:
    """``phone`` for logs: a few digits to tell numbers apart by, never all of them (cases F15)."""
    head = 3 if len(phone) >= _LONG_ENOUGH_FOR_A_HEAD else 0
    tail = 2 if len(phone) >= _LONG_ENOUGH_FOR_A_TAIL else 0
    end = len(phone) - tail
    return _NOT_DIGIT.sub("*", phone[:head]) + "*" * (end - head) + _NOT_DIGIT.sub("*", phone[end:])


def _read_typed(form: str, typed: re.Match[str], text: str, policy: Policy) -> PhoneReading | None:
    """A cell of digits, perhaps with a plus, single spaces and dashes or ``.0``; None: look closer."""
    plus, first, rest, decimals = typed.groups()
    digits = first
    done = () if text is form else digit_repairs(text)
    if rest:
        digits += rest.replace(" ", "").replace("-", "")
        done += _SEPARATORS_REMOVED
        may_be_date = len(digits) <= _LOCAL_LENGTH and rest.count("-") > 1
        if may_be_date or len(first) >= MIN_DIGITS:
            return None
    elif decimals:
        done += _DECIMAL_ZERO_REMOVED
        if len(first) < MIN_DIGITS:
            return None
    international = plus is not None or digits.startswith("00")
    significant = digits.lstrip("0") if international else digits
    if _KUWAITI(significant):
        if len(significant) > _LOCAL_LENGTH:
            if international:
                done += _PREFIX_REMOVED
            return PhoneReading(_VALID, significant, (), None, done, _warnings(significant[3:7], policy), ())
        if policy.default_country == KUWAIT and not international:
            warnings = _warnings(digits[:4], policy)
            return PhoneReading(_VALID, KUWAIT + digits, (), None, done + _CODE_ADDED, warnings, ())
    dialled = dial(digits, plus=plus is not None, policy=policy)
    return None if rest and dialled.phone is None else _reading(dialled, done)


def _read_cell(text: str, policy: Policy) -> PhoneReading:
    """The long way: everything that is not plain digits."""
    form, repairs = _visible(text)
    if not form:
        return PhoneReading(Verdict.BLANK, None, (), Reason.EMPTY_CELL, (), (), ())
    if found := _LABEL.match(form):
        form = form[found.end() :]
        repairs.append(Repair.LABEL_REMOVED)
    if _HARMLESS.fullmatch(form) is None or form.count("-") > 1:
        mended = _mended(form, repairs)
        if (reason := _damage(text, form, mended)) is not None:
            return _invalid(reason)
        form = mended or form
        if (whole := damage.whole_part(form)) is not None:
            return _read_decimals(whole, form, repairs, policy)
        if (amount := _AMOUNT.fullmatch(form)) is not None and not _is_dotted(amount):
            return _read_amount(amount, repairs, policy)
    if _SEPARATOR.search(form):
        repairs.append(Repair.SEPARATORS_REMOVED)
    return _read_one(form, repairs, policy) or _read_several(form, repairs, policy)


def _visible(text: str) -> tuple[str, list[Repair]]:
    """The plain form of a cell without what nobody sees and without the apostrophe before it."""
    repairs: list[Repair] = [] if text.isascii() else [*digit_repairs(text)]
    form = plain(text)
    if HIDDEN in form or ODD_SPACE in form:
        repairs.append(Repair.HIDDEN_REMOVED)
        form = form.strip(_BLANKS).replace(HIDDEN, "").replace(ODD_SPACE, " ")
    trimmed = form.strip(_BLANKS)
    if trimmed.startswith("'"):
        repairs.append(Repair.APOSTROPHE_REMOVED)
        return trimmed.lstrip("' "), repairs
    if len(trimmed) != len(form):
        repairs.append(Repair.SEPARATORS_REMOVED)
    return trimmed, repairs


def _mended(form: str, repairs: list[Repair]) -> str | None:
    """The cell with the harm undone that left all digits in it; None when digits are lost."""
    expanded = damage.expand_powers(form)
    if expanded is None:
        return None
    if expanded != form:
        repairs.append(Repair.E_NOTATION_EXPANDED)
        return expanded
    if (trimmed := damage.without_decimal_zero(form)) is not None:
        repairs.append(Repair.DECIMAL_ZERO_REMOVED)
        return trimmed
    return form


def _damage(text: str, form: str, mended: str | None) -> Reason | None:
    """What makes the cell no phone number whatever its digits are."""
    if form[:1] in "#Ee" and damage.is_formula_error(_without_blanks(text)):
        return Reason.FORMULA_ERROR
    if damage.is_email(form):
        return Reason.EMAIL
    if damage.is_date(form):
        return Reason.DATE
    return Reason.LOST_DIGITS if mended is None else None


def _without_blanks(text: str) -> str:
    """The characters of ``text`` that can be seen, as they stand: the plain form has no ¿ and no !."""
    return "".join(one for one, form in zip(text, plain(text), strict=True) if form not in _BLANKS + "'")


def _read_decimals(whole: str, form: str, repairs: list[Repair], policy: Policy) -> PhoneReading:
    """A number with decimals: perhaps the digits before the point, perhaps the point is a slip."""
    readings = [_dial_text(text, policy) for text in (whole, form)]
    found = [dialled for dialled in readings if dialled.phone]
    return _review(Reason.DECIMALS, found, repairs) if found else _reading(readings[0], repairs)


def _is_dotted(amount: re.Match[str]) -> bool:
    """Whether the point may be a separator of a number: ``9876.5432``, ``965.98765432``."""
    whole, decimals = amount.groups()
    return "," not in whole and not decimals.startswith("000") and len(decimals) >= _LOCAL_LENGTH // 2


def _read_amount(amount: re.Match[str], repairs: list[Repair], policy: Policy) -> PhoneReading:
    """``65,000.500`` is money; ``65000.123`` most likely, so that its digits together are only proposed."""
    whole, decimals = amount.groups()
    joined = whole + decimals if amount[0] == f"{whole}.{decimals}" and "," not in whole else ""
    return _read_decimals(whole.replace(",", ""), joined, repairs, policy)


def _read_one(form: str, repairs: list[Repair], policy: Policy) -> PhoneReading | None:
    """The cell read as one number; None when it does not read well as one."""
    core = form.strip(_EDGES)
    listed = _SOFT.fullmatch(core) is None
    groups = _DIGITS.findall(core)
    if not groups or (listed and _LISTED.fullmatch(core) is None):
        return None
    dialled = dial("".join(groups), plus="+" in core, policy=policy)
    if dialled.phone is None:
        return _reading(dialled, repairs) if len(groups) == 1 else None
    if len(groups) > 1 and len(groups[0]) >= MIN_DIGITS:
        # "66812345 678" is a Kuwaiti number with something behind it before it is a Thai one.
        first = dial(groups[0], plus=core.startswith("+"), policy=policy)
        if first.phone and first.certain:
            return _review(Reason.EXTENSION, [first, dialled], repairs)
    # Commas and line ends part numbers; that they stand inside one is believed of thousands and of home.
    home = policy.default_country or "+"
    if listed and not (dialled.phone.startswith(home) or "+" in core or _THOUSANDS.fullmatch(core)):
        return None
    return _reading(dialled, repairs)


def _read_several(form: str, repairs: list[Repair], policy: Policy) -> PhoneReading:
    """The cell read as several numbers, or as one with something beside it: never certain."""
    if "@" in form:
        form = damage.without_emails(form)
    if (guess := _guess(form, policy)) is not None:
        reason, numbers = guess
        return _review(reason, numbers, repairs)
    found: list[Dialled] = []
    left: list[tuple[str, Dialled]] = []
    for part in _PARTS.split(form):
        _take_numbers(part, policy, found, left)
    firsts: dict[str | None, Dialled] = {}
    for dialled in found:
        firsts.setdefault(dialled.phone, dialled)
    different = list(firsts.values())
    letters = _LETTER.search(form) is not None
    if not different:
        return _no_number(form, left, repairs, policy, joinable=not letters)
    count = len(different) + sum(len(digits) >= MIN_DIGITS for digits, _ in left)
    if count > 1:
        return _review(Reason.SEVERAL_NUMBERS, different, repairs, count)
    if left or letters:
        return _review(Reason.EXTENSION if left else Reason.LETTERS, different, repairs)
    return _reading(different[0], [*repairs, Repair.REPEAT_REMOVED] if len(found) > 1 else repairs)


def _guess(form: str, policy: Policy) -> tuple[Reason, list[Dialled]] | None:
    """Two slips that people make: ``98765432/4`` for two numbers, and O for 0 or l for 1."""
    if _LOOKALIKE.fullmatch(form):
        dialled = _dial_text(form.translate(_LOOKALIKES), policy)
        return (Reason.LETTERS, [dialled]) if dialled.phone else None
    found = _VARIANT.fullmatch(form)
    base = _dial_text(found.group(1), policy) if found else None
    if found is None or base is None or base.phone is None:
        return None
    ending = found.group(2)
    other = judge(base.phone[: -len(ending)] + ending, second_opinion=policy.second_opinion)
    is_country_code = calling_code_of(base.phone) == ending  # 98765432-965, turned round by a mixed line
    if other.phone is None or other.phone == base.phone or is_country_code:
        return None
    return Reason.SEVERAL_NUMBERS, [base, Dialled(other.phone, None, (), (), ())]


def _take_numbers(part: str, policy: Policy, found: list[Dialled], left: list[tuple[str, Dialled]]) -> None:
    """Sort what one part of a cell holds into numbers and left-over digits (with their refusal)."""
    groups = _DIGITS.findall(part)
    if not groups:
        return
    plus = "+" in part
    digits = "".join(groups)
    whole = dial(digits, plus=plus, policy=policy)
    runs = [whole] if whole.phone else _runs(groups, plus, policy)
    if runs is not None:
        found.extend(runs)
        return
    singles = [(group, dial(group, plus=plus and group is groups[0], policy=policy)) for group in groups]
    numbers = [dialled for _, dialled in singles if dialled.phone]
    found.extend(numbers)
    if numbers:
        left.extend((group, dialled) for group, dialled in singles if not dialled.phone)
    else:
        left.append((digits, whole))


def _runs(groups: list[str], plus: bool, policy: Policy) -> list[Dialled] | None:
    """The groups of digits joined to as few numbers as possible, all of them used; None when it fails."""
    best: list[list[Dialled] | None] = [[]]
    for end in range(1, min(len(groups), _MOST_GROUPS) + 1):
        choices = []
        for start in range(end):
            before = best[start]
            digits = "".join(groups[start:end])
            if before is not None and len(digits) >= MIN_DIGITS:
                run = dial(digits, plus=plus and start == 0, policy=policy)
                if run.phone and run.certain:
                    choices.append([*before, run])
        best.append(min(choices, key=len, default=None))
    return best[-1] if len(groups) <= _MOST_GROUPS else None


def _no_number(
    form: str,
    left: list[tuple[str, Dialled]],
    repairs: list[Repair],
    policy: Policy,
    *,
    joinable: bool,
) -> PhoneReading:
    """A cell none of whose parts is a number: why not, or the number that they are together."""
    if not left:
        return _invalid(Reason.EMAIL if "@" in form else Reason.NO_DIGITS)
    joined = _dial_text(form, policy)
    if joinable and joined.phone:
        return _review(Reason.SEVERAL_NUMBERS, [joined], repairs, len(left))
    if joinable and joined.reason is not Reason.TOO_LONG:
        return _reading(joined, repairs)
    longest = max(left, key=lambda part: min(len(part[0]), MIN_DIGITS))
    return _reading(longest[1], repairs)


def _dial_text(form: str, policy: Policy) -> Dialled:
    return dial("".join(_DIGITS.findall(form)), plus="+" in form, policy=policy)


def _reading(dialled: Dialled, repairs: Sequence[Repair]) -> PhoneReading:
    """What one row of digits means, as the reading of the whole cell."""
    if dialled.phone is None:
        return PhoneReading(Verdict.INVALID, None, (), dialled.reason, (), (), dialled.details)
    if dialled.reason is not None:
        return _review(dialled.reason, [dialled], repairs)
    _, _, done, warnings, details, _ = dialled
    return PhoneReading(_VALID, dialled.phone, (), None, _unique(repairs, done), warnings, details)


def _review(
    reason: Reason, found: Sequence[Dialled], repairs: Sequence[Repair], count: int | None = None
) -> PhoneReading:
    """Proposals, never sent unasked; of several numbers ``count`` says how many the cell seems to hold."""
    first = found[0]
    several = reason is Reason.SEVERAL_NUMBERS
    return PhoneReading(
        Verdict.NEEDS_REVIEW,
        first.phone,
        tuple(dialled.phone for dialled in found if dialled.phone),
        reason,
        _unique(repairs, first.repairs),
        first.warnings,
        (*first.details, ("count", count or len(found))) if several else first.details,
    )


def _invalid(reason: Reason, **details: int) -> PhoneReading:
    return PhoneReading(Verdict.INVALID, None, (), reason, (), (), tuple(details.items()))


def _warnings(beginning: str, policy: Policy) -> tuple[Reason, ...]:
    """For a Kuwaiti mobile that begins with these four digits behind the country code."""
    return () if beginning in _USUAL or not policy.second_opinion else _UNUSUAL


def _unique(before: Sequence[Repair], after: tuple[Repair, ...]) -> tuple[Repair, ...]:
    return tuple(dict.fromkeys((*before, *after))) if before else after
