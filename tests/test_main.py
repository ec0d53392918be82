"""The start of the window program, as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kwtsms_desktop import __version__


def run(tmp_path: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "kwtsms_desktop", *words],
        env={**environment, "HOME": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a display")
def test_without_a_display_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo")
    assert done.returncode == 2
    assert "xvfb-run" in done.stderr
    assert 'campaign send sample --demo --text "Hello" --yes' in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a display")
def test_the_command_it_names_works(tmp_path: Path) -> None:
    words = ["campaign", "send", "sample", "--demo", "--text", "Hello", "--yes", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "kwtsms_desktop.cli.main", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout
    assert '"state": "finished"' in done.stdout


def test_it_tells_its_version(tmp_path: Path) -> None:
    assert __version__ in run(tmp_path, "--version").stdout


def test_a_data_folder_that_cannot_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    done = run(tmp_path, "--data-dir", str(tmp_path / "file" / "data"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
