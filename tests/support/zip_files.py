"""Zip files byte by byte: parts far larger than anybody packs, and directories that do not tell the truth."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import NamedTuple


class Part(NamedTuple):
    """One part of a zip file as its directory describes it, truthfully or not."""

    name: str
    packed: bytes
    promised_bytes: int
    checksum: int = 0


def packed(name: str, content: bytes) -> Part:
    return Part(name, _deflated(content, b"", 0, b""), len(content), zlib.crc32(content))


def grown(name: str, begin: bytes, again: bytes, times: int, end: bytes, promised: int | None = None) -> Part:
    """A part whose middle comes many times, without anybody having to pack all of it."""
    size = len(begin) + len(again) * times + len(end)
    return Part(name, _deflated(begin, again, times, end), size if promised is None else promised)


def _deflated(begin: bytes, again: bytes, times: int, end: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)]
    # from one full flush to the next nothing refers to what came before: it may stand there again
    parts.append((packer.compress(again) + packer.flush(zlib.Z_FULL_FLUSH)) * times)
    parts.append(packer.compress(end) + packer.flush(zlib.Z_FINISH))
    return b"".join(parts)


def write_zip(path: Path, parts: list[Part]) -> Path:
    """A zip file byte by byte (APPNOTE 4.3): zipfile itself writes no untruths."""
    body, directory = b"", b""
    for part in parts:
        name = part.name.encode()
        sizes = struct.pack("<III", part.checksum, len(part.packed), part.promised_bytes)
        head = struct.pack("<HHHHH", 20, 0, 8, 0, 0x21) + sizes + struct.pack("<HH", len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + head + name + part.packed
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)
    return path
