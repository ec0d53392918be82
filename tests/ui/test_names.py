from __future__ import annotations

from kwtsms_desktop.ui.names import named


def test_a_name_keeps_its_own_direction_in_a_sentence() -> None:
    assert named("العملاء") == "\u2068العملاء\u2069"


def test_a_name_as_long_as_a_sentence_is_cut() -> None:
    assert named("x" * 41) == "\u2068" + "x" * 39 + "…\u2069"
    assert named("x" * 40) == "\u2068" + "x" * 40 + "\u2069"
