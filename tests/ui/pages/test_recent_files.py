from __future__ import annotations

import os
from pathlib import Path

from kwtsms_desktop.ui.pages.new_campaign.recent_files import RecentFile, existing_files


def test_files_keep_their_order_and_tell_when_they_changed(tmp_path: Path) -> None:
    newer, older = tmp_path / "عملاء.xlsx", tmp_path / "members.csv"
    for path, moment in ((newer, 1_700_000_000), (older, 1_600_000_000)):
        path.touch()
        os.utime(path, (moment, moment))
    assert existing_files([str(newer), str(older)]) == [
        RecentFile(newer, "2023-11-14T22:13:20+00:00"),
        RecentFile(older, "2020-09-13T12:26:40+00:00"),
    ]


def test_what_is_gone_or_no_file_is_left_out(tmp_path: Path) -> None:
    assert existing_files([str(tmp_path / "gone.csv"), str(tmp_path), "bad\0name"]) == []
