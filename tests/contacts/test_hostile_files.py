"""Files made to hurt, and files that only look like it: rows or a sentence, soon, and nothing is kept.

Every file goes through the whole program (``check``), which looks into the database afterwards.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.contacts.table import ReadLimits, open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.checking import CheckOptions
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.importing import ImportOptions
from tests.contacts.files import DATA, change_part, write_csv, write_xlsx
from tests.support.builders import people
from tests.support.checked import Checks, import_in_a_process, kept
from tests.support.zip_files import Part, grown, packed, write_zip

PEOPLE = [["Name", "Mobile"], ["Ali", "50001234"], ["Sara", "66005678"]]
MB = 1024**2
LARGEST_MB = 400
"""No process of a check of these files may take more; the reader's own limit lies far above."""

posix = pytest.mark.skipif(sys.platform == "win32", reason="not on Windows")
linux = pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux tells it")


@pytest.fixture
def check(tmp_path: Path) -> Checks:
    return Checks(tmp_path / "data")


# --- archives that grow ---


def bomb(path: Path, sheet: Part) -> Path:
    """A workbook with this sheet."""
    frame = write_xlsx(path.with_name("frame.xlsx"), PEOPLE)
    with zipfile.ZipFile(frame) as archive:
        names = [name for name in archive.namelist() if name != sheet.name]
        parts = [packed(name, archive.read(name)) for name in names]
    return write_zip(path, [*parts, sheet])


SHEET = "xl/worksheets/sheet1.xml"
SHEET_BEGIN = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Mobile</t></is></c></row>'
)
SHEET_END = b"</sheetData></worksheet>"
ROW = b'<row r="2"><c r="A2"><v>50001234</v></c></row>'


@linux
def test_3_megabytes_that_unpack_to_3_gigabytes(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", grown(SHEET, SHEET_BEGIN, ROW + b" " * MB, 3000, SHEET_END))
    assert path.stat().st_size < 4 * MB
    checked, largest = import_in_a_process(tmp_path / "data", path)
    assert checked.code == "file_too_big"
    assert largest < LARGEST_MB
    assert kept(tmp_path / "data") == (0, 0)


@pytest.mark.parametrize(
    "again", [b" " * MB, ROW * 20_000, b"<x>" * 300_000], ids=["spaces", "rows", "elements"]
)
def test_a_directory_that_promises_less_than_it_unpacks_to(tmp_path: Path, again: bytes) -> None:
    path = bomb(tmp_path / "a.xlsx", grown(SHEET, SHEET_BEGIN, again, 3000, SHEET_END, promised=9000))
    with pytest.raises(UserError) as caught:
        open_contact_file(path, limits=ReadLimits(seconds=30, memory_bytes=300 * MB))
    assert caught.value.reason in (Reason.FILE_TOO_BIG, Reason.FILE_DAMAGED)


def test_many_parts_that_are_each_small_enough(tmp_path: Path, check: Checks) -> None:
    """Each stays below the size from which its ratio counts; together they are beyond all bounds."""
    pieces = [
        grown(f"xl/worksheets/sheet{number}.xml", SHEET_BEGIN, b" " * MB, 30, SHEET_END)
        for number in range(1, 60)
    ]
    assert (
        check(write_zip(tmp_path / "a.xlsx", [packed("xl/workbook.xml", b"<x/>"), *pieces])).code
        == "file_too_big"
    )


# --- XML that grows, or reaches outside ---

LAUGHS = b'<!DOCTYPE l [<!ENTITY a0 "ha!">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
)


def with_document_type(file: Path, part: str, kind: bytes, old: bytes, new: bytes) -> Path:
    """The file with a document type in front of a part's root, and one replacement in it."""
    with zipfile.ZipFile(file) as archive:
        content = archive.read(part)
    assert old in content
    begin = content.index(b"?>") + 2
    changed = content[:begin] + kind + content[begin:].replace(old, new, 1)
    return change_part(file, part, content, changed)


@linux
@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("lo_clients.xlsx", "xl/workbook.xml", 'name="العملاء"'.encode(), b'name="&a9;"'),
        ("lo_clients.xlsx", "xl/_rels/workbook.xml.rels", b'Target="', b'Target="&a9;'),
        ("lo_clients.xlsx", SHEET, b"<v>50001234</v>", b"<v>&a9;</v>"),
        ("lo_clients.xlsx", "xl/sharedStrings.xml", b"Sara Al-Sabah", b"&a9;"),
        ("lo_clients.xlsx", "xl/styles.xml", b"<fonts", b"&a9;<fonts"),
        ("lo_clients.ods", "content.xml", b"Sara Al-Sabah", b"&a9;"),
    ],
    ids=["workbook", "relations", "sheet", "shared strings", "styles", "ods content"],
)
def test_a_thousand_million_laughs(tmp_path: Path, name: str, part: str, old: bytes, new: bytes) -> None:
    shutil.copy(DATA / name, tmp_path)
    path = with_document_type(tmp_path / name, part, LAUGHS, old, new)
    checked, largest = import_in_a_process(tmp_path / "data", path)
    if checked.status:
        assert checked.code == "file_damaged"
    else:
        assert checked.rows in (11, 12)  # without a readable sheet nothing is known to be hidden
    assert largest < LARGEST_MB
    assert kept(tmp_path / "data") == ((0, 0) if checked.status else (1, checked.rows))


@pytest.mark.parametrize(
    ("name", "part"), [("lo_clients.xlsx", "xl/sharedStrings.xml"), ("lo_clients.ods", "content.xml")]
)
def test_nothing_outside_the_file_is_read_into_it(
    tmp_path: Path, check: Checks, name: str, part: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("96599999999")
    kind = f'<!DOCTYPE l [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    shutil.copy(DATA / name, tmp_path)
    path = with_document_type(tmp_path / name, part, kind, b"+965 5000 1235", b"&x;")
    assert "96599999999" not in json.dumps(check(path, "--rows").document)


def test_a_part_with_a_path_out_of_the_archive_is_not_written_there(tmp_path: Path, check: Checks) -> None:
    (tmp_path / "in").mkdir()
    path = write_xlsx(tmp_path / "in" / "a.xlsx", PEOPLE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../out.xml", "<x/>")
    assert check(path).rows == 2
    assert not (tmp_path / "out.xml").exists()


# --- broken, foreign and odd files ---


@pytest.mark.parametrize("share", [0.03, 0.3, 0.6, 0.9, 0.999])
@pytest.mark.parametrize("name", ["a.xlsx", "clients.ods", "clients.xls"])
def test_a_workbook_that_was_cut_off(tmp_path: Path, check: Checks, name: str, share: float) -> None:
    source = write_xlsx(tmp_path / name, PEOPLE) if name == "a.xlsx" else DATA / name
    content = source.read_bytes()
    path = tmp_path / f"cut{source.suffix}"
    path.write_bytes(content[: int(len(content) * share)])
    assert check(path).code == "file_damaged"


@pytest.mark.parametrize("file", ["locked.xlsx", "locked.xls", "locked.ods"])
def test_a_locked_workbook(check: Checks, file: str) -> None:
    assert check(DATA / file).code == "file_encrypted"


@pytest.mark.parametrize("file", ["locked.xlsx", "locked.ods"])
@pytest.mark.parametrize("name", ["list.csv", "list.xls"])
def test_a_locked_workbook_with_another_name(tmp_path: Path, check: Checks, file: str, name: str) -> None:
    shutil.copy(DATA / file, tmp_path / name)
    assert check(tmp_path / name).code == "file_encrypted"


def docx() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return memory.getvalue()


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list.ods"])
@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        docx(),
        "<html><body><table><tr><td>اسم</td></tr></table>".encode(),
    ],
    ids=["pdf", "png", "docx", "html"],
)
def test_something_else_with_the_name_of_a_list(
    tmp_path: Path, check: Checks, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert check(path).code == "file_not_what_it_says"


def test_a_folder_inside_a_path_that_is_a_file(tmp_path: Path, check: Checks) -> None:
    path = write_csv(tmp_path / "a.csv", PEOPLE)
    assert check(path / "b.csv").code in ("file_missing", "file_not_readable")


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_is_not_read(check: Checks, device: str) -> None:
    assert check(Path(device)).code in ("file_not_readable", "file_missing")


@posix
def test_a_link_that_leads_to_itself(tmp_path: Path, check: Checks) -> None:
    path = tmp_path / "a.csv"
    path.symlink_to(path)
    assert check(path).code in ("file_not_readable", "file_missing")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_must_not_be_read(tmp_path: Path, check: Checks, name: str) -> None:
    path = (write_csv if name == "a.csv" else write_xlsx)(tmp_path / name, PEOPLE)
    path.chmod(0)
    assert check(path).code == "file_not_readable"


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows locks files that are open")
def test_a_file_that_excel_has_open(tmp_path: Path, check: Checks) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", PEOPLE)
    with path.open("r+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, path.stat().st_size)
        assert check(path).code == "file_not_readable"


@pytest.mark.parametrize(
    "name", ["قائمة العملاء ٢٠٢٦ (نهائي).xlsx", "قائمة العملاء.csv", "a b'c&d%20;$e.csv"]
)
def test_a_path_of_arabic_spaces_and_signs(tmp_path: Path, check: Checks, name: str) -> None:
    folder = tmp_path / "مجلد المكتب" / "with spaces"
    folder.mkdir(parents=True)
    path = (write_csv if name.endswith("csv") else write_xlsx)(folder / name, PEOPLE)
    checked = check(path)
    assert (checked.rows, checked.document["file"]) == (2, name)


# --- text that is too much of something ---


@linux
@pytest.mark.parametrize(
    "content",
    [b"5" * 20 * MB, b"50001234," * (20 * MB // 9), b'"' + b"x" * 20 * MB],
    ids=["one number", "one row", "one open quote"],
)
def test_20_megabytes_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name,Mobile\r\nAli,50001234\r\n" + content)
    checked, largest = import_in_a_process(tmp_path / "data", path)
    assert checked.code == "file_damaged"
    assert largest < LARGEST_MB
    assert kept(tmp_path / "data") == (0, 0)


def test_a_quote_that_is_never_closed_swallows_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'Name,Mobile\r\n"Ali,50001234\r\n' + b"Sara,66005678\r\n" * 2999)
    with open_contact_file(path) as file:
        assert [row.number for row in file.rows()] == list(range(2, 3002))


def test_200000_blank_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name,Mobile\r\nAli,50001234\r\n" + b"\n" * 200_000)
    with open_contact_file(path) as file:
        assert [row.cells for row in file.rows()] == [("Ali", "50001234")]


@linux
@pytest.mark.parametrize(
    ("beginning", "gigabytes"),
    [(b"", 2.0), (b"Mobile\r\n" + b"50001234\r\n" * 10_000, 0.5)],
    ids=["all", "the end"],
)
def test_gigabytes_of_nothing(tmp_path: Path, beginning: bytes, gigabytes: float) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(int(gigabytes * 1024**3))  # takes no place on the disk
    if path.stat().st_blocks * 512 > 100 * MB:
        pytest.skip("this disk has no files with holes")
    checked, largest = import_in_a_process(tmp_path / "data", path)
    assert checked.code in ("file_not_what_it_says", "file_damaged")
    assert largest < LARGEST_MB
    assert kept(tmp_path / "data") == (0, 0)


def test_20000_columns(tmp_path: Path, check: Checks) -> None:
    heads = [f"c{number}" for number in range(20_000)]
    heads[19_990] = "Mobile"
    rows = [[str(number)] * 19_990 + [f"500012{number:02}"] + ["x"] * 9 for number in range(3)]
    checked = check(write_csv(tmp_path / "a.csv", [heads, *rows]))
    assert (checked.rows, checked.document["phone_column"]) == (3, "Mobile")
    assert checked.document["verdicts"]["valid"] == 3


def test_the_widest_sheet_there_is(tmp_path: Path, check: Checks) -> None:
    heads = [None] * 16_383 + ["Mobile"]
    checked = check(write_xlsx(tmp_path / "a.xlsx", [heads, *([[None] * 16_383 + ["50001234"]] * 3)]))
    assert (checked.rows, checked.document["phone_column"]) == (3, "Mobile")


# --- the world changes meanwhile ---


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with App(Options(data_dir=tmp_path / "data", language="en"), variables={}) as opened:
        yield opened


def imported(app: App, file: Path, options: ImportOptions) -> Reason | None:
    """Why a file could not be stored; nothing may be left of it then."""
    try:
        app.importing.store(file, options, CheckOptions(), Mailbox(), threading.Event())
    except UserError as error:
        return error.reason
    return None


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_vanishes_after_it_was_looked_at(tmp_path: Path, app: App, name: str) -> None:
    path = (write_csv if name == "a.csv" else write_xlsx)(tmp_path / name, PEOPLE)
    options = app.importing.look(path, ImportOptions()).as_understood
    path.unlink()
    assert imported(app, path, options) is Reason.FILE_MISSING
    assert kept(tmp_path / "data") == (0, 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Name,Telefon\nAli,50001234\n", Reason.NO_SUCH_COLUMN),
        ("Name,Mobile\nعلي,50001234\n".encode("windows-1256"), Reason.ENCODING_WRONG),
        (b"%PDF-1.7\n", Reason.FILE_NOT_WHAT_IT_SAYS),
        (b"", Reason.FILE_EMPTY),
        (b"Name,Mobile\n", Reason.NO_ROWS),
    ],
    ids=["column", "encoding", "kind", "emptied", "no rows"],
)
def test_a_file_that_was_saved_anew_after_it_was_looked_at(
    tmp_path: Path, app: App, content: bytes, reason: Reason
) -> None:
    path = write_csv(tmp_path / "a.csv", PEOPLE)
    options = app.importing.look(path, ImportOptions()).as_understood
    path.write_bytes(content)
    assert imported(app, path, options) is reason
    assert kept(tmp_path / "data") == (0, 0)


@linux
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_disk_that_is_full_in_the_middle(tmp_path: Path, name: str) -> None:
    """The system refuses to let the database grow; what is there already can be taken away again."""
    rows = [["Name", "Mobile", "Area"], *map(list, people(3000))]
    path = (write_csv if name == "a.csv" else write_xlsx)(tmp_path / name, rows)
    folder = tmp_path / "data"
    small = write_csv(tmp_path / "small.csv", PEOPLE)
    assert import_in_a_process(folder, small).checked.rows == 2
    largest = max(file.stat().st_size for file in folder.iterdir())
    checked, _ = import_in_a_process(folder, path, limit_file_bytes=largest + 300_000)
    assert checked.code == "disk_full"
    with App(Options(data_dir=folder, language="en"), variables={}) as app:
        assert [found.name for found in app.history.lists()] == ["small"]
        app.importing.clean_up()
    assert kept(folder) == (1, 2)
    assert import_in_a_process(folder, path).checked.rows == 3000
    assert kept(folder) == (2, 3002)
