from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.phone_shape import PHONE_LIKE, phone_likeness


@pytest.mark.parametrize(
    "text",
    [
        "50001234",
        "96550001234",
        "+965 5000 1234",
        "0096550001234",
        "965-5000-1234",
        "(965) 50001234",
        "٥٠٠٠١٢٣٤",
        "۵۰۰۰۱۲۳۴",
        "50001234.0",
        "96550001234.000",
        "9.6550001234E+10",
        "9.66551E+11",
        "'50001234",
        "\u200e+965 5000 1234\u200e",
        "tel: 50001234",
        "50001234 / 66001234",
        "5000/1234",
        "966550001234",
        "0550001234",
        "+971 50 000 1234",
        "201000001234",
        "01000001234",
        "+1 202 555 0100",
    ],
)
def test_phone_numbers_however_damaged(text: str) -> None:
    if text == "201000001234":
        assert phone_likeness(text) > 0.3  # reads like a civil ID of 2010, too
    else:
        assert phone_likeness(text) >= PHONE_LIKE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Ali",
        "ali@example.com",
        "12.500",
        "1,250.750",
        "1250",
        "290010112345",
        "301123112345",
        "2026-11-22",
        "22/11/2026",
        "20261122",
        "2026-11-22 09:30:00",
        "1e-07",
        "17",
        "12345",
        "KW81CBKU0000000000001234560101",
        "#N/A",
        "TRUE",
    ],
)
def test_other_things(text: str) -> None:
    assert phone_likeness(text) < 0.3


@pytest.mark.parametrize("text", ["22401234", "50001234 ext 5", "5000O1234 50001234"])
def test_doubtful_ones_are_in_between(text: str) -> None:
    assert 0 < phone_likeness(text) < PHONE_LIKE


@given(st.text())
def test_any_text_has_a_likeness(text: str) -> None:
    assert 0 <= phone_likeness(text) <= 1
