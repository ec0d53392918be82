"""What a row of digits means when it is dialled; the published cases A5 are in test_phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.dialling import BARE_CLIENT, PROGRAM, Policy, dial
from kwtsms_desktop.core.reasons import Reason, Repair


def test_the_policies_are_what_they_say() -> None:
    assert Policy("965", second_opinion=True, zero_means_national=True) == PROGRAM
    assert Policy(None, second_opinion=False, zero_means_national=False) == BARE_CLIENT


@pytest.mark.parametrize("digits", ["98765432", "098765432"])
def test_a_plus_keeps_the_default_country_away(digits: str) -> None:
    assert dial(digits, plus=False, policy=PROGRAM).phone == "96598765432"
    assert dial(digits, plus=True, policy=PROGRAM).phone is None


def test_two_zeros_mean_what_a_plus_means() -> None:
    dialled = dial("00966551234567", plus=False, policy=PROGRAM)
    assert (dialled.phone, dialled.repairs) == ("966551234567", (Repair.PREFIX_REMOVED,))
    assert dial("0098765432", plus=False, policy=PROGRAM).phone is None


def test_a_zero_and_both_codes_name_the_trunk_zero_once() -> None:
    dialled = dial("09650" + "98765432", plus=False, policy=PROGRAM)
    assert (dialled.phone, dialled.repairs) == ("96598765432", (Repair.TRUNK_ZERO_REMOVED,))


def test_where_both_readings_are_contested_the_local_one_wins() -> None:
    # 664 123456 is an Austrian mobile that kwtSMS's rule refuses; 66 4123456 is none of Thailand's
    dialled = dial("664123456", plus=False, policy=Policy("43"))
    assert (dialled.phone, dialled.warnings) == ("43664123456", (Reason.MAY_BE_REFUSED,))


def test_an_agreed_foreign_reading_beats_a_contested_local_one() -> None:
    # As a Polish number only kwtSMS's rule takes it (any nine digits); as an Andorran one nobody objects
    dialled = dial("376312345", plus=False, policy=Policy("48"))
    assert (dialled.phone, dialled.warnings) == ("376312345", ())


def test_a_default_country_without_a_rule_is_judged_by_its_number_plan_even_for_the_client() -> None:
    policy = Policy("370", second_opinion=False)
    assert dial("61234567", plus=False, policy=policy).phone == "37061234567"
    assert dial("96598765432", plus=False, policy=policy).phone == "96598765432"


@pytest.mark.parametrize(
    ("digits", "country", "count"),
    [
        ("9876543", "965", 7),
        ("987654321", "965", 9),
        ("9876543210", "965", 10),
        ("96598765", "965", None),
        ("9659876543", "965", 7),
        ("96655123456", "966", 8),
        ("9665512345678", "966", 10),
        ("01001234567", "965", 10),
        ("12345678901234", "1", 13),
    ],
)
def test_a_refusal_speaks_of_the_country_that_was_meant(digits: str, country: str, count: int | None) -> None:
    dialled = dial(digits, plus=False, policy=PROGRAM)
    details = dict(dialled.details)
    if count is None:
        assert dialled.phone == country + digits
    else:
        assert (dialled.reason, details["country"], details["digits"]) == (
            Reason.WRONG_LENGTH,
            country,
            count,
        )


@given(st.text(alphabet="0123456789", min_size=1, max_size=18), st.booleans(), st.booleans())
def test_any_digits_are_a_number_or_have_a_reason(digits: str, plus: bool, client: bool) -> None:
    policy = BARE_CLIENT if client else PROGRAM
    dialled = dial(digits, plus=plus, policy=policy)
    if dialled.phone is None:
        assert dialled.reason is not None
        assert dialled.repairs == ()
    else:
        assert dialled.reason in {None, Reason.LEADING_ZERO}
        assert dialled.phone[-6:] == digits[-6:]
        added = Repair.COUNTRY_CODE_ADDED in dialled.repairs
        assert not (added and (plus or digits.startswith("00") or client))
