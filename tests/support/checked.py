"""``check`` of the command line: what it said of a file, and that it left nothing behind."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.cli.main import main
from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions

Detail = dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """What one check said.

    Attributes:
        document: the JSON on standard output.
    """

    status: int
    document: dict[str, Any]

    @property
    def code(self) -> str:
        """Why the file was refused; it must be told in a sentence with everything in it, and a next step."""
        assert self.status == 2, self.document
        error = self.document["error"]
        assert error["message"]
        assert "…" not in error["message"]  # a parameter of the sentence was missing
        assert error["action"]
        return str(error["code"])

    @property
    def rows(self) -> int:
        """How many rows it has; the verdicts must add up to them."""
        assert self.status == 0, self.document
        verdicts = sum(self.document["verdicts"].values())
        assert verdicts == self.document.get("entries", self.document["rows"])
        return int(self.document["rows"])

    @property
    def details(self) -> list[Detail]:
        """One for each row (needs ``--rows``); they must be what the verdicts count."""
        assert self.rows
        found: list[Detail] = self.document["details"]
        for verdict, count in self.document["verdicts"].items():
            assert sum(1 for row in found if row["verdict"] == verdict) == count
        return found

    @property
    def phones(self) -> list[str | None]:
        """What would be sent to, row by row."""
        return [row["phone"] for row in self.details]


class Checks:
    """Checks files with one data folder, in which nothing may be left afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, file: Path | str, *options: str) -> Checked:
        """Check a file."""
        status, document = run_cli("--data-dir", str(self.folder), "check", str(file), *options)
        assert kept(self.folder) == (0, 0)
        if status and not options:
            self._import_in_vain(Path(file), document["error"]["code"])
        return Checked(status, document)

    def _import_in_vain(self, file: Path, code: str) -> None:
        """``check`` keeps nothing anyway; an import is refused for the same reason, and leaves nothing."""
        with App(Options(data_dir=self.folder, language="en"), variables={}) as app:
            with pytest.raises(KwtsmsDesktopError) as caught:
                app.importing.store(file, ImportOptions(), CheckOptions(), Mailbox(), Event())
            assert caught.value.code == code
        assert kept(self.folder) == (0, 0)


def run_cli(*words: str) -> tuple[int, dict[str, Any]]:
    """Exit status and JSON document of a command line in English, run in this process."""
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(output):
        status = main(["--lang", "en", "--json", *words])
    output.seek(0)
    document: dict[str, Any] = json.loads(output.read())
    return status, document


def kept(folder: Path) -> tuple[int, int]:
    """How many lists, and how many rows, the database of a data folder holds: unfinished ones too."""
    with contextlib.closing(sqlite3.connect(folder / "kwtsms-desktop.db")) as database:
        lists, rows = database.execute(
            "SELECT (SELECT COUNT(*) FROM contact_lists), (SELECT COUNT(*) FROM rows)"
        ).fetchone()
    return lists, rows


_IMPORT = """
import json, sys, threading
from pathlib import Path
from kwtsms_desktop.app import App, Options
from kwtsms_desktop.cli.documents import check_document, error_document
from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
try:
    with App(Options(data_dir=Path(sys.argv[1]), language="en"), variables={}) as app:
        given = Path(sys.argv[2]), ImportOptions(), CheckOptions(), Mailbox(), threading.Event()
        document = check_document(app.importing.store(*given), None, 0.0)
except KwtsmsDesktopError as error:
    document = {"error": error_document(error)}
print(json.dumps(document))
sys.exit(2 if "error" in document else 0)
"""


class Measured(NamedTuple):
    """An import in a process of its own.

    Attributes:
        largest_mb: the most memory that it, or one process that it started, ever had.
    """

    checked: Checked
    largest_mb: float


def import_in_a_process(folder: Path, file: Path, limit_file_bytes: int | None = None) -> Measured:
    """Import a file, and keep it, in a process of its own; on Linux only.

    Args:
        limit_file_bytes: the system lets no file become larger than this.
    """

    def limit() -> None:
        if limit_file_bytes is not None and sys.platform != "win32":
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_file_bytes, limit_file_bytes))

    command = [sys.executable, "-c", _IMPORT, str(folder), str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=limit)
    assert process.stdout is not None
    with process.stdout as output:
        said = output.read()
    if sys.platform == "win32":
        raise NotImplementedError
    _, state, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(state)
    return Measured(Checked(process.returncode, json.loads(said)), used.ru_maxrss / 1024)
