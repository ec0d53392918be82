"""How long it takes, and how much memory, to plan a campaign in which everybody gets a text of their own.

A list is imported and checked first, in a process of its own; then it is planned with a text that takes
three of its columns, in the process that is measured. The account is asked as always (the built-in gateway,
in another process). Beside the figures: the same texts merged and measured by a plain loop with
``str.format``, which stores nothing. The exit status is 1 where a requirement is missed.

    .venv/bin/python benchmarks/plan_campaign.py
    .venv/bin/python benchmarks/plan_campaign.py --rows 10000
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.import_lists import measured, store
from benchmarks.list_data import csv_file
from kwtsms_desktop.simulator import SimulatedAccount, Simulator

PLAN_SECONDS = 5.0
MEGABYTES = 250
TEXT = "Dear {Name|customer} of {City}, you owe {Amount} KWD. Please pay at Jasmine Salon until Sunday."
_PLAIN = "Dear {1} of {3}, you owe {4} KWD. Please pay at Jasmine Salon until Sunday."
_LOGIN = ("office", "not-a-secret")


def plan(data_dir: Path, gateway_url: str) -> dict[str, object]:
    """Plan the one list of a data folder, and say how long that alone took."""
    from kwtsms_desktop.app import App, Options
    from kwtsms_desktop.services.events import Mailbox
    from kwtsms_desktop.services.planning import Audience, PlanRequest

    user, password = _LOGIN
    variables = {"KWTSMS_USERNAME": user, "KWTSMS_PASSWORD": password}
    with App(Options(data_dir=data_dir, gateway=gateway_url, language="en"), variables=variables) as app:
        (kept,) = app.history.lists()
        request = PlanRequest(Audience(kept.id), TEXT, app.logins.choose(), "KWT-SMS", test=True, rate=2.0)
        began = time.perf_counter()
        made = app.planning.plan(request, Mailbox(), threading.Event())
        seconds = time.perf_counter() - began
        assert made is not None
    return {"seconds": seconds, "recipients": made.recipients, "texts": made.texts}


def loop_seconds(path: Path) -> float:
    """How long merging and measuring the texts takes by itself."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    began = time.perf_counter()
    sum(-(-len(_PLAIN.format(*row)) // 153) for row in rows)
    return time.perf_counter() - began


def main() -> int:
    """Print the figures; 1 where one of them is not good enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--store", nargs=2, type=Path, metavar=("FILE", "FOLDER"), help=argparse.SUPPRESS)
    parser.add_argument("--plan", nargs=2, metavar=("FOLDER", "URL"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.store:
        print(json.dumps(store(*arguments.store)))
        return 0
    if arguments.plan:
        folder, url = arguments.plan
        print(json.dumps(plan(Path(folder), url)))
        return 0
    made, itself = csv_file(arguments.rows), Path(__file__).resolve()
    user, password = _LOGIN
    with (
        tempfile.TemporaryDirectory(prefix="kwtsms-benchmark-") as folder,
        Simulator(account=SimulatedAccount(username=user, password=password, balance=1e6)) as gateway,
    ):
        subprocess.run([sys.executable, itself, "--store", made.path, folder], check=True)
        run = measured([itself, "--plan", folder, gateway.url])
    seconds, people = float(str(run.said["seconds"])), int(str(run.said["recipients"]))
    print(f"{people:,} people, {run.said['texts']:,} different texts")
    met = seconds <= PLAN_SECONDS and run.megabytes <= MEGABYTES
    print(f"planned in {seconds:.2f} s (<= {PLAN_SECONDS:.0f}), {1e6 * seconds / people:.0f} µs each")
    print(f"memory {run.megabytes:.0f} MB (<= {MEGABYTES})   {'met' if met else 'MISSED'}")
    plain = loop_seconds(made.path)
    print(f"a loop that only merges and measures: {plain:.2f} s, so {seconds / plain:.0f} times")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
