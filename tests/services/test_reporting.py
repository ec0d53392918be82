from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kwtsms_desktop.app import App
from kwtsms_desktop.services.checking import CheckOptions, ListRow
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.reporting import explain_number, explain_row, explain_verdict
from tests.support.builders import store_list


def checked_row(app: App, *inputs: str) -> ListRow:
    """The last of these cells, as a checked row."""
    with app.open_database() as database:
        list_id = store_list(database, inputs)
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    return app.checking.all_rows(list_id)[-1]


@pytest.mark.parametrize(
    ("inputs", "verdict", "number"),
    [
        pytest.param(("96598765432",), "", "", id="as it was"),
        pytest.param(("98765432",), "", "country code added", id="repaired"),
        pytest.param(("98765432", "98765432"), "Same number as row 2.", "country code added", id="duplicate"),
        pytest.param(("",), "The phone cell is empty.", "", id="empty"),
    ],
)
def test_a_row_is_explained_by_its_verdict_and_its_number(
    app: App, inputs: tuple[str, ...], verdict: str, number: str
) -> None:
    row = checked_row(app, *inputs)
    assert (explain_verdict(row), explain_number(row)) == (verdict, number)


def test_the_whole_explanation_has_both(app: App) -> None:
    row = checked_row(app, "98765432", "98765432")
    assert explain_row(row) == "Same number as row 2. · country code added"


def test_the_report_of_a_check_has_every_row(app: App, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    with app.open_database() as database:
        list_id = store_list(database, ["98765432", "=1+1"])
    app.checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    app.reporting.write_check(list_id, tmp_path / "report.xlsx")
    rows = list(load_workbook(tmp_path / "report.xlsx").active.iter_rows(values_only=True))
    assert rows[1][:4] == ("2", "98765432", "96598765432", "Ready")
    assert rows[2][1] == "=1+1"
