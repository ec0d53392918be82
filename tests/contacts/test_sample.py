"""The sample list of the demo: it shows off every kind of damage, and most of it can be sent to."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from kwtsms_desktop.contacts.table import open_contact_file

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("make_sample", ROOT / "packaging" / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_files_are_what_the_script_makes(script: ModuleType) -> None:
    clients = script.make_clients()
    assert parts((SAMPLES / "sample.xlsx").read_bytes()) == parts(script.make_workbook(clients))
    assert (SAMPLES / "sample.csv").read_bytes() == script.make_text(clients)


def test_the_workbook_is_understood_without_help() -> None:
    with open_contact_file(SAMPLES / "sample.xlsx") as file:
        assert (file.sheet, file.header_row, file.hidden_rows) == ("Clients", 4, 2)
        assert (file.headings[file.phone_column or 0], file.name_column) == ("الموبايل", 0)
        assert sum(1 for _ in file.rows()) == 298


def test_the_text_file_holds_the_same_rows() -> None:
    with (
        open_contact_file(SAMPLES / "sample.xlsx") as workbook,
        open_contact_file(SAMPLES / "sample.csv") as text,
    ):
        assert (text.header_row, text.headings, text.phone_column) == (4, workbook.headings, 1)
        assert list(text.rows()) == list(workbook.rows())
