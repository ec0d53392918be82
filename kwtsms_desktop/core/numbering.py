"""Number plans: which country a number belongs to, and whether SMS can be sent to it.

Two opinions are asked. One is kwtSMS's own rules (``country_rules``), the other the library
``phonenumbers``, whose mobile numbers are kept as a table of prefixes (``_prefixes``), exact for every
country; the library itself is loaded only to say what a refused number is instead.

- Kuwait: kwtSMS's rule alone decides. A range the library does not know is a warning, not a refusal.
- A country with a rule: both refuse → refused; they differ → sendable, with the warning that kwtSMS may
  refuse it; the rules refuse real mobiles of Myanmar, Austria, Argentina, Somalia, Sudan and others.
- A country without a rule: the library alone; without a second opinion, the length alone (7 to 15
  digits: what the official clients do).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kwtsms_desktop.core._prefixes import MOBILE_PREFIXES
from kwtsms_desktop.core.country_rules import RULES, CountryRule
from kwtsms_desktop.core.reasons import Reason

KUWAIT = "965"
MIN_DIGITS = 7
MAX_DIGITS = 15
"""With the country code (ITU-T E.164; 7 is what every official client asks for)."""

Details: TypeAlias = tuple[tuple[str, str | int], ...]
PrefixTable: TypeAlias = Mapping[int, tuple[tuple[int, frozenset[str]], ...]]
"""National length → (width, prefixes of that width) …"""

_LONGEST_CODE = 3
_KUWAITI = RULES[KUWAIT]
_UNUSUAL = (Reason.UNUSUAL_RANGE,)


class NumberKind(StrEnum):
    """What a number is according to ``phonenumbers``."""

    MOBILE = "mobile"  # or a line that may be one: North America does not tell them apart
    LANDLINE = "landline"
    OTHER = "other"  # free of charge, premium, internet telephony, pager …
    UNASSIGNED = "unassigned"


class Judgement(NamedTuple):
    """What the opinions come to. A named tuple because one is made for every foreign row.

    Attributes:
        phone: the number to send to; None when it is refused.
        reason: why it is refused; None when it is not.
        warnings: what may go wrong although it is sendable.
        details: parameters of the sentence; ``country`` is the country code.
        trunk_zero: a zero after the country code had to go.
        certain: someone knows the country; False when only the length was looked at.
    """

    phone: str | None
    reason: Reason | None = None
    warnings: tuple[Reason, ...] = ()
    details: Details = ()
    trunk_zero: bool = False
    certain: bool = True

    @property
    def agreed(self) -> bool:
        """Sendable, and no opinion against it."""
        return self.phone is not None and Reason.MAY_BE_REFUSED not in self.warnings


def country_of(phone: str) -> str | None:
    """The country code that begins ``phone``, of the countries kwtSMS has a rule for (longest first)."""
    return _code_in(phone, RULES)


def calling_code_of(phone: str) -> str | None:
    """The country code that begins ``phone``, of all that are in use."""
    return _code_in(phone, MOBILE_PREFIXES)


def rule_for(code: str) -> CountryRule | None:
    """The rule kwtSMS has for a country code; None for a country without one."""
    return RULES.get(code)


def local_lengths(code: str) -> tuple[int, ...]:
    """The lengths that mobiles of a country have without its code; empty where there is no such country."""
    rule = RULES.get(code)
    return rule.lengths if rule else tuple(sorted(MOBILE_PREFIXES.get(code, ())))


def match_prefix(phone: str, prefixes: Iterable[str | int]) -> str | None:
    """The longest of ``prefixes`` that begins ``phone`` (cases A6.6 and A6.7); None where none does."""
    matching = (prefix for prefix in map(str, prefixes) if prefix and phone.startswith(prefix))
    return max(matching, key=len, default=None)


def is_known_mobile(phone: str) -> bool:
    """Whether ``phonenumbers`` counts ``phone`` (digits with country code) among the mobiles."""
    code = calling_code_of(phone)
    return code is not None and _in_table(code, phone[len(code) :])


def warnings_if_accepted(phone: str, *, second_opinion: bool = True) -> tuple[Reason, ...] | None:
    """The short way through ``judge``, taken by nearly every number; None: take the long one.

    Short are the mobiles of which no opinion says otherwise, and Kuwait, where one opinion decides.
    """
    code = _CODE_BY_BEGINNING.get(phone[:_LONGEST_CODE], "")
    national = phone[len(code) :]
    for width, prefixes in _agreed_prefixes(code).get(len(national), ()):
        if national[:width] in prefixes:
            return ()
    if code == KUWAIT and len(national) in _KUWAITI.lengths and national[0] in _KUWAITI.first_digits:
        return _UNUSUAL if second_opinion else ()
    return None


def usual_kuwaiti_beginnings(width: int) -> frozenset[str]:
    """The first ``width`` digits of the Kuwaiti ranges that ``phonenumbers`` knows, without 965.

    Raises:
        ValueError: that many digits do not tell the ranges apart.
    """
    table = _prefixes_of(KUWAIT)[_KUWAITI.lengths[0]]
    if table[-1][0] > width:
        message = f"{width} digits do not tell the Kuwaiti ranges apart"
        raise ValueError(message)
    return frozenset(
        prefix + "".join(rest)
        for length, prefixes in table
        for prefix in prefixes
        for rest in itertools.product("0123456789", repeat=width - length)
    )


def kind_of(phone: str) -> NumberKind:
    """What ``phone`` (digits with country code) is according to ``phonenumbers``, taken digit for digit.

    The library's parser is not asked: it drops what it takes for a trunk prefix and so answers about
    another number.
    """
    code = calling_code_of(phone)
    if code is None:
        return NumberKind.UNASSIGNED
    national = phone[len(code) :]
    return NumberKind.MOBILE if _in_table(code, national) else _kind_by_library(code, national)


def judge(number: str, *, second_opinion: bool = True, ask_library: bool = True) -> Judgement:
    """Whether ``number`` (digits with country code, nothing before them) can be sent to.

    One zero between country code and national number is a trunk zero and goes if the rest is then a
    number (cases A4); two are not a number (A4.8). Without ``ask_library`` the answer is the same, but
    landlines and special numbers are not named.
    """
    if len(number) < MIN_DIGITS:
        return Judgement(None, Reason.TOO_SHORT, details=(("digits", len(number)),))
    if len(number) > MAX_DIGITS:
        return Judgement(None, Reason.TOO_LONG, details=(("digits", len(number)),))
    code = country_of(number)
    if code is None and not second_opinion:
        return Judgement(number, certain=False)
    code = code or calling_code_of(number)
    if code is None:
        return Judgement(None, Reason.UNKNOWN_COUNTRY)
    national = number[len(code) :]
    first = _judge_national(code, national, second_opinion, ask_library)
    if first.phone is not None or not national.startswith("0"):
        return first
    if national.startswith("00"):
        return Judgement(None, Reason.EXTRA_ZEROS, details=(("country", code),))
    stripped = _judge_national(code, national[1:], second_opinion, ask_library)
    if stripped.phone is not None:
        return stripped._replace(trunk_zero=True)
    return first if first.reason is Reason.LANDLINE else stripped


def _judge_national(code: str, national: str, second_opinion: bool, ask_library: bool) -> Judgement:
    """Both opinions on a national number taken as it is."""
    rule = RULES.get(code)
    refusal = _refusal_by_rule(rule, national) if rule else None
    if code == KUWAIT:
        return _judge_kuwaiti(national, refusal, second_opinion)
    if not second_opinion:
        return refusal or Judgement(code + national)
    country: Details = (("country", code),)
    if _in_table(code, national):
        return Judgement(code + national, None, *(((Reason.MAY_BE_REFUSED,), country) if refusal else ()))
    kind = _kind_by_library(code, national) if ask_library else NumberKind.UNASSIGNED
    if rule and not refusal:
        landline = (Reason.LANDLINE,) if kind is NumberKind.LANDLINE else ()
        return Judgement(code + national, None, (Reason.MAY_BE_REFUSED, *landline), country)
    if kind is NumberKind.LANDLINE:
        return Judgement(None, Reason.LANDLINE, details=country)
    if kind is NumberKind.OTHER:
        return Judgement(None, Reason.NOT_A_MOBILE, details=country)
    return refusal or _refusal_by_table(code, national)


def _judge_kuwaiti(national: str, refusal: Judgement | None, second_opinion: bool) -> Judgement:
    """The rule decides; a number of the right length that begins with 2 is a landline (cases A3.9)."""
    if refusal is None:
        unusual = second_opinion and not _in_table(KUWAIT, national)
        return Judgement(KUWAIT + national, None, _UNUSUAL if unusual else ())
    if refusal.reason is Reason.WRONG_PREFIX and national.startswith("2"):
        return Judgement(None, Reason.LANDLINE, details=(("country", KUWAIT),))
    return refusal


def _refusal_by_rule(rule: CountryRule, national: str) -> Judgement | None:
    """What kwtSMS's rule has against a national number; None when nothing."""
    if len(national) not in rule.lengths:
        return _wrong_length(rule.code, national, rule.lengths)
    if rule.first_digits and national[0] not in rule.first_digits:
        return Judgement(None, Reason.WRONG_PREFIX, details=(("country", rule.code), ("prefix", national[0])))
    return None


def _refusal_by_table(code: str, national: str) -> Judgement:
    """Why the library has no mobile of this number, as far as its table can tell."""
    lengths = local_lengths(code)
    if lengths and len(national) not in lengths:
        return _wrong_length(code, national, lengths)
    return Judgement(None, Reason.NOT_A_MOBILE, details=(("country", code),))


def _wrong_length(code: str, national: str, lengths: tuple[int, ...]) -> Judgement:
    together = lengths == tuple(range(lengths[0], lengths[-1] + 1)) and len(lengths) > 1
    expected = f"{lengths[0]}-{lengths[-1]}" if together else ", ".join(map(str, lengths))
    details = (("country", code), ("digits", len(national)), ("expected", expected))
    return Judgement(None, Reason.WRONG_LENGTH, details=details)


def _code_in(phone: str, codes: Container[str]) -> str | None:
    """The country code that begins ``phone``, longest first (cases A6.1)."""
    for length in range(_LONGEST_CODE, 0, -1):
        if phone[:length] in codes:
            return phone[:length]
    return None


def _in_table(code: str, national: str) -> bool:
    tables = _prefixes_of(code).get(len(national), ())
    return any(national[:width] in prefixes for width, prefixes in tables)


@functools.cache
def _prefixes_of(code: str) -> PrefixTable:
    """The library's mobiles of a country, unpacked when the country is first met."""
    return {
        length: _by_width(
            str(number).zfill(len(token.partition("-")[0]))
            for token in tokens.split()
            for number in range(int(token.partition("-")[0]), int(token.rpartition("-")[2]) + 1)
        )
        for length, tokens in MOBILE_PREFIXES[code].items()
    }


@functools.cache
def _agreed_prefixes(code: str) -> PrefixTable:
    """The same as far as kwtSMS's rule, where there is one, has nothing against it."""
    if code not in MOBILE_PREFIXES:
        return {}
    rule = RULES.get(code)
    lengths = rule.lengths if rule else range(MIN_DIGITS - len(code), MAX_DIGITS - len(code) + 1)
    first_digits = rule.first_digits if rule else ""
    return {
        length: _by_width(
            prefix
            for _, prefixes in table
            for prefix in prefixes
            if not first_digits or prefix[0] in first_digits
        )
        for length, table in _prefixes_of(code).items()
        if length in lengths
    }


def _by_width(prefixes: Iterable[str]) -> tuple[tuple[int, frozenset[str]], ...]:
    groups: dict[int, set[str]] = {}
    for prefix in prefixes:
        groups.setdefault(len(prefix), set()).add(prefix)
    return tuple((width, frozenset(groups[width])) for width in sorted(groups))


def _codes_by_beginning() -> dict[str, str]:
    """Every possible beginning of a number, as wide as the longest code → the code in it."""
    table: dict[str, str] = {}
    for code in MOBILE_PREFIXES:
        rest = _LONGEST_CODE - len(code)
        table.update((f"{code}{number:0{rest}d}" if rest else code, code) for number in range(10**rest))
    return table


def _kind_by_library(code: str, national: str) -> NumberKind:
    """What the library calls a number that is not in the table of mobiles."""
    # Loading the library takes longer than all the rest of this package: only when a number is refused.
    from phonenumbers import PhoneNumber, PhoneNumberType, number_type

    significant = national.lstrip("0") or "0"
    zeros = max(0, len(national) - len(significant))
    number = PhoneNumber(
        country_code=int(code),
        national_number=int(significant),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros or None,
    )
    kind = number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return NumberKind.UNASSIGNED
    if kind == PhoneNumberType.FIXED_LINE:
        return NumberKind.LANDLINE
    if kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        return NumberKind.MOBILE
    return NumberKind.OTHER


_CODE_BY_BEGINNING = _codes_by_beginning()
