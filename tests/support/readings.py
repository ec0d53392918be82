"""Short ways to write down what a cell should be read as."""

from __future__ import annotations

import pytest

from kwtsms_desktop.core.phone import PhoneReading
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.verdict import Verdict

SAMPLE = "96598765432"


def cases(*rows: tuple[object, ...]) -> list[object]:
    """Rows whose first element is the id of the case."""
    return [pytest.param(*row[1:], id=str(row[0])) for row in rows]


def invalid(reason: Reason, **details: str | int) -> PhoneReading:
    """The reading of a cell that is refused."""
    return PhoneReading(Verdict.INVALID, None, (), reason, (), (), tuple(details.items()))


def wrong_length(country: str, digits: int, expected: str) -> PhoneReading:
    """The reading of a number with too few or too many digits for its country."""
    return invalid(Reason.WRONG_LENGTH, country=country, digits=digits, expected=expected)
