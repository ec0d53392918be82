"""What a file really is: told by its first bytes and its directory, whatever its name says.

Offices rename files. A workbook named ``list.csv`` is read as the workbook it is; a picture, a PDF or a
web page named ``list.xlsx`` is named as what it is. Nothing is unpacked here: the zip directory with its
promised sizes is looked at before any reader is let near the file.
"""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from kwtsms_desktop.contacts import ole
from kwtsms_desktop.contacts.encodings import utf16_without_mark
from kwtsms_desktop.contacts.source import ReadLimits
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason


class FileKind(StrEnum):
    """What the content of a contact list file is."""

    TEXT = "text"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".text", ""})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots"})

_HEAD_BYTES = 64 * 1024
_TRUSTED_PART_BYTES = 32 * 1024**2  # smaller parts may have any ratio
_ZIP_PARTS = 10_000
_PACKED_TEXT = (".xml", ".bin", ".rels", ".vml")

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"SQLite format 3\x00", "database"),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "document"),
    ("PowerPoint Document", "presentation"),
    ("__properties_version1.0", "message"),
)
# what zipfile and its decompressors raise on broken input; OSError: a place before the file's beginning
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,  # zipfile's word for a way of packing it does not know
    OverflowError,
    RuntimeError,
    ValueError,
)
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def recognise(path: Path, limits: ReadLimits) -> FileKind:
    """What kind of contact list a file is.

    Raises:
        UserError: the file is missing, empty, locked with a password, too big, or no contact list at all.
    """
    name = path.name
    try:
        if path.is_dir():
            raise UserError(Reason.FILE_IS_FOLDER, file=name)
        if not path.is_file():
            reason = Reason.FILE_NOT_READABLE if os.path.lexists(path) else Reason.FILE_MISSING
            raise UserError(reason, file=name)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        return _by_content(path, head, limits)
    except FileNotFoundError:
        raise UserError(Reason.FILE_MISSING, file=name) from None
    except OSError:
        raise UserError(Reason.FILE_NOT_READABLE, file=name) from None


def _by_content(path: Path, head: bytes, limits: ReadLimits) -> FileKind:
    if not head:
        raise UserError(Reason.FILE_EMPTY, file=path.name)
    if head.startswith(_ZIP_STARTS):
        return _zip_kind(path, limits)
    if head.startswith(ole.SIGNATURE):
        return _ole_kind(path)
    foreign = _foreign_kind(head)
    if foreign is not None:
        raise _not_a_list(path, foreign)
    suffix = path.suffix.lower()
    # Excel itself opens text named .xls, as many programs export it, but no text named .xlsx
    if suffix in TEXT_SUFFIXES or suffix == ".xls":
        return FileKind.TEXT
    raise _not_a_list(path, "text")


def _not_a_list(path: Path, kind: str) -> UserError:
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES or suffix in WORKBOOK_SUFFIXES:
        return UserError(Reason.FILE_NOT_WHAT_IT_SAYS, file=path.name, kind=kind)
    return UserError(Reason.FILE_KIND_UNKNOWN, file=path.name)


def _foreign_kind(head: bytes) -> str | None:
    """What a file is that is neither a workbook nor a table of text; None where it may be one."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if (head[:2] == b"BM" and not any(head[6:10])) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[:2] == b"MZ" and b"\x00" in head[:64]:
        return "program"
    text = head[:2048].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style", b"<body")):
        return "html"
    if text.startswith(b"<?xml"):
        return "html" if b"<html" in text else "xml"
    return "binary" if _is_binary(head) else None


def _is_binary(head: bytes) -> bool:
    """Whether no text looks like this: control characters, or zeros that are not UTF-16's or UTF-32's."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or utf16_without_mark(head)
    if wide:
        return False
    controls = sum(head.count(code) for code in range(1, 32) if code not in b"\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f")
    return controls > max(3, len(head) * 0.01) or head.count(0) > len(head) * 0.2


def _zip_kind(path: Path, limits: ReadLimits) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename.replace("\\", "/").lower(): part for part in archive.infolist()}
            _raise_if_too_big(path, list(parts.values()), limits)
            kind = _zip_content(path, archive, parts)
            _raise_if_encrypted(path, archive, parts)
            return kind
    except _BROKEN_ZIP:
        raise UserError(Reason.FILE_DAMAGED, file=path.name) from None


def _zip_content(path: Path, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> FileKind:
    if "xl/workbook.bin" in parts:
        return FileKind.XLSB
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in parts):
        return FileKind.XLSM if path.suffix.lower() in (".xlsm", ".xltm") else FileKind.XLSX
    if "mimetype" in parts and _beginning(archive, parts["mimetype"], 100).startswith(_ODS_TYPE):
        return FileKind.ODS
    raise _not_a_list(path, _foreign_zip(parts))


def _foreign_zip(parts: dict[str, zipfile.ZipInfo]) -> str:
    if any(name.startswith("word/") for name in parts):
        return "document"
    if any(name.startswith("ppt/") for name in parts):
        return "presentation"
    if any(name.endswith(".iwa") for name in parts):
        return "numbers"
    return "archive"


def _raise_if_too_big(path: Path, parts: list[zipfile.ZipInfo], limits: ReadLimits) -> None:
    # pictures are never unpacked, so they do not count
    texts = [part for part in parts if part.filename.lower().endswith(_PACKED_TEXT)]
    promised = sum(part.file_size for part in texts)
    suspicious = any(
        part.file_size > _TRUSTED_PART_BYTES and part.file_size > limits.ratio * part.compress_size
        for part in texts
    )
    if promised > limits.unpacked_bytes or suspicious or len(parts) > _ZIP_PARTS:
        raise UserError(Reason.FILE_TOO_BIG, file=path.name)


def _raise_if_encrypted(path: Path, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> None:
    manifest = parts.get("meta-inf/manifest.xml")
    described = _beginning(archive, manifest, 1024**2) if manifest is not None else b""
    if b"encryption-data" in described or any(part.flag_bits & 1 for part in parts.values()):
        raise UserError(Reason.FILE_ENCRYPTED, file=path.name)


def _beginning(archive: zipfile.ZipFile, part: zipfile.ZipInfo, size: int) -> bytes:
    if part.flag_bits & 1:
        return b""
    with archive.open(part) as file:
        return file.read(size)


def _ole_kind(path: Path) -> FileKind:
    try:
        names = ole.stream_names(path)
    except ole.OleError:
        raise UserError(Reason.FILE_DAMAGED, file=path.name) from None
    if "EncryptedPackage" in names:
        raise UserError(Reason.FILE_ENCRYPTED, file=path.name)
    if names & {"Workbook", "Book"}:
        return FileKind.XLS
    for stream, kind in _OLE_STREAMS:
        if stream in names:
            raise _not_a_list(path, kind)
    raise _not_a_list(path, "document")
