"""Cases of gateway-cases.md part F that concern reading: the sdk's own come with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwtsms_desktop.core.account import Login
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.environment import read_env_file, read_environment


@pytest.mark.parametrize(
    ("value", "forbidden"),
    [
        pytest.param(None, False, id="not set"),
        pytest.param("", False, id="F1 empty"),
        pytest.param("0", False, id="F1 zero"),
        pytest.param("false", False, id="F1 false"),
        pytest.param("no", False, id="F1 no"),
        pytest.param("OFF", False, id="off in capitals"),
        pytest.param("1", True, id="F2"),
        pytest.param("true", True, id="F2b true"),
        pytest.param("yes", True, id="F2b yes"),
        pytest.param("True", True, id="F2b True"),
        pytest.param("perhaps", True, id="doubt never sends live"),
    ],
)
def test_test_mode_forbids_live_unless_it_is_clearly_off(value: str | None, forbidden: bool) -> None:
    variables = {} if value is None else {"KWTSMS_TEST_MODE": value}
    assert read_environment(variables).live_forbidden is forbidden


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("KEY=plain", "plain", id="plain"),
        pytest.param("KEY = spaced  ", "spaced", id="F5 spaces"),
        pytest.param("export KEY=value", "value", id="F5d export"),
        pytest.param('KEY="in quotes"', "in quotes", id="quotes"),
        pytest.param('KEY="hello\'"', "hello'", id="F4 matching pair only"),
        pytest.param('KEY="open', '"open', id="F4 no pair"),
        pytest.param("KEY=1 # note", "1", id="F2c F5b comment"),
        pytest.param("KEY=#start", "#start", id="F5c begins with a sign"),
        pytest.param("KEY='a # b' # note", "a # b", id="comment after quotes"),
        pytest.param("KEY=", "", id="F3 empty"),
        pytest.param("KEY=value\r", "value", id="F6 Windows line end"),
        pytest.param("\ufeffKEY=value", "value", id="F9 byte order mark"),
    ],
)
def test_a_line_of_the_file(tmp_path: Path, line: str, value: str) -> None:
    file = tmp_path / ".env"
    file.write_bytes(f"{line}\n# a comment\n\nOTHER=x\n".encode())
    assert read_env_file(file) == {"KEY": value, "OTHER": "x"}


@pytest.mark.parametrize("name", ["KWTSMS_PASSWORD", "KWTSMS_USERNAME"])
def test_a_password_is_never_cut_short_in_silence(tmp_path: Path, name: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{name}=abc #def\n", "utf-8")
    with pytest.raises(UserError) as caught:
        read_env_file(file)
    assert caught.value.reason is Reason.QUOTE_NEEDED
    assert "abc" not in str(caught.value)


def test_a_missing_file_is_no_error(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == {}


def test_credentials_are_passed_on_as_they_are() -> None:
    variables = {"KWTSMS_USERNAME": " u ", "KWTSMS_PASSWORD": 'p&#?"\\<>%ش '}
    assert read_environment(variables).login == Login(" u ", 'p&#?"\\<>%ش ')


def test_half_a_login_is_none() -> None:
    assert read_environment({"KWTSMS_USERNAME": "u"}).login is None


def test_an_empty_log_file_is_off() -> None:
    assert read_environment({"KWTSMS_LOG_FILE": ""}).log_file is None


def test_a_login_is_not_printed() -> None:
    shown = repr(read_environment({"KWTSMS_USERNAME": "user77", "KWTSMS_PASSWORD": "secret77"}))
    assert "77" not in shown
