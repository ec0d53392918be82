from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Event, Mailbox, Progress
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.storage.file_shapes import FileShapes
from kwtsms_desktop.ui.pages.new_campaign.list_work import import_job, progress_words, put_back_text
from tests.support.builders import people, write_csv

HEADINGS = ("Name", "Mobile", "Area")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with App(Options(data_dir=tmp_path / "data", demo=True, language="en"), variables={}) as made:
        yield made


def preview(app: App, folder: Path, rows: int) -> FilePreview:
    """What is understood of a file with so many rows."""
    return app.looking.look(write_csv(folder / "clients.csv", [HEADINGS, *people(rows)]))


class StopsAtTheLastRow(Mailbox):
    """A user who cancels when everything is read, and nothing is told yet."""

    def __init__(self, stop: threading.Event, rows: int) -> None:
        super().__init__()
        self._stop = stop
        self._rows = rows

    def put(self, event: Event) -> None:
        """Look at the progress."""
        if isinstance(event, Progress) and event.done == self._rows:
            self._stop.set()


def test_an_import_remembers_how_the_file_was_read(app: App, tmp_path: Path) -> None:
    seen = preview(app, tmp_path, 5)
    summary = import_job(app, seen, CheckOptions())(Mailbox(), threading.Event())
    assert summary is not None
    assert app.looking.look(seen.path).is_remembered


def test_a_cancelled_import_leaves_and_remembers_nothing(app: App, tmp_path: Path) -> None:
    seen, stop = preview(app, tmp_path, 5), threading.Event()
    assert import_job(app, seen, CheckOptions())(StopsAtTheLastRow(stop, 5), stop) is None
    assert app.lists.all() == []
    with app.open_database() as database:
        assert FileShapes(database).find(seen.shape) is None


def test_an_import_cancelled_after_its_last_row_leaves_nothing(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, stop = preview(app, tmp_path, 5), threading.Event()
    monkeypatch.setattr(type(app.looking), "remember", lambda *_arguments: stop.set())
    assert import_job(app, seen, CheckOptions())(Mailbox(), stop) is None
    assert app.lists.all() == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param(1, "Put 1 corrected row back", id="one"),
        pytest.param(12, "Put 12 corrected rows back", id="some"),
        pytest.param(60, "Put the corrected rows back", id="more than the sample holds"),
    ],
)
def test_the_button_names_the_rows_it_knows_of(app: App, tmp_path: Path, rows: int, words: str) -> None:
    assert put_back_text(preview(app, tmp_path, rows)) == words


def test_progress_counts_rows() -> None:
    assert progress_words(Progress(12_000, None)) == "Reading and checking… 12,000 rows"
