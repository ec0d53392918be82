"""Segments equal those of an independent implementation, whose answers are kept as data with their source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kwtsms_desktop.core.segments import Encoding, count_segments, segments_of

DATA = Path(__file__).parents[1] / "data" / "segments" / "sms_segments_calculator.json"
VECTORS: list[dict[str, Any]] = json.loads(DATA.read_text("utf-8"))["vectors"]


def _text(vector: dict[str, Any]) -> str:
    return vector.get("text") or "".join(piece * times for piece, times in vector["pieces"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{_text(vector)[-8:]!a}-{len(_text(vector))}")
def test_agrees_with_another_implementation(vector: dict[str, Any]) -> None:
    text = _text(vector)
    count = count_segments(text)
    assert (count.encoding is Encoding.UNICODE, count.segments) == (vector["unicode"], vector["segments"])
    assert segments_of(text) == vector["segments"]
