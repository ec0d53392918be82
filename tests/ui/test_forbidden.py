"""What the window must not do: freeze, touch Qt from a worker, or hold a table of recipients in memory."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kwtsms_desktop.ui

UI = Path(kwtsms_desktop.ui.__file__).parent
FILES = sorted(UI.rglob("*.py"))


def code_of(file: Path) -> str:
    """A file without its docstrings and comments, which may name what they forbid."""
    without_docstrings = re.sub(r'""".*?"""', '""', file.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"#.*", "", without_docstrings)


@pytest.mark.parametrize(
    "word",
    [
        "processEvents",
        "terminate",
        "QTableWidget",
        "QStandardItem",
        "QSortFilterProxyModel",
        "moveToThread",
        "QThread",
        "QThreadPool",
        "QSettings",
        "resizeColumnsToContents",
    ],
)
def test_nothing_names(word: str) -> None:
    assert [file.name for file in FILES if re.search(rf"\b{word}\b", code_of(file))] == []


def test_threads_are_started_in_one_file() -> None:
    assert [file.name for file in FILES if "threading.Thread(" in code_of(file)] == ["background.py"]


def test_nothing_sleeps() -> None:
    assert [file.name for file in FILES if re.search(r"\bsleep\(", code_of(file))] == []


def test_sentences_are_never_built_inside_a_translation() -> None:
    """An f-string is extracted as it stands and can never match at run time."""
    pattern = r"\b(?:_|N_|ngettext|pgettext)\(\s*f[\"']"
    assert [file.name for file in FILES if re.search(pattern, file.read_text("utf-8"))] == []
