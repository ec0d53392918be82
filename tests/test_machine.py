from __future__ import annotations

import platform
from pathlib import Path

import pytest

from kwtsms_desktop import machine

IOREG = """+-o J314  <class IOPlatformExpertDevice>
    {
      "IOPlatformUUID" = "0A1B-2C"
      "manufacturer" = <"Apple Inc.">
    }
"""


def test_it_stays_the_same_and_is_not_what_the_system_has() -> None:
    first = machine.machine_id()
    assert first == machine.machine_id()
    assert len(first) == 32
    assert first != machine.first_line_of(machine.LINUX_FILES)


def test_two_computers_differ_and_case_does_not_matter() -> None:
    assert machine.hashed("a1\n") == machine.hashed("A1")
    assert machine.hashed("a1") != machine.hashed("a2")


def test_the_first_file_that_says_something_counts(tmp_path: Path) -> None:
    empty, unset, good = tmp_path / "empty", tmp_path / "unset", tmp_path / "good"
    empty.write_text("", "ascii")
    unset.write_text("uninitialized\n", "ascii")
    good.write_text("4d3f\n", "ascii")
    assert machine.first_line_of([tmp_path / "missing", empty, unset, good]) == "4d3f"
    assert machine.first_line_of([unset]) == ""


@pytest.mark.parametrize(("said", "found"), [(IOREG, "0A1B-2C"), ("nothing", "")])
def test_macos_names_its_computer(said: str, found: str) -> None:
    assert machine.platform_uuid(said) == found


def test_a_number_of_its_own_is_made_once(tmp_path: Path) -> None:
    first = machine.own_id(tmp_path / "config")
    assert first
    assert machine.own_id(tmp_path / "config") == first
    assert machine.own_id(tmp_path / "other") != first


def test_where_nothing_can_be_kept_the_name_has_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "ascii")
    assert machine.own_id(tmp_path / "file" / "config") == platform.node()
