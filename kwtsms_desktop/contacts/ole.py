"""The directory of an OLE file (old Excel files, and any Office file with a password): names of its streams.

Layout after Microsoft's [MS-CFB]: a header, a table of sector chains (FAT), and a directory that is such a
chain of 128-byte entries. Only what naming the streams takes is read.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers mean "no sector": free, end of chain
_DIRECTORY_SECTORS = 1000  # a workbook has a handful; a chain that runs in circles has no end


class OleError(Exception):
    """The file is not what its signature says."""


def stream_names(path: Path) -> frozenset[str]:
    """Names of all streams and storages.

    Raises:
        OleError: the directory cannot be followed.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(SIGNATURE):
            raise OleError
        (shift,) = struct.unpack_from("<H", header, 30)
        if shift not in (9, 12):
            raise OleError
        (first,) = struct.unpack_from("<I", header, 48)
        fat_sectors = struct.unpack_from("<109I", header, 76)
        return frozenset(_names(file, 1 << shift, first, fat_sectors))


def _names(file: BinaryIO, size: int, first: int, fat_sectors: tuple[int, ...]) -> list[str]:
    names: list[str] = []
    sector = first
    for _ in range(_DIRECTORY_SECTORS):
        if sector > _LAST_SECTOR:
            return names
        block = _sector(file, size, sector)
        names += [
            name
            for at in range(0, size, _ENTRY_BYTES)
            if (name := _entry_name(block[at : at + _ENTRY_BYTES]))
        ]
        sector = _next_sector(file, size, fat_sectors, sector)
    raise OleError


def _sector(file: BinaryIO, size: int, number: int) -> bytes:
    file.seek((number + 1) * size)
    block = file.read(size)
    if len(block) < size:
        raise OleError
    return block


def _next_sector(file: BinaryIO, size: int, fat_sectors: tuple[int, ...], sector: int) -> int:
    entries = size // 4
    index = sector // entries
    if index >= len(fat_sectors) or fat_sectors[index] > _LAST_SECTOR:
        raise OleError
    table = _sector(file, size, fat_sectors[index])
    (following,) = struct.unpack_from("<I", table, sector % entries * 4)
    return int(following)


def _entry_name(entry: bytes) -> str:
    """A directory entry's name: UTF-16 in 64 bytes, its length with the closing zero after them."""
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
