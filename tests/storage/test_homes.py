from __future__ import annotations

from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.homes import Homes


def test_new_data_is_at_home_where_it_is_first_used(database: Database) -> None:
    homes = Homes(database)
    assert homes.home() is None
    homes.settle_in("first")
    homes.settle_in("second")
    assert homes.home() == "first"


def test_the_home_is_where_it_moved_last_also_back(database: Database) -> None:
    homes = Homes(database)
    for machine in ("first", "second", "first", "first"):
        homes.move_to(machine)
        assert homes.home() == machine
