"""Numbers find their way to the block list in any spelling and from anywhere; what is none is told back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kwtsms_desktop.contacts.table import ImportOptions
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.paths import Paths
from kwtsms_desktop.services.blocking import MOST_TOLD, Blocking, BlockSource
from kwtsms_desktop.services.checking import Checking, CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.storage.database import Database
from tests.support.builders import data_folder, plan_campaign, store_list, write_csv


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return data_folder(tmp_path / "data")


@pytest.fixture
def blocking(paths: Paths) -> Blocking:
    return Blocking(lambda: Database(paths))


def phones(blocking: Blocking) -> list[str]:
    return sorted(one.phone for one in blocking.numbers(blocking.ids()))


class TestByHand:
    @pytest.mark.parametrize(
        ("text", "found", "told"),
        [
            ("5551 2345", ["96555512345"], ()),
            ("٥٥٥١٢٣٤٥، 66612345; +971501234567", ["96555512345", "96566612345", "971501234567"], ()),
            ("55512345\n\n66612345\t55512345", ["96555512345", "96566612345"], ()),
            ("55512345 66612345", ["96555512345", "96566612345"], ()),
            ("5551 2345 6661 2345", ["96555512345", "96566612345"], ()),
            ("55512345/6", ["96555512345", "96555512346"], ()),
            ("Sara 55512345", ["96555512345"], ()),
            ("55512345 66612345 12345", ["96555512345", "96566612345"], ("12345",)),
            ("12345, nobody, 55512345", ["96555512345"], ("12345", "nobody")),
            (" , \n", [], ()),
        ],
    )
    def test_any_spelling_and_separator(
        self, blocking: Blocking, text: str, found: list[str], told: tuple[str, ...]
    ) -> None:
        result = blocking.add(text, "asked by phone")
        assert phones(blocking) == found
        assert (result.added, result.known, result.unreadable) == (len(found), 0, told)

    def test_numbers_on_the_list_are_known(self, blocking: Blocking) -> None:
        blocking.add("55512345")
        result = blocking.add("55512345, 66612345")
        assert (result.added, result.known) == (1, 1)

    def test_the_default_country_is_the_callers(self, blocking: Blocking) -> None:
        blocking.add("0501234567", country="966")
        assert phones(blocking) == ["966501234567"]

    def test_only_the_first_unreadable_texts_are_told(self, blocking: Blocking) -> None:
        result = blocking.add(",".join(f"no {number}" for number in range(MOST_TOLD + 5)))
        assert len(result.unreadable) == MOST_TOLD

    def test_a_wrong_country_is_told(self, blocking: Blocking) -> None:
        with pytest.raises(UserError) as caught:
            blocking.add("55512345", country="999")
        assert caught.value.reason is Reason.COUNTRY_CODE_UNKNOWN


class TestFromAFile:
    def file(self, folder: Path) -> Path:
        rows = [["Name", "Mobile", "Mobile 2"]]
        rows += [[f"Person {number}", f"555123{number:02d}", f"666123{number:02d}"] for number in range(20)]
        rows += [["Sara", "1", ""]]
        return write_csv(folder / "stop.csv", rows)

    def test_every_phone_column_is_read(self, blocking: Blocking, tmp_path: Path) -> None:
        file = self.file(tmp_path)
        result = blocking.add_from_file(file, ImportOptions(), Mailbox(), threading.Event())
        assert result is not None
        assert (result.added, result.unreadable) == (40, ("1",))
        first = blocking.numbers(blocking.ids())[0]
        assert (first.source, first.note) == (BlockSource.FILE, "stop.csv")

    def test_a_named_column_alone(self, blocking: Blocking, tmp_path: Path) -> None:
        options = ImportOptions(phone_columns=("Mobile 2",))
        result = blocking.add_from_file(self.file(tmp_path), options, Mailbox(), threading.Event())
        assert result is not None
        assert result.added == 20

    def test_without_a_phone_column_is_refused(self, blocking: Blocking, tmp_path: Path) -> None:
        file = write_csv(tmp_path / "names.csv", [["Name", "Area"], ["Sara", "Hawally"], ["Huda", "Jahra"]])
        with pytest.raises(UserError) as caught:
            blocking.add_from_file(file, ImportOptions(), Mailbox(), threading.Event())
        assert caught.value.reason is Reason.NO_PHONE_COLUMN


def test_everybody_of_a_campaign_or_some(blocking: Blocking, paths: Paths) -> None:
    with Database(paths) as database:
        campaign_id = plan_campaign(database, [("96555512345", "a"), ("96566612345", "a")])
    assert blocking.add_from_campaign(campaign_id, [RecipientStatus.REFUSED]).added == 0
    assert blocking.add_from_campaign(campaign_id).added == 2
    assert blocking.numbers(blocking.ids())[0].note == "clients"
    with pytest.raises(UserError) as caught:
        blocking.add_from_campaign(99)
    assert caught.value.reason is Reason.NO_SUCH_CAMPAIGN


def test_rows_of_a_list(blocking: Blocking, paths: Paths) -> None:
    with Database(paths) as database:
        list_id = store_list(database, ["55512345", "66612345 / 98765432", "1", "", "55512399"])
    checking = Checking(lambda: Database(paths))
    checking.check(list_id, CheckOptions(), Mailbox(), threading.Event())
    result = blocking.add_rows(list_id, checking.row_ids(list_id)[:4])
    assert (result.added, result.unreadable) == (3, ("1",))
    assert phones(blocking) == ["96555512345", "96566612345", "96598765432"]
    with pytest.raises(UserError) as caught:
        blocking.add_rows(99, [1])
    assert caught.value.reason is Reason.NO_SUCH_LIST


def test_what_is_removed_is_blocked_no_more(blocking: Blocking) -> None:
    blocking.add("55512345, 66612345")
    version = blocking.version()
    assert blocking.remove(blocking.ids("55512345")) == 1
    assert (phones(blocking), blocking.count()) == (["96566612345"], 1)
    assert blocking.version() == version + 1
