"""How an answer is written."""

from __future__ import annotations

import pytest

from kwtsms_desktop.simulator import Switches
from kwtsms_desktop.simulator.answers import DESCRIPTIONS, Answer, Credits
from kwtsms_desktop.simulator.choices import ErrorStatus, JsonNumbers


def test_every_documented_code_has_a_description_and_no_other() -> None:
    documented = [*range(1, 14), *range(19, 34)]
    assert list(DESCRIPTIONS) == [f"ERR{number:03}" for number in documented]


def test_an_unknown_code_still_has_a_description() -> None:
    assert Answer.refusal("ERR777").as_json(Switches())["description"]


@pytest.mark.parametrize(
    ("code", "status"),
    [(None, 200), ("ERR003", 403), ("ERR001", 403), ("ERR024", 403), ("ERR002", 400), ("ERR030", 400)],
)
def test_http_status(code: str | None, status: int) -> None:
    assert Answer({}, code).http_status(Switches()) == status


def test_success_is_200_whatever_the_errors_are() -> None:
    assert Answer({}).http_status(Switches(error_status=ErrorStatus.ALL_406)) == 200


@pytest.mark.parametrize(
    ("style", "amount", "written"),
    [
        (JsonNumbers.INTS, 417, 417),
        (JsonNumbers.INTS, 149.5, 149.5),
        (JsonNumbers.FLOATS, 417, 417.0),
        (JsonNumbers.STRINGS, 417, "417.00"),
    ],
)
def test_credits(style: JsonNumbers, amount: float, written: object) -> None:
    document = Answer({"available": Credits(amount)}).as_json(Switches(json_numbers=style))
    assert document["available"] == written
    assert type(document["available"]) is type(written)


def test_legacy_text_of_nothing_is_empty() -> None:
    assert Answer({"senderid": []}).as_text("senderid") == ""
