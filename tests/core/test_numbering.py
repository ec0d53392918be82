"""Countries, rules and kinds of numbers; and that the generated table says what the library says."""

from __future__ import annotations

import importlib.util
import itertools
import random
from pathlib import Path
from types import ModuleType

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core._prefixes import MOBILE_PREFIXES, PHONENUMBERS_VERSION
from kwtsms_desktop.core.country_rules import RULES
from kwtsms_desktop.core.numbering import (
    KUWAIT,
    NumberKind,
    calling_code_of,
    country_of,
    is_known_mobile,
    judge,
    kind_of,
    local_lengths,
    match_prefix,
    rule_for,
    usual_kuwaiti_beginnings,
    warnings_if_accepted,
)
from kwtsms_desktop.core.reasons import Reason

GENERATOR = Path(__file__).resolve().parents[2] / "packaging" / "generate_prefixes.py"
SAME_LIBRARY = phonenumbers.__version__ == PHONENUMBERS_VERSION
REGENERATE = f"the table is of phonenumbers {PHONENUMBERS_VERSION}: run packaging/generate_prefixes.py"

MAY_BE_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


def library_says_mobile(code: str, national: str) -> bool:
    """The library's answer about exactly these digits, not about what its parser makes of them."""
    significant = national.lstrip("0") or "0"
    zeros = len(national) - len(significant)
    number = phonenumbers.PhoneNumber(
        country_code=int(code),
        national_number=int(significant),
        italian_leading_zero=bool(zeros),
        number_of_leading_zeros=zeros,
    )
    return phonenumbers.number_type(number) in MAY_BE_MOBILE


@pytest.mark.parametrize(
    ("phone", "code"),
    [
        pytest.param("96598765432", "965", id="A6.1"),
        pytest.param("201001234567", "20", id="A6.2"),
        pytest.param("12125550123", "1", id="A6.3"),
        pytest.param("2991234567", None, id="A6.4-299"),
        pytest.param("8887654321", None, id="A6.4-888"),
        pytest.param("", None, id="A6.5"),
        pytest.param("96", None, id="half-a-code"),
    ],
)
def test_the_longest_code_names_the_country(phone: str, code: str | None) -> None:
    assert country_of(phone) == code


@pytest.mark.parametrize(
    ("phone", "code"), [("2991234567", "299"), ("37061234567", "370"), ("79123456789", "7"), ("999123", None)]
)
def test_calling_codes_go_beyond_the_rules(phone: str, code: str | None) -> None:
    assert calling_code_of(phone) == code


@pytest.mark.parametrize(
    ("prefixes", "found"),
    [
        pytest.param(["96", "965"], "965", id="A6.6"),
        pytest.param(["965", "96"], "965", id="A6.6-other-order"),
        pytest.param([965], "965", id="A6.7"),
        pytest.param(["966", "971"], None, id="elsewhere"),
        pytest.param([], None, id="none"),
        pytest.param(["", "9"], "9", id="empty-prefix"),
    ],
)
def test_the_longest_active_prefix_matches(prefixes: list[str | int], found: str | None) -> None:
    assert match_prefix("96598765432", prefixes) == found


NEARBY = {
    "965": ((8,), "4569"),
    "966": ((9,), "5"),
    "971": ((9,), "5"),
    "973": ((8,), "36"),
    "974": ((8,), "3567"),
    "968": ((8,), "79"),
    "962": ((9,), "7"),
    "961": ((7, 8), "378"),
    "970": ((9,), "5"),
    "964": ((10,), "7"),
    "963": ((9,), "9"),
    "20": ((10,), "1"),
}


@pytest.mark.parametrize("code", NEARBY)
def test_the_rules_of_nearby_countries_at_their_borders(code: str) -> None:
    lengths, first_digits = NEARBY[code]
    for digit, length in itertools.product("123456789", range(5, 13)):
        judged = judge(code + digit + "1" * (length - 1), second_opinion=False)
        allowed = length in lengths and digit in first_digits
        assert (judged.phone is not None) is allowed, (digit, length)
        if not allowed and length not in lengths:
            assert judged.reason is Reason.WRONG_LENGTH
            assert dict(judged.details)["digits"] == length


def test_there_are_81_rules_and_each_names_a_country_of_the_library() -> None:
    assert len(RULES) == 81
    for code, rule in RULES.items():
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[int(code)]
        assert rule_for(code) is rule
        assert rule.region in regions
        assert list(rule.lengths) == sorted(rule.lengths)
    assert rule_for("299") is None


def test_local_lengths_come_from_the_rule_else_from_the_table() -> None:
    assert local_lengths("961") == (7, 8)
    assert local_lengths("977") == (10,)
    assert local_lengths("999") == ()


@pytest.mark.parametrize(
    ("phone", "kind"),
    [
        ("96598765432", NumberKind.MOBILE),
        ("12125550123", NumberKind.MOBILE),
        ("96522334455", NumberKind.LANDLINE),
        ("390612345678", NumberKind.LANDLINE),
        ("448001111111", NumberKind.OTHER),
        ("2250712345678", NumberKind.MOBILE),
        ("9650", NumberKind.UNASSIGNED),
        ("965", NumberKind.UNASSIGNED),
        ("96600559123456", NumberKind.UNASSIGNED),
        ("999", NumberKind.UNASSIGNED),
    ],
)
def test_the_kind_of_a_number_is_that_of_exactly_its_digits(phone: str, kind: NumberKind) -> None:
    assert kind_of(phone) is kind


@pytest.mark.parametrize(
    ("number", "reason", "details"),
    [
        ("123456", Reason.TOO_SHORT, {"digits": 6}),
        ("9" * 16, Reason.TOO_LONG, {"digits": 16}),
        ("2101234567", Reason.UNKNOWN_COUNTRY, {}),
        ("96596587", Reason.WRONG_LENGTH, {"country": "965", "digits": 5, "expected": "8"}),
        ("961712345678", Reason.WRONG_LENGTH, {"country": "961", "digits": 9, "expected": "7-8"}),
        ("3581", Reason.TOO_SHORT, {"digits": 4}),
        ("3704123456", Reason.WRONG_LENGTH, {"country": "370", "digits": 7, "expected": "8"}),
        ("23140", Reason.TOO_SHORT, {"digits": 5}),
        ("2314012345", Reason.NOT_A_MOBILE, {"country": "231"}),
        ("23140123456", Reason.WRONG_LENGTH, {"country": "231", "digits": 8, "expected": "7, 9"}),
        ("37037400000", Reason.LANDLINE, {"country": "370"}),
        ("448001111111", Reason.NOT_A_MOBILE, {"country": "44"}),
    ],
)
def test_both_opinions_against_a_number_refuse_it(
    number: str, reason: Reason, details: dict[str, str | int]
) -> None:
    judged = judge(number)
    assert (judged.phone, judged.reason, dict(judged.details)) == (None, reason, details)


def test_without_asking_the_library_the_answer_is_the_same_but_for_its_name() -> None:
    assert judge("41446681800", ask_library=False).reason is Reason.WRONG_PREFIX
    assert judge("41446681800").reason is Reason.LANDLINE
    assert judge("48221234567", ask_library=False).phone == judge("48221234567").phone == "48221234567"


def test_kuwait_is_decided_by_its_rule_whatever_the_library_thinks() -> None:
    assert not is_known_mobile("96551999999")
    assert judge("96551999999").phone == "96551999999"
    assert judge("96551999999").warnings == (Reason.UNUSUAL_RANGE,)
    assert judge("96551999999", second_opinion=False).warnings == ()


def test_a_country_without_a_rule_is_judged_by_its_length_alone_without_second_opinion() -> None:
    assert judge("2991234", second_opinion=False) == judge("2991234", second_opinion=False)._replace(
        phone="2991234", reason=None, certain=False
    )
    assert judge("299123456789012", second_opinion=False).phone == "299123456789012"


def test_the_short_way_agrees_with_the_long_one() -> None:
    dice = random.Random(965)
    short = 0
    for code in [*RULES, "977", "7", "93", "358"]:
        for length in range(6, 12):
            for _ in range(20):
                phone = code + "".join(dice.choices("0123456789", k=length))
                for second_opinion in (True, False):
                    warnings = warnings_if_accepted(phone, second_opinion=second_opinion)
                    if warnings is not None:
                        short += 1
                        judged = judge(phone, second_opinion=second_opinion)
                        assert (judged.phone, judged.warnings) == (phone, warnings)
    assert short > 300


@given(st.text(alphabet="0123456789", max_size=20), st.booleans())
def test_any_digits_are_judged(digits: str, second_opinion: bool) -> None:
    judged = judge(digits, second_opinion=second_opinion)
    assert (judged.phone is None) is (judged.reason is not None)
    if judged.phone:
        assert judge(judged.phone, second_opinion=second_opinion).phone == judged.phone


def test_the_table_has_every_country_of_the_library() -> None:
    codes = {str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}
    assert set(MOBILE_PREFIXES) == codes, REGENERATE


def test_the_table_says_what_the_library_says() -> None:
    """Both sides of the borders of some ranges of each country, of all nearby, and numbers at random.

    Of the very library it was made from, no answer may differ. A newer one may know a few new ranges.
    """
    dice = random.Random(965)
    numbers = {(code, one) for code in MOBILE_PREFIXES for one in sample_of(code, dice)}
    differ = [
        code + one
        for code, one in sorted(numbers)
        if is_known_mobile(code + one) != library_says_mobile(code, one)
    ]
    assert len(numbers) > 5000
    assert len(differ) <= (0 if SAME_LIBRARY else len(numbers) // 50), REGENERATE


def sample_of(code: str, dice: random.Random) -> set[str]:
    """National numbers that show whether a country's ranges are right."""
    nationals: set[str] = set()
    for length, text in MOBILE_PREFIXES[code].items():
        tokens = text.split()
        for token in dice.sample(tokens, k=min(80 if code in NEARBY else 8, len(tokens))):
            first, _, last = token.partition("-")
            for border in (int(first) - 1, int(first), int(last or first), int(last or first) + 1):
                prefix = str(max(border, 0)).zfill(len(first))
                rest = length - len(prefix)
                nationals |= {prefix + "0" * rest, prefix + "9" * rest, prefix + "0" * (rest + 1)}
        nationals |= {"".join(dice.choices("0123456789", k=length)) for _ in range(12)}
    return nationals


def test_four_digits_tell_the_usual_kuwaiti_ranges() -> None:
    usual = usual_kuwaiti_beginnings(4)
    assert len(usual) > 1000
    for beginning in map(str, range(1000, 10000)):
        for rest in ("0000", "4999", "9999"):
            assert is_known_mobile(KUWAIT + beginning + rest) is (beginning in usual)


def test_too_few_digits_for_the_usual_ranges_are_refused() -> None:
    with pytest.raises(ValueError, match="3 digits"):
        usual_kuwaiti_beginnings(3)


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_prefixes", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SAME_LIBRARY, reason=REGENERATE)
@pytest.mark.parametrize("code", ["965", "966", "20", "44", "39", "7", "977", "979"])
def test_the_generator_writes_what_the_table_holds(generator: ModuleType, code: str) -> None:
    table = {length: " ".join(tokens) for length, tokens in generator.country_table(int(code)).items()}
    assert table == MOBILE_PREFIXES[code], REGENERATE


@pytest.mark.parametrize(
    ("pattern", "matches", "others"),
    [
        (r"5[0-8]\d{2}", ["5000", "5899"], ["5900", "500", "50000", "4000"]),
        (r"(?:1|2[35])4?", ["1", "14", "23", "254"], ["24", "4", "144"]),
        (r"9\d{1,3}|80", ["90", "9000", "80"], ["9", "90000", "8"]),
        (r"[025-7]", ["0", "2", "5", "6", "7"], ["1", "3", "4", "8"]),
    ],
)
def test_the_generator_reads_the_librarys_patterns(
    generator: ModuleType, pattern: str, matches: list[str], others: list[str]
) -> None:
    automaton = generator.Automaton(pattern)
    for digits, expected in [*((one, True) for one in matches), *((one, False) for one in others)]:
        state = automaton.start
        for digit in digits:
            state = automaton.step(state, digit)
        assert automaton.accepts(state) is expected, digits


@pytest.mark.parametrize("pattern", [r"a", r"1)", r"(?=1)2", r"1*"])
def test_the_generator_stops_at_what_it_cannot_read(generator: ModuleType, pattern: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        generator.Automaton(pattern)


def test_the_generator_draws_neighbours_together(generator: ModuleType) -> None:
    assert generator.ranges(["52", "50", "51", "60", "600", "601"]) == ["50-52", "60", "600-601"]
