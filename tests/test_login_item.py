from __future__ import annotations

import plistlib
import shlex
import sys
from pathlib import Path

import pytest

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.login_item import AutostartFile, LaunchAgent, LoginItem, open_login_item, start_command

COMMAND = ["/opt/kwt sms/python", "-m", "kwtsms_desktop", "--background", "--data-dir", '/data/50% "x" $HOME']


@pytest.fixture(params=[AutostartFile, LaunchAgent])
def item(request: pytest.FixtureRequest, tmp_path: Path) -> LoginItem:
    made: LoginItem = request.param(tmp_path / "items", COMMAND)
    return made


def test_it_is_off_until_it_is_turned_on_and_leaves_nothing_behind(item: LoginItem, tmp_path: Path) -> None:
    assert not item.is_on()
    item.turn_off()
    item.turn_on()
    item.turn_on()
    assert item.is_on()
    item.turn_off()
    assert not item.is_on()
    assert list((tmp_path / "items").iterdir()) == []


def test_a_folder_that_cannot_be_is_told(item: LoginItem, tmp_path: Path) -> None:
    (tmp_path / "items").write_text("a file", "utf-8")
    with pytest.raises(StorageError) as caught:
        item.turn_on()
    assert caught.value.reason is Reason.FILE_NOT_WRITABLE


def test_linux_starts_these_very_words(tmp_path: Path) -> None:
    AutostartFile(tmp_path / "items", COMMAND).turn_on()
    [file] = (tmp_path / "items").iterdir()
    lines = dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines() if "=" in line)
    # As a desktop reads it: the value is unescaped, then taken apart into words, then %% is a %.
    unescaped = lines["Exec"].replace("\\\\", "\\")
    words = shlex.split(unescaped.replace("\\$", "$"))
    assert [word.replace("%%", "%") for word in words] == COMMAND
    assert (file.suffix, lines["Type"], lines["Terminal"]) == (".desktop", "Application", "false")


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_linux_settings_may_have_switched_it_off(tmp_path: Path, line: str) -> None:
    item = AutostartFile(tmp_path / "items", COMMAND)
    item.turn_on()
    [file] = (tmp_path / "items").iterdir()
    file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")
    assert not item.is_on()


def test_macos_starts_these_very_words(tmp_path: Path) -> None:
    LaunchAgent(tmp_path / "items", COMMAND).turn_on()
    [file] = (tmp_path / "items").iterdir()
    entry = plistlib.loads(file.read_bytes())
    assert (entry["ProgramArguments"], entry["RunAtLoad"]) == (COMMAND, True)
    file.write_bytes(plistlib.dumps({**entry, "Disabled": True}))
    assert not LaunchAgent(tmp_path / "items", COMMAND).is_on()


def test_it_starts_this_program_without_its_window(tmp_path: Path) -> None:
    assert start_command(None)[-1] == "--background"
    assert start_command(tmp_path)[-2:] == ["--data-dir", str(tmp_path)]
    assert Path(start_command(None)[0]).parent == Path(sys.executable).parent


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the autostart folder is Linux's")
def test_linux_keeps_it_in_the_users_own_folder(tmp_path: Path) -> None:
    item = open_login_item(None)
    item.turn_on()
    assert [file.parent for file in (tmp_path / "home").rglob("*.desktop")] == [
        tmp_path / "home" / "autostart"
    ]
