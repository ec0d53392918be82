"""One verdict for each row: their order of precedence, duplicates, coverage, block list, sums."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.checks import CheckedRow, Checker, KeepDuplicate
from kwtsms_desktop.core.phone import BARE_CLIENT, Policy
from kwtsms_desktop.core.reasons import Reason, Repair
from kwtsms_desktop.core.verdict import Verdict

KUWAITI = "96598765432"
SAUDI = "966551234567"


def check_all(checker: Checker, *texts: str) -> list[CheckedRow]:
    """The rows of a list with one heading, checked in file order."""
    return [checker.check(row, text) for row, text in enumerate(texts, start=2)]


def test_a_row_keeps_its_number_its_key_and_what_was_read() -> None:
    row = Checker().check(17, "٩٨٧٦ ٥٤٣٢", key=40)
    assert row == CheckedRow(
        row=17,
        key=40,
        verdict=Verdict.VALID,
        phone=KUWAITI,
        proposals=(),
        reason=None,
        repairs=(Repair.ARABIC_DIGITS, Repair.SEPARATORS_REMOVED, Repair.COUNTRY_CODE_ADDED),
        warnings=(),
        details=(),
        duplicate_of=None,
    )


def test_the_same_number_in_other_spellings_is_a_duplicate_b1() -> None:
    rows = check_all(Checker(), "+96598765432", "0096598765432", "965 9876 5432")
    assert [row.verdict for row in rows] == [Verdict.VALID, Verdict.DUPLICATE, Verdict.DUPLICATE]
    assert [row.duplicate_of for row in rows] == [None, 2, 2]
    assert rows[2].reason is Reason.DUPLICATE
    assert dict(rows[2].details) == {"row": 2}
    assert rows[2].phone == KUWAITI


def test_the_last_of_equal_rows_is_kept_when_they_are_fed_backwards() -> None:
    checker = Checker()
    rows = {row: checker.check(row, "98765432") for row in (4, 3, 2)}
    assert [rows[row].duplicate_of for row in (2, 3, 4)] == [4, 4, None]
    assert set(KeepDuplicate) == {KeepDuplicate.FIRST, KeepDuplicate.LAST}


def test_a_row_to_review_that_repeats_a_valid_one_is_a_duplicate() -> None:
    rows = check_all(Checker(), "98765432", "98765432 (wife)")
    assert (rows[1].verdict, rows[1].duplicate_of) == (Verdict.DUPLICATE, 2)


def test_a_row_to_review_never_makes_a_later_row_a_duplicate() -> None:
    rows = check_all(Checker(), "98765432 (wife)", "98765432", "98765432 x")
    assert [row.verdict for row in rows] == [Verdict.NEEDS_REVIEW, Verdict.VALID, Verdict.DUPLICATE]


def test_a_row_with_two_proposals_is_never_a_duplicate() -> None:
    rows = check_all(Checker(), "98765432", "55512345", "98765432 / 55512345")
    assert rows[2].verdict is Verdict.NEEDS_REVIEW
    assert rows[2].proposals == (KUWAITI, "96555512345")


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ("", Verdict.BLANK, Reason.EMPTY_CELL),
        ("22334455", Verdict.INVALID, Reason.LANDLINE),
        ("98765432 (wife)", Verdict.NEEDS_REVIEW, Reason.LETTERS),
        ("98765432", Verdict.BLOCKED, Reason.BLOCKED),
        (SAUDI, Verdict.BLOCKED, Reason.BLOCKED),
        ("971501234567", Verdict.NOT_COVERED, Reason.NOT_COVERED),
        ("55512345", Verdict.VALID, None),
    ],
)
def test_what_speaks_first_decides(text: str, verdict: Verdict, reason: Reason | None) -> None:
    checker = Checker(blocked={KUWAITI, SAUDI}, coverage=["965"])
    for row in (2, 3):
        checked = checker.check(row, text)
        if verdict is Verdict.VALID and row == 3:
            assert (checked.verdict, checked.duplicate_of) == (Verdict.DUPLICATE, 2)
        else:
            assert (checked.verdict, checked.reason, checked.duplicate_of) == (verdict, reason, None)


def test_a_blocked_row_makes_no_duplicates() -> None:
    rows = check_all(Checker(blocked=[KUWAITI]), "98765432", "98765432 (wife)")
    assert [row.verdict for row in rows] == [Verdict.BLOCKED, Verdict.NEEDS_REVIEW]


def test_the_country_outside_the_coverage_is_named() -> None:
    row = Checker(coverage=["965"]).check(2, SAUDI)
    assert (row.verdict, row.phone, dict(row.details)) == (Verdict.NOT_COVERED, SAUDI, {"country": "966"})


@pytest.mark.parametrize("coverage", [None, []])
def test_an_unknown_coverage_leaves_nobody_out_a6_13(coverage: list[str] | None) -> None:
    assert Checker(coverage=coverage).check(2, SAUDI).verdict is Verdict.VALID


@pytest.mark.parametrize("coverage", [["96", "1"], ["966"], ["9665"], ["+966"]])
def test_any_active_prefix_covers(coverage: list[str]) -> None:
    assert Checker(coverage=coverage).check(2, SAUDI).verdict is Verdict.VALID


def test_the_policy_is_the_readers() -> None:
    assert Checker(BARE_CLIENT).check(2, "98765432").verdict is Verdict.INVALID
    assert Checker(Policy("971")).check(2, "0501234567").phone == "971501234567"


CELLS = st.one_of(
    st.sampled_from(
        [
            "98765432",
            "٩٨٧٦٥٤٣٢",
            "98765432 x",
            "55512345 / 98765432",
            "22334455",
            "",
            SAUDI,
            "#N/A",
            "971501234567",
        ]
    ),
    st.text(max_size=15),
)


@given(
    st.lists(CELLS, max_size=30), st.sampled_from([None, ["965"]]), st.sampled_from([frozenset(), {KUWAITI}])
)
def test_verdicts_add_up_and_no_number_is_sent_to_twice(
    texts: list[str], coverage: list[str] | None, blocked: set[str]
) -> None:
    rows = check_all(Checker(blocked=blocked, coverage=coverage), *texts)
    counts = Counter(row.verdict for row in rows)
    assert counts.total() == len(texts)
    assert counts[Verdict.EXCLUDED] == 0
    sent = [row.phone for row in rows if row.verdict is Verdict.VALID]
    assert len(set(sent)) == len(sent)
    by_row = {row.row: row for row in rows}
    for row in rows:
        assert (row.reason is None) is (row.verdict is Verdict.VALID)
        assert (row.duplicate_of is None) is (row.verdict is not Verdict.DUPLICATE)
        if row.duplicate_of is not None:
            assert row.duplicate_of < row.row
            assert by_row[row.duplicate_of].verdict is Verdict.VALID
            assert by_row[row.duplicate_of].phone == row.phone


@given(st.lists(CELLS, max_size=20))
def test_backwards_or_forwards_the_same_numbers_are_sent_to(texts: list[str]) -> None:
    numbered = list(enumerate(texts, start=2))
    forwards, backwards = Checker(), Checker()
    first = {row.phone for row in (forwards.check(*one) for one in numbered) if row.verdict is Verdict.VALID}
    last = {
        row.phone for row in (backwards.check(*one) for one in numbered[::-1]) if row.verdict is Verdict.VALID
    }
    assert first == last
