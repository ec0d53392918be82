from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop import log


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "program.log"
    handler = log.start_log(path)
    yield path
    log.stop_log(handler)


def test_numbers_are_shortened(written: Path) -> None:
    logging.getLogger("kwtsms_desktop.test").warning("sent to %s", "96598765432")
    text = written.read_text("utf-8")
    assert "98765432" not in text
    assert "965…32" in text


def test_secrets_are_hidden_also_in_exceptions(written: Path) -> None:
    log.formatter.hide("hunter2hunter2")
    try:
        int("login hunter2hunter2 failed for 96598765432")
    except ValueError:
        logging.getLogger("kwtsms_desktop.test").exception("it broke")
    text = written.read_text("utf-8")
    assert "Traceback" in text
    assert "hunter2" not in text
    assert "98765432" not in text


def test_a_line_break_cannot_forge_a_record(written: Path) -> None:
    logging.getLogger("kwtsms_desktop.test").warning("cell: %s", "x\n2026-01-01 ERROR forged")
    lines = written.read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("    ")
