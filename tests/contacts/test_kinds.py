from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from kwtsms_desktop.contacts.kinds import FileKind, recognise
from kwtsms_desktop.contacts.source import DEFAULT_LIMITS, ReadLimits
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from tests.contacts.files import DATA, ole_file, write_ods, write_xlsb, write_xlsx

ROWS = [["Name", "Mobile"], ["Ali", "50001234"]]


def refusal(path: Path, limits: ReadLimits = DEFAULT_LIMITS) -> UserError:
    with pytest.raises(UserError) as caught:
        recognise(path, limits)
    return caught.value


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zipped(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.xls", "a", "قائمة.XLSX"])
def test_a_workbook_is_one_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert recognise(write_xlsx(tmp_path / name, ROWS), DEFAULT_LIMITS) is FileKind.XLSX


def test_other_kinds_of_workbooks(tmp_path: Path) -> None:
    assert recognise(write_xlsx(tmp_path / "a.xlsm", ROWS), DEFAULT_LIMITS) is FileKind.XLSM
    assert recognise(write_ods(tmp_path / "a.ods", ROWS), DEFAULT_LIMITS) is FileKind.ODS
    assert recognise(write_xlsb(tmp_path / "a.xlsb", ROWS), DEFAULT_LIMITS) is FileKind.XLSB
    assert recognise(DATA / "clients.xls", DEFAULT_LIMITS) is FileKind.XLS


@pytest.mark.parametrize("name", ["a.csv", "a.TSV", "a.txt", "a", "a.xls"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "windows-1256"])
def test_text(tmp_path: Path, name: str, encoding: str) -> None:
    path = saved(tmp_path / name, "الاسم\t50001234\r\n".encode(encoding))
    assert recognise(path, DEFAULT_LIMITS) is FileKind.TEXT


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xff\xd8\xff\xe0..JFIF", "picture"),
        (b"<!DOCTYPE html><html><table>", "html"),
        (b"\xef\xbb\xbf\n <HTML>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><Workbook>", "xml"),
        (b"{\\rtf1\\ansi", "document"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"MZ\x90\x00\x03", "program"),
        (bytes(range(256)) * 4, "binary"),
        (bytes(1000), "binary"),
        (ole_file(["WordDocument"]), "document"),
        (ole_file(["Something"]), "document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_something_else_is_named(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    error = refusal(saved(tmp_path / name, content))
    assert error.reason is Reason.FILE_NOT_WHAT_IT_SAYS
    assert error.parameters == {"file": name, "kind": kind}


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word__document.xml", "document"),
        ("ppt__x.xml", "presentation"),
        ("Index__Document.iwa", "numbers"),
        ("photo.jpg", "archive"),
    ],
)
def test_other_zip_files_are_named(tmp_path: Path, part: str, kind: str) -> None:
    error = refusal(zipped(tmp_path / "a.xlsx", **{part: "x"}))
    assert (error.reason, error.parameters["kind"]) == (Reason.FILE_NOT_WHAT_IT_SAYS, kind)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.json"])
def test_a_file_that_is_what_it_says_but_no_list(tmp_path: Path, name: str) -> None:
    assert refusal(saved(tmp_path / name, b"%PDF-1.7")).reason is Reason.FILE_KIND_UNKNOWN


def test_text_named_as_a_workbook(tmp_path: Path) -> None:
    error = refusal(saved(tmp_path / "a.xlsx", b"Name,Phone\n"))
    assert (error.reason, error.parameters["kind"]) == (Reason.FILE_NOT_WHAT_IT_SAYS, "text")


def test_text_that_begins_like_a_picture_or_program(tmp_path: Path) -> None:
    for text in (b"BMW owners,Phone\n", b"MZ,Phone\n", b"ID3,Phone\n"):
        assert recognise(saved(tmp_path / "a.csv", text), DEFAULT_LIMITS) is FileKind.TEXT


def test_missing_folder_empty(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").reason is Reason.FILE_MISSING
    assert refusal(tmp_path).reason is Reason.FILE_IS_FOLDER
    assert refusal(saved(tmp_path / "a.csv", b"")).reason is Reason.FILE_EMPTY
    assert refusal(tmp_path / "a\x00b.csv").reason is Reason.FILE_MISSING
    assert refusal(tmp_path / ("x" * 300)).reason in (Reason.FILE_NOT_READABLE, Reason.FILE_MISSING)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv").reason is Reason.FILE_NOT_READABLE


@pytest.mark.parametrize("file", ["locked.ods"])
def test_locked_ods(file: str) -> None:
    assert refusal(DATA / file).reason is Reason.FILE_ENCRYPTED


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_a_locked_xlsx_is_an_ole_file(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path / name, ole_file(["EncryptionInfo", "EncryptedPackage"]))
    assert refusal(path).reason is Reason.FILE_ENCRYPTED


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    saved(path, path.read_bytes()[:-400])
    assert refusal(path).reason is Reason.FILE_DAMAGED


def test_a_workbook_that_promises_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    assert refusal(path, ReadLimits(unpacked_bytes=1000)).reason is Reason.FILE_TOO_BIG


def test_a_part_that_grows_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", bytes(33 * 1024**2))
    assert refusal(path).reason is Reason.FILE_TOO_BIG


def test_pictures_in_a_workbook_do_not_count(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/logo.png", bytes(100_000))
    assert recognise(path, ReadLimits(unpacked_bytes=50_000)) is FileKind.XLSX
