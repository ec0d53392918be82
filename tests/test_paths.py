from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from kwtsms_desktop import paths as paths_module
from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.paths import Paths, on_network_drive


def test_everything_moves_with_the_root(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "a" / "b")
    paths.prepare()
    for name in ("database", "settings", "log", "backups", "write_lock", "send_lock", "request_starts"):
        assert tmp_path / "a" / "b" in getattr(paths, name).parents


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_folder_is_for_this_user_only(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    paths.prepare()
    assert paths.root.stat().st_mode & 0o077 == 0


def test_a_file_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", "utf-8")
    with pytest.raises(StorageError) as caught:
        Paths(tmp_path / "data").prepare()
    assert caught.value.reason is Reason.DATA_READ_ONLY


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The mount table is the operating system's: a network mount is written into it here.
    mounts = [
        *psutil.disk_partitions(all=True),
        SimpleNamespace(device="server:/export", mountpoint=str(tmp_path), fstype="nfs4", opts="rw"),
    ]
    monkeypatch.setattr(paths_module.psutil, "disk_partitions", lambda all: mounts)  # noqa: A006
    assert on_network_drive(tmp_path / "data")
    with pytest.raises(StorageError) as caught:
        Paths(tmp_path / "data").prepare()
    assert caught.value.reason is Reason.DATA_ON_NETWORK
    assert not (tmp_path / "data").exists()


def test_this_disk_is_no_network_drive(tmp_path: Path) -> None:
    assert not on_network_drive(tmp_path)
