from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kwtsms_desktop.texts.moments import countdown_text, moment_text

NOW = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # Monday the 23rd, 01:30 in Kuwait


@pytest.mark.parametrize(
    ("utc", "words"),
    [
        pytest.param("2026-11-23T06:00:00+00:00", "today at 09:00", id="today-is-kuwaits"),
        pytest.param(
            "2026-11-23T21:00:00+00:00", "tomorrow at 00:00", id="tomorrow-begins-at-midnight-there"
        ),
        pytest.param("2026-11-29T06:00:00+00:00", "on Sunday at 09:00", id="within-the-week"),
        pytest.param("2026-11-30T06:00:00+00:00", "on Monday, 2026-11-30, at 09:00", id="a-week-from-now"),
        pytest.param("2026-11-22T06:00:00+00:00", "on Sunday at 09:00", id="yesterday"),
        pytest.param("2026-11-01T06:00:00+00:00", "on Sunday, 2026-11-01, at 09:00", id="long-ago"),
    ],
)
def test_a_moment_in_words(utc: str, words: str) -> None:
    assert moment_text(utc, NOW).replace("\u2066", "").replace("\u2069", "") == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "in less than a minute"),
        (59, "in less than a minute"),
        (60, "in 1 minute"),
        (3599, "in 59 minutes"),
        (3 * 3600 + 20 * 60, "in 3 h 20 min"),
        (47 * 3600, "in 47 h 0 min"),
        (48 * 3600, "in 2 days"),
    ],
)
def test_a_countdown_in_words(seconds: float, words: str) -> None:
    assert countdown_text(seconds) == words
