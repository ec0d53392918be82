"""Reads one cell as a phone number: the number to send to and what was repaired, or why it is none.

The order is the rule. Damage by the spreadsheet is recognised before any digit is extracted
(``core.damage``); then the cell is read as one number; only then as several, or as a number with
something beside it. What cannot be read with confidence is proposed, never sent unasked, and letters are
never dropped in silence.

A bare local number gets the default country's code; one typed with ``+`` or ``00`` never does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kwtsms_desktop.core import damage
from kwtsms_desktop.core.characters import HIDDEN, ODD_SPACE, digit_repairs, plain
from kwtsms_desktop.core.dialling import BARE_CLIENT, PROGRAM, Dialled, Policy, dial
from kwtsms_desktop.core.numbering import Details, usual_kuwaiti_beginnings
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict

__all__ = ["BARE_CLIENT", "PROGRAM", "PhoneReading", "Policy", "mask", "normalize", "read_phone"]

MAX_CELL = 1000
"""A cell with more characters is not read: it is no phone number, and reading must not take long."""


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """What one cell was read as.

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
        if len(text) == _WITH_CODE:
            return _valid(text, (), _warnings(text[3:7], policy))
        if policy.default_country == "965":
            return _valid("965" + text, _CODE_ADDED, _warnings(text[:4], policy))
    if text.isdigit() and text.isascii():
        return _reading(dial(text, plus=False, policy=policy), ())
    if len(text) > MAX_CELL:
        digits = len(normalize(text))
        return _invalid(Reason.TOO_LONG, digits=digits) if digits else _invalid(Reason.NO_DIGITS)
    return _Cell(text, policy).read()


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


def _read_cell(text: str, policy: Policy) -> PhoneReading:
    """The long way: everything that is not plain digits."""
    form, repairs = _visible(text)
    if not form:
        return PhoneReading(Verdict.BLANK, None, (), Reason.EMPTY_CELL, (), (), ())
    if found := _LABEL.match(form):
        form = form[found.end() :]
        repairs.append(Repair.LABEL_REMOVED)
    if _HARMLESS.fullmatch(form) is None or form.count("-") > 1:
        if (damaged := _damage(text, form)) is not None:
            return _invalid(damaged)
        if (whole := damage.whole_part(form)) is not None:
            return _read_decimals(whole, form, repairs, policy)
        form = _mended(form, repairs)
    if _SEPARATOR.search(form):
        repairs.append(Repair.SEPARATORS_REMOVED)
    return _read_one(form, repairs, policy) or _read_several(form, repairs, policy)


def _visible(text: str) -> tuple[str, list[Repair]]:
    """The plain form of a cell without what nobody sees and without the apostrophe before it."""
    repairs = [] if text.isascii() else digit_repairs(text)
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


def _damage(text: str, form: str) -> Reason | None:
    """What makes the cell no phone number whatever its digits are."""
    if damage.is_formula_error(text.strip()):
        return Reason.FORMULA_ERROR
    if damage.is_email(form):
        return Reason.EMAIL
    if damage.is_date(form):
        return Reason.DATE
    if damage.is_power(form):
        return Reason.LOST_DIGITS if damage.expand_power(form) is None else None
    return Reason.LOST_DIGITS if damage.has_power(form) else None


def _mended(form: str, repairs: list[Repair]) -> str:
    """The cell with the harm undone that left all digits in it."""
    if (expanded := damage.expand_power(form)) is not None:
        repairs.append(Repair.E_NOTATION_EXPANDED)
        return expanded
    if (trimmed := damage.without_decimal_zero(form)) is not None:
        repairs.append(Repair.DECIMAL_ZERO_REMOVED)
        return trimmed
    return form


def _read_decimals(whole: str, form: str, repairs: list[Repair], policy: Policy) -> PhoneReading:
    """A number with decimals: perhaps the digits before the point, perhaps the point is a slip."""
    readings = [_dial_text(text, policy) for text in (whole, form)]
    found = [dialled for dialled in readings if dialled.phone]
    return _review(Reason.DECIMALS, found, repairs) if found else _reading(readings[0], repairs)


def _read_one(form: str, repairs: list[Repair], policy: Policy) -> PhoneReading | None:
    """The cell read as one number; None when it does not read well as one."""
    core = form.strip(_EDGES)
    listed = _SOFT.fullmatch(core) is None
    if listed and _LISTED.fullmatch(core) is None:
        return None
    groups = _DIGITS.findall(core)
    dialled = dial("".join(groups), plus="+" in core, policy=policy)
    if dialled.phone is None:
        return _reading(dialled, repairs) if len(groups) == 1 else None
    # "66812345 678" is a Kuwaiti number with something behind it before it is a Thai one.
    if len(groups) > 1 and len(groups[0]) >= MIN_DIGITS:
        first = dial(groups[0], plus=core.startswith("+"), policy=policy)
        if first.phone and first.certain:
            return None
    # Commas and line ends part numbers; that they stand inside one is believed of thousands and of home.
    home = policy.default_country or "+"
    if listed and not (dialled.phone.startswith(home) or "+" in core or _THOUSANDS.fullmatch(core)):
        return None
    return _reading(dialled, repairs)


def _read_several(form: str, repairs: list[Repair], policy: Policy) -> PhoneReading:
    """The cell read as several numbers, or as one with something beside it: never certain."""
    if "@" in form:
        form = damage.without_emails(form)
    letters = _LETTER.search(form) is not None
    if _LOOKALIKE.fullmatch(form):
        mended = _dial_text(form.translate(_LOOKALIKES), policy)
        if mended.phone:
            return _review(Reason.LETTERS, [mended], repairs)
    if (pair := _variant(form, policy)) is not None:
        return _review(Reason.SEVERAL_NUMBERS, pair, repairs, count=len(pair))
    found: list[Dialled] = []
    left: list[str] = []
    for part in _PARTS.split(form):
        _take_numbers(part, policy, found, left)
    different = list({dialled.phone: dialled for dialled in reversed(found)}.values())[::-1]
    if not different:
        return _no_number(form, left, repairs, policy)
    others = sum(len(digits) >= MIN_DIGITS for digits in left)
    if len(different) + others > 1:
        return _review(Reason.SEVERAL_NUMBERS, different, repairs, count=len(different) + others)
    if left or letters:
        return _review(Reason.EXTENSION if left else Reason.LETTERS, different, repairs)
    return _reading(different[0], [*repairs, Repair.REPEAT_REMOVED])


def _take_numbers(part: str, policy: Policy, found: list[Dialled], left: list[str]) -> None:
    """Sort what one part of a cell holds into numbers and left-over digits."""
    groups = _DIGITS.findall(part)
    if not groups:
        return
    plus = "+" in part
    numbers = _runs(groups, plus, policy)
    if numbers is not None:
        found.extend(numbers)
        return
    for place, digits in enumerate(groups):
        dialled = dial(digits, plus=plus and place == 0, policy=policy)
        if dialled.phone:
            found.append(dialled)
        else:
            left.append(digits)


def _runs(groups: list[str], plus: bool, policy: Policy) -> list[Dialled] | None:
    """The groups of digits joined to as few numbers as possible, all of them used; None when it fails."""
    best: list[list[Dialled] | None] = [[]]
    for end in range(1, min(len(groups), _MOST_GROUPS) + 1):
        choices = []
        for start in range(end):
            before = best[start]
            if before is not None:
                run = dial("".join(groups[start:end]), plus=plus and start == 0, policy=policy)
                if run.phone and (run.certain or end - start == len(groups)):
                    choices.append([*before, run])
        best.append(min(choices, key=len, default=None))
    return best[-1] if len(groups) <= _MOST_GROUPS else None


def _variant(form: str, policy: Policy) -> list[Dialled] | None:
    """``98765432/4`` is two numbers that differ at the end: 98765432 and 98765434."""
    found = _VARIANT.fullmatch(form)
    if found is None:
        return None
    first, ending = found.groups()
    base = _dial_text(first, policy)
    if base.phone is None or base.phone.startswith(ending):  # a country code behind the number
        return None
    other = judge(base.phone[: -len(ending)] + ending, second_opinion=policy.second_opinion)
    if other.phone is None or other.phone == base.phone:
        return None
    return [base, Dialled(other.phone, None, (), (), ())]


def _no_number(form: str, left: list[str], repairs: list[Repair], policy: Policy) -> PhoneReading:
    """Why a cell without any number in it has none."""
    if not left:
        return _invalid(Reason.EMAIL if "@" in form else Reason.NO_DIGITS)
    joined = _dial_text(form, policy)
    if _LISTED.fullmatch(form.strip(_EDGES)) and joined.reason is not Reason.TOO_LONG:
        return _reading(joined, repairs)
    part = next((digits for digits in left if len(digits) >= MIN_DIGITS), max(left, key=len))
    return _reading(dial(part, plus=False, policy=policy), repairs)


def _dial_text(form: str, policy: Policy) -> Dialled:
    return dial("".join(_DIGITS.findall(form)), plus="+" in form, policy=policy)


def _reading(dialled: Dialled, repairs: Sequence[Repair]) -> PhoneReading:
    """What one row of digits means, as the reading of the whole cell."""
    if dialled.phone is None:
        return PhoneReading(Verdict.INVALID, None, (), dialled.reason, (), (), dialled.details)
    if dialled.reason is not None:
        return _review(dialled.reason, [dialled], repairs)
    done = _unique(repairs, dialled.repairs) if repairs else dialled.repairs
    return _valid(dialled.phone, done, dialled.warnings, dialled.details)


def _review(
    reason: Reason, found: Sequence[Dialled], repairs: Sequence[Repair], **details: int
) -> PhoneReading:
    first = found[0]
    return PhoneReading(
        Verdict.NEEDS_REVIEW,
        first.phone,
        tuple(dialled.phone for dialled in found if dialled.phone),
        reason,
        _unique(repairs, first.repairs),
        first.warnings,
        (*first.details, *details.items()),
    )


def _invalid(reason: Reason, **details: int) -> PhoneReading:
    return PhoneReading(Verdict.INVALID, None, (), reason, (), (), tuple(details.items()))


def _unique(*repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    return tuple(dict.fromkeys(itertools.chain(*repairs)))


def _warnings(beginning: str, policy: Policy) -> tuple[Reason, ...]:
    """For a Kuwaiti mobile that begins with these four digits."""
    return () if beginning in _USUAL or not policy.second_opinion else _UNUSUAL


def _valid(
    phone: str, repairs: tuple[Repair, ...], warnings: tuple[Reason, ...], details: Details = ()
) -> PhoneReading:
    """A valid reading. A million rows pass here: writing the slots takes half of the frozen class's time."""
    reading = _NEW(PhoneReading)
    _SET_VERDICT(reading, Verdict.VALID)
    _SET_PHONE(reading, phone)
    _SET_PROPOSALS(reading, ())
    _SET_REASON(reading, None)
    _SET_REPAIRS(reading, repairs)
    _SET_WARNINGS(reading, warnings)
    _SET_DETAILS(reading, details)
    return reading
