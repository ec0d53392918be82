from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckSummary, RowFilter
from kwtsms_desktop.ui.pages.new_campaign.check_actions import ActionLine, Situation
from tests.support.check import ROWS
from tests.support.desk import open_desk

MANY = 100_000


@pytest.fixture
def summary(tmp_path: Path) -> Iterator[CheckSummary]:
    with open_desk(tmp_path, ROWS, is_asked=False) as desk:
        assert desk.preparation.summary is not None
        yield desk.preparation.summary


@pytest.fixture
def first() -> QWidget:
    return QWidget()


@pytest.fixture
def line(qtbot: QtBot, first: QWidget) -> ActionLine:
    made = ActionLine(first)
    qtbot.addWidget(made)
    return made


def offered(line: ActionLine) -> set[str]:
    return {name for name, button in line.buttons.items() if not button.isHidden()}


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        pytest.param((), {"leaveOut", "include", "accept", "block", "copy"}, id="all rows"),
        pytest.param(
            (Verdict.NEEDS_REVIEW,), {"leaveOut", "include", "accept", "block", "copy"}, id="to look at"
        ),
        pytest.param((Verdict.VALID,), {"leaveOut", "include", "block", "copy"}, id="ready"),
    ],
)
def test_of_many_selected_rows_the_filter_says_what_can_be_done(
    line: ActionLine, summary: CheckSummary, verdicts: tuple[Verdict, ...], expected: set[str]
) -> None:
    line.show_situation(Situation(summary, RowFilter(verdicts), MANY, selected=MANY, few=None))
    assert offered(line) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(RowFilter(), set(), id="no filter"),
        pytest.param(RowFilter((Verdict.NEEDS_REVIEW,)), {"acceptAll", "leaveOutAll"}, id="to look at"),
        pytest.param(RowFilter((Verdict.EXCLUDED,)), set(), id="left out"),
        pytest.param(RowFilter(search="a"), {"leaveOutAll"}, id="search"),
    ],
)
def test_what_is_offered_for_all_rows_on_show(
    line: ActionLine, summary: CheckSummary, wanted: RowFilter, expected: set[str]
) -> None:
    line.show_situation(Situation(summary, wanted, shown=7))
    assert offered(line) == expected


def test_nothing_is_offered_for_no_rows(line: ActionLine, summary: CheckSummary) -> None:
    line.show_situation(Situation(summary, RowFilter((Verdict.BLOCKED,)), shown=0))
    assert offered(line) == set()


def test_what_is_first_gives_way_to_the_count(
    line: ActionLine, first: QWidget, summary: CheckSummary
) -> None:
    line.show_situation(Situation(summary, RowFilter(), shown=7))
    assert not first.isHidden()
    line.show_situation(Situation(summary, RowFilter(), shown=7, selected=2, few=None))
    assert first.isHidden()
    assert line.count.text() == "2 rows selected"
