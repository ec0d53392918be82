from __future__ import annotations

import threading

from kwtsms_desktop.app import App
from kwtsms_desktop.services.drafting import Draft


def test_there_is_an_empty_draft_at_first(app: App) -> None:
    assert app.drafting.load() == Draft()


def test_a_cleared_draft_is_gone(app: App) -> None:
    app.drafting.save(Draft(template="Hello"))
    app.drafting.clear()
    assert app.drafting.load() == Draft()


def test_of_two_savings_that_overlap_the_later_writes_what_is_newest(app: App) -> None:
    """A worker that waits for its turn must not bring back what the user has changed since."""
    newest = [Draft(template="old")]
    entered, may_go_on = threading.Event(), threading.Event()

    def _slow() -> Draft:
        entered.set()
        assert may_go_on.wait(10)
        return newest[0]

    first = threading.Thread(target=app.drafting.save_newest, args=(_slow,))
    second = threading.Thread(target=app.drafting.save_newest, args=(lambda: newest[0],))
    first.start()
    assert entered.wait(10)
    second.start()
    newest[0] = Draft(template="new")
    may_go_on.set()
    first.join(10)
    second.join(10)
    assert app.drafting.load().template == "new"
