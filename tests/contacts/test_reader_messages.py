from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.reader_messages import (
    Opened,
    OpenRequest,
    Refusal,
    Refused,
    decode_answer,
    decode_request,
    decode_rows,
    encode,
)


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
