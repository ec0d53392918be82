"""A real database in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.database import Database
from tests.support.builders import data_folder


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return data_folder(tmp_path / "data")


@pytest.fixture
def database(paths: Paths) -> Iterator[Database]:
    with Database(paths) as opened:
        yield opened
