"""The layers hold, and a planted violation of each contract is seen.

The contracts are in ``pyproject.toml`` (import-linter). A rule that nobody has ever seen fail may not work
at all, so each is broken once here, in a copy of the package.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kwtsms_desktop"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be broken."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "kwtsms_desktop", ignore=ignore)
    shutil.copytree(ROOT / "resources", tmp_path / "kwtsms_desktop" / "resources", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout


LAYERS = "each layer knows only those below"


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("core/segments.py", "import time", "Core computes"),
        ("core/phone.py", "from kwtsms_desktop.storage import rows", LAYERS),
        ("gateway/wire.py", "from kwtsms_desktop.storage import rows", LAYERS),
        (
            "contacts/columns.py",
            "from kwtsms_desktop.services import events",
            LAYERS,
        ),
        ("services/history.py", "from PySide6 import QtCore", "Qt is known to ui alone"),
        ("cli/check.py", "from kwtsms_desktop.ui import theme", LAYERS),
        ("app.py", "import shiboken6", "Qt is known to ui alone"),
        ("ui/shell.py", "from kwtsms_desktop.gateway import client", "The window asks services"),
        ("ui/pages/campaign.py", "import sqlite3", "The window asks services"),
        ("ui/pages/campaign.py", "import threading", "The window asks services"),
        ("simulator/rules.py", "from kwtsms_desktop.core import phone", "The simulator states"),
        ("texts/statuses.py", "from kwtsms_desktop.core import phone", "Texts know codes"),
        ("utils.py", "", LAYERS),
    ],
    ids=lambda value: str(value).replace("kwtsms_desktop", "…"),
)
def test_a_planted_violation_is_seen(copy: Path, file: str, line: str, contract: str) -> None:
    path = copy / "kwtsms_desktop" / file
    text = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{text}\n{line}\n", "utf-8")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert contract in done.stdout if file != "utils.py" else "utils" in done.stdout


def sources(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def test_importing_everything_but_the_window_does_not_load_qt() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sources()
        if "ui" not in path.relative_to(PACKAGE).parts and path.name not in {"__main__.py", "__init__.py"}
    ]
    program = (
        "import sys, importlib\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'PySide6', 'shiboken6'}])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_says_what_it_is_for_and_stays_readable(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    if path.name != "_prefixes.py":
        assert len(text.splitlines()) <= 450
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"


WIRE_WORDS = re.compile(
    r"""['"](?:msg-id|msgid|points-charged|balance-after|unix-timestamp)['"]|['"]mobile['"]\s*:"""
)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_gateways_own_words_stay_in_wire(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] == "simulator" or parts[-1] in {"wire.py", "heading_words.py"}:
        pytest.skip("their home")
    assert not WIRE_WORDS.search(path.read_text("utf-8"))


def test_an_installed_copy_has_every_package() -> None:
    listed = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    )
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert listed == found | {"kwtsms_desktop.resources"}


def test_the_project_names_no_package_index() -> None:
    for name in ("pyproject.toml", "Makefile", ".ci/run", "packaging/constraints.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"index-url|extra-index|pypi\.org|files\.pythonhosted", text), name
