"""What a request says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.simulator.reading import (
    Place,
    form_fields,
    json_fields,
    target_of,
    wants_json,
)


@pytest.mark.parametrize(
    ("address", "place", "name"),
    [
        ("/API/send/", Place.COMMAND, "send"),
        ("/API/send/?a=b", Place.COMMAND, "send"),
        ("/API/send", Place.MISSING_SLASH, "send"),
        ("/API/send//", Place.NOTHING, "/API/send//"),
        ("/API/report/", Place.NOTHING, "/API/report/"),
        ("/api/send/", Place.NOTHING, "/api/send/"),
        ("/control/record", Place.CONTROL, "record"),
        ("/control/record/", Place.CONTROL, "record"),
        ("/API/control/record", Place.NOTHING, "/API/control/record"),
        ("/", Place.NOTHING, "/"),
    ],
)
def test_where_an_address_leads(address: str, place: Place, name: str) -> None:
    target = target_of(address)
    assert (target.place, target.name) == (place, name)


@pytest.mark.parametrize(
    ("method", "content_type", "accept", "expected"),
    [
        ("POST", "application/json", "", True),
        ("POST", "Application/JSON; charset=utf-8", "", True),
        ("POST", "", "text/html, application/json", True),
        ("POST", "application/x-www-form-urlencoded", "*/*", False),
        ("GET", "application/json", "application/json", False),
    ],
)
def test_which_format_is_meant(method: str, content_type: str, accept: str, expected: bool) -> None:
    assert wants_json(method, content_type, accept) is expected


@given(st.binary(max_size=60))
def test_any_bytes_are_an_object_or_nothing(body: bytes) -> None:
    assert isinstance(json_fields(body), dict | None)


@given(st.text(max_size=60), st.binary(max_size=60))
def test_any_form_is_texts(query: str, body: bytes) -> None:
    assert all(isinstance(value, str) for value in form_fields(query, body).values())


def test_the_body_wins_over_the_query() -> None:
    assert form_fields("a=1&b=2", b"b=3") == {"a": "1", "b": "3"}
