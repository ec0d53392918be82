"""Makes the sample contact list that the demo opens: an invented salon's clients, with every usual damage.

Run ``python packaging/make_sample.py`` after changing it. The files are the same on every run: choices come
from a seeded generator and nothing takes the time of day. All names and numbers are invented.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
HEADINGS = ("Name", "الموبايل", "Area", "Amount", "Appointment")
TITLE = "عملاء صالون الياسمين — Jasmine Salon clients, November 2026"
SUBTITLE = "All names and numbers are invented · جميع الأسماء والأرقام غير حقيقية"
HEADER_ROW = 4
HIDDEN_ROWS = 2
"""The last rows of the workbook are hidden; the text file ends above them."""

_ROWS = 300
_SEED = 20261122
_WHEN_MADE = dt.datetime(2026, 11, 22, 9, 0, 0)  # noqa: DTZ001  (openpyxl wants it naive)

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

Cell = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Client:
    """One row of the list."""

    name: str
    phone: Cell
    area: str
    amount: float
    appointment: str

    def cells(self) -> tuple[Cell, ...]:
        """In the order of the headings."""
        return (self.name, self.phone, self.area, self.amount, self.appointment)


_WOMEN = "نورة فاطمة مريم دانة شيخة لطيفة هيا منيرة سارة العنود بشاير غنيمة حصة أسماء دلال ريم"
_MEN = "أحمد محمد عبدالله خالد فهد سعود بدر يوسف ناصر مشعل طلال جاسم علي حمد سالم عيسى"
_FAMILIES = "العنزي المطيري العجمي الرشيدي الشمري الكندري الصالح الخالد القطان بهبهاني الفضلي الهاجري"
_FIRST_NAMES = "Sara Mona Layla Huda Amal Reem Dalal Maryam Priya Grace Anita Joy Ahmed Omar Yousef Khalid"
_LAST_NAMES = "Al-Saleh Behbehani Al-Enezi Fernandes Thomas Khan Haddad Mansour D'Souza Nair Santos Abbas"
_AREAS = "السالمية حولي الجابرية الفروانية المهبولة الأحمدي Salmiya Hawalli Jabriya Mangaf Mishref Fahaheel"

# What a phone cell looks like once typed, exported or pasted. {n}: eight digits; {a}, {b}: their halves.
_REPAIRABLE = (
    "+965 {a} {b}",
    "+965{n}",
    "00965{n}",
    "00965 {a} {b}",
    "965-{a}-{b}",
    "(965) {n}",
    "{a}-{b}",
    "{a} {b}",
    "{a}.{b}",
    "965{n}.0",
    "tel: {n}",
    "'{n}",
    "\u200e+965 {a} {b}\u200e",
    "\u00a0{n}\u00a0",
)

_UNUSUAL: tuple[tuple[str, Cell], ...] = (
    ("نورة العنزي 🌸", "+965 5000 9001"),
    ("Sara ✨ Haddad", "50009002"),
    ("Al-Mutairi, Khalid", "9.6550009003E+10"),  # E-notation that kept all its digits
    ("منيرة الصالح", "9.6566009004E+10"),
    ("Abdulrahman Mohammed Abdulaziz Al-Abdulmohsen", "0096599009005"),
    ("أم خالد", "۵۰۰۰۹۰۰۶"),
    ("Faisal Al-Harbi", "+966 55 000 9007"),  # Saudi Arabia
    ("ريم القحطاني", "966550009008"),
    ("Mariam Al-Mansoori", "+971 50 000 9009"),  # the Emirates
    ("Mostafa Ibrahim", "+20 100 000 9010"),  # Egypt
    ("هبة عبدالفتاح", "00201000009011"),
    ("Isa Al-Khalifa", "+973 3600 9012"),  # Bahrain
)

_DAMAGED: tuple[tuple[str, Cell], ...] = (
    ("بدر الرشيدي", "9.66551E+11"),  # digits are lost for ever
    ("Grace Santos", "9.65988E+10"),
    ("دلال الكندري", "9.71501E+11"),
    ("Huda Mansour", "50009101 / 66009102"),  # two numbers in one cell
    ("علي بهبهاني", "50009103 - 99009104"),
    ("Omar Abbas", "50009105 ext 12"),
    ("سعود الهاجري", "22409106"),  # a landline
    ("Clinic reception", "+965 2240 9107"),
    ("جاسم القطان", "5000910"),  # a digit too few
    ("Anita Nair", "965500091099"),  # a digit too many
    ("حمد الفضلي", "96510009110"),  # no mobile begins with 1
    ("Noura Al-Saleh", "noura@example.com"),
    ("Joy Fernandes", dt.date(1990, 5, 12)),  # a birthday in the wrong column
    ("عيسى المطيري", "12/05/1990"),
    ("Layla Khan", "لا يوجد"),
    ("طلال العجمي", "5000O113"),  # the letter O
    ("Thomas", "N/A"),
    ("مشعل الشمري", "#N/A"),  # an error cell
    ("Amal Haddad", "-"),
    ("غنيمة الخالد", None),
    ("Priya Thomas", None),
    ("Reem Abbas", "\u00a0"),
)


def make_clients() -> list[Client]:
    """The rows below the headings, the hidden ones last."""
    chance = random.Random(_SEED)  # noqa: S311  (a sample, not a secret)
    plain = _ROWS - len(_UNUSUAL) - len(_DAMAGED) - _REPEATS - HIDDEN_ROWS
    numbers = _numbers(chance, plain)
    clients = [_client(chance, _name(chance, index), _spelled(chance, n)) for index, n in enumerate(numbers)]
    clients += [_client(chance, _name(chance, n), _spelling(chance, numbers[n])) for n in range(_REPEATS)]
    clients += [_client(chance, name, phone) for name, phone in (*_UNUSUAL, *_DAMAGED)]
    first, rest = clients[:12], clients[12:]  # a calm beginning: it is what the first page shows
    chance.shuffle(rest)
    hidden = [_client(chance, "قديم — left in 2024", f"6600920{n}") for n in range(HIDDEN_ROWS)]
    return [*first, *rest, *hidden]


_REPEATS = 14  # the same number again, mostly spelled otherwise


def _numbers(chance: random.Random, count: int) -> list[str]:
    """Different local numbers, none of them above 8999 in its second half: those are for the odd cells."""
    halves = chance.sample(range(1000, 9000), count)
    return [f"{chance.choice(('5000', '6600', '9900'))}{half}" for half in halves]


def _spelled(chance: random.Random, number: str) -> Cell:
    """A number as it stands in most lists: three in four need no repair or only the country code."""
    kind = chance.random()
    if kind < 0.40:
        return number
    if kind < 0.60:
        return int(f"965{number}")
    if kind < 0.66:
        return int(number)
    if kind < 0.76:
        return number.translate(chance.choice((_ARABIC_DIGITS, _ARABIC_DIGITS, _PERSIAN_DIGITS)))
    return _spelling(chance, number)


def _spelling(chance: random.Random, number: str) -> str:
    return chance.choice(_REPAIRABLE).format(n=number, a=number[:4], b=number[4:])


def _name(chance: random.Random, index: int) -> str:
    if index % 2:
        return f"{chance.choice(_FIRST_NAMES.split())} {chance.choice(_LAST_NAMES.split())}"
    return f"{chance.choice((_WOMEN, _WOMEN, _MEN)).split()[index % 16]} {chance.choice(_FAMILIES.split())}"


def _client(chance: random.Random, name: str, phone: Cell) -> Client:
    hour, day = chance.randrange(10, 20), chance.randrange(23, 30)
    return Client(
        name=name,
        phone=phone,
        area=chance.choice(_AREAS.split()),
        amount=chance.randrange(10, 160) / 2,
        appointment=f"{day}/11 {hour}:{chance.choice(('00', '30'))}",
    )


def make_workbook(clients: list[Client]) -> bytes:
    """The list as an office keeps it: a merged title, a blank row, headings in row 4, hidden rows."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError(sheet)
    sheet.title = "Clients"
    _decorate(sheet)
    for number, client in enumerate(clients, start=HEADER_ROW + 1):
        for column, value in enumerate(client.cells(), start=1):
            cell = sheet.cell(number, column, value)
            if value == "#N/A":
                cell.data_type = "e"
            elif isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, int):
                cell.number_format = "0"
    for number in range(HEADER_ROW + 1 + len(clients) - HIDDEN_ROWS, HEADER_ROW + 1 + len(clients)):
        sheet.row_dimensions[number].hidden = True
    book.properties.creator = "kwtSMS Desktop"
    book.properties.created = _WHEN_MADE
    content = BytesIO()
    book.save(content)
    return _without_time(content.getvalue())


def _decorate(sheet: Worksheet) -> None:
    for row, text, size in ((1, TITLE, 16), (2, SUBTITLE, 10)):
        sheet.cell(row, 1, text).font = Font(size=size, bold=size > 10)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
    for column, heading in enumerate(HEADINGS, start=1):
        cell = sheet.cell(HEADER_ROW, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for letter, width in zip("ABCDE", (34, 24, 16, 10, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"


def _without_time(workbook: bytes) -> bytes:
    """The same workbook with fixed times: openpyxl and the zip format put the present one in."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(part)
            if part == "docProps/core.xml":
                stamp = f">{_WHEN_MADE.isoformat()}Z</dcterms:modified>".encode()
                data = re.sub(rb">[^<]*</dcterms:modified>", stamp, data)
            info = zipfile.ZipInfo(part, date_time=_WHEN_MADE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, data)
    return content.getvalue()


def make_text(clients: list[Client]) -> bytes:
    """The same rows as Excel saves them as "CSV UTF-8", the hidden ones left out."""
    lines: list[tuple[Cell, ...]] = [(TITLE, *[None] * 4), (SUBTITLE, *[None] * 4), (None,) * 5, HEADINGS]
    lines += [client.cells() for client in clients[:-HIDDEN_ROWS]]
    text = StringIO(newline="")
    csv.writer(text).writerows([[_text(cell) for cell in line] for line in lines])
    return text.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else str(cell)


def main() -> int:
    """Write both files."""
    clients = make_clients()
    SAMPLES.mkdir(parents=True, exist_ok=True)
    (SAMPLES / "sample.xlsx").write_bytes(make_workbook(clients))
    (SAMPLES / "sample.csv").write_bytes(make_text(clients))
    return 0


if __name__ == "__main__":
    sys.exit(main())
