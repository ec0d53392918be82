"""Small, real things that tests work with: data folders, spreadsheets, a sent campaign's parts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from kwtsms_desktop.paths import Paths
from kwtsms_desktop.storage.campaign_writer import PlannedRecipient
from kwtsms_desktop.storage.campaigns import Campaigns, NewCampaign
from kwtsms_desktop.storage.contact_lists import ContactLists, NewList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import Rows

GIVEN_NAMES = ("نورة", "فهد", "مريم", "عبدالله", "Sara", "Ahmad", "دلال", "يوسف", "Huda", "خالد")
FAMILY_NAMES = ("العنزي", "المطيري", "Al-Sabah", "الكندري", "Behbehani", "العجمي", "الرشيدي")


def data_folder(root: Path) -> Paths:
    """A prepared data folder."""
    paths = Paths(root)
    paths.prepare()
    return paths


def write_workbook(path: Path, rows: Iterable[Sequence[object]], sheet: str = "Clients") -> Path:
    """A real xlsx with these rows."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    """A real CSV file with these rows."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def people(count: int, first: int = 0) -> list[tuple[str, str, str]]:
    """So many invented people: name, Kuwaiti mobile as 8 digits, area. All numbers differ."""
    return [
        (
            f"{GIVEN_NAMES[number % 10]} {FAMILY_NAMES[number % 7]} {number}",
            f"{(5, 6, 9)[number % 3]}{5_000_000 + number:07d}",
            ("حولي", "الجهراء", "Salmiya")[number % 3],
        )
        for number in range(first, first + count)
    ]


def store_list(database: Database, inputs: Sequence[str], heading: str = "Mobile") -> int:
    """A stored list with these phone cells in its one column, heading in row 1; returns its id."""
    lists = ContactLists(database)
    list_id = lists.create(
        NewList(
            name="clients",
            file_name="clients.csv",
            sheet=None,
            encoding="utf-8",
            delimiter=",",
            header_row=1,
            headings=(heading,),
            phone_columns=(0,),
            hidden_rows=0,
        )
    )
    Rows(database).add(list_id, ((row, (text,), 0) for row, text in enumerate(inputs, start=2)))
    lists.mark_ready(list_id)
    return list_id


def plan_campaign(
    database: Database,
    texts_by_phone: Sequence[tuple[str, str]],
    *,
    test: bool = False,
    rate: float = 4.0,
    account: str = "demo",
    sender: str = "MYSHOP",
) -> int:
    """A planned campaign that sends these texts to these numbers; returns its id."""
    new = NewCampaign(
        list_id=None,
        list_name="clients",
        list_rows=len(texts_by_phone),
        headings=("Mobile",),
        account=account,
        sender=sender,
        template="…",
        test=test,
        rate=rate,
        planned_balance=5000.0,
    )
    recipients = (
        PlannedRecipient(
            row=row, phone=phone, stored_cells=json.dumps([phone]), text=text, encoding="gsm7", segments=1
        )
        for row, (phone, text) in enumerate(texts_by_phone, start=2)
    )
    return Campaigns(database).plan(new, recipients)
