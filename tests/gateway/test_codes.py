"""Every documented code, and some that are not."""

from __future__ import annotations

import pytest

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.codes import OutcomeKind, outcome_of, reason_of

LISTED = [f"ERR{number:03}" for number in (*range(1, 14), *range(19, 34))]


def test_there_are_28_documented_codes() -> None:
    assert len(LISTED) == 28


@pytest.mark.parametrize("code", LISTED)
def test_g33_each_listed_code_has_a_reason_of_its_own(code: str) -> None:
    assert reason_of(code) == Reason(code)


@pytest.mark.parametrize("code", ["ERR777", "ERR014", "ERR018", "ERR034", "err003", "", "ERROR", "HTTP_403"])
def test_g8_other_codes_pass_through(code: str) -> None:
    assert reason_of(code) is Reason.GATEWAY_OTHER
    assert outcome_of(code).kind is OutcomeKind.REFUSED


@pytest.mark.parametrize(
    "code",
    ["ERR001", "ERR002", "ERR003", "ERR004", "ERR005", "ERR008", "ERR010", "ERR011", "ERR024", "ERR033"],
)
def test_what_only_a_person_can_mend_stops_the_campaign(code: str) -> None:
    assert outcome_of(code).kind is OutcomeKind.STOP


@pytest.mark.parametrize("code", ["ERR013", "ERR028"])
def test_a_full_queue_and_the_15_second_rule_refuse_for_now(code: str) -> None:
    assert outcome_of(code).kind is OutcomeKind.REFUSED_FOR_NOW


@pytest.mark.parametrize("code", ["ERR009", "ERR012", "ERR027", "ERR031", "ERR032"])
def test_a_refused_text_is_refused_in_every_batch(code: str) -> None:
    assert outcome_of(code).kind is OutcomeKind.REFUSED
    assert outcome_of(code).concerns_text


@pytest.mark.parametrize("code", ["ERR006", "ERR007", "ERR025", "ERR026"])
def test_refused_numbers_refuse_their_batch_only(code: str) -> None:
    assert outcome_of(code).kind is OutcomeKind.REFUSED
    assert not outcome_of(code).concerns_text


@pytest.mark.parametrize("code", [*LISTED, "ERR777", ""])
def test_no_error_code_means_accepted_or_unknown(code: str) -> None:
    assert outcome_of(code).kind not in {
        OutcomeKind.ACCEPTED,
        OutcomeKind.UNKNOWN,
        OutcomeKind.NEVER_LEFT,
    }
