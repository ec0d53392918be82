"""Lays out a number by the digit places of a format section: ``0``, ``#``, ``?``, thousands, decimals, E.

Numbers are rounded as spreadsheets do: half away from zero, in the 15 digits they keep.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from kwtsms_desktop.contacts.format_codes import Kind, Section, Token, UnknownFormatError

_QUICK_DECIMALS = 8  # with seven digits before the point, all of the 15 a number has
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class _Places:
    """The parts of a section.

    Attributes:
        before: text in front of the first digit place.
        whole: digit places before the point, with the literals among them.
        decimals: those behind it.
        has_point: a point may stand without decimals.
        grouped: whether thousands are parted.
        shift: power of ten the number is multiplied by (percent: 2, a trailing comma: -3).
        after: text behind the last digit place.
    """

    before: str
    whole: tuple[Token, ...]
    decimals: tuple[Token, ...]
    has_point: bool
    grouped: bool
    shift: int
    after: str

    @property
    def decimal_count(self) -> int:
        return sum(kind == "digit" for kind, _ in self.decimals)


def number_layout(section: Section) -> Callable[[float], str]:
    """What shows numbers from zero on by a section.

    Raises:
        UnknownFormatError: fractions, or places that make no sense.
    """
    tokens = section.tokens
    if any(kind == "slash" for kind, _ in tokens):
        raise UnknownFormatError
    if section.kind is Kind.SCIENTIFIC:
        return _scientific(tokens)
    places = _places(tokens)
    if places is None:
        constant = "".join(text for _, text in tokens)
        return lambda _: constant
    return _quick(places) or (lambda value: _laid_out(_rounded(value, places), places))


def quick_layout(section: Section) -> Callable[[float], str] | None:
    """The same for the common layouts, ``#,##0.000 "KD"`` and the like; None for the others.

    Its texts need no tidying, and making one costs less than looking up whether it was made before.
    """
    if section.kind is not Kind.NUMBER or any(kind == "slash" for kind, _ in section.tokens):
        return None
    places = _places(section.tokens)
    if places is None or "  " in places.before + places.after:
        return None
    return _quick(replace(places, before=places.before.lstrip(), after=places.after.rstrip()))


def _places(tokens: Sequence[Token]) -> _Places | None:
    """The parts of a section; None where it has no digit places."""
    digits = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        return None
    if len(digits) > _MOST_PLACES:
        raise UnknownFormatError
    points = [index for index, (kind, _) in enumerate(tokens) if kind == "point"]
    first, last = digits[0], digits[-1]
    if points and points[0] < first:
        first = points[0]
    if points and points[0] == last + 1:
        last += 1
    end = last + 1
    while end < len(tokens) and tokens[end][0] == "comma":
        end += 1
    body = tokens[first:end]
    if sum(kind == "point" for kind, _ in body) > 1 or any(kind == "percent" for kind, _ in body):
        raise UnknownFormatError
    point = next((index for index, (kind, _) in enumerate(body) if kind == "point"), len(body))
    whole, thousands = _without_end_commas(body[:point])
    decimals, more = _without_end_commas(body[point + 1 :])
    return _Places(
        before="".join(text for _, text in tokens[:first]),
        whole=tuple(token for token in whole if token[0] != "comma"),
        decimals=tuple(token for token in decimals if token[0] != "comma"),
        has_point=point < len(body),
        grouped=any(kind == "comma" for kind, _ in whole),
        shift=2 * sum(kind == "percent" for kind, _ in tokens) - 3 * (thousands + more),
        after="".join(text for _, text in tokens[end:]),
    )


def _without_end_commas(tokens: Sequence[Token]) -> tuple[Sequence[Token], int]:
    count = 0
    while count < len(tokens) and tokens[-1 - count][0] == "comma":
        count += 1
    return tokens[: len(tokens) - count], count


def _quick(places: _Places) -> Callable[[float], str] | None:
    """A layout without a loop over places."""
    plain = "".join(text for _, text in places.whole)
    decimals = "".join(text for _, text in places.decimals)
    count = len(decimals)
    is_common = plain.lstrip("#") == "0" and not decimals.strip("0") and count <= _QUICK_DECIMALS
    if not is_common or places.shift or places.has_point != bool(count):
        return None
    before, after, grouped = places.before, places.after, places.grouped
    exact, parted = f".{count}f", f",.{count}f"

    def layout(value: float) -> str:
        text = format(value, exact)
        if float(text) != value:  # something was rounded
            text = format(_rounded(value, places), parted if grouped else exact)
        elif grouped and value >= 1000:
            text = format(value, parted)
        return f"{before}{text}{after}"

    return layout


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


def _rounded(value: float, places: _Places) -> Decimal:
    return _at(_decimal(value).scaleb(places.shift), places.decimal_count)


def _at(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _laid_out(value: Decimal, places: _Places) -> str:
    whole, _, decimals = f"{value:f}".partition(".")
    text = places.before + _whole_text(whole.lstrip("0"), places)
    if places.has_point:
        text += "." + _decimals_text(decimals, places.decimals)
    return text + places.after


def _whole_text(digits: str, places: _Places) -> str:
    """The digits before the point in their places, from right to left; the first place takes all the rest."""
    shown: list[str] = []
    count = 0
    first = next((i for i, (kind, _) in enumerate(places.whole) if kind == "digit"), 0)
    for index in range(len(places.whole) - 1, -1, -1):
        kind, place = places.whole[index]
        if kind != "digit":
            shown.append(place)
            continue
        for _ in range(max(1, len(digits)) if index == first else 1):
            digit = digits[-1:] or {"0": "0", "?": " "}.get(place, "")
            digits = digits[:-1]
            if places.grouped and count and count % 3 == 0 and digit.strip():
                shown.append(",")
            shown.append(digit)
            count += 1
    return "".join(reversed(shown))


def _decimals_text(digits: str, places: Sequence[Token]) -> str:
    shown: list[str] = []
    rest = list(digits)
    count = len(rest)
    for kind, place in places:
        if kind != "digit":
            shown.append(place)
            continue
        position = count - len(rest)
        ends_here = not digits[position:].strip("0")
        digit = rest.pop(0)
        shown.append({"#": "", "?": " "}.get(place, digit) if ends_here else digit)
    return "".join(shown)


def _scientific(tokens: Sequence[Token]) -> Callable[[float], str]:
    sign_at = next(index for index, (kind, _) in enumerate(tokens) if kind == "exponent")
    mantissa = _places(tokens[:sign_at])
    power = _places(tokens[sign_at + 1 :])
    if mantissa is None or power is None or power.before or power.has_point or mantissa.shift or power.shift:
        raise UnknownFormatError
    step = sum(kind == "digit" for kind, _ in mantissa.whole)
    always_signed = tokens[sign_at][1] == "e+"
    if step == 0:
        raise UnknownFormatError

    def layout(value: float) -> str:
        exact = _decimal(value)
        exponent = exact.adjusted() // step * step if exact else 0
        rounded = _at(exact.scaleb(-exponent), mantissa.decimal_count)
        if rounded.adjusted() >= step:  # 9.996 became 10.00
            exponent += step
            rounded = _at(exact.scaleb(-exponent), mantissa.decimal_count)
        sign = "-" if exponent < 0 else "+" if always_signed else ""
        figures = _laid_out(Decimal(abs(exponent)), power)
        return f"{_laid_out(rounded, mantissa)}E{sign}{figures}"

    return layout
