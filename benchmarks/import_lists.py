"""How long it takes, and how much memory, to import and check a large contact list.

Every figure is that of whole processes, from start to end, with everything they start; what ours is compared
with runs beside it on the same file:

- ``xlsx``: 100,000 rows, against openpyxl and the kwtSMS client's own check of each phone (``peer_import``),
  which is installed into a folder of its own for this
- ``csv``: 1,000,000 rows, against Python's ``csv.reader`` doing nothing with them
- ``full``: 1,048,576 rows of an xlsx sheet, against calamine doing nothing with them

Ours reads the file, gives every row its verdict and keeps both in a new data folder. Memory is the sum of
what each process has to itself and its share of the rest (PSS; USS where the system knows no PSS), looked at
every 20 ms in a run of its own, since looking takes time from what is looked at. Files are made once. The
exit status is 1 where a requirement is missed.

    .venv/bin/python benchmarks/import_lists.py --only xlsx
    .venv/bin/python benchmarks/import_lists.py --only csv --rows 200000
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.list_data import FULL_SHEET_ROWS, Made, csv_file, xlsx_file

LOOK_SECONDS = 0.02
MB = 1024**2

FASTER_THAN_PEER = 4.5
SLOWER_THAN_CSV_READER = 14.0
CSV_MEGABYTES = 350
SLOWER_THAN_CALAMINE = 3.5
MORE_MEGABYTES_THAN_CALAMINE = 150

_CSV_READER = """
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    print(json.dumps({"rows": sum(1 for _ in csv.reader(file)) - 1}))
"""
_CALAMINE = """
import json, sys
from python_calamine import CalamineWorkbook
sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
print(json.dumps({"rows": sum(1 for _ in sheet.iter_rows()) - 1}))
"""


def store(path: Path, data_dir: Path) -> dict[str, object]:
    """Ours, in the process that is measured: import a file and check it, and say what is stored then.

    The one place that knows how the program is asked to do so.
    """
    import threading

    from kwtsms_desktop.app import App, Options
    from kwtsms_desktop.services.checking import CheckOptions
    from kwtsms_desktop.services.events import Mailbox
    from kwtsms_desktop.services.importing import ImportOptions

    mailbox, stop = Mailbox(), threading.Event()
    with App(Options(data_dir=data_dir, language="en"), variables={}) as app:
        summary = app.importing.store(path, ImportOptions(), CheckOptions(), mailbox, stop)
        if summary is None:
            raise SystemExit("the import was stopped")
        kept = [(found.rows, found.checked_at is not None) for found in app.history.lists()]
        verdicts = {verdict.value: count for verdict, count in summary.verdicts.items() if count}
    return {"rows": summary.contact_list.rows, "verdicts": verdicts, "kept": kept}


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took, with all it started.

    Attributes:
        cpu_seconds: on all cores together, which a busy machine changes little; 0 on Windows.
        megabytes: the most memory at any one time.
        said: its last line, a JSON document.
    """

    seconds: float
    cpu_seconds: float
    megabytes: float
    said: Mapping[str, object]


def measured(
    command: Sequence[str | Path], more: Mapping[str, str] | None = None, *, looks: bool = True
) -> Run:
    """Run a program to its end, and once more to look at its memory: looking takes time from it."""
    timed = _run(command, more, looks=False)
    if not looks:
        return timed
    return dataclasses.replace(timed, megabytes=_run(command, more, looks=True).megabytes)


def _run(command: Sequence[str | Path], more: Mapping[str, str] | None, *, looks: bool) -> Run:
    peak = 0
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryDirectory(prefix="kwtsms-benchmark-") as folder,
    ):
        environment = {**os.environ, **(more or {})}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's computer compiles a program at each start
        began, before = time.perf_counter(), _cpu_seconds_of_children()
        process = psutil.Popen(
            [sys.executable, *map(str, command)], stdout=output, cwd=folder, env=environment
        )
        while looks and process.poll() is None:
            peak = max(peak, _tree_bytes(process))
            time.sleep(LOOK_SECONDS)
        status = process.wait()
        seconds = time.perf_counter() - began
        if status:
            raise SystemExit(f"{command} ended with {status}")
        output.seek(0)
        cpu_seconds = _cpu_seconds_of_children() - before
        return Run(seconds, cpu_seconds, peak / MB, json.loads(output.read().splitlines()[-1]))


def _cpu_seconds_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _tree_bytes(process: psutil.Popen) -> int:
    try:
        return sum(map(_own_bytes, [process, *process.children(recursive=True)]))
    except psutil.Error:  # ended in between
        return 0


def _own_bytes(process: psutil.Process) -> int:
    try:
        found = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(found, "pss", 0) or found.uss)


def measured_store(made: Made) -> Run:
    """Ours on a file, with a new data folder; every row must be in it with its verdict."""
    run = measured([Path(__file__).resolve(), "--store", made.path, "data"])  # each run has its own folder
    verdicts = run.said["verdicts"]
    assert isinstance(verdicts, dict)
    if run.said["rows"] != made.rows or sum(verdicts.values()) != made.rows:
        raise SystemExit(f"not every row of {made.path} has its verdict: {run.said}")
    if run.said["kept"] != [[made.rows, True]]:
        raise SystemExit(f"the list was not kept: {run.said}")
    return run


def peer_folder() -> Path:
    """Where the kwtSMS client is installed, by itself: it is no part of this project."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = Path(tempfile.gettempdir()) / f"kwtsms-peer-{version}"
    if not (folder / "kwtsms").exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
        subprocess.run([*pip, "kwtsms"], check=True)
    return folder


class Table:
    """What is printed, line by line, and whether all was as required."""

    def __init__(self) -> None:
        self.missed = 0
        self._line("", "seconds", "CPU s", "ratio", "peak MB", "required")

    def add(self, name: str, run: Run, ratio: float | None = None) -> None:
        """A run."""
        seconds = f"{run.seconds:.2f}", f"{run.cpu_seconds:.2f}"
        self._line(name, *seconds, f"{ratio:.2f}" if ratio else "", f"{run.megabytes:.0f}", "")

    def judge(self, name: str, value: str, *, met: bool) -> None:
        """A requirement."""
        self.missed += not met
        self._line(f"  → {name}", "", "", "", "", f"{value}  {'met' if met else 'MISSED'}")

    def _line(self, name: str, *cells: str) -> None:
        figures = "".join(f"{cell:>9}" for cell in cells[:-1])
        print(f"{name:<44}{figures}  {cells[-1]}".rstrip(), flush=True)


def compare_xlsx(table: Table, rows: int) -> None:
    made = xlsx_file(rows)
    ours = measured_store(made)
    table.add(f"ours, xlsx of {rows:,} rows", ours)
    folder = peer_folder()
    client = next(iter(importlib.metadata.distributions(path=[str(folder)]))).version
    reader = importlib.metadata.version("openpyxl")
    fastest = None
    for mode in ("read-only", "normal"):
        peer = measured(
            [Path(__file__).with_name("peer_import.py").resolve(), made.path, mode],
            {"PYTHONPATH": str(folder)},
            looks=False,
        )
        _same_rows(peer, made)
        table.add(f"openpyxl {reader} {mode} + kwtsms {client}", peer, ratio=peer.seconds / ours.seconds)
        fastest = min(fastest or peer.seconds, peer.seconds)
    ratio = (fastest or 0) / ours.seconds
    table.judge(
        "times faster than the faster peer",
        f"{ratio:.2f} >= {FASTER_THAN_PEER}",
        met=ratio >= FASTER_THAN_PEER,
    )


def compare_csv(table: Table, rows: int) -> None:
    made = csv_file(rows)
    plain = measured(["-c", _CSV_READER, made.path])
    _same_rows(plain, made)
    table.add(f"csv.reader, {rows:,} rows", plain)
    ours = measured_store(made)
    ratio = ours.seconds / plain.seconds
    table.add("ours", ours, ratio)
    table.judge(
        "times csv.reader", f"{ratio:.2f} <= {SLOWER_THAN_CSV_READER}", met=ratio <= SLOWER_THAN_CSV_READER
    )
    table.judge("MB", f"{ours.megabytes:.0f} <= {CSV_MEGABYTES}", met=ours.megabytes <= CSV_MEGABYTES)


def compare_full(table: Table, rows: int) -> None:
    made = xlsx_file(rows)
    plain = measured(["-c", _CALAMINE, made.path])
    _same_rows(plain, made)
    table.add(f"calamine, xlsx of {rows:,} rows", plain)
    ours = measured_store(made)
    ratio = ours.seconds / plain.seconds
    table.add("ours", ours, ratio)
    table.judge("times calamine", f"{ratio:.2f} <= {SLOWER_THAN_CALAMINE}", met=ratio <= SLOWER_THAN_CALAMINE)
    allowed = plain.megabytes + MORE_MEGABYTES_THAN_CALAMINE
    table.judge("MB", f"{ours.megabytes:.0f} <= {allowed:.0f}", met=ours.megabytes <= allowed)


def _same_rows(run: Run, made: Made) -> None:
    if run.said["rows"] != made.rows:
        raise SystemExit(f"{made.path} has {made.rows} rows, not {run.said['rows']}")


_COMPARISONS: Mapping[str, tuple[Callable[[Table, int], None], int]] = {
    "xlsx": (compare_xlsx, 100_000),
    "csv": (compare_csv, 1_000_000),
    "full": (compare_full, FULL_SHEET_ROWS - 1),
}


def main() -> int:
    if sys.argv[1:2] == ["--store"]:
        print(json.dumps(store(Path(sys.argv[2]), Path(sys.argv[3]))))
        return 0
    parser = argparse.ArgumentParser(description="Import and check large lists; print what it took.")
    parser.add_argument("--only", choices=_COMPARISONS, help="one comparison instead of all")
    parser.add_argument("--rows", type=int, help="another size than the usual one")
    arguments = parser.parse_args()
    measured_store(xlsx_file(100))  # so that everything is compiled and in the system's cache
    table = Table()
    for name, (compare, usual) in _COMPARISONS.items():
        if arguments.only in (None, name):
            compare(table, arguments.rows or usual)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
