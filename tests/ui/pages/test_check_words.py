from __future__ import annotations

from array import array
from dataclasses import dataclass, replace

import pytest

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.checking import CheckSummary
from kwtsms_desktop.services.correcting import PutBackResult
from kwtsms_desktop.services.editing import Edit, EditKind, EditResult
from kwtsms_desktop.services.validating import ValidationResult
from kwtsms_desktop.ui.pages.new_campaign.check_coverage import result_text
from kwtsms_desktop.ui.pages.new_campaign.check_problems import put_back_text
from kwtsms_desktop.ui.pages.new_campaign.check_words import edit_text, kind_text


@dataclass(frozen=True)
class _NoSummary:
    """Stands where these words do not look."""


def summary() -> CheckSummary:
    return _NoSummary()  # type: ignore[return-value]  # none of these words is made of it


def came_back(**values: object) -> PutBackResult:
    nothing = PutBackResult(EditResult(summary(), array("q"), None), 0, 0, (), 0, ())
    return replace(nothing, **values)  # type: ignore[arg-type]  # any of its fields


OF_ROWS = (
    *(Reason.NO_DIGITS, Reason.EMAIL, Reason.TOO_SHORT, Reason.TOO_LONG, Reason.WRONG_LENGTH),
    *(Reason.WRONG_PREFIX, Reason.LANDLINE, Reason.NOT_A_MOBILE, Reason.UNKNOWN_COUNTRY, Reason.EXTRA_ZEROS),
    *(Reason.LOST_DIGITS, Reason.DATE, Reason.FORMULA_ERROR, Reason.SEVERAL_NUMBERS, Reason.EXTENSION),
    *(Reason.LETTERS, Reason.DECIMALS, Reason.LEADING_ZERO, Reason.NOT_COVERED),
    *(Reason.GATEWAY_SAYS_WRONG, Reason.GATEWAY_NO_ROUTE),
)


@pytest.mark.parametrize("reason", OF_ROWS)
def test_kinds_of_rows_are_named_without_figures(reason: Reason) -> None:
    assert kind_text(reason.value)
    assert not set("{}…") & set(kind_text(reason.value))


def test_a_reason_nobody_knows_is_named_all_the_same() -> None:
    assert kind_text("of tomorrow")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param(EditKind.CORRECTED, "12 corrections", id="corrected"),
        pytest.param(EditKind.EXCLUDED, "12 rows left out", id="left out"),
        pytest.param(EditKind.INCLUDED, "12 rows included again", id="included"),
        pytest.param(EditKind.ACCEPTED, "12 rows accepted", id="accepted"),
        pytest.param(EditKind.PUT_BACK, "12 rows put back", id="put back"),
    ],
)
def test_steps_are_told_in_words(kind: EditKind, words: str) -> None:
    assert edit_text(Edit(1, kind, 12, "2026-11-22T00:00:00+00:00")) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"corrected": 2, "unchanged": 1}, "2 rows were corrected. 1 is as it was.", id="usual"),
        pytest.param(
            {"corrected": 1, "unknown": ("99", "x"), "unknown_rows": 2},
            "1 row was corrected. 2 rows of the file are not in the list: \u206899\u2069, \u2068x\u2069.",
            id="rows that are not there",
        ),
        pytest.param(
            {"repeated": (5,)},
            "0 rows were corrected. "
            "1 row came back twice and differently, and stays as it was: \u20665\u2069.",
            id="rows that came back twice",
        ),
    ],
)
def test_what_came_back_is_told(values: dict[str, object], words: str) -> None:
    assert put_back_text(came_back(**values)) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        pytest.param((3, 0, 0, 0), "kwtSMS answered about 3 numbers. It can send to all of them.", id="all"),
        pytest.param(
            (9, 1, 2, 0),
            "kwtSMS answered about 9 numbers. 1 is no valid number · 2 are not reached by your account",
            id="some not",
        ),
        pytest.param(
            (200, 0, 0, 5), "kwtSMS answered about 200 numbers. 5 were not asked about", id="stopped"
        ),
    ],
)
def test_what_kwtsms_answered_is_told(result: tuple[int, int, int, int], words: str) -> None:
    assert result_text(ValidationResult(*result, summary())) == words
