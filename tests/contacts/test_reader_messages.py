from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.checked_rows import CheckedChunk, CheckOrder, check_rows
from kwtsms_desktop.contacts.reader_messages import (
    AGAIN,
    MORE,
    Opened,
    OpenRequest,
    Refusal,
    Refused,
    decode_answer,
    decode_checked,
    decode_order,
    decode_request,
    decode_rows,
    encode,
    encode_checked,
    encode_failure,
    encode_order,
)
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason


def test_requests_arrive_as_they_were_sent() -> None:
    request = OpenRequest("/tmp/قائمة 1.xlsx", "xlsx", "ورقة\n1", include_hidden=True, memory_bytes=5)  # noqa: S108
    assert decode_request(encode(request)) == request


@pytest.mark.parametrize(
    "answer",
    [Opened("a", ["a", "b"], []), Refused(Refusal.NO_SUCH_SHEET, ["a"])],
    ids=lambda a: type(a).__name__,
)
def test_answers_arrive_as_they_were_sent(answer: Opened | Refused) -> None:
    assert decode_answer(encode(answer)) == answer


@given(st.lists(st.tuples(st.integers(min_value=1), st.lists(st.text()))))
def test_rows_arrive_as_they_were_sent_on_one_line(rows: list[tuple[int, list[str]]]) -> None:
    line = encode(rows)
    assert line.count(b"\n") == 1
    assert [tuple(row) for row in decode_rows(line)] == rows


ORDER = CheckOrder(3, 2, (1, 0), "965", coverage=("965", "20"), blocked=frozenset({"96598765432"}))


def test_the_order_to_check_arrives_as_it_was_sent() -> None:
    assert decode_order(encode_order(ORDER)) == ORDER


@pytest.mark.parametrize("order", [AGAIN, MORE])
def test_other_orders_are_not_taken_for_it(order: bytes) -> None:
    assert decode_order(order) is None


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1))
def test_checked_rows_arrive_as_they_were_sent_on_one_line(rows: list[list[str]]) -> None:
    order = CheckOrder(0, 2, (1, 0), "965")
    for chunk in check_rows(list(enumerate(rows, start=1)), order):
        line = encode_checked(chunk)
        assert line.count(b"\n") == 1
        assert decode_checked(line) == chunk


def test_half_a_character_becomes_a_question_mark() -> None:
    """SQLite would refuse it, and the whole list with it."""
    (chunk,) = check_rows([(1, ["a\ud800", "9\udc00"])], CheckOrder(0, 2, (1,), ""))
    (entry,) = decode_checked(encode_checked(chunk)).entries
    assert (entry[1], entry[2]) == ('["a?", "9?"]', "9?")


def test_no_rows_are_the_end() -> None:
    assert decode_checked(encode([])) == CheckedChunk(0, [], {})


def test_an_error_is_raised_on_the_other_side() -> None:
    error = UserError(Reason.ENCODING_WRONG, file="قائمة.csv", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        decode_checked(encode_failure(error))
    assert (caught.value.reason, caught.value.parameters) == (error.reason, error.parameters)
