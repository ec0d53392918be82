from __future__ import annotations

from pathlib import Path

import pytest

from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.settings import (
    MOST_RECENT_FILES,
    AccountSettings,
    Settings,
    SettingsFile,
    replace_file,
)

SOME = Settings(
    language="ar", requests_per_second=1.5, accounts=(AccountSettings("office", "MYSHOP", False),)
)


def test_a_new_user_starts_with_tests_and_kuwait(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "settings.json").load()
    assert settings == Settings()
    assert settings.default_country == "965"
    assert AccountSettings("new").test_mode


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(SOME)
    assert file.load() == SOME


@pytest.mark.parametrize("content", ["", "{broken", "[1, 2]", "null", '{"accounts": 3}'])
def test_a_damaged_file_is_the_usual_settings(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, "utf-8")
    assert SettingsFile(path).load() == Settings()


def test_a_value_of_the_wrong_kind_is_left_out_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": "ar", "max_segments": "many", "requests_per_second": 1, "new": 1}', "utf-8")
    assert SettingsFile(path).load() == Settings(language="ar", requests_per_second=1.0)


def test_a_save_that_fails_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    replace_file(path, "old")
    path.with_name("settings.json.new").mkdir()
    with pytest.raises(StorageError) as caught:
        replace_file(path, "new")
    assert caught.value.reason is Reason.FILE_NOT_WRITABLE
    assert path.read_text("utf-8") == "old"


def test_the_first_account_is_the_default() -> None:
    settings = Settings().with_account(AccountSettings("office")).with_account(AccountSettings("shop"))
    assert settings.default_account == "office"
    changed = settings.with_account(AccountSettings("office", "MYSHOP"))
    assert changed.account() == AccountSettings("office", "MYSHOP")
    assert len(changed.accounts) == 2


def test_recent_files_come_back_newest_first(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(Settings().with_recent_file(Path("/a.csv")).with_recent_file(Path("/عملاء.xlsx")))
    assert [Path(path) for path in file.load().recent_files] == [Path("/عملاء.xlsx"), Path("/a.csv")]


def test_a_file_used_again_is_the_newest_and_stands_there_once() -> None:
    settings = Settings().with_recent_file(Path("/a.csv")).with_recent_file(Path("/b.csv"))
    again = settings.with_recent_file(Path("/a.csv"))
    assert [Path(path) for path in again.recent_files] == [Path("/a.csv"), Path("/b.csv")]


def test_only_the_last_few_files_are_remembered() -> None:
    settings = Settings()
    for number in range(MOST_RECENT_FILES + 3):
        settings = settings.with_recent_file(Path(f"/{number}.csv"))
    assert len(settings.recent_files) == MOST_RECENT_FILES


@pytest.mark.parametrize("stored", ['"a.csv"', "[1, null]", "{}"])
def test_damaged_recent_files_are_none(tmp_path: Path, stored: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"language": "ar", "recent_files": {stored}}}', "utf-8")
    assert SettingsFile(path).load() == Settings(language="ar")
