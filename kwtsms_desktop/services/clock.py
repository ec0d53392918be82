"""The two clocks that campaigns which are sent later are judged by."""

from __future__ import annotations

import sys
import time

from kwtsms_desktop.core.schedule import Reading


def read_clocks() -> Reading:
    """Both clocks now."""
    return Reading(wall=time.time(), steady=_steady())


def _steady() -> float:
    """Seconds on a clock that nobody can set and that goes on while the computer sleeps.

    ``time.monotonic`` stands still meanwhile on Linux and macOS: a night's sleep would look like a clock
    that was set.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":  # noqa: RET505  (mypy knows platforms in this form only)
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        return time.monotonic()
