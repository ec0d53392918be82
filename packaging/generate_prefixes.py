"""Writes ``kwtsms_desktop/core/_prefixes.py``: which numbers of every country ``phonenumbers`` calls mobile.

The library answers about 50,000 questions a second; a set of prefixes answers a million. The table is
not a sample: the library's patterns are run as automata over all numbers of a length at once, and a
prefix is written down as soon as every number behind it is a mobile (or a line that may be one). So the
table says exactly what the library says, which ``tests/core/test_numbering.py`` checks number by number.

    python packaging/generate_prefixes.py            write the table
    python packaging/generate_prefixes.py --check    exit 1 if the table is not what would be written
"""

from __future__ import annotations

import functools
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc

TABLE = Path(__file__).resolve().parent.parent / "kwtsms_desktop" / "core" / "_prefixes.py"

DIGITS = "0123456789"
LINE_LENGTH = 110
OTHER_KINDS = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
)

_HEADER = '''"""Prefixes of mobile numbers by country code and national length. Generated: do not edit.

Written by ``packaging/generate_prefixes.py`` from phonenumbers {version} (Apache License 2.0). A token is
a prefix of the national number or a range of prefixes of one length; a country without an entry for a
length has no mobiles of that length.
"""

PHONENUMBERS_VERSION = "{version}"

MOBILE_PREFIXES: dict[str, dict[int, str]] = {{
'''


def main(arguments: list[str]) -> int:
    """Write the table, or compare it with what would be written; the exit status."""
    text = table_text()
    if "--check" in arguments:
        return 0 if TABLE.exists() and TABLE.read_text("utf-8") == text else 1
    TABLE.write_text(text, "utf-8")
    print(f"{TABLE}: {len(text)} characters from phonenumbers {phonenumbers.__version__}")
    return 0


def table_text() -> str:
    """The whole module as it is written to disk."""
    lines = [_HEADER.format(version=phonenumbers.__version__)]
    for code in sorted(COUNTRY_CODE_TO_REGION_CODE):
        table = country_table(code)
        lines.append(f'    "{code}": {{\n' if table else f'    "{code}": {{}},\n')
        for length, tokens in table.items():
            lines.append(_entry(length, tokens))
        if table:
            lines.append("    },\n")
    lines.append("}\n")
    return "".join(lines)


def _entry(length: int, tokens: list[str]) -> str:
    """One national length, broken into lines the way the formatter would."""
    short = f'        {length}: "{" ".join(tokens)}",\n'
    if len(short) <= LINE_LENGTH + 1:
        return short
    pieces = textwrap.wrap(" ".join(tokens), LINE_LENGTH - 15, break_on_hyphens=False)
    parts = [f'            "{piece} "\n' for piece in pieces[:-1]] + [f'            "{pieces[-1]}"\n']
    return f"        {length}: (\n{''.join(parts)}        ),\n"


def country_table(code: int) -> dict[int, list[str]]:
    """National length → tokens, for one country code."""
    country = Country(code)
    tables = {length: ranges(country.mobile_prefixes(length)) for length in country.lengths}
    return {length: tokens for length, tokens in tables.items() if tokens}


def ranges(prefixes: Iterable[str]) -> list[str]:
    """Neighbouring prefixes of one length drawn together: 50, 51, 52 → 50-52."""
    runs: list[list[str]] = []
    for prefix in sorted(prefixes):
        last = runs[-1][-1] if runs else ""
        if len(last) == len(prefix) and last and int(prefix) == int(last) + 1:
            runs[-1].append(prefix)
        else:
            runs.append([prefix])
    return [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


State = frozenset[int]
RegionState = tuple[State, ...]
CountryState = tuple[tuple[RegionState, bool], ...]


class Automaton:
    """One of the library's patterns as a state machine.

    Digits, any-digit, classes, groups, alternatives, ``?`` and ``{m,n}`` are all it uses.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._position = 0
        self._steps: list[tuple[str, int]] = []  # digits that lead on, next state
        self._forks: dict[int, tuple[int, int]] = {}
        accept = self._state("", -1)
        self._accept = accept
        self.start = self._closure([self._alternatives()(accept)])
        if self._position != len(pattern):
            message = f"cannot read the pattern {pattern!r}"
            raise ValueError(message)
        self.step = functools.cache(self._step)

    def accepts(self, state: State) -> bool:
        """Whether the digits read so far are a whole match."""
        return self._accept in state

    def _step(self, state: State, digit: str) -> State:
        return self._closure([self._steps[one][1] for one in state if digit in self._steps[one][0]])

    def _closure(self, states: list[int]) -> State:
        reached: set[int] = set()
        waiting = list(states)
        while waiting:
            one = waiting.pop()
            if one in self._forks:
                waiting.extend(self._forks[one])
            else:
                reached.add(one)
        return frozenset(reached)

    def _state(self, digits: str, following: int) -> int:
        self._steps.append((digits, following))
        return len(self._steps) - 1

    def _fork(self, one: int, other: int) -> int:
        state = self._state("", -1)
        self._forks[state] = (one, other)
        return state

    # Each part of a pattern becomes a function from the state after it to the state before it.

    def _alternatives(self) -> Callable[[int], int]:
        left = self._sequence()
        if self._peek() != "|":
            return left
        self._position += 1
        right = self._alternatives()
        return lambda following: self._fork(left(following), right(following))

    def _sequence(self) -> Callable[[int], int]:
        parts: list[Callable[[int], int]] = []
        while self._peek() not in {"", "|", ")"}:
            parts.append(self._repeated())

        def build(following: int) -> int:
            for part in reversed(parts):
                following = part(following)
            return following

        return build

    def _repeated(self) -> Callable[[int], int]:
        part = self._one()
        least, most = 1, 1
        if self._peek() == "?":
            self._position += 1
            least = 0
        elif self._peek() == "{":
            end = self._pattern.index("}", self._position)
            bounds = self._pattern[self._position + 1 : end].split(",")
            least, most = int(bounds[0]), int(bounds[-1])
            self._position = end + 1

        def build(following: int) -> int:
            after = following
            for _ in range(most - least):
                following = self._fork(part(following), after)
            for _ in range(least):
                following = part(following)
            return following

        return build

    def _one(self) -> Callable[[int], int]:
        if self._peek() == "(":
            self._position += 3 if self._pattern.startswith("(?:", self._position) else 1
            inner = self._alternatives()
            self._position += 1
            return inner
        digits = self._digits()
        return lambda following: self._state(digits, following)

    def _digits(self) -> str:
        character = self._peek()
        if self._pattern.startswith("\\d", self._position):
            self._position += 2
            return DIGITS
        if character == "[":
            end = self._pattern.index("]", self._position)
            content = self._pattern[self._position + 1 : end]
            self._position = end + 1
            return _class_digits(content)
        if character not in DIGITS:
            message = f"cannot read {character!r} in the pattern {self._pattern!r}"
            raise ValueError(message)
        self._position += 1
        return character

    def _peek(self) -> str:
        return self._pattern[self._position : self._position + 1]


class Region:
    """The library's patterns of one region, asked together in the library's own order of precedence."""

    def __init__(self, code: int, name: str) -> None:
        metadata = (
            PhoneMetadata.metadata_for_nongeo_region(code)
            if name == "001"
            else PhoneMetadata.metadata_for_region(name)
        )
        if metadata is None:
            message = f"no metadata for {code} {name}"
            raise ValueError(message)
        self._same = bool(metadata.same_mobile_and_fixed_line_pattern)
        self._patterns = [
            _pattern(getattr(metadata, kind))
            for kind in ("general_desc", *OTHER_KINDS, "fixed_line", "mobile")
        ]
        self.leading = Automaton(metadata.leading_digits) if metadata.leading_digits else None
        self.lengths = {length for _, lengths in self._patterns for length in lengths}

    def start(self, length: int) -> RegionState:
        """The state before the first digit of a number of that length."""
        leading = self.leading.start if self.leading else frozenset[int]()
        return (
            leading,
            *(
                automaton.start if automaton and (not lengths or length in lengths) else frozenset[int]()
                for automaton, lengths in self._patterns
            ),
        )

    def step(self, state: RegionState, digit: str) -> RegionState:
        """The state after one more digit."""
        leading = self.leading.step(state[0], digit) if self.leading else state[0]
        return (
            leading,
            *(
                automaton.step(part, digit) if automaton and part else part
                for (automaton, _), part in zip(self._patterns, state[1:], strict=True)
            ),
        )

    def verdict(self, state: RegionState) -> tuple[bool, bool]:
        """Whether the digits read are a number of this region at all, and whether it may be a mobile."""
        matches = [
            automaton is not None and automaton.accepts(part)
            for (automaton, _), part in zip(self._patterns, state[1:], strict=True)
        ]
        general, *others, landline, mobile = matches
        if not general:
            return False, False
        if any(others):
            return True, False
        if landline:
            return True, self._same or mobile
        found = mobile and not self._same
        return found, found


class Country:
    """All regions that share a country code, in the order in which the library asks them."""

    def __init__(self, code: int) -> None:
        self._regions = [Region(code, name) for name in COUNTRY_CODE_TO_REGION_CODE[code]]
        self.lengths = sorted({length for region in self._regions for length in region.lengths})

    def mobile_prefixes(self, length: int) -> Iterator[str]:
        """The shortest prefixes behind which every national number of that length may be a mobile."""

        @functools.cache
        def outcomes(state: CountryState, remaining: int) -> frozenset[bool]:
            if remaining == 0:
                return frozenset({self._is_mobile(state)})
            return frozenset().union(*(outcomes(self._step(state, d), remaining - 1) for d in DIGITS))

        def walk(state: CountryState, prefix: str) -> Iterator[str]:
            possible = outcomes(state, length - len(prefix))
            if possible == {True} and prefix:
                yield prefix
            elif True in possible:
                for digit in DIGITS:
                    yield from walk(self._step(state, digit), prefix + digit)

        return walk(tuple((region.start(length), False) for region in self._regions), "")

    def _step(self, state: CountryState, digit: str) -> CountryState:
        following = []
        for region, (part, led) in zip(self._regions, state, strict=True):
            after = region.step(part, digit)
            now = led or (region.leading is not None and region.leading.accepts(after[0]))
            following.append((after, now))
        return tuple(following)

    def _is_mobile(self, state: CountryState) -> bool:
        for region, (part, led) in zip(self._regions, state, strict=True):
            known, mobile = region.verdict(part)
            if len(self._regions) == 1 or led or (region.leading is None and known):
                return mobile
        return False


def _pattern(description: PhoneNumberDesc | None) -> tuple[Automaton | None, tuple[int, ...]]:
    """The automaton of one description and the national lengths it allows; None where there is none."""
    if description is None or not description.national_number_pattern:
        return None, ()
    return Automaton(description.national_number_pattern), tuple(description.possible_length)


def _class_digits(content: str) -> str:
    """The digits of a class such as ``035-9``."""
    digits = ""
    while content:
        last = content[2] if content[1:2] == "-" else content[0]
        digits += DIGITS[int(content[0]) : int(last) + 1]
        content = content[3 if content[1:2] == "-" else 1 :]
    return digits


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
