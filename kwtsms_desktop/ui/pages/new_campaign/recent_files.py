"""The contact list files that were imported last, as far as they are still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecentFile:
    """One file.

    Attributes:
        changed_at: UTC time of its last change, as in the database.
    """

    path: Path
    changed_at: str


def existing_files(paths: Iterable[str]) -> list[RecentFile]:
    """Those of ``paths`` that can be reached now. May wait for a drive: not for the GUI thread."""
    found = []
    for path in map(Path, paths):
        try:
            changed = path.stat().st_mtime
            if path.is_file():
                found.append(RecentFile(path, datetime.fromtimestamp(changed, UTC).isoformat()))
        except (OSError, OverflowError, ValueError):  # gone, its drive is gone, or a date no calendar has
            continue
    return found
