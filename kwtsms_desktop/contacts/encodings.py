"""In which encoding a text file is written: marks first, then strict tests over the whole file.

A file that is not valid UTF-8 or UTF-16 is taken for windows-1256, the encoding in which Arabic Windows
saves "ANSI" text; the guess is always named to the user, who can choose another. Detectors by frequency
are not used: they take short Arabic lists for Cyrillic.
"""

from __future__ import annotations

import codecs
import threading
from pathlib import Path

from kwtsms_desktop.contacts.source import raise_if_stopped
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason

ENCODINGS = ("utf-8", "utf-16", "windows-1256", "iso-8859-6", "windows-1252")
"""Encodings worth offering in a list, by the names used throughout."""

FALLBACK = "windows-1256"

_CHUNK_BYTES = 1024**2
_HEAD_BYTES = 64 * 1024

_MARKS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OUR_NAMES = {
    "utf-8-sig": "utf-8",
    "cp1256": "windows-1256",
    "cp1252": "windows-1252",
    "iso8859-6": "iso-8859-6",
}
# codecs that are for something else than files of text, or that never call anything an error
_NOT_FOR_FILES = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})


def guess_encoding(path: Path, stop: threading.Event | None = None) -> str:
    """The encoding of a file, by its mark or by what it can be without an error.

    Raises:
        OSError: the file cannot be read.
        ReadingStopped: the stop event was set.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    likely = utf16_without_mark(head)
    if likely is not None and _fits(path, likely, stop):
        return likely
    return "utf-8" if _fits(path, "utf-8", stop) else FALLBACK


def check_encoding(path: Path, name: str, stop: threading.Event | None = None) -> str:
    """The encoding the user named, by our name for it, once the whole file has been read with it.

    Raises:
        UserError: there is no such encoding, or the file is not written in it.
        OSError: the file cannot be read.
        ReadingStopped: the stop event was set.
    """
    encoding = known_encoding(name)
    if not _fits(path, encoding, stop):
        raise UserError(Reason.ENCODING_WRONG, file=path.name, encoding=encoding)
    return encoding


def known_encoding(name: str) -> str:
    """Our name for an encoding.

    Raises:
        UserError: there is no such encoding.
    """
    try:
        found = codecs.lookup(name.strip()).name
        "0".encode(found)  # refuses the codecs that do not turn text into bytes
    except (LookupError, ValueError):
        raise UserError(Reason.ENCODING_UNKNOWN, encoding=name) from None
    if found.replace("_", "-") in _NOT_FOR_FILES:
        raise UserError(Reason.ENCODING_UNKNOWN, encoding=name)
    return _OUR_NAMES.get(found, found)


def codec_for(encoding: str) -> str:
    """The codec to open a file with: for UTF-8 the one that takes a mark off."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def utf16_without_mark(head: bytes) -> str | None:
    """UTF-16's name where every second byte is that of Latin (0) or Arabic (6) letters; else None."""
    first, second = head[0::2], head[1::2]
    if _are_high_bytes(second) and first.count(0) <= len(first) * 0.01:
        return "utf-16-le"
    if _are_high_bytes(first) and second.count(0) <= len(second) * 0.01:
        return "utf-16-be"
    return None


def _are_high_bytes(half: bytes) -> bool:
    # digits and delimiters are Latin, so a list has zeros even where every name is Arabic
    zeros = half.count(0)
    return zeros > len(half) * 0.1 and zeros + half.count(6) > len(half) * 0.8


def _fits(path: Path, encoding: str, stop: threading.Event | None) -> bool:
    decoder = codecs.getincrementaldecoder(codec_for(encoding))("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                raise_if_stopped(stop)
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
