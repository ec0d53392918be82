from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.contacts.ole import SIGNATURE, OleError, stream_names
from tests.contacts.files import DATA, ole_file


def test_names_in_a_file_of_our_making(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ole_file(["EncryptionInfo", "EncryptedPackage", "a", "b", "c", "d"]))
    assert {"Root Entry", "EncryptedPackage", "d"} <= stream_names(path)


def test_names_in_a_real_workbook() -> None:
    assert "Workbook" in stream_names(DATA / "clients.xls")


@pytest.mark.parametrize(
    "content",
    [b"", SIGNATURE, SIGNATURE + bytes(600), ole_file(["a"])[:600], b"x" * 2000],
    ids=["empty", "signature alone", "zeros", "cut off", "something else"],
)
def test_a_broken_file_is_an_ole_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(OleError):
        stream_names(path)


@given(data=st.data())
def test_no_change_of_bytes_hangs_or_escapes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(ole_file(["Workbook", "a", "b", "c", "d", "e", "f", "g"]))
    for _ in range(3):
        at = data.draw(st.integers(min_value=8, max_value=len(content) - 1))
        content[at] = data.draw(st.integers(min_value=0, max_value=255))
    path = tmp_path_factory.getbasetemp() / "changed.xls"
    path.write_bytes(content)
    try:
        stream_names(path)
    except OleError:
        return
