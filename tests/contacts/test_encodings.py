from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kwtsms_desktop.contacts.encodings import ENCODINGS, check_encoding, guess_encoding, known_encoding
from kwtsms_desktop.contacts.source import ReadingStopped
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

TEXT = "الاسم,الموبايل\r\nأحمد,96598765432\r\nنورة,50001234\r\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("windows-1256"), "windows-1256"),
        (b"Name,Phone\nAli,50001234\n", "utf-8"),
        (b"Name,Phone\nA\x00li,50001234\n", "utf-8"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16", "be bom", "le", "be", "utf-32", "1256", "ascii", "ascii with a NUL"],
)
def test_guess(path: Path, content: bytes, encoding: str) -> None:
    path.write_bytes(content)
    assert guess_encoding(path) == encoding


def test_the_last_byte_of_a_long_file_decides_too(path: Path) -> None:
    path.write_bytes(b"50001234\n" * 200_000 + "أحمد".encode("windows-1256"))
    assert guess_encoding(path) == "windows-1256"


def test_a_letter_cut_between_two_chunks_is_no_error(path: Path) -> None:
    path.write_bytes(b"x" + "أ".encode() * 1024**2)
    assert guess_encoding(path) == "utf-8"


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1256", "windows-1256"),
        ("Windows-1256", "windows-1256"),
        ("iso-8859-6", "iso-8859-6"),
        ("arabic", "iso-8859-6"),
        ("UTF-16", "utf-16"),
    ],
)
def test_names_of_encodings(name: str, ours: str) -> None:
    assert known_encoding(name) == ours


def test_offered_names_are_known_as_they_are() -> None:
    assert tuple(map(known_encoding, ENCODINGS)) == ENCODINGS


@pytest.mark.parametrize("name", ["", "klingon", "base64", "rot13", "idna", "unicode_escape", "utf-8\x00"])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises(UserError) as caught:
        known_encoding(name)
    assert caught.value.reason is Reason.ENCODING_UNKNOWN


def test_a_given_encoding_is_tested_over_the_whole_file(path: Path) -> None:
    path.write_bytes(b"50001234\n" * 200_000 + "أحمد".encode("windows-1256"))
    with pytest.raises(UserError) as caught:
        check_encoding(path, "utf-8")
    assert caught.value.reason is Reason.ENCODING_WRONG
    assert caught.value.parameters == {"file": "list.csv", "encoding": "utf-8"}


def test_stop_is_looked_at(path: Path) -> None:
    path.write_bytes(TEXT.encode())
    stop = threading.Event()
    stop.set()
    with pytest.raises(ReadingStopped):
        guess_encoding(path, stop)
