"""The balance proves that everything was sent, that nothing was, or nothing at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.evidence import Evidence, Finding, seconds_until_fit


@pytest.mark.parametrize(
    ("evidence", "finding"),
    [
        pytest.param(Evidence(400, 5000.0, 0.0, (4600.0, 4600.0)), Finding.SENT, id="all-of-it-is-missing"),
        pytest.param(Evidence(400, 5000.0, 100.0, (4500.0, 4500.0)), Finding.SENT, id="others-were-charged"),
        pytest.param(Evidence(400, 5000.0, 100.0, (4900.0, 4900.0)), Finding.NOT_SENT, id="nothing-is"),
        pytest.param(Evidence(400, 5000.0, 0.0, (4800.0, 4800.0)), Finding.UNCLEAR, id="half-of-it"),
        pytest.param(Evidence(400, 5000.0, 0.0, (4700.0, 4600.0)), Finding.UNCLEAR, id="still-moving"),
        pytest.param(Evidence(400, 5000.0, 0.0, (4600.0,)), Finding.UNCLEAR, id="one-reading"),
        pytest.param(Evidence(400, 5000.0, 0.0, ()), Finding.UNCLEAR, id="no-reading"),
        pytest.param(Evidence(400, None, 0.0, (4600.0, 4600.0)), Finding.UNCLEAR, id="nothing-known-before"),
        pytest.param(Evidence(400, 5000.0, 0.0, (9600.0, 9600.0)), Finding.UNCLEAR, id="topped-up"),
        pytest.param(Evidence(0.3, 1.0, 0.0, (0.7, 0.7)), Finding.SENT, id="decimals"),
    ],
)
def test_finding(evidence: Evidence, finding: Finding) -> None:
    assert evidence.finding is finding


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_sent_is_found_only_where_exactly_all_of_it_is_missing(cost: int, missing: int, charged: int) -> None:
    now = 10.0**7 - charged - missing
    finding = Evidence(cost, 10.0**7, charged, (now, now)).finding
    assert (finding is Finding.SENT) == (missing == cost)
    assert (finding is Finding.NOT_SENT) == (missing == 0)


@pytest.mark.parametrize(
    ("now", "seconds"), [(1000.0, 120.0), (1090.0, 30.0), (1120.0, 0.0), (2000.0, 0.0), (500.0, 120.0)]
)
def test_how_long_to_wait(now: float, seconds: float) -> None:
    assert seconds_until_fit(now, 1000.0) == seconds
